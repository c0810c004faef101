"""The number of a quantity: one or a range of two, with its sign."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values import numbers as nb
from factpack.extract.values.bounds import Bounds, follows_change, tells_change
from factpack.extract.values.number_tokens import Tokens

Reading = tuple[int, int, Bounds, str]
"""First token, token after the last, number, unit."""
NUMBERED = (
    f"(?=[{nb.FIRST}])(?:(?P<one>{nb.NUMBER})(?P<unit><PERCENT>)?(?P<range><DASH>?<TO>|<DASH>|<AND>))?"
    f"(?P<two>{nb.NUMBER}|<HALF><A>|<A>)(?P<plus><PLUS>)?<DASH>?"
)
"""A number or a range of them."""


def number_of(tokens: Tokens, match: re.Match[str]) -> tuple[int, Bounds] | None:
    """The number or range of a match, and its first token."""
    two_from, two_to = match.span("two")
    if match.group("two")[-1] == lx.A:
        return None
    two = nb.read_number(tokens, two_from, two_to)
    if two is None:
        return None
    if match.group("range"):
        one_from, one_to = match.span("one")
        one = nb.read_number(tokens, one_from, one_to)
        sign_from, sign = sign_of(tokens, one_from)
        between = match.group("range")
        before = tokens.words[one_from - 1] if one_from else ""
        joins = between != lx.AND or before == "between"
        whole = None
        if between == lx.DASH:
            whole = nb.hyphened(tokens, (one_from, one_to), (two_from, two_to))
        elif between == lx.AND and before != "between":
            # "A hundred and twenty".
            hundred = tokens.codes[one_to - 1] in (lx.HUNDRED, lx.SCALE)
            if hundred and tokens.codes[two_from] == lx.SMALL_WORD:
                whole = nb.read_number(tokens, one_from, two_to)
        if whole is not None:
            return one_from, Bounds(whole)
        if lx.TO in between and before == "from":
            joins = not tells_change(tokens.text, tokens.starts[one_from - 1])
        elif lx.TO in between:
            joins = not follows_change(tokens.text, tokens.starts[one_from])
        if between == lx.DASH:
            joins = tokens.glued(match.start("range")) and tokens.glued(two_from)
            # "7-Eleven" is a name.
            joins = (
                joins and tokens.words[one_from][0].isdigit() == tokens.words[two_from][0].isdigit()
            )
        if one is not None and joins:
            one = sign * nb.share_scale(tokens, (one_from, one_to), (two_from, two_to), one)
            if one < two:
                return sign_from - (between == lx.AND), Bounds(None, one, two)
        if between == lx.DASH:
            return two_from, Bounds(two)
    begin, sign = sign_of(tokens, two_from)
    if match.group("plus"):
        return (begin, Bounds(None, two)) if tokens.glued(two_to) else None
    return begin, Bounds(sign * two)


def sign_of(tokens: Tokens, number: int) -> tuple[int, int]:
    """Where a number with its sign begins, and -1 below zero, else 1.

    What "fell -2.6%" says is the size of a fall: its sign says again what the verb does.
    """
    if not number:
        return number, 1
    before = tokens.words[max(0, number - 3) : number]
    if before[-1].lower() in ("minus", "negative"):
        # "Plus or minus three" is as much above as below.
        either = len(before) == 3 and before[-2] == "or" and before[0].lower() == "plus"
        return (number, 1) if either or _falls(tokens, number - 1) else (number - 1, -1)
    if tokens.codes[number - 1] == lx.DASH and tokens.glued(number) and before[-2:-1] != ["/"]:
        opened = number > 1 and tokens.words[number - 2] in _OPENING
        if not tokens.glued(number - 1) or number == 1 or opened:
            return (number, 1) if _falls(tokens, number - 1) else (number - 1, -1)
    return number, 1


def _falls(tokens: Tokens, sign: int) -> bool:
    """Whether the words before a sign tell of a fall by what follows: "fell", "a drop of"."""
    before = [word.lower() for word in tokens.words[max(0, sign - 4) : sign]]
    while before and before[-1] in _ROUGHLY:
        before.pop()
    if before and before[-1] in ("by", "of"):
        before.pop()
    return bool(before) and before[-1] in _FALLING


_FALLING = word_list("values", "quantities.numbered.falling")
_ROUGHLY = word_list("values", "quantities.numbered.roughly")
_OPENING = frozenset(("(", "[", "“", "„", "«", '"', "‘", ":", ";"))
