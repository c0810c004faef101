"""A small release is validated in fewer statements, which find what the many find."""

from __future__ import annotations

import csv
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.validators.conftest import Copy
from tests.validators.editing import edit, reseal

from factpack_validators import open_tables
from factpack_validators.checks import FAMILIES
from factpack_validators.release import validate_release
from factpack_validators.schemas import table_names, table_schema

Row = dict[str, Any]

WRONG: dict[str, Row] = {
    "articles": {"language_basis": None, "n_chars": 3, "author": "=cmd()"},
    "claims": {"subject_id": "e-00000000000000000000", "object_value": "a\u202eb"},
    "entities": {"n_mentions": 77, "name": "mara.quill@alder.example"},
    "facts": {"n_claims": 9, "status": "contested", "currency": "XQX"},
    "mentions": {"char_end": 0, "exact": " \u200b"},
    "segments": {"ordinal": 5, "reason": None},
    "statements": {"statement": "It is so"},
}
"""Cells that break checks of most families, by table."""


def spoil(rows: list[Row], **cells: Any) -> None:
    """Other cells in the first row and in the last."""
    rows[0].update(cells)
    rows[-1].update(cells)


@pytest.fixture
def spoilt(good: Path, copy_of: Copy) -> Path:
    """A release with errors in most tables, of most families."""
    release = copy_of(good)
    for table, cells in WRONG.items():
        edit(release, table, partial(spoil, **cells))
    reseal(release)
    return release


@pytest.mark.parametrize("skip", [["referee"], ["referee", "structure", "equality", "safety"]])
def test_what_is_asked_together_is_what_is_asked_alone(
    spoilt: Path, monkeypatch: pytest.MonkeyPatch, skip: list[str]
) -> None:
    together = validate_release(spoilt, skip=skip)
    monkeypatch.setattr(open_tables, "HELD_LIMIT", 0)
    alone = validate_release(spoilt, skip=skip)
    assert together == alone
    assert len(alone.totals) > 10, alone.totals


def test_frictionless_looks_every_key_up_in_the_table_it_refers_to(
    good: Path, copy_of: Copy
) -> None:
    """It reads the keys of a table once, for all columns that refer to any of them."""
    release = copy_of(good)
    file = release / "csv" / "articles.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        header, first, *others = csv.reader(stream)
    key = first[header.index("article_id")]
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *others])
    skip = [f for f in FAMILIES if f != "referee"]
    report = validate_release(release, skip=skip, kept_errors=10_000)
    told = Counter(
        (f.table, f.row) for f in report.findings if f.message.startswith("foreign-key: ")
    )
    dangling: Counter[tuple[str | None, int | None]] = Counter()
    for table in table_names():
        columns = {
            key["fields"][0]
            for key in table_schema(table).get("foreignKeys", ())
            if key["reference"]["fields"] == ["article_id"]
            and key["reference"]["resource"] in ("articles", "")
            and len(key["fields"]) == 1
        }
        with (release / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream)):
                n = sum(row[column] == key for column in columns)
                if n:
                    dangling[table, number] += n
    assert len({table for table, _ in dangling}) > 5
    assert told == dangling
