"""Structure: files, columns, and every constraint of the contract, on Parquet and on CSV."""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from factpack_validators.collect import KEPT
from factpack_validators.constraints import Test, column_tests
from factpack_validators.context import Context
from factpack_validators.csv_scan import CsvScan
from factpack_validators.folder import (
    DOCUMENTS,
    ENTRIES_LIMIT,
    FILES_LIMIT,
    csv_file,
    parquet_file,
)
from factpack_validators.page_figures import PLOTS
from factpack_validators.provenance import SIGNATURE
from factpack_validators.schemas import primary_key, table_names, table_schema, word_columns
from factpack_validators.shown import first_line, shown
from factpack_validators.sql import digest, key_text, name, order_of_rows, row_order

_KNOWN_FILES = frozenset({"croissant.json", SIGNATURE, *DOCUMENTS})
_TEXTS = (".md", ".json", ".cff", ".svg")
_MOST_PAIRS = 10
"""Pairs of rows with one key, for each row, up to which a table is joined all the same."""

_VERSION = r"[0-9]+\.[0-9]+\.[0-9]+"
_KNOWN_PATHS = re.compile(
    rf"plots/({'|'.join(map(re.escape, PLOTS))})"
    rf"|deltas/{_VERSION}\.\.{_VERSION}/(delta\.json"
    rf"|({'|'.join((*table_names(), 'id_changes'))})\.parquet)"
)


def run(context: Context) -> None:
    """Check that every file is there and every cell keeps the contract."""
    _check_files(context)
    context.once("structure of tables", lambda: _check_tables(context))


def _check_tables(context: Context) -> None:
    for table in table_names():
        _check_table(context, table, table, parquet_file(table))
        _check_table(context, table, f"csv_{table}", csv_file(table))
    for table in table_names():
        _check_references(context, table)


def _check_files(context: Context) -> None:
    folder, found = context.folder, context.found
    tables = [file for t in table_names() for file in (parquet_file(t), csv_file(t))]
    for file in [*DOCUMENTS, *tables]:
        if file not in folder.files:
            found.add("file-missing", f"{file} is missing", file=file)
    known = _KNOWN_FILES | set(tables)
    for file in folder.files:
        if file not in known and not _KNOWN_PATHS.fullmatch(file):
            found.add("file-unexpected", f"{file} is no file of a release", file=file)
    if folder.cut:
        found.add(
            "file-unexpected",
            f"there are more than {FILES_LIMIT:,} files and folders, or {ENTRIES_LIMIT:,} in one",
        )
    for name_ in folder.empty:
        found.add("file-unexpected", f"{name_} is an empty folder", file=name_)
    for file in folder.files:
        # What others may add, they write in their own way.
        if file in DOCUMENTS or (file.endswith(_TEXTS) and file != "croissant.json"):
            _check_lines(context, file)
    for file in ("manifest.json", "validation.json", "croissant.json"):
        folder.read_json(file, found)
    found.looked_at("files", len(folder.files))


def _check_lines(context: Context, file: str) -> None:
    """Lines of a text end in line feeds, and nothing stands before the first or after the last."""
    text = context.folder.read_text(file, context.found)
    if text is None:
        return
    for wrong, said in (
        ("\r" in text, "holds carriage returns"),
        ("\0" in text, "holds NUL characters"),
        (text.startswith("\ufeff"), "begins with a byte order mark"),
        (bool(text) and not text.endswith("\n"), "does not end with a line feed"),
    ):
        if wrong:
            context.found.add("text-form", f"{file} {said}", file=file)


def _check_table(context: Context, table: str, view: str, file: str) -> None:
    """Check the rows of one file by themselves.

    Parquet takes one pass for the cells and one for the key; of CSV, the pass that opened it has
    told whether there is anything to look for. A CSV that holds the same rows as the Parquet keeps
    the same constraints, and only how its cells are written is left to check.
    """
    database, found = context.database, context.found
    is_csv = view != table
    if table not in (database.csv if is_csv else database.parquet):
        return
    schema = table_schema(table)
    tests = list(column_tests(schema))
    try:
        if is_csv:
            scan = database.scans[table]
            n_rows = scan.n_rows
            if scan.n_broken:
                _run_tests(context, table, view, file, scan.tests)
            _check_size(context, table, file, scan)
        if not is_csv or (table in database.parquet and not database.same_rows(table)):
            n_rows = _run_tests(context, table, view, file, tests)
        _check_key(context, table, view, file)
    except duckdb.Error as problem:
        code = "csv-unreadable" if is_csv else "parquet-unreadable"
        found.add(code, f"{file}: {first_line(problem)}", table=table, file=file)
        database.drop(view)
        return
    found.looked_at("rows", n_rows)
    found.looked_at("cells", n_rows * len(schema["fields"]))
    found.looked_at("constraints", len(tests))


def _run_tests(context: Context, table: str, view: str, file: str, tests: Sequence[Test]) -> int:
    """Count what breaks each test in one pass, and report it; gives the number of rows."""
    database = context.database
    source = f"both_{table}" if view != table else table
    counts = "".join(f", count_if({t.broken})" for t in tests)
    # A digest takes a tenth of the time and is of use only where there is another to compare it to.
    both = table in database.parquet and table in database.csv and table not in database.plain
    compared = both and view not in database.digests
    total = digest(table) if compared else "0"
    n_rows, sum_, *broken = database.one(f"SELECT count(*), {total}{counts} FROM {name(source)}")
    if compared:
        database.digests[view] = (n_rows, sum_)
    for test, n_broken in zip(tests, broken, strict=True):
        if n_broken:
            _report(context, table, source, file, test)
    return int(n_rows)


def _report(context: Context, table: str, source: str, file: str, test: Test) -> None:
    """Findings for the first rows that break a constraint; the others are counted."""
    for constraint in test.constraints:
        column = constraint.column
        raw = f"raw_{column}" if constraint.code == "value-form" else column
        broken = (
            f"SELECT row_number() OVER () - 1 AS row, {key_text(table)} AS key, "
            f"{name(raw)}::VARCHAR AS value, {constraint.broken} AS broken FROM {name(source)}"
        )
        (n_broken,) = context.database.one(f"SELECT count_if(broken) FROM ({broken})")
        rows = context.database.all(
            f"SELECT row, key, value FROM ({broken}) WHERE broken "
            f"LIMIT {context.found.kept(constraint.code)}"
        )
        for row, key, value in rows:
            context.found.add(
                constraint.code,
                f"{column} is {constraint.wanted}{_value(table, column, value)}",
                table=table,
                row=row,
                key=key,
                column=column,
                file=file,
            )
        context.found.more(constraint.code, n_broken - len(rows))


def _value(table: str, column: str, value: str | None) -> str:
    """The value for a message: words of an article are never repeated, whatever its rights."""
    if value is None or word_columns(table).get(column) == "verbatim":
        return ""
    return f": {shown(value)}"


def _check_size(context: Context, table: str, file: str, scan: CsvScan) -> None:
    """A CSV file is as long as its cells, commas and line ends, and no longer.

    DuckDB reads over blank lines and over a comma too many at the end of a line; others do not.
    """
    header = context.database.headers[table]
    if set(header) != {f["name"] for f in table_schema(table)["fields"]}:
        return
    wanted = len(",".join(header).encode()) + 1 + scan.n_bytes + scan.n_rows * len(header)
    actual = context.folder.path(file).stat().st_size
    if wanted != actual:
        context.found.add(
            "csv-form",
            f"{file} has {actual:,} bytes; its cells take {wanted:,}",
            table=table,
            file=file,
        )


def _check_key(context: Context, table: str, view: str, file: str) -> None:
    """Rows ascend in their order; by primary key, no key occurs twice then. Else look for both."""
    database, found = context.database, context.found
    key = primary_key(table)
    is_sorted = not database.falls(view)
    if is_sorted and tuple(row_order(table)) == key:
        return
    columns = ", ".join(map(name, key))
    twice = (
        f"SELECT {key_text(table)} AS key, count(*) AS n FROM {name(view)} "
        f"WHERE {' AND '.join(f'{name(c)} IS NOT NULL' for c in key)} "
        f"GROUP BY {columns} HAVING n > 1"
    )
    (n_twice,) = database.one(f"SELECT count(*) FROM ({twice})")
    listed = database.all(f"{twice} ORDER BY key LIMIT {KEPT}")
    for value, n in listed:
        found.add(
            "key-duplicate",
            f"{n} rows have the key {shown(value)}",
            table=table,
            key=value,
            column=key[0],
            file=file,
        )
    found.more("key-duplicate", n_twice - len(listed))
    if not is_sorted:
        _find_falls(context, table, view, file)
    if n_twice:
        _drop_if_joins_explode(context, table, view, columns)


def _find_falls(context: Context, table: str, view: str, file: str) -> None:
    """Name the rows that stand after one that belongs behind them."""
    database, found = context.database, context.found
    rows, fall = order_of_rows(table, view)
    order = f"SELECT row, {key_text(table)} FROM ({rows}) WHERE {fall.replace('>=', '>')}"
    listed = database.all(f"{order} LIMIT {KEPT}")
    for row, value in listed:
        found.add(
            "row-order",
            f"the row stands after one that belongs behind it, {shown(value)}",
            table=table,
            row=row,
            key=value,
            file=file,
        )
    (n_order,) = database.one(f"SELECT count(*) FROM ({order})")
    found.more("row-order", n_order - len(listed))


def _drop_if_joins_explode(context: Context, table: str, view: str, columns: str) -> None:
    """Leave a table out of all that follows where rows joined by its key would be too many."""
    database = context.database
    same = f"SELECT count(*)::HUGEINT AS n FROM {name(view)} GROUP BY {columns}"
    rows, pairs = database.one(f"SELECT sum(n), sum(n * n) FROM ({same})")
    if pairs > _MOST_PAIRS * (rows + 1_000):
        database.drop(view)


def _check_references(context: Context, table: str) -> None:
    """Every foreign key names a row; also every column that must be unique is."""
    schema, database = table_schema(table), context.database
    formats = [(table, parquet_file(table))]
    if not _csv_follows(context, table):
        formats.append((f"csv_{table}", csv_file(table)))
    for view, file in formats:
        if table not in (database.parquet if view == table else database.csv):
            continue
        for key in schema.get("foreignKeys", ()):
            _check_foreign_key(context, table, view, file, key)
        unique = [(f["name"],) for f in schema["fields"] if f.get("constraints", {}).get("unique")]
        for columns in [*unique, *map(tuple, schema.get("uniqueKeys", ()))]:
            _check_unique(context, table, view, file, columns)


def _csv_follows(context: Context, table: str) -> bool:
    """Whether the CSV of a table and of those it refers to hold what the Parquet holds."""
    database = context.database
    others = (k["reference"]["resource"] for k in table_schema(table).get("foreignKeys", ()))
    return all(
        t in database.csv and t in database.parquet and database.same_rows(t)
        for t in {table, *others} - {""}
    )


def _check_foreign_key(
    context: Context, table: str, view: str, file: str, key: dict[str, object]
) -> None:
    database, found = context.database, context.found
    columns, reference = key["fields"], key["reference"]
    assert isinstance(columns, list) and isinstance(reference, dict)
    target = reference["resource"] or table
    there = f"csv_{target}" if view != table else target
    if target not in (database.csv if view != table else database.parquet):
        return  # That the table is missing has been said; that no row of it exists, follows.
    join = " AND ".join(
        f"x.{name(a)} = y.{name(b)}" for a, b in zip(columns, reference["fields"], strict=True)
    )
    given = " AND ".join(f"x.{name(c)} IS NOT NULL" for c in columns)
    missing = f"FROM {name(view)} x ANTI JOIN {name(there)} y ON {join} WHERE {given}"
    (n_missing,) = database.one(f"SELECT count(*) {missing}")
    found.looked_at("foreign keys")
    if not n_missing:
        return
    value = f"concat_ws('|', {', '.join(f'x.{name(c)}' for c in columns)})"
    rows = database.all(
        f"SELECT {key_text(table, 'x.')} AS key, {value} {missing} ORDER BY key LIMIT {KEPT}"
    )
    for row_key, text in rows:
        found.add(
            "foreign-key",
            f"{', '.join(columns)} names {shown(text)}, which is not in {target}",
            table=table,
            key=row_key,
            column=columns[0],
            file=file,
        )
    found.more("foreign-key", n_missing - len(rows))


def _check_unique(
    context: Context, table: str, view: str, file: str, columns: tuple[str, ...]
) -> None:
    listed = ", ".join(map(name, columns))
    given = " AND ".join(f"{name(c)} IS NOT NULL" for c in columns)
    rows = context.database.all(
        f"SELECT concat_ws('|', {listed}) AS value, count(*) AS n, min({key_text(table)}) AS key, "
        f"count(*) OVER () AS n_found FROM {name(view)} WHERE {given} GROUP BY {listed} "
        f"HAVING n > 1 ORDER BY value LIMIT {KEPT}"
    )
    for value, n, key, _ in rows:
        context.found.add(
            "value-unique",
            f"{n} rows have one {' and '.join(columns)}: {shown(value)}",
            table=table,
            key=key,
            column=columns[0],
            file=file,
        )
    context.found.more("value-unique", (rows[0][3] if rows else 0) - len(rows))
