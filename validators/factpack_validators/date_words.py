"""A second, independent reader of dates: can these words mean this period?

It shares no code with the extractor whose work it checks. What the words name, it demands of the
period: a year, a month, a day, a weekday, a quarter, a decade. What they give relative to the day
of publication is only checked to lie near enough to it, on the right side. Where it understands
nothing it says so rather than guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS: Mapping[str, int] = {
    form: number
    for number, forms in enumerate(
        (
            "january jan januar janvier enero",
            "february feb februar février febrero",
            "march mar märz mars marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet julio",
            "august aug août agosto",
            "september sept sep septembre septiembre",
            "october oct oktober octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember décembre diciembre",
        ),
        1,
    )
    for form in forms.split()
}
_WEEKDAYS: Mapping[str, int] = {
    form: number
    for number, forms in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for form in forms.split()
}
_SEASONS: Mapping[str, frozenset[int]] = {
    "spring": frozenset({3, 4, 5, 6, 9, 10, 11, 12}),
    "summer": frozenset({6, 7, 8, 9, 12, 1, 2, 3}),
    "autumn": frozenset({9, 10, 11, 12, 3, 4, 5, 6}),
    "fall": frozenset({9, 10, 11, 12, 3, 4, 5, 6}),
    "winter": frozenset({12, 1, 2, 3, 6, 7, 8, 9}),
}
"""Months in which a season may begin or end, on either half of the globe."""

_ORDINALS: Mapping[str, int] = {
    word: n for n, word in enumerate("first second third fourth fifth".split(), 1)
} | {"final": 4, "last": 4}
_NUMBER_WORDS: Mapping[str, int] = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1, "couple": 2, "few": 4, "several": 6, "twenty": 20, "thirty": 30}
_DECADES: Mapping[str, int] = {
    f"{word}ies": n
    for n, word in enumerate("twent thirt fort fift sixt sevent eight ninet".split(), 2)
}

_YEAR = re.compile(r"(?<![\d.,])(?:1[0-9]|20)[0-9]{2}(?![\d]|[.,]\d)")
_SHORT_RANGE = re.compile(r"(?<!\d)((?:1[0-9]|20)[0-9]{2})\s?[-–/]\s?([0-9]{2})(?![\d-])")
_DECADE = re.compile(r"(?<!\d)((?:1[0-9]|20)[0-9])0['’]?s\b")
_SHORT_DECADE = re.compile(r"['’]([0-9])0s\b")
_CENTURY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)[ -]centur", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)((?:1[0-9]|20)[0-9]{2})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]((?:[0-9]{2})?[0-9]{2})(?!\d)")
_DAY = re.compile(r"(?<![\d.,:/'’-])([0-3]?[0-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)\b")
_QUARTER = re.compile(r"\bq([1-4])\b|\b([1-4])q|\b(\w+)[ -]quarter\b", re.IGNORECASE)
_HALF = re.compile(r"\bh([12])\b|\b(first|second)[ -]half\b", re.IGNORECASE)
_FISCAL = re.compile(r"\bfiscal\b|\bfinancial year\b|\bfy\s?'?\d|\bbusiness year\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_RELATIVE: Mapping[str, int] = {
    "yesterday": 2, "today": 1, "tonight": 1, "tomorrow": 2, "overnight": 2, "now": 31,
    "morning": 8, "afternoon": 8, "evening": 8, "night": 8, "weekend": 14,
    "day": 3, "days": 3, "week": 21, "weeks": 21, "fortnight": 31,
    "month": 93, "months": 93, "quarter": 290, "quarters": 290,
    "year": 800, "years": 800, "decade": 8000, "decades": 8000, "century": 74000,
    "recently": 366, "earlier": 800, "later": 800, "ago": 3, "last": 800, "next": 800, "this": 400,
    "previous": 800, "coming": 800, "current": 400, "past": 800, "same": 800, "since": 800,
}  # fmt: skip
"""Days that words relative to the day of publication may at most lie from it, per unit counted."""

_ROUND_THE_YEAR = 400
"""Days from publication within which a month or weekday without a year lies."""

_LONGEST = 200
"""Characters of words that are read; no date takes more to say."""


@dataclass(frozen=True, slots=True)
class StatedPeriod:
    """The columns of a date, None where empty, and when the article was published.

    `published_slack` is how many days after `published` the article may have appeared.
    """

    date_from: date | None
    date_to: date | None
    precision: str | None
    published: date | None = None
    published_slack: int = 0


def states_period(words: str, stated: StatedPeriod) -> bool | None:
    """Whether words can mean a period.

    Returns:
        True or False, or None where the words cannot be read or the period is empty.

    >>> july = StatedPeriod(date(2019, 7, 22), date(2019, 7, 22), "day", date(2019, 7, 23))
    >>> states_period("July 22, 2019", july), states_period("July 21", july)
    (True, False)
    >>> states_period("on Monday", july), states_period("last Friday", july)
    (True, False)
    >>> states_period("when it pleased them", july) is None
    True
    """
    ends = [d for d in (stated.date_from, stated.date_to) if d is not None]
    if not ends or len(words) > _LONGEST:
        return None
    lower = words.casefold()
    verdicts = [
        _numeric(lower, ends),
        _years(lower, ends, stated.precision),
        _months(lower, ends, stated.precision),
        _days(lower, ends, stated.precision),
        _weekdays(lower, ends, stated.precision),
        _parts_of_year(lower, ends),
    ]
    read = [v for v in verdicts if v is not None]
    if _names_year(lower):
        return all(read) if read else None
    near = _near_publication(lower, stated, ends, bool(read))
    if near is not None:
        read.append(near)
    return all(read) if read else None


def _names_year(lower: str) -> bool:
    patterns = (_YEAR, _DECADE, _SHORT_DECADE, _CENTURY)
    return any(p.search(lower) for p in patterns) or any(
        word in _DECADES for word in _LETTERS.findall(lower)
    )


def _years(lower: str, ends: list[date], precision: str | None) -> bool | None:
    """The years that are named are those of the period."""
    century = _CENTURY.search(lower)
    if century:
        first = (int(century[1]) - 1) * 100
        return all(first <= d.year <= first + 100 for d in ends)
    decades = [int(d) * 10 for d in _DECADE.findall(lower)]
    if decades:
        return all(min(decades) <= d.year <= max(decades) + 9 for d in ends)
    short = _SHORT_DECADE.search(lower)
    if short:
        return all(d.year // 10 % 10 == int(short[1]) for d in ends)
    named = [word for word in _LETTERS.findall(lower) if word in _DECADES]
    if named:
        return all(d.year // 10 % 10 == _DECADES[named[0]] for d in ends)
    years = [int(y) for y in _YEAR.findall(lower)]
    for first, last in _SHORT_RANGE.findall(lower):
        if int(last) > 12 or f"{first}-{last}" == lower.strip():
            years.append(int(first) // 100 * 100 + int(last))
    if not years:
        return None
    # A business year or a winter begins in one calendar year and ends in another.
    slack = int(bool(_FISCAL.search(lower)) or precision == "season" or "winter" in lower)
    return all(min(years) - slack <= d.year <= max(years) + slack for d in ends)


def _months(lower: str, ends: list[date], precision: str | None) -> bool | None:
    """The months that are named are those in which the period begins or ends."""
    if precision in ("year", "decade", "century") and not _FISCAL.search(lower):
        return None
    named = _named_months(lower)
    if not named or precision in ("quarter", "half-year", "season", "year"):
        return None
    if precision == "range":
        return any(d.month in named for d in ends)
    return all(d.month in named for d in ends)


def _named_months(lower: str) -> set[int]:
    months = {_MONTHS[word] for word in _LETTERS.findall(lower) if word in _MONTHS}
    # "May" is also a verb, and "mar" a word of other languages: neither stands in a date as such.
    return months


def _days(lower: str, ends: list[date], precision: str | None) -> bool | None:
    """The day of the month stands in the words where the period is a day of a named month."""
    if precision not in ("day", "range") or not _named_months(lower):
        return None
    days = {int(d) for d in _DAY.findall(lower) if 1 <= int(d) <= 31}
    if not days:
        return None
    if precision == "range":
        return any(d.day in days for d in ends)
    return all(d.day in days for d in ends)


def _numeric(lower: str, ends: list[date]) -> bool | None:
    """A date in digits is one end of the period, day before month or after it."""
    readings: set[tuple[int, int, int | None]] = set()
    for year, month, day in _ISO.findall(lower):
        readings.add((int(year), int(month), int(day) if day else None))
    if not readings:
        for a, b, year in _NUMERIC.findall(lower):
            for full in (int(year),) if len(year) == 4 else (1900 + int(year), 2000 + int(year)):
                readings |= {(full, int(a), int(b)), (full, int(b), int(a))}
    plausible = {r for r in readings if 1 <= r[1] <= 12}
    if not plausible:
        return None
    return any(
        d.year == year and d.month == month and day in (None, d.day)
        for d in ends
        for year, month, day in plausible
    )


def _weekdays(lower: str, ends: list[date], precision: str | None) -> bool | None:
    if precision != "day":
        return None
    named = {_WEEKDAYS[word] for word in _LETTERS.findall(lower) if word in _WEEKDAYS}
    return all(d.weekday() in named for d in ends) if named else None


def _parts_of_year(lower: str, ends: list[date]) -> bool | None:
    """Quarters and halves of calendar years begin and end where they do; business years may not."""
    for season, months in _SEASONS.items():
        if re.search(rf"\b{season}\b", lower):
            return all(d.month in months for d in ends)
    quarter, half = _QUARTER.search(lower), _HALF.search(lower)
    if _FISCAL.search(lower) or not (quarter or half):
        return None
    if quarter:
        number = int(quarter[1] or quarter[2] or 0) or _ORDINALS.get(quarter[3] or "", 0)
        if not number or (quarter[3] or "") == "last":
            return None
        # Some report by a business year without saying so: then a quarter is three whole months.
        return all((d.month - 1) // 3 + 1 == number for d in ends) or all(
            d.day == 1 or (d + timedelta(days=1)).day == 1 for d in ends
        )
    if half is None:
        return None
    number = int(half[1]) if half[1] else _ORDINALS[half[2]]
    return all((d.month - 1) // 6 + 1 == number for d in ends)


def _near_publication(
    lower: str, stated: StatedPeriod, ends: list[date], names_part: bool
) -> bool | None:
    """Words without a year: near the day of publication, or a date out of nothing."""
    words = _LETTERS.findall(lower)
    bounds = [_RELATIVE[w] for w in words if w in _RELATIVE]
    if not bounds and not names_part:
        return None
    if stated.published is None:
        return False
    counted = [int(n) for n in re.findall(r"\d{1,4}", lower)]
    counted += [_NUMBER_WORDS[w] for w in words if w in _NUMBER_WORDS]
    if bounds:
        most = timedelta(days=min(max(bounds) * (1 + max(counted, default=1)), 800_000))
    else:
        most = timedelta(days=_ROUND_THE_YEAR)
    latest = stated.published + timedelta(days=stated.published_slack)
    nearest = min(max(d, stated.published) - min(d, latest) for d in ends)
    if nearest > most:
        return False
    if "ago" in words or "yesterday" in words:
        return min(ends) <= latest
    if "tomorrow" in words:
        return max(ends) >= stated.published
    return True
