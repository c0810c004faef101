"""The generated SQL finds in random rows what Frictionless finds in them."""

from __future__ import annotations

import csv
import tempfile
import warnings
from pathlib import Path
from typing import Any

import duckdb
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack_validators.constraints import column_tests
from factpack_validators.sql import SQL_TYPES, csv_value, name

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "string", "constraints": {"required": True, "pattern": "[a-c]-[0-9]+"}},
    {"name": "kind", "type": "string", "constraints": {"enum": ["one", "two three", "it's"]}},
    {"name": "word", "type": "string", "constraints": {"minLength": 2, "maxLength": 4}},
    {"name": "count", "type": "integer", "constraints": {"minimum": 0, "maximum": 9}},
    {"name": "share", "type": "number", "constraints": {"minimum": 0, "exclusiveMaximum": 1}},
    {"name": "order", "type": "number", "constraints": {"exclusiveMinimum": -1}},
    {"name": "day", "type": "date", "constraints": {"minimum": "2000-01-01", "required": True}},
    {"name": "flag", "type": "boolean", "constraints": {"required": True}},
]
SCHEMA: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
    "fields": FIELDS,
    "missingValues": [""],
}
CELLS = {
    "id": ["a-1", "b-22", "c", "a-1x", "", "A-1", "a-1 b", "xa-1"],
    "kind": ["one", "two three", "it's", "two", "One", ""],
    "word": ["ab", "abcd", "a", "abcde", "éé", "ééééé", ""],
    "count": ["0", "9", "10", "-1", ""],
    "share": ["0.0", "0.5", "1.0", "0.999", "-0.1", "1e-3", ""],
    "order": ["-1.0", "-0.9", "7.0", ""],
    "day": ["2000-01-01", "1999-12-31", "2024-02-29", ""],
    "flag": ["true", "false", ""],
}


def ours(rows: list[list[str]]) -> set[tuple[int, str]]:
    with duckdb.connect() as con:
        names = [f["name"] for f in FIELDS]
        con.execute(f"CREATE TABLE raw (row INT, {', '.join(f'{name(n)} VARCHAR' for n in names)})")
        con.executemany(
            f"INSERT INTO raw VALUES (?{', ?' * len(names)})",
            [[i, *(c or None for c in row)] for i, row in enumerate(rows)],
        )
        typed = ", ".join(
            f"{csv_value(f['name'], f['type'])}::{SQL_TYPES[f['type']]} AS {name(f['name'])}"
            for f in FIELDS
        )
        con.execute(f"CREATE VIEW typed AS SELECT row, {typed} FROM raw")
        return {
            (row, constraint.column)
            for test in column_tests(SCHEMA)
            for constraint in test.constraints
            for (row,) in con.execute(f"SELECT row FROM typed WHERE {constraint.broken}").fetchall()
        }


def theirs(rows: list[list[str]]) -> set[tuple[int, str]]:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with (Path(folder) / "rows.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([[f["name"] for f in FIELDS], *rows])
        resource = {"name": "rows", "type": "table", "path": "rows.csv", "schema": SCHEMA}
        package = {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "oracle",
            "resources": [resource],
        }
        report = Package.from_descriptor(package, basepath=folder).validate()
        assert not report.errors
        found = report.flatten(["rowNumber", "fieldName", "type"])
    assert all(field for _, field, _ in found), found
    return {(row - 2, field) for row, field, _ in found}


@given(
    st.lists(
        st.tuples(*(st.sampled_from(CELLS[f["name"]]) for f in FIELDS)).map(list),
        min_size=1,
        max_size=6,
    ).filter(lambda rows: all(any(row) for row in rows))
)
@settings(deadline=None, max_examples=30)
def test_they_agree(rows: list[list[str]]) -> None:
    assert ours(rows) == theirs(rows)


def test_every_kind_of_constraint_is_tried() -> None:
    tried = {c for f in FIELDS for c in f["constraints"]}
    assert tried == {
        "required",
        "pattern",
        "enum",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
    }
