"""Words and marks of a text with their offsets, as every step of the extraction sees them.

A word keeps what binds it: stops and ampersands inside ("U.S", "AT&T", "example.com"), hyphens
("Coca-Cola"), apostrophes ("O’Neill", "don't"). What English merely attaches is a token of its
own: the clitics "’s", "’ll", "’re", "’ve", "’d", "’m", and the lower-case tail of a compound whose
head is a name ("Orrin-backed" reads "Orrin", "-", "backed").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import ClassVar, Final

# A piece is a token with the one space that may follow it, or a stretch of white space; pieces
# tile the text, so their lengths add up to offsets. No two branches begin alike, no class repeats
# inside itself, and a word gives nothing back: the scan is linear. Most words are followed by a
# space, which is therefore tried first.
_PIECE: Final = re.compile(
    r"\w++(?:[ \u00a0]|"
    r"(?:(?:[&-]|\.(?!(?<=[a-zà-ÿ]\.)[A-ZÀ-Þ][a-zà-ÿ])|['’](?!(?:s|S|ll|re|ve|d|m)\b))\w++)*+"
    r"[ \u00a0]?)"
    r"|[^\w\s'’][ \u00a0]?"
    r"|['’](?:(?:s|S|ll|re|ve|d|m)\b)?[ \u00a0]?"
    r"|\s+"
)

_PREFIXES: Final = frozenset(
    "co non anti pre post ex vice self multi semi sub inter intra mid re un over under pro cross "
    "counter ultra mega micro mini macro hyper super trans bi tri quasi pseudo neo vis".split()
)
"""Heads that belong to the word after the hyphen: "Co-founder" is one word, "Orrin-backed" two."""

_FREE_PREFIXES: Final = frozenset(["ex", "non", "pre", "post", "anti", "pro"])
"""Prefixes in lower case that leave the name after them whole: "ex-Orrin"."""
_TAILS: Final = frozenset(
    "led run owned built made born held sold sent style like type wide class level era only free "
    "first friendly centric compatible native heavy rich aware ready specific exclusive side "
    "based founder founders owner owners maker makers parent partner rival turned bound plus "
    "grown trained sized dominated linked aged ready dependent independent affiliated unit "
    "oriented driven themed and the cum cloud area backed".split()
)
"""Tails of compounds whose head is a name, besides participles: "Orrin-style"; not "Orrin-moon"."""


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
    part = text if not start and end is None else text[start:end]
    chunks = list(map(_chunks.__getitem__, part.split(" ")))
    words = [word for chunk in chunks for word in chunk[0]]
    lower = [word for chunk in chunks for word in chunk[1]]
    starts = list(accumulate([step for chunk in chunks for step in chunk[2]], initial=start))
    starts.pop()
    if "" in words:
        kept = [i for i, word in enumerate(words) if word]
        words, lower = [words[i] for i in kept], [lower[i] for i in kept]
        starts = [starts[i] for i in kept]
    return Tokens(words, lower, starts, list(map(add, starts, map(len, words))))


_Chunk = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]
"""Words, the same in lower case, and for each the way from its start to that of the next."""


class _Chunks(dict[str, _Chunk]):
    """The tokens of what stands between two spaces, kept: most of it stands in every article.

    No token spans a space and none depends on what stands beyond one, so that a text is scanned
    chunk by chunk, and each chunk but once.
    """

    _MOST: ClassVar[int] = 1 << 15
    """Chunks that are kept: 9 MB of English words, 32 MB of marks and letters at random."""
    _LONGEST: ClassVar[int] = 32

    def __missing__(self, text: str) -> _Chunk:
        """Scan a chunk that is not known yet."""
        words: list[str] = []
        steps: list[int] = []
        for piece in _PIECE.findall(text):
            word = piece.strip()
            if not word and steps:
                steps[-1] += len(piece)
                continue
            cut = _cut(word) if "-" in word and len(word) > 1 else 0
            if cut:
                words += (word[:cut], "-", word[cut + 1 :])
                steps += (cut, 1, len(piece) - cut - 1)
            else:
                words.append(word)
                steps.append(len(piece))
        if steps:
            steps[-1] += 1  # the space behind
        else:
            words, steps = [""], [1]
        lower = (low if (low := word.lower()) != word else word for word in words)
        chunk = tuple(words), tuple(lower), tuple(steps)
        if len(text) <= self._LONGEST:
            if len(self) >= self._MOST:
                self.clear()
            self[text] = chunk
        return chunk


_chunks: Final = _Chunks()


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
