"""Numbers whose thousands are parted by a space: "144 000", "1 234 567.89"."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.values.number_tokens import Tokens

_DIGITS = lx.SMALL + lx.YEAR + lx.NUMBER
_GROUPS = re.compile(f"[{lx.SMALL}{lx.NUMBER}]{lx.NUMBER}+")
_HEAD = re.compile(r"[1-9]\d{0,2}")
_GROUP = re.compile(r"\d{3}")
_LAST = re.compile(r"\d{3}(?:\.\d+)?")
_SPACES = frozenset(" \xa0\u2009\u202f")
_MOST_GROUPS = 7
"""With the first; floats hold no more digits, and what is longer is a table."""
_CALENDAR = frozenset((lx.MONTH, lx.SHORT_MONTH))


def join_thousands(tokens: Tokens) -> Tokens:
    """The same words, with groups of three digits joined to the number that they end.

    Joined digits are written with commas, as elsewhere in English. Left alone are digits that
    another number precedes or follows ("1 800 555 1234"), days of a month, and what follows a
    word with a capital, unless it ends in "000" or has more groups: "Airbus 320 200 times".
    """
    taken: list[tuple[int, int]] = []
    for match in _GROUPS.finditer(tokens.codes):
        if _is_number(tokens, match.start(), match.end()):
            taken.append(match.span())
    if not taken:
        return tokens
    words, starts, ends = list[str](), list[int](), list[int]()
    codes: list[str] = []
    at = 0
    for first, end in taken:
        words += [*tokens.words[at:first], ",".join(tokens.words[first:end])]
        codes += [tokens.codes[at:first], lx.NUMBER]
        starts += tokens.starts[at : first + 1]
        ends += [*tokens.ends[at:first], tokens.ends[end - 1]]
        at = end
    return Tokens(
        tokens.text,
        words + tokens.words[at:],
        starts + tokens.starts[at:],
        ends + tokens.ends[at:],
        "".join(codes) + tokens.codes[at:],
    )


def _is_number(tokens: Tokens, first: int, end: int) -> bool:
    words, codes, starts, ends = tokens.words, tokens.codes, tokens.starts, tokens.ends
    *inner, last = words[first + 1 : end]
    return (
        end - first <= _MOST_GROUPS
        and bool(_HEAD.fullmatch(words[first]))
        and all(map(_GROUP.fullmatch, inner))
        and bool(_LAST.fullmatch(last))
        and all(tokens.text[ends[i - 1] : starts[i]] in _SPACES for i in range(first + 1, end))
        and (end == len(codes) or codes[end] not in _DIGITS)
        and _may_begin(tokens, first, end)
    )


def _may_begin(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a number may begin here, seen from the word before it."""
    if not first:
        return True
    start = tokens.starts[first]
    mark = tokens.text[start - 1]
    if mark.isalnum() or mark in "/.,#_:@=":
        return False
    if mark in "-–" and not tokens.text[start - 2].isdigit():
        return False  # "F-150 200 km"; "2 000-3 000" is a range
    before, code = tokens.words[first - 1], tokens.codes[first - 1]
    if code in _DIGITS or code in _CALENDAR or before == "+":
        return False
    if code == lx.WORD and not before.islower():
        return end - first > 2 or tokens.words[end - 1] == "000"
    return True
