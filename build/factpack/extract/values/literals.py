"""Every value of an article: what money, dates and quantities find, without overlap."""

from __future__ import annotations

import re

from factpack.extract.text.doc import Doc
from factpack.extract.values import dates, money, quantities, scan
from factpack.extract.values.local import local_reader
from factpack.extract.values.number_tokens import Tokens, blank
from factpack.extract.values.periods import Anchor
from factpack.model import Article, LiteralValue


def find_literals(article: Article, doc: Doc) -> tuple[LiteralValue, ...]:
    """Every value that an article states, in order, without overlap.

    English is read as English, other languages by their own conventions. Where the language is not
    known, digits that mean different numbers in different languages are left alone.

    Relative dates are resolved against the publication date as far as its precision allows; those
    that cannot be resolved stand with no days. No value crosses a block.

    Args:
        article: normalised article.
        doc: its tokens.
    """
    metadata = article.raw.metadata
    anchor = None
    if metadata.published_on is not None:
        anchor = Anchor(metadata.published_on, metadata.published_precision or "day")
    parts = [(block.start, block.end) for block in article.blocks]
    language = (article.language or "en").partition("-")[0].lower()
    if language != "en":
        reader = local_reader(language)
        return tuple(
            value for start, end in parts for value in reader.read(article.text, start, end)
        )
    literals = literals_of(scan.read(doc, parts), anchor)
    unsure = _AMBIGUOUS_ANYWHERE if article.language is None else _AMBIGUOUS
    return tuple(
        literal
        for literal in literals
        if literal.kind == "date" or not unsure.search(article.text, literal.start, literal.end)
    )


_AMBIGUOUS = re.compile(r"(?<![\d.,])\d{1,3}\.000(?!\d)")
"""Nobody writes three zeros after a decimal point: here it parts thousands, or it is a slip."""

_AMBIGUOUS_ANYWHERE = re.compile(
    r"(?<![\d.,])\d{1,3}\.\d{3}(?!\d)|(?<![^\W\d_])(?:mil|mrd|mio)(?![^\W\d_])",
    re.IGNORECASE,
)
"""Points and scales that mean other numbers in other languages."""


def literals_of(tokens: Tokens, anchor: Anchor | None) -> list[LiteralValue]:
    """Every value among the tokens, in order, without overlap: money first, then dates."""
    amounts = money.literals_in(tokens)
    codes = blank(tokens.codes, [(first, last) for _, first, last in amounts])
    found = [literal for literal, _, _ in amounts]
    found += dates.literals_in(tokens, codes, anchor)
    found += quantities.literals_in(tokens, codes)
    found.sort(key=_order)
    kept: list[LiteralValue] = []
    for literal in found:
        if not kept or literal.start >= kept[-1].end:
            kept.append(literal)
    return kept


def _order(literal: LiteralValue) -> tuple[int, int]:
    return literal.start, -literal.end
