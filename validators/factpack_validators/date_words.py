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
            "january jan januar janvier enero gennaio gen januari janeiro ene jänner janv",
            "february feb februar février febrero febbraio februari fevereiro fev févr",
            "march mar märz mars marzo maart mrt março",
            "april apr avril abril aprile abr avr",
            "may mai mayo maggio mag mei maio",
            "june jun juni juin junio giugno giu junho",
            "july jul juli juillet julio luglio lug julho juil",
            "august aug août agosto augustus ago",
            "september sept sep septembre septiembre settembre setembro set sett setiembre",
            "october oct oktober octobre octubre ottobre ott outubro out okt",
            "november nov novembre noviembre novembro",
            "december dec dezember décembre diciembre dicembre dezembro dez déc dic",
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

_RANKS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ORDINALS: Mapping[str, int] = {
    **{word: n for n, word in enumerate(_RANKS, 1)},
    **{f"twenty-{word}": n for n, word in enumerate(_RANKS[:9], 21)},
    "thirtieth": 30,
    "thirty-first": 31,
}
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

_Y = r"(?:1[0-9]|2[01])[0-9]{2}"
_MARK = r"[-–—‐‑/]"
_YEAR = re.compile(rf"(?<![\d.,]){_Y}(?![\d]|[.,]\d)")
_TOUCHING = re.compile(rf"(?<=[a-z0-9])([.,])(?={_Y}(?!\d))(?<!\d\.\d\d\.)(?<!\d\.\d\.)")
_SHORT_RANGE = re.compile(rf"(?<!\d)({_Y})\s?{_MARK}\s?['’]?([0-9]{{2}})(?![\d-])")
_DECADE = re.compile(r"(?<!\d)((?:1[0-9]|20)[0-9])0['’]?s\b")
_SHORT_DECADE = re.compile(r"(?<!\d)([0-9])0['’]?s\b")
_SHORT_YEAR = re.compile(
    rf"(?:['’]|\bfy\s?|\b(?:fiscal|financial)\s|\b[1-4]q\s?|\b[12]h\s?|\b[qh][1-4]\s?{_MARK}\s?)"
    r"['’]?([0-9]{2})(?![\d'’s])"
)
_CENTURY = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)|("
    + "|".join(sorted(_ORDINALS, key=len, reverse=True))
    + r"))[ -]centur(?:y|ies)"
)
_BEFORE_CHRIST = re.compile(r"\bb\.?c\.?(?:e\b|\b|$)")
_ISO = re.compile(rf"(?<!\d)({_Y})[-/.]([0-9]{{1,2}})(?:[-/.]([0-9]{{1,2}}))?(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)([0-9]{1,2})([-/.])([0-9]{1,2})\2((?:[0-9]{2})?[0-9]{2})(?!\d)")
_DAY = re.compile(r"(?<![\d.,:/'’-])([0-3]?[0-9])(?:st|nd|rd|th|er|º|°|ª)?(?![\d:%]|[.,]\d)(?!\w)")
_QUARTER = re.compile(
    r"\bq([1-4])(?!\d)|\b([1-4])q|\b(" + "|".join(_RANKS[:4]) + r"|final|last)[ -]"
    r"(?:(?:fiscal|business|financial)[ -])?quarter\b"
)
_HALF = re.compile(r"\bh([12])(?!\d)|\b([12])h|\b(first|second)[ -]half\b")
_FISCAL = re.compile(r"\bfiscal\b|\bfinancial\b|\bfy\s?['’]?\d|\bbusiness year\b")
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

_COUNTED = frozenset(
    "day days week weeks fortnight fortnights month months quarter quarters year years decade "
    "decades century centuries".split()
)
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
    >>> states_period("2019", july), states_period("July 2019", july)
    (False, False)
    >>> states_period("when it pleased them", july) is None
    True
    """
    ends = [d for d in (stated.date_from, stated.date_to) if d is not None]
    if not ends or len(words) > _LONGEST:
        return None
    lower = _TOUCHING.sub(r"\1 ", words.casefold())
    if _BEFORE_CHRIST.search(lower):
        return None
    if _is_finer(lower, stated.precision):
        return False
    numeric = _numeric(lower, ends, stated.precision)
    years = _years(lower, ends, stated.precision)
    names_year = years is not None or numeric is not None
    rest = _NUMERIC.sub(" ", lower) if numeric is not None else lower
    verdicts = [
        numeric,
        years if numeric is None else None,
        _months(rest, ends, stated.precision),
        _days(rest, ends, stated.precision),
        _weekdays(lower, ends, stated.precision) if numeric is None else None,
        _parts_of_year(lower, ends, stated.precision),
    ]
    read = [v for v in verdicts if v is not None]
    if names_year:
        return all(read)
    near = _near_publication(lower, stated, ends, bool(read))
    if near is not None:
        read.append(near)
    return all(read) if read else None


def _is_finer(lower: str, precision: str | None) -> bool:
    """Whether the period is finer than a year, or a month and a year, that are all that is said."""
    if re.fullmatch(_Y, lower):
        return precision in ("day", "week", "month", "quarter", "half-year", "season")
    match = re.fullmatch(rf"([^\W\d_]+)\.?,? {_Y}", lower)
    return match is not None and match[1] in _MONTHS and precision == "day"


def _years(lower: str, ends: list[date], precision: str | None) -> bool | None:
    """The period begins and ends in years that are named; None where none is."""
    named = _named_years(lower)
    if not named:
        return None
    # A business year or a winter begins in one calendar year and ends in another.
    slack = int(bool(_FISCAL.search(lower)) or precision == "season" or "winter" in lower)
    return all(
        any(
            first - slack <= end.year <= last + slack
            for readings in named
            for first, last in readings
        )
        for end in ends
    ) and all(
        # What is named bears on the period: 2016 does, in 2015 to 2018.
        any(
            first <= max(ends).year + slack and last >= min(ends).year - slack
            for first, last in readings
        )
        for readings in named
    )


_Years = tuple[int, int]


def _named_years(lower: str) -> list[list[_Years]]:
    """First and last year of everything that names some, with all its readings."""
    named: list[list[_Years]] = []
    for digits, word in _CENTURY.findall(lower):
        last = 100 * (int(digits) if digits else _ORDINALS[word])
        named.append([(last - 100, last)])
    for decade in _DECADE.findall(lower):
        first = int(decade) * 10
        # "The 1900s" are ten years or a hundred.
        named.append([(first, first + (99 if first % 100 == 0 else 9))])
    tens = [int(ten) for ten in _SHORT_DECADE.findall(lower)]
    tens += [_DECADES[word] for word in _LETTERS.findall(lower) if word in _DECADES]
    for ten in tens:
        named.append([(c + 10 * ten, c + 10 * ten + 9) for c in (1800, 1900, 2000)])
    years = [int(year) for year in _YEAR.findall(lower)]
    named += [[(year, year)] for year in years]
    for first, short in _SHORT_RANGE.findall(lower):
        last = int(first) // 100 * 100 + int(short)
        if last < int(first) and int(first) % 100 == 99:
            last += 100
        if last > int(first):
            # "2000-07" may be a month of the first year as well.
            readings = [(last, last)]
            named.append(readings + [(int(first), int(first))] * (int(short) <= 12))
    for short in _SHORT_YEAR.findall(_SHORT_RANGE.sub(" ", lower)):
        named.append([(c + int(short), c + int(short)) for c in (1900, 2000)])
    return named


def _months(lower: str, ends: list[date], precision: str | None) -> bool | None:
    """The months that are named are those in which the period begins or ends."""
    named = _named_months(lower)
    if not named or precision in ("quarter", "half-year", "season", "year", "decade", "century"):
        return None
    if precision == "range":
        return any(d.month in named for d in ends)
    return all(d.month in named for d in ends)


def _named_months(lower: str) -> set[int]:
    # "May" is also a verb, and "mar" a word of other languages: neither stands in a date as such.
    words = _LETTERS.findall(lower)
    counted = not _COUNTED.isdisjoint(words)  # "two weeks ago": no August, as in "5 ago 2020"
    return {_MONTHS[w] for w in words if w in _MONTHS and not (w == "ago" and counted)}


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


def _numeric(lower: str, ends: list[date], precision: str | None) -> bool | None:
    """A date in digits is one end of the period, day before month or after it."""
    readings: set[tuple[int, int, int | None]] = set()
    for year, month, day in _ISO.findall(lower):
        readings.add((int(year), int(month), int(day) if day else None))
        if not day and precision != "month" and int(month) > int(year) % 100:
            return None  # "2000-07" may be eight years.
    if not readings:
        for a, _, b, year in _NUMERIC.findall(lower):
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
    """The weekday is that of the day, unless month and day are named: articles get it wrong."""
    if precision != "day" or (_named_months(lower) and _DAY.search(lower)):
        return None
    named = {_WEEKDAYS[word] for word in _LETTERS.findall(lower) if word in _WEEKDAYS}
    return all(d.weekday() in named for d in ends) if named else None


def _parts_of_year(lower: str, ends: list[date], precision: str | None) -> bool | None:
    """Quarters and halves of calendar years begin and end where they do; business years may not."""
    for season, months in _SEASONS.items():
        if re.search(rf"\b{season}\b", lower):
            return (any if precision == "range" else all)(d.month in months for d in ends)
    quarter, half = _QUARTER.search(lower), _HALF.search(lower)
    if _FISCAL.search(lower) or not (quarter or half) or precision == "range":
        return None
    if quarter:
        rank = quarter[3] or ""
        if rank == "last":
            return None
        number = int(quarter[1] or quarter[2] or 0) or (4 if rank == "final" else _ORDINALS[rank])
        # Some report by a business year without saying so: then a quarter is three whole months.
        return all((d.month - 1) // 3 + 1 == number for d in ends) or all(
            d.day == 1 or (d + timedelta(days=1)).day == 1 for d in ends
        )
    if half is None:
        return None
    number = int(half[1] or half[2]) if half[1] or half[2] else _ORDINALS[half[3]]
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
