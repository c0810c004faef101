"""CSV files as plain text: what must be known of one before DuckDB reads it."""

from __future__ import annotations

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


def _record_ends(piece: bytes, inside: bool) -> tuple[int, int, bool]:
    """Places of the first and the last line feed outside of quotes, -1 where there is none.

    Args:
        piece: of a file.
        inside: whether it begins within quotes.

    Returns:
        The places, and whether the next piece begins within quotes.
    """
    first = last = -1
    place = 0
    for number, stretch in enumerate(piece.split(b'"')):
        if number:
            inside = not inside
            place += 1
        if not inside and (found := stretch.rfind(b"\n")) >= 0:
            last = place + found
            if first < 0:
                first = place + stretch.find(b"\n")
        place += len(stretch)
    return first, last, inside
