"""Dates counted from the publication date, or from something that the words leave open."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.values import numbers as nb
from factpack.extract.values import periods as pd
from factpack.extract.values.dates.date_match import (
    RELATION,
    RELATIONS,
    DateMatch,
    Forms,
    rank_of,
    shift_of,
)
from factpack.extract.values.number_tokens import Tokens

RELATIVE_DATES = Forms()
_ANY_UNIT = "[<UNIT><QUARTER>]"
_UNIT = f"(?P<unit>{_ANY_UNIT})"
_MOST = 1000
"""Units that are counted; more are no date of a story."""


def _open(match: re.Match[str], precision: str | None = "range", unit: str = "range") -> DateMatch:
    """A date whose days the words leave open."""
    return DateMatch(*match.span(), unit, fixed=pd.unresolved(precision))


def _unit_of(tokens: Tokens, match: re.Match[str]) -> str:
    return lx.UNITS[tokens.words[match.start("unit")]]


def _whole_number(tokens: Tokens, match: re.Match[str]) -> int | None:
    """The count of a match, where it is a whole number of units that may be counted."""
    if match.group("count") == lx.A:
        return 1
    number = nb.read_number(tokens, *match.span("count"))
    return int(number) if number is not None and 0 < number <= _MOST and number % 1 == 0 else None


@RELATIVE_DATES.written(
    "<TODAY>",
    "(?=[<THE><UNIT><TODAY>])(?:<THE>?<UNIT>(?P<side><IN>))?(?P<today><TODAY>)<PART_OF_DAY>?",
)
def _today(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Today, yesterday evening, the day before yesterday."""
    shift = lx.TODAYS[tokens.words[match.start("today")]]
    if match.group("side"):
        at = match.start("side")
        side = tokens.words[at]
        if tokens.words[at - 1] != "day" or side not in ("before", "after"):
            return None
        shift += -1 if side == "before" else 1
    return DateMatch(*match.span(), "day", shift=shift)


@RELATIVE_DATES.written(
    "<PART_OF_DAY> <LAST><THIS><NEXT>", f"(?=[{RELATIONS}]){RELATION}<PART_OF_DAY>"
)
def _part_of_day(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """This morning, last night."""
    word = tokens.words[match.end() - 1]
    if word.endswith("s") or (match.group("rel") == lx.LAST and word != "night"):
        return None
    return DateMatch(*match.span(), "day", shift=-1 if lx.LAST in match.group() else 0)


@RELATIVE_DATES.written("<WEEKDAY> <ORDINAL>", "<THE>?(?P<rank><ORDINAL>)(?P<weekday><WEEKDAY>)")
def _nth_weekday(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The first Monday in June; the month beside it is joined to it later."""
    rank = rank_of(tokens, match.start("rank"))
    weekday = lx.WEEKDAYS[tokens.words[match.start("weekday")]]
    return DateMatch(*match.span(), "nth-weekday", weekday, day=rank) if rank <= 4 else None


@RELATIVE_DATES.written(
    "<ORDINAL> <UNIT> <LAST><THIS><NEXT>",
    f"(?=[<THE><ORDINAL>])<THE>?(?P<day><ORDINAL>)<OF>{RELATION}<UNIT>",
)
def _day_of_unit(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The 20th of last month."""
    day = rank_of(tokens, match.start("day"))
    if tokens.words[match.end() - 1] != "month" or not 1 <= day <= 31:
        return None
    return DateMatch(*match.span(), "month-day", day=day, shift=shift_of(match))


@RELATIVE_DATES.written(
    "<WEEKDAY>",
    f"(?=[{RELATIONS}<WEEKDAY>])(?:{RELATION})?(?P<weekday><WEEKDAY>)<PART_OF_DAY>?",
)
def _weekday(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Tuesday; last Friday; Monday morning."""
    weekday = lx.WEEKDAYS[tokens.words[match.start("weekday")]]
    shift = shift_of(match) if match.group("rel") else None
    return DateMatch(*match.span(), "weekday", weekday, shift=shift)


@RELATIVE_DATES.written(
    f"<UNIT><QUARTER> {RELATIONS}",
    f"(?=[<THE>{RELATIONS}])<THE>?{RELATION}"
    f"(?:(?P<few><FEW><OF>?)|(?P<count>{nb.NUMBER}))?<FISCAL>?{_UNIT}",
)
def _counted_from_now(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Last year, this quarter, next month, the last three years, the coming weeks."""
    at = match.start("unit")
    unit = _unit_of(tokens, match)
    if unit in ("hour", "minute", "second"):
        return None
    plural = tokens.words[at].endswith("s")
    shift = shift_of(match)
    if match.group("count") or match.group("few"):
        if shift == 0 or not plural:
            return None
        few = lx.FEW in match.group()
        number = _whole_number(tokens, match) if match.group("count") and not few else None
        if number is None:
            return _open(match)
        return DateMatch(*match.span(), unit, span=shift * number)
    if plural:
        return _open(match) if shift else None
    if shift == -1 and tokens.words[at - 1] == "past":
        # "The past year" are the twelve months up to now, "the last year" mostly the one before.
        return DateMatch(*match.span(), unit, span=-1)
    return DateMatch(*match.span(), unit, shift=shift)


@RELATIVE_DATES.written(
    "<UNIT><QUARTER><CLOCK> <AGO><EARLIER>",
    f"(?=[{nb.FIRST}<FEW>])(?:(?P<count>{nb.NUMBER}|<A>)|<A>?(?P<few><FEW>)<OF>?)"
    f"(?P<unit>{_ANY_UNIT}|<CLOCK>)[<AGO><EARLIER>]",
)
def _ago(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Two years ago, a month back, a few days ago; and "a year earlier", earlier than what?"""
    unit = _unit_of(tokens, match)
    if unit in ("hour", "minute", "second"):
        return _open(match, "day", "day")
    number = _whole_number(tokens, match) if match.group("count") else None
    if number is None or tokens.words[match.end("unit")] not in ("ago", "back"):
        return _open(match, None)
    return DateMatch(*match.span(), unit, shift=-number)


@RELATIVE_DATES.written(
    "<UNIT><QUARTER> <IN>", f"(?=[{nb.FIRST}])(?P<count>{nb.NUMBER}|<A>){_UNIT}<IN><WORD>"
)
def _from_now(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Two weeks from now."""
    if tokens.words[match.end() - 2 : match.end()] != ["from", "now"]:
        return None
    number = _whole_number(tokens, match)
    return DateMatch(*match.span(), _unit_of(tokens, match), shift=number) if number else None


@RELATIVE_DATES.written("<UNIT> <COME>", "<IN>?<THE>?(?P<unit><UNIT>)<TO><COME>")
def _to_come(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """In the months to come."""
    return _open(match) if tokens.words[match.start("unit")].endswith("s") else None


@RELATIVE_DATES.written(
    "<UNIT><QUARTER> <BEGINNING>", f"{_UNIT}(?:<DASH>|<POSSESSIVE>)?<BEGINNING>"
)
def _year_end(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Year-end, year's end, month end."""
    unit = tokens.words[match.start("unit")]
    if unit not in ("year", "month", "quarter", "decade") or tokens.words[match.end() - 1] != "end":
        return None
    return DateMatch(*match.span(), unit, shift=0)


@RELATIVE_DATES.written(
    "<UNIT><QUARTER> <BEGINNING><EARLIER><EARLY>",
    "(?=[<THE><THIS><UNIT><QUARTER>])(?:(?<=<BEGINNING><OF>)|(?<=<EARLIER><IN>)|(?<=<EARLY><IN>))(?:<THE>|<THIS>)?"
    + _UNIT,
)
def _this_unit(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The year, the month: of the anchor, but only beside "the end of", "later in"."""
    if tokens.words[match.start("unit")].endswith("s"):
        return None
    unit = _unit_of(tokens, match)
    if unit in ("day", "century"):
        # "Later in the day": of the story, not of its publication; "the turn of the century"
        # may be any.
        return _open(match, unit, unit)
    return DateMatch(*match.span(), unit, shift=0)


@RELATIVE_DATES.written(
    "<OTHER>",
    "(?=[<THE><OTHER>])<THE>?<OTHER>(?P<what>[<UNIT><QUARTER><WORD>])(?:<OF>?<THE>?<LAST><UNIT>|<A><UNIT><AGO>)?",
    f"<THE>(?P<what>{_ANY_UNIT})<OTHER>",
)
def _other(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The previous year, the following day, the same month a year ago: relative to the story."""
    at = match.start("what")
    before, word = tokens.words[at - 1], tokens.words[at]
    if before == "that" and word.endswith("s"):
        return None
    if tokens.codes[at] == lx.WORD:
        known = word in ("period", "time") and before in ("same", "that")
    else:
        known = word in lx.UNITS
    return _open(match, None) if known else None


@RELATIVE_DATES.written("<RECENT> <UNIT>", "<RECENT><UNIT>")
def _recent(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """Recent years."""
    return _open(match) if tokens.words[match.end() - 1].endswith("s") else None


@RELATIVE_DATES.written("<WHOLE><FISCAL>", f"<THE>(?:<WHOLE>|<FISCAL>){_UNIT}")
def _whole(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """The entire year, the financial year: of whatever the story is about."""
    unit = _unit_of(tokens, match)
    return _open(match, unit, unit) if unit in ("year", "quarter") else None


@RELATIVE_DATES.written(
    "<VAGUE><LAST>",
    "(?P<in><IN>)<THE>(?:<WORD>?<VAGUE>|<LAST>(?![<UNIT><QUARTER><SMALL_WORD><SMALL><FEW>]))",
)
def _vague(tokens: Tokens, match: re.Match[str]) -> DateMatch | None:
    """In the near future, in the past."""
    leads = tokens.words[match.start("in")] in ("in", "for")
    return _open(match) if leads and tokens.words[match.end() - 1] != "last" else None
