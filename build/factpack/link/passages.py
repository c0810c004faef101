"""Passages that an article took over from an earlier one, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from factpack.link.database import append, batches, create_empty
from factpack.link.duplicates import SAMPLE_WORDS
from factpack.link.shingles import Hashes, WordHasher, runs, word_spans

MIN_PASSAGE = 16
"""Words in a row from which a passage is copied rather than worded alike: a sentence and more.
Shorter agreement ("the chief executive of …") is how everybody writes."""

MAX_GAP = 3
"""Words that may differ within a passage, between stretches that agree."""

_TEXT_BATCH = 500
_CHARS_KEPT = 8_000_000
"""Characters of texts whose words are kept, some 50 MB: many articles may share words with one."""
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
    known = _Known()
    for batch in batches(connection, _CANDIDATES, _TEXT_BATCH):
        found: list[tuple[int, int, int, int]] = []
        for rank, carrier, text, source in zip(
            *(column.to_pylist() for column in batch.columns), strict=True
        ):
            for start, end in known.words(text).shared_with(known.words(source)):
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


class TextWords:
    """A text with what a comparison needs of its words, each found once, and where it is needed."""

    def __init__(self, text: str, hasher: WordHasher) -> None:
        """Take a text, and who hashes the words of all texts that are compared."""
        self._text = text
        self._hasher = hasher

    @cached_property
    def runs(self) -> Hashes:
        """Hash of each run of `SAMPLE_WORDS` words, in the order of the text."""
        return runs(self._hasher.hash_words(self._text), SAMPLE_WORDS)

    @cached_property
    def sorted_runs(self) -> Hashes:
        """The same, each once, in the order of numbers."""
        return np.unique(self.runs)

    @cached_property
    def spans(self) -> NDArray[np.int64]:
        """Where each word stands."""
        return word_spans(self._text)

    def shared_with(self, source: TextWords) -> Iterator[tuple[int, int]]:
        """Stretches of the text, in code points, whose words stand in a row in a source too."""
        there = source.sorted_runs
        if len(self.runs) <= MIN_PASSAGE - SAMPLE_WORDS or not len(there):
            return
        places = np.minimum(np.searchsorted(there, self.runs), len(there) - 1)
        agrees = np.flatnonzero(there[places] == self.runs)
        if not len(agrees):
            return
        for first, last in _stretches(agrees):
            if last - first + 1 >= MIN_PASSAGE:
                # Marks before the next word belong to it: a claim may end with a full stop.
                start = int(self.spans[first - 1, 1]) if first else 0
                more = last + 1 < len(self.spans)
                yield start, int(self.spans[last + 1, 0]) if more else len(self._text)


class _Known:
    """The words of the texts that were asked for last."""

    def __init__(self) -> None:
        self._hasher = WordHasher()
        self._texts: dict[str, TextWords] = {}
        self._n_chars = 0

    def words(self, text: str) -> TextWords:
        found = self._texts.pop(text, None)
        if found is None:
            found = TextWords(text, self._hasher)
            self._n_chars += len(text)
            while self._texts and self._n_chars > _CHARS_KEPT:
                oldest = next(iter(self._texts))
                del self._texts[oldest]
                self._n_chars -= len(oldest)
        self._texts[text] = found
        return found


def _stretches(agrees: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """First and last word of each stretch, from the first words of the runs that agree."""
    start = previous = int(agrees[0])
    for place in map(int, agrees[1:]):
        if place > previous + SAMPLE_WORDS + MAX_GAP:
            yield start, previous + SAMPLE_WORDS - 1
            start = place
        previous = place
    yield start, previous + SAMPLE_WORDS - 1
