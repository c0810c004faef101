"""Equality: Parquet and CSV hold equal cells, and every file is the one that was published."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from factpack_validators.collect import KEPT
from factpack_validators.context import Context
from factpack_validators.folder import csv_file, parquet_file
from factpack_validators.provenance import SIGNATURE, SUMS, check_provenance
from factpack_validators.schemas import primary_key, table_names, table_schema, word_columns
from factpack_validators.shown import first_line, shown
from factpack_validators.sql import name

_LINE = re.compile(r"([0-9a-f]{64}) [ *]([^\\\r\n]+)")
_PIECE = 2**20


def run(context: Context) -> None:
    """Check hashes and sizes, then compare the two formats cell by cell, and row digests."""
    hashes = _Hashes(context)
    _check_sums(context, hashes)
    _check_resources(context, hashes)
    check_provenance(context)
    context.once("equality of rows", lambda: _compare_tables(context))


def _compare_tables(context: Context) -> None:
    database = context.database
    for table in table_names():
        try:
            if table in database.parquet and table in database.csv:
                _compare_table(context, table)
            if table in database.csv:
                _check_row_digest(context, table)
        except duckdb.Error as problem:
            context.found.add(
                "parquet-unreadable",
                f"{table} cannot be read to its end: {first_line(problem)}",
                table=table,
                file=parquet_file(table),
            )


class _Hashes:
    """SHA-256 of the files of a release, each read once."""

    def __init__(self, context: Context) -> None:
        self._folder = context.folder
        self._known: dict[str, str] = {}

    def of(self, file: str) -> str:
        if file not in self._known:
            self._known[file] = _sha256(self._folder.path(file))
        return self._known[file]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _compare_table(context: Context, table: str) -> None:
    """One pass over each format settles that they are equal; only else are rows compared."""
    database, found = context.database, context.found
    columns = [f["name"] for f in table_schema(table)["fields"]]
    same = database.same_rows(table)
    n_rows = database.n_rows(table)
    found.looked_at("cells compared", n_rows * len(columns))
    if same:
        return
    before = found.totals["cell-differs"] + found.totals["row-missing"]
    _find_missing_rows(context, table)
    _find_cells(context, table, columns)
    if found.totals["cell-differs"] + found.totals["row-missing"] == before:
        found.add(
            "rows-differ",
            f"{parquet_file(table)} and {csv_file(table)} differ, in rows that no key tells apart "
            f"({n_rows:,} and {database.digests[f'csv_{table}'][0]:,} rows)",
            table=table,
            file=csv_file(table),
        )


def _find_missing_rows(context: Context, table: str) -> None:
    """Rows whose key stands in one of the two formats only."""
    key = primary_key(table)
    same = " AND ".join(f"x.{name(c)} IS NOT DISTINCT FROM y.{name(c)}" for c in key)
    text = f"concat_ws('|', {', '.join(f'x.{name(c)}' for c in key)})"
    for here, there, in_file, not_in in (
        (table, f"csv_{table}", parquet_file(table), csv_file(table)),
        (f"csv_{table}", table, csv_file(table), parquet_file(table)),
    ):
        rows = context.database.all(
            f"SELECT x.row, {text}, count(*) OVER () FROM "
            f"(SELECT *, row_number() OVER () - 1 AS row FROM {name(here)}) x "
            f"ANTI JOIN {name(there)} y ON {same} ORDER BY x.row LIMIT {KEPT}"
        )
        for row, value, _ in rows:
            context.found.add(
                "row-missing",
                f"the row stands in {in_file} and not in {not_in}",
                table=table,
                row=row,
                key=value,
                file=not_in,
            )
        context.found.more("row-missing", (rows[0][2] if rows else 0) - len(rows))


def _find_cells(context: Context, table: str, columns: list[str]) -> None:
    """Cells that differ between rows of one key."""
    key = primary_key(table)
    others = [c for c in columns if c not in key]
    if not others:
        return
    differs = {c: f"x.{name(c)} IS DISTINCT FROM y.{name(c)}" for c in others}
    same = " AND ".join(f"x.{name(c)} = y.{name(c)}" for c in key)
    pairs = (
        f"(SELECT *, row_number() OVER () - 1 AS row FROM {name(table)}) x "
        f"JOIN {name('csv_' + table)} y ON {same}"
    )
    counts = context.database.one(
        f"SELECT {', '.join(f'count_if({sql})' for sql in differs.values())} FROM {pairs}"
    )
    for column, n in zip(others, counts, strict=True):
        if not n:
            continue
        rows = context.database.all(
            f"SELECT x.row, concat_ws('|', {', '.join(f'x.{name(c)}' for c in key)}), "
            f"x.{name(column)}::VARCHAR, y.{name(column)}::VARCHAR FROM {pairs} "
            f"WHERE {differs[column]} ORDER BY ALL LIMIT {KEPT}"
        )
        for row, value, a, b in rows:
            context.found.add(
                "cell-differs",
                f"{column} differs between Parquet and CSV{_both(table, column, a, b)}",
                table=table,
                row=row,
                key=value,
                column=column,
                file=csv_file(table),
            )
        context.found.more("cell-differs", n - len(rows))


def _both(table: str, column: str, a: str | None, b: str | None) -> str:
    if word_columns(table).get(column) == "verbatim":
        return ""
    return f": {_or_empty(a)} and {_or_empty(b)}"


def _or_empty(value: str | None) -> str:
    return "empty" if value is None else shown(value)


def _check_sums(context: Context, hashes: _Hashes) -> None:
    folder, found = context.folder, context.found
    text = folder.read_text(SUMS, found)
    if text is None:
        return
    listed: set[str] = set()
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        match = _LINE.fullmatch(line)
        if not match or match[2] in listed:
            found.add("sums-invalid", f"line {number} of {SUMS} cannot be read", file=SUMS)
            continue
        listed.add(match[2])
        if match[2] not in folder.files:
            found.add(
                "file-missing",
                f"{shown(match[2])} is listed in {SUMS} and missing",
                file=match[2][:200],
            )
        elif hashes.of(match[2]) != match[1]:
            found.add(
                "hash-mismatch",
                f"{match[2]} has another SHA-256 than {SUMS} says",
                file=match[2],
            )
        found.looked_at("hashes")
    for file in folder.files:
        if file not in (SUMS, SIGNATURE) and file not in listed:
            found.add("file-unlisted", f"{file} is not listed in {SUMS}", file=file)


def _check_resources(context: Context, hashes: _Hashes) -> None:
    """Sizes and hashes that datapackage.json and manifest.json give, also of Parquet."""
    for source, file, size, digest in (
        *_package_files(context.package),
        *_manifest_files(context.manifest),
    ):
        if file not in context.folder.files:
            continue  # A path that leads nowhere is reported by the metadata and safety families.
        actual = context.folder.path(file).stat().st_size
        if size != actual:
            context.found.add(
                "resource-hash",
                f"{file} has {actual:,} bytes, {source} says {shown(size)}",
                file=file,
            )
        elif digest != hashes.of(file):
            context.found.add(
                "resource-hash", f"{file} has another SHA-256 than {source} says", file=file
            )
        context.found.looked_at("hashes")


def _package_files(package: Mapping[str, Any]) -> list[tuple[str, str, object, object]]:
    resources = package.get("resources")
    return [
        (
            "datapackage.json",
            str(r.get("path")),
            r.get("bytes"),
            str(r.get("hash")).removeprefix("sha256:"),
        )
        for r in (resources if isinstance(resources, list) else [])
        if isinstance(r, dict)
    ]


def _manifest_files(manifest: Mapping[str, Any]) -> list[tuple[str, str, object, object]]:
    tables = manifest.get("tables")
    files = [
        table.get(form)
        for table in (tables.values() if isinstance(tables, dict) else [])
        if isinstance(table, dict)
        for form in ("parquet", "csv")
    ]
    return [
        ("manifest.json", str(f.get("path")), f.get("bytes"), f.get("sha256"))
        for f in files
        if isinstance(f, dict)
    ]


def _check_row_digest(context: Context, table: str) -> None:
    """The row digest of manifest.json is that of the rows, whoever wrote the file.

    It is computed from the cells of the CSV as text, which the comparison above has shown to be
    those of the Parquet.
    """
    tables = context.manifest.get("tables")
    entry = tables.get(table) if isinstance(tables, dict) else None
    if not isinstance(entry, dict):
        return
    if entry.get("row_digest") != row_digest(context, table):
        context.found.add(
            "row-digest",
            f"the rows of {table} have another digest than manifest.json says",
            table=table,
            file=csv_file(table),
        )
    context.found.looked_at("row digests")


def row_digest(context: Context, table: str) -> str:
    """SHA-256 of the compact JSON array of rows, each an array of cell texts, null where empty."""
    if table in context.database.plain:
        return context.database.plain[table].row_digest
    columns = ", ".join(name(f["name"]) for f in table_schema(table)["fields"])
    digest = hashlib.sha256(b"[")
    separator = 0
    for batch in context.database.stream(
        f"SELECT concat(',', to_json([{columns}])) AS cells FROM {name('raw_' + table)}"
    ):
        # The texts lie in the buffer one after the other; only the first comma is one too many.
        cells = batch.column(0).cast(pa.large_string())
        _, offsets, data = cells.buffers()
        places = memoryview(offsets).cast("q")[cells.offset : cells.offset + len(cells) + 1]
        digest.update(memoryview(data)[places[0] + 1 - separator : places[-1]])
        separator = 1
    digest.update(b"]")
    return digest.hexdigest()
