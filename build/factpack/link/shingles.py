"""Texts as hashes of their words and runs of words: what copies are found by."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\w+")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Odd 64-bit constant of the golden ratio: position counts in the hash of a run."""
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_CACHE = 400_000
"""Distinct words remembered: more than a language uses in news, some 60 MB."""


class WordHasher:
    """Hashes words to 64 bits, the same in every process; remembers the words it met."""

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self._known: dict[str, int] = {}

    def hash_words(self, text: str) -> Hashes:
        """One hash for each word, whatever its case."""
        known = self._known
        if len(known) > _CACHE:
            known.clear()
        words = _WORD.findall(text)
        try:
            return np.array([known[w] for w in words], dtype=np.uint64)
        except KeyError:
            for word in words:
                if word not in known:
                    known[word] = _hash_word(word.casefold())
            return np.array([known[w] for w in words], dtype=np.uint64)


def _hash_word(word: str) -> int:
    data = word.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def word_spans(text: str) -> NDArray[np.int64]:
    """Start and end of each word that `hash_words` sees, as rows, in code points."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return np.array(spans, dtype=np.int64).reshape(-1, 2)


def runs(words: Hashes, length: int) -> Hashes:
    """Hash of each run of so many words; one run of all words where there are fewer.

    >>> len(runs(WordHasher().hash_words("one two three four"), 3))
    2
    """
    if len(words) == 0:
        return words
    length = min(length, len(words))
    n = len(words) - length + 1
    total = np.zeros(n, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for k in range(length):
            total = total * _MULTIPLIER + words[k : k + n]
        total ^= total >> np.uint64(31)
        total *= _MIX
        total ^= total >> np.uint64(29)
    return total


def jaccard(a: Hashes, b: Hashes) -> float:
    """Share of the runs of two texts that stand in both; 1.0 for two empty ones."""
    one, other = np.unique(a), np.unique(b)
    both = len(np.intersect1d(one, other, assume_unique=True))
    either = len(one) + len(other) - both
    return both / either if either else 1.0


def contained(short: Hashes, long: Hashes) -> float:
    """Share of the runs of a text that stand in another; 0.0 where it has none.

    >>> one, other = (runs(WordHasher().hash_words(t), 2) for t in ("a b c", "x a b c y"))
    >>> contained(one, other), contained(other, one)
    (1.0, 0.5)
    """
    one, other = np.unique(short), np.unique(long)
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / len(one) if len(one) else 0.0


def digest(words: Hashes) -> bytes:
    """128 bits that stand for a sequence of words."""
    data: Any = words.tobytes()
    return blake2b(data, digest_size=16).digest()
