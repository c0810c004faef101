"""What a row alone shows to be wrong: SQL that a build asks before anything rests on the row.

The checks of structure, coherence and safety ask the same of a release.
"""

from __future__ import annotations

from collections.abc import Iterator

from factpack_validators.constraints import Constraint, column_tests
from factpack_validators.families.coherence import VALUE_TABLES, value_constraints
from factpack_validators.families.safety import cell_constraints
from factpack_validators.schemas import table_schema


def row_constraints(table: str) -> Iterator[Constraint]:
    """What the rows of a table of the contract must not be."""
    for test in column_tests(table_schema(table)):
        yield from test.constraints
    for field in table_schema(table)["fields"]:
        if field["type"] != "string":
            continue
        column = field["name"]
        if not field.get("constraints", {}).keys() & {"pattern", "enum"}:
            yield from cell_constraints(table, column)
    if table in VALUE_TABLES:
        yield from value_constraints(table)
