"""Dates and periods: put together from their parts, and resolved where the anchor allows it."""

from __future__ import annotations

from functools import lru_cache

from factpack.extract.languages.en import number_words as lx
from factpack.extract.values import periods as pd
from factpack.extract.values.bounds import bounded
from factpack.extract.values.dates.bare_names import is_meant
from factpack.extract.values.dates.calendar_dates import CALENDAR_DATES
from factpack.extract.values.dates.date_match import DateMatch, Form
from factpack.extract.values.dates.direction import looks_ahead
from factpack.extract.values.dates.joining import join_parts, range_of, widened
from factpack.extract.values.dates.relative_dates import RELATIVE_DATES
from factpack.extract.values.dates.resolving import resolve
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.periods import Anchor
from factpack.model import LiteralValue


def literals_in(tokens: Tokens, codes: str, anchor: Anchor | None) -> list[LiteralValue]:
    """Dates and periods; `codes` are classes, blanked where other values stand.

    The span has the article ("the third quarter") but not the preposition. "The end of 2018" and
    "early 2018" have the days of 2018: no narrower ones are meant exactly. A month, a day or a
    weekday without a year is that nearest to the anchor in the direction that the sentence tells
    ("will", "expected" and their like look ahead, else it looks back).
    """
    matches = _disjoint(date_matches(tokens, codes))
    chosen = [match for match in join_parts(codes, matches) if is_meant(tokens, codes, match)]
    dates: list[LiteralValue] = []
    i = 0
    while i < len(chosen):
        match = chosen[i]
        after = chosen[i + 1] if i + 1 < len(chosen) else None
        ahead = None
        if match.shift is None and match.year is None and match.fixed is None:
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
        dates.append(LiteralValue("date", start, end, value))
    return dates


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

    `codes` are the classes of the words, with those that other values use already blanked.
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
