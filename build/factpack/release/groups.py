"""Cut a stream of rows into row groups that depend on the rows alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

GROUP_ROWS = 50_000
"""Rows of a row group: with content-defined chunking, most old bytes survive appended rows."""

GROUP_BYTES = 64 * 2**20
"""Bytes of text of a row group: some copies of it are held in memory, and 2 GiB is Arrow's end."""


def regroup(
    tables: Iterable[pa.Table], rows: int = GROUP_ROWS, text_bytes: int = GROUP_BYTES
) -> Iterator[pa.Table]:
    """Row groups of a stream of tables, the same however the stream was cut.

    A group ends after `rows` rows, or before the row whose text would take it over `text_bytes`;
    a single row may be larger. Each group has one chunk: Parquet's bytes depend on chunks.
    """
    waiting: list[pa.Table] = []
    n = used = 0
    for table in tables:
        sizes = text_sizes(table)
        start = 0
        while start < table.num_rows:
            totals = used + np.cumsum(sizes[start : start + rows - n])
            fit = int(np.searchsorted(totals, text_bytes, side="right"))
            if fit == 0 and n == 0:
                fit = 1
            if fit:
                waiting.append(table.slice(start, fit))
                n += fit
                used = int(totals[fit - 1])
                start += fit
            if n == rows or start < table.num_rows:
                yield _one_chunk(waiting)
                waiting, n, used = [], 0, 0
    if waiting:
        yield _one_chunk(waiting)


def text_sizes(table: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """UTF-8 bytes of all text of each row."""
    sizes = np.zeros(table.num_rows, np.int64)
    for column in table.columns:
        if pa.types.is_string(column.type) and column.null_count < len(column):
            lengths = pc.fill_null(pc.binary_length(column), 0)
            sizes += lengths.to_numpy()
    return sizes


def _one_chunk(tables: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables).combine_chunks()
