"""Publication dates as people write them in metadata."""

from __future__ import annotations

import re
from datetime import date

from factpack.model import Precision

EARLIEST_YEAR = 1400
"""Before printing there is no press: a smaller number is not a year of publication."""

_DATE = re.compile(
    r"""([0-9]{4}) (?: -([0-9]{2}) (?: -([0-9]{2})
        (?: [Tt ] ([0-9]{2}):([0-9]{2}) (?: :([0-9]{2}) (?: [.,][0-9]{1,9} )? )?
            \s? (?: [Zz] | [+-][0-9]{2}:?(?:[0-9]{2})? )? )? )? )?""",
    re.VERBOSE,
)


def read_published(text: str) -> tuple[date, Precision] | None:
    """First day of a period of publication, and how precisely it is known.

    Args:
        text: `2016`, `2016-11`, `2016-11-15`, or an ISO 8601 timestamp, of which the day counts as
            it is written, whatever its time zone: that is the day the outlet printed.

    Returns:
        None for anything else, and for days that no calendar has.

    >>> read_published("2016-11")
    (datetime.date(2016, 11, 1), 'month')
    >>> read_published("2019-07-22T23:30:00-07:00")
    (datetime.date(2019, 7, 22), 'day')
    >>> read_published("22/07/2019") is None
    True
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    numbers = (int(part) if part else None for part in found.groups())
    year, month, day, hour, minute, second = numbers
    # 24:00 and leap seconds are ISO 8601 too.
    if (hour or 0) > 24 or (minute or 0) > 59 or (second or 0) > 60:
        return None
    if year is None or year < EARLIEST_YEAR:
        return None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return first, "day" if day is not None else "month" if month is not None else "year"
