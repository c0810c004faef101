"""SQL over the tables of a release folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from factpack.release.layout import parquet_path
from factpack_validators.schemas import table_names

Row = Mapping[str, Any]
Rows = tuple[Row, ...]


def connect(release: Path, memory_limit: str | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection in memory with a view for every table of a release.

    Args:
        release: release folder.
        memory_limit: such as `1GB`; None: DuckDB's own.
    """
    database = duckdb.connect(config={"memory_limit": memory_limit} if memory_limit else {})
    for table in table_names():
        file = (release / parquet_path(table)).resolve().as_posix().replace("'", "''")
        database.execute(f"create view \"{table}\" as from read_parquet('{file}')")
    return database


def fetch(database: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> Rows:
    """The rows that a query gives, as Python values by column name."""
    table: pa.Table = database.sql(sql, params=list(values)).to_arrow_table()
    return tuple(table.to_pylist())
