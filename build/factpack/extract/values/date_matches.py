"""The smallest dates that words give: a month, a year, a weekday, "last quarter", "two years ago".

Each pattern is one way of writing a date; what surrounds it ("the end of", another date that
brings the year, the other end of a range) is put together in `dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values import numbers as nb
from factpack.extract.values import periods as pd
from factpack.extract.values.number_tokens import Tokens
from factpack.model import Value


class DateMatch(NamedTuple):
    """A date as its own words give it, before it is resolved.

    Attributes:
        first: its first token.
        last: the token after its last.
        unit: year, half-year, quarter, season, month, week, weekday, day, or another unit that is
            counted from the anchor.
        number: which month, quarter, half-year, season or weekday (from 0), where it is named.
        day: day of the month.
        year: the year, where it is written.
        year_shift: the year, counted from that of the anchor.
        shift: how many units after the anchor's the period lies.
        span: count of units up to (negative) or from the anchor.
        fixed: the value, where no anchor matters.
        bare: a name without anything that shows that a date is meant ("May", "summer").
    """

    first: int
    last: int
    unit: str
    number: int | None = None
    day: int | None = None
    year: int | None = None
    year_shift: int | None = None
    shift: int | None = None
    span: int | None = None
    fixed: Value | None = None
    bare: bool = False


_RANK = "(?:<SMALL_WORD><DASH>?)?<ORDINAL>"
_DAY = f"(?:<SMALL>|{_RANK})"
_MONTH = "[<MONTH><SHORT_MONTH>]<DOT>?"
_TO_DAY = f"(?:(?P<to><DASH>|<TO>|<AND>)(?P<day2>{_DAY}))?"
_REL = "(?P<rel><THIS>?<LAST>|<NEXT>|<THIS>)"
_RELS = "<THIS><LAST><NEXT>"
# A pattern that may begin with any of several classes says first which: most words are none.

Reader = Callable[[Tokens, "re.Match[str]"], DateMatch | None]


def _day(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """March 5, 2016; 5 March; the 5th of March; March 5-7."""
    day = _number(tokens, match.start("day"))
    month = lx.MONTHS[tokens.words[match.start("month")]]
    year = int((match.group("year") and tokens.words[match.start("year")]) or 0) or None
    if not 1 <= day <= 31:
        return None
    last = match.end()
    if match.group("to"):
        until = _number(tokens, match.start("day2"))
        begin = match.start()
        if match.group("to") == lx.AND:
            between = _follows(tokens, begin, "between")
            if not between and until != day + 1:
                return None
            begin -= between
        if not day < until <= 31:
            return None
        if year is None:
            return DateMatch(begin, last, "days", month, day * 100 + until)
        first, to = pd.day_of(year, month, day), pd.day_of(year, month, until)
        if first is None or to is None:
            return None
        return DateMatch(begin, last, "range", fixed=pd.joined(first, to))
    return DateMatch(match.start(), last, "day", month, day, year)


def _number(tokens: Tokens, i: int) -> int:
    word = tokens.words[i]
    if tokens.codes[i] == lx.SMALL_WORD:
        # "Twenty-first"; "two first" is no rank.
        tens = lx.SMALL_NUMBERS[word]
        at = tokens.codes.index(lx.ORDINAL, i)
        ones = lx.ORDINALS.get(tokens.words[at], 0)
        return tens + ones if tens >= 20 and 0 < ones < 10 else 0
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else lx.ORDINALS[word]


def _follows(tokens: Tokens, i: int, word: str) -> bool:
    return i > 0 and tokens.words[i - 1] == word


def _month(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """March 2016; in March; last March; May '16."""
    month = lx.MONTHS[tokens.words[match.start("month")]]
    if match.group("year"):
        return DateMatch(
            match.start(), match.end(), "month", month, year=int(tokens.words[match.start("year")])
        )
    if match.group("short"):
        short = tokens.words[match.start("short")]
        if len(short) != 2 or not short.isdecimal():
            return None
        return DateMatch(match.start(), match.end(), "month", month, year=_century_of(int(short)))
    if match.group("rel"):
        return DateMatch(match.start(), match.end(), "month", month, shift=_shift(match))
    short_form = tokens.codes[match.start("month")] == lx.SHORT_MONTH
    if short_form and not tokens.text[tokens.starts[match.start("month")]].isupper():
        return None
    return DateMatch(match.start(), match.end(), "month", month, bare=True)


def _century_of(two_digits: int) -> int:
    """The year that two digits stand for: up to 2049, from 1950."""
    return two_digits + (2000 if two_digits < 50 else 1900)


def _shift(match: re.Match[str]) -> int:
    rel = match.group("rel")
    return -1 if lx.LAST in rel else 1 if lx.NEXT in rel else 0


def _numeric(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """2016-11-15 and 15.11.2016; 3/4/2016 stays open: half of the world reads it otherwise."""
    word = tokens.words[match.start()]
    parts = [int(part) for part in re.findall(r"\d+", word)[:3]]
    if len(word.partition(word[4])[0]) == 4 and not word[4].isdigit():
        # What follows the day of a timestamp is its time.
        found = pd.day_of(parts[0], parts[1], parts[2]) if 1000 <= parts[0] < 2200 else None
        return DateMatch(match.start(), match.end(), "day", fixed=found) if found else None
    a, b, year = parts
    if _is_version(tokens, match.start(), short=year < 100 and "/" not in word):
        return None
    year = year if year > 99 else _century_of(year)
    if not 1000 <= year < 2200:
        return None
    readings = {
        value.date_from: value
        for month, day in ((a, b), (b, a))
        if (value := pd.day_of(year, month, day))
    }
    if "." in word:
        found = pd.day_of(year, b, a)
        readings = {found.date_from: found} if found else {}
    if not readings:
        return None
    only = next(iter(readings.values())) if len(readings) == 1 else pd.unresolved("day")
    return DateMatch(match.start(), match.end(), "day", fixed=only)


def _is_version(tokens: Tokens, at: int, *, short: bool) -> bool:
    """Whether digits with marks are a version or a score ("Next.js 14.2.32") and no date.

    Args:
        tokens: the words.
        at: the digits.
        short: whether they have two digits for a year and no slashes, as versions often do.
    """
    before = tokens.words[at - 1].lower() if at else ""
    if before in _VERSIONS or (before == "." and tokens.words[at - 2].lower() in _VERSIONS):
        return True
    if (
        not short
        or len(tokens.words) == 1
        or before in _BEFORE_DAY
        or tokens.codes[at - 1 : at] == lx.WEEKDAY
    ):
        return False
    # "9-18-15" is a day; "a 10-4-2 record" is none.
    counts = tokens.codes[at - 1 : at] in (lx.A, lx.THE) or tokens.codes[at + 1 : at + 2] == lx.WORD
    return "." in tokens.words[at] or counts


_VERSIONS = word_list("values", "date_matches.versions")
_BEFORE_DAY = word_list("values", "date_matches.before_day")


def _years(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """2014-2018; 2014–18; 2016/17; and 2016-11, a month."""
    if not (tokens.glued(match.start() + 1) and tokens.glued(match.start() + 2)):
        return None
    first = int(tokens.words[match.start()])
    second = tokens.words[match.end() - 1]
    if not second.isdecimal():
        return None
    if len(second) == 4:
        last = int(second)
    elif len(second) == 2:
        last = first // 100 * 100 + int(second)
        if 1 <= int(second) <= 12:
            if last == first + 1 and tokens.words[match.start() + 1] != "/":
                # "2010-11" is November or the year that began in 2010.
                return DateMatch(match.start(), match.end(), "range", fixed=pd.unresolved())
            if last < first:  # 2016-11
                return DateMatch(match.start(), match.end(), "month", int(second), year=first)
    else:
        return None
    if not first < last <= first + 150:
        return None
    return DateMatch(
        match.start(), match.end(), "range", fixed=pd.years_of(first, last - first + 1, "range")
    )


def _year(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """2016; the year 2016."""
    year = int(tokens.words[match.end() - 1])
    bare = match.end() - match.start() == 1
    if not bare and tokens.words[match.end() - 2] != "year":
        # "New Year's Day 2020" has its year alone.
        return _year_alone(match, year)
    if bare and not 1700 <= year <= 2100:
        return None
    return DateMatch(match.start(), match.end(), "year", year=year, bare=bare)


def _year_alone(match: re.Match[str], year: int) -> DateMatch | None:
    if not 1700 <= year <= 2100:
        return None
    return DateMatch(match.end() - 1, match.end(), "year", year=year, bare=True)


def _fiscal(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """FY2017; fiscal 2017; financial year 2016/17."""
    word = tokens.words[(match.start("to") if match.group("to") else match.end()) - 1]
    word = word.removeprefix("fy")
    if not word.isdecimal():
        return None  # "Fiscal 10.0".
    year = int(word) if len(word) == 4 else _century_of(int(word)) if len(word) == 2 else 0
    if not 1900 <= year <= 2100:
        return None
    if match.group("to"):
        second = tokens.words[match.end() - 1]
        follows = second.isdecimal() and int(second) % 100 == (year + 1) % 100
        if not tokens.glued(match.end() - 1) or not follows:
            return None
        both = pd.years_of(year, 2, "range")
        return DateMatch(match.start(), match.end(), "range", fixed=both)
    return DateMatch(match.start(), match.end(), "year", year=year)


def _quarter_code(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Q3, H1, 3Q16, Q3'16, Q3-16."""
    word = tokens.words[match.start()]
    letter = "q" if "q" in word else "h"
    left, _, right = word.partition(letter)
    number = int(left or right)
    year = _century_of(int(right)) if left and right else None
    last = match.end()
    if match.group("mark"):
        short = tokens.words[last - 1]
        close = match.group("mark") == lx.APOSTROPHE or tokens.glued(last - 2)
        if (
            year is None
            and len(short) == 2
            and short.isdecimal()
            and tokens.glued(last - 1)
            and close
        ):
            year = _century_of(int(short))
        else:
            last = match.start("mark")
    if number > (4 if letter == "q" else 2):
        return None
    unit = "quarter" if letter == "q" else "half-year"
    return DateMatch(match.start(), last, unit, number, year=year)


def _quarter(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The third quarter; fourth-quarter; the first half; last quarter is read elsewhere."""
    rank_at = match.start("rank")
    rank = _number(tokens, rank_at)
    half = match.group("unit") == lx.HALF
    size = 2 if half else 4
    if tokens.words[match.end() - 1] == "quarters" or not 0 <= rank <= size:
        return None
    return DateMatch(match.start(), match.end(), "half-year" if half else "quarter", rank or size)


def _season(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Last summer; spring 2016 gets its year from the date beside it."""
    number = lx.SEASONS[tokens.words[match.start("season")]]
    if match.group("rel"):
        return DateMatch(match.start(), match.end(), "season", number, shift=_shift(match))
    return DateMatch(match.start(), match.end(), "season", number, bare=True)


def _decade(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The 1990s, the '90s, the nineties."""
    word = tokens.words[match.end() - 1]
    if word in lx.DECADES:
        year = lx.DECADES[word]
        if lx.THE not in match.group():
            return None
    else:
        digits = word[:-1]
        # "His 60s" are years of age; a short decade needs an article or its apostrophe.
        if len(digits) == 2 and match.end() - match.start() == 1 and digits < "20":
            return None
        year = int(digits) if len(digits) == 4 else _century_of(int(digits))
    if not 1000 <= year <= 2100:
        return None
    bare = word[0].isdigit() and len(word) == 3 and match.end() - match.start() == 1
    return DateMatch(match.start(), match.end(), "decade", fixed=_tens_from(year), bare=bare)


def _tens_from(year: int) -> Value | None:
    """The decade that begins in a year; "the 1800s" are a century, "the 2000s" a decade."""
    if year % 100 == 0 and year < 2000:
        return pd.years_of(year, 100, "century")
    return pd.years_of(year, 10, "decade")


def _decade_possessive(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The 1990's, the '90's."""
    digits = tokens.words[match.end() - 2]
    if not digits.isdecimal() or len(digits) not in (2, 4) or digits[-1] != "0":
        return None
    year = int(digits) if len(digits) == 4 else _century_of(int(digits))
    return DateMatch(match.start(), match.end(), "decade", fixed=_tens_from(year))


def _century(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The 21st century."""
    number = _number(tokens, match.start("rank"))
    if tokens.words[match.end() - 1] != "century" or not 1 <= number <= 22:
        return None
    if before_christ(tokens, match.end()):
        return None
    value = pd.years_of(100 * number - 99, 100, "century")
    return DateMatch(match.start(), match.end(), "century", fixed=value)


def before_christ(tokens: Tokens, at: int) -> bool:
    """Whether years or centuries before token `at` are counted backwards."""
    return at < len(tokens.words) and tokens.words[at] in ("BC", "BCE", "B.C", "B.C.E", "bc", "b.c")


def _today(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Today, yesterday evening, the day before yesterday."""
    shift = lx.TODAYS[tokens.words[match.start("today")]]
    if match.group("side"):
        side = tokens.words[match.start("side")]
        if tokens.words[match.start("side") - 1] != "day" or side not in ("before", "after"):
            return None
        shift += -1 if side == "before" else 1
    return DateMatch(match.start(), match.end(), "day", shift=shift)


def _part_of_day(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """This morning, last night."""
    word = tokens.words[match.end() - 1]
    if word.endswith("s") or (match.group("rel") == lx.LAST and word != "night"):
        return None
    return DateMatch(match.start(), match.end(), "day", shift=-1 if lx.LAST in match.group() else 0)


def _weekday(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Tuesday; last Friday; Monday morning."""
    name = tokens.words[match.start("weekday")]
    shift = _shift(match) if match.group("rel") else None
    return DateMatch(match.start(), match.end(), "weekday", lx.WEEKDAYS[name], shift=shift)


def _unit(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Last year, this quarter, next month, the last three years, the coming weeks."""
    word = tokens.words[match.start("unit")]
    unit = lx.UNITS[word]
    if unit in ("hour", "minute", "second"):
        return None
    plural = word.endswith("s")
    shift = _shift(match)
    count = match.group("count")
    if count or match.group("few"):
        if shift == 0 or not plural:
            return None
        number = None
        if count and lx.FEW not in match.group():
            number = nb.read_number(tokens, *match.span("count"))
        if number is None or number != int(number) or not 0 < number <= 1000:
            return DateMatch(match.start(), match.end(), "range", fixed=pd.unresolved("range"))
        return DateMatch(match.start(), match.end(), unit, span=shift * int(number))
    if plural:
        if shift == 0:
            return None
        return DateMatch(match.start(), match.end(), "range", fixed=pd.unresolved("range"))
    if shift == -1 and tokens.words[match.start("unit") - 1] == "past":
        # "The past year" are the twelve months up to now, "the last year" mostly the one before.
        return DateMatch(match.start(), match.end(), unit, span=-1)
    return DateMatch(match.start(), match.end(), unit, shift=shift)


def _this_unit(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The year, the month: of the anchor, but only beside "the end of", "later in"."""
    if tokens.words[match.start("unit")].endswith("s"):
        return None
    unit = lx.UNITS[tokens.words[match.start("unit")]]
    if unit in ("day", "century"):
        # "Later in the day": of the story, not of its publication; "the turn of the century"
        # may be any.
        return DateMatch(match.start(), match.end(), unit, fixed=pd.unresolved(unit))
    return DateMatch(match.start(), match.end(), unit, shift=0)


def _year_end(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Year-end, year's end, month end."""
    unit = tokens.words[match.start("unit")]
    if unit not in ("year", "month", "quarter", "decade") or tokens.words[match.end() - 1] != "end":
        return None
    return DateMatch(match.start(), match.end(), unit, shift=0)


def _ago(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Two years ago, a month back, a few days ago; and "a year earlier", earlier than what?"""
    unit = lx.UNITS[tokens.words[match.start("unit")]]
    side = tokens.words[match.end("unit")]
    back = side in ("ago", "back")
    number: float | None = None
    if match.group("count"):
        start, end = match.span("count")
        number = 1.0 if match.group("count") == lx.A else nb.read_number(tokens, start, end)
    if unit in ("hour", "minute", "second"):
        return DateMatch(match.start(), match.end(), "day", fixed=pd.unresolved("day"))
    whole = number is not None and number == int(number) and 0 < number <= 1000
    if not back or not whole:
        return DateMatch(match.start(), match.end(), "range", fixed=pd.unresolved())
    assert number is not None
    return DateMatch(match.start(), match.end(), unit, shift=-int(number))


def _from_now(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Two weeks from now."""
    number = nb.read_number(tokens, *match.span("count"))
    unit = lx.UNITS[tokens.words[match.start("unit")]]
    if tokens.words[match.end() - 2 : match.end()] != ["from", "now"]:
        return None
    if number is None or number != int(number) or not 0 < number <= 1000:
        return None
    return DateMatch(match.start(), match.end(), unit, shift=int(number))


def _to_come(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """In the months to come."""
    if not tokens.words[match.start("unit")].endswith("s"):
        return None
    return DateMatch(match.start(), match.end(), "range", fixed=pd.unresolved("range"))


def _other(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The previous year, the following day, the same month a year ago: relative to the story."""
    middle = match.start("what")
    if tokens.words[middle - 1] == "that" and tokens.words[middle].endswith("s"):
        return None
    if tokens.codes[middle] == lx.WORD and tokens.words[middle] not in ("period", "time"):
        return None
    if tokens.codes[middle] == lx.WORD and tokens.words[middle - 1] not in ("same", "that"):
        return None
    if tokens.codes[middle] != lx.WORD and tokens.words[middle] not in lx.UNITS:
        return None
    return DateMatch(match.start(), match.end(), "range", fixed=pd.unresolved())


def _whole(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The entire year, the financial year: of whatever the story is about."""
    unit = lx.UNITS[tokens.words[match.end() - 1]]
    if unit not in ("year", "quarter"):
        return None
    return DateMatch(match.start(), match.end(), unit, fixed=pd.unresolved(unit))


def _vague(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """In the near future, in the past."""
    if (
        tokens.words[match.start("in")] not in ("in", "for")
        or tokens.words[match.end() - 1] == "last"
    ):
        return None
    return DateMatch(match.start(), match.end(), "range", fixed=pd.unresolved("range"))


def _nth_weekday(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The first Monday in June; the month beside it is put in by `dates`."""
    rank = _number(tokens, match.start("rank"))
    if rank > 4:
        return None
    name = tokens.words[match.start("weekday")]
    return DateMatch(match.start(), match.end(), "nth-weekday", lx.WEEKDAYS[name], day=rank)


def _day_of_unit(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The 20th of last month."""
    day = _number(tokens, match.start("day"))
    if tokens.words[match.end() - 1] != "month" or not 1 <= day <= 31:
        return None
    return DateMatch(match.start(), match.end(), "month-day", day=day, shift=_shift(match))


def _month_number(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """11/2016."""
    if not (tokens.glued(match.start() + 1) and tokens.glued(match.start() + 2)):
        return None
    month, year = int(tokens.words[match.start()]), int(tokens.words[match.end() - 1])
    return (
        DateMatch(match.start(), match.end(), "month", month, year=year)
        if 1 <= month <= 12
        else None
    )


def _recent(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Recent years."""
    if not tokens.words[match.end() - 1].endswith("s"):
        return None
    return DateMatch(match.start(), match.end(), "range", fixed=pd.unresolved("range"))


_ANY_UNIT = "[<UNIT><QUARTER>]"
_PATTERNS: tuple[tuple[str, str, Reader], ...] = (
    # Classes without which the pattern cannot match (one of each group), pattern, reader.
    (
        "<MONTH><SHORT_MONTH>",
        f"(?P<month>{_MONTH})<THE>?(?P<day>{_DAY}){_TO_DAY}(?:<COMMA>?(?P<year><YEAR>))?",
        _day,
    ),
    (
        "<MONTH><SHORT_MONTH>",
        f"<THE>?(?P<day>{_DAY}){_TO_DAY}(?:<OF>|<DOT>)?(?P<month>{_MONTH})"
        "(?:<COMMA>?(?P<year><YEAR>))?",
        _day,
    ),
    (
        "<MONTH><SHORT_MONTH>",
        f"(?=[{_RELS}<MONTH><SHORT_MONTH>])(?:{_REL})?(?P<month>{_MONTH})"
        "(?:(?:<COMMA>|<OF>)?(?P<year><YEAR>)|<APOSTROPHE>(?P<short>[<SMALL><NUMBER>]))?",
        _month,
    ),
    ("<NUMERIC_DATE>", "<NUMERIC_DATE>", _numeric),
    ("<YEAR> <DASH><SLASH>", "<YEAR>[<DASH><SLASH>][<SMALL><NUMBER><YEAR>]", _years),
    ("<YEAR> <SLASH>", "<SMALL><SLASH><YEAR>", _month_number),
    ("<YEAR>", "(?=[<THE><UNIT><YEAR>])(?:<THE>?<UNIT>)?<YEAR>", _year),
    (
        "<FISCAL_CODE><FISCAL>",
        "(?:<FISCAL_CODE>|<FISCAL><UNIT>?<APOSTROPHE>?[<YEAR><SMALL><NUMBER>])"
        "(?P<to>[<DASH><SLASH>][<SMALL><NUMBER>])?",
        _fiscal,
    ),
    (
        "<QUARTER_CODE>",
        "<QUARTER_CODE>(?:(?P<mark>[<APOSTROPHE><DASH><SLASH>])[<SMALL><NUMBER>])?",
        _quarter_code,
    ),
    (
        "<QUARTER><HALF> <ORDINAL>",
        "<THE>?(?P<rank><ORDINAL>)<FISCAL>?<DASH>?(?P<unit>[<QUARTER><HALF>])",
        _quarter,
    ),
    ("<SEASON>", f"(?:{_REL})?(?P<season><SEASON>)", _season),
    ("<DECADE>", "<THE>?<EARLY>?<DASH>?<APOSTROPHE>?<DECADE>", _decade),
    (
        "<POSSESSIVE>",
        "(?:<THE><APOSTROPHE>?|<APOSTROPHE>)[<NUMBER><YEAR><SMALL>]<POSSESSIVE>",
        _decade_possessive,
    ),
    ("<UNIT> <ORDINAL>", f"<THE>?(?P<rank>{_RANK})<DASH>?<UNIT>", _century),
    (
        "<TODAY>",
        "(?=[<THE><UNIT><TODAY>])(?:<THE>?<UNIT>(?P<side><IN>))?(?P<today><TODAY>)<PART_OF_DAY>?",
        _today,
    ),
    ("<PART_OF_DAY> <LAST><THIS><NEXT>", f"{_REL}<PART_OF_DAY>", _part_of_day),
    ("<WEEKDAY> <ORDINAL>", "<THE>?(?P<rank><ORDINAL>)(?P<weekday><WEEKDAY>)", _nth_weekday),
    (
        "<ORDINAL> <UNIT> <LAST><THIS><NEXT>",
        f"<THE>?(?P<day><ORDINAL>)<OF>{_REL}<UNIT>",
        _day_of_unit,
    ),
    (
        "<WEEKDAY>",
        f"(?=[{_RELS}<WEEKDAY>])(?:{_REL})?(?P<weekday><WEEKDAY>)<PART_OF_DAY>?",
        _weekday,
    ),
    (
        f"<UNIT><QUARTER> {_RELS}",
        f"(?=[<THE>{_RELS}])<THE>?{_REL}(?:(?P<few><FEW><OF>?)|(?P<count>{nb.NUMBER}))?<FISCAL>?(?P<unit>{_ANY_UNIT})",
        _unit,
    ),
    (
        "<UNIT><QUARTER><CLOCK> <AGO><EARLIER>",
        f"(?=[{nb.FIRST}<FEW>])(?:(?P<count>{nb.NUMBER}|<A>)|<A>?(?P<few><FEW>)<OF>?)(?P<unit>{_ANY_UNIT}|<CLOCK>)"
        "[<AGO><EARLIER>]",
        _ago,
    ),
    (
        "<UNIT><QUARTER> <IN>",
        f"(?=[{nb.FIRST}])(?P<count>{nb.NUMBER}|<A>)(?P<unit>{_ANY_UNIT})<IN><WORD>",
        _from_now,
    ),
    ("<UNIT> <COME>", "<IN>?<THE>?(?P<unit><UNIT>)<TO><COME>", _to_come),
    (
        "<UNIT><QUARTER> <BEGINNING>",
        f"(?P<unit>{_ANY_UNIT})(?:<DASH>|<POSSESSIVE>)?<BEGINNING>",
        _year_end,
    ),
    (
        "<UNIT><QUARTER> <BEGINNING><EARLIER><EARLY>",
        f"(?:(?<=<BEGINNING><OF>)|(?<=<EARLIER><IN>)|(?<=<EARLY><IN>))(?:<THE>|<THIS>)?"
        f"(?P<unit>{_ANY_UNIT})",
        _this_unit,
    ),
    (
        "<OTHER>",
        "<THE>?<OTHER>(?P<what>[<UNIT><QUARTER><WORD>])(?:<OF>?<THE>?<LAST><UNIT>|<A><UNIT><AGO>)?",
        _other,
    ),
    ("<OTHER>", f"<THE>(?P<what>{_ANY_UNIT})<OTHER>", _other),
    ("<RECENT> <UNIT>", "<RECENT><UNIT>", _recent),
    ("<WHOLE><FISCAL>", f"<THE>(?:<WHOLE>|<FISCAL>){_ANY_UNIT}", _whole),
    (
        "<VAGUE><LAST>",
        "(?P<in><IN>)<THE>(?:<WORD>?<VAGUE>|<LAST>(?![<UNIT><QUARTER><SMALL_WORD><SMALL><FEW>]))",
        _vague,
    ),
)


_COMPILED = tuple(
    (
        tuple(frozenset(nb.expand(group).replace("\\", "")) for group in needs.split()),
        nb.grammar(pattern),
        reader,
    )
    for needs, pattern, reader in _PATTERNS
)


@lru_cache(maxsize=1 << 12)
def _possible(present: frozenset[str]) -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """The patterns that words of these classes can match; most texts have few classes."""
    return tuple(
        (pattern, reader)
        for needs, pattern, reader in _COMPILED
        if not any(map(present.isdisjoint, needs))
    )


def cores_in(tokens: Tokens, codes: str) -> list[DateMatch]:
    """Every reading of every date among the tokens; readings may overlap.

    Args:
        tokens: the words.
        codes: their classes, with those of words that other values use already blanked.
    """
    cores: list[DateMatch] = []
    for pattern, reader in _possible(frozenset(codes)):
        match = pattern.search(codes)  # `finditer` costs more, and most find nothing
        while match is not None:
            core = reader(tokens, match)
            if core is not None:
                cores.append(core)
            match = pattern.search(codes, match.end())
    return cores
