"""What holds for the quotes of every text, hostile ones too."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.extract.quotes import find_quotes
from factpack.extract.text.doc import doc_of
from factpack.model import Article, Block, LocalEntity, Mention, Metadata, RawArticle

PIECES = (
    "Ann Orr|she|said|says that|added|, said|according to|believes|told|wrote|To him,|the firm|"
    "“|”|\"|'|‘|’|«|»|``|''|. |, |: |; |? |word|Words here are|it will grow|(|)|—|\n\n|"
    "reads the|statement|in"
).split("|")


def build(text: str) -> Article:
    blocks: list[Block] = []
    at = 0
    for part in text.split("\n\n"):
        if part:
            blocks.append(Block("paragraph", at, at + len(part)))
        at += len(part) + 2
    raw = RawArticle("t", "t", text, 0, "", "utf-8", "valid", Metadata())
    return Article("a-t", raw, text, tuple(blocks), (), None, "en", "given")


def mentions_of(text: str, name: str = "Ann Orr") -> tuple[Mention, ...]:
    found: list[Mention] = []
    at = text.find(name)
    while at >= 0:
        found.append(Mention(at, at + len(name), 0, "name"))
        at = text.find(name, at + 1)
    return tuple(found)


texts = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from((" ", " ", ""))), max_size=40
).map(lambda pieces: "".join(piece + space for piece, space in pieces))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_quotes_lie_in_blocks_in_order(text: str) -> None:
    article = build(text)
    entities = (LocalEntity("Ann Orr", "Person"),)
    found = find_quotes(article, doc_of(article), entities, mentions_of(text))
    assert list(found) == sorted(found, key=lambda quote: (quote.start, -quote.end))
    for quote in found:
        assert any(b.start <= quote.start < quote.end <= b.end for b in article.blocks)
        assert quote.speaker in (None, 0)
        assert quote.cue is None or quote.cue in text
        if quote.speaker_span is not None:
            span = quote.speaker_span
            assert 0 <= span.start < span.end <= len(text)
            assert span.end <= quote.start or span.start >= quote.end
    marked = [quote for quote in found if quote.kind != "indirect"]
    reported = [quote for quote in found if quote.kind == "indirect"]
    for group in (marked, reported):
        for one, two in pairwise(group):
            assert one.end <= two.start
    for quote in reported:
        assert not text[quote.start].isspace() and not text[quote.end - 1].isspace()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    article = build(text)
    for quote in find_quotes(article, doc_of(article), (), ()):
        assert quote.speaker is None


@pytest.mark.parametrize(
    "unit",
    ['"', "“", '"a" ', "“a”", "'a ", "s' ", "said ", "said that ", "Ann Orr said ", ", said",
     "“A,” said Ann Orr. ", "according to ", "To him, ", "reads the statement ", "and ", "A", "("],
)  # fmt: skip
def test_hostile_text_is_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    article = build(text)
    entities = (LocalEntity("Ann Orr", "Person"),)
    found = find_quotes(article, doc_of(article), entities, mentions_of(text))
    assert all(0 <= quote.start < quote.end <= len(text) for quote in found)


@pytest.mark.parametrize(
    "quotation",
    ["“It will grow”", '"It will grow"', "‘It will grow’", "’It will grow’", "'It will grow'"],
)
@pytest.mark.parametrize("before", ["", "Sales rose.\n\n", "It’s so. "])
def test_every_kind_of_mark_is_seen(quotation: str, before: str) -> None:
    text = f"{before}{quotation}, said Ann Orr."
    article = build(text)
    entities = (LocalEntity("Ann Orr", "Person"),)
    found = find_quotes(article, doc_of(article), entities, mentions_of(text))
    assert [text[quote.start : quote.end] for quote in found] == [quotation]
