"""A release as a SQLite database that Datasette serves in one command."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from factpack.errors import FactpackError
from factpack.export.database import create_table, indexes, tables_of, views
from factpack.export.rows import columns_of, rows_of
from factpack.release.open import Release
from factpack_validators.schemas import table_schema
from factpack_validators.sql import name

_TYPES: Mapping[str, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}
_SEARCHED: Mapping[str, tuple[str, ...]] = {
    "statements": ("statement", "sentence", "title"),
    "entities": ("name",),
    "quotes": ("exact",),
    "articles": ("title", "text"),
}
"""Columns of the full-text indexes, `<table>_fts`."""

_TOLD = ("title", "description")


def write(release: Release, folder: Path, file: str) -> None:
    """Write the database, and beside it what Datasette should say of it."""
    place = folder / file
    try:
        with closing(sqlite3.connect(place)) as database:
            _fill(database, release)
    except sqlite3.Error as problem:
        raise FactpackError(f"{release.path}: broken release: {problem}") from problem
    text = json.dumps(_metadata(release, Path(file).stem), ensure_ascii=False, indent=2) + "\n"
    (folder / f"{file}.metadata.json").write_text(text, "utf-8", newline="\n")


def _fill(database: sqlite3.Connection, release: Release) -> None:
    # Nobody sees the file before it is whole.
    database.executescript("PRAGMA journal_mode = off; PRAGMA synchronous = off;")
    for table in tables_of(release):
        database.execute(create_table(release, table, _TYPES))
        places = ", ".join("?" * len(columns_of(release, table)))
        database.executemany(
            f"INSERT INTO {name(table)} VALUES ({places})", _plain_rows(release, table)
        )
    for statement in indexes(release):
        database.execute(statement)
    for _, statement in views(release):
        database.execute(statement)
    for table, columns in _searched(release).items():
        names = ", ".join(map(name, columns))
        database.execute(
            f"CREATE VIRTUAL TABLE {name(f'{table}_fts')} USING fts5({names}, "
            f"content={name(table)}, tokenize='unicode61 remove_diacritics 2')"
        )
        database.execute(
            f"INSERT INTO {name(f'{table}_fts')} (rowid, {names}) "
            f"SELECT rowid, {names} FROM {name(table)}"
        )
    database.commit()
    broken = database.execute("PRAGMA foreign_key_check").fetchmany(1)
    if broken:
        table, _, other, _ = broken[0]
        raise FactpackError(
            f"{release.path}: broken release: a row of {table} refers to one of {other} that is "
            "not there; see `factpack validate`"
        )
    database.executescript("PRAGMA optimize; VACUUM;")


def _plain_rows(release: Release, table: str) -> Iterator[list[Any]]:
    for row in rows_of(release, table):
        yield [value.isoformat() if isinstance(value, date) else value for value in row]


def _searched(release: Release) -> dict[str, list[str]]:
    return {
        table: [c for c in columns if c in columns_of(release, table)]
        for table, columns in _SEARCHED.items()
        if table in release.rows
    }


def _metadata(release: Release, database: str) -> dict[str, Any]:
    """metadata.json of Datasette: titles, descriptions, licence and what is searched."""
    config: Any = release.manifest.get("dataset_yaml")
    told = config if isinstance(config, dict) else {}
    tables: dict[str, Any] = {}
    for table in release.rows:
        schema = table_schema(table)
        columns = columns_of(release, table)
        tables[table] = {
            "title": schema["title"],
            "description": schema["description"],
            "columns": {
                f["name"]: f["description"] for f in schema["fields"] if f["name"] in columns
            },
        }
        if table in _searched(release):
            tables[table]["fts_table"] = f"{table}_fts"
    for view, _ in views(release):
        tables[view] = {"description": f"What stands behind {view.removeprefix('why_')}."}
    about = {key: told[key] for key in _TOLD if isinstance(told.get(key), str)}
    licence, address = told.get("license"), told.get("license_url")
    about |= {"license": licence} if isinstance(licence, str) else {}
    if isinstance(address, str) and urlsplit(address).scheme in ("http", "https"):
        about |= {"license_url": address}
    return {**about, "databases": {database: {"tables": tables}}}
