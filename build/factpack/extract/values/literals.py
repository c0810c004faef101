"""Every value of an article: what money, dates and quantities find, without overlap."""

from __future__ import annotations

from factpack.extract.values import dates, money, quantities, scan
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.periods import Anchor
from factpack.model import Article, LiteralValue


def find_literals(article: Article) -> tuple[LiteralValue, ...]:
    """Every value that an article states, in order, without overlap.

    Relative dates are resolved against the publication date as far as its precision allows; those
    that cannot be resolved stand with no days. No value crosses a block.
    """
    metadata = article.raw.metadata
    anchor = None
    if metadata.published_on is not None:
        anchor = Anchor(metadata.published_on, metadata.published_precision or "day")
    parts = [(block.start, block.end) for block in article.blocks]
    return tuple(literals_of(scan.read(article.text, parts), anchor))


def literals_of(tokens: Tokens, anchor: Anchor | None) -> list[LiteralValue]:
    """Every value among the tokens, in order, without overlap: money first, then dates."""
    amounts = money.literals_in(tokens)
    codes = scan.blank(tokens.codes, [(first, last) for _, first, last in amounts])
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
