"""The contract of the tables in several notations, all derived from `schema/*.json`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from factpack.errors import FactpackError
from factpack_validators.schemas import Schema, table_names, table_schema
from factpack_validators.sql import SQL_TYPES


def render(table: str | None, form: str) -> str:
    """The contract of one table, or of all, as text that ends with a line break.

    Args:
        table: name of a table, None for all of them.
        form: tableschema, arrow, jsonschema or sql.

    Raises:
        FactpackError: no such table or notation.
    """
    if form not in _NOTATIONS:
        raise FactpackError(f"no notation {form!r}: choose one of {', '.join(_NOTATIONS)}")
    if table is not None and table not in table_names():
        raise FactpackError(f"no table {table!r}: there are {', '.join(table_names())}")
    return _NOTATIONS[form]([table] if table else list(table_names()))


def _tableschema(tables: list[str]) -> str:
    return _json({name: dict(table_schema(name)) for name in tables})


def _jsonschema(tables: list[str]) -> str:
    return _json({name: row_schema(table_schema(name)) for name in tables})


def _json(by_table: Mapping[str, Any]) -> str:
    only = next(iter(by_table.values())) if len(by_table) == 1 else by_table
    return json.dumps(only, ensure_ascii=False, indent=2) + "\n"


def row_schema(schema: Schema) -> dict[str, Any]:
    """JSON Schema (2020-12) of one row of a table, null where the column may be empty."""
    properties: dict[str, Any] = {}
    for field in schema["fields"]:
        constraints = dict(field.get("constraints", {}))
        required = constraints.pop("required", False)
        kind = "string" if field["type"] == "date" else field["type"]
        column: dict[str, Any] = {
            "title": field["title"],
            "description": field["description"],
            "type": kind if required else [kind, "null"],
        }
        if field["type"] == "date":
            column["format"] = "date"
        if "pattern" in constraints:
            # Table Schema patterns match the whole cell, JSON Schema ones any part of it.
            constraints["pattern"] = f"^(?:{constraints['pattern']})$"
        if "enum" in constraints and not required:
            constraints["enum"] = [*constraints["enum"], None]
        properties[field["name"]] = column | constraints
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema["title"],
        "description": schema["description"],
        "type": "object",
        "properties": properties,
        "required": [f["name"] for f in schema["fields"]],
        "additionalProperties": False,
    }


def _arrow(tables: list[str]) -> str:
    from factpack_validators.schemas import arrow_schema

    return "".join(
        f"{name}\n" + "".join(f"  {f.name}: {f.type}\n" for f in arrow_schema(name))
        for name in tables
    )


def _sql(tables: list[str]) -> str:
    """Statements in an order in which each foreign key finds its table, and rows find theirs.

    Keys that no order helps, of a table to itself and around a circle, stand in a comment below:
    DuckDB and SQLite cannot add a key to a table that exists, others can once the rows are there.
    """
    placed: list[str] = []
    statements, later = [], []
    for name in referenced_first(tables):
        schema = table_schema(name)
        keys = []
        for key in schema.get("foreignKeys", ()):
            other = key["reference"]["resource"] or name
            if other in placed or other not in tables:
                keys.append(_foreign_key(other, key))
            else:
                later.append(f"-- ALTER TABLE {name} ADD {_foreign_key(other, key)};\n")
        statements.append(_create_table(schema, keys))
        placed.append(name)
    if later:
        how = "-- Load the tables in this order; then these too, where the database can add them:\n"
        statements.append(how + "".join(later))
    return "\n".join(statements)


def referenced_first(tables: list[str]) -> list[str]:
    """The tables, each behind those that it refers to, as far as circles allow."""
    met: set[str] = set()
    order: list[str] = []

    def place(name: str) -> None:
        if name in met or name not in tables:
            return
        met.add(name)
        for key in table_schema(name).get("foreignKeys", ()):
            place(key["reference"]["resource"])
        order.append(name)

    for name in tables:
        place(name)
    return order


def _foreign_key(other: str, key: Mapping[str, Any]) -> str:
    theirs = ", ".join(key["reference"]["fields"])
    return f"FOREIGN KEY ({', '.join(key['fields'])}) REFERENCES {other} ({theirs})"


def _create_table(schema: Schema, foreign_keys: list[str]) -> str:
    lines = []
    for field in schema["fields"]:
        line = f"{field['name']} {SQL_TYPES[field['type']]}"
        if field.get("constraints", {}).get("required"):
            line += " NOT NULL"
        lines.append(line)
    lines.append(f"PRIMARY KEY ({', '.join(schema['primaryKey'])})")
    body = ",\n".join(f"  {line}" for line in [*lines, *foreign_keys])
    return f"CREATE TABLE {schema['name']} (\n{body}\n);\n"


_NOTATIONS: Mapping[str, Callable[[list[str]], str]] = {
    "tableschema": _tableschema,
    "arrow": _arrow,
    "jsonschema": _jsonschema,
    "sql": _sql,
}
