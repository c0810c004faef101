"""The tables of a release, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import duckdb

from factpack.errors import FactpackError
from factpack.release.open import Release
from factpack.release.query import Row, Rows, connect, fetch, table_files
from factpack_validators.schemas import arrow_schema, primary_key, table_names, word_columns

MEMORY_LIMIT = "1GB"
"""What DuckDB may hold: a story looks at few rows, and joins by what it has already found."""


@dataclass(frozen=True, slots=True)
class Tables:
    """A release that is open for questions. A question names the keys it wants: no table is loaded.

    Attributes:
        release: the release.
        database: a view for each of its tables.
    """

    release: Release
    database: duckdb.DuckDBPyConnection

    def rows(self, sql: str, *values: object) -> Rows:
        """The rows that a query gives.

        Raises:
            FactpackError: a file of the release cannot be read.
        """
        try:
            return fetch(self.database, sql, *values)
        except duckdb.Error as problem:
            raise FactpackError(f"{self.release.path}: {problem}") from problem

    def get(self, table: str, *key: str | int) -> Row | None:
        """The row with a primary key, None where there is none."""
        where = " and ".join(f'"{column}" = ?' for column in primary_key(table))
        found = self.rows(f'from "{table}" where {where} limit 1', *key)
        return found[0] if found else None

    def among(
        self, table: str, column: str, values: Sequence[str], columns: Sequence[str] = ()
    ) -> Rows:
        """The rows whose column has one of the values, in key order.

        Args:
            table: name of the table.
            column: a text column of it.
            values: what it may be.
            columns: the columns that are wanted; by default all.
        """
        if not values:
            return ()
        wanted = ", ".join(f'"{c}"' for c in columns) or "*"
        order = ", ".join(f'"{c}"' for c in primary_key(table))
        return self.rows(
            f'select {wanted} from "{table}" where "{column}" in (select unnest(?::varchar[])) '
            f"order by {order}",
            sorted(set(values)),
        )

    def count(self, sql: str, *values: object) -> int:
        """The number that a query gives."""
        (row,) = self.rows(f"select ({sql}) as n", *values)
        n: int = row["n"]
        return n


@contextmanager
def open_tables(
    release: Release, *, words: bool = True, beside: Release | None = None
) -> Iterator[Tables]:
    """Open a release for questions.

    Args:
        release: the release.
        beside: another release, whose tables questions may reach once it is attached.
        words: False takes the words of its articles for withheld, whatever it publishes.
    """
    other = beside.path if beside is not None else None
    with ExitStack() as stack:
        try:
            database = stack.enter_context(connect(release.path, MEMORY_LIMIT, beside=other))
        except duckdb.Error as problem:
            raise FactpackError(f"{release.path}: {problem}") from problem
        present = table_files(release.path).keys() & set(table_names()) if not words else ()
        for table in sorted(present):
            _withhold(database, table)
        for macro in _MACROS:
            database.execute(macro)
        yield Tables(release, database)


_MACROS = (
    """create or replace temp macro finer(id) as table
        with recursive below as (
            select id as fact_id
            union select f.fact_id from facts f join below b on f.broader_fact_id = b.fact_id
        ) select fact_id from below""",
    """create or replace temp macro broader(id) as table
        with recursive above as (
            select id as fact_id
            union select f.broader_fact_id from facts f join above a on a.fact_id = f.fact_id
            where f.broader_fact_id is not null
        ) select fact_id from above""",
)
"""A fact with all that imply it, and with all that it implies."""


def _withhold(database: duckdb.DuckDBPyConnection, table: str) -> None:
    """Let the columns of a table that hold words of articles be null."""
    present = [row[0] for row in database.execute(f'describe "{table}"').fetchall()]
    words = word_columns(table)
    columns = ", ".join(
        f'null::varchar as "{c}"' if words.get(c) == "verbatim" else f'"{c}"'
        for c in arrow_schema(table).names
        if c in present
    )
    database.execute(f'alter view "{table}" rename to "{table} as published"')
    database.execute(f'create view "{table}" as select {columns} from "{table} as published"')
