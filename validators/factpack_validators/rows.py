"""Where findings stand: the row of a table, looked up by its key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import duckdb

from factpack_validators.database import Database
from factpack_validators.findings import Finding
from factpack_validators.folder import csv_file
from factpack_validators.schemas import table_names
from factpack_validators.sql import key_text, name


def locate_rows(database: Database, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, sorted, those that name a key with the row it stands in."""
    every = list(findings)
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for f in every:
        if f.table in table_names() and f.key is not None and f.row is None and f.table:
            wanted[f.table, _view(f)].add(f.key)
    places: dict[tuple[str, str], int] = {}
    for (table, view), keys in wanted.items():
        try:
            for key, row in database.all(
                f"SELECT key, min(row) FROM (SELECT {key_text(table)} AS key, "
                f"row_number() OVER () - 1 AS row FROM {name(view)}) "
                "SEMI JOIN (SELECT unnest(?) AS key) USING (key) GROUP BY key",
                sorted(keys),
            ):
                places[view, key] = row
        except duckdb.Error:
            continue  # A table that cannot be read to its end has been reported.
    located = (
        replace(f, row=places.get((_view(f), f.key))) if f.key is not None and f.row is None else f
        for f in every
    )
    return tuple(sorted(located, key=Finding.sort_key))


def _view(finding: Finding) -> str:
    """The table, as read from the file that the finding is about."""
    table = finding.table or ""
    return f"csv_{table}" if finding.file == csv_file(table) else table
