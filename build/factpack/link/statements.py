"""Statements that several articles quote: the same words, whole or in part."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa
from rapidfuzz import fuzz

from factpack.link.database import append, batches, create_empty
from factpack.link.shingles import WordHasher, digest, runs
from factpack.link.unions import Unions

MIN_STATEMENT = 8
"""Words of a quote from which equal words mean one statement: fewer are said by many."""

RUN_WORDS = 5
"""Quotes are compared where they share so many words in a row."""

MIN_RATIO = 90.0
"""Likeness, of 100, of the shorter quote to the stretch of the longer that it fits best: room for a
comma, a spelling or an inserted word, not for another sentence."""

_LONGEST = 5_000
"""Code points of a quote that are compared; none in the news is longer."""

_WORD = re.compile(r"\w+")
_QUOTES = pa.schema([("number", pa.int64()), ("digest", pa.binary())])
_RUNS = pa.schema([("number", pa.int64()), ("hash", pa.uint64()), ("n_words", pa.int64())])
_STATEMENTS = pa.schema(
    [("number", pa.int64()), ("statement", pa.int64()), ("similarity", pa.float64())]
)


def find_statements(connection: duckdb.DuckDBPyConnection) -> None:
    """Group quotes of the same words.

    Makes the tables `quote_numbers` (number, quote_id, rank: quotes in order of publication) and
    `statements` (number, statement, similarity): the first quote of the statement that a quote
    belongs to, for quotes that share one, and the lowest similarity within the statement.
    """
    connection.execute(f"""
        CREATE OR REPLACE TABLE quote_numbers AS
        SELECT row_number() OVER (ORDER BY r.rank, q.char_start, q.char_end, q.quote_id) AS number,
            q.quote_id, r.rank, q.kind <> 'indirect' AND q.n_words >= {MIN_STATEMENT} AS long
        FROM staged_quotes q JOIN ranks r USING (article_id)
    """)
    _fingerprint(connection)
    unions = Unions()
    lowest: dict[int, float] = {}
    for first, other in connection.execute("""
        SELECT min(number) OVER (PARTITION BY digest) AS first, number FROM quote_digests
        QUALIFY first < number ORDER BY ALL
    """).fetchall():
        unions.join(first, other)
        lowest[other] = 1.0
    for a, b, one, other in _near_pairs(connection):
        ratio = _likeness(one, other)
        if ratio >= MIN_RATIO:
            unions.join(a, b)
            lowest[a] = min(lowest.get(a, 1.0), ratio / 100)
    of = unions.of()
    similarity: dict[int, float] = {}
    for number, statement in of.items():
        value = lowest.get(number, 1.0)
        similarity[statement] = min(similarity.get(statement, 1.0), value)
    rows = [list(of), list(of.values()), [similarity[statement] for statement in of.values()]]
    create_empty(connection, "statements", _STATEMENTS)
    append(connection, "statements", pa.table(rows, schema=_STATEMENTS))


def _fingerprint(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables `quote_digests` and `quote_runs` for the quotes that are long enough."""
    create_empty(connection, "quote_digests", _QUOTES)
    create_empty(connection, "quote_runs", _RUNS)
    hasher = WordHasher()
    query = """
        SELECT number, exact FROM quote_numbers JOIN staged_quotes USING (quote_id)
        WHERE long AND exact IS NOT NULL
    """
    for batch in batches(connection, query, 10_000):
        numbers, texts = (column.to_pylist() for column in batch.columns)
        words = [hasher.hash_words(text) for text in texts]
        digests = [digest(w) for w in words]
        append(connection, "quote_digests", pa.table([numbers, digests], schema=_QUOTES))
        hashes = [np.unique(runs(w, RUN_WORDS)) for w in words]
        lengths = [len(h) for h in hashes]
        columns = [
            np.repeat(np.array(numbers, dtype=np.int64), lengths),
            np.concatenate(hashes),
            np.repeat(np.array([len(w) for w in words], dtype=np.int64), lengths),
        ]
        append(connection, "quote_runs", pa.table(columns, schema=_RUNS))


def _near_pairs(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[tuple[int, int, str, str]]:
    """Pairs of quotes that share a run; each with the first and with the longest that has it.

    The longest holds all its parts, so that the two halves of a split quote meet in it.
    """
    query = """
        WITH distinct_quotes AS (SELECT min(number) AS number FROM quote_digests GROUP BY digest),
        members AS (
            SELECT number, min(number) OVER bucket AS first,
                first_value(number) OVER (bucket ORDER BY n_words DESC, number) AS longest
            FROM quote_runs JOIN distinct_quotes USING (number)
            WINDOW bucket AS (PARTITION BY hash)
        ), pairs AS (
            SELECT first AS a, number AS b FROM members WHERE first < number
            UNION
            SELECT least(longest, number), greatest(longest, number) FROM members
            WHERE longest <> number
        ), worded AS (
            SELECT number, exact FROM quote_numbers JOIN staged_quotes USING (quote_id)
        )
        SELECT a, b, x.exact, y.exact
        FROM pairs JOIN worded x ON x.number = a JOIN worded y ON y.number = b
        ORDER BY a, b
    """
    for batch in batches(connection, query, 5_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _likeness(one: str, other: str) -> float:
    """How well the words of the shorter quote fit into the longer, of 100."""
    a, b = (" ".join(_WORD.findall(text[:_LONGEST].casefold())) for text in (one, other))
    return fuzz.partial_ratio(a, b, score_cutoff=MIN_RATIO)
