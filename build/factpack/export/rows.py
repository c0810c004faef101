"""Rows of a release as Python values, in the columns and types of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from factpack.errors import FactpackError
from factpack.release.open import Release
from factpack.release.query import table_file
from factpack_validators.schemas import arrow_schema, primary_key

_BATCH_ROWS = 10_000


def columns_of(release: Release, table: str) -> list[str]:
    """Columns of the contract that a table has; an older release may lack some.

    Raises:
        FactpackError: the file cannot be read, or has no key.
    """
    columns = [name for name in arrow_schema(table).names if name in _file(release, table).names]
    if not {*primary_key(table)} <= {*columns}:
        raise FactpackError(f"{release.path}: broken release: {table} has no {primary_key(table)}")
    return columns


def batches_of(release: Release, table: str) -> Iterator[pa.RecordBatch]:
    """Rows of a table in its order, some thousand at a time, in the columns of the contract.

    Raises:
        FactpackError: the file cannot be read, or has other types than the contract.
    """
    columns = columns_of(release, table)
    schema = pa.schema([arrow_schema(table).field(name) for name in columns])
    try:
        with pq.ParquetFile(table_file(release.path, table)) as file:
            for batch in file.iter_batches(_BATCH_ROWS, columns=columns):
                yield batch.select(columns).cast(schema)
    except (OSError, pa.ArrowException) as problem:
        raise FactpackError(f"{release.path}: broken release: {table}: {problem}") from problem


def rows_of(release: Release, table: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a table in its order; raises as `batches_of` does."""
    for batch in batches_of(release, table):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _file(release: Release, table: str) -> pa.Schema:
    try:
        return pq.read_schema(table_file(release.path, table))
    except (OSError, pa.ArrowException) as problem:
        raise FactpackError(f"{release.path}: broken release: {table}: {problem}") from problem
