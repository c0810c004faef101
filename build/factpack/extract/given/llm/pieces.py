"""Cut an article into pieces that a model reads in one request."""

from __future__ import annotations

from factpack.extract.text.sentences import split_text
from factpack.model import Article, Span

PIECE_CHARS = 6000
"""Characters of a piece: most news is one piece, and with the prompt (some 5,000 tokens) and the
answer it fits a context of 16,000 tokens. Changing it asks anew for every longer article."""


def pieces_of(article: Article, size: int = PIECE_CHARS) -> list[Span]:
    """Stretches of whole paragraphs, together all of the article; no words stand in two.

    A paragraph that is longer than a piece is cut between sentences, a sentence that is longer is
    cut anywhere.
    """
    units: list[Span] = []
    for block in article.blocks:
        if block.end - block.start <= size:
            units.append(Span(block.start, block.end))
        else:
            units += _cut(article.text, block.start, block.end, size)
    pieces: list[Span] = []
    for unit in units:
        if pieces and unit.end - pieces[-1].start <= size:
            pieces[-1] = Span(pieces[-1].start, unit.end)
        else:
            pieces.append(unit)
    return pieces


def _cut(text: str, start: int, end: int, size: int) -> list[Span]:
    cut: list[Span] = []
    for sentence in split_text(text[start:end], start):
        cut += [
            Span(at, min(at + size, sentence.end))
            for at in range(sentence.start, sentence.end, size)
        ]
    return cut or [Span(at, min(at + size, end)) for at in range(start, end, size)]
