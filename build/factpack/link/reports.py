"""Whose report an article or a claim passes on: tables over the corpus."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from factpack.link.database import append, batches, create_empty
from factpack.link.outlets import Outlets, outlet_key
from factpack.link.publishers import CuratedPublisher

_OUTLETS = pa.schema([("publisher", pa.string()), ("outlet", pa.string()), ("owner", pa.string())])
_REPORTS = pa.schema([("id", pa.string()), ("outlet", pa.string())])
_SELF = pa.schema([("outlet", pa.string()), ("entity_id", pa.string())])
_TEXT_BATCH = 500


def find_reports(
    connection: duckdb.DuckDBPyConnection, publishers: Iterable[CuratedPublisher]
) -> None:
    """Find out who publishes, and whose report is passed on.

    Makes the tables `outlets` (article_id, outlet, owner: null without a publisher),
    `article_reports` and `claim_reports` (id, outlet: another than that of the article) and
    `self_outlets` (outlet, entity_id: what an outlet itself is).
    """
    known = Outlets((p.name, p.aliases, p.owner) for p in publishers)
    _name_outlets(connection, known)
    _find(connection, known)
    _find_selves(connection)


def _name_outlets(connection: duckdb.DuckDBPyConnection, known: Outlets) -> None:
    names = connection.execute("""
        SELECT publisher FROM staged_articles WHERE publisher IS NOT NULL
        GROUP BY publisher ORDER BY count(*) DESC, publisher
    """).fetchall()
    rows = []
    for (name,) in names:
        outlet = known.publisher(name)
        rows.append((name, outlet.name, outlet.owner))
    create_empty(connection, "named_outlets", _OUTLETS)
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    append(connection, "named_outlets", pa.table(columns, schema=_OUTLETS))
    connection.execute("""
        CREATE OR REPLACE TABLE outlets AS
        SELECT article_id, outlet, owner
        FROM staged_articles LEFT JOIN named_outlets USING (publisher)
    """)


def _find(connection: duckdb.DuckDBPyConnection, known: Outlets) -> None:
    create_empty(connection, "article_reports", _REPORTS)
    create_empty(connection, "claim_reports", _REPORTS)
    query = """
        WITH claiming AS (
            SELECT article_id,
                list({id: claim_id, s: char_start, e: char_end} ORDER BY claim_id) AS claims
            FROM staged_claims GROUP BY article_id
        ), lines AS (
            SELECT article_id, min(char_start) AS char_start, max(char_end) AS char_end
            FROM staged_segments WHERE kind = 'dateline' AND kept GROUP BY article_id
        )
        SELECT a.article_id, a.text, a.author, a.rights_line, o.outlet,
            substr(a.text, d.char_start + 1, d.char_end - d.char_start) AS dateline, c.claims
        FROM staged_articles a JOIN claiming c USING (article_id)
        JOIN outlets o USING (article_id) LEFT JOIN lines d USING (article_id)
    """
    for batch in batches(connection, query, _TEXT_BATCH):
        articles: list[tuple[str, str]] = []
        claims: list[tuple[str, str]] = []
        for row in batch.to_pylist():
            text = row["text"] or ""
            own = row["outlet"]
            report = known.of_article(text, row["dateline"], row["author"], row["rights_line"])
            if report is not None and report.name != own:
                articles.append((row["article_id"], report.name))
            for claim in row["claims"] if known.may_pass_on(text) else ():
                passed = known.of_claim(text, claim["s"], claim["e"])
                if passed is not None and passed.name != own:
                    claims.append((claim["id"], passed.name))
        for table, found in (("article_reports", articles), ("claim_reports", claims)):
            if found:
                columns = [list(column) for column in zip(*found, strict=True)]
                append(connection, table, pa.table(columns, schema=_REPORTS))


def _find_selves(connection: duckdb.DuckDBPyConnection) -> None:
    """Entities that carry the name of an outlet: what it tells of them, it tells of itself."""
    names: dict[str, str] = {}
    for name, outlet in connection.execute(
        "SELECT publisher, outlet FROM named_outlets ORDER BY ALL"
    ).fetchall():
        names.setdefault(outlet_key(name), outlet)
        names.setdefault(outlet_key(outlet), outlet)
    create_empty(connection, "self_outlets", _SELF)
    found: set[tuple[str, str]] = set()
    if names:
        for batch in batches(connection, "SELECT DISTINCT alias, entity_id FROM aliases"):
            for alias, entity_id in zip(*(c.to_pylist() for c in batch.columns), strict=True):
                if outlet := names.get(outlet_key(alias)):
                    found.add((outlet, entity_id))
    columns = [list(column) for column in zip(*sorted(found), strict=True)] or [[], []]
    append(connection, "self_outlets", pa.table(columns, schema=_SELF))
