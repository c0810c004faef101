"""Statistics of Parquet files: readers skip what they say holds no row that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from factpack_validators.collect import Collector
from factpack_validators.shown import shown

SMALL = 2**20
"""Bytes of a group of rows that is read at once: many small ones take eight times less so."""


def check_statistics(path: Path, table: str, file: str, found: Collector) -> None:
    """The least and the largest value and the empty cells of each chunk are what its footer says.

    One column of one group of rows is in memory at a time, or a group that is small. A bloom
    filter, which could hide rows in the same way, belongs to no release.

    Raises:
        pyarrow.ArrowException: the file cannot be read.
        OSError: the same.
    """
    with pq.ParquetFile(path) as parquet:
        metadata, names = parquet.metadata, parquet.schema_arrow.names
        for group in range(metadata.num_row_groups):
            small = metadata.row_group(group).total_byte_size < SMALL
            rows = parquet.read_row_group(group) if small else None
            for place in range(metadata.num_columns):
                chunk = metadata.row_group(group).column(place)
                column = chunk.path_in_schema
                if names.count(column) > 1:
                    continue  # An error of its own: which of them is meant cannot be said.
                if chunk.bloom_filter_offset is not None:
                    wrong = "has a bloom filter"
                elif chunk.statistics is None:
                    continue
                else:
                    if rows is not None and column in names:
                        cells = rows.column(column)
                    else:
                        cells = parquet.read_row_group(group, columns=[column]).column(0)
                    wrong = _lie(chunk.statistics, cells)
                if wrong:
                    found.add(
                        "parquet-statistics",
                        f"{file}: {shown(column)} {wrong} in group {group}",
                        table=table,
                        column=column,
                        file=file,
                    )


def _lie(statistics: Any, cells: pa.ChunkedArray) -> str:
    """What statistics say wrongly of the cells they are about, as half a sentence; else nothing."""
    if statistics.has_null_count and statistics.null_count != cells.null_count:
        return f"has {cells.null_count:,} empty cells, its statistics say {statistics.null_count:,}"
    if not statistics.has_min_max:
        return ""
    extremes = pc.min_max(cells).as_py()
    least, most = extremes["min"], extremes["max"]
    if least is None:
        return ""
    try:
        if statistics.min <= least and statistics.max >= most:
            return ""
    except TypeError:
        return "has statistics of another type"
    return "has values outside of those that its statistics name"
