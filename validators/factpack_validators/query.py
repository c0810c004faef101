"""Checks that are a query: every row it gives is a finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from factpack_validators.context import Context


def report_rows(
    context: Context,
    code: str,
    sql: str,
    say: Callable[..., str],
    *,
    table: str,
    column: str | None = None,
) -> int:
    """Add a finding for each row of a query, the first in words, the others counted.

    Args:
        context: the release.
        code: of the findings.
        sql: a query whose first column is the key of the row found; the others go to `say`.
        say: makes the message of the other columns.
        table: that the rows belong to.
        column: that is wrong.

    Returns:
        The number of rows.
    """
    kept = context.found.kept(code)
    rows: list[tuple[Any, ...]] = context.database.all(
        f"SELECT *, count(*) OVER () AS n_found FROM ({sql}) AS broken ORDER BY 1 LIMIT {kept}"
    )
    for key, *values, _ in rows:
        context.found.add(code, say(*values), table=table, key=key, column=column)
    total = int(rows[0][-1]) if rows else 0
    context.found.more(code, total - len(rows))
    return total
