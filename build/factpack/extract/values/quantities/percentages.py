"""Percentages, percentage points and basis points."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.values import numbers as nb
from factpack.extract.values.bounds import Bounds
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.quantities.numbered import Reading, number_of


def read_percent(tokens: Tokens, codes: str, match: re.Match[str]) -> Reading | None:
    """5%, 20 to 25 percent, half a percentage point; nothing inside an address ("a%20b")."""
    if match.end() < len(codes) and tokens.glued(match.end()) and codes[match.end()] in "DYNox_":
        return None
    points = match.group("points")
    word = tokens.words[match.end() - 1 - bool(points)]
    if points and not word.startswith("percentage"):
        points = None
    last = match.end() - (bool(match.group("points")) and not points)
    unit = "percentage point" if points else "percent"
    two = match.group("two")
    first = match.start("two")
    part = _part_before(tokens, first) if two in (lx.A, lx.SMALL_WORD) else None
    if part is not None:
        return part[0], last, Bounds(part[1]), unit
    if two[-1] == lx.A:
        half = lx.HALF in two
        if (not half and not points) or tokens.codes[first - 1 : first] == lx.OF:
            return None
        return first, last, Bounds(0.5 if half else 1.0), unit
    number = number_of(tokens, match)
    return (number[0], last, number[1], unit) if number else None


def _part_before(tokens: Tokens, at: int) -> tuple[int, float] | None:
    """The fraction of "a tenth of a percentage point", "half of one percent"; its first token."""
    codes, words = tokens.codes, tokens.words
    if codes[at] != lx.A and words[at] != "one":
        return None
    match = _PART_OF.search(codes, max(0, at - 5), at)
    if not match:
        return None
    word = words[match.start("part")]
    equal = lx.PARTS.get(word) or lx.ORDINALS.get(word) or {"half": 2}.get(word, 4)
    counted = match.group("count")
    count = lx.SMALL_NUMBERS[words[match.start("count")]] if counted == lx.SMALL_WORD else 1
    if equal < 2 or not count:
        return None
    return match.start(), round(count / equal, 6)


_PART_OF = nb.grammar(
    "(?:(?P<count><A>|<SMALL_WORD>)<DASH>?)?(?P<part>[<ORDINAL><PART><HALF><QUARTER>])<OF>$"
)


def read_basis_points(tokens: Tokens, codes: str, match: re.Match[str]) -> Reading | None:
    """25 basis points."""
    number = number_of(tokens, match)
    return (number[0], match.end(), number[1], "basis point") if number else None
