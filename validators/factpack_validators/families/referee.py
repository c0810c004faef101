"""Frictionless as independent referee: does somebody else's validator agree with ours?

It reads the CSV files against the schemas of the contract, whole where the release is small, else a
sample of each large table. It never sees Parquet, of which it misreads empty numbers.
"""

from __future__ import annotations

import csv
import logging
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from factpack_validators.collect import KEPT
from factpack_validators.context import Context
from factpack_validators.folder import csv_file
from factpack_validators.schemas import Schema, table_names, table_schema
from factpack_validators.shown import first_line
from factpack_validators.sql import name

WHOLE_ROWS = 10_000
"""Rows of all tables together up to which every row is read, in about a second."""

SAMPLE_ROWS = 2_000
"""Rows of a table that are read of a larger release, spread evenly over the file."""


def run(context: Context) -> None:
    """Let Frictionless validate the CSV files, and report what it finds."""
    found, database = context.found, context.database
    if find_spec("frictionless") is None:
        found.add(
            "check-skipped",
            "Frictionless is not installed, so no independent validator read the CSV files",
            advice="pip install frictionless",
        )
        return
    tables = [t for t in table_names() if t in database.csv]
    rows = {table: database.scans[table].n_rows for table in tables}
    sampled = (
        [t for t in tables if rows[t] > SAMPLE_ROWS] if sum(rows.values()) > WHOLE_ROWS else []
    )
    for table in sampled:
        _write_sample(context, table, rows[table])
        found.add(
            "frictionless-sample",
            f"Frictionless read {SAMPLE_ROWS:,} of {rows[table]:,} rows of {csv_file(table)}",
            table=table,
            file=csv_file(table),
        )
    whole = [t for t in tables if t not in sampled]
    # A sample knows few of the rows that others refer to; keys are checked by DuckDB on all rows.
    keyed = [] if sampled else tables
    _validate(context, {t: csv_file(t) for t in whole}, keyed, context.folder.root)
    _validate(context, {t: _sample_path(context, t).name for t in sampled}, keyed, context.spill)
    for table in tables:
        found.looked_at("rows read by Frictionless", min(rows[table], _limit(table, sampled)))


def _limit(table: str, sampled: list[str]) -> int:
    return SAMPLE_ROWS if table in sampled else WHOLE_ROWS


def _write_sample(context: Context, table: str, n_rows: int) -> None:
    """Every k-th row of a CSV file as a file of its own."""
    step = max(1, n_rows // SAMPLE_ROWS)
    columns = context.database.headers[table]
    kept = [c for c in columns if c in _fields(table)]
    numbered = f"SELECT *, row_number() OVER () - 1 AS row FROM {context.database.raw(table)}"
    rows = context.database.all(
        f"SELECT {', '.join(map(name, kept))} FROM ({numbered}) "
        f"WHERE row % {step} = 0 ORDER BY row LIMIT {SAMPLE_ROWS}"
    )
    path = _sample_path(context, table)
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream, lineterminator="\n")
        lines.writerow(kept)
        lines.writerows(rows)


def _sample_path(context: Context, table: str) -> Path:
    return context.spill / f"sample-{table}.csv"


def _fields(table: str) -> frozenset[str]:
    return frozenset(f["name"] for f in table_schema(table)["fields"])


def _validate(
    context: Context, files: Mapping[str, str], keyed: Sequence[str], folder: Path
) -> None:
    """Validate tables of a folder, described once: to check a description takes as long as to read.

    Args:
        context: the release.
        files: file of each table.
        keyed: tables of which all rows are there, so that keys which refer to them can be checked.
        folder: of the files.
    """
    from frictionless import FrictionlessException, Package

    from factpack_validators.keys_resource import keys_resource, share_fields

    logging.getLogger("frictionless").setLevel(logging.ERROR)
    resources = [_resource(table, file, _plain(table, keyed)) for table, file in files.items()]
    for table in files:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                if table == next(iter(files)):
                    package = Package.from_descriptor(
                        {
                            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
                            "name": "release",
                            "resources": resources,
                        },
                        basepath=folder.as_posix(),
                    )
                    for target, columns in _referred(files, keyed).items():
                        source, schema = package.get_resource(target), _keys_alone(target, columns)
                        package.add_resource(keys_resource(_keys_name(target), source, schema))
                resource = package.get_resource(table)
                share_fields(resource.schema)
                report = resource.validate(limit_errors=KEPT)
        except (FrictionlessException, OSError, ValueError) as problem:
            context.found.add(
                "frictionless",
                f"{csv_file(table)}: {first_line(problem)}",
                table=table,
                file=csv_file(table),
            )
            continue
        _report(context, table, report, numbered=folder != context.spill)


def _report(context: Context, table: str, report: Any, *, numbered: bool) -> None:
    """Findings of Frictionless in a table; rows of a sample have other numbers there."""
    for number, kind, place, label in report.flatten(["rowNumber", "type", "fieldNumber", "title"]):
        columns = context.database.headers[table]
        column = columns[place - 1] if place and place <= len(columns) else None
        context.found.add(
            "frictionless",
            f"{kind}: {label} at line {number} of {csv_file(table)}"
            if number
            else f"{kind}: {label} in {csv_file(table)}",
            table=table,
            row=number - 2 if number and numbered else None,
            column=column,
            file=csv_file(table),
        )


def _plain(table: str, keyed: Sequence[str]) -> Schema:
    """Schema of a table without words for people, which cost time to check."""
    schema = table_schema(table)
    fields = [
        {k: v for k, v in field.items() if k in ("name", "type", "constraints")}
        for field in schema["fields"]
    ]
    keys = [
        {
            "fields": key["fields"],
            "reference": {"resource": _keys_name(target), "fields": fields},
        }
        for key, target, fields in _foreign_keys(table, keyed)
    ]
    plain = {**{k: schema[k] for k in ("$schema", "missingValues", "primaryKey")}, "fields": fields}
    return {**plain, "foreignKeys": keys} if keys else plain


def _foreign_keys(
    table: str, keyed: Sequence[str]
) -> Iterator[tuple[Mapping[str, Any], str, list[str]]]:
    """Foreign keys of a table that can be checked, each with the table and columns it refers to."""
    for key in table_schema(table).get("foreignKeys", ()):
        target = key["reference"]["resource"] or table
        if target in keyed:
            yield key, target, key["reference"]["fields"]


def _referred(tables: Iterable[str], keyed: Sequence[str]) -> dict[str, set[str]]:
    """Columns that foreign keys refer to, by table."""
    columns: dict[str, set[str]] = {}
    for table in tables:
        for _, target, fields in _foreign_keys(table, keyed):
            columns.setdefault(target, set()).update(fields)
    return columns


def _keys_name(target: str) -> str:
    return f"{target}.keys"


def _keys_alone(target: str, columns: Collection[str]) -> Schema:
    """Schema of the columns of a table that keys refer to, wherever they stand in it."""
    schema = _plain(target, ())
    return {
        "$schema": schema["$schema"],
        "missingValues": schema["missingValues"],
        "fieldsMatch": "subset",
        "fields": [field for field in schema["fields"] if field["name"] in columns],
    }


def _resource(table: str, file: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": table,
        "type": "table",
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": schema,
    }
