"""Runs of words as numbers, so that those of a large release fit in memory. Needs numpy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

Words: TypeAlias = tuple[str, ...]
Numbers: TypeAlias = np.ndarray[tuple[int], np.dtype[np.uint64]]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def run_hashes(texts: Iterable[Sequence[str]], numbers: Mapping[str, int], length: int) -> Numbers:
    """Sorted hashes of all runs of so many words that all have numbers.

    Args:
        texts: words of each text.
        numbers: of words, from 1.
        length: words of a run.
    """
    found = [
        _hash_runs(_numbered(words, numbers), length)[0] for words in texts if len(words) >= length
    ]
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.uint64)


def runs_with(
    hashes: Numbers, texts: Iterable[Sequence[str]], numbers: Mapping[str, int], length: int
) -> set[Words]:
    """Runs of some texts that have one of the hashes, which are sorted."""
    runs: set[Words] = set()
    if not len(hashes):
        return runs
    for words in texts:
        mine, starts = _hash_runs(_numbered(words, numbers), length)
        places = np.minimum(np.searchsorted(hashes, mine), len(hashes) - 1)
        for start in starts[hashes[places] == mine].tolist():
            runs.add(tuple(words[start : start + length]))
    return runs


def _numbered(words: Sequence[str], numbers: Mapping[str, int]) -> Numbers:
    """Numbers of words, 0 for those without."""
    return np.fromiter((numbers.get(w, 0) for w in words), np.uint64, len(words))


def _hash_runs(numbers: Numbers, length: int) -> tuple[Numbers, Numbers]:
    """Hashes of all runs of words that have numbers, and where they begin."""
    n = len(numbers) - length + 1
    if n <= 0:
        return np.empty(0, np.uint64), np.empty(0, np.uint64)
    hashes = np.zeros(n, np.uint64)
    whole = np.ones(n, bool)
    for i in range(length):
        part = numbers[i : i + n]
        hashes = hashes * _FACTOR + part * part + part
        whole &= part > 0
    return hashes[whole], np.flatnonzero(whole).astype(np.uint64)
