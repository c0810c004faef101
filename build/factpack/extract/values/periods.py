"""Periods of the calendar: from what words fix of a date to its first and last day.

Nothing is resolved that does not follow from the words and the publication date. A publication
date known to the month resolves "last year" and "last month" but no weekday.

Conventions, where English leaves more than one reading: a week runs from Monday (ISO 8601); a
season is the meteorological one of the northern hemisphere, winter being named after the year
that it starts in; the 20th century is 1901 to 2000; a fiscal year or quarter has the dates of
the calendar year or quarter of the same name, since the article does not tell when it starts.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from factpack.model import Precision, Value

_FINENESS = {"year": 0, "month": 1, "day": 2}
SHIFTED_BY = {
    "day": "day",
    "week": "day",
    "fortnight": "day",
    "weekend": "day",
    "month": "month",
    "quarter": "month",
    "half-year": "month",
    "season": "month",
    "year": "year",
    "decade": "year",
    "century": "year",
}
"""How fine the anchor must be to resolve a period of each unit that is relative to it."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The publication date, as far as it is known.

    Attributes:
        day: the date, or the first day of the month or year.
        precision: how much of it is known.
    """

    day: date
    precision: Precision

    def resolves(self, unit: str) -> bool:
        """Whether a period of this unit can be counted from the anchor."""
        return _FINENESS[self.precision] >= _FINENESS[SHIFTED_BY[unit]]


def period(first: date, last: date, precision: str) -> Value:
    """A value that is only a period."""
    return Value(date_from=first, date_to=last, date_precision=precision)


def unresolved(precision: str | None = None) -> Value:
    """A date without days; the precision stands where the words give it."""
    return Value(date_precision=precision)


def day_of(year: int, month: int, day: int) -> Value | None:
    """One day; None where the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    found = date(year, month, day)
    return period(found, found, "day")


def single_day(day: date) -> Value:
    """One day."""
    return period(day, day, "day")


def months_of(year: int, first: int, count: int, precision: str) -> Value:
    """Whole months from month `first` of a year; months beyond December run into the next."""
    index = year * 12 + first - 1 + count - 1
    last_year, last_month = divmod(index, 12)
    last = date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])
    return period(date(year, first, 1), last, precision)


def years_of(first: int, count: int, precision: str) -> Value | None:
    """Whole years; None beyond what a calendar holds."""
    if not 1 <= first or first + count - 1 > 9999:
        return None
    return period(date(first, 1, 1), date(first + count - 1, 12, 31), precision)


def week_of(day: date) -> Value:
    """The ISO week that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return period(monday, monday + timedelta(days=6), "week")


def named(unit: str, number: int, year: int) -> Value:
    """Month, quarter, half-year or season of a year, counted from 1."""
    if unit == "month":
        return months_of(year, number, 1, "month")
    if unit == "quarter":
        return months_of(year, 3 * number - 2, 3, "quarter")
    if unit == "half-year":
        return months_of(year, 6 * number - 5, 6, "half-year")
    return months_of(year, 3 * number, 3, "season")


def shifted(unit: str, count: int, anchor: Anchor) -> Value:
    """The period of a unit that lies `count` of them after the one of the anchor.

    Without days where the anchor is too coarse or the calendar ends.
    """
    if not anchor.resolves(unit):
        return unresolved(unit if unit != "weekend" else "range")
    try:
        return _shifted(unit, count, anchor.day)
    except (ValueError, OverflowError):
        return unresolved()


def _shifted(unit: str, count: int, day: date) -> Value:
    if unit == "day":
        return single_day(day + timedelta(days=count))
    if unit == "week":
        return week_of(day + timedelta(weeks=count))
    if unit == "fortnight":
        return week_of(day + timedelta(weeks=2 * count))
    if unit == "weekend":
        saturday = day + timedelta(days=5 - day.weekday(), weeks=count)
        return period(saturday, saturday + timedelta(days=1), "range")
    if unit in ("month", "quarter"):
        size = 1 if unit == "month" else 3
        index = (day.year * 12 + day.month - 1) // size + count
        year, month = divmod(index * size, 12)
        return months_of(year, month + 1, size, unit)
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    start = 1 if unit == "century" else 0
    first = (day.year - start) // size * size + start + count * size
    found = years_of(first, size, unit)
    if found is None:
        raise OverflowError
    return found


def span_of_units(unit: str, count: int, anchor: Anchor) -> Value:
    """The last (negative) or next `count` units, up to or from the publication date."""
    if not anchor.resolves(unit):
        return unresolved("range")
    now = anchor_period(anchor)
    assert now.date_from and now.date_to
    try:
        edge = move(now.date_from if count < 0 else now.date_to, unit, count)
    except (ValueError, OverflowError):
        return unresolved("range")
    if count < 0:
        return period(edge, now.date_to, "range")
    return period(now.date_from, edge, "range")


def anchor_period(anchor: Anchor) -> Value:
    """The publication date as a period."""
    if anchor.precision == "year":
        return period(date(anchor.day.year, 1, 1), date(anchor.day.year, 12, 31), "year")
    if anchor.precision == "month":
        return months_of(anchor.day.year, anchor.day.month, 1, "month")
    return single_day(anchor.day)


def move(day: date, unit: str, count: int) -> date:
    """A day moved by units; the last day of a shorter month stands for a day it lacks.

    Raises:
        ValueError: the calendar ends before.
        OverflowError: likewise.
    """
    days = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}.get(unit)
    if days:
        return day + timedelta(days=days * count)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    index = day.year * 12 + day.month - 1 + months * count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def joined(first: Value, last: Value) -> Value | None:
    """The period from one to another; None where it would run backwards."""
    if first.date_from is None or last.date_to is None:
        return unresolved("range")
    if first.date_from > last.date_to:
        return None
    return period(first.date_from, last.date_to, "range")
