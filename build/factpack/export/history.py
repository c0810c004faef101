"""What a dataset said, and when, as tables of a database: one filter over two clocks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from factpack.errors import FactpackError
from factpack.release.versions.history import TABLES, read_history
from factpack_validators.sql import name

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
"""Days that stand for an open end, so that a filter needs no second case."""

_TYPES = {
    pa.string(): "TEXT",
    pa.int64(): "INTEGER",
    pa.float64(): "REAL",
    pa.bool_(): "INTEGER",
    pa.date32(): "TEXT",
}


def add_history(form: str, file: Path, releases: Path) -> None:
    """Write `facts_history` and `claims_history` into a database that was exported.

    Each has the rows of `factpack history`; open ends of `known_to`, and of `held_from` and
    `held_to`, which tell when a row held, are the first and the last day that there are. A row
    without a date has neither of the latter two.

    Args:
        form: of the database.
        file: the database.
        releases: folder of the versions of the dataset.

    Raises:
        FactpackError: the form is no database, or a version is broken.
    """
    if form not in _WRITERS:
        raise FactpackError(f"only {' and '.join(_WRITERS)} take the history, not {form}")
    tables = {f"{table}_history": _closed(read_history(releases, table)) for table in TABLES}
    try:
        _WRITERS[form](file, tables)
    except (duckdb.Error, sqlite3.Error) as problem:
        raise FactpackError(f"{file}: the history cannot be written: {problem}") from problem


def _closed(rows: pa.Table) -> pa.Table:
    """Rows with the days between which they held and were said, open ends as days."""
    start = pc.coalesce(rows["date_from"], rows["date_to"])
    end = pc.coalesce(rows["date_to"], rows["date_from"])
    relation = pc.fill_null(rows["date_relation"], "")
    until = pc.and_(pc.is_in(relation, pa.array(["until", "before"])), pc.is_valid(start))
    since = pc.and_(pc.is_in(relation, pa.array(["since", "after"])), pc.is_valid(end))
    known_to = pc.fill_null(rows["known_to"], LAST)
    rows = rows.set_column(rows.schema.get_field_index("known_to"), "known_to", known_to)
    rows = rows.append_column("held_from", pc.if_else(until, pa.scalar(FIRST), start))
    return rows.append_column("held_to", pc.if_else(since, pa.scalar(LAST), end))


def _write_duckdb(file: Path, tables: Mapping[str, pa.Table]) -> None:
    with duckdb.connect(file) as database:
        for table, rows in tables.items():
            database.register("rows", rows)
            database.execute(f"create table {name(table)} as from rows")
            database.unregister("rows")
        database.execute("checkpoint")


def _write_sqlite(file: Path, tables: Mapping[str, pa.Table]) -> None:
    with closing(sqlite3.connect(file)) as database:
        for table, rows in tables.items():
            columns = ", ".join(f"{name(f.name)} {_TYPES[f.type]}" for f in rows.schema)
            database.execute(f"CREATE TABLE {name(table)} ({columns})")
            places = ", ".join("?" * rows.num_columns)
            database.executemany(f"INSERT INTO {name(table)} VALUES ({places})", _plain(rows))
        database.commit()


def _plain(rows: pa.Table) -> Iterator[tuple[object, ...]]:
    for batch in rows.to_batches():
        columns = (
            column.cast(pa.string()) if column.type == pa.date32() else column
            for column in batch.columns
        )
        yield from zip(*(column.to_pylist() for column in columns), strict=True)


_WRITERS: Mapping[str, Callable[[Path, Mapping[str, pa.Table]], None]] = {
    "duckdb": _write_duckdb,
    "sqlite": _write_sqlite,
}
