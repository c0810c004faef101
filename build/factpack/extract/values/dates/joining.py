"""Dates put together from their parts: a month and its year, a weekday and its day, two ends."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.values import numbers as nb
from factpack.extract.values import periods as pd
from factpack.extract.values.bounds import tells_change
from factpack.extract.values.dates.date_match import DateMatch
from factpack.extract.values.dates.resolving import resolve
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.periods import Anchor
from factpack.model import LiteralValue

_GAP_YEAR_LAST = frozenset(("", lx.OF, lx.COMMA, lx.IN, lx.OF + lx.THE, lx.COMMA + lx.IN))
_GAP_YEAR_FIRST = frozenset(("", lx.COMMA, lx.POSSESSIVE, lx.APOSTROPHE))
_GAP_WEEKDAY = frozenset(("", lx.COMMA, lx.OF, lx.IN, lx.DOT, lx.DOT + lx.COMMA))


def join_parts(codes: str, matches: list[DateMatch]) -> list[DateMatch]:
    """Join a month with its year, a weekday with its day or week."""
    merged: list[DateMatch] = []
    for match in matches:
        joined = _pair(codes, merged[-1], match) if merged else None
        if joined is None:
            merged.append(match)
        else:
            merged[-1] = joined
    return merged


def _pair(codes: str, one: DateMatch, two: DateMatch) -> DateMatch | None:
    gap = codes[one.last : two.first]
    if len(gap) > 2:
        return None
    if one.takes_year() and two.is_year() and gap in _GAP_YEAR_LAST:
        return one._replace(last=two.last, year=two.year, year_shift=two.shift, bare=False)
    if (
        one.is_year()
        and two.takes_year()
        and gap in _GAP_YEAR_FIRST
        and not (gap and two.unit == "day")
    ):
        return two._replace(first=one.first, year=one.year, year_shift=one.shift, bare=False)
    if one.unit in ("week", "day", "quarter") and one.shift is not None and gap == lx.OF:
        # "The last week of March": no day is exact, the month is.
        return two._replace(first=one.first)
    if one.unit == "nth-weekday" and two.unit == "month" and gap in (lx.OF, lx.IN):
        return two._replace(
            first=one.first, unit="nth-weekday", day=one.day, span=one.number, bare=False
        )
    if one.unit == "weekday" and one.shift == -1 and two.unit == "month" and gap == lx.OF:
        return two._replace(first=one.first, unit="nth-weekday", day=0, span=one.number, bare=False)
    if one.unit == "weekday" and one.shift is None and gap in _GAP_WEEKDAY:
        if two.unit == "day" and (two.day or two.fixed) and gap != lx.OF:
            return two._replace(first=one.first)
        if two.unit == "week" and two.shift is not None:
            return one._replace(last=two.last, unit="weekday", shift=two.shift, span=0)
    if one.unit == "week" and two.unit == "weekday" and two.shift is None and gap in ("", lx.IN):
        return two._replace(first=one.first, shift=one.shift, span=0)
    return None


_PARTS = re.compile(
    nb.expand(
        "(?:<THE><WORD>?)?<BEGINNING>(?:<OF>)?(?:<THE>)?$|<THE>?<EARLY><DASH>?(?:<IN>)?<THE>?$|"
        "<EARLIER><IN>?<THE>?$|<THE>?<ORDINAL><UNIT><OF>$|<THE>$"
    )
)


def widened(codes: str, match: DateMatch) -> tuple[int, int]:
    """Take in "the end of", "early", "mid-" before a date."""
    if codes[match.first] == lx.THE and match.first and codes[match.first - 1] not in "OI":
        return match.first, match.last
    low = max(0, match.first - 5)
    before = _PARTS.search(codes, low, match.first)
    if before and before.group() == lx.THE and match.unit not in ("season", "nth-weekday"):
        # "The 2009 Games" has its article for the games.
        return match.first, match.last
    return (before.start() if before else match.first), match.last


def range_of(
    tokens: Tokens,
    codes: str,
    one: DateMatch,
    two: DateMatch,
    anchor: Anchor | None,
    ahead: bool | None,
) -> LiteralValue | None:
    """The period between two dates that a dash, "to" or "between … and" joins."""
    gap = codes[one.last : two.first].replace(lx.DOT, "").replace(lx.THE, "")
    before = tokens.words[one.first - 1] if one.first else ""
    if gap == lx.AND:
        if before != "between":
            return None
    elif gap == lx.TO:
        if before == "from" and tells_change(tokens.text, tokens.starts[one.first - 1]):
            return None
        if before != "from" and tokens.words[two.first - 1] not in ("to", "through", "thru"):
            return None
    elif gap != lx.DASH:
        return None
    if one.takes_year() and (two.year is not None or two.year_shift is not None):
        one = one._replace(year=two.year, year_shift=two.year_shift)
    first, last = resolve(one, anchor, ahead), resolve(two, anchor, ahead)
    if first is None or last is None:
        return None
    value = pd.joined(first, last)
    if value is None:
        return None
    begin = one.first - 1 if before in ("between", "from") else one.first
    return LiteralValue("date", tokens.starts[begin], tokens.ends[two.last - 1], value)
