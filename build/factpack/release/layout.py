"""Where things stand in a release folder."""

from __future__ import annotations

SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
PACKAGE = "datapackage.json"
CARD = "README.md"
DATASHEET = "DATASHEET.md"
VALIDATION = "validation.json"
PLOTS = "plots"


def parquet_path(table: str) -> str:
    """Path of a table's Parquet file: the layout of the Hugging Face Hub, one shard."""
    return f"data/{table}/train-00000-of-00001.parquet"


def csv_path(table: str) -> str:
    """Path of a table's CSV file."""
    return f"csv/{table}.csv"
