"""How many words of an article may be published whose rights withhold words."""

from __future__ import annotations

from factpack_validators.sql import literal

EXCERPT_WORDS = 25
EXCERPT_CHARS = 250
"""The longest excerpt: a sentence of news; the characters bound scripts that put no spaces."""

EXCERPT_SHARE = 0.25
"""Share of the characters of an article that its title and excerpts give out together, at most; a
dataset.yaml may ask for less (`excerpt_share`). Laws name no number: this is the strictest of the
house rules of agencies that we know, and leaves all names and most values in a news article."""

RUN_WORDS = 8
"""Shortest run of words that counts as taken from an article: seven in a row can be a name, a title
of office or a turn of phrase; of eight, two writers rarely choose the same."""

NAME_WORDS = RUN_WORDS - 1
NAME_CHARS = 100
NAME_UNSPACED = 25
"""Longest name or title of office, by words split at punctuation, by characters, and by characters
of scripts that put no spaces; longer ones exist, but so do sentences taken for names."""

_WORD = r"[\p{L}\p{N}]+"
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
NAME_PATTERNS = ((_WORD, NAME_WORDS), (_UNSPACED, NAME_UNSPACED), (r"(?s:.)", NAME_CHARS))
"""RE2 patterns with how often each may be found in a name."""


def is_long_name(cell: str) -> str:
    """SQL of whether a name is longer than may be published, null where it is null."""
    return " OR ".join(
        f"len(regexp_extract_all({cell}, {literal(pattern)})) > {most}"
        for pattern, most in NAME_PATTERNS
    )
