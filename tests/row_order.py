"""The order of the rows of a table, in Python: what the contract says, said once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factpack_validators.schemas import primary_key

MODALITIES = "asserted reported planned possible negated".split()
STATUSES = "corroborated single contested".split()


def place(table: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What rows of a table ascend by."""
    key = tuple(row[column] for column in primary_key(table))
    if table != "statements":
        return key
    confidence, origins = row.get("confidence"), row.get("n_origins")
    return (
        *(
            values.index(row[column]) if row.get(column) in values else -1
            for column, values in (("modality", MODALITIES), ("status", STATUSES))
        ),
        float("inf") if confidence is None else -confidence,
        float("inf") if origins is None else -origins,
        *key,
    )
