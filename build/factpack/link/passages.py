"""Passages that an article took over from an earlier one, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from factpack.link.database import append, batches, create_empty
from factpack.link.duplicates import SAMPLE_WORDS
from factpack.link.shingles import WordHasher, runs, word_spans

MIN_PASSAGE = 16
"""Words in a row from which a passage is copied rather than worded alike: a sentence and more.
Shorter agreement ("the chief executive of …") is how everybody writes."""

MAX_GAP = 3
"""Words that may differ within a passage, between stretches that agree."""

_TEXT_BATCH = 500
_TEXTS_KEPT = 256
"""Texts of which the hashes of all words are kept: pairs of one article stand together."""
_PASSAGES = pa.schema(
    [
        ("rank", pa.int64()),
        ("char_start", pa.int64()),
        ("char_end", pa.int64()),
        ("carrier", pa.int64()),
    ]
)


def find_passages(connection: duckdb.DuckDBPyConnection) -> None:
    """Table `passages` (rank, char_start, char_end, carrier): stretches copied from a carrier.

    The carrier is the earliest article with those words, by rank; articles that are copies as a
    whole count as their first. Only articles with claims are searched.
    """
    create_empty(connection, "passages", _PASSAGES)
    hasher = WordHasher()
    words = lru_cache(_TEXTS_KEPT)(hasher.hash_words)
    there = lru_cache(_TEXTS_KEPT)(lambda source: np.unique(runs(words(source), SAMPLE_WORDS)))
    for batch in batches(connection, _CANDIDATES, _TEXT_BATCH):
        found: list[tuple[int, int, int, int]] = []
        for rank, carrier, text, source in zip(
            *(column.to_pylist() for column in batch.columns), strict=True
        ):
            for start, end in shared_stretches(text, words(text), there(source)):
                found.append((rank, start, end, carrier))
        if found:
            columns = [list(column) for column in zip(*found, strict=True)]
            append(connection, "passages", pa.table(columns, schema=_PASSAGES))


_CANDIDATES = """
    WITH carried AS (
        SELECT hash, min(first_rank) AS carrier
        FROM samples JOIN copies USING (rank)
        GROUP BY hash HAVING min(first_rank) < max(first_rank)
    ), claiming AS (
        SELECT DISTINCT rank FROM staged_claims JOIN ranks USING (article_id)
    ), pairs AS (
        SELECT DISTINCT s.rank, c.carrier
        FROM samples s
        JOIN carried c USING (hash)
        JOIN copies g ON g.rank = s.rank
        WHERE c.carrier < g.first_rank AND s.rank IN (SELECT rank FROM claiming)
    )
    SELECT p.rank, p.carrier, a.text, b.text
    FROM pairs p
    JOIN ranks x ON x.rank = p.rank JOIN staged_articles a ON a.article_id = x.article_id
    JOIN ranks y ON y.rank = p.carrier JOIN staged_articles b ON b.article_id = y.article_id
    ORDER BY p.rank, p.carrier
"""


def shared_stretches(
    text: str, words: NDArray[np.uint64], there: NDArray[np.uint64]
) -> Iterator[tuple[int, int]]:
    """Stretches of a text, in code points, whose words stand in a row in a source too.

    Args:
        text: the text.
        words: hashes of its words.
        there: sorted hashes of the runs of `SAMPLE_WORDS` words of the source.
    """
    if len(words) < MIN_PASSAGE or not len(there):
        return
    mine = runs(words, SAMPLE_WORDS)
    places = np.minimum(np.searchsorted(there, mine), len(there) - 1)
    agrees = np.flatnonzero(there[places] == mine)
    if not len(agrees):
        return
    spans = word_spans(text)
    for first, last in _stretches(agrees):
        if last - first + 1 >= MIN_PASSAGE:
            # Marks before the next word belong to the passage: a claim may end with a full stop.
            start = int(spans[first - 1, 1]) if first else 0
            end = int(spans[last + 1, 0]) if last + 1 < len(spans) else len(text)
            yield start, end


def _stretches(agrees: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """First and last word of each stretch, from the first words of the runs that agree."""
    start = previous = int(agrees[0])
    for place in map(int, agrees[1:]):
        if place > previous + SAMPLE_WORDS + MAX_GAP:
            yield start, previous + SAMPLE_WORDS - 1
            start = place
        previous = place
    yield start, previous + SAMPLE_WORDS - 1
