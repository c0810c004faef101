"""Rows of a query of an SQLite or DuckDB file, which can do nothing but read that file.

The query may come from a release that somebody downloaded: it is one SELECT, it reaches no other
file, no network, no extension and no variable of the program, and is ended when it takes too long.
"""

from __future__ import annotations

import math
import os
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb

from factpack_validators.sources import SourceError

MAX_SECONDS = 600.0
"""Seconds that a query may take until its next row; what is read of the rows does not count."""

MAX_CELL = 64 * 2**20
"""Bytes of one cell of SQLite, the limit of an article."""

_MEMORY = "2GB"
_BATCH = 256

_HEAD = 100
_SQLITE = b"SQLite format 3\0"
_DUCKDB = b"DUCK"

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_REFUSED_FUNCTIONS = frozenset(
    {
        *("load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"),
        *("randomblob", "random", "current_date", "current_time", "current_timestamp"),
    }
)
"""Functions of SQLite that reach beyond the file, and those that give other rows each time."""


_SELECT = re.compile(r"\s*(?:select|with|values)\b", re.IGNORECASE)


class QueryError(SourceError):
    """A query that a database refuses, or that is none, with the reason as half a sentence."""


def query_rows(path: Path, query: str | None) -> Iterator[dict[str, Any]]:
    """The rows of a query, or of the only table of the file where none is given.

    Args:
        path: the database, which its first bytes tell for one of SQLite or DuckDB.
        query: one SELECT.

    Raises:
        QueryError: the query is none, or is refused; without one, there are several tables.
        SourceError: it is no database, or damaged.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(_SQLITE):
        yield from _sqlite(path, query)
    elif head[8:12] == _DUCKDB:
        yield from _duckdb(path, query)
    else:
        raise SourceError("is no database of SQLite or DuckDB")


def _sqlite(path: Path, query: str | None) -> Iterator[dict[str, Any]]:
    journal = path.with_name(f"{path.name}-wal")
    if journal.exists() and journal.stat().st_size:
        raise SourceError(
            "has rows in a write-ahead log beside it: close the program that writes to it, or run "
            "PRAGMA wal_checkpoint(TRUNCATE)"
        )
    # Immutable: no journal is looked for, no lock and no file made beside it.
    address = f"file:{quote(os.fspath(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as database:
            database.text_factory = lambda data: data.decode("utf-8", "replace")
            database.execute("PRAGMA trusted_schema=OFF")
            database.execute("PRAGMA cell_size_check=ON")
            database.execute("PRAGMA mmap_size=0")
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
            database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            wanted = (
                query
                if query is not None
                else _only_table(
                    [
                        name
                        for (name,) in database.execute(
                            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                            "AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
                        )
                    ]
                )
            )
            if not _SELECT.match(wanted):
                raise QueryError("has a query that is not one SELECT")
            clock = _Clock()
            database.set_authorizer(_authorise)
            clock.begin = time.monotonic()
            with _ended_in_time(database, clock):
                yield from _dicts(database.execute(wanted), clock)
    except (sqlite3.Error, sqlite3.Warning) as error:
        reason = str(error)
        kinds = (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.Warning)
        is_refused = isinstance(error, kinds) or "authorized" in reason
        raise _problem(reason, is_over=reason == "interrupted", is_refused=is_refused) from None


def _authorise(action: int, first: str | None, second: str | None, *where: str | None) -> int:
    if action in _ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


class _Clock:
    """How long a query has worked on its next row."""

    def __init__(self) -> None:
        self.begin = math.inf

    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() - self.begin > MAX_SECONDS


def _dicts(cursor: Any, clock: _Clock) -> Iterator[dict[str, Any]]:
    if cursor.description is None:
        raise QueryError("has a query that gives no rows: write one SELECT")
    names = _names([column[0] for column in cursor.description])
    while True:
        clock.begin = time.monotonic()
        batch = cursor.fetchmany(_BATCH)
        clock.begin = math.inf  # whoever reads the rows may take all the time
        if not batch:
            return
        for row in batch:
            yield {name: _plain(value) for name, value in zip(names, row, strict=True)}


def _plain(value: Any) -> Any:
    """A value as records have it: bytes that are UTF-8 are text, what JSON has not is its text."""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value
    known = (str, int, float, bool, list, dict, date, type(None))
    return value if isinstance(value, known) else str(value)


def _names(names: list[str]) -> list[str]:
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise QueryError(f"has a query with two columns called {twice[:100]!r}: write AS")
    return names


def _only_table(names: list[str]) -> str:
    if len(names) != 1:
        listed = ", ".join(names[:20]) or "none"
        raise QueryError(f"has not one table alone ({listed}): give its source a query")
    name = names[0].replace('"', '""')
    return f'SELECT * FROM "{name}"'


def _problem(message: str, *, is_over: bool, is_refused: bool) -> SourceError:
    if is_over:
        return SourceError(f"works more than {MAX_SECONDS:,.0f} seconds on one row")
    reason = " ".join(message.split())[:300]
    return (QueryError if is_refused else SourceError)(
        f"{'refuses the query' if is_refused else 'is damaged'}: {reason}"
    )


def _duckdb(path: Path, query: str | None) -> Iterator[dict[str, Any]]:
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
        "temp_directory": "",
        "memory_limit": _MEMORY,
        "threads": "1",
    }
    try:
        with closing(duckdb.connect(os.fspath(path), read_only=True, config=config)) as database:
            database.execute("SET lock_configuration=true")
            wanted = query
            if wanted is None:
                found = database.execute(
                    "SELECT table_name FROM information_schema.tables "
                    "WHERE table_schema = 'main' ORDER BY table_name"
                ).fetchall()
                wanted = _only_table([name for (name,) in found])
            statements = duckdb.extract_statements(wanted)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise QueryError("has a query that is not one SELECT")
            clock = _Clock()
            clock.begin = time.monotonic()
            with _ended_in_time(database, clock):
                yield from _dicts(database.execute(statements[0]), clock)
    except duckdb.Error as error:
        damages = (duckdb.IOException, duckdb.InternalException, duckdb.FatalException)
        raise _problem(
            str(error),
            is_over=isinstance(error, duckdb.InterruptException),
            is_refused=not isinstance(error, damages),
        ) from None


class _ended_in_time:
    """Interrupts a query that works too long on its next row.

    From a thread, as SQLite itself would look at the clock after so many instructions, and one of
    them may be a function that takes minutes.
    """

    def __init__(
        self, database: sqlite3.Connection | duckdb.DuckDBPyConnection, clock: _Clock
    ) -> None:
        self._database = database
        self._clock = clock
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._done.wait(min(1.0, MAX_SECONDS / 10)):
            if self._clock.is_over():
                self._database.interrupt()

    def __enter__(self) -> None:
        self._watch.start()

    def __exit__(self, *about: object) -> None:
        self._done.set()
        self._watch.join()
