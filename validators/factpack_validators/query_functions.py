"""Functions that a query may not call: those that reach beyond the file, or tell of this machine.

The rows of a query are the same on each machine and at any time, or nobody could prove them.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

_ACTIONS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})

_NOT_IN_SQLITE = frozenset(
    {
        *("load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"),
        *("randomblob", "random", "current_date", "current_time", "current_timestamp"),
        *("sqlite_version", "sqlite_source_id", "sqlite_log"),
        *("sqlite_compileoption_get", "sqlite_compileoption_used"),
    }
)

_DATES = ("date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff")
_OF_THE_CLOCK = frozenset({"now", "subsec", "subsecond"})
_OF_THE_ZONE = frozenset({"localtime", "utc"})

_NOT_IN_DUCKDB = frozenset({"version", "current_setting", "getenv", "reservoir_quantile"})
"""Besides those that each version of DuckDB itself calls other than consistent."""

_TABLES_IN_DUCKDB = frozenset(
    {"range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree"}
)
"""Functions that make a table of what they are given; the others read files and settings."""

_VALUES_IN_DUCKDB = frozenset(
    {
        *("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"),
        *("current_catalog", "current_schema"),
    }
)
"""Names that are functions where no column is called so."""

_PLACES_IN_DUCKDB = frozenset({"information_schema", "pg_catalog", "system", "temp"})
_AS = re.compile(r"\bAS\b", re.IGNORECASE)


def allow_in_sqlite(action: int, first: str | None, second: str | None, *where: str | None) -> int:
    """The authorizer of a query of SQLite: it reads, and calls what gives the same each time."""
    if action in _ACTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _NOT_IN_SQLITE:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


class DateFunctions:
    """SQLite's functions of dates, but for those calls that look at the clock or the time zone.

    What they are called with is known at each call alone, so another connection answers them.

    Attributes:
        refused: what was wrong with the call that ended the query.
    """

    def __init__(self) -> None:
        """Nothing was refused yet."""
        self.refused: str | None = None
        self._other = sqlite3.connect(":memory:", check_same_thread=False)

    def put_into(self, database: sqlite3.Connection) -> None:
        """Answer the calls of a connection."""
        known = {name for (name,) in self._other.execute("SELECT name FROM pragma_function_list")}
        for name in known.intersection(_DATES):
            database.create_function(name, -1, self._named(name), deterministic=True)

    def _named(self, name: str) -> Any:
        n_before = int(name == "strftime")  # the format

        def call(*given: Any) -> Any:
            said = [_word(value) for value in given[n_before:]]
            times = said[:2] if name == "timediff" else said[:1]
            if not said or _OF_THE_CLOCK.intersection(times):
                self.refused = f"{name} of the present time gives other rows each time"
            elif _OF_THE_ZONE.intersection(said):
                self.refused = f"{name} with localtime or utc depends on the time zone here"
            else:
                marks = ", ".join("?" * len(given))
                return self._other.execute(f"SELECT {name}({marks})", given).fetchone()[0]
            raise ValueError(self.refused)

        return call


def _word(value: Any) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return text.split("\0", 1)[0].strip().lower()


def refused_in_duckdb(database: duckdb.DuckDBPyConnection, query: str) -> str | None:
    """Why a query of DuckDB is refused, by what it calls and by what views and macros of it call.

    Args:
        database: the open file.
        query: one SELECT.

    Returns:
        Half a sentence, or None where nothing is wrong.
    """
    catalog = _Catalog(database)
    ahead, seen = [query], {query}
    while ahead:
        tree = catalog.parsed(ahead.pop())
        if tree is None:
            return "it cannot be looked through"
        for node in _nodes(tree):
            reason, further = catalog.judged(node)
            if reason is not None:
                return reason
            ahead += [text for text in further if text not in seen]
            seen.update(further)
    return None


class _Catalog:
    """What the names in a query stand for."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self._kinds: dict[str, set[tuple[str, str | None]]] = {}
        self._macros: dict[str, list[str]] = {}
        for name, kind, stability, macro in database.execute(
            "SELECT lower(function_name), function_type, stability, macro_definition "
            "FROM duckdb_functions()"
        ).fetchall():
            self._kinds.setdefault(name, set()).add((kind, stability))
            if macro is not None:
                text = macro if kind == "table_macro" else f"SELECT {macro}"
                self._macros.setdefault(name, []).append(text)
        self._tables: dict[str, list[str]] = {}
        for name, expression in _columns(database):
            stored = self._tables.setdefault(name, [])
            if expression is not None:
                stored.append(f"SELECT {expression}")
        self._views: dict[str, list[str]] = {}
        self._system: set[str] = set()
        for name, is_internal, text in database.execute(
            "SELECT lower(view_name), internal, sql FROM duckdb_views()"
        ).fetchall():
            if is_internal:
                self._system.add(name)
            else:
                self._views.setdefault(name, []).append(text)

    def parsed(self, text: str) -> Any:
        """A SELECT as DuckDB understands it, or None."""
        import duckdb

        with suppress(duckdb.Error, ValueError, RecursionError):
            (told,) = self._database.execute("SELECT json_serialize_sql(?)", [text]).fetchall()[0]
            tree = json.loads(told)
            if not tree["error"]:
                return tree
        return None

    def judged(self, node: dict[str, Any]) -> tuple[str | None, list[str]]:
        """Why a node is refused, or None; and the queries that it stands for."""
        kind = node.get("type")
        sample = node.get("sample")
        if isinstance(sample, dict) and not sample.get("repeatable"):
            return "a sample without REPEATABLE gives other rows each time", []
        if kind == "SHOW_REF":
            return "it describes the database and does not read it", []
        if kind == "COLUMN_REF":
            names = [str(name).lower() for name in node.get("column_names", [])]
            if len(names) == 1 and names[0] in _VALUES_IN_DUCKDB:
                return f"{names[0]} is not the same each time", []
        if kind == "BASE_TABLE":
            return self._of_table(node)
        name = node.get("function_name")
        return self._of_function(node, name.lower()) if isinstance(name, str) else (None, [])

    def _of_table(self, node: dict[str, Any]) -> tuple[str | None, list[str]]:
        name, *places = (
            str(node.get(key, "")).lower() for key in ("table_name", "schema_name", "catalog_name")
        )
        is_own = name in self._views or name in self._tables
        if _PLACES_IN_DUCKDB.intersection(places) or (name in self._system and not is_own):
            return f"{name} tells of the database and this machine", []
        further = list(self._tables.get(name, []))
        for text in self._views.get(name, []):
            # Which AS begins the query is not told; its name may hold another.
            tails = [text[found.end() :].strip().rstrip(";") for found in _AS.finditer(text)]
            queries = [tail for tail in tails if self.parsed(tail) is not None]
            if not queries:
                return f"the view {name} cannot be looked through", []
            further += queries
        return None, further

    def _of_function(self, node: dict[str, Any], name: str) -> tuple[str | None, list[str]]:
        reason = f"{name} gives other rows each time, or tells of this machine"
        if name in _NOT_IN_DUCKDB:
            return reason, []
        if name == "age" and len(node.get("arguments", [])) < 2:
            return reason, []  # the age today
        for kind, stability in self._kinds.get(name, ()):
            if kind == "table" and name not in _TABLES_IN_DUCKDB:
                return f"{name} reads what is not in the tables of the file", []
            if stability not in (None, "CONSISTENT"):
                return reason, []
        return None, self._macros.get(name, [])


def _columns(database: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None]]:
    """The table of each column, and how it is computed where it is."""
    shown = database.execute("SELECT * FROM duckdb_columns() LIMIT 0").description or []
    if "generation_expression" in {column[0] for column in shown}:
        computed = "generation_expression"
    else:  # older versions have it among the defaults, which may well be other each time
        computed = (
            "CASE WHEN table_oid IN (SELECT table_oid FROM duckdb_tables() "
            "WHERE contains(sql, 'GENERATED ALWAYS')) THEN column_default END"
        )
    return database.execute(
        f"SELECT lower(table_name), {computed} FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    ahead = [tree]
    while ahead:
        node = ahead.pop()
        if isinstance(node, dict):
            yield node
            ahead += node.values()
        elif isinstance(node, list):
            ahead += node
