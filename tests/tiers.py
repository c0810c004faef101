"""Two tiers of tests: one row of each kind runs in `make test`, every row in `make check`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import pytest

Row = TypeVar("Row")


def one_of_each(
    rows: Iterable[Row], kind: Callable[[Row], Hashable], name: Callable[[Row], str] | None = None
) -> list[Any]:
    """The rows as parameters of a test; of each kind, all but the first are for `make check`.

    Args:
        rows: a table of cases.
        kind: what a case shares with those that the same fault would let through.
        name: tells a case by; without it, pytest makes one up.
    """
    seen: set[Hashable] = set()
    cases = []
    for row in rows:
        marks = [pytest.mark.explore] if kind(row) in seen else []
        seen.add(kind(row))
        values = row if isinstance(row, tuple) else (row,)
        cases.append(pytest.param(*values, id=name(row) if name else None, marks=marks))
    return cases
