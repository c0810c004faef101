"""One pass over a CSV file: its counts, and that it sees the rows in the order of the file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from factpack_validators import open_tables
from factpack_validators.csv_scan import csv_tests, kept_rows
from factpack_validators.csv_text import csv_header
from factpack_validators.database import Database, connect
from factpack_validators.open_tables import open_csv_rows
from factpack_validators.schemas import arrow_schema, table_names

N_ROWS = 200_000
"""Rows that several threads share; they fill more than one buffer."""


def aliases(folder: Path, order: list[int]) -> Path:
    """A CSV of the table `aliases` with rows of those numbers."""
    path = folder / "aliases.csv"
    words = "alias " * 20
    with path.open("w", encoding="utf-8") as stream:
        stream.write(",".join(arrow_schema("aliases").names) + "\n")
        stream.writelines(f"e-{i:020x},{words}x,same-name,1\n" for i in order)
    return path


def opened(tmp_path: Path, order: list[int], threads: int = 4) -> Database:
    path = aliases(tmp_path, order)
    database = Database(connect(tmp_path, threads))
    open_csv_rows(database, "aliases", path, csv_header(path))
    return database


@pytest.mark.parametrize("table", table_names())
@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("held", [True, False])
def test_no_join_loses_the_order_of_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, alone: bool, held: bool
) -> None:
    """Whether the rows of the file are held in memory, or read again."""
    monkeypatch.setattr(open_tables, "HELD_LIMIT", 2**20 if held else 0)
    path = tmp_path / "empty.csv"
    header = arrow_schema(table).names
    path.write_text(",".join(header) + "\n", "utf-8")
    database = Database(connect(tmp_path))
    open_csv_rows(database, table, path, header)
    tests = csv_tests(table, header, alone=alone)
    rows = kept_rows(table, header, tests, alone=alone, held=held)
    (_, plan), *_ = database.all(f"EXPLAIN CREATE TEMP TABLE scanned AS {rows}")
    assert ("seq scan" if held else "read csv") in plan.casefold().replace("_", " ")
    assert "join" not in plan.casefold()


def test_many_threads_see_rows_in_the_order_of_the_file(tmp_path: Path) -> None:
    order = list(range(N_ROWS))
    scan = opened(tmp_path, order).scans["aliases"]
    assert (scan.n_rows, scan.n_broken, scan.n_falls) == (N_ROWS, 0, 0)
    half = N_ROWS // 2
    swapped = [*order[half:], *order[:half]]
    assert opened(tmp_path, swapped).scans["aliases"].n_falls == 1
    twice = [*order[: half + 1], *order[half:]]
    assert opened(tmp_path, twice).scans["aliases"].n_falls == 1


CELLS = ("", "plain", "a,b", 'say "so"', '""', "two\nlines", "\n", "Größe, “quoted”", "0", " ")


@pytest.mark.parametrize("held", [True, False])
def test_a_row_is_as_long_as_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    """Cells with all that needs quotes; commas and line ends are not counted."""
    monkeypatch.setattr(open_tables, "HELD_LIMIT", 2**20 if held else 0)
    header = arrow_schema("rejected").names
    path = tmp_path / "rejected.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.DictWriter(stream, header, lineterminator="\n")
        lines.writeheader()
        lines.writerows({"reason": cell, "rule": cell[::-1], "char_end": 7} for cell in CELLS)
    database = Database(connect(tmp_path))
    open_csv_rows(database, "rejected", path, header)
    written = path.stat().st_size - len(",".join(header)) - 1
    scan = database.scans["rejected"]
    assert scan.n_rows == len(CELLS)
    assert scan.n_bytes == written - len(CELLS) * len(header)
