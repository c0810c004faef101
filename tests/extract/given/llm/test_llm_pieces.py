"""Cutting long articles into pieces costs what their length does."""

from __future__ import annotations

import pytest

from benchmarks.extraction.sets import plain_article
from factpack.extract.given.llm import pieces
from factpack.extract.text.sentences import split_text
from factpack.model import Span


def test_a_long_paragraph_is_split_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    split: list[int] = []

    def counted(text: str, start: int) -> tuple[Span, ...]:
        split.append(len(text))
        return split_text(text, start)

    monkeypatch.setattr(pieces, "split_text", counted)
    article = plain_article("\n\n".join(["It rained in Leeds. It was cold. We left."] * 5))
    found = pieces.pieces_of(article, 20)
    assert len(split) == 5 and sum(split) <= len(article.text)
    assert [article.text[piece.start : piece.end] for piece in found] == [
        "It rained in Leeds.",
        "It was cold.",
        "We left.",
    ] * 5
