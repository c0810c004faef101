"""The process that runs one query of a database for `query_rows`, and tells its rows."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from typing import IO, Any, TypeAlias
from urllib.parse import quote

from factpack_validators.child import limit_memory, limit_time, own_pipes, receive, send
from factpack_validators.query_functions import DateFunctions, allow_in_sqlite, refused_in_duckdb

MAX_CELL = 64 * 2**20
"""Bytes of one cell of SQLite, the limit of an article."""

_DUCKDB_MEMORY = "2GB"

_ROWS = 256
_SECONDS = 1.0
_CHARACTERS = 4_000_000
"""At most so many rows are told at once, gathered for so long, and so large but for the last."""

_Batch: TypeAlias = tuple[list[str], list[list[Any]]]

_SELECT = re.compile(r"\s*(?:select|with|values)\b", re.IGNORECASE)


class _Problem(Exception):
    """No rows, or no more: a kind that `query_rows` knows, and half a sentence."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


def serve() -> None:
    """Run the query that the standard input asks for; rows and problems go to the output."""
    source, answers = own_pipes()
    asked = json.loads(receive(source))
    # Both are the zone of the machine otherwise, and with it the rows of a query.
    os.environ["TZ"] = "UTC"
    if hasattr(time, "tzset"):
        time.tzset()
    if asked["form"] != "sqlite":
        import duckdb  # noqa: F401  the limits are for the query, not for what runs it

    limit_memory(asked["memory"])
    limit_time(asked["seconds"])
    run = _sqlite if asked["form"] == "sqlite" else _duckdb
    try:
        for names, rows in run(asked["path"], asked["query"], asked["seconds"]):
            _tell(answers, {"names": names, "rows": rows})
    except _Problem as problem:
        _tell(answers, {problem.kind: problem.reason})
    except MemoryError:
        _tell(
            answers, {"broken": f"takes more than {asked['memory'] // 2**20:,} MiB for the query"}
        )
    except (RecursionError, ValueError, OverflowError) as error:
        _tell(answers, {"broken": f"has a value that cannot be read ({type(error).__name__})"})


def _tell(answers: IO[bytes], answer: dict[str, Any]) -> None:
    send(answers, json.dumps(answer).encode())
    answers.flush()


def _batches(cursor: Any, seconds: float) -> Iterator[_Batch]:
    """The names and rows of a query, each batch within its time; the last is empty."""
    if cursor.description is None:
        raise _Problem("refused", "has a query that gives no rows: write one SELECT")
    names = [column[0] for column in cursor.description]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise _Problem("refused", f"has a query with two columns called {twice[:100]!r}: write AS")
    is_last = False
    while not is_last:
        limit_time(seconds)
        begin = time.monotonic()
        rows: list[list[Any]] = []
        size = 0
        while len(rows) < _ROWS and size < _CHARACTERS and time.monotonic() - begin < _SECONDS:
            row = cursor.fetchone()
            if row is None:
                is_last = True
                break
            rows.append([_told(value) for value in row])
            size += sum(len(value) for value in row if isinstance(value, (str, bytes)))
        if rows:
            yield names, rows
    yield names, []


def _told(value: Any) -> Any:
    """A value as records have it: bytes that are UTF-8 are text, what JSON has not is its text."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return {"bytes": value.hex()}
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, list):
        return {"list": [_told(item) for item in value]}
    if isinstance(value, dict):
        # Keys of a map may be of any kind, and such as can be none in Python are their text.
        return {"map": [[_key(key), _told(item)] for key, item in value.items()]}
    return str(value)


def _key(key: Any) -> Any:
    return str(key) if isinstance(key, (list, dict)) else _told(key)


def _only_table(names: list[str]) -> str:
    if len(names) != 1:
        listed = ", ".join(names[:20]) or "none"
        raise _Problem("refused", f"has not one table alone ({listed}): give its source a query")
    name = names[0].replace('"', '""')
    return f'SELECT * FROM "{name}"'


def _problem(message: str, *, is_refused: bool) -> _Problem:
    reason = " ".join(message.split())[:300]
    if is_refused:
        return _Problem("refused", f"refuses the query: {reason}")
    return _Problem("broken", f"is damaged: {reason}")


def _sqlite(path: str, query: str | None, seconds: float) -> Iterator[_Batch]:
    # Immutable: no journal is looked for, no lock and no file made beside it.
    address = f"file:{quote(path)}?mode=ro&immutable=1"
    dates = DateFunctions()
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as database:
            database.text_factory = lambda data: data.decode("utf-8", "replace")
            # The query is trusted less than views are. They may call its functions of dates.
            database.execute("PRAGMA trusted_schema=ON")
            database.execute("PRAGMA cell_size_check=ON")
            database.execute("PRAGMA mmap_size=0")
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
            database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            dates.put_into(database)
            wanted = query
            if wanted is None:
                found = database.execute(
                    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                    "AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
                )
                wanted = _only_table([name for (name,) in found])
            if not _SELECT.match(wanted):
                raise _Problem("refused", "has a query that is not one SELECT")
            database.set_authorizer(allow_in_sqlite)
            yield from _batches(database.execute(wanted), seconds)
    except (sqlite3.Error, sqlite3.Warning) as error:
        if dates.refused is not None:
            raise _problem(dates.refused, is_refused=True) from None
        reason = str(error)
        if reason == "user-defined function raised exception":  # before it was called
            reason = "a function of dates has text that is not UTF-8: write CAST(x AS BLOB)"
        kinds = (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.Warning)
        is_refused = isinstance(error, kinds) or "authorized" in reason
        raise _problem(reason, is_refused=is_refused) from None


def _duckdb(path: str, query: str | None, seconds: float) -> Iterator[_Batch]:
    # Not at the top: it takes most of the start of a process, and SQLite does without it.
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
        "temp_directory": "",
        "memory_limit": _DUCKDB_MEMORY,
        "threads": "1",
    }
    try:
        with closing(duckdb.connect(path, read_only=True, config=config)) as database:
            database.execute("SET TimeZone='UTC'")
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
                raise _Problem("refused", "has a query that is not one SELECT")
            if (reason := refused_in_duckdb(database, wanted)) is not None:
                raise _problem(reason, is_refused=True)
            yield from _batches(database.execute(statements[0]), seconds)
    except duckdb.OutOfMemoryException:
        raise MemoryError from None
    except duckdb.Error as error:
        damages = (duckdb.IOException, duckdb.InternalException, duckdb.FatalException)
        raise _problem(str(error), is_refused=not isinstance(error, damages)) from None
