"""Write a table as Parquet and CSV in one pass, from rows that are read as they are needed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from factpack.errors import FactpackError
from factpack.release.cells import RowDigest, cells, csv_lines
from factpack.release.groups import regroup, text_sizes
from factpack.release.info import FileInfo, TableInfo
from factpack.release.rights import Edit
from factpack.release.stream import open_stream
from factpack.release.values import check_values
from factpack_validators.folder import csv_file, parquet_file
from factpack_validators.schemas import arrow_schema

PARQUET_OPTIONS: dict[str, Any] = {
    "version": "2.6",
    "compression": "zstd",
    "compression_level": 9,
    "use_dictionary": True,
    "write_statistics": True,
    "write_page_index": True,
    "use_content_defined_chunking": True,
    "data_page_version": "1.0",
}
"""Read by every consumer tried, small, and with few new bytes where few rows are new.

With one chunk a row group, the bytes depend on nothing but the rows and the version of pyarrow.
"""

_READ_ROWS = 10_000
_CSV_ROWS = 8_192


def write_table(table: str, source: Path, release: Path, edit: Edit | None = None) -> TableInfo:
    """Write `source` (Parquet) into a release as Parquet and CSV with equal cells.

    Args:
        table: name in the contract.
        source: its rows, in the order of the contract.
        release: release folder; the two files are made in it.
        edit: changes rows on their way, a stretch at a time.

    Raises:
        FactpackError: a column is missing or of another type, or a cell breaks a rule.
        OSError: the files cannot be written.
    """
    schema = arrow_schema(table)
    parquet, text = release / parquet_file(table), release / csv_file(table)
    parquet.parent.mkdir(parents=True)
    text.parent.mkdir(exist_ok=True)
    n_rows = 0

    def checked() -> Iterator[pa.Table]:
        nonlocal n_rows
        for rows in read_rows(table, source, edit):
            check_values(table, rows, n_rows)
            n_rows += rows.num_rows
            yield rows

    digest, memory = write_rows(checked(), schema, parquet, text)
    return TableInfo(
        table,
        n_rows,
        digest,
        memory,
        file_info(release, parquet_file(table)),
        file_info(release, csv_file(table)),
    )


def write_rows(
    tables: Iterable[pa.Table], schema: pa.Schema, parquet: Path, text: Path
) -> tuple[str, int]:
    """Write rows as Parquet and CSV; the bytes depend on the rows alone, however they are cut.

    Returns:
        Digest of the rows, and their size in memory, see `TableInfo`.
    """
    digest = RowDigest()
    memory = 0
    with (
        pq.ParquetWriter(parquet, schema, **PARQUET_OPTIONS) as packed,
        text.open("wb") as stream,
    ):
        stream.write(csv_lines([pa.array([name]) for name in schema.names]))
        for group in regroup(tables):
            packed.write_table(group, row_group_size=group.num_rows)
            for batch in group.to_batches(_CSV_ROWS):
                columns = list(map(cells, batch.columns))
                stream.write(csv_lines(columns))
                digest.update(columns)
            memory += _memory_bytes(group)
    return digest.hexdigest(), memory


def file_info(release: Path, path: str) -> FileInfo:
    """Size and hash of a file of a release."""
    with (release / path).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return FileInfo(path, (release / path).stat().st_size, digest)


def read_rows(table: str, source: Path, edit: Edit | None = None) -> Iterator[pa.Table]:
    """Rows of a final table as the contract has them, some at a time, edited on their way.

    Raises:
        FactpackError: the table or a column is missing, or a column is of another type.
    """
    schema = arrow_schema(table)
    try:
        file = open_stream(source)
    except FileNotFoundError:
        raise FactpackError(f"{source.name}: the table {table} was not made") from None
    with file:
        missing = [name for name in schema.names if name not in file.schema_arrow.names]
        if missing:
            raise FactpackError(f"table {table}: no column {missing[0]}")
        for batch in file.iter_batches(_READ_ROWS, columns=schema.names):
            rows = pa.Table.from_batches([batch]).select(schema.names)
            try:
                rows = rows.cast(schema)
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as problem:
                raise FactpackError(f"table {table}: {problem}") from problem
            yield edit(rows).cast(schema) if edit else rows


_WIDTHS = {pa.int64(): 8, pa.float64(): 8, pa.date32(): 4, pa.bool_(): 1, pa.string(): 4}


def _memory_bytes(rows: pa.Table) -> int:
    # Not `nbytes`: that counts validity bits, which come and go with how an array was made.
    fixed = sum(_WIDTHS[column.type] for column in rows.schema)
    size: int = fixed * rows.num_rows + int(text_sizes(rows).sum())
    return size
