"""Articles that are copies of one text: equal, or nearly so, or one of them cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from rensa import RMinHash

from factpack.link.database import append, batches, create_empty
from factpack.link.shingles import Hashes, WordHasher, contained, digest, jaccard, runs
from factpack.link.unions import Unions

SHINGLE_WORDS = 3
"""Words of a shingle: short, so that an edited word costs little of a short news item."""

MIN_JACCARD = 0.6
"""Share of common shingles from which two texts are copies of one. A wire story of 230 words with a
dozen words edited keeps two thirds; an article that takes over half of it keeps a quarter, and two
reports of one event that quote one statement a seventh (measured on the sample corpus)."""

MIN_WORDS = 20
"""Shorter texts are copies only where all their words agree: little text is alike by chance."""

MIN_NUMBERS = 0.9
"""Share of the numbers of the text with fewer of them that the other must have too: stories and
notices made from a template share its words, but not the numbers. Reprints keep all of them; a
tenth is left for a time or a count that an editor brought up to date."""

MIN_CONTAINED = 0.85
"""Share of the shingles of a shorter text that a longer one must have, where it begins like it, to
be the whole of which the other is cut: a feed adds some words ("read more") where it breaks off."""

_OPENING = 12
"""Words in which two texts must begin alike (a headline or a dateline more or less apart)."""

_OPENING_WITHIN = 60
"""Words of the longer text in which those of the shorter one's beginning are sought."""

MIN_NAMES = 0.6
"""The same for words with a capital within a sentence: stories made from a template differ in who,
reprints do not, though an editor may add a place or drop a title."""

PERMUTATIONS, BANDS = 128, 32
"""Two texts at MIN_JACCARD share one of 32 bands of 4 hashes with a chance of 0.99; at 0.2 with
0.05. What shares a band is compared exactly, so bands cost time, not precision."""

SEED = 42

SAMPLE_WORDS, SAMPLE_EVERY = 8, 4
"""Every fourth run of eight words, by its hash, is kept to find passages that articles share."""

_ALL_PAIRS = 20
"""Up to so many texts in a band are compared pairwise; of more, each with the earliest."""

_TEXT_BATCH = 1_000
_NUMBER = re.compile(r"\d+")
_WITHIN = re.compile(r"(?<=[\w,;'’)-] )[^\W\d_]\w+")
"""A word that does not begin a sentence."""

_TEXTS = pa.schema([("rank", pa.int64()), ("digest", pa.binary())])
_RUNS = pa.schema([("rank", pa.int64()), ("hash", pa.uint64())])
_GROUPS = pa.schema(
    [("rank", pa.int64()), ("first_rank", pa.int64()), ("similarity", pa.float64())]
)


def rank_articles(connection: duckdb.DuckDBPyConnection) -> None:
    """Table `ranks`: articles in order of publication.

    A month or a year counts as its last day, so that a vague date never makes an article the
    earliest; articles without a date come last; the identifier breaks ties.
    """
    connection.execute("""
        CREATE OR REPLACE TABLE ranks AS
        WITH dated AS (
            SELECT article_id, publisher, published_on, CASE published_precision
                WHEN 'month' THEN last_day(published_on)
                WHEN 'year' THEN make_date(year(published_on), 12, 31)
                ELSE published_on END AS published_end
            FROM staged_articles
        )
        SELECT *, row_number() OVER (ORDER BY published_end NULLS LAST, article_id) AS rank
        FROM dated
    """)


def group_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Group articles that are copies of one text.

    Makes the tables `copies` (rank, first_rank, similarity to the first; one row for each article)
    and `samples` (rank, hash), which `find_passages` reads.
    """
    _fingerprint(connection)
    unions = Unions()
    for first, other in connection.execute("""
        SELECT min(rank) OVER (PARTITION BY digest) AS first, rank FROM texts
        QUALIFY first < rank ORDER BY ALL
    """).fetchall():
        unions.join(first, other)
    hasher = WordHasher()
    for a, b, one, other in _near_pairs(connection):
        if unions.find(a) != unions.find(b) and _are_copies(hasher, one, other):
            unions.join(a, b)
    for a, b, one, other in _containing_pairs(connection):
        if unions.find(a) != unions.find(b) and _is_cut(hasher, one, other):
            unions.join(a, b)
    _write_groups(connection, unions, hasher)


def _fingerprint(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables `texts`, `bands` and `samples`: what stands for the words of each article."""
    create_empty(connection, "texts", _TEXTS)
    create_empty(connection, "bands", _RUNS)
    create_empty(connection, "samples", _RUNS)
    hasher = WordHasher()
    query = "SELECT rank, text FROM staged_articles JOIN ranks USING (article_id)"
    for batch in batches(connection, query, _TEXT_BATCH):
        ranks, texts = (column.to_pylist() for column in batch.columns)
        words = [hasher.hash_words(text or "") for text in texts]
        digests = [digest(w) for w in words]
        append(connection, "texts", pa.table([ranks, digests], schema=_TEXTS))
        append(connection, "bands", _bands(ranks, words))
        append(connection, "samples", _samples(ranks, words))


def _bands(ranks: list[int], words: list[Hashes]) -> pa.Table:
    """Hash of each band of the MinHash of each text that is long enough."""
    long = [(r, np.unique(runs(w, SHINGLE_WORDS))) for r, w in _pairs(ranks, words)]
    long = [(r, s) for r, s in long if len(s) >= MIN_WORDS]
    if not long:
        return _RUNS.empty_table()
    offsets = np.cumsum([0, *(len(s) for _, s in long)]).astype(np.uint64)
    flat = np.concatenate([s for _, s in long])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, PERMUTATIONS, SEED)
    rows = np.array(matrix.to_rows(), dtype=np.uint64)
    each = PERMUTATIONS // BANDS
    bands = rows.reshape(len(long), BANDS, each)
    mixed = np.zeros((len(long), BANDS), dtype=np.uint64)
    mixed += np.arange(BANDS, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for k in range(each):
            mixed = (mixed ^ bands[:, :, k]) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
    numbers = np.repeat(np.array([r for r, _ in long], dtype=np.int64), BANDS)
    return pa.table([numbers, mixed.reshape(-1)], schema=_RUNS)


def _samples(ranks: list[int], words: list[Hashes]) -> pa.Table:
    """Some runs of words of each text, chosen by their hash so that equal runs are chosen alike."""
    kept: list[Hashes] = []
    for word_hashes in words:
        hashes = np.unique(runs(word_hashes, SAMPLE_WORDS))
        kept.append(hashes[hashes % np.uint64(SAMPLE_EVERY) == 0])
    numbers: NDArray[np.int64] = np.repeat(
        np.array(ranks, dtype=np.int64), [len(hashes) for hashes in kept]
    )
    return pa.table([numbers, np.concatenate(kept)], schema=_RUNS)


def _pairs(ranks: list[int], words: list[Hashes]) -> Iterator[tuple[int, Hashes]]:
    return zip(ranks, words, strict=True)


def _near_pairs(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[tuple[int, int, str, str]]:
    """Pairs of articles that share a band, with their texts; of equal texts only the first."""
    query = f"""
        WITH distinct_texts AS (SELECT min(rank) AS rank FROM texts GROUP BY digest),
        members AS (
            SELECT hash, rank, min(rank) OVER bucket AS first, count(*) OVER bucket AS n
            FROM bands JOIN distinct_texts USING (rank)
            WINDOW bucket AS (PARTITION BY hash)
        ), pairs AS (
            SELECT first AS a, rank AS b FROM members WHERE rank > first
            UNION
            SELECT x.rank, y.rank FROM members x JOIN members y USING (hash)
            WHERE x.n <= {_ALL_PAIRS} AND x.rank < y.rank
        ), worded AS (
            SELECT rank, text FROM ranks JOIN staged_articles USING (article_id)
            WHERE rank IN (SELECT a FROM pairs UNION SELECT b FROM pairs)
        )
        SELECT a, b, x.text, y.text
        FROM pairs JOIN worded x ON x.rank = a JOIN worded y ON y.rank = b
        ORDER BY a, b
    """
    for batch in batches(connection, query, _TEXT_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _containing_pairs(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[tuple[int, int, str, str]]:
    """Pairs of articles, with their texts, of which the longer has most samples of the shorter."""
    query = f"""
        WITH distinct_texts AS (SELECT min(rank) AS rank FROM texts GROUP BY digest),
        members AS (
            SELECT hash, rank, min(rank) OVER bucket AS first, count(*) OVER bucket AS n
            FROM samples JOIN distinct_texts USING (rank)
            WINDOW bucket AS (PARTITION BY hash)
        ), shared AS (
            SELECT first AS a, rank AS b, hash FROM members WHERE rank > first
            UNION
            SELECT x.rank, y.rank, hash FROM members x JOIN members y USING (hash)
            WHERE x.n <= {_ALL_PAIRS} AND x.rank < y.rank
        ), sizes AS (SELECT rank, count(*) AS n FROM samples GROUP BY rank),
        pairs AS (
            SELECT a, b FROM shared JOIN sizes x ON x.rank = a JOIN sizes y ON y.rank = b
            GROUP BY a, b, x.n, y.n
            HAVING count(*) >= 3 AND count(*) >= {MIN_JACCARD} * least(x.n, y.n)
        ), worded AS (
            SELECT rank, text FROM ranks JOIN staged_articles USING (article_id)
            WHERE rank IN (SELECT a FROM pairs UNION SELECT b FROM pairs)
        )
        SELECT a, b, x.text, y.text
        FROM pairs JOIN worded x ON x.rank = a JOIN worded y ON y.rank = b
        ORDER BY a, b
    """
    for batch in batches(connection, query, _TEXT_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _is_cut(hasher: WordHasher, one: str, other: str) -> bool:
    """Whether the shorter of two texts is the longer one, cut off."""
    short, long = sorted((hasher.hash_words(one), hasher.hash_words(other)), key=len)
    a, b = runs(short, SHINGLE_WORDS), runs(long, SHINGLE_WORDS)
    if len(a) < 2 * MIN_WORDS or contained(a, b) < MIN_CONTAINED:
        return False
    begins = contained(
        runs(short[:_OPENING], SHINGLE_WORDS), runs(long[:_OPENING_WITHIN], SHINGLE_WORDS)
    ) or contained(
        runs(long[:_OPENING], SHINGLE_WORDS), runs(short[:_OPENING_WITHIN], SHINGLE_WORDS)
    )
    return begins >= MIN_JACCARD and (
        _share(_NUMBER.findall(one), _NUMBER.findall(other)) >= MIN_NUMBERS
    )


def _are_copies(hasher: WordHasher, one: str, other: str) -> bool:
    """Whether two texts, long enough both, are copies of one."""
    a, b = (runs(hasher.hash_words(text), SHINGLE_WORDS) for text in (one, other))
    if jaccard(a, b) < MIN_JACCARD:
        return False
    return _share(_NUMBER.findall(one), _NUMBER.findall(other)) >= MIN_NUMBERS and (
        _share(_names(one), _names(other)) >= MIN_NAMES
    )


def _names(text: str) -> list[str]:
    """Words with a capital that stand within a sentence."""
    return [word for word in _WITHIN.findall(text) if word[0].isupper()]


def _share(one: list[str], other: list[str]) -> float:
    """Share of the words of the text with fewer of them that the other has too; 1 without any."""
    fewer, more = sorted((set(one), set(other)), key=len)
    return len(fewer & more) / len(fewer) if fewer else 1.0


def _write_groups(
    connection: duckdb.DuckDBPyConnection, unions: Unions, hasher: WordHasher
) -> None:
    """Table `copies`; similarity is null for an article without a copy."""
    create_empty(connection, "copies", _GROUPS)
    pairs = [(rank, first) for rank, first in unions.of().items() if rank != first]
    rows = pa.table(
        [[r for r, _ in pairs], [f for _, f in pairs], [None] * len(pairs)], schema=_GROUPS
    )
    append(connection, "copies", rows)
    measured: list[tuple[int, int, float]] = []
    query = """
        SELECT c.rank, c.first_rank, a.text, b.text FROM copies c
        JOIN ranks x ON x.rank = c.rank JOIN staged_articles a ON a.article_id = x.article_id
        JOIN ranks y ON y.rank = c.first_rank JOIN staged_articles b ON b.article_id = y.article_id
    """
    for batch in batches(connection, query, _TEXT_BATCH):
        for rank, first, one, other in zip(
            *(column.to_pylist() for column in batch.columns), strict=True
        ):
            a, b = (runs(hasher.hash_words(text or ""), SHINGLE_WORDS) for text in (one, other))
            alike = jaccard(a, b)
            # What is cut off is as like as it goes.
            measured.append((rank, first, alike if alike >= MIN_JACCARD else contained(a, b)))
    measured.sort()
    create_empty(connection, "copies", _GROUPS)
    columns = [list(column) for column in zip(*measured, strict=True)] or [[], [], []]
    append(connection, "copies", pa.table(columns, schema=_GROUPS))
    connection.execute("""
        INSERT INTO copies
        SELECT rank, rank, NULL FROM ranks WHERE rank NOT IN (SELECT rank FROM copies)
    """)
