"""Dates and periods: put together from their parts, and resolved where the anchor allows it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from factpack.extract.languages.en import number_words as lx
from factpack.extract.values import periods as pd
from factpack.extract.values import scan
from factpack.extract.values.bounds import bounded
from factpack.extract.values.dates.bare_names import is_meant
from factpack.extract.values.dates.calendar_dates import CALENDAR_DATES
from factpack.extract.values.dates.date_match import Date, DateMatch, Form
from factpack.extract.values.dates.direction import looks_ahead
from factpack.extract.values.dates.joining import join_parts, range_of, widened
from factpack.extract.values.dates.relative_dates import RELATIVE_DATES
from factpack.extract.values.dates.resolving import resolve
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.periods import Anchor
from factpack.model import LiteralValue, Precision, Value


def find_dates(
    text: str, anchor: date | None = None, anchor_precision: Precision | None = "day"
) -> tuple[Date, ...]:
    """Dates and periods in a text, in order.

    The span has the article ("the third quarter") but not the preposition. "The end of 2018" and
    "early 2018" have the days of 2018: no narrower ones are meant exactly. A month, a day or a
    weekday without a year is that nearest to the anchor in the direction that the sentence tells
    ("will", "expected" and their like look ahead, else it looks back).

    Args:
        text: the text.
        anchor: the publication date, or the first day of its month or year; None if unknown.
        anchor_precision: how much of the anchor is known.

    >>> from factpack.extract.values.periods import timex
    >>> found = find_dates("Sold last year, due by June 2018.", date(2016, 11, 16))
    >>> [timex(d.value) for d in found]
    ['2015', '2018-06']
    """
    known = Anchor(anchor, anchor_precision or "day") if anchor else None
    tokens = scan.read(text, ((0, len(text)),))
    return tuple(dates_in(tokens, tokens.codes, known))


def date_readings(
    words: str, anchor: date | None = None, anchor_precision: Precision | None = "day"
) -> tuple[Value, ...]:
    """The values that words may have that are a date from end to end; empty for other words.

    There is more than one where the words leave open whether they look back or ahead ("Friday"),
    or share the year of the date beside them ("May" of "May and June 2013"): the sentence decides,
    and a published value is one of these.
    """
    known = Anchor(anchor, anchor_precision or "day") if anchor else None
    tokens = scan.read_all(words)
    readings: list[Value] = []
    shared = any(match.takes_year() for match in date_matches(tokens, tokens.codes))
    choices = [(known, None), (known, True), (known, False)] + [(None, None)] * shared
    for counted_from, forward in choices:
        for found in _dates(tokens, tokens.codes, counted_from, forward, alone=True):
            if found.start == 0 and found.end == len(words) and found.value not in readings:
                readings.append(found.value)
    return tuple(readings)


def literals_in(tokens: Tokens, codes: str, anchor: Anchor | None) -> list[LiteralValue]:
    """The dates among the tokens as rows of the article."""
    return [
        LiteralValue("date", found.start, found.end, found.value)
        for found in dates_in(tokens, codes, anchor)
    ]


def dates_in(tokens: Tokens, codes: str, anchor: Anchor | None) -> list[Date]:
    """Dates among the tokens; `codes` are their classes, blanked where other values stand."""
    return _dates(tokens, codes, anchor, None, alone=False)


@lru_cache(maxsize=1 << 12)
def _possible(present: frozenset[str]) -> tuple[Form, ...]:
    """The forms that words of these classes can match; most texts have few classes."""
    return tuple(
        form
        for form in (*CALENDAR_DATES, *RELATIVE_DATES)
        if not any(map(present.isdisjoint, form.needs))
    )


def date_matches(tokens: Tokens, codes: str) -> list[DateMatch]:
    """Every reading of every date among the tokens, the first and longest first; they may overlap.

    Args:
        tokens: the words.
        codes: their classes, with those of words that other values use already blanked.
    """
    matches: list[DateMatch] = []
    for _, pattern, reader in _possible(frozenset(codes)):
        match = pattern.search(codes)  # `finditer` costs more, and most find nothing
        while match is not None:
            if (found := reader(tokens, match)) is not None:
                matches.append(found)
            match = pattern.search(codes, match.end())
    matches.sort(key=_order)
    return matches


def _order(match: DateMatch) -> tuple[int, int]:
    return match.first, -match.last


def _disjoint(matches: list[DateMatch]) -> list[DateMatch]:
    """The first and longest readings; what overlaps them is dropped."""
    kept: list[DateMatch] = []
    for match in matches:
        if not kept or match.first >= kept[-1].last:
            kept.append(match)
    return kept


def _dates(
    tokens: Tokens, codes: str, anchor: Anchor | None, forward: bool | None, *, alone: bool
) -> list[Date]:
    """Dates among the tokens; `alone` where they are all there is, so that any name is meant."""
    chosen = join_parts(codes, _disjoint(date_matches(tokens, codes)))
    if not alone:
        chosen = [match for match in chosen if is_meant(tokens, codes, match)]
    dates: list[Date] = []
    i = 0
    while i < len(chosen):
        match = chosen[i]
        after = chosen[i + 1] if i + 1 < len(chosen) else None
        ahead = forward
        if not alone and match.shift is None and match.year is None and match.fixed is None:
            ahead = looks_ahead(tokens, match)
        i += 1
        if after is not None:
            if (both := range_of(tokens, codes, match, after, anchor, ahead)) is not None:
                dates.append(both)
                i += 1
                continue
        value = resolve(match, anchor, ahead)
        if value is None:
            continue
        first, last = widened(codes, match)
        start, end = tokens.starts[first], tokens.ends[last - 1]
        if tokens.codes[last - 1] == lx.DOT:
            # The stop of "Sept." is the sentence's as well; it stays with what follows.
            end = tokens.ends[last - 2]
        if after is not None and _shares_year(codes, match, after):
            value = pd.unresolved(match.unit)
        if (match.shift and match.shift < -1) or match.unit == "range":
            bound_start, _, kind = bounded(tokens.text, start, end)
            if kind:
                start, value = bound_start, pd.unresolved()
        dates.append(Date(start, end, value))
    return dates


def _shares_year(codes: str, match: DateMatch, after: DateMatch) -> bool:
    """Whether the year of a date stands with the one after it ("in May and June 2013").

    The year is not among the words of the first, and that of the anchor would be wrong.
    """
    return (
        match.takes_year()
        and after.unit == match.unit
        and (after.year is not None or after.year_shift is not None)
        and codes[match.last : after.first] in (lx.AND, lx.COMMA, lx.COMMA + lx.AND)
    )
