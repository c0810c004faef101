"""What the benchmark of parts counts as new."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pyarrow as pa

from benchmarks.again import write_corpus
from benchmarks.parts import LEAST, MOST, arrived, chunks, new_bytes, parts


def test_chunks_after_an_insertion_are_those_before_it() -> None:
    data = Random(1).randbytes(3_000_000)
    whole = list(chunks(data))
    assert b"".join(whole) == data
    assert all(len(piece) <= MOST for piece in whole)
    assert all(len(piece) >= LEAST for piece in whole[:-1])
    longer = data[:1_000_000] + b"something new" + data[1_000_000:]
    assert 0 < new_bytes(whole, chunks(longer)) <= 3 * MOST
    assert new_bytes(whole, chunks(data)) == 0


def test_parts_of_rows_that_arrived_later_leave_the_others_as_they_were() -> None:
    old = pa.table({"key": [f"k-{n:03}" for n in range(0, 100, 2)]})
    new = pa.table({"key": [f"k-{n:03}" for n in range(100) if n % 2 == 0 or n == 51]})
    assert arrived(old, new)["key"].to_pylist() == [*old["key"].to_pylist(), "k-051"]
    in_order = new_bytes(parts(old, 10), parts(new, 10))
    later = new_bytes(parts(old, 10), parts(arrived(old, new), 10))
    assert later < in_order


def test_so_many_articles_change(tmp_path: Path) -> None:
    write_corpus(tmp_path, 200)
    before = (tmp_path / "articles.jsonl").read_text("utf-8").splitlines()
    write_corpus(tmp_path, 200, 1.0)
    after = (tmp_path / "articles.jsonl").read_text("utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 2
