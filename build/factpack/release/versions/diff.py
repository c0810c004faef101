"""What differs between two releases: contract, rows, and what is said about the dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factpack.release.versions.causes import CAUSES, tell_causes
from factpack.release.versions.pair import Pair, open_pair, plain, read_side
from factpack.release.versions.rows import LISTED, TableChanges, find_changes, summarise
from factpack.release.versions.schemas import SchemaChange, metadata_changes, schema_changes

RUN = (
    "factpack",
    "extractor",
    "schema_sha256",
    "vocabulary_yaml",
    "rules_yaml",
    "entities_csv",
    "publishers_csv",
    "reviews_csv",
)
"""Keys of the manifest that tell with what a release was made."""


@dataclass(frozen=True, slots=True)
class Diff:
    """The difference of two releases of a dataset.

    Attributes:
        old, new: version on each side.
        schema: differences of tables, columns, types, keys and constraints.
        tables: how the rows of each table differ, tables without a difference included.
        metadata: differences of what the publisher says of the dataset.
        run: keys of the manifest that differ, of those that tell with what a release was made.
        unmatched: tables whose rows have no key in common, so that they were not compared.
    """

    dataset: str
    old: str
    new: str
    schema: tuple[SchemaChange, ...]
    tables: tuple[TableChanges, ...]
    metadata: tuple[SchemaChange, ...]
    run: tuple[str, ...]
    unmatched: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether contract, rows and description are the same."""
        return not (
            self.schema or self.metadata or self.unmatched or any(t.total for t in self.tables)
        )

    @property
    def groups(self) -> Mapping[str, int]:
        """Rows that differ by what changed: articles, extractor, linking, review."""
        groups = Counter[str]()
        for table in self.tables:
            for cause, n in table.causes.items():
                groups[CAUSES[cause][0]] += n
        return dict(groups.most_common())

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "format": 1,
            "dataset": self.dataset,
            "old": self.old,
            "new": self.new,
            "equal": self.empty,
            "schema": [_change(change) for change in self.schema],
            "metadata": [_change(change) for change in self.metadata],
            "run": list(self.run),
            "causes": dict(self.groups),
            "unmatched": list(self.unmatched),
            "tables": {
                table.table: {
                    "old_rows": table.old_rows,
                    "new_rows": table.new_rows,
                    "counts": dict(table.counts),
                    "columns": dict(table.columns),
                    "causes": dict(table.causes),
                    "rows": [
                        {
                            "key": row.key,
                            "change": row.change,
                            "cause": row.cause,
                            "cells": {c: list(map(plain, pair)) for c, pair in row.cells.items()},
                        }
                        for row in table.rows
                    ],
                }
                for table in self.tables
                if table.total
            },
        }


def _change(change: SchemaChange) -> dict[str, Any]:
    told = {"kind": change.kind, "table": change.table, "column": change.column}
    return told | {"old": plain(change.old), "new": plain(change.new)}


def diff_releases(old: Path, new: Path, listed: int = LISTED) -> Diff:
    """What differs between two release folders, of whatever contract each is.

    Args:
        old: the earlier one.
        new: the later one.
        listed: rows of a table that are named.

    Raises:
        FactpackError: one is no release, a file cannot be read, or a key stands twice in a table.
    """
    with open_pair(read_side(old), read_side(new)) as pair:
        return compare_pair(pair, listed)


def compare_pair(pair: Pair, listed: int = LISTED) -> Diff:
    """What differs between two releases that are open; leaves the tables of changes there.

    Raises:
        FactpackError: a key stands twice in a table.
    """
    old, new = pair.old, pair.new
    tables = [*new.files, *(t for t in old.files if t not in new.files)]
    keys = {table: find_changes(pair, table) for table in tables}
    tell_causes(pair, tables)
    return Diff(
        new.name or old.name,
        old.version,
        new.version,
        schema_changes(old.schemas, new.schemas),
        tuple(summarise(pair, table, keys[table], listed) for table in tables),
        metadata_changes(old.manifest, new.manifest),
        run_changes(old.manifest, new.manifest),
        tuple(t for t in tables if not keys[t]),
    )


def run_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys of two manifests that differ, of those that tell with what a release was made."""
    return tuple(key for key in RUN if old.get(key) != new.get(key))
