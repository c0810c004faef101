"""A release as a DuckDB database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from factpack.errors import FactpackError
from factpack.export.database import create_table, tables_of, views
from factpack.export.rows import batches_of
from factpack.release.open import Release
from factpack_validators.sql import name

_TYPES: Mapping[str, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def write(release: Release, folder: Path, file: str) -> None:
    """Write the database: tables with their keys, and views; columns need no index to be searched.

    Keys that lead to the table itself or around a circle are left out: DuckDB checks each row as
    it comes. Its full-text search is an extension, which is not fetched; whoever has it runs
    `PRAGMA create_fts_index('statements', 'claim_id', 'statement', 'sentence')`.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
    }
    try:
        with duckdb.connect(folder / file, config=config) as database:
            database.execute("set enable_progress_bar = false")
            placed: set[str] = set()
            for table in tables_of(release):
                database.execute(create_table(release, table, _TYPES, frozenset(placed)))
                placed.add(table)
                for batch in batches_of(release, table):
                    database.register("batch", pa.Table.from_batches([batch]))
                    database.execute(f"insert into {name(table)} from batch")
                    database.unregister("batch")
            for _, statement in views(release):
                database.execute(statement)
            database.execute("checkpoint")
    except duckdb.Error as problem:
        raise FactpackError(f"{release.path}: broken release: {problem}") from problem
