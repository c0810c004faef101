"""Words and marks of a text with their offsets, as every step of the extraction sees them.

A word keeps what binds it: stops and ampersands inside ("U.S", "AT&T", "example.com"), hyphens
("Coca-Cola"), apostrophes ("O’Neill", "don't"). What English merely attaches is a token of its
own: the clitics "’s", "’ll", "’re", "’ve", "’d", "’m", and the lower-case tail of a compound whose
head is a name ("Orrin-backed" reads "Orrin", "-", "backed").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import NamedTuple

# A piece is a token with the one space that may follow it, or a stretch of white space; pieces
# tile the text, so their lengths add up to offsets. No two branches begin alike, no class repeats
# inside itself, and a word gives nothing back: the scan is linear. Most words are followed by a
# space, which is therefore tried first.
_PIECE = re.compile(
    r"\w++(?:[ \u00a0]|"
    r"(?:(?:[&-]|\.(?!(?<=[a-zà-ÿ]\.)[A-ZÀ-Þ][a-zà-ÿ])|['’](?!(?:s|S|ll|re|ve|d|m)\b))\w++)*+"
    r"[ \u00a0]?)"
    r"|[^\w\s'’][ \u00a0]?"
    r"|['’](?:(?:s|S|ll|re|ve|d|m)\b)?[ \u00a0]?"
    r"|\s+"
)

_PREFIXES = frozenset(
    "co non anti pre post ex vice self multi semi sub inter intra mid re un over under pro cross "
    "counter ultra mega micro mini macro hyper super trans bi tri quasi pseudo neo vis".split()
)
"""Heads that belong to the word after the hyphen: "Co-founder" is one word, "Orrin-backed" two."""

_FREE_PREFIXES = frozenset(["ex", "non", "pre", "post", "anti", "pro"])
"""Prefixes in lower case that leave the name after them whole: "ex-Orrin"."""
_TAILS = frozenset(
    "led run owned built made born held sold sent style like type wide class level era only free "
    "first friendly centric compatible native heavy rich aware ready specific exclusive side "
    "based founder founders owner owners maker makers parent partner rival turned bound plus "
    "grown trained sized dominated linked aged ready dependent independent affiliated unit "
    "oriented driven themed and the cum cloud area backed".split()
)
"""Tails of compounds whose head is a name, besides participles: "Orrin-style"; not "Orrin-moon"."""


class Token(NamedTuple):
    """A word or mark; `text` is `[start, end)` of the text that was scanned."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text as columns: the i-th of each belongs to the i-th token.

    Attributes:
        words: as written.
        lower: in lower case.
        starts: offset of the first character.
        ends: offset after the last character.
    """

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def index_from(self, offset: int) -> int:
        """Number of the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)


@lru_cache(maxsize=2)
def scan(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Tokens of `text[start:end]`, with offsets into `text`; linear in the length.

    The last results are kept, since several steps read the same article one after another: treat
    them as read-only.

    >>> scan("Orrin-backed Vela’s U.S. arm").words
    ['Orrin', '-', 'backed', 'Vela', '’s', 'U.S', '.', 'arm']
    """
    pieces = _PIECE.findall(text, start, len(text) if end is None else end)
    words = list(map(str.strip, pieces))
    starts = list(accumulate(map(len, pieces), initial=start))
    starts.pop()
    if "" in words:
        kept = [i for i, word in enumerate(words) if word]
        words = [words[i] for i in kept]
        starts = [starts[i] for i in kept]
    if "-" in text:
        words, starts = _split_compounds(text, words, starts)
    ends = list(map(add, starts, map(len, words)))
    return Tokens(words, list(map(str.lower, words)), starts, ends)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The same tokens as `scan`, as a list of rows.

    >>> tokenize("It’s")
    [Token(text='It', start=0, end=2), Token(text='’s', start=2, end=4)]
    """
    tokens = scan(text, start, end)
    return list(map(Token, tokens.words, tokens.starts, tokens.ends))


def _split_compounds(text: str, words: list[str], starts: list[int]) -> tuple[list[str], list[int]]:
    """The same columns with every compound split whose head is a name and whose tail is not."""
    cuts: dict[int, int] = {}
    at = text.find("-", starts[0]) if starts else -1
    while at >= 0:
        i = bisect_right(starts, at) - 1
        word = words[i]
        if len(word) > 1 and at < starts[i] + len(word) and (cut := _cut(word)):
            cuts[i] = cut
        at = text.find("-", max(at + 1, starts[i] + len(word)))
    if not cuts:
        return words, starts
    new_words: list[str] = []
    new_starts: list[int] = []
    done = 0
    for i, cut in cuts.items():
        word, start = words[i], starts[i]
        new_words += [*words[done:i], word[:cut], "-", word[cut + 1 :]]
        new_starts += [*starts[done:i], start, start + cut, start + cut + 1]
        done = i + 1
    return new_words + words[done:], new_starts + starts[done:]


def _cut(word: str) -> int:
    """Offset of the hyphen that parts a name from the rest of its compound; 0 where none does."""
    if word.islower():
        return 0
    first = word.find("-")
    if word[:first] in _FREE_PREFIXES and word[first + 1].isupper():
        return first
    at = word.rfind("-")
    tail = word[at + 1 :]
    if not (tail.isalpha() and tail.islower() and len(tail) > 2):
        return 0
    if not (tail.endswith(("ed", "ing", "al", "ic")) or tail in _TAILS):
        return 0
    # "Orrin-in-waiting": the head ends before the first of the lower-case parts.
    while (before := word.rfind("-", 0, at)) >= 0 and word[before + 1 : at].islower():
        at = before
    head = word[:at]
    return 0 if head.lower() in _PREFIXES or head.islower() or head.isnumeric() else max(at, 0)
