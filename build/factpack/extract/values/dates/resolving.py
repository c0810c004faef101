"""The value of a date, where it is written or follows from the publication date."""

from __future__ import annotations

from datetime import date, timedelta

from factpack.extract.values import periods as pd
from factpack.extract.values.dates.date_match import DateMatch
from factpack.extract.values.periods import Anchor
from factpack.model import Value


def resolve(match: DateMatch, anchor: Anchor | None, ahead: bool | None) -> Value | None:
    """The value of a date; without days where the anchor does not give them.

    None for a day that the calendar lacks.
    """
    if match.fixed is not None:
        return match.fixed
    if match.unit == "nth-weekday":
        return _nth_weekday(match, anchor, ahead)
    if match.unit == "month-day":
        return _month_day(match, anchor)
    if match.span and match.unit != "weekday":
        return (
            pd.span_of_units(match.unit, match.span, anchor) if anchor else pd.unresolved("range")
        )
    if match.unit == "weekday":
        return _weekday(match, anchor, ahead)
    if match.number is None:
        if match.year is not None:
            return pd.years_of(match.year, 1, "year")
        if anchor is None or match.shift is None:
            return pd.unresolved("range" if match.unit in ("weekend", "fortnight") else match.unit)
        return pd.shifted(match.unit, match.shift, anchor)
    year = _year_of(match, anchor, ahead)
    if year is not None and not 1 < year < 9999:
        # At the ends of the calendar nothing can be counted back or on.
        year = None
    if match.unit == "day":
        if year is None:
            # Any year: 29 February exists in some.
            return pd.unresolved("day") if pd.day_of(2000, match.number, match.day or 1) else None
        day = match.day or 1
        near = (year,) if match.year or match.year_shift is not None else (year, year - 1, year + 1)
        return next((v for y in near if (v := pd.day_of(y, match.number, day))), None)
    if match.unit == "days":
        return _days(match, year)
    if year is None:
        return pd.unresolved(match.unit)
    return pd.named(match.unit, match.number, year)


def _nth_weekday(match: DateMatch, anchor: Anchor | None, ahead: bool | None) -> Value | None:
    """The first Monday in June; without its month, a weekday that cannot be known."""
    if match.span is None:
        return pd.unresolved("day")
    year = _year_of(match, anchor, ahead)
    if year is None or match.number is None or not 1 < year < 9999:
        return pd.unresolved("day")
    first = date(year, match.number, 1)
    rank = match.day or 1
    if match.day == 0:
        after = date(year + match.number // 12, match.number % 12 + 1, 1)
        last = after - timedelta(days=1)
        return pd.single_day(last - timedelta(days=(last.weekday() - match.span) % 7))
    return pd.single_day(
        first + timedelta(days=(match.span - first.weekday()) % 7 + 7 * (rank - 1))
    )


def _month_day(match: DateMatch, anchor: Anchor | None) -> Value | None:
    """The 20th of last month."""
    month = pd.shifted("month", match.shift or 0, anchor) if anchor else pd.unresolved()
    if month.date_from is None:
        return pd.unresolved("day")
    return pd.day_of(month.date_from.year, month.date_from.month, match.day or 1)


def _days(match: DateMatch, year: int | None) -> Value | None:
    assert match.number is not None and match.day is not None
    if year is None:
        return pd.unresolved("range")
    first = pd.day_of(year, match.number, match.day // 100)
    last = pd.day_of(year, match.number, match.day % 100)
    return pd.joined(first, last) if first and last else None


def _year_of(match: DateMatch, anchor: Anchor | None, ahead: bool | None) -> int | None:
    """The year of a month, quarter or day, where it is written or follows from the anchor."""
    if match.year is not None:
        return match.year
    if anchor is None:
        return None
    if match.year_shift is not None:
        return anchor.day.year + match.year_shift
    if anchor.precision == "year" or match.number is None:
        return None
    size = {"quarter": 3, "half-year": 6, "season": 3}.get(match.unit, 1)
    begin = 3 * match.number if match.unit == "season" else size * (match.number - 1) + 1
    now = anchor.day.year * 12 + anchor.day.month
    this = anchor.day.year * 12 + begin
    if match.shift is not None:
        return _shifted_year(this, size, now, match.shift, anchor.day.year)
    if match.unit in ("day", "days"):
        return _nearest_year(match, anchor, ahead)
    if ahead:
        return anchor.day.year + (this + size - 1 < now)
    if ahead is None and size > 1:
        # A quarter without a year is the nearest: that of the year before says so.
        return anchor.day.year - (this - now > 6 - size)
    return anchor.day.year - (this > now)


def _shifted_year(this: int, size: int, now: int, shift: int, year: int) -> int:
    """Year of "last June" (ended before now), "this June" and "next June" (begins after now)."""
    if shift < 0:
        return year - (this + size - 1 >= now)
    return year + (this <= now) if shift else year


def _nearest_year(match: DateMatch, anchor: Anchor, ahead: bool | None) -> int:
    """Year of a day such as "March 5": ahead, behind, or the nearest of the three around now."""
    assert match.number is not None and match.day is not None
    year = anchor.day.year
    day = match.day // 100 if match.unit == "days" else match.day
    if anchor.precision == "month":
        distance = (match.number - anchor.day.month) * 30
    else:
        # Days compared as if every month had 31: only the order and rough distance matter.
        distance = (match.number - anchor.day.month) * 31 + day - anchor.day.day
    if ahead:
        return year + (distance < -31)
    if ahead is False:
        return year - (distance > 0)
    return year - 1 if distance > 186 else year + 1 if distance < -186 else year


def _weekday(match: DateMatch, anchor: Anchor | None, ahead: bool | None) -> Value:
    if anchor is None or not anchor.resolves("day") or match.number is None:
        return pd.unresolved("day")
    today = anchor.day
    monday = today - timedelta(days=today.weekday())
    try:
        if match.span == 0 or match.shift in (0, 1):
            return pd.single_day(monday + timedelta(weeks=match.shift or 0, days=match.number))
        back = (today.weekday() - match.number) % 7
        if match.shift == -1:
            return pd.single_day(today - timedelta(days=back or 7))
        if ahead:
            return pd.single_day(today + timedelta(days=(match.number - today.weekday()) % 7))
        return pd.single_day(today - timedelta(days=back))
    except OverflowError:
        return pd.unresolved("day")
