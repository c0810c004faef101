"""Four digits that are a year, told from house numbers, telephone numbers and times of day."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values.number_tokens import Tokens

_STREET = re.compile(
    r"[ \xa0](?:[NSEW]\.?[ \xa0])?"
    r"(?:(?:[A-Z][\w'’-]{0,20}\.?|\d{1,3}(?:st|nd|rd|th))[ \xa0]){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Way|Place|Pl|Court|Ct|Square|"
    r"Highway|Hwy|Parkway|Pkwy|Terrace|Circle|Plaza|Row|Alley|Crescent|Close|Trail|Turnpike)\b"
)
_IN = word_list("values", "years.in")
"""Words before a year, not before the number of a house."""

_NUMBERED = word_list("values", "years.numbered")
"""Nouns whose number follows them."""

_ZONES = word_list("values", "years.zones")
_BEFORE_CHRIST = word_list("values", "years.before_christ")


def is_year(tokens: Tokens, at: int) -> bool:
    """Whether the four digits at a token, which nothing else shows to be a year, may be one."""
    words, text = tokens.words, tokens.text
    before = words[at - 1].lower() if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if after in _ZONES or is_before_christ(tokens, at + 1):
        return False
    if before == "at" or before in _NUMBERED or (before == "." and words[at - 2] in ("No", "no")):
        return False
    if _is_piece_of_number(tokens, at):
        return False
    if before not in _IN and _STREET.match(text, tokens.ends[at]):
        return False
    return not _is_clock(words[at], before, tokens, at)


def is_before_christ(tokens: Tokens, at: int) -> bool:
    """Whether years or centuries before token `at` are counted backwards."""
    return at < len(tokens.words) and tokens.words[at].lower() in _BEFORE_CHRIST


def _is_piece_of_number(tokens: Tokens, at: int) -> bool:
    """Whether the digits end a telephone number ("555-2019", "+44 20 7946 2012")."""
    codes = tokens.codes
    if at and codes[at - 1] in lx.SMALL + lx.NUMBER + lx.YEAR + lx.JUNK:
        return not tokens.words[at - 1][-1:].isalpha()
    dashed = at > 1 and codes[at - 1] == lx.DASH and tokens.glued(at) and tokens.glued(at - 1)
    return dashed and codes[at - 2] in lx.NUMBER + lx.JUNK


def _is_clock(word: str, before: str, tokens: Tokens, at: int) -> bool:
    """Whether digits are a time of day ("from 1930 on Sunday", "tonight from 2030")."""
    if word[:2] >= "24" or word[2:] >= "60" or before not in ("from", "until", "till", "by", ","):
        return False
    following = tokens.codes[at + 1 : at + 3]
    on = following[:1] == lx.IN and tokens.words[at + 1] == "on"
    days = (lx.WEEKDAY, lx.SHORT_WEEKDAY, lx.TODAY)
    if following[:1] in days or (on and following[1:] in days):
        return True
    return tokens.codes[max(0, at - 2) : at - 1] in days
