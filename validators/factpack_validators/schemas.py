"""Read the contract: the table schemas that everything else is derived from."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pyarrow as pa

Schema = dict[str, Any]

ARROW_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


@cache
def schema_dir() -> Traversable:
    """Folder of the contract: the wheel's copy, else the checkout's `schema/`."""
    packaged = files("factpack_validators") / "schema"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "schema"


@cache
def read_json(name: str) -> Any:
    """A JSON file of the contract, such as `dataset.schema.json`; do not change what it returns."""
    return json.loads((schema_dir() / name).read_text("utf-8"))


@cache
def table_names() -> tuple[str, ...]:
    """Names of all tables, in the order in which a release lists them."""
    return tuple(r["name"] for r in read_json("datapackage.json")["resources"])


def default_table() -> str:
    """The table that `load_dataset` gives where no config is named."""
    name: str = read_json("datapackage.json")["x:default"]
    return name


@cache
def table_schema(table: str) -> Schema:
    """Table Schema of a table; do not change what it returns.

    Raises:
        KeyError: no such table.
    """
    if table not in table_names():
        raise KeyError(table)
    schema: Schema = read_json(f"{table}.json")
    return schema


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Arrow schema of a table, derived from its Table Schema; every column nullable."""
    return pa.schema([(f["name"], ARROW_TYPES[f["type"]]) for f in table_schema(table)["fields"]])


def primary_key(table: str) -> tuple[str, ...]:
    """Columns of the primary key; rows ascend by it, where the table has no `x:order`."""
    return tuple(table_schema(table)["primaryKey"])


def word_columns(table: str) -> dict[str, str]:
    """Columns that carry words of an article: `verbatim` are withheld by rights, `name` are not."""
    return {f["name"]: f["x:words"] for f in table_schema(table)["fields"] if "x:words" in f}
