"""The final tables, written as Parquet in the order of their keys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.corroborate.claims import rejected_rows
from factpack.ids import rejected_id
from factpack.link.database import append, batches, text
from factpack.messages import cut_all_quoted
from factpack_validators.schemas import arrow_schema, primary_key

_QUERIES: Mapping[str, str] = {
    "articles": """
        SELECT a.*, o.duplicate_of, o.origin_id, w.outlet, w.owner
        FROM staged_articles a JOIN article_origins o USING (article_id)
        JOIN outlets w USING (article_id)
    """,
    "segments": "SELECT * FROM staged_segments",
    "origins": "SELECT * FROM origins",
    "entities": "SELECT * FROM entities",
    "aliases": "SELECT * FROM aliases",
    "mentions": """
        SELECT m.*, l.entity_id FROM staged_mentions m JOIN linked l USING (article_id, entity)
    """,
    "literals": "SELECT * FROM staged_literals",
    "quotes": """
        SELECT q.*, l.entity_id AS speaker_id, o.origin_id
        FROM staged_quotes q
        JOIN quote_origins o USING (quote_id)
        LEFT JOIN linked l ON l.article_id = q.article_id AND l.entity = q.speaker
    """,
    "claims": """
        SELECT c.* REPLACE (w.entity_id AS attributed_to), f.fact_id, g.origin_id,
            s.entity_id AS subject_id, o.entity_id AS object_id
        FROM judged_claims c
        JOIN claim_facts f USING (claim_id)
        JOIN claim_origins g USING (claim_id)
        JOIN linked s ON s.article_id = c.article_id AND s.entity = c.subject
        LEFT JOIN linked o ON o.article_id = c.article_id AND o.entity = c.object
        LEFT JOIN linked w ON w.article_id = c.article_id AND w.entity = c.attributed_to
    """,
    "evidence": "SELECT * FROM staged_evidence SEMI JOIN claim_facts USING (claim_id)",
    # What a fact says in words depends on the rights: the release adds it.
    "facts": "SELECT *, NULL AS statement FROM facts",
    "conflicts": "SELECT * FROM conflicts",
    "rejected": """
        SELECT * FROM all_rejected
        QUALIFY row_number() OVER (PARTITION BY rejected_id ORDER BY extractor, article_id) = 1
    """,
}


def write_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write `<table>.parquet` for all tables but `predicates` and `statements`, as in `schema/`."""
    connection.execute("CREATE OR REPLACE TABLE all_rejected AS SELECT * FROM staged_rejected")
    for rows in rejected_rows(connection):
        append(connection, "all_rejected", rows)
    _cut_reasons(connection)
    folder.mkdir(parents=True, exist_ok=True)
    for table, query in _QUERIES.items():
        _write(connection, table, query, folder / f"{table}.parquet")


def write_linked(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write article_id, entity and entity_id of all local entities as Parquet."""
    connection.execute(f"COPY (SELECT * FROM linked ORDER BY ALL) TO {text(file)} (FORMAT parquet)")


def _cut_reasons(connection: duckdb.DuckDBPyConnection) -> None:
    """Cut what is quoted from reasons where an article withholds words, before its id is published.

    A row of no article counts as one that withholds, if any article does.
    """
    connection.execute("""
        CREATE OR REPLACE TABLE closed_rejected AS
        SELECT r.* FROM all_rejected r LEFT JOIN staged_articles a USING (article_id)
        WHERE a.rights IS DISTINCT FROM 'full'
            AND EXISTS (FROM staged_articles WHERE rights <> 'full')
    """)
    connection.execute(
        "DELETE FROM all_rejected WHERE rejected_id IN (SELECT rejected_id FROM closed_rejected)"
    )
    for batch in batches(connection, "FROM closed_rejected"):
        rows = batch.to_pylist()
        for row in rows:
            row["reason"] = cut_all_quoted(row["reason"])
            row["rejected_id"] = rejected_id(row)
        append(connection, "all_rejected", pa.Table.from_pylist(rows, schema=batch.schema))


def _write(connection: duckdb.DuckDBPyConnection, table: str, query: str, file: Path) -> None:
    """Write one table; Arrow does it, since DuckDB marks columns without a null as not nullable."""
    schema = arrow_schema(table)
    columns = ", ".join(f'"{name}"' for name in schema.names)
    key = ", ".join(f'"{name}"' for name in primary_key(table))
    ordered = f"SELECT {columns} FROM ({query}) ORDER BY {key}"
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in batches(connection, ordered):
            writer.write_batch(batch.cast(schema))
