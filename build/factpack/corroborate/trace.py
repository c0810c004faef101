"""Trace what a check says of a release to the staged rows that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from factpack.link.database import text
from factpack.link.withdrawn import Withdrawal
from factpack_validators.findings import Finding

_ROWS = {
    "articles": "SELECT 'articles', key, code, reason FROM named",
    "segments": "SELECT 'articles', split_part(key, '|', 1), code, reason FROM named",
    "mentions": "SELECT 'mentions', key, code, reason FROM named",
    "literals": "SELECT 'literals', key, code, reason FROM named",
    "quotes": "SELECT 'quotes', key, code, reason FROM named",
    "claims": "SELECT 'claims', key, code, reason FROM named",
    "statements": "SELECT 'claims', key, code, reason FROM named",
    "rejected": "SELECT 'rejected', key, code, reason FROM named",
    "evidence": "SELECT 'claims', split_part(key, '|', 1), code, reason FROM named",
    "facts": "SELECT 'claims', claim_id, code, reason FROM named JOIN claims ON fact_id = key",
    # Of the rivals, the one that fewest state.
    "conflicts": """
        SELECT 'claims', claim_id, code, reason
        FROM (
            SELECT code, reason, arg_min(f.fact_id, (f.n_claims, f.fact_id)) AS fact_id
            FROM named
            JOIN conflicts c ON c.conflict_id = split_part(key, '|', 1)
            JOIN facts f ON f.fact_id = c.fact_id
            GROUP BY key, code, reason
        ) JOIN claims USING (fact_id)
    """,
    "origins": """
        SELECT 'claims', claim_id, code, reason FROM named JOIN claims ON origin_id = key
        UNION ALL SELECT 'quotes', quote_id, code, reason FROM named JOIN quotes ON origin_id = key
    """,
    "entities": """
        SELECT 'local_entities', concat_ws('|', article_id, entity), code, reason
        FROM named JOIN linked ON entity_id = key
    """,
    "aliases": """
        SELECT 'aliases', concat_ws('|', article_id, entity, substr(key, strpos(key, '|') + 1)),
            code, reason
        FROM named JOIN linked ON entity_id = split_part(key, '|', 1)
    """,
}
"""Staged rows behind the rows of a table that findings name."""

_ARTICLES = {
    "claims": "JOIN claims ON claim_id = key",
    "statements": "JOIN claims ON claim_id = key",
    "evidence": "JOIN claims ON claim_id = split_part(key, '|', 1)",
    "facts": "JOIN claims ON fact_id = key",
    "conflicts": "JOIN claims ON fact_id = split_part(key, '|', 2)",
    "mentions": "JOIN mentions ON mention_id = key",
    "literals": "JOIN literals ON literal_id = key",
    "quotes": "JOIN quotes ON quote_id = key",
    "rejected": "JOIN rejected ON rejected_id = key",
    "entities": "JOIN linked ON entity_id = key",
    "aliases": "JOIN linked ON entity_id = split_part(key, '|', 1)",
    "articles": "JOIN articles ON article_id = key",
    "segments": "JOIN articles ON article_id = split_part(key, '|', 1)",
    "origins": "JOIN articles ON origin_id = key",
}
"""Articles behind the rows of a table that findings name."""


def trace(
    tables: Path, linked: Path, findings: Iterable[Finding], *, whole_articles: bool = False
) -> frozenset[Withdrawal]:
    """The staged rows on which the rows that findings name rest.

    Args:
        tables: the final tables that were checked.
        linked: Parquet of article_id, entity and entity_id, as `resolve` wrote it with them.
        findings: what the checks say.
        whole_articles: give the articles behind the rows instead.

    Returns:
        What to withdraw; nothing for findings that name no row.
    """
    named: dict[str, list[tuple[str, str, str]]] = {}
    for finding in findings:
        if finding.table in _ROWS and finding.key is not None:
            said = finding.message[:1].upper() + finding.message[1:]
            reason = f"{said.rstrip('.')}."
            named.setdefault(finding.table, []).append((finding.key, finding.code, reason))
    if not named:
        return frozenset()
    found: set[Withdrawal] = set()
    with duckdb.connect() as connection:
        for file in (*sorted(tables.glob("*.parquet")), linked):
            connection.execute(
                f"CREATE VIEW {file.stem} AS SELECT * FROM read_parquet({text(file)})"
            )
        for table, rows in named.items():
            columns = [list(column) for column in zip(*rows, strict=True)]
            listed = pa.table(dict(zip(("key", "code", "reason"), columns, strict=True)))
            connection.register("named", listed)
            query = _ROWS[table]
            if whole_articles:
                query = f"SELECT 'articles', article_id, code, reason FROM named {_ARTICLES[table]}"
            for on_table, key, code, reason in connection.execute(query).fetchall():
                if key is not None:
                    found.add(Withdrawal(on_table, key, code, reason))
            connection.unregister("named")
    return frozenset(found)
