"""The values of one kind in a text that is no article, and their usual notation."""

from __future__ import annotations

from datetime import date

from factpack.extract.text.doc import Doc
from factpack.extract.values import dates, money, quantities, scan
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.periods import Anchor
from factpack.model import LiteralValue, Precision, Value


def find_money(text: str) -> tuple[LiteralValue, ...]:
    """Amounts of money in a text, in order.

    >>> [(m.value.amount, m.value.currency) for m in find_money("C$1.5 bn, not 3 million euros")]
    [(1500000000.0, 'CAD'), (3000000.0, 'EUR')]
    """
    return tuple(amount for amount, _, _ in money.literals_in(_tokens(text)))


def find_dates(
    text: str, anchor: date | None = None, precision: Precision = "day"
) -> tuple[LiteralValue, ...]:
    """Dates and periods in a text, in order, resolved from the anchor as far as it is known.

    >>> found = find_dates("Sold last year, due by June 2018.", date(2016, 11, 16))
    >>> [timex(d.value) for d in found]
    ['2015', '2018-06']
    """
    tokens = _tokens(text)
    known = Anchor(anchor, precision) if anchor else None
    return tuple(dates.literals_in(tokens, tokens.codes, known))


def find_quantities(text: str) -> tuple[LiteralValue, ...]:
    """Durations, percentages and counts in a text, in order; dates and money are left out.

    >>> [(q.kind, q.value.amount, q.value.unit) for q in find_quantities("49% of 2,000 shops")]
    [('percent', 49.0, 'percent'), ('count', 2000.0, 'shops')]
    """
    tokens = _tokens(text)
    return tuple(quantities.literals_in(tokens, tokens.codes))


def whole(words: str, found: tuple[LiteralValue, ...]) -> Value | None:
    """The value that words are from end to end, of those found in them; None for other words."""
    return next((f.value for f in found if (f.start, f.end) == (0, len(words))), None)


def timex(value: Value) -> str:
    """The TIMEX3 value of a date; empty where it has no days."""
    first, last, precision = value.date_from, value.date_to, value.date_precision
    if first is None or last is None:
        return ""
    written = {
        "year": f"{first.year:04}",
        "decade": f"{first.year:04}"[:3],
        "century": f"{first.year:04}"[:2],
        "month": f"{first:%Y-%m}",
        "quarter": f"{first.year:04}-Q{(first.month + 2) // 3}",
        "half-year": f"{first.year:04}-H{(first.month + 5) // 6}",
        "season": f"{first.year:04}-{_SEASON_CODES.get(first.month)}",
        "week": f"{first:%G-W%V}",
    }
    days = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return written.get(precision or "", days)


_SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def _tokens(text: str) -> Tokens:
    return scan.read(Doc(text, ()), ((0, len(text)),))
