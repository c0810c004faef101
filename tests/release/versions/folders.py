"""Small release folders, of the contract or of another, without the pages of a real one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.row_order import place

from factpack.release.changes import tell_moves
from factpack.release.index import sums_hash
from factpack.release.tables import file_info, write_rows
from factpack.release.versions.deltas import write_deltas
from factpack.release.versions.diff import compare_pair
from factpack.release.versions.pair import open_pair, read_side
from factpack_validators.folder import csv_file, parquet_file
from factpack_validators.schemas import arrow_schema, table_names

Row = Mapping[str, Any]

ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def table_schema(key: Sequence[str] | str, **types: str) -> dict[str, Any]:
    """A Table Schema of columns with their types."""
    fields = [{"name": name, "type": kind} for name, kind in types.items()]
    return {"fields": fields, "primaryKey": key}


def write_folder(
    folder: Path,
    tables: Mapping[str, tuple[Mapping[str, Any], Sequence[Row]]],
    version: str = "1.0.0",
    **manifest: Any,
) -> Path:
    """A folder with manifest.json, datapackage.json and the Parquet of some tables."""
    folder.mkdir(parents=True)
    resources = []
    for table, (schema, rows) in tables.items():
        columns = pa.schema([(f["name"], ARROW[f["type"]]) for f in schema["fields"]])
        file = folder / parquet_file(table)
        file.parent.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(list(rows), schema=columns), file)
        resources.append({"name": table, "schema": schema})
    said = {"dataset": "tides", "version": version, **manifest}
    (folder / "manifest.json").write_text(json.dumps(said), "utf-8")
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}), "utf-8")
    return folder


def write_contract(folder: Path, rows: Mapping[str, Sequence[Row]], version: str) -> Path:
    """A folder with Parquet and CSV of every table of the contract, most of them empty."""
    tables = {}
    for table in table_names():
        schema = arrow_schema(table)
        parquet, text = folder / parquet_file(table), folder / csv_file(table)
        parquet.parent.mkdir(parents=True)
        text.parent.mkdir(exist_ok=True)
        listed = sorted(rows.get(table, ()), key=partial(place, table))
        write_rows([pa.Table.from_pylist(listed, schema=schema)], schema, parquet, text)
        files = {
            form: asdict(file_info(folder, path))
            for form, path in (("parquet", parquet_file(table)), ("csv", csv_file(table)))
        }
        tables[table] = {"rows": len(listed), **files}
    said = {"dataset": "tides", "version": version, "tables": tables}
    (folder / "manifest.json").write_text(json.dumps(said), "utf-8")
    (folder / "SHA256SUMS").write_text(version, "utf-8")
    return folder


def write_delta(old: Path, new: Path, folder: Path) -> Path:
    """The delta that leads from one such folder to another."""
    sides = read_side(old), read_side(new)
    with open_pair(*sides) as pair:
        compare_pair(pair)
        tell_moves(pair.database)
        write_deltas(
            pair,
            folder,
            dataset="tides",
            start={"version": sides[0].version, "sha256sums_sha256": sums_hash(old)},
            end=sides[1].version,
            tables=sides[1].manifest["tables"],
        )
    return folder
