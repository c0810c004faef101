"""Dates and periods: put together from their parts, and resolved where the anchor allows it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values import numbers as nb
from factpack.extract.values import periods as pd
from factpack.extract.values import scan
from factpack.extract.values.date_matches import DateMatch, cores_in
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.periods import Anchor, timex
from factpack.extract.values.years import is_year
from factpack.model import LiteralValue, Precision, Value

__all__ = ["Date", "date_readings", "dates_in", "find_dates", "timex"]


class Date(NamedTuple):
    """A date at `[start, end)` of a text; `value` has no days where they cannot be known."""

    start: int
    end: int
    value: Value


def find_dates(
    text: str, anchor: date | None = None, anchor_precision: Precision | None = "day"
) -> tuple[Date, ...]:
    """Dates and periods in a text, in order.

    The span has the article ("the third quarter") but not the preposition. "The end of 2018" and
    "early 2018" have the days of 2018: no narrower ones are meant exactly. A month, a day or a
    weekday without a year is that nearest to the anchor in the direction that the sentence tells
    ("will", "expected" and their like look ahead, else it looks back).

    Args:
        text: the text.
        anchor: the publication date, or the first day of its month or year; None if unknown.
        anchor_precision: how much of the anchor is known.

    >>> found = find_dates("Sold last year, due by June 2018.", date(2016, 11, 16))
    >>> [timex(d.value) for d in found]
    ['2015', '2018-06']
    """
    known = Anchor(anchor, anchor_precision or "day") if anchor else None
    tokens = scan.read(text, ((0, len(text)),))
    return tuple(dates_in(tokens, tokens.codes, known))


def date_readings(
    words: str, anchor: date | None = None, anchor_precision: Precision | None = "day"
) -> tuple[Value, ...]:
    """The values that words may have that are a date from end to end; empty for other words.

    There is more than one where the words leave open whether they look back or ahead ("Friday"),
    or share the year of the date beside them ("May" of "May and June 2013"): the sentence decides,
    and a published value is one of these.
    """
    known = Anchor(anchor, anchor_precision or "day") if anchor else None
    tokens = scan.read_all(words)
    readings: list[Value] = []
    for forward in (None, True, False):
        for found in _dates(tokens, tokens.codes, known, forward, alone=True):
            if found.start == 0 and found.end == len(words) and found.value not in readings:
                readings.append(found.value)
    if any(_takes_year(core) for core in cores_in(tokens, tokens.codes)):
        readings += [
            found.value
            for found in _dates(tokens, tokens.codes, None, None, alone=True)
            if found.start == 0 and found.end == len(words) and found.value not in readings
        ]
    return tuple(readings)


def literals_in(tokens: Tokens, codes: str, anchor: Anchor | None) -> list[LiteralValue]:
    """The dates among the tokens as rows of the article."""
    return [
        LiteralValue("date", found.start, found.end, found.value)
        for found in dates_in(tokens, codes, anchor)
    ]


def dates_in(tokens: Tokens, codes: str, anchor: Anchor | None) -> list[Date]:
    """Dates among the tokens; `codes` are their classes, blanked where other values stand."""
    return _dates(tokens, codes, anchor, None, alone=False)


def _dates(
    tokens: Tokens, codes: str, anchor: Anchor | None, forward: bool | None, *, alone: bool
) -> list[Date]:
    cores = sorted(cores_in(tokens, codes), key=_order)
    dates: list[Date] = []
    chosen = _merged(codes, _disjoint(cores))
    if not alone:
        chosen = [core for core in chosen if _is_meant(tokens, codes, core)]
    i = 0
    while i < len(chosen):
        core = chosen[i]
        ahead = forward
        if not alone and _is_open(core):
            ahead = _looks_ahead(tokens, core)
        if i + 1 < len(chosen):
            both = _range(tokens, codes, core, chosen[i + 1], anchor, ahead)
            if both is not None:
                dates.append(both)
                i += 2
                continue
        first, last = _widened(tokens, codes, core)
        start, end = tokens.starts[first], tokens.ends[last - 1]
        if tokens.codes[last - 1] == lx.DOT and last == core.last:
            # The stop of "Sept." is the sentence's as well; it stays with what follows.
            end = tokens.ends[last - 2]
        value = resolve(core, anchor, ahead)
        if value is not None and _shares_year(codes, core, chosen[i + 1 : i + 2]):
            value = pd.unresolved(core.unit)
        if value is not None:
            if (core.shift and core.shift < -1) or core.unit == "range":
                bound_start, _, kind = nb.bounded(tokens.text, start, end)
                if kind:
                    start, value = bound_start, pd.unresolved()
            dates.append(Date(start, end, value))
        i += 1
    return dates


def _shares_year(codes: str, core: DateMatch, following: list[DateMatch]) -> bool:
    """Whether the year of a date stands with the one after it ("in May and June 2013").

    The year is not among the words of the first, and that of the anchor would be wrong.
    """
    return (
        bool(following)
        and _takes_year(core)
        and following[0].unit == core.unit
        and (following[0].year is not None or following[0].year_shift is not None)
        and codes[core.last : following[0].first] in (lx.AND, lx.COMMA, lx.COMMA + lx.AND)
    )


def _is_open(core: DateMatch) -> bool:
    """Whether the direction of the sentence decides which year or day is meant."""
    return core.shift is None and core.year is None and core.fixed is None


def _order(core: DateMatch) -> tuple[int, int]:
    return core.first, -core.last


def _disjoint(cores: list[DateMatch]) -> list[DateMatch]:
    """The first and longest readings; what overlaps them is dropped."""
    kept: list[DateMatch] = []
    for core in cores:
        if not kept or core.first >= kept[-1].last:
            kept.append(core)
    return kept


_NAMES_TOO = word_list("values", "dates.names_too")
_FINE_BEFORE = frozenset(
    lx.IN + lx.TO + lx.OF + lx.EARLY + lx.EARLIER + lx.BEGINNING + lx.AND + lx.DASH + lx.BETWEEN
)
_PEOPLE = word_list("values", "dates.people")


def _is_meant(tokens: Tokens, codes: str, core: DateMatch) -> bool:
    """Whether the words around a bare name show that it is a date."""
    if not core.bare:
        return True
    before = codes[core.first - 1] if core.first else ""
    after = core.last
    word = tokens.words[core.first]
    next_word = tokens.words[after] if after < len(codes) else ""
    next_code = codes[after] if after < len(codes) else ""
    if core.unit == "year":
        if not is_year(tokens, core.first, alone=before in _FINE_BEFORE):
            return False
        if next_code in (lx.NOUN, lx.PERCENT, lx.SCALE, lx.SHORT_SCALE, lx.CLOCK, lx.UNIT):
            return False
        if before == lx.THE and next_word[:1].isupper():
            # "The 2009 Games".
            return True
        counted = next_code == lx.WORD and (next_word.endswith("s") or next_word in _PEOPLE)
        counted = counted and next_word not in ("was", "is", "has", "as", "its", "this")
        measured = before == lx.IN and tokens.words[core.first - 1] in (
            "over",
            "at",
            "within",
            "for",
        )
        return not counted or (before in _FINE_BEFORE and before != lx.AND and not measured)
    if core.unit == "decade":
        return before in _FINE_BEFORE or before in (lx.THE, lx.APOSTROPHE)
    if core.unit == "season":
        if next_code == lx.YEAR or (
            next_code in lx.OF + lx.COMMA and codes[after + 1 : after + 2] == "Y"
        ):
            return True
        early = before in (lx.EARLY, lx.EARLIER)
        return early or (
            before == lx.THE and codes[core.first - 2 : core.first - 1] in tuple("IOGeg")
        )
    capital_next = bool(next_word) and tokens.text[tokens.starts[after]].isupper()
    if codes[core.first] == lx.SHORT_MONTH:
        return before in (lx.IN, lx.TO, lx.EARLY) and not capital_next
    if word in _NAMES_TOO:
        if before not in _FINE_BEFORE and before != lx.THE:
            return False
        sure = tokens.words[core.first - 1] in (
            "in",
            "since",
            "until",
            "during",
            "mid",
            "early",
            "late",
        )
        return sure or not capital_next
    return not capital_next or next_code != lx.WORD or before in _FINE_BEFORE


_SUB_YEAR = word_list("values", "dates.sub_year")
_GAP_YEAR_LAST = frozenset(("", lx.OF, lx.COMMA, lx.IN, lx.OF + lx.THE, lx.COMMA + lx.IN))
_GAP_YEAR_FIRST = frozenset(("", lx.COMMA, lx.POSSESSIVE, lx.APOSTROPHE))
_GAP_WEEKDAY = frozenset(("", lx.COMMA, lx.OF, lx.IN, lx.DOT, lx.DOT + lx.COMMA))


def _merged(codes: str, cores: list[DateMatch]) -> list[DateMatch]:
    """Join a month with its year, a weekday with its day or week."""
    merged: list[DateMatch] = []
    for core in cores:
        joined = _pair(codes, merged[-1], core) if merged else None
        if joined is None:
            merged.append(core)
        else:
            merged[-1] = joined
    return merged


def _pair(codes: str, one: DateMatch, two: DateMatch) -> DateMatch | None:
    gap = codes[one.last : two.first]
    if len(gap) > 2:
        return None
    if _takes_year(one) and _is_year(two) and gap in _GAP_YEAR_LAST:
        return one._replace(last=two.last, year=two.year, year_shift=two.shift, bare=False)
    if (
        _is_year(one)
        and _takes_year(two)
        and gap in _GAP_YEAR_FIRST
        and not (gap and two.unit == "day")
    ):
        return two._replace(first=one.first, year=one.year, year_shift=one.shift, bare=False)
    if one.unit in ("week", "day", "quarter") and one.shift is not None and gap == lx.OF:
        # "The last week of March": no day is exact, the month is.
        return two._replace(first=one.first)
    if one.unit == "nth-weekday" and two.unit == "month" and gap in (lx.OF, lx.IN):
        return two._replace(
            first=one.first, unit="nth-weekday", day=one.day, span=one.number, bare=False
        )
    if one.unit == "weekday" and one.shift == -1 and two.unit == "month" and gap == lx.OF:
        return two._replace(first=one.first, unit="nth-weekday", day=0, span=one.number, bare=False)
    if one.unit == "weekday" and one.shift is None and gap in _GAP_WEEKDAY:
        if two.unit == "day" and (two.day or two.fixed) and gap != lx.OF:
            return two._replace(first=one.first)
        if two.unit == "week" and two.shift is not None:
            return one._replace(last=two.last, unit="weekday", shift=two.shift, span=0)
    if one.unit == "week" and two.unit == "weekday" and two.shift is None and gap in ("", lx.IN):
        return two._replace(first=one.first, shift=one.shift, span=0)
    return None


def _takes_year(core: DateMatch) -> bool:
    return (
        core.unit in _SUB_YEAR
        and core.number is not None
        and core.year is None
        and core.year_shift is None
        and core.shift is None
        and core.fixed is None
    )


def _is_year(core: DateMatch) -> bool:
    return core.unit == "year" and core.span is None and (core.year or core.shift) is not None


_PARTS = re.compile(
    nb.expand(
        "(?:<THE><WORD>?)?<BEGINNING>(?:<OF>)?(?:<THE>)?$|<THE>?<EARLY><DASH>?(?:<IN>)?<THE>?$|"
        "<EARLIER><IN>?<THE>?$|<THE>?<ORDINAL><UNIT><OF>$|<THE>$"
    )
)


def _widened(tokens: Tokens, codes: str, core: DateMatch) -> tuple[int, int]:
    """Take in "the end of", "early", "mid-" before a date."""
    if codes[core.first] == lx.THE and core.first and codes[core.first - 1] not in "OI":
        return core.first, core.last
    low = max(0, core.first - 5)
    before = _PARTS.search(codes, low, core.first)
    if before and before.group() == lx.THE and core.unit not in ("season", "nth-weekday"):
        # "The 2009 Games" has its article for the games.
        return core.first, core.last
    return (before.start() if before else core.first), core.last


def _range(
    tokens: Tokens,
    codes: str,
    one: DateMatch,
    two: DateMatch,
    anchor: Anchor | None,
    ahead: bool | None,
) -> Date | None:
    """The period between two dates that a dash, "to" or "between … and" joins."""
    gap = codes[one.last : two.first].replace(lx.DOT, "").replace(lx.THE, "")
    before = tokens.words[one.first - 1] if one.first else ""
    if gap == lx.AND:
        if before != "between":
            return None
    elif gap == lx.TO:
        if before == "from" and nb.tells_change(tokens.text, tokens.starts[one.first - 1]):
            return None
        if before != "from" and tokens.words[two.first - 1] not in ("to", "through", "thru"):
            return None
    elif gap != lx.DASH:
        return None
    if _takes_year(one) and (two.year is not None or two.year_shift is not None):
        one = one._replace(year=two.year, year_shift=two.year_shift)
    first, last = resolve(one, anchor, ahead), resolve(two, anchor, ahead)
    if first is None or last is None:
        return None
    value = pd.joined(first, last)
    if value is None:
        return None
    begin = one.first - 1 if before in ("between", "from") else one.first
    return Date(tokens.starts[begin], tokens.ends[two.last - 1], value)


_CUES = re.compile(
    # What looks ahead; what looks back. The last cue before the date counts.
    r"\b(?:(?P<ahead>will|won[’']t|would|shall|going to|to (?:be )?[a-z]+|plan(?:s|ned|ning)? to|"
    r"(?:be )?(?:scheduled?|expect(?:s|ed|ing)?|due|slated|planned|intend(?:s|ed)?)|"
    r"promis(?:es|ed)|aim(?:s|ed|ing)?|target(?:s|ed|ing)?|forecast|upcoming|deadline|starting|"
    r"(?:by|until|till)(?=\s*$)|be [a-z]+ed|available|begins?|starts?|opens?|arrives?|ships?)|"
    r"(?P<behind>was|were|had|since|ago|earlier|last|said|says|told|began|rose|fell|sold|bought|"
    r"made|saw|took|won|met|held|came|went|paid|became|gave|grew|led|left|lost|posted|"
    r"[a-z]{2,}(?<!e)ed))\b"
)
_CLAUSE_BEFORE, _CLAUSE_AFTER = 90, 60
_CLAUSE_END = re.compile(r"[.;:\n]|\b(?:that|which|while|after|when)\b")
_OPENING = re.compile(
    r"\W*(?:On|In|By|During|Early|Late|Starting|From)?\W*(?:the\W*)?", re.IGNORECASE
)


def _looks_ahead(tokens: Tokens, core: DateMatch) -> bool | None:
    """Whether the clause around a date speaks of the future; None where it does not tell."""
    text = tokens.text
    start, end = tokens.starts[core.first], tokens.ends[core.last - 1]
    before = text[max(0, start - _CLAUSE_BEFORE) : start]
    before = before[max(before.rfind(". "), before.rfind("\n"), before.rfind(";")) + 1 :]
    cues = list(_CUES.finditer(before))
    if cues:
        return bool(cues[-1].group("ahead"))
    after = text[end : end + _CLAUSE_AFTER]
    if not _OPENING.fullmatch(before):
        after = after.partition(",")[0]
    cue = _CUES.search(_CLAUSE_END.split(after, maxsplit=1)[0])
    return bool(cue.group("ahead")) if cue else None


def resolve(core: DateMatch, anchor: Anchor | None, ahead: bool | None) -> Value | None:
    """The value of a date; without days where the anchor does not give them.

    None for a day that the calendar lacks.
    """
    if core.fixed is not None:
        return core.fixed
    if core.unit == "nth-weekday":
        return _nth_weekday(core, anchor, ahead)
    if core.unit == "month-day":
        return _month_day(core, anchor)
    if core.span and core.unit != "weekday":
        return pd.span_of_units(core.unit, core.span, anchor) if anchor else pd.unresolved("range")
    if core.unit == "weekday":
        return _weekday(core, anchor, ahead)
    if core.number is None:
        if core.year is not None:
            return pd.years_of(core.year, 1, "year")
        if anchor is None or core.shift is None:
            return pd.unresolved("range" if core.unit in ("weekend", "fortnight") else core.unit)
        return pd.shifted(core.unit, core.shift, anchor)
    year = _year_of(core, anchor, ahead)
    if year is not None and not 1 < year < 9999:
        # At the ends of the calendar nothing can be counted back or on.
        year = None
    if core.unit == "day":
        if year is None:
            # Any year: 29 February exists in some.
            return pd.unresolved("day") if pd.day_of(2000, core.number, core.day or 1) else None
        day = core.day or 1
        near = (year,) if core.year or core.year_shift is not None else (year, year - 1, year + 1)
        return next((v for y in near if (v := pd.day_of(y, core.number, day))), None)
    if core.unit == "days":
        return _days(core, year)
    if year is None:
        return pd.unresolved(core.unit)
    return pd.named(core.unit, core.number, year)


def _nth_weekday(core: DateMatch, anchor: Anchor | None, ahead: bool | None) -> Value | None:
    """The first Monday in June; without its month, a weekday that cannot be known."""
    if core.span is None:
        return pd.unresolved("day")
    year = _year_of(core, anchor, ahead)
    if year is None or core.number is None or not 1 < year < 9999:
        return pd.unresolved("day")
    first = date(year, core.number, 1)
    rank = core.day or 1
    if core.day == 0:
        after = date(year + core.number // 12, core.number % 12 + 1, 1)
        last = after - timedelta(days=1)
        return pd.single_day(last - timedelta(days=(last.weekday() - core.span) % 7))
    return pd.single_day(first + timedelta(days=(core.span - first.weekday()) % 7 + 7 * (rank - 1)))


def _month_day(core: DateMatch, anchor: Anchor | None) -> Value | None:
    """The 20th of last month."""
    month = pd.shifted("month", core.shift or 0, anchor) if anchor else pd.unresolved()
    if month.date_from is None:
        return pd.unresolved("day")
    return pd.day_of(month.date_from.year, month.date_from.month, core.day or 1)


def _days(core: DateMatch, year: int | None) -> Value | None:
    assert core.number is not None and core.day is not None
    if year is None:
        return pd.unresolved("range")
    first = pd.day_of(year, core.number, core.day // 100)
    last = pd.day_of(year, core.number, core.day % 100)
    return pd.joined(first, last) if first and last else None


def _year_of(core: DateMatch, anchor: Anchor | None, ahead: bool | None) -> int | None:
    """The year of a month, quarter or day, where it is written or follows from the anchor."""
    if core.year is not None:
        return core.year
    if anchor is None:
        return None
    if core.year_shift is not None:
        return anchor.day.year + core.year_shift
    if anchor.precision == "year" or core.number is None:
        return None
    size = {"quarter": 3, "half-year": 6, "season": 3}.get(core.unit, 1)
    begin = 3 * core.number if core.unit == "season" else size * (core.number - 1) + 1
    now = anchor.day.year * 12 + anchor.day.month
    this = anchor.day.year * 12 + begin
    if core.shift is not None:
        return _shifted_year(this, size, now, core.shift, anchor.day.year)
    if core.unit in ("day", "days"):
        return _nearest_year(core, anchor, ahead)
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


def _nearest_year(core: DateMatch, anchor: Anchor, ahead: bool | None) -> int:
    """Year of a day such as "March 5": ahead, behind, or the nearest of the three around now."""
    assert core.number is not None and core.day is not None
    year = anchor.day.year
    day = core.day // 100 if core.unit == "days" else core.day
    if anchor.precision == "month":
        distance = (core.number - anchor.day.month) * 30
    else:
        # Days compared as if every month had 31: only the order and rough distance matter.
        distance = (core.number - anchor.day.month) * 31 + day - anchor.day.day
    if ahead:
        return year + (distance < -31)
    if ahead is False:
        return year - (distance > 0)
    return year - 1 if distance > 186 else year + 1 if distance < -186 else year


def _weekday(core: DateMatch, anchor: Anchor | None, ahead: bool | None) -> Value:
    if anchor is None or not anchor.resolves("day") or core.number is None:
        return pd.unresolved("day")
    today = anchor.day
    monday = today - timedelta(days=today.weekday())
    try:
        if core.span == 0 or core.shift in (0, 1):
            return pd.single_day(monday + timedelta(weeks=core.shift or 0, days=core.number))
        back = (today.weekday() - core.number) % 7
        if core.shift == -1:
            return pd.single_day(today - timedelta(days=back or 7))
        if ahead:
            return pd.single_day(today + timedelta(days=(core.number - today.weekday()) % 7))
        return pd.single_day(today - timedelta(days=back))
    except OverflowError:
        return pd.unresolved("day")
