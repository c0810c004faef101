"""What one pass over a CSV file tells, so that it is read once where all is well."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import duckdb

from factpack_validators.constraints import Test, column_tests, form_tests
from factpack_validators.schemas import primary_key, table_schema
from factpack_validators.sql import hash_of_row, key_falls, name

_QUOTED = ("','", "'\"'", "chr(10)", "chr(13)")
"""Characters, as SQL, for which a cell of CSV needs quotes."""


@dataclass(frozen=True, slots=True)
class CsvScan:
    """The rows of a CSV file, counted.

    Attributes:
        tests: that the rows were put to.
        n_rows: all rows.
        n_broken: rows that break any of the tests.
        n_falls: rows that stand after one with the same or a larger key.
        n_bytes: that all cells take, with the quotes that they need.
        digest: sum of the hashes of all rows.
    """

    tests: tuple[Test, ...]
    n_rows: int
    n_broken: int
    n_falls: int
    n_bytes: int
    digest: int


def csv_tests(table: str, header: Collection[str], *, alone: bool) -> tuple[Test, ...]:
    """Tests of the rows of a CSV file.

    Args:
        table: name of the table.
        header: columns that the file has.
        alone: whether there is no Parquet to have the same rows, which is put to the constraints;
            then only the forms of cells are left.
    """
    schema = table_schema(table)
    forms = [t for t in form_tests(schema, "raw_") if t.constraints[0].column in header]
    return (*forms, *(column_tests(schema) if alone else ()))


def scan_csv(
    con: duckdb.DuckDBPyConnection, table: str, header: Collection[str], *, alone: bool
) -> CsvScan:
    """Read the view `both_…` of a table once, on all processors.

    Of each row, its key and a few numbers are kept until they are summed up: only rows that are
    kept are in the order of the file, which tells whether their keys ascend.

    Args:
        con: where the view is.
        table: name of the table.
        header: columns that the file has.
        alone: whether there is no Parquet file of the table.

    Raises:
        duckdb.Error: the file cannot be read to its end.
    """
    tests = csv_tests(table, header, alone=alone)
    before, fall = key_falls(table)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE scanned AS {kept_rows(table, header, tests, alone=alone)}"
    )
    try:
        row = con.execute(
            f"SELECT count(*), count(*) FILTER (scan_broken), count(*) FILTER ({fall}), "
            "coalesce(sum(scan_bytes), 0), coalesce(sum(scan_hash::HUGEINT), 0) "
            f"FROM (SELECT *, {before} FROM scanned)"
        ).fetchone()
    finally:
        con.execute("DROP TABLE scanned")
    assert row
    return CsvScan(tests, *map(int, row))


def kept_rows(table: str, header: Collection[str], tests: Iterable[Test], *, alone: bool) -> str:
    """SQL of what is kept of each row; a join in its plan would lose their order."""
    key = ", ".join(map(name, primary_key(table)))
    broken = " OR ".join(f"({t.broken})" for t in tests) or "false"
    # A digest takes a tenth of the time and is of use only where there is another to compare it to.
    return (
        f"SELECT {key}, CASE WHEN {broken} THEN true ELSE false END AS scan_broken, "
        f"{_row_size(table, header)} AS scan_bytes, {'0' if alone else hash_of_row(table)} "
        f"AS scan_hash FROM {name(f'both_{table}')}"
    )


def _row_size(table: str, header: Collection[str]) -> str:
    """SQL of the bytes that the cells of a row take, their needed quotes included."""
    sizes = ["0"]
    for field in table_schema(table)["fields"]:
        if field["name"] not in header:
            continue
        cell = name(f"raw_{field['name']}")
        sizes.append(f"coalesce(strlen({cell}), 0)")
        # Only free text can need quotes: every quote in it is doubled, and two stand around it.
        free = not {"pattern", "enum"} & field.get("constraints", {}).keys()
        if field["type"] == "string" and free:
            quoted = " OR ".join(f"contains({cell}, {c})" for c in _QUOTED)
            sizes.append(
                f"CASE WHEN {quoted} THEN 2 + strlen({cell}) "
                f"- strlen(replace({cell}, '\"', '')) ELSE 0 END"
            )
    return " + ".join(sizes)
