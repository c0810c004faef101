"""Bounds of amounts: the words that make one a bound, and those by which two are no range."""

from __future__ import annotations

import re
from typing import NamedTuple

from factpack.extract.languages.en.word_lists import word_list


class Bounds(NamedTuple):
    """A number with the bounds that its words set; at least one is a number."""

    amount: float | None
    low: float | None = None
    high: float | None = None


_LOWER = word_list("values", "bounds.lower")
_UPPER = word_list("values", "bounds.upper")
_BOUND_BEFORE = re.compile(
    rf"\b(?:(?P<low>{'|'.join(sorted(_LOWER))})|(?P<high>{'|'.join(sorted(_UPPER))}))[^\S\n]+$"
)
_BOUND_ENDS = tuple(sorted({words.split()[-1] for words in _LOWER | _UPPER}))
"""What stands before every amount that is a bound: most others are told from it by this alone."""
_BOUND_AFTER = re.compile(
    r" ?(?:\+(?!\w)|-?plus\b|or (?:more|greater|higher|above)\b|and (?:up|above)\b|"
    r"(?P<high>or (?:less|lower|fewer|under|below)\b))",
    re.IGNORECASE,
)
_BOUND_REACH = 20
_CHANGE = re.compile(
    r"\b(?:rise|rose|risen|fell|fall|fallen|grew|grow|grown|jump|climb|drop|declin|increas|decreas|"
    r"cut|rais|lower|reduc|up|down|slump|surg|slid|gain|went|go|chang|mov|push|delay|postpon|"
    r"shift|improv|widen|narrow|expand|boost|slash|trim|double|shr[aiu]nk)\w*\b"
)


_MOVED = re.compile(
    r"\b(?:rise|rises|rose|risen|rising|falls?|fell|fallen|falling|grew|grows?|grown|growing|"
    r"(?:jump|climb|drop|soar|surg|plung|tumbl|slump|declin|increas|decreas|slipp?)(?:p?e?[sd]|p?ing|e)?|"
    r"(?:cut|reduced|lowered|raised|increased|slashed|trimmed)(?=\s+by\s)|"
    r"sank|sinks?|slid|slides?|gain(?:s|ed)?|up|down)\s+(?:by\s+)?"
    r"(?:(?:more|less)\s+than\s+|about\s+|nearly\s+|almost\s+|around\s+|over\s+|some\s+|roughly\s+)?$"
)


def follows_change(text: str, start: int) -> bool:
    """Whether an amount at an offset is how far something moved: "fell $3 to $50" is no range."""
    return _MOVED.search(text[max(0, start - 40) : start].lower()) is not None


def bounded(text: str, start: int, end: int) -> tuple[int, int, str | None]:
    """Widen a span by the words that make it a bound, on the same line.

    Returns:
        The new span, and "low", "high" or None for what the amount then is.
    """
    lead = text[max(0, start - _BOUND_REACH) : start].lower()
    before = _BOUND_BEFORE.search(lead) if lead.rstrip().endswith(_BOUND_ENDS) else None
    if before:
        kind = "low" if before.group("low") else "high"
        return start - (before.end() - before.start()), end, kind
    after = _BOUND_AFTER.match(text, end, end + _BOUND_REACH)
    if after:
        return start, after.end(), "high" if after.group("high") else "low"
    return start, end, None


def tells_change(text: str, start: int) -> bool:
    """Whether "from" before an offset belongs to a change ("rose from 5 to 7"), not to a range."""
    return _CHANGE.search(text[max(0, start - 60) : start].lower()) is not None


def with_bound(amount: float, kind: str | None) -> Bounds:
    """Bounds of an amount that is itself a lower or an upper bound, or exact."""
    if kind == "low":
        return Bounds(None, low=amount)
    return Bounds(None, high=amount) if kind == "high" else Bounds(amount)
