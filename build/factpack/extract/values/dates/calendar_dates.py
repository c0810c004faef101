"""Dates that the calendar names: days, months, years, quarters, seasons, decades, centuries."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values import periods as pd
from factpack.extract.values.dates.date_match import (
    RANK,
    RELATION,
    RELATIONS,
    DateMatch,
    Forms,
    rank_of,
    shift_of,
)
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.years import is_before_christ
from factpack.model import Value

CALENDAR_DATES = Forms()
_DAY = f"(?:<SMALL>|{RANK})"
_MONTH = "(?P<month>[<MONTH><SHORT_MONTH>]<DOT>?)"
_TO_DAY = f"(?:(?P<to><DASH>|<TO>|<AND>)(?P<day2>{_DAY}))?"
_OF_YEAR = "(?:<COMMA>?(?P<year><YEAR>))?"


@CALENDAR_DATES.written(
    "<MONTH><SHORT_MONTH>",
    f"{_MONTH}<THE>?(?P<day>{_DAY}){_TO_DAY}{_OF_YEAR}",
    f"(?=[<THE><SMALL><SMALL_WORD><ORDINAL>])<THE>?(?P<day>{_DAY}){_TO_DAY}(?:<OF>|<DOT>)?{_MONTH}{_OF_YEAR}",
)
def _day(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """March 5, 2016; 5 March; the 5th of March; March 5-7."""
    day = rank_of(tokens, match.start("day"))
    month = lx.MONTHS[tokens.words[match.start("month")]]
    year = int(tokens.words[match.start("year")]) if match.group("year") else None
    if not 1 <= day <= 31:
        return None
    begin, last = match.span()
    if not match.group("to"):
        return DateMatch(begin, last, "day", month, day, year)
    until = rank_of(tokens, match.start("day2"))
    if match.group("to") == lx.AND:
        between = begin > 0 and tokens.words[begin - 1] == "between"
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


@CALENDAR_DATES.written(
    "<MONTH><SHORT_MONTH>",
    # A pattern that may begin with any of several classes says first which: most words are none.
    f"(?=[{RELATIONS}<MONTH><SHORT_MONTH>])(?:{RELATION})?{_MONTH}"
    "(?:(?:<COMMA>|<OF>)?(?P<year><YEAR>)|<APOSTROPHE>(?P<short>[<SMALL><NUMBER>]))?",
)
def _month(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """March 2016; in March; last March; May '16."""
    at = match.start("month")
    month = lx.MONTHS[tokens.words[at]]
    if match.group("year"):
        year = int(tokens.words[match.start("year")])
        return DateMatch(*match.span(), "month", month, year=year)
    if match.group("short"):
        short = _short_year(tokens.words[match.start("short")])
        return DateMatch(*match.span(), "month", month, year=short) if short else None
    if match.group("rel"):
        return DateMatch(*match.span(), "month", month, shift=shift_of(match))
    if tokens.codes[at] == lx.SHORT_MONTH and not tokens.text[tokens.starts[at]].isupper():
        return None
    return DateMatch(*match.span(), "month", month, bare=True)


def _century_of(two_digits: int) -> int:
    """The year that two digits stand for: up to 2049, from 1950."""
    return two_digits + (2000 if two_digits < 50 else 1900)


def _short_year(word: str) -> int | None:
    """The year that a word of two digits stands for; None for other words."""
    return _century_of(int(word)) if len(word) == 2 and word.isdecimal() else None


@CALENDAR_DATES.written("<NUMERIC_DATE>", "<NUMERIC_DATE>")
def _numeric(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """2016-11-15 and 15.11.2016; 3/4/2016 stays open: half of the world reads it otherwise."""
    word = tokens.words[match.start()]
    parts = [int(part) for part in re.findall(r"\d+", word)[:3]]
    if len(word.partition(word[4])[0]) == 4 and not word[4].isdigit():
        # What follows the day of a timestamp is its time.
        found = pd.day_of(parts[0], parts[1], parts[2]) if 1000 <= parts[0] < 2200 else None
        return DateMatch(*match.span(), "day", fixed=found) if found else None
    a, b, year = parts
    if _is_version(tokens, match.start(), short=year < 100 and "/" not in word):
        return None
    year = year if year > 99 else _century_of(year)
    orders = ((b, a),) if "." in word else ((a, b), (b, a))
    readings = {value.date_from: value for m, d in orders if (value := pd.day_of(year, m, d))}
    if not readings or not 1000 <= year < 2200:
        return None
    only = next(iter(readings.values())) if len(readings) == 1 else pd.unresolved("day")
    return DateMatch(*match.span(), "day", fixed=only)


_VERSIONS = word_list("values", "dates.calendar_dates.versions")
_BEFORE_DAY = word_list("values", "dates.calendar_dates.before_day")


def _is_version(tokens: Tokens, at: int, *, short: bool) -> bool:
    """Whether digits with marks are a version or a score ("Next.js 14.2.32") and no date.

    `short`: they have two digits for a year and no slashes, as versions often do.
    """
    before = tokens.words[at - 1].lower() if at else ""
    if before in _VERSIONS or (before == "." and tokens.words[at - 2].lower() in _VERSIONS):
        return True
    code = tokens.codes[at - 1 : at]
    if not short or len(tokens.words) == 1 or before in _BEFORE_DAY or code == lx.WEEKDAY:
        return False
    # "9-18-15" is a day; "a 10-4-2 record" is none.
    counts = code in (lx.A, lx.THE) or tokens.codes[at + 1 : at + 2] == lx.WORD
    return "." in tokens.words[at] or counts


@CALENDAR_DATES.written("<YEAR> <DASH><SLASH>", "<YEAR>[<DASH><SLASH>][<SMALL><NUMBER><YEAR>]")
def _years(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """2014-2018; 2014–18; 2016/17; and 2016-11, a month."""
    start, end = match.span()
    second = tokens.words[end - 1]
    if not (tokens.glued(start + 1) and tokens.glued(start + 2) and second.isdecimal()):
        return None
    first = int(tokens.words[start])
    number = int(second)
    last = number if len(second) == 4 else first // 100 * 100 + number
    if len(second) == 2 and 1 <= number <= 12:
        if last == first + 1 and tokens.words[start + 1] != "/":
            # "2010-11" is November or the year that began in 2010.
            return DateMatch(start, end, "range", fixed=pd.unresolved())
        if last < first:  # 2016-11
            return DateMatch(start, end, "month", number, year=first)
    if len(second) not in (2, 4) or not first < last <= first + 150:
        return None
    return DateMatch(start, end, "range", fixed=pd.years_of(first, last - first + 1, "range"))


@CALENDAR_DATES.written("<YEAR> <SLASH>", "<SMALL><SLASH><YEAR>")
def _month_number(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """11/2016."""
    if not (tokens.glued(match.start() + 1) and tokens.glued(match.start() + 2)):
        return None
    month, year = int(tokens.words[match.start()]), int(tokens.words[match.end() - 1])
    return DateMatch(*match.span(), "month", month, year=year) if 1 <= month <= 12 else None


@CALENDAR_DATES.written("<YEAR>", "(?=[<THE><UNIT><YEAR>])(?:<THE>?<UNIT>)?<YEAR>")
def _year(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """2016; the year 2016."""
    start, end = match.span()
    year = int(tokens.words[end - 1])
    if end - start > 1 and tokens.words[end - 2] == "year":
        return DateMatch(start, end, "year", year=year)
    # "New Year's Day 2020" has its year alone.
    return DateMatch(end - 1, end, "year", year=year, bare=True) if 1700 <= year <= 2100 else None


@CALENDAR_DATES.written(
    "<FISCAL_CODE><FISCAL>",
    "(?:<FISCAL_CODE>|<FISCAL><UNIT>?<APOSTROPHE>?[<YEAR><SMALL><NUMBER>])"
    "(?P<to>[<DASH><SLASH>][<SMALL><NUMBER>])?",
)
def _fiscal(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """FY2017; fiscal 2017; financial year 2016/17."""
    word = tokens.words[(match.start("to") if match.group("to") else match.end()) - 1]
    word = word.removeprefix("fy")
    if not word.isdecimal():
        return None  # "Fiscal 10.0".
    year = int(word) if len(word) == 4 else _short_year(word) or 0
    if not 1900 <= year <= 2100:
        return None
    if match.group("to"):
        second = tokens.words[match.end() - 1]
        follows = second.isdecimal() and int(second) % 100 == (year + 1) % 100
        if not tokens.glued(match.end() - 1) or not follows:
            return None
        return DateMatch(*match.span(), "range", fixed=pd.years_of(year, 2, "range"))
    return DateMatch(*match.span(), "year", year=year)


@CALENDAR_DATES.written(
    "<QUARTER_CODE>",
    "<QUARTER_CODE>(?:(?P<mark>[<APOSTROPHE><DASH><SLASH>])[<SMALL><NUMBER>])?",
)
def _quarter_code(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Q3, H1, 3Q16, Q3'16, Q3-16."""
    word = tokens.words[match.start()]
    letter = "q" if "q" in word else "h"
    left, _, right = word.partition(letter)
    number = int(left or right)
    year = _century_of(int(right)) if left and right else None
    last = match.end()
    if match.group("mark"):
        short = _short_year(tokens.words[last - 1]) if tokens.glued(last - 1) else None
        close = match.group("mark") == lx.APOSTROPHE or tokens.glued(last - 2)
        if year is None and short and close:
            year = short
        else:
            last = match.start("mark")
    if number > (4 if letter == "q" else 2):
        return None
    unit = "quarter" if letter == "q" else "half-year"
    return DateMatch(match.start(), last, unit, number, year=year)


@CALENDAR_DATES.written(
    "<QUARTER><HALF> <ORDINAL>",
    "(?=[<THE><ORDINAL>])<THE>?(?P<rank><ORDINAL>)<FISCAL>?<DASH>?(?P<unit>[<QUARTER><HALF>])",
)
def _quarter(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The third quarter; fourth-quarter; the first half; last quarter is read elsewhere."""
    rank = rank_of(tokens, match.start("rank"))
    unit, size = ("half-year", 2) if match.group("unit") == lx.HALF else ("quarter", 4)
    if tokens.words[match.end() - 1] == "quarters" or not 0 <= rank <= size:
        return None
    return DateMatch(*match.span(), unit, rank or size)


@CALENDAR_DATES.written("<SEASON>", f"(?=[{RELATIONS}<SEASON>])(?:{RELATION})?(?P<season><SEASON>)")
def _season(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Last summer; spring 2016 gets its year from the date beside it."""
    number = lx.SEASONS[tokens.words[match.start("season")]]
    if match.group("rel"):
        return DateMatch(*match.span(), "season", number, shift=shift_of(match))
    return DateMatch(*match.span(), "season", number, bare=True)


@CALENDAR_DATES.written(
    "<DECADE>",
    "(?=[<THE><EARLY><DASH><APOSTROPHE><DECADE>])<THE>?<EARLY>?<DASH>?<APOSTROPHE>?<DECADE>",
)
def _decade(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The 1990s, the '90s, the nineties."""
    word = tokens.words[match.end() - 1]
    alone = match.end() - match.start() == 1
    if word in lx.DECADES:
        year = lx.DECADES[word]
        if lx.THE not in match.group():
            return None
    else:
        digits = word[:-1]
        # "His 60s" are years of age; a short decade needs an article or its apostrophe.
        if len(digits) == 2 and alone and digits < "20":
            return None
        year = int(digits) if len(digits) == 4 else _century_of(int(digits))
    if not 1000 <= year <= 2100:
        return None
    bare = word[0].isdigit() and len(word) == 3 and alone
    return DateMatch(*match.span(), "decade", fixed=_tens_from(year), bare=bare)


@CALENDAR_DATES.written(
    "<POSSESSIVE>", "(?:<THE><APOSTROPHE>?|<APOSTROPHE>)[<NUMBER><YEAR><SMALL>]<POSSESSIVE>"
)
def _decade_possessive(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The 1990's, the '90's."""
    digits = tokens.words[match.end() - 2]
    if not digits.isdecimal() or len(digits) not in (2, 4) or digits[-1] != "0":
        return None
    year = int(digits) if len(digits) == 4 else _century_of(int(digits))
    return DateMatch(*match.span(), "decade", fixed=_tens_from(year))


def _tens_from(year: int) -> Value | None:
    """The decade that begins in a year; "the 1800s" are a century, "the 2000s" a decade."""
    if year % 100 == 0 and year < 2000:
        return pd.years_of(year, 100, "century")
    return pd.years_of(year, 10, "decade")


@CALENDAR_DATES.written(
    "<UNIT> <ORDINAL>", f"(?=[<THE><SMALL_WORD><ORDINAL>])<THE>?(?P<rank>{RANK})<DASH>?<UNIT>"
)
def _century(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The 21st century; not the fifth century BC."""
    number = rank_of(tokens, match.start("rank"))
    if tokens.words[match.end() - 1] != "century" or not 1 <= number <= 22:
        return None
    if is_before_christ(tokens, match.end()):
        return None
    value = pd.years_of(100 * number - 99, 100, "century")
    return DateMatch(*match.span(), "century", fixed=value)
