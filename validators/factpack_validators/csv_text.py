"""CSV files as plain text: what must be known of one before DuckDB reads it."""

from __future__ import annotations

from csv import reader
from pathlib import Path

LINE = 2 * 2**20
"""Bytes of a record up to which DuckDB is not asked for more memory."""


def csv_header(path: Path) -> list[str]:
    """Columns that the first line names; empty where the file is.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: the line is not UTF-8.
        csv.Error: the line is no CSV.
    """
    with path.open("rb") as stream:
        first = stream.readline(LINE)
    return next(reader([first.decode("utf-8")]), [])


def longest_record(path: Path) -> int:
    """Bytes of the longest run of lines in which a quoted cell stays open."""
    longest = used = 0
    inside = False
    with path.open("rb") as stream:
        for line in stream:
            used += len(line)
            inside ^= bool(line.count(b'"') % 2)
            if not inside:
                longest, used = max(longest, used), 0
    return max(longest, used) + 1
