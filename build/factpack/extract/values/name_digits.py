"""Digits that are part of a name or an address and no value: "COVID-19", "3G", "a%20b"."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values.number_tokens import Tokens, blank

_AFTER_DIGITS = frozenset(
    (
        lx.SHORT_SCALE,
        lx.SCALE,
        lx.NOUN,
        lx.CODE,
        lx.PERCENT,
        lx.UNIT,
        lx.CLOCK,
        lx.SUBUNIT,
        lx.SYMBOL,
        lx.BASIS_POINT,
    )
)
_BEFORE_DIGITS = frozenset((lx.CODE, lx.MONTH, lx.SHORT_MONTH, lx.NOUN))
MEASURES = word_list("values", "name_digits.measures")
"""Abbreviations of physical units that touch the number before them."""

_NUMBERS = re.compile("[DYNo]")
_BEFORE_WORDS = frozenset((lx.WORD, lx.JUNK, lx.DOT))
_BEFORE_MARKS = frozenset("#_\\:@=")


def without_junk(tokens: Tokens) -> Tokens:
    """Mark digits that are part of a name or an address: "COVID-19", "3G", "a%20b"."""
    words, codes, starts, ends = tokens.words, tokens.codes, tokens.starts, tokens.ends
    junk: list[tuple[int, int]] = []
    other: list[tuple[int, int]] = []
    last = len(words) - 1
    for match in _NUMBERS.finditer(codes):
        i = match.start()
        if not words[i][0].isdigit():
            continue
        if codes[i + 1 : i + 2] == lx.SHORT_SCALE and not _is_scale(tokens, i + 1):
            other.append((i + 1, i + 2))
        if i and ends[i - 1] == starts[i] and not _may_precede(tokens, i):
            junk.append((i, i + 1))
        elif i < last and ends[i] == starts[i + 1]:
            after = words[i + 1]
            if after[:1].isalpha() and codes[i + 1] not in _AFTER_DIGITS:
                if after.lower() not in MEASURES and after not in ("x", "c"):
                    junk.append((i, i + 1))
    codes = blank(codes, junk, lx.JUNK)
    codes = blank(codes, other, lx.WORD)
    return Tokens(tokens.text, words, starts, ends, codes)


def _is_scale(tokens: Tokens, at: int) -> bool:
    """Whether the abbreviation at token `at` is a scale; that of "$20 T-shirt" is none."""
    words, codes = tokens.words, tokens.codes
    if tokens.glued(at) or len(words[at]) > 1:
        return True
    if at + 2 < len(words) and tokens.glued(at + 1) and tokens.glued(at + 2):
        if codes[at + 1] != lx.DOT and words[at + 2][:1].isalpha():
            return words[at + 2] == "plus"
    return words[at] != "t" or codes[at + 1 : at + 2] != lx.WORD


def _may_precede(tokens: Tokens, at: int) -> bool:
    """Whether digits that touch token `i - 1` are still a number ("USD5", "mid-2011")."""
    words, codes = tokens.words, tokens.codes
    before = codes[at - 1]
    if before in (lx.DASH, lx.SLASH):
        if tokens.glued(at - 1) and words[at - 2][:1].isalpha():
            # "COVID-19" and "F-150" are names; "post-2008" is not.
            return codes[at - 2] != lx.WORD or (words[at - 2].islower() and len(words[at - 2]) > 2)
        return True
    if words[at - 1][:1].isalpha():
        signed = tokens.glued(at - 1) and codes[at - 2] == lx.SYMBOL  # "$US5"
        return signed or before in _BEFORE_DIGITS
    if before == lx.DOT and codes[at - 2 : at - 1] == lx.SHORT_MONTH and tokens.glued(at - 1):
        return True  # "Dec.25".
    return before not in _BEFORE_WORDS and words[at - 1] not in _BEFORE_MARKS
