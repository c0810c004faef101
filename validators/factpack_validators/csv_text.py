"""CSV files as plain text: what must be known of one before DuckDB reads it."""

from __future__ import annotations

import re
from csv import reader
from pathlib import Path

LINE = 2 * 2**20
"""Bytes of a record up to which DuckDB is not asked for more memory."""

_PIECE = 2**20
"""Bytes read at a time; no longer than `LINE`, so that a longer record spans pieces."""


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
    """Bytes of the longest record, as far as it is longer than a piece that is read at a time.

    Memory does not grow with the record.
    """
    longest = start = 0
    inside = False
    base = 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            first, last, inside = _record_ends(piece, inside)
            if first >= 0:
                longest, start = max(longest, base + first + 1 - start), base + last + 1
            base += len(piece)
    return max(longest, base - start)


_TO_FEED = re.compile(rb'(?:[^"\n]++|"[^"]*+")*+\n')
"""From outside of quotes to the next line feed outside of them, read forwards or backwards."""


def _record_ends(piece: bytes, inside: bool) -> tuple[int, int, bool]:
    """Places of the first and the last line feed outside of quotes, -1 where there is none.

    Args:
        piece: of a file.
        inside: whether it begins within quotes.

    Returns:
        The places, and whether the next piece begins within quotes.
    """
    ends_inside = inside ^ (piece.count(b'"') % 2 == 1)
    first = _first_feed(piece, inside)
    if first < 0:
        return -1, -1, ends_inside
    return first, len(piece) - 1 - _first_feed(piece[::-1], ends_inside), ends_inside


def _first_feed(piece: bytes, inside: bool) -> int:
    """Place of the first line feed outside of quotes, -1 where there is none."""
    start = piece.find(b'"') + 1 if inside else 0
    if inside and not start:
        return -1
    found = _TO_FEED.match(piece, start)
    return found.end() - 1 if found else -1
