"""A CSV file that is what its Parquet gives is not read, and nothing is told otherwise for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.validators.editing import csv_path, edit, parquet_path, write_rows

from factpack_validators import open_tables
from factpack_validators.collect import Collector
from factpack_validators.context import Context
from factpack_validators.database import Database
from factpack_validators.families.equality import row_digest
from factpack_validators.folder import open_folder
from factpack_validators.kept import Kept
from factpack_validators.open_tables import open_database
from factpack_validators.plain_csv import plain_csv
from factpack_validators.release import validate_release
from factpack_validators.report import Report
from factpack_validators.schemas import table_names

FIELDS = [
    *(("text", "string"), ("count", "integer"), ("share", "number")),
    *(("is_it", "boolean"), ("day", "date")),
]
ROW = ('a, "b"\nc', 7, 1e16, True, date(987, 6, 5))
LINES = b'text,count,share,is_it,day\n"a, ""b""\nc",7,1e+16,true,0987-06-05\n'
EMPTY = (None,) * len(FIELDS)


def test_each_type_has_one_form() -> None:
    known = plain_csv(LINES + b",,,,\n", FIELDS, [ROW, EMPTY])
    assert known is not None
    assert (known.n_rows, known.n_bytes) == (
        2,
        len(LINES) - len(b"text,count,share,is_it,day\n") - 5,
    )
    no_rows = plain_csv(b"text,count,share,is_it,day\n", FIELDS, [])
    assert no_rows is not None
    assert (no_rows.n_rows, no_rows.n_bytes) == (0, 0)


@pytest.mark.parametrize(
    "data",
    [
        LINES.replace(b"7", b'"7"'),
        LINES.replace(b"7", b"07"),
        LINES.replace(b"7", b"8"),
        LINES.replace(b"1e+16", b"10000000000000000.0"),
        LINES.replace(b"true", b"True"),
        LINES.replace(b"\nc", b"\r\nc"),
        LINES[:-1],
        LINES[:-1] + b"\r\n",
        LINES + b"\n",
        LINES + b",,,,\n",
        b"\xef\xbb\xbf" + LINES,
        LINES.replace(b"day\n", b"day \n"),
        b"",
    ],
)
def test_any_other_form_is_left_to_be_read(data: bytes) -> None:
    assert plain_csv(data, FIELDS, [ROW]) is None


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("string", "", b'""'),
        ("string", "\0", b"\0"),
        ("string", "a\rb", b'"a\rb"'),
        ("number", float("inf"), b"inf"),
        ("number", float("nan"), b"nan"),
        ("date", date.max, b"9999-12-31"),
        ("date", "10000-01-01", b"10000-01-01"),
    ],
)
def test_a_value_that_might_be_another_is_left_to_be_read(
    kind: str, value: object, cell: bytes
) -> None:
    assert plain_csv(b"x\n" + cell + b"\n", [("x", kind)], [(value,)]) is None


Change = Callable[[Path], object]


def _value(table: str, column: str, value: Any) -> Change:
    def change(release: Path) -> None:
        edit(release, table, lambda rows: rows[0].update({column: value}))

    return change


def _twice(table: str) -> Change:
    return lambda release: edit(release, table, lambda rows: rows.insert(0, rows[-1]))


def _no_rows(table: str) -> Change:
    return lambda release: edit(release, table, list.clear)


def _missing_column(release: Path) -> None:
    write_rows(
        release, "aliases", [{"alias": "Orrin Vale"}], schema=pa.schema([("alias", pa.string())])
    )


def _all(*changes: Change) -> Change:
    return lambda release: [change(release) for change in changes]


CHANGES: dict[str, Change] = {
    "nothing": lambda release: None,
    "cells": _all(
        _value("entities", "name", 'said "so",\nand\t\\so\x7f\u2028'),
        _value("facts", "statement", " edge"),
        _value("claims", "claim_id", "c-1"),
        _value("mentions", "article_id", None),
        _no_rows("conflicts"),
    ),
    "cells to read": _all(
        _value("entities", "name", "a\x1fb"),
        _value("facts", "statement", ""),
        _value("quotes", "cue", "a\rb"),
        _value("claims", "amount", float("nan")),
        _value("literals", "date_from", date.max),
    ),
    "rows twice": _all(_twice("aliases"), _twice("facts")),
    "one row many times": lambda release: edit(
        release, "aliases", lambda rows: rows.extend(rows[:1] * 300)
    ),
    "no claims": _no_rows("claims"),
    "files": _all(
        _missing_column,
        lambda release: parquet_path(release, "facts").unlink(),
        lambda release: csv_path(release, "claims").unlink(),
        lambda release: parquet_path(release, "mentions").write_bytes(b"PAR1"),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_report_is_that_of_reading_the_file(
    good: Path, copy_of: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    release = copy_of(good)
    CHANGES[change](release)
    report = _report(release)
    monkeypatch.setattr(open_tables, "_open_plain_csv", lambda *_: False)
    assert report == _report(release)


_OTHERS = ("referee", "grounding", "coherence", "rights", "metadata", "safety")


def _report(release: Path) -> Report:
    return validate_release(release, skip=_OTHERS)


@pytest.mark.parametrize("change", ["nothing", "cells"])
def test_what_is_told_is_what_reading_tells(
    good: Path,
    copy_of: Callable[[Path], Path],
    monkeypatch: pytest.MonkeyPatch,
    change: str,
) -> None:
    release = copy_of(good)
    CHANGES[change](release)
    told = _told(release)
    assert told[0] == list(table_names())
    monkeypatch.setattr(open_tables, "_open_plain_csv", lambda *_: False)
    read = _told(release)
    assert read[0] == []
    assert told[1:] == read[1:]


def _told(release: Path) -> tuple[list[str], list[tuple[int, int, int]], list[str]]:
    """Tables whose CSV was not read; what a scan of each tells; the digests of their rows."""
    folder = open_folder(release)
    with Kept() as kept:
        database: Database = open_database(folder, kept.spill, Collector())
        context = Context(folder, database, Collector(), {}, {}, {}, {}, None, kept.spill, kept)
        scans = [database.scans[table] for table in table_names()]
        return (
            [table for table in table_names() if table in database.plain],
            [(scan.n_rows, scan.n_falls, scan.n_bytes) for scan in scans],
            [row_digest(context, table) for table in table_names()],
        )
