"""Independent origins: what corroboration counts."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from factpack.ids import make_id
from factpack.link.database import append, create_empty
from factpack.link.duplicates import group_copies, rank_articles
from factpack.link.passages import find_passages
from factpack.link.statements import find_statements

_IDS = pa.schema([("number", pa.int64()), ("origin_id", pa.string())])


def trace_origins(connection: duckdb.DuckDBPyConnection) -> None:
    """Find copies, copied passages and shared statements.

    Makes the tables `article_origins` (article_id, rank, first_rank, duplicate_of, origin_id),
    `quote_origins` (quote_id, origin_id, is_shared) and `claim_origins` (claim_id, origin_id,
    is_stated): that of the shared statement that the claim rests on (`is_stated`), else that of
    the article whose passage holds it, else that of its own article.
    """
    rank_articles(connection)
    group_copies(connection)
    find_passages(connection)
    find_statements(connection)
    _identify(connection)
    _of_articles(connection)
    _of_quotes(connection)
    _of_claims(connection)


def _identify(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables `article_origin_ids` and `statement_origin_ids`: the identifier of each first."""
    firsts = connection.execute("""
        SELECT rank, article_id FROM ranks
        WHERE rank IN (SELECT first_rank FROM copies) ORDER BY rank
    """).fetchall()
    _write_ids(connection, "article_origin_ids", "article", firsts)
    # Copies of one article quote the same words, and that alone makes no statement of them.
    connection.execute("""
        CREATE OR REPLACE TABLE shared_statements AS
        SELECT s.statement
        FROM statements s JOIN quote_numbers q USING (number) JOIN copies USING (rank)
        GROUP BY s.statement HAVING count(DISTINCT first_rank) > 1
    """)
    statements = connection.execute("""
        SELECT number, quote_id FROM quote_numbers
        WHERE number IN (SELECT statement FROM shared_statements) ORDER BY number
    """).fetchall()
    _write_ids(connection, "statement_origin_ids", "statement", statements)


def _write_ids(
    connection: duckdb.DuckDBPyConnection, table: str, kind: str, firsts: list[tuple[int, str]]
) -> None:
    create_empty(connection, table, _IDS)
    columns = [[n for n, _ in firsts], [make_id("o", kind, id_) for _, id_ in firsts]]
    append(connection, table, pa.table(columns, schema=_IDS))


def _of_articles(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        CREATE OR REPLACE TABLE article_origins AS
        SELECT r.article_id, r.rank, c.first_rank,
            CASE WHEN c.first_rank < c.rank THEN f.article_id END AS duplicate_of, i.origin_id
        FROM ranks r
        JOIN copies c USING (rank)
        JOIN ranks f ON f.rank = c.first_rank
        JOIN article_origin_ids i ON i.number = c.first_rank
    """)


def _of_quotes(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        CREATE OR REPLACE TABLE quote_origins AS
        SELECT q.quote_id, coalesce(i.origin_id, a.origin_id) AS origin_id,
            i.origin_id IS NOT NULL AS is_shared
        FROM quote_numbers q
        JOIN article_origins a USING (rank)
        LEFT JOIN statements s USING (number)
        LEFT JOIN statement_origin_ids i ON i.number = s.statement
    """)


def _of_claims(connection: duckdb.DuckDBPyConnection) -> None:
    """A claim rests on a statement where the words that state the relation stand in its quote."""
    connection.execute("""
        CREATE OR REPLACE TABLE claim_origins AS
        WITH cores AS (
            SELECT c.claim_id, c.article_id,
                coalesce(t.char_start, c.char_start) AS char_start,
                coalesce(t.char_end, c.char_end) AS char_end
            FROM staged_claims c
            LEFT JOIN staged_evidence t ON t.claim_id = c.claim_id AND t.part = 'trigger'
        ), stated AS (
            SELECT c.claim_id, min(o.origin_id) AS origin_id
            FROM cores c
            JOIN staged_quotes q ON q.article_id = c.article_id
                AND q.char_start <= c.char_start AND c.char_end <= q.char_end
            JOIN quote_origins o ON o.quote_id = q.quote_id AND o.is_shared
            GROUP BY c.claim_id
        ), copied AS (
            SELECT c.claim_id, min(p.carrier) AS carrier
            FROM staged_claims c
            JOIN ranks r USING (article_id)
            JOIN passages p ON p.rank = r.rank
                AND p.char_start <= c.char_start AND c.char_end <= p.char_end
            GROUP BY c.claim_id
        )
        SELECT c.claim_id, coalesce(s.origin_id, i.origin_id, a.origin_id) AS origin_id,
            s.origin_id IS NOT NULL AS is_stated
        FROM staged_claims c
        JOIN article_origins a USING (article_id)
        LEFT JOIN stated s USING (claim_id)
        LEFT JOIN copied p USING (claim_id)
        LEFT JOIN article_origin_ids i ON i.number = p.carrier
    """)


def count_origins(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `origins` with the columns of the release, once claims have their facts.

    An origin is carried by the article itself, by its copies, and by articles with a quote or a
    claim that rests on it; a claim that was rejected carries nothing.
    """
    connection.execute("""
        CREATE OR REPLACE TABLE origins AS
        WITH wholes AS (
            SELECT a.origin_id, arg_min(a.article_id, a.rank) AS article_id,
                min(c.similarity) AS similarity
            FROM article_origins a JOIN copies c USING (rank) GROUP BY a.origin_id
        ), carriers AS (
            SELECT origin_id, article_id FROM article_origins
            UNION
            SELECT o.origin_id, c.article_id
            FROM claim_origins o JOIN staged_claims c USING (claim_id)
            SEMI JOIN claim_facts f USING (claim_id)
            UNION
            SELECT o.origin_id, q.article_id
            FROM quote_origins o JOIN staged_quotes q USING (quote_id)
        )
        SELECT w.origin_id, 'article' AS kind, any_value(w.article_id) AS article_id,
            NULL AS outlet, count(*) AS n_articles, count(DISTINCT p.outlet) AS n_publishers,
            any_value(w.similarity) AS similarity
        FROM wholes w JOIN carriers c USING (origin_id)
        JOIN outlets p ON p.article_id = c.article_id
        GROUP BY w.origin_id
        UNION ALL
        SELECT i.origin_id, 'statement', arg_min(r.article_id, r.rank), NULL,
            count(DISTINCT c.article_id), count(DISTINCT p.outlet), any_value(i.similarity)
        FROM (
            SELECT i.origin_id, min(s.similarity) AS similarity
            FROM statements s JOIN statement_origin_ids i ON i.number = s.statement
            GROUP BY i.origin_id
        ) i JOIN carriers c USING (origin_id)
        JOIN ranks r ON r.article_id = c.article_id
        JOIN outlets p ON p.article_id = c.article_id
        GROUP BY i.origin_id
        UNION ALL
        -- Of a report that is passed on, the article of the outlet itself where there is one.
        SELECT n.origin_id, any_value(n.kind),
            arg_min(r.article_id, (p.outlet IS DISTINCT FROM n.outlet, r.rank)),
            any_value(n.outlet), count(DISTINCT c.article_id), count(DISTINCT p.outlet), NULL
        FROM named_origins n JOIN carriers c USING (origin_id)
        JOIN ranks r ON r.article_id = c.article_id
        JOIN outlets p ON p.article_id = c.article_id
        GROUP BY n.origin_id
    """)
