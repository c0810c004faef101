"""Read a Parquet file a stretch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_BUFFER = 2**20


def open_stream(file: Path) -> pq.ParquetFile:
    """A Parquet file whose batches take only the memory that they need.

    pyarrow's own choice, `pre_buffer`, keeps all of the file in memory until the last batch.
    """
    return pq.ParquetFile(file, pre_buffer=False, buffer_size=_BUFFER)


def read_batches(file: Path, columns: list[str], rows: int) -> Iterator[pa.Table]:
    """Some columns of a file, at most so many rows at a time, in their order."""
    with open_stream(file) as stream:
        for batch in stream.iter_batches(rows, columns=columns):
            yield pa.Table.from_batches([batch]).select(columns)
