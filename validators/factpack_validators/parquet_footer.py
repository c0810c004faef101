"""Open a Parquet file, unless its footer alone would take what no reader has."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

FOOTER_LIMIT = 256 * 2**10
FOOTER_SHARE = 0.1
"""Bytes of a footer, and its share of the file, beyond both of which nobody reads it: unpacked it
takes twenty times its size, and a reader goes through each chunk that it names. The largest of the
releases in `dist/` has 9 kB; run `python -m tests.validators.hostile_costs` after changing it."""

_END = 8
_MAGIC = b"PAR1"


class FooterTooLongError(ValueError):
    """A footer longer than that of any release; the message says how long."""


def open_parquet(path: Path) -> pq.ParquetFile:
    """A Parquet file of a release that somebody else made.

    Raises:
        FooterTooLongError: it names more columns, groups of rows or notes than any release has.
        pyarrow.ArrowException: it cannot be read.
        OSError: the same.
    """
    check_footer(path)
    return pq.ParquetFile(path)


def check_footer(path: Path) -> None:
    """Do nothing where the footer is as long as one may be.

    Raises:
        FooterTooLongError: it is longer.
        OSError: the file cannot be read.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(size - _END, 0))
        end = stream.read(_END)
    length = int.from_bytes(end[:4], "little")
    if end[4:] == _MAGIC and max(FOOTER_LIMIT, FOOTER_SHARE * size) < length < size:
        raise FooterTooLongError(f"has {size:,} bytes and a footer of {length:,}")
