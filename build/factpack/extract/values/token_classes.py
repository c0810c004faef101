"""What a piece of a text is to the grammars of values: its pattern, and the class of each word."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.currencies import CURRENCIES

_DATE = r"\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d\d)"
_STAMP = r"\d{4}-\d\d-\d\dT\d\d(?::?\d\d){0,2}(?:[.,]\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?(?!\w)"
_NUMERIC_DATE = re.compile(f"{_DATE}|{_STAMP}", re.IGNORECASE)
TOKEN = re.compile(
    # The commonest first; white space fails at once.
    r"(?=\S)(?:[^\W\d_]{3,}+"
    r"|(?=\d)(?:"
    rf"(?<![\w.,/-])(?:{_STAMP}|(?:{_DATE})(?![\w/-]|\.\d))"
    r"|\d{1,3}(?:,\d{2,3})+(?![\d,])(?:\.\d+)?(?!,\d)"
    # "3,4" and "1.234,5" are decimals of other languages, or lists; "7,2017" a day and its year.
    r"|(?<!\d,)\d++(?:\.\d++)*+(?:,\d++(?:\.\d++)*+)++(?<!,[12]\d{3})"
    r"|[1-4][QH](?:\d\d)?\b"
    r"|\d++(?:\.\d++)*+(?:(?:st|nd|rd|th|s)(?![^\W\d_]))?)"
    r"|['’]s\b"
    r"|[QqHh][1-4]\b"
    r"|[Ff][Yy]\d\d(?:\d\d)?\b"
    r"|[^\W\d_](?:\.[^\W\d_])+(?![^\W\d_])"
    r"|[^\W\d_]+"
    r"|\S)"
)
_GROUPED = re.compile(r"\d{1,3}(?:(?:,\d{3})+|(?:,\d\d)+,\d{3})(?:\.\d+)?")
_LONGEST_NUMBER = 24
"""Characters; what is longer is an identifier, and floats hold no more digits anyway."""


def _known() -> dict[str, tuple[str, str]]:
    """Every spelling of every word of the lexicon."""
    known: dict[str, tuple[str, str]] = {}
    for code in CURRENCIES.codes:
        known[code] = (code, lx.CODE)
    for code in CURRENCIES.plain_codes:
        known[code.lower()] = (code, lx.CODE)
    for code in CURRENCIES.million_codes:
        known["M" + code] = ("M" + code, lx.CODE)
    for word in lx.SHORT_SCALES:
        for spelling in (word, word.upper(), word.title()):
            known.setdefault(spelling, (word, lx.SHORT_SCALE))
    for word, letter in lx.CLASSES.items():
        for spelling in (word, word.title(), word.upper()):
            if spelling == word or spelling not in CURRENCIES.codes:
                known[spelling] = (word, letter)
    for word in lx.CAPITAL_ONLY:
        known[word] = (word, lx.WORD)
    for mark in ("'s", "’s"):
        known[mark] = (mark, lx.POSSESSIVE)
    return known


_KNOWN = _known()


def classified(raw: str) -> tuple[str, str]:
    """A token as kept and its class."""
    found = _KNOWN.get(raw)
    if found:
        return found
    if raw[0].isdecimal():
        word = raw.lower()
        return word, _digits_class(word)
    if raw[0].isalpha():
        if raw[-1].isdecimal():
            word = raw.lower()
            return word, lx.FISCAL_CODE if word.startswith("fy") else lx.QUARTER_CODE
        found = _KNOWN.get(raw.lower())
        # Mixed case such as "MiLLion"; "iOs" and other names stay.
        return found if found and found[1] != lx.CODE else (raw, lx.WORD)
    return raw, lx.MARK


def _digits_class(word: str) -> str:
    if _NUMERIC_DATE.fullmatch(word):
        return lx.NUMERIC_DATE
    last = word[-1]
    if len(word) > _LONGEST_NUMBER:
        return lx.JUNK
    if last in "hdt":
        # "The 99.95th percentile" has no rank.
        return lx.ORDINAL if word[:-2].isdecimal() else lx.JUNK
    if last == "s":
        number = word[:-1]
        decade = number.isdecimal() and len(number) in (2, 4) and number[-1] == "0"
        return lx.DECADE if decade else lx.JUNK
    if word[1:2] in ("q", "h"):
        return lx.QUARTER_CODE
    if word.isdecimal():
        if not word.isascii():
            return lx.JUNK
        if len(word) == 4 and "1000" <= word < "2200":
            return lx.YEAR
        return lx.SMALL if len(word) <= 2 and int(word) <= 31 else lx.NUMBER
    if "," in word:
        return lx.NUMBER if _GROUPED.fullmatch(word) else lx.JUNK
    return lx.NUMBER if word.count(".") == 1 and word.isascii() else lx.JUNK
