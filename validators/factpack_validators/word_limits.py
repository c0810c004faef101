"""How many words of an article may be published whose rights withhold words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from factpack_validators.sql import literal

EXCERPT_WORDS = 25
EXCERPT_CHARS = 250
"""The longest excerpt: a sentence of news; the characters bound scripts that put no spaces."""

EXCERPT_SHARE = 0.25
"""Share of the characters of an article that its title and excerpts give out together, at most; a
dataset.yaml may ask for less (`excerpt_share`). Laws name no number: this is the strictest of the
house rules of agencies that we know, and leaves all names and most values in a news article."""

SENTENCE_CHARS = 1_000
"""Longest sentence that is given whole, four times as long as those of news get: a text without a
full stop would else be given as often as it states something."""

RUN_WORDS = 8
"""Shortest run of words that counts as taken from an article: seven in a row can be a name, a title
of office or a turn of phrase; of eight, two writers rarely choose the same."""

NAME_WORDS = RUN_WORDS - 1
NAME_CHARS = 100
NAME_UNSPACED = 25
"""Longest name or title of office, by words split at punctuation, by characters, and by characters
of scripts that put no spaces; longer ones exist, but so do sentences taken for names."""

_WORD = r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*"
"""What `words_of` counts, as RE2 writes it: vowel signs and accents go with their letter."""
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
NAME_PATTERNS = ((_WORD, NAME_WORDS), (_UNSPACED, NAME_UNSPACED), (r"(?s:.)", NAME_CHARS))
"""RE2 patterns with how often each may be found in a name."""


def words_of(text: str) -> list[str]:
    """Words of a text in one form: what is between white space and punctuation, case folded.

    >>> words_of("The “Azure” deal—worth $1bn_net"), words_of("हिन्दी İZMİR")
    (['the', 'azure', 'deal', 'worth', '1bn', 'net'], ['हिन्दी', 'i̇zmi̇r'])
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    return _word().findall(unicodedata.normalize("NFC", folded))


def word_starts(text: str) -> Iterator[int]:
    """Where each word of a text begins, as long as its characters are in the form of `words_of`."""
    return (match.start() for match in _word().finditer(text))


_ASCII_WORD = re.compile("[a-z0-9]+")


@cache
def _word() -> re.Pattern[str]:
    """Letters and digits with the marks on them, which the class of letters does not hold."""
    marks: list[tuple[int, int]] = []
    for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)):  # no other plane has any
        if unicodedata.category(chr(code))[0] == "M":
            if marks and marks[-1][1] == code - 1:
                marks[-1] = marks[-1][0], code
            else:
                marks.append((code, code))
    ranges = "".join(f"{chr(first)}-{chr(last)}" for first, last in marks)
    return re.compile(rf"[^\W_]++(?:[{ranges}]++[^\W_]*+)*+")


def is_long_name(cell: str) -> str:
    """SQL of whether a name is longer than may be published, null where it is null."""
    return " OR ".join(
        f"len(regexp_extract_all({cell}, {literal(pattern)})) > {most}"
        for pattern, most in NAME_PATTERNS
    )
