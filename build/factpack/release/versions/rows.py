"""What differs between the rows of two releases, by key, in bounded memory.

A hash of all cells of each row tells which keys to look at; only the rows under those keys are
joined and compared cell by cell. It is a hash for finding things, not a proof: two rows made to
have one are taken for equal. The proof that a delta leads from one release to the other are the
hashes of the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from factpack.errors import FactpackError
from factpack.release.query import fetch
from factpack.release.versions.pair import Pair
from factpack_validators.sql import literal, name

LISTED = 20
"""Rows of a table that a report shows, unless it is asked for more."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that differs.

    Attributes:
        key: its primary key, parts joined by `|`.
        change: insert, delete or update.
        cause: why, see `causes.CAUSES`; None where it cannot be told.
        cells: old and new value by column that differs; empty for an insert or delete.
    """

    key: str
    change: str
    cause: str | None
    cells: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableChanges:
    """How the rows of a table differ.

    Attributes:
        old_rows, new_rows: how many it has on each side; None where it has no such table.
        counts: rows by insert, delete and update.
        columns: rows that differ in a column, by column.
        causes: rows by cause.
        rows: the first of them, in key order.
    """

    table: str
    old_rows: int | None
    new_rows: int | None
    counts: Mapping[str, int]
    columns: Mapping[str, int]
    causes: Mapping[str, int]
    rows: tuple[RowChange, ...]

    @property
    def total(self) -> int:
        """Rows that differ."""
        return sum(self.counts.values())


def changes_table(table: str) -> str:
    """SQL name of the table with a row for each key that differs, see `find_changes`."""
    return name(f"changes of {table}")


def key_columns(pair: Pair, table: str) -> tuple[str, ...]:
    """Columns of the key that rows of the two releases are matched by; empty where none is shared.

    It is the key that the new release states, else that of the old one.
    """
    old, new = pair.columns("old", table), pair.columns("new", table)
    for side in (pair.new, pair.old):
        key = side.schemas.get(table, {}).get("primaryKey")
        columns = [key] if isinstance(key, str) else key
        if isinstance(columns, list) and columns and all(isinstance(c, str) for c in columns):
            if all((not old or c in old) and (not new or c in new) for c in columns):
                return tuple(columns)
    return ()


def find_changes(pair: Pair, table: str) -> tuple[str, ...]:
    """Make `changes_table(table)`: key, `_change`, `_columns` that differ and, empty, `_cause`.

    Returns:
        The columns of the key; none where the rows cannot be matched: then the table is empty.

    Raises:
        FactpackError: a key stands twice in a release.
    """
    key = key_columns(pair, table)
    old, new = pair.columns("old", table), pair.columns("new", table)
    database = pair.database
    if not key:
        database.execute(
            f"create temp table {changes_table(table)} as select null::varchar as _change, "
            "null::varchar[] as _columns, null::varchar as _cause limit 0"
        )
        return ()
    columns = {
        c: _common(old.get(c), new.get(c)) for c in [*new, *(c for c in old if c not in new)]
    }
    keys = ", ".join(name(c) for c in key)
    sides = " union all ".join(
        f"select {', '.join(f'{_cast(c, columns[c], have)}' for c in key)}, "
        f"hash({', '.join(_value(c, columns[c], have) for c in columns)}) as h, "
        f"{side} as side from {view}.{name(table)}"
        for side, view, have in ((0, "old", old), (1, "new", new))
        if have
    )
    database.execute(f"""
        create or replace temp table differing as
        select {keys}, count(*) filter (side = 0) as n_old, count(*) filter (side = 1) as n_new
        from ({sides}) group by {keys}
        having n_old <> 1 or n_new <> 1 or min(h) <> max(h)""")
    twice = database.execute(
        "select count(*), coalesce(max(n_old), 0) from differing where greatest(n_old, n_new) > 1"
    ).fetchone()
    if twice and twice[0]:
        where = pair.old.path if twice[1] > 1 else pair.new.path
        raise FactpackError(
            f"{where}: {table} has {twice[0]:,} keys that stand in more than one row, so its rows "
            "cannot be compared; `factpack validate` names them"
        )
    both = bool(old and new)
    differs = ", ".join(
        f"case when {_value(c, t, old, 'o.')} is distinct from {_value(c, t, new, 'n.')} "
        f"then {literal(c)} end"
        for c, t in columns.items()
        if c not in key
    )
    joins = "".join(
        f" join (select {_cells(key, columns, have)} from {view}.{name(table)}) {x} on "
        + " and ".join(f"{x}.{name(c)} is not distinct from d.{name(c)}" for c in key)
        for x, view, have in (("o", "old", old), ("n", "new", new))
    )
    updates = (
        f"""union all select {", ".join(f"d.{name(c)}" for c in key)}, 'update',
        list_filter([{differs}]::varchar[], lambda x: x is not null), null::varchar
        from (from differing where n_old = 1 and n_new = 1) d {joins}"""
        if both
        else ""
    )
    database.execute(f"""
        create or replace temp table {changes_table(table)} as
        select {keys}, case when n_old = 0 then 'insert' else 'delete' end as _change,
            []::varchar[] as _columns, null::varchar as _cause
        from differing where n_old = 0 or n_new = 0
        {updates}""")
    database.execute("drop table differing")
    return key


def summarise(pair: Pair, table: str, key: Sequence[str], listed: int = LISTED) -> TableChanges:
    """Count and list what `find_changes` found."""
    database, changes = pair.database, changes_table(table)

    def size(view: str) -> int | None:
        if not pair.columns(view, table):
            return None
        (row,) = database.execute(f"select count(*) from {view}.{name(table)}").fetchall()
        return int(row[0])

    def counted(sql: str) -> dict[str, int]:
        return dict(database.execute(sql).fetchall())

    return TableChanges(
        table,
        size("old"),
        size("new"),
        counts=counted(f"select _change, count(*) from {changes} group by 1 order by 1"),
        columns=counted(
            f"select c, count(*) from (select unnest(_columns) as c from {changes}) "
            "group by 1 order by 1"
        ),
        causes=counted(
            f"select _cause, count(*) from {changes} where _cause is not null group by 1 order by 1"
        ),
        rows=_rows(pair, table, key, listed) if key else (),
    )


def _rows(pair: Pair, table: str, key: Sequence[str], listed: int) -> tuple[RowChange, ...]:
    """The first rows that differ, in key order, with their cells."""
    order = ", ".join(name(c) for c in key)
    text = f"concat_ws('|', {order})"
    first = (
        f"(select *, {text} as _key, row_number() over (order by {order}) as _n "
        f"from {changes_table(table)} order by {order} limit {int(listed)})"
    )
    found = fetch(
        pair.database, f"select _n, _key, _change, _columns, _cause from {first} order by _n"
    )
    same = " and ".join(
        f"x.{name(c)}::varchar is not distinct from d.{name(c)}::varchar" for c in key
    )
    old, new = (
        {
            row["_n"]: row
            for row in fetch(
                pair.database,
                f"select d._n, x.* from {first} d join {view}.{name(table)} x on {same} "
                "where d._change = 'update'",
            )
        }
        if any(row["_change"] == "update" for row in found)
        else {}
        for view in ("old", "new")
    )
    return tuple(
        RowChange(
            row["_key"],
            row["_change"],
            row["_cause"],
            {c: (old[row["_n"]].get(c), new[row["_n"]].get(c)) for c in row["_columns"] or ()},
        )
        for row in found
    )


def _common(old: str | None, new: str | None) -> str:
    """The SQL type in which the cells of both sides are compared."""
    if old is None or new is None:
        return old or new or "VARCHAR"
    return old if old == new else "VARCHAR"


def _value(column: str, kind: str, have: Mapping[str, str], prefix: str = "") -> str:
    """SQL of a cell in the type of the comparison; null where the side has no such column."""
    if column not in have:
        return f"null::{kind}"
    return f"{prefix}{name(column)}" + ("" if have[column] == kind else f"::{kind}")


def _cast(column: str, kind: str, have: Mapping[str, str]) -> str:
    return f"{_value(column, kind, have)} as {name(column)}"


def _cells(key: Sequence[str], columns: Mapping[str, str], have: Mapping[str, str]) -> str:
    """SQL of the columns of a side, those of the key in the type of the comparison."""
    rest = (name(c) for c in have if c not in key)
    return ", ".join([*(_cast(c, columns[c], have) for c in key), *rest])
