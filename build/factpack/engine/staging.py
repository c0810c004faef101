"""The staged tables: what one article says, before anything is known of the other articles.

They are the release tables without what only the corpus can tell. Words always stand in them:
rights are applied when a release is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from factpack.confidence.features import FEATURES
from factpack_validators.schemas import arrow_schema

_LOCAL_ENTITIES = pa.schema(
    [
        ("article_id", pa.string()),
        ("entity", pa.int64()),
        ("name", pa.string()),
        ("type", pa.string()),
        ("namesake", pa.bool_()),
    ]
)
_LOCAL_ALIASES = pa.schema(
    [
        ("article_id", pa.string()),
        ("entity", pa.int64()),
        ("alias", pa.string()),
        ("basis", pa.string()),
        ("n_mentions", pa.int64()),
    ]
)
_CLAIM_FEATURES = pa.schema(
    [("claim_id", pa.string()), *((feature.name, pa.int64()) for feature in FEATURES)]
)

_DROPPED: Mapping[str, tuple[str, ...]] = {
    "articles": ("outlet", "owner", "duplicate_of", "origin_id"),
    "quotes": ("origin_id",),
    "claims": ("fact_id", "origin_id"),
}
"""Columns that only the corpus can tell."""

_ADDED: Mapping[str, tuple[pa.Field, ...]] = {
    "articles": (pa.field("rights_line", pa.string()),),
}
"""Columns that only the linker reads: `rights_line` says whose the rights are, as it was removed
from the text."""

_LOCAL: Mapping[str, str] = {
    "entity_id": "entity",
    "subject_id": "subject",
    "object_id": "object",
    "speaker_id": "speaker",
    "attributed_to": "attributed_to",
}
"""Entity columns, which hold the number of the entity within its article until it is linked."""

_FROM_RELEASE = (
    "articles",
    "segments",
    "literals",
    "mentions",
    "quotes",
    "claims",
    "evidence",
    "rejected",
)

_NOT_RELEASED: Mapping[str, pa.Schema] = {
    "local_entities": _LOCAL_ENTITIES,
    "local_aliases": _LOCAL_ALIASES,
    "claim_features": _CLAIM_FEATURES,
}

STAGED_TABLES = (*_FROM_RELEASE, *_NOT_RELEASED)


@cache
def staged_schema(table: str) -> pa.Schema:
    """Arrow schema of a staged table, derived from the release table of the same name."""
    if table in _NOT_RELEASED:
        return _NOT_RELEASED[table]
    fields = []
    for column in arrow_schema(table):
        if column.name in _DROPPED.get(table, ()):
            continue
        if column.name in _LOCAL:
            fields.append(pa.field(_LOCAL[column.name], pa.int64()))
        else:
            fields.append(column)
    return pa.schema([*fields, *_ADDED.get(table, ())])


class StagedRows:
    """Rows of all staged tables."""

    def __init__(self) -> None:
        """Start with no rows."""
        self._rows: dict[str, list[Mapping[str, object]]] = {table: [] for table in STAGED_TABLES}

    def add(self, table: str, row: Mapping[str, object]) -> None:
        """Add a row; columns that it does not name are null."""
        self._rows[table].append(row)

    def extend(self, other: StagedRows) -> None:
        """Add all rows of others."""
        for table, rows in other._rows.items():
            self._rows[table] += rows

    def by_table(self) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """The rows collected so far."""
        return self._rows

    def count(self, table: str) -> int:
        """Rows collected for a table."""
        return len(self._rows[table])

    def tables(self) -> Iterable[tuple[str, pa.Table]]:
        """Each staged table that has rows, by name.

        Raises:
            KeyError: a row names a column that its table does not have.
        """
        for table, rows in self._rows.items():
            if rows:
                schema = staged_schema(table)
                if unknown := set[str]().union(*rows).difference(schema.names):
                    raise KeyError(table, sorted(unknown))
                columns = {name: [row.get(name) for row in rows] for name in schema.names}
                yield table, pa.table(columns, schema=schema)

    def write(self, stage: Path, part: str) -> None:
        """Write every table that has rows to `stage/<table>/part-<part>.parquet`."""
        write_staged(self.tables(), stage, part)


def write_staged(tables: Iterable[tuple[str, pa.Table]], stage: Path, part: str) -> None:
    """Write tables, each with its name, to `stage/<table>/part-<part>.parquet`."""
    for name, table in tables:
        folder = stage / name
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, folder / f"part-{part}.parquet", compression="lz4")
