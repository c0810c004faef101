"""What one pass over a CSV file tells, so that it is read once where all is well."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import duckdb

from factpack_validators.constraints import Test, column_tests, form_tests
from factpack_validators.schemas import table_schema
from factpack_validators.sql import hash_of_row, name, order_columns, order_falls

_QUOTED = ("','", "'\"'", "chr(10)", "chr(13)")
"""Characters, as SQL, for which a cell of CSV needs quotes."""


@dataclass(frozen=True, slots=True)
class CsvScan:
    """The rows of a CSV file, counted.

    Attributes:
        tests: that the rows were put to.
        n_rows: all rows.
        n_broken: rows that break any of the tests.
        n_falls: rows that stand after one that belongs behind them.
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
    con: duckdb.DuckDBPyConnection,
    table: str,
    header: Collection[str],
    *,
    alone: bool,
    held: bool,
) -> CsvScan:
    """Read the view `both_…` of a table once, on all processors.

    Of each row, its key and a few numbers are kept until they are summed up: only rows that are
    kept are in the order of the file, which tells whether their keys ascend.

    Args:
        con: where the view is.
        table: name of the table.
        header: columns that the file has.
        alone: whether there is no Parquet file of the table.
        held: whether the rows are in memory, so that they need not be kept in a pass of its own.

    Raises:
        duckdb.Error: the file cannot be read to its end.
    """
    tests = csv_tests(table, header, alone=alone)
    before, fall = order_falls(table)
    rows = kept_rows(table, header, tests, alone=alone, held=held)
    if not held:
        con.execute(f"CREATE OR REPLACE TEMP TABLE scanned AS {rows}")
    try:
        row = con.execute(
            f"SELECT count(*), count(*) FILTER (scan_broken), count(*) FILTER ({fall}), "
            "coalesce(sum(scan_bytes), 0), coalesce(sum(scan_hash::HUGEINT), 0) "
            f"FROM (SELECT *, {before} FROM {f'({rows})' if held else 'scanned'})"
        ).fetchone()
    finally:
        con.execute("DROP TABLE IF EXISTS scanned")
    assert row
    return CsvScan(tests, *map(int, row))


def kept_rows(
    table: str, header: Collection[str], tests: Iterable[Test], *, alone: bool, held: bool
) -> str:
    """SQL of what is kept of each row; a join in its plan would lose their order."""
    broken = " OR ".join(f"({t.broken})" for t in tests) or "false"
    size = (_short_row_size if held else _row_size)(table, header)
    # A digest takes a tenth of the time and is of use only where there is another to compare it to.
    return (
        f"SELECT {order_columns(table)}, "
        f"CASE WHEN {broken} THEN true ELSE false END AS scan_broken, "
        f"{size} AS scan_bytes, {'0' if alone else hash_of_row(table)} "
        f"AS scan_hash FROM {name(f'both_{table}')}"
    )


def _row_size(table: str, header: Collection[str]) -> str:
    """SQL of the bytes that the cells of a row take, their needed quotes included."""
    sizes = [f"coalesce(strlen({cell}), 0)" for cell in _cells(table, header)]
    return " + ".join(["0", *sizes, *map(_quotes, _free_cells(table, header))])


def _short_row_size(table: str, header: Collection[str]) -> str:
    """The same as one expression for all cells: of few rows, each takes longer to plan than to run.

    Of many rows it would take longer to run, as it copies the cells.
    """
    free = ", ".join(_free_cells(table, header))
    quotes = f"list_sum(list_transform([{free}], lambda cell: {_quotes('cell')}))" if free else "0"
    cells = ", ".join(["''", *_cells(table, header)])
    return f"strlen(concat({cells})) + {quotes}"


def _cells(table: str, header: Collection[str]) -> list[str]:
    return [name(f"raw_{f['name']}") for f in table_schema(table)["fields"] if f["name"] in header]


def _free_cells(table: str, header: Collection[str]) -> list[str]:
    """Cells of free text: others hold nothing that needs quotes."""
    return [
        name(f"raw_{field['name']}")
        for field in table_schema(table)["fields"]
        if field["name"] in header
        and field["type"] == "string"
        and not {"pattern", "enum"} & field.get("constraints", {}).keys()
    ]


def _quotes(cell: str) -> str:
    """SQL of the bytes that the quotes of a cell take: every quote in it is doubled, two around."""
    quoted = " OR ".join(f"contains({cell}, {c})" for c in _QUOTED)
    return (
        f"CASE WHEN {quoted} THEN 2 + strlen({cell}) - strlen(replace({cell}, '\"', '')) ELSE 0 END"
    )
