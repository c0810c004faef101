"""What a database of a release consists of, whatever its kind: tables, keys, indexes, views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factpack.contract import referenced_first
from factpack.export.rows import columns_of
from factpack.release.open import Release
from factpack_validators.schemas import primary_key, table_schema
from factpack_validators.sql import name

VIEWS: Mapping[str, tuple[str, frozenset[str]]] = {
    "why_facts": (
        """
        SELECT f.fact_id, f.statement AS fact, f.modality, f.n_origins, s.statement, s.sentence,
            s.publisher, s.title, s.published_on, s.url, c.char_start, c.char_end, c.confidence,
            c.claim_id, c.article_id
        FROM facts f JOIN claims c ON c.fact_id = f.fact_id
        JOIN statements s ON s.claim_id = c.claim_id
        """,
        frozenset({"facts", "claims", "statements"}),
    ),
    "why_conflicts": (
        """
        SELECT x.conflict_id, x.reason, f.fact_id, f.statement AS fact, f.n_origins,
            s.statement, s.sentence, s.publisher, s.published_on, s.url
        FROM conflicts x JOIN facts f ON f.fact_id = x.fact_id
        LEFT JOIN statements s ON s.fact_id = f.fact_id
        """,
        frozenset({"conflicts", "facts", "statements"}),
    ),
    "why_entities": (
        """
        SELECT e.entity_id, e.name, e.type, m.exact AS mention, m.char_start, m.char_end,
            a.publisher, a.title, a.published_on, a.article_id
        FROM entities e JOIN mentions m ON m.entity_id = e.entity_id
        JOIN articles a ON a.article_id = m.article_id
        """,
        frozenset({"entities", "mentions", "articles"}),
    ),
    "why_quotes": (
        """
        SELECT q.quote_id, e.name AS speaker, q.exact AS words, q.cue, a.publisher, a.title,
            a.published_on, a.url, q.char_start, q.char_end
        FROM quotes q LEFT JOIN entities e ON e.entity_id = q.speaker_id
        JOIN articles a ON a.article_id = q.article_id
        """,
        frozenset({"quotes", "entities", "articles"}),
    ),
}
"""Queries that join what proves a row, and the tables that they need."""


def tables_of(release: Release) -> list[str]:
    """Tables of a release, each behind those that it refers to, as far as circles allow."""
    return referenced_first(list(release.rows))


def create_table(
    release: Release, table: str, types: Mapping[str, str], placed: frozenset[str] | None = None
) -> str:
    """A statement that makes a table with its keys.

    Args:
        release: the release.
        table: name of the table.
        types: of columns, by type of the contract.
        placed: tables that foreign keys may lead to; None: all of the release.
    """
    columns = columns_of(release, table)
    schema = table_schema(table)
    lines = [
        f"{name(field['name'])} {types[field['type']]}"
        + (" NOT NULL" if field.get("constraints", {}).get("required") else "")
        for field in schema["fields"]
        if field["name"] in columns
    ]
    lines.append(f"PRIMARY KEY ({', '.join(map(name, primary_key(table)))})")
    for ours, other, theirs in foreign_keys(release, table):
        if placed is None or other in placed:
            lines.append(f"FOREIGN KEY ({name(ours)}) REFERENCES {name(other)} ({name(theirs)})")
    body = ",\n".join(f"  {line}" for line in lines)
    return f"CREATE TABLE {name(table)} (\n{body}\n)"


def foreign_keys(release: Release, table: str) -> Iterator[tuple[str, str, str]]:
    """Column, table and column that it refers to, of all references between tables there are."""
    columns = columns_of(release, table)
    for key in table_schema(table).get("foreignKeys", ()):
        other = key["reference"]["resource"] or table
        (ours,), (theirs,) = key["fields"], key["reference"]["fields"]
        if other in release.rows and ours in columns:
            yield ours, other, theirs


def indexes(release: Release) -> Iterator[str]:
    """Statements that make an index for each reference and for what people filter by."""
    for table in release.rows:
        wanted = [ours for ours, *_ in foreign_keys(release, table)]
        wanted += [c for c in _FILTERED.get(table, ()) if c in columns_of(release, table)]
        for column in dict.fromkeys(wanted):
            if [column] != list(primary_key(table)):
                yield f"CREATE INDEX {name(f'{table}_{column}')} ON {name(table)} ({name(column)})"


_FILTERED: Mapping[str, tuple[str, ...]] = {
    "statements": ("subject", "object", "publisher", "published_on"),
    "entities": ("name",),
    "aliases": ("alias",),
}


def views(release: Release) -> Iterator[tuple[str, str]]:
    """Name and query of each view whose tables and columns are there."""
    for view, (query, needed) in VIEWS.items():
        if needed <= release.rows.keys():
            yield view, f"CREATE VIEW {name(view)} AS {query.strip()}"
