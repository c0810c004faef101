"""SQL of the contract: names, literals, types and keys, as DuckDB takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from factpack_validators.schemas import arrow_schema, primary_key, table_schema

SQL_TYPES: Mapping[str, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}

CSV_FORMS: Mapping[str, str] = {
    "integer": "-?(0|[1-9][0-9]*)",
    "number": r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?",
    "boolean": "true|false",
    "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
"""How a cell that is no text is written; a text is written as it is."""


def name(identifier: str) -> str:
    """An SQL identifier in quotes.

    >>> name('a"b')
    '"a""b"'
    """
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: object) -> str:
    """An SQL literal of a text, number or boolean.

    >>> literal("it's"), literal(3), literal(True)
    ("'it''s'", '3', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def text_list(values: Sequence[str]) -> str:
    """An SQL literal of a list of texts, which may be empty.

    >>> text_list(["it's", "b"]), text_list([])
    ("['it''s', 'b']::VARCHAR[]", '[]::VARCHAR[]')
    """
    return f"[{', '.join(map(literal, values))}]::VARCHAR[]"


def file_literal(path: Path) -> str:
    """An SQL literal of a path, with what DuckDB takes for a pattern or a home made plain.

    >>> file_literal(Path("/a[1]/b*.csv"))
    "'/a[[]1]/b[*].csv'"
    """
    path = path.absolute()
    return literal("".join(f"[{c}]" if c in "*?[" else c for c in path.as_posix()))


def hash_of_row(table: str) -> str:
    """SQL of a number that depends on all cells of a row of a table."""
    return f"hash({', '.join(name(c) for c in arrow_schema(table).names)})"


def digest(table: str) -> str:
    """SQL of a number that depends on all cells of all rows of a table, not on their order."""
    return f"coalesce(sum({hash_of_row(table)}::HUGEINT), 0)"


def key_text(table: str, prefix: str = "") -> str:
    """SQL of the primary key of a row as text, parts joined by `|`; `prefix` such as `t.`."""
    return "concat_ws('|', " + ", ".join(prefix + name(c) for c in primary_key(table)) + ")"


def row_order(table: str) -> dict[str, str]:
    """SQL of what the rows of a table ascend by, by a name for each: the key, if nothing else.

    None of it is null where the table keeps its rules.

    >>> list(row_order("evidence"))
    ['claim_id', 'part']
    """
    terms = table_schema(table).get("x:order") or [{"field": c} for c in primary_key(table)]
    order = {}
    for term in terms:
        column = term["field"]
        if "values" in term:
            # A value that is none of them has no place; its own check names it.
            order[f"order_{column}"] = (
                f"coalesce(list_position({text_list(term['values'])}, {name(column)}), 0)"
            )
        elif term.get("descending"):
            order[f"order_{column}"] = f"coalesce(-{name(column)}::DOUBLE, 'infinity'::DOUBLE)"
        else:
            order[column] = name(column)
    return order


def ordered_by(table: str) -> str:
    """SQL of the order of the rows of a table, for ORDER BY."""
    return ", ".join(row_order(table).values())


def order_columns(table: str) -> str:
    """SQL of the columns that `order_falls` compares."""
    return ", ".join(f"{sql} AS {name(c)}" for c, sql in row_order(table).items())


def order_of_rows(table: str, view: str) -> tuple[str, str]:
    """SQL of what rows of a view ascend by, with that of the row before, and of a fall.

    `before_…` are the columns of the row before, `row` is counted from 0.
    """
    before, fall = order_falls(table)
    rows = (
        f"SELECT *, {before}, row_number() OVER () - 1 AS row "
        f"FROM (SELECT {order_columns(table)} FROM {name(view)})"
    )
    return rows, fall


def order_falls(table: str) -> tuple[str, str]:
    """SQL of the row before, its columns named `before_…`, and of a row that does not ascend."""
    order = tuple(row_order(table))
    before = ", ".join(f"lag({name(c)}) OVER () AS {name('before_' + c)}" for c in order)
    falls = []
    for i, column in enumerate(order):
        same = [f"{name('before_' + c)} = {name(c)}" for c in order[:i]]
        sign = ">=" if column == order[-1] else ">"
        falls.append(" AND ".join([*same, f"{name('before_' + column)} {sign} {name(column)}"]))
    return before, " OR ".join(f"({fall})" for fall in falls)


def csv_value(column: str, kind: str) -> str:
    """SQL of the value of a CSV cell, null where it is not of its type."""
    cell = name(column)
    if kind == "string":
        return cell
    if kind == "boolean":
        return f"CASE {cell} WHEN 'true' THEN true WHEN 'false' THEN false END"
    # `concat` keeps DuckDB from casting in the reader, where a bad cell stops the whole query.
    return f"TRY_CAST(nullif(concat({cell}), '') AS {SQL_TYPES[kind]})"


def table_type(table: str, column: str) -> str:
    """Type of a column as the Table Schema names it."""
    return next(str(f["type"]) for f in table_schema(table)["fields"] if f["name"] == column)
