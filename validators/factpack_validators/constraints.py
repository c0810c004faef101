"""The constraints of a Table Schema as DuckDB SQL; nothing about a column is typed twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from factpack_validators.schemas import Schema
from factpack_validators.sql import CSV_FORMS, literal, name

_EDGE = r"\s\x{0085}\x{00A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}"
EDGES = f"^[{_EDGE}]|[{_EDGE}]$"
"""White space at an edge, in RE2: what `str.strip` of Python removes."""

CONTROL = r"[\x{0000}-\x{0008}\x{000B}-\x{001F}\x{007F}-\x{009F}]"
"""A control character other than tab and line feed."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What the cells of a column must not be.

    Attributes:
        code: of the finding.
        column: column checked.
        broken: SQL condition on a row that breaks the constraint; null counts as kept.
        wanted: what is wrong, to end a sentence such as "the column is …".
    """

    code: str
    column: str
    broken: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Test:
    """One condition that finds the rows which break any of some constraints in one go."""

    broken: str
    constraints: tuple[Constraint, ...]


def column_tests(schema: Schema) -> Iterator[Test]:
    """Tests of what one row alone shows to be broken, on typed columns."""
    for field in schema["fields"]:
        for constraint in _field_constraints(field):
            yield Test(constraint.broken, (constraint,))
        # A pattern or a list of values leaves no room for white space and control characters.
        if (
            field["type"] == "string"
            and not {"pattern", "enum"} & field.get("constraints", {}).keys()
        ):
            yield _text_test(field["name"])


def form_tests(schema: Schema, prefix: str) -> Iterator[Test]:
    """Tests of cells of CSV as text: is each in the one form of its type?

    Args:
        schema: of the table.
        prefix: put before the name of a column to name its text.
    """
    for field in schema["fields"]:
        if field["type"] in CSV_FORMS:
            column, form = field["name"], literal(CSV_FORMS[field["type"]])
            broken = f"NOT regexp_full_match({name(prefix + column)}, {form})"
            wanted = f"not written as a {field['type']} is"
            yield Test(broken, (Constraint("value-form", column, broken, wanted),))


def _text_test(column: str) -> Test:
    """Free text has no white space at its edges and no control characters."""
    cell = name(column)
    edges = f"({cell} = '' OR regexp_matches({cell}, {literal(EDGES)}))"
    control = f"regexp_matches({cell}, {literal(CONTROL)})"
    return Test(
        f"({cell} = '' OR regexp_matches({cell}, {literal(f'{EDGES}|{CONTROL}')}))",
        (
            Constraint("value-edges", column, edges, "empty, or has white space at an edge"),
            Constraint("value-control", column, control, "holding a control character"),
        ),
    )


def _field_constraints(field: dict[str, Any]) -> Iterator[Constraint]:
    constraints = field.get("constraints", {})
    column, kind = field["name"], field["type"]
    cell = name(column)
    if constraints.get("required"):
        yield Constraint("value-required", column, f"{cell} IS NULL", "required, but empty")
    if "pattern" in constraints:
        pattern = constraints["pattern"]
        yield Constraint(
            "value-pattern",
            column,
            f"NOT regexp_full_match({cell}, {literal(pattern)})",
            f"not of the form {pattern}",
        )
    if "enum" in constraints:
        values = constraints["enum"]
        yield Constraint(
            "value-enum",
            column,
            # NOT IN would become a join, and a join loses the order of the rows.
            "(" + " AND ".join(f"{cell} <> {literal(v)}" for v in values) + ")",
            f"none of {', '.join(map(str, values))}",
        )
    for bound, sign, words in (
        ("minimum", "<", "below"),
        ("maximum", ">", "above"),
        ("exclusiveMinimum", "<=", "not above"),
        ("exclusiveMaximum", ">=", "not below"),
    ):
        if bound in constraints:
            limit = constraints[bound]
            value = f"DATE {literal(limit)}" if kind == "date" else literal(limit)
            code = "value-minimum" if "inimum" in bound else "value-maximum"
            yield Constraint(code, column, f"{cell} {sign} {value}", f"{words} {limit}")
    # An empty text is no text at all, and is reported as that.
    if constraints.get("minLength", 0) > 1:
        least = constraints["minLength"]
        yield Constraint(
            "value-length", column, f"length({cell}) < {least}", f"shorter than {least} characters"
        )
    if "maxLength" in constraints:
        most = constraints["maxLength"]
        yield Constraint(
            "value-length", column, f"length({cell}) > {most}", f"longer than {most} characters"
        )
    if kind == "number":
        yield Constraint("value-not-finite", column, f"NOT isfinite({cell})", "not finite")
