"""Bytes of a release that its follower has to upload, by how large tables could be cut.

    python -m benchmarks parts OLD NEW [--rows N]

For each table of two releases: its Parquet in the newer, and how much of it is new where whole
files, parts of N rows in the order of the contract, or parts in the order of arrival are uploaded
where they differ; how much where a store keeps chunks of some 64 kB that it has seen before, as
that of the Hugging Face Hub does; and what the delta between the two has.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.release.tables import PARQUET_OPTIONS
from factpack_validators.folder import parquet_file
from factpack_validators.schemas import table_names

MASK_BITS = 16
"""Chunks end where so many bits of a rolling hash are zero: once in 64 kB of chance."""

LEAST, MOST = 8 * 1024, 128 * 1024


def packed(rows: pa.Table) -> bytes:
    """The rows as a Parquet file of a release."""
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, rows.schema, **PARQUET_OPTIONS) as writer:
        writer.write_table(rows.combine_chunks(), row_group_size=max(rows.num_rows, 1))
    return bytes(sink.getvalue().to_pybytes())


def parts(rows: pa.Table, n: int) -> list[bytes]:
    """Files of n rows each."""
    return [packed(rows.slice(start, n)) for start in range(0, rows.num_rows, n)]


def chunks(data: bytes) -> Iterator[bytes]:
    """Pieces of a file whose ends depend on the bytes before them alone."""
    gear = np.array([random.Random(byte).getrandbits(MASK_BITS) for byte in range(256)], np.uint16)
    values = gear[np.frombuffer(data, np.uint8)]
    rolling = np.zeros(len(values), np.uint16)
    for shift in range(MASK_BITS):
        rolling[shift:] += values[: len(values) - shift] << np.uint16(shift)
    start = 0
    for end in [*(np.flatnonzero(rolling == 0) + 1).tolist(), len(data)]:
        while end - start > MOST:
            yield data[start : start + MOST]
            start += MOST
        if end - start >= LEAST or end == len(data):
            yield data[start:end]
            start = end


def new_bytes(before: Iterable[bytes], after: Iterable[bytes]) -> int:
    """Bytes of the pieces that were not there before."""
    known = {hashlib.sha256(piece).digest() for piece in before}
    return sum(len(piece) for piece in after if hashlib.sha256(piece).digest() not in known)


def arrived(old: pa.Table, new: pa.Table) -> pa.Table:
    """The newer rows with those first that stood in the older, in their order there."""
    with duckdb.connect() as database:
        database.register("old_rows", old.append_column("n", pa.array(range(old.num_rows))))
        database.register("new_rows", new)
        keys = ", ".join(f'"{name}"' for name in old.column_names)
        return database.sql(
            # Cells that are empty are equal here, as nulls are not.
            f"""with o as (select n, md5(row({keys})::text) as row_hash from old_rows),
            w as (select *, md5(row({keys})::text) as row_hash from new_rows)
            select {keys} from w left join o using (row_hash) order by n nulls last, {keys}"""
        ).to_arrow_table()


def main() -> int:
    """Print a line for each table, and their sum."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks parts", description=__doc__)
    parser.add_argument("old", type=Path, metavar="OLD")
    parser.add_argument("new", type=Path, metavar="NEW")
    parser.add_argument("--rows", type=int, default=5_000, metavar="N", help="rows of a part")
    options = parser.parse_args()
    names = ("rows", "kB", "files", "parts", "arrival", "chunks", "delta")
    print(f"{'table':<12}" + "".join(f"{name:>10}" for name in names))
    sums = [0] * len(names)
    [delta] = (options.new / "deltas").iterdir()
    for table in table_names():
        files = [release / parquet_file(table) for release in (options.old, options.new)]
        one, other = (file.read_bytes() for file in files)
        old, new = (pq.read_table(file) for file in files)
        told = [
            file.stat().st_size for file in delta.rglob("*.parquet") if file.stem.startswith(table)
        ]
        line = [
            new.num_rows,
            len(other),
            new_bytes([one], [other]),
            new_bytes(parts(old, options.rows), parts(new, options.rows)),
            new_bytes(parts(old, options.rows), parts(arrived(old, new), options.rows)),
            new_bytes(chunks(one), chunks(other)),
            sum(told),
        ]
        sums = [total + value for total, value in zip(sums, line, strict=True)]
        print(_line(table, line), flush=True)
    print(_line("together", sums))
    return 0


def _line(name: str, values: list[int]) -> str:
    rows, *sizes = values
    return f"{name:<12}{rows:>10,}" + "".join(f"{size / 1000:>10,.0f}" for size in sizes)


if __name__ == "__main__":
    sys.exit(main())
