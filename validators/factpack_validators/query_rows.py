"""Rows of a query of an SQLite or DuckDB file, which can do nothing but read that file.

The query may come from a release that somebody downloaded: it is one SELECT, it reaches no other
file, no network, no extension and no variable of the program, it gives the same rows each time, and
is ended when it takes too long or too much memory.

It runs in a process of its own, as one function of a database may go on for hours and look at no
clock.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from factpack_validators.child import end_child, receive, send, start_child
from factpack_validators.sources import SourceError

MAX_SECONDS = 600.0
"""Seconds that a query may take until its next row; what is read of the rows does not count."""

MAX_MEMORY = 4 * 2**30
"""Bytes of address space that a query may take: DuckDB may use half of it."""

_SLACK = 5.0
"""Seconds more by the clock than by the processor, for a process that has to begin."""

_HEAD = 100
_SQLITE = b"SQLite format 3\0"
_DUCKDB = b"DUCK"


class QueryError(SourceError):
    """A query that a database refuses, or that is none, with the reason as half a sentence."""


def query_rows(path: Path, query: str | None) -> Iterator[dict[str, Any]]:
    """The rows of a query, or of the only table of the file where none is given.

    Args:
        path: the database, which its first bytes tell for one of SQLite or DuckDB.
        query: one SELECT.

    Raises:
        QueryError: the query is none, or is refused; without one, there are several tables.
        SourceError: it is no database, or damaged, or the query takes too much.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(_SQLITE):
        yield from _rows("sqlite", path, query)
        return
    if head[8:12] != _DUCKDB:
        raise SourceError("is no database of SQLite or DuckDB")
    yield from _rows("duckdb", path, query)


def _rows(form: str, path: Path, query: str | None) -> Iterator[dict[str, Any]]:
    if form == "sqlite":
        journal = path.with_name(f"{path.name}-wal")
        if journal.exists() and journal.stat().st_size:
            raise SourceError(
                "has rows in a write-ahead log beside it: close the program that writes to it, or "
                "run PRAGMA wal_checkpoint(TRUNCATE)"
            )
    asked = {
        "form": form,
        "path": os.fspath(path.resolve()),
        "query": query,
        "seconds": MAX_SECONDS,
        "memory": MAX_MEMORY,
    }
    process = start_child("factpack_validators.query_child")
    try:
        assert process.stdin and process.stdout
        try:
            send(process.stdin, json.dumps(asked).encode())
            process.stdin.flush()
        except BrokenPipeError:
            raise _ended(process, is_over=False) from None
        while batch := _batch(process):
            yield from batch
    finally:
        end_child(process)


def _batch(process: subprocess.Popen[bytes]) -> list[dict[str, Any]]:
    """The next rows; none after the last."""
    assert process.stdout
    is_over = threading.Event()

    def stop() -> None:
        is_over.set()
        process.kill()

    watch = threading.Timer(MAX_SECONDS + _SLACK, stop)
    watch.daemon = True
    watch.start()
    try:
        answer = json.loads(receive(process.stdout))
    except EOFError:
        raise _ended(process, is_over=is_over.is_set()) from None
    except ValueError:
        raise SourceError("is damaged: what reads it gives no rows") from None
    finally:
        watch.cancel()
    if "refused" in answer:
        raise QueryError(answer["refused"])
    if "broken" in answer:
        raise SourceError(answer["broken"])
    names = answer["names"]
    return [dict(zip(names, map(_value, row), strict=True)) for row in answer["rows"]]


def _ended(process: subprocess.Popen[bytes], *, is_over: bool) -> SourceError:
    by_system = getattr(signal, "SIGXCPU", None)
    if is_over or (by_system is not None and process.wait() == -by_system):
        return SourceError(f"works more than {MAX_SECONDS:,g} seconds on one row")
    return SourceError(
        f"takes more than {MAX_MEMORY // 2**20:,} MiB for the query, or breaks what reads it"
    )


def _value(told: Any) -> Any:
    """A value as `query_child` tells it: what JSON has not is an object of one key."""
    if not isinstance(told, dict):
        return told
    ((kind, value),) = told.items()
    match kind:
        case "bytes":
            return bytes.fromhex(value)
        case "day":
            return date.fromisoformat(value)
        case "time":
            return datetime.fromisoformat(value)
        case "list":
            return [_value(item) for item in value]
        case _:
            return {_value(key): _value(item) for key, item in value}
