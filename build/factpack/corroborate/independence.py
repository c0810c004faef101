"""Who is independent of whom in one fact: each article rests on one origin for it."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from factpack.ids import make_id
from factpack.link.database import append, batches, create_empty

_NAMED = pa.schema(
    [
        ("source", pa.int64()),
        ("origin_id", pa.string()),
        ("kind", pa.string()),
        ("outlet", pa.string()),
    ]
)


def settle_origins(connection: duckdb.DuckDBPyConnection) -> None:
    """Let claims of a fact rest on the reports that a journalist would count.

    For one fact and all finer ones below it, an article rests on the first of these: a statement
    that several articles quote; the report of another outlet that it passes on (said in the
    sentence, in a dateline, byline or sign-off, or by the article that it copies); a copied
    passage; its own words. One outlet's own words are one origin in all its articles, which is that
    of the earliest; where another passes them on they are of kind `credit`, and where the outlet
    speaks of itself of kind `self`.

    Sets `origin_id` in `claim_origins` and `grouped_claims`, and makes the table `named_origins`
    (origin_id, kind, outlet) of those that are no article and no statement.
    """
    connection.execute("""
        CREATE OR REPLACE TABLE claim_sources AS
        WITH firsts AS (
            SELECT a.origin_id, arg_min(a.article_id, a.rank) AS article_id
            FROM article_origins a GROUP BY a.origin_id
        ), bases AS (
            SELECT f.root_id AS fact_id, o.claim_id, c.article_id, r.rank, o.origin_id, o.is_stated,
                o.origin_id <> a.origin_id AS is_copied, w.outlet AS own,
                coalesce(p.outlet, q.outlet, z.outlet) AS passed_on, u.outlet AS first_outlet,
                s.entity_id IS NOT NULL AS is_self
            FROM claim_origins o
            JOIN claim_facts f USING (claim_id)
            JOIN grouped_claims c USING (claim_id)
            JOIN article_origins a ON a.article_id = c.article_id
            JOIN ranks r ON r.article_id = c.article_id
            JOIN outlets w ON w.article_id = c.article_id
            LEFT JOIN firsts b ON b.origin_id = o.origin_id
            LEFT JOIN outlets u ON u.article_id = b.article_id
            LEFT JOIN claim_reports p ON p.id = o.claim_id
            LEFT JOIN article_reports q ON q.id = c.article_id
            LEFT JOIN article_reports z ON z.id = b.article_id
            LEFT JOIN self_outlets s ON s.outlet = u.outlet AND s.entity_id =
                CASE WHEN c.swapped THEN c.object_id ELSE c.subject_id END
        )
        SELECT *, CASE WHEN is_stated THEN 'o:' || origin_id
            WHEN passed_on IS NOT NULL AND passed_on IS DISTINCT FROM own THEN 'p:' || passed_on
            WHEN first_outlet IS NOT NULL THEN 'p:' || first_outlet
            ELSE 'o:' || origin_id END AS source_key,
            CASE WHEN is_stated THEN 0
            WHEN passed_on IS NOT NULL AND passed_on IS DISTINCT FROM own THEN 1
            WHEN is_copied THEN 2 ELSE 3 END AS place
        FROM bases
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE settled AS
        WITH chosen AS (
            SELECT fact_id, article_id,
                unnest(arg_min({k: source_key, p: place}, (place, source_key)))
            FROM claim_sources GROUP BY fact_id, article_id
        ), numbered AS (
            SELECT *, dense_rank() OVER (ORDER BY fact_id, k) AS source FROM chosen
        )
        SELECT fact_id, article_id, k AS source_key, p AS place, source FROM numbered
    """)
    _name(connection)
    for table in ("grouped_claims", "claim_origins"):
        connection.execute(f"""
            UPDATE {table} SET origin_id = n.origin_id
            FROM settled s, named_sources n, claim_facts f, staged_claims c
            WHERE f.claim_id = {table}.claim_id AND c.claim_id = {table}.claim_id
                AND s.fact_id = f.root_id AND s.article_id = c.article_id AND n.source = s.source
                AND {table}.origin_id <> n.origin_id
        """)


def _name(connection: duckdb.DuckDBPyConnection) -> None:
    """Table `named_sources` (source, origin_id, kind, outlet), and `named_origins` of it."""
    create_empty(connection, "named_sources", _NAMED)
    query = """
        SELECT s.source, any_value(s.source_key) AS source_key, bool_or(s.place = 1) AS is_credit,
            coalesce(bool_or(c.is_self) FILTER (s.place > 1), false) AS is_self,
            arg_min(c.origin_id, (c.rank, c.origin_id)) FILTER (s.place > 1) AS own_origin,
            arg_min(c.article_id, (c.rank, c.origin_id)) FILTER (
                s.place > 1 AND 'p:' || c.own = s.source_key) AS own_article
        FROM settled s JOIN claim_sources c ON c.fact_id = s.fact_id
            AND c.article_id = s.article_id AND c.source_key = s.source_key
        GROUP BY s.source
    """
    for batch in batches(connection, query):
        rows: list[tuple[int, str, str | None, str | None]] = []
        for source, key, is_credit, is_self, own_origin, own_article in zip(
            *(column.to_pylist() for column in batch.columns), strict=True
        ):
            name = key[2:]
            if key.startswith("o:"):
                rows.append((source, name, None, None))
            elif is_credit:
                rows.append((source, make_id("o", "credit", name, own_article), "credit", name))
            elif is_self:
                rows.append((source, make_id("o", "self", name), "self", name))
            else:
                rows.append((source, own_origin, None, None))
        columns = [list(column) for column in zip(*rows, strict=True)]
        append(connection, "named_sources", pa.table(columns, schema=_NAMED))
    connection.execute("""
        CREATE OR REPLACE TABLE named_origins AS
        SELECT DISTINCT origin_id, kind, outlet FROM named_sources WHERE kind IS NOT NULL
    """)
