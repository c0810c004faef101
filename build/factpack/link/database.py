"""DuckDB over the staged tables: bounded memory, and nothing that depends on threads or order."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from factpack.engine.staging import STAGED_TABLES, staged_schema

BATCH_ROWS = 65_536
"""Rows that Python holds at a time when it reads a result: some megabytes."""

_TYPES = {
    pa.string(): "VARCHAR",
    pa.binary(): "BLOB",
    pa.bool_(): "BOOLEAN",
    pa.int64(): "BIGINT",
    pa.uint64(): "UBIGINT",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.list_(pa.string()): "VARCHAR[]",
}
"""What DuckDB calls the types of tables; to let it find out from Arrow takes ten times as long."""


@contextmanager
def open_stage(stage: Path, memory_limit: str, threads: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with a view `staged_<table>` for every staged table, gone when the block ends.

    `read_<table>` is the same, and stays what was staged where rows are withdrawn.

    Tables without a file are there with no rows. What does not fit into `memory_limit` goes to a
    temporary folder below `stage`.
    """
    with tempfile.TemporaryDirectory(prefix="resolve-", dir=stage) as work:
        connection = duckdb.connect(
            str(Path(work) / "resolve.duckdb"),
            config={
                "memory_limit": memory_limit,
                "threads": threads,
                "temp_directory": str(Path(work) / "spill"),
                # Order is stated wherever it matters; keeping it elsewhere costs memory.
                "preserve_insertion_order": False,
            },
        )
        try:
            for table in STAGED_TABLES:
                _add_staged(connection, stage, table)
            yield connection
        finally:
            connection.close()


def text(value: str | Path) -> str:
    """An SQL string literal."""
    return "'" + str(value).replace("'", "''") + "'"


def batches(
    connection: duckdb.DuckDBPyConnection, query: str, rows: int = BATCH_ROWS
) -> Iterator[pa.RecordBatch]:
    """Rows of a query, a batch at a time, over a cursor of its own."""
    yield from connection.cursor().sql(query).to_arrow_reader(rows)


def create_empty(connection: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema) -> None:
    """Create a table with no rows, replacing one of that name."""
    columns = ", ".join(f'"{field.name}" {_TYPES[field.type]}' for field in schema)
    connection.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Append rows whose columns are those of the table, by name."""
    if not rows.num_rows:
        return
    connection.register("rows_to_append", rows)
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM rows_to_append")
    connection.unregister("rows_to_append")


def _add_staged(connection: duckdb.DuckDBPyConnection, stage: Path, table: str) -> None:
    parts = sorted((stage / table).glob("part-*.parquet"))
    if not parts:
        create_empty(connection, f"read_{table}", staged_schema(table))
        connection.execute(f"CREATE VIEW staged_{table} AS SELECT * FROM read_{table}")
        return
    columns = ", ".join(f'"{name}"' for name in staged_schema(table).names)
    files = ", ".join(text(part) for part in parts)
    connection.execute(f"CREATE VIEW read_{table} AS SELECT {columns} FROM read_parquet([{files}])")
    connection.execute(f"CREATE VIEW staged_{table} AS SELECT * FROM read_{table}")
