"""Checks that are a query: every row it gives is a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import duckdb

from factpack_validators.context import Context


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A query whose rows are findings.

    Attributes:
        code: of the findings.
        sql: a query whose first column is the key of the row found; the others go to `say`.
        say: makes the message of the other columns.
        table: that the rows belong to.
        column: that is wrong.
    """

    code: str
    sql: str
    say: Callable[..., str]
    table: str
    column: str | None


_waiting: ContextVar[list[RowCheck] | None] = ContextVar("waiting", default=None)


def report_rows(
    context: Context,
    code: str,
    sql: str,
    say: Callable[..., str],
    *,
    table: str,
    column: str | None = None,
) -> None:
    """Add a finding for each row of a query, the first in words, the others counted.

    Inside of `asked_together` the query waits for the others; see `RowCheck` for the arguments.
    """
    check = RowCheck(code, sql, say, table, column)
    waiting = _waiting.get()
    if waiting is None:
        _report(context, check)
    else:
        waiting.append(check)


@contextmanager
def asked_together(context: Context) -> Iterator[None]:
    """Ask the queries of all `report_rows` inside in one statement: do any of them give rows?

    Of a small release that is most of what they cost, as nearly all give none; those that give some
    are asked again, for words. Queries on a large release are asked one by one, so that no two of
    them are in memory at a time.
    """
    if not context.database.is_small or _waiting.get() is not None:
        yield
        return
    checks: list[RowCheck] = []
    token = _waiting.set(checks)
    try:
        yield
    finally:
        _waiting.reset(token)
    for check in _with_rows(context, checks):
        _report(context, check)


def _with_rows(context: Context, checks: Sequence[RowCheck]) -> Sequence[RowCheck]:
    """Those of the checks whose queries give rows; all, where one of them fails."""
    if not checks:
        return ()
    parts = (f"SELECT {i} AS place FROM ({check.sql}) AS broken" for i, check in enumerate(checks))
    try:
        rows = context.database.all(f"SELECT DISTINCT place FROM ({' UNION ALL '.join(parts)})")
    except duckdb.Error:
        return checks
    found = {place for (place,) in rows}
    return [check for i, check in enumerate(checks) if i in found]


def _report(context: Context, check: RowCheck) -> None:
    kept = context.found.kept(check.code)
    rows: list[tuple[Any, ...]] = context.database.all(
        f"SELECT *, count(*) OVER () AS n_found FROM ({check.sql}) AS broken "
        f"ORDER BY 1 LIMIT {kept}"
    )
    for key, *values, _ in rows:
        context.found.add(
            check.code, check.say(*values), table=check.table, key=key, column=check.column
        )
    total = int(rows[0][-1]) if rows else 0
    context.found.more(check.code, total - len(rows))
