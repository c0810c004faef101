"""Whether a query names the tables of a release and nothing else."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

import duckdb

from factpack.errors import FactpackError
from factpack_validators.sql import name

MOST_CHARS = 20_000
"""Longest query that is parsed; people and programs write a few hundred characters."""

_TABLE_FUNCTIONS = frozenset({"generate_series", "range", "unnest"})
_REFUSED = frozenset({"current_setting", "getenv", "getvariable", "write_log"})
"""Functions of a value that tell of the machine or the process, or write a log."""


def check_query(database: duckdb.DuckDBPyConnection, query: str, tables: Collection[str]) -> None:
    """Do nothing where a query is one select over the given tables.

    The database has its files and its network switched off already. Its own settings and catalogue
    are no part of a release either: they name folders of the machine.

    Args:
        database: what parses the query; nothing is run.
        query: in DuckDB's SQL.
        tables: what it may read.

    Raises:
        FactpackError: it is no select, is too long, or names anything else.
        duckdb.Error: it cannot be parsed.
    """
    if len(query) > MOST_CHARS:
        raise FactpackError(f"the query has more than {MOST_CHARS:,} characters")
    kinds = [statement.type for statement in database.extract_statements(query)]
    if kinds != [duckdb.StatementType.SELECT]:
        raise FactpackError("give one query that reads, such as a select")
    [(text,)] = database.execute("select json_serialize_sql(?)", [query]).fetchall()
    parsed = json.loads(text)
    if parsed["error"]:
        raise FactpackError(f"this form of a query is not taken: {parsed['error_message']}")
    nodes = list(_nodes(parsed))
    named = {_lower(entry["key"]) for node in nodes for entry in _ctes(node)}
    _check_named(database, named - set(map(_lower, tables)))
    known = {*map(_lower, tables), *named}
    for node in nodes:
        if node.get("type") == "BASE_TABLE":
            _check_table(node, known)
        elif node.get("type") == "TABLE_FUNCTION":
            function = _lower(node["function"]["function_name"])
            if function not in _TABLE_FUNCTIONS:
                raise FactpackError(
                    f"no function {function!r} reads here: only tables of the release"
                )
        elif _lower(node.get("function_name")) in _REFUSED:
            raise FactpackError(f"the function {node['function_name']!r} is not for queries here")


def _check_named(database: duckdb.DuckDBPyConnection, names: Collection[str]) -> None:
    """Names that a query gives to its own selects stand for nothing else.

    They are known in one part of the query alone: in another, such a name would be that of a view
    of the catalogue.
    """
    for own in sorted(names):
        try:
            database.execute(f"explain from {name(own)}").fetchall()
        except duckdb.CatalogException:
            continue
        except duckdb.Error:
            pass
        raise FactpackError(f"choose another name than {own!r} for a select of your own")


def _check_table(node: dict[str, Any], known: Collection[str]) -> None:
    table = _lower(node["table_name"])
    if node.get("schema_name") or node.get("catalog_name") or table not in known:
        raise FactpackError(f"no table {node['table_name']!r}; the tool schema lists the tables")


def _ctes(node: dict[str, Any]) -> list[dict[str, Any]]:
    found = node.get("cte_map")
    return found["map"] if isinstance(found, dict) else []


def _nodes(parsed: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a parsed query."""
    waiting = [parsed]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _lower(name: Any) -> str:
    return name.lower() if isinstance(name, str) else ""
