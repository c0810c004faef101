"""Durations, percentages and counts: a number and what it measures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values import numbers as nb
from factpack.extract.values.bounds import Bounds, bounded, with_bound
from factpack.extract.values.number_tokens import Tokens, blank
from factpack.extract.values.quantities.bare import bare_counts
from factpack.extract.values.quantities.counts import NOUNS, read_count, read_many_count
from factpack.extract.values.quantities.durations import (
    A_DURATION,
    UNIT,
    read_a_duration,
    read_duration,
    read_many_units,
)
from factpack.extract.values.quantities.numbered import NUMBERED, Reading, sign_of
from factpack.extract.values.quantities.percentages import read_basis_points, read_percent
from factpack.extract.values.weights import is_weight
from factpack.model import LiteralKind, LiteralValue, Value

_QUANTITY = nb.grammar(
    f"{NUMBERED}(?:(?P<percent><PERCENT>|<PER><SUBUNIT>)(?P<points><POINT>)?"
    f"|(?P<basis><BASIS><DASH>?<POINT>|<BASIS_POINT>)"
    f"|{UNIT}(?P<and><AND><A>[<HALF><QUARTER>])?|{NOUNS})"
)
_MANY = nb.grammar(f"(?P<many>{nb.MANY})(?:{UNIT}|{NOUNS})")
_BODY = nb.grammar("<WORD><OF><WORD>{0,3}?(?P<two>[<SMALL><YEAR><NUMBER>])(?!<DASH>)")
_POUNDS = nb.grammar(f"(?=[{nb.FIRST}])(?P<two>{nb.NUMBER})<DASH>?<NOUN>")

_BODIES = word_list("values", "quantities.quantities.bodies")
"""Nouns that count people by themselves: "a staff of 50"."""
_VAGUE = word_list("values", "quantities.quantities.vague")


def literals_in(tokens: Tokens, codes: str) -> list[LiteralValue]:
    """Durations, percentages and counts; `codes` are blanked where other values stand.

    `unit` is a calendar unit in the singular ("year"), `percent`, `percentage point`,
    `basis point`, or the noun that is counted, as written, in lower case ("full-time employees"
    has "employees").
    """
    found: list[LiteralValue] = []
    used: list[tuple[int, int]] = []
    for match in _QUANTITY.finditer(codes):
        kind, read = _reader(match)
        reading = read(tokens, codes, match)
        if match.group("unit") and (reading is None or reading[2].low is None):
            # "From 5% to 7%" is two percentages where it is no range, "5% to a" is one.
            one = nb.read_number(tokens, *match.span("one"))
            if one is not None:
                begin, sign = sign_of(tokens, match.start("one"))
                used.append((begin, match.start("range")))
                alone = (*used[-1], Bounds(sign * one), "percent")
                found.append(_literal(tokens, "percent", alone))
        if reading is not None:
            used.append(reading[:2])
            found.append(_literal(tokens, kind, reading))
    codes = blank(codes, used)
    if lx.UNIT in codes or lx.QUARTER in codes or lx.CLOCK in codes:
        for match in A_DURATION.finditer(codes):
            if (reading := read_a_duration(tokens, codes, match)) is not None:
                found.append(_literal(tokens, "duration", reading))
    for match in _BODY.finditer(codes) if lx.WORD + lx.OF in codes else ():
        at, number = match.start(), match.start("two")
        if tokens.words[at].lower() in _BODIES and _VAGUE.issuperset(tokens.words[at + 2 : number]):
            people = nb.read_number(tokens, number, number + 1)
            if people is not None:
                counted = _literal(tokens, "count", (number, number + 1, Bounds(people), "people"))
                found.append(replace(counted, start=tokens.starts[at]))
    for match in _POUNDS.finditer(codes) if lx.NOUN in codes else ():
        first, last = match.span()
        large = any(code in lx.SCALE + lx.HUNDRED for code in match.group("two"))
        large = large or "," in tokens.words[first]
        pounds = nb.read_number(tokens, *match.span("two"))
        if pounds is not None and is_weight(tokens, first, last, large=large):
            found.append(_literal(tokens, "count", (first, last, Bounds(pounds), "pounds")))
    for match in _MANY.finditer(codes) if lx.MANY in codes else ():
        kind = "duration" if match.group("of") else "count"
        read = read_many_units if match.group("of") else read_many_count
        if (reading := read(tokens, codes, match)) is not None:
            found.append(_literal(tokens, kind, reading))
    found += [_literal(tokens, "count", reading) for reading in bare_counts(tokens, codes)]
    found.sort(key=lambda literal: literal.start)
    return found


_Reader = Callable[[Tokens, str, "re.Match[str]"], Reading | None]


def _reader(match: re.Match[str]) -> tuple[LiteralKind, _Reader]:
    """The kind of a quantity by what stands behind its number, and what reads it."""
    if match.group("percent"):
        return "percent", read_percent
    if match.group("basis"):
        return "percent", read_basis_points
    return ("duration", read_duration) if match.group("of") else ("count", read_count)


def _literal(tokens: Tokens, kind: LiteralKind, reading: Reading) -> LiteralValue:
    first, last, bounds, unit = reading
    start, end = tokens.starts[first], tokens.ends[last - 1]
    if bounds.amount is not None:
        start, end, side = bounded(tokens.text, start, end)
        bounds = with_bound(bounds.amount, side)
    return LiteralValue(kind, start, end, Value(bounds.amount, bounds.low, bounds.high, unit=unit))
