"""What a dataset said, and when: each state of a row, with the releases that published it.

Two clocks: `date_from` and `date_to` tell when something held, `first_release` and `last_release`
in which releases it was said like this. All comes from the versions that lie there, so that what
was withdrawn from them is in no history either.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from factpack.errors import FactpackError
from factpack.release.index import check_history, version_number
from factpack.release.query import table_file
from factpack_validators.schemas import arrow_schema, primary_key
from factpack_validators.sql import SQL_TYPES, file_literal, literal, name

TABLES = ("facts", "claims")
"""Tables whose rows say something of a time."""

_HELD = """
    coalesce(date_from, date_to) is not null
    and (coalesce(date_relation, '') in ('until', 'before')
        or coalesce(date_from, date_to) <= {day})
    and (coalesce(date_relation, '') in ('since', 'after')
        or coalesce(date_to, date_from) >= {day})
"""
"""SQL: whether a row can speak of a day: "since 2015" of all days from then on."""


def read_history(
    releases: Path | str,
    table: str = "facts",
    *,
    as_of: date | str | None = None,
    held_on: date | str | None = None,
) -> pa.Table:
    """Each state of the rows of a table, in the order of its key and of the releases.

    Besides the columns of the table: `first_release` and `last_release`, the versions between which
    the row stood like this, `last_release` null where it stands in the latest; and `known_from` and
    `known_to`, the day of the first and the day on which it was not said any more.

    Args:
        releases: folder of the versions of a dataset, `dist/<dataset>`.
        table: facts or claims.
        as_of: what was said on that day, as a date or YYYY-MM-DD.
        held_on: what can speak of that day.

    Raises:
        FactpackError: no such table or date, no release, or one that is broken.
    """
    if table not in TABLES:
        raise FactpackError(f"there is no history of {table}: give {' or '.join(TABLES)}")
    releases = Path(releases)
    history = check_history(releases)
    if not history:
        raise FactpackError(f"{releases}: there are no versions of a dataset")
    versions = sorted(history, key=version_number)
    days = [str(history[v].manifest.get("released")) for v in versions]
    known, held = (_day(day) for day in (as_of, held_on))
    where = ["true"]
    if known is not None:
        # A version counts from its day on, and of those of one day the highest.
        where.append(f"known_from <= {known} and (known_to is null or known_to > {known})")
    if held is not None:
        where.append(_HELD.format(day=held))
    try:
        with _states(releases, table, versions, days) as database:
            order = ", ".join((*map(name, primary_key(table)), "_first"))
            rows = database.sql(
                f"select * exclude (_first) from states where {' and '.join(where)} "
                f"order by {order}"
            ).to_arrow_table()
    except duckdb.Error as problem:
        raise FactpackError(f"{releases}: {problem}") from problem
    return rows.cast(_schema(table))


def _schema(table: str) -> pa.Schema:
    more = [(c, pa.string()) for c in ("first_release", "last_release")]
    more += [(c, pa.date32()) for c in ("known_from", "known_to")]
    return pa.schema([*arrow_schema(table), *(pa.field(*field) for field in more)])


def _day(day: date | str | None) -> str | None:
    """SQL of a day."""
    if day is None:
        return None
    try:
        known = date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        raise FactpackError(f"{day!r} is no date: write it as YYYY-MM-DD") from None
    return f"date {literal(known.isoformat())}"


@contextmanager
def _states(
    releases: Path, table: str, versions: list[str], days: list[str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The table `states`; a column that a version does not have is empty there."""
    columns = {f.name: SQL_TYPES[_TYPES[f.type]] for f in arrow_schema(table)}
    key = ", ".join(map(name, primary_key(table)))
    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as database:
        parts = []
        for place, version in enumerate(versions):
            file = file_literal(table_file(releases / version, table))
            have = {
                r[0] for r in database.execute(f"describe from read_parquet({file})").fetchall()
            }
            cells = ", ".join(
                f"{name(c) if c in have else 'null'}::{kind} as {name(c)}"
                for c, kind in columns.items()
            )
            parts.append(f"select {cells}, {place} as _place from read_parquet({file})")
        listed = ", ".join(map(name, columns))
        of = ", ".join(f"({i}, {literal(v)}, date {literal(d)})" for i, (v, d) in enumerate(
            zip(versions, days, strict=True)))  # fmt: skip
        database.execute(f"create table versions as from (values {of}) v(place, version, day)")
        # Rows alike in releases one after the other are one state.
        database.execute(f"""create table states as
            with stated as (
                select *, _place - row_number() over (partition by {listed} order by _place)
                    as _run
                from ({" union all ".join(parts)})
            ), spans as (
                select {listed}, min(_place) as _first, max(_place) as _last
                from stated group by {listed}, _run
            )
            select {listed}, f.version as first_release,
                case when _last < {len(versions) - 1} then l.version end as last_release,
                f.day as known_from, n.day as known_to, _first
            from spans join versions f on f.place = _first
            join versions l on l.place = _last
            left join versions n on n.place = _last + 1
            order by {key}, _first""")
        yield database


_TYPES = {
    pa.string(): "string",
    pa.int64(): "integer",
    pa.float64(): "number",
    pa.bool_(): "boolean",
    pa.date32(): "date",
}
