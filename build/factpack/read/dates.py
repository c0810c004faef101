"""Dates of publication as exports and pages write them; what could be two days is neither."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal, TypeAlias

from factpack.config.dates import EARLIEST_YEAR, read_published
from factpack.model import Precision

DateOrder: TypeAlias = Literal["day-first", "month-first"]

Published: TypeAlias = tuple[date, Precision]

_MONTHS = (
    "january jan januar janner januari janvier janv enero ene gennaio gen janeiro",
    "february feb februar februari fevrier fevr fev febrero febbraio fevereiro",
    "march mar marz mrz maart mrt mars marzo marco",
    "april apr avril avr abril abr aprile",
    "may mai mei mayo maggio mag maio",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug augustus aout agosto ago",
    "september sep sept septembre septiembre set settembre setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dic dicembre dezembro",
)
"""Names of the months without accents: en, de, fr, es, it, nl, pt."""

_MONTH = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}

_TIME = (
    r"(?:(?:,|T|\s|\bat\b|-|–|\|){1,6}\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?"
    r"(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:Z|[+-]\d{2}:?\d{2}|\(?[A-Z][A-Za-z ]{0,30}\)?)){0,3})?"
)
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s{1,3})?"
_NUMBERS = re.compile(rf"(\d{{1,4}})([/.\-])(\d{{1,2}})\2(\d{{1,4}}){_TIME}\.?")
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-]{{1,3}}(?:of |de |d')?([^\W\d_]{{3,12}})"
    rf"\.?,?[\s-]{{1,3}}(?:de |del )?(\d{{4}}){_TIME}"
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}([^\W\d_]{{3,12}})\.?\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(\d{{4}}){_TIME}"
)
_MONTH_ALONE = re.compile(r"([^\W\d_]{3,12})\.?,?\s{1,3}(?:de |del )?(\d{4})")
_ASCTIME = re.compile(
    r"[A-Za-z]{3},?\s{1,3}([A-Za-z]{3})\s{1,3}(\d{1,2})\s{1,3}\d{2}:\d{2}:\d{2}\s{1,3}"
    r"(?:(?:[+-]\d{4}|[A-Z]{1,5})\s{1,3})?(\d{4})"
)
_YEAR_MONTH_DAY = re.compile(
    rf"(\d{{4}})(?:[\s-]([^\W\d_]{{3,12}})\.?[\s-]|年(\d{{1,2}})月)(\d{{1,2}})日?{_TIME}"
)
_OF_SCRIPTS = re.compile(
    r"/Date\((\d{9,19})(?:[+-]\d{4})?\)/|ISODate\(\W{1,6}([^)\"'\\]{4,40})\W{1,6}\)?"
)
"""How .NET and the shell of MongoDB write a date in JSON."""

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(?:\d{2})?Z?)?")
_ISO_ZONE = re.compile(r"(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?[A-Z]{3,4}")
_EPOCH = re.compile(r"(\d{9,19})(?:\.\d{1,9})?")

_EPOCH_UNITS = {
    9: 1,
    10: 1,
    12: 10**3,
    13: 10**3,
    15: 10**6,
    16: 10**6,
    18: 10**9,
    19: 10**9,
}
"""Parts of a second by the number of digits; from 1973 (nine digits of seconds) to 2286."""


class AmbiguousDate(Exception):
    """Two numbers could each be the day and the month."""


@lru_cache(maxsize=4096)  # exports have few days and many articles
def read_date(text: str, order: DateOrder | None = None) -> Published | None:
    """First day of a period of publication, and how precisely it is known.

    Read are ISO 8601 with and without separators, RFC 2822, `May 5, 2020` and `5 May 2020` in
    seven languages, numbers with the year first or last, and seconds, milliseconds, micro- or
    nanoseconds since 1970. The day counts as it is written, whatever its time zone; that of
    seconds since 1970 is the day in UTC.

    Args:
        text: one line.
        order: of day and month where both are numbers; None: nobody said.

    Returns:
        None for what is no date, and for days that no calendar has.

    Raises:
        AmbiguousDate: day and month cannot be told apart.

    >>> read_date("Tue, 05 May 2020 10:00:00 +0000")
    (datetime.date(2020, 5, 5), 'day')
    >>> read_date("1588672800000") == read_date("5. Mai 2020") == read_date("2020-05-05")
    True
    >>> read_date("25/12/2019")
    (datetime.date(2019, 12, 25), 'day')
    """
    line = text.strip()
    script = _OF_SCRIPTS.fullmatch(line[:100])
    if script:
        line = script[1] or script[2]
    zoned = _ISO_ZONE.fullmatch(line)
    found = read_published(zoned[1] if zoned else line)
    if found or len(line) > 100:
        return found
    if line[:1].isdigit():
        return (
            _compact(line)
            or _epoch(line)
            or _numbers(line, order)
            or _year_first(line)
            or _worded(line)
        )
    return _worded(line)


def _compact(line: str) -> Published | None:
    found = _COMPACT.fullmatch(line)
    if not found or int(found[4] or 0) > 24 or int(found[5] or 0) > 59:
        return None
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _epoch(line: str) -> Published | None:
    found = _EPOCH.fullmatch(line)
    unit = _EPOCH_UNITS.get(len(found[1])) if found else None
    if not found or unit is None:
        return None
    return datetime.fromtimestamp(int(found[1]) // unit, UTC).date(), "day"


def _numbers(line: str, order: DateOrder | None) -> Published | None:
    found = _NUMBERS.fullmatch(line)
    if not found:
        return None
    first, middle, last = found[1], int(found[3]), found[4]
    if len(first) == 4 and len(last) <= 2:
        return _day(int(first), middle, int(last))
    if len(last) != 4 or len(first) > 2:
        return None
    number = int(first)
    if order is None and number != middle and number <= 12 and middle <= 12:
        raise AmbiguousDate
    is_day_first = order == "day-first" if number <= 12 and middle <= 12 else number > 12
    return _day(int(last), middle, number) if is_day_first else _day(int(last), number, middle)


def _year_first(line: str) -> Published | None:
    found = _YEAR_MONTH_DAY.fullmatch(line)
    if not found:
        return None
    return (
        _named(found[1], found[2], found[4]) if found[2] else _day(*map(int, found.group(1, 3, 4)))
    )


def _worded(line: str) -> Published | None:
    found = _DAY_MONTH.fullmatch(line)
    if found:
        return _named(found[3], found[2], found[1])
    found = _MONTH_DAY.fullmatch(line) or _ASCTIME.fullmatch(line)
    if found:
        return _named(found[3], found[1], found[2])
    found = _MONTH_ALONE.fullmatch(line)
    month = _month(found[1]) if found else None
    first = _day(int(found[2]), month, 1) if found and month else None
    return (first[0], "month") if first else None


def _named(year: str, month: str, day: str) -> Published | None:
    number = _month(month)
    return _day(int(year), number, int(day)) if number else None


def _month(name: str) -> int | None:
    bare = unicodedata.normalize("NFD", name.casefold())
    return _MONTH.get("".join(char for char in bare if not unicodedata.combining(char)))


def _day(year: int, month: int, day: int) -> Published | None:
    if year < EARLIEST_YEAR:
        return None
    try:
        return date(year, month, day), "day"
    except ValueError:
        return None
