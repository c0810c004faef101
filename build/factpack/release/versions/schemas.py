"""What differs between the columns, keys and constraints of two releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factpack_validators.schemas import Schema

_LEAST = ("minimum", "exclusiveMinimum", "minLength")
_MOST = ("maximum", "exclusiveMaximum", "maxLength")


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One difference of the contract, or of what a release says about itself.

    Attributes:
        kind: such as `column-added`; the rules of `schema/versioning.yaml` have these names.
        table: None for what is said of the dataset.
        column: or another part, such as `primaryKey`; None for the table.
        old, new: the value on each side, None where there is none.
    """

    kind: str
    table: str | None
    column: str | None = None
    old: Any = None
    new: Any = None


def schema_changes(
    old: Mapping[str, Schema], new: Mapping[str, Schema]
) -> tuple[SchemaChange, ...]:
    """Differences of tables, columns, types, keys and constraints, table by table."""
    return tuple(_changes(old, new))


def _changes(old: Mapping[str, Schema], new: Mapping[str, Schema]) -> Iterator[SchemaChange]:
    for table in sorted({*old, *new}):
        if table not in old:
            yield SchemaChange("table-added", table)
        elif table not in new:
            yield SchemaChange("table-removed", table)
        else:
            yield from _of_table(table, old[table], new[table])


def _of_table(table: str, old: Schema, new: Schema) -> Iterator[SchemaChange]:
    before, after = ({f["name"]: f for f in schema["fields"]} for schema in (old, new))
    for column in before:
        if column not in after:
            yield SchemaChange("column-removed", table, column, before[column].get("type"))
    for column in after:
        if column not in before:
            yield SchemaChange("column-added", table, column, None, after[column].get("type"))
    shared = [[c for c in side if c in before and c in after] for side in (before, after)]
    if shared[0] != shared[1]:
        yield SchemaChange("columns-reordered", table, None, *shared)
    for column in shared[1]:
        yield from _of_column(table, column, before[column], after[column])
    for part in ("primaryKey", "foreignKeys"):
        if old.get(part) != new.get(part):
            yield SchemaChange("key-changed", table, part, old.get(part), new.get(part))


def _of_column(
    table: str, column: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[SchemaChange]:
    for part in ("type", "format"):
        if old.get(part) != new.get(part):
            yield SchemaChange("type-changed", table, column, old.get(part), new.get(part))
    before, after = (_mapping(field.get("constraints")) for field in (old, new))
    for rule in sorted({*before, *after}):
        a, b = before.get(rule), after.get(rule)
        if a != b:
            kind = "constraint-loosened" if _looser(rule, a, b) else "constraint-tightened"
            yield SchemaChange(kind, table, column, {rule: a}, {rule: b})
    for part in ("title", "description", "x:words"):
        if old.get(part) != new.get(part):
            yield SchemaChange("metadata-changed", table, column, old.get(part), new.get(part))


def _looser(rule: str, old: Any, new: Any) -> bool:
    """Whether every value that the old constraint lets pass passes the new one, for sure."""
    if new is None or (rule in ("required", "unique") and not new):
        return True
    if old is None:
        return False
    try:
        if rule == "enum":
            return all(value in new for value in old)
        if rule in _LEAST:
            return bool(new <= old)
        if rule in _MOST:
            return bool(new >= old)
    except TypeError:
        return False
    return False


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


DESCRIBED = (
    "title",
    "description",
    "license",
    "license_name",
    "license_url",
    "rights",
    "creators",
    "keywords",
    "homepage",
    "contact",
    "citation",
    "caveats",
    "checks",
)
"""Keys of dataset.yaml that say something to readers which no row says: a change is a release."""


def metadata_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[SchemaChange, ...]:
    """Differences of what the publisher says about the dataset, by the two manifests."""
    before, after = (_mapping(manifest.get("dataset_yaml")) for manifest in (old, new))
    return tuple(
        SchemaChange("metadata-changed", None, key, before.get(key), after.get(key))
        for key in DESCRIBED
        if before.get(key) != after.get(key)
    )
