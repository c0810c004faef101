"""Two releases of one dataset, open side by side in a DuckDB of bounded memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.errors import FactpackError
from factpack.release.layout import MANIFEST, PACKAGE
from factpack.release.query import check_footers, connect, table_files
from factpack_validators.collect import Collector
from factpack_validators.folder import open_folder
from factpack_validators.open_tables import SPILL_LEAST, SPILL_RATIO
from factpack_validators.schemas import Schema, table_names, table_schema
from factpack_validators.scratch import machine_faults
from factpack_validators.sql import file_literal, name

MEMORY_LIMIT = "512MB"
"""What DuckDB may hold; with Arrow and Python beside it, under 1 GB. `python -m benchmarks diff`
measures it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two releases, as far as its own files tell.

    Attributes:
        manifest: what its manifest.json says; empty for one that has none yet.
        schemas: Table Schema by table, from its datapackage.json, else from the contract.
        files: Parquet file by table.
    """

    path: Path
    manifest: Mapping[str, Any] = field(repr=False)
    schemas: Mapping[str, Schema] = field(repr=False)
    files: Mapping[str, Path] = field(repr=False)

    @property
    def name(self) -> str:
        """Name of the dataset."""
        return str(self.manifest.get("dataset", ""))

    @property
    def version(self) -> str:
        """Version as the release gives it."""
        return str(self.manifest.get("version", ""))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two releases in one database.

    The tables of the contract are there as `facts` (the new release) and `before.facts` (the old
    one, where a column that it does not have is empty); the files as they are as `new.facts` and
    `old.facts`.
    """

    old: Side
    new: Side
    database: duckdb.DuckDBPyConnection
    _columns: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict, repr=False)

    def columns(self, side: str, table: str) -> Mapping[str, str]:
        """SQL types by column of a table of a side, `old` or `new`; empty where it has none."""
        if table not in getattr(self, side).files:
            return {}
        key = side, table
        if key not in self._columns:
            rows = self.database.execute(f"describe from {side}.{name(table)}").fetchall()
            self._columns[key] = {row[0]: row[1] for row in rows}
        return self._columns[key]


def read_side(path: Path, manifest: Mapping[str, Any] | None = None) -> Side:
    """What a release folder says of itself; nothing in it leads to another file.

    Args:
        path: the folder.
        manifest: what stands for its manifest.json where that is not written yet.

    Raises:
        FactpackError: it is no release.
    """
    found = Collector()
    if not path.is_dir():
        raise FactpackError(
            f"{path}: no such folder; a release is dist/<dataset>/<version>",
            code="release-missing",
            file=path,
        )
    try:
        folder = open_folder(path)
        said = manifest if manifest is not None else folder.read_json(MANIFEST, found)
        package = folder.read_json(PACKAGE, found)
    except OSError as problem:
        raise FactpackError(f"{path}: {problem.strerror or 'cannot be read'}") from problem
    if not isinstance(said, dict):
        raise FactpackError(
            f"{path}: no release: its {MANIFEST} is missing or cannot be read; one is "
            "dist/<dataset>/<version>",
            code="release-missing",
        )
    schemas: dict[str, Schema] = {t: table_schema(t) for t in table_names()}
    if isinstance(package, dict):
        schemas |= _schemas(package)
    files = table_files(path)
    return Side(path, said, {t: schemas[t] for t in schemas if t in files}, files)


def _schemas(package: Mapping[str, Any]) -> dict[str, Schema]:
    """Table Schemas of a descriptor, as far as they have the shape of one."""
    found: dict[str, Schema] = {}
    resources = package.get("resources")
    for resource in resources if isinstance(resources, list) else []:
        schema = resource.get("schema") if isinstance(resource, dict) else None
        fields = schema.get("fields") if isinstance(schema, dict) else None
        if (
            isinstance(resource.get("name") if isinstance(resource, dict) else None, str)
            and isinstance(fields, list)
            and all(isinstance(f, dict) and isinstance(f.get("name"), str) for f in fields)
        ):
            found[resource["name"]] = dict(schema or {})
    return found


def spill_limit(files: Iterable[Path]) -> int:
    """Bytes of disk that DuckDB may take for work on such files."""
    return max(SPILL_LEAST, SPILL_RATIO * sum(file.stat().st_size for file in files))


@contextmanager
def open_pair(old: Side, new: Side) -> Iterator[Pair]:
    """Open two releases side by side.

    Raises:
        FactpackError: a file of one cannot be read.
    """
    files = [*old.files.values(), *new.files.values()]
    _check_files(old)
    _check_files(new)
    with (
        machine_faults(new.path),
        connect(
            new.path, MEMORY_LIMIT, beside=old.path, spill_limit=spill_limit(files)
        ) as database,
    ):
        try:
            for schema, side in (("old", old), ("new", new)):
                database.execute(f"create schema {schema}")
                for table, file in side.files.items():
                    database.execute(
                        f"create view {schema}.{name(table)} as "
                        f"from read_parquet({file_literal(file)})"
                    )
            attach_before(database, old.path)
            yield Pair(old, new, database)
        except (duckdb.Error, OSError) as problem:
            raise FactpackError(f"{old.path} and {new.path}: cannot be compared: {problem}") from (
                problem
            )


def _check_files(side: Side) -> None:
    """Name a file that was cut, before DuckDB does in words of its own."""
    check_footers(side.files.values())
    for table, file in side.files.items():
        try:
            pq.read_metadata(file)
        except (pa.ArrowException, OSError) as problem:
            raise FactpackError(
                f"{side.path}: broken release: the file of {table} is no whole Parquet file.",
                code="release-broken",
                file=side.path,
                advice="Fetch it again, or see `sha256sum -c SHA256SUMS`.",
            ) from problem


def attach_before(database: duckdb.DuckDBPyConnection, previous: Path) -> None:
    """Let the tables of an earlier release be `before.…` beside those of the contract.

    A table or column that it does not have is empty there.

    Args:
        database: from `connect(…, beside=previous)`.
        previous: the earlier release.

    Raises:
        duckdb.Error: a table of it cannot be read.
    """
    database.execute("create schema before")
    files = table_files(previous)
    # Of the new release alone: the schemas `old` and `new` have views of the same names.
    ours = "select view_name from duckdb_views() where schema_name = 'main'"
    views = {row[0] for row in database.execute(ours).fetchall()}
    for table in table_names():
        if table not in views:
            continue
        rows = ""
        if table in files:
            rows = f"union all by name from read_parquet({file_literal(files[table])})"
        database.execute(
            f"create view before.{name(table)} as (from main.{name(table)} limit 0) {rows}"
        )


def plain(value: Any) -> Any:
    """A value of a manifest or a cell as JSON has it."""
    return (
        value
        if value is None or isinstance(value, bool | int | float | str)
        else (json.loads(json.dumps(value, default=str, ensure_ascii=False)))
    )
