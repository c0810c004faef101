"""Small release folders, of the contract or of another, without the pages of a real one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from factpack_validators.folder import parquet_file

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
