"""One reading of a text for all steps."""

from __future__ import annotations

import pytest

from benchmarks.extraction.sets import plain_article
from factpack.extract.rules_extractor import extract
from factpack.extract.text import doc as doc_module
from factpack.extract.text.doc import Doc, doc_of
from factpack.extract.text.tokens import Tokens, scan
from factpack.model import Span

TEXT = "Orrin bought Velmora for $3 million. “It fits,” said Jane Roe, its chief executive."


def test_an_extraction_scans_its_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    scanned: list[str] = []

    def counted(text: str) -> Tokens:
        scanned.append(text)
        return scan(text)

    monkeypatch.setattr(doc_module, "scan", counted)
    article = plain_article(TEXT)
    found = extract(article)
    assert scanned == [article.text]
    assert found.literals and found.quotes and found.claims


def test_the_columns_have_one_element_a_token() -> None:
    doc = doc_of(plain_article(TEXT))
    columns = (doc.tokens, doc.words, doc.lower, doc.starts, doc.ends, doc.flags, doc.cap)
    assert {len(column) for column in columns} == {21}
    assert [doc.words[token] for token in doc.capitals] == ["Orrin", "Velmora", "It", "Jane", "Roe"]


def test_sentences_know_their_tokens() -> None:
    doc = Doc("One two.  Three.", (Span(0, 8), Span(8, 8), Span(10, 16)))
    assert doc.bounds() == [(0, 3), (3, 5)]
    assert [doc.sentence_at(offset) for offset in (0, 7, 9, 10, 15)] == [0, 0, 1, 2, 2]
