"""Open the tables of a release, and report what cannot be opened or has other columns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from csv import Error as CsvError
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack_validators.collect import Collector
from factpack_validators.csv_text import LINE, csv_header, longest_record
from factpack_validators.database import MEMORY_LIMIT, Database, connect
from factpack_validators.folder import ReleaseFolder, csv_file, parquet_file
from factpack_validators.schemas import arrow_schema, table_names
from factpack_validators.shown import first_line, shown
from factpack_validators.sql import SQL_TYPES, file_literal, literal, name, table_type

ARTICLE_MEMORY = 40
"""Bytes more for each character of the longest article: vectors of long strings do not spill. Found
by building an article of 50 million characters; run that again after changing it."""

MEMORY_MOST = 8 * 2**30
"""What a release that lies about its articles can make of that."""

UNPACKED_LIMIT = 64 * 2**30
UNPACKED_RATIO = 2_000
"""A Parquet file that unpacks beyond both is a bomb: text of news packs to a half or a tenth, a
column of one value to a few thousandths, and nobody packs 64 GB into a few megabytes."""

_LINE_LIMIT = 512 * 2**20
_BUFFER = 8 * 2**20
"""Bytes of CSV that a thread reads at a time: small enough that two threads end together."""


def open_database(
    folder: ReleaseFolder, spill: Path, found: Collector, *, csv: bool = True
) -> Database:
    """Open all tables of a release, and report what cannot be opened or has other columns.

    Args:
        folder: the release.
        spill: folder for temporary files.
        found: takes findings.
        csv: whether the CSV files are opened, too.
    """
    database = Database(connect(spill))
    _allow_long_articles(database, folder)
    for table in table_names():
        parquet, text = parquet_file(table), csv_file(table)
        if parquet in folder.files:
            _open_parquet(database, table, folder.root / parquet, parquet, found)
        if table not in database.parquet:
            database.drop(table)
        if csv and text in folder.files:
            _open_csv(database, table, folder.root / text, text, found)
        if table not in database.csv:
            database.drop(f"csv_{table}")
    return database


def _allow_long_articles(database: Database, folder: ReleaseFolder) -> None:
    """Give DuckDB the memory that the longest article of the release takes."""
    path = folder.root / parquet_file("articles")
    try:
        row = database.con.execute(
            f"SELECT max(n_chars)::BIGINT FROM read_parquet({file_literal(path)})"
        ).fetchone()
    except duckdb.Error:
        # What is wrong with the file is found where it is opened.
        return
    longest = row[0] if row and isinstance(row[0], int) else 0
    limit = min(MEMORY_LIMIT + ARTICLE_MEMORY * max(longest, 0), MEMORY_MOST)
    database.con.execute(f"SET memory_limit = '{limit}B'")


def _open_parquet(database: Database, table: str, path: Path, file: str, found: Collector) -> None:
    try:
        with pq.ParquetFile(path) as parquet:
            schema, metadata = parquet.schema_arrow, parquet.metadata
            unpacked = sum(
                metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups)
            )
    except (pa.ArrowException, OSError, ValueError) as problem:
        found.add("parquet-unreadable", f"{file}: {first_line(problem)}", table=table, file=file)
        return
    if unpacked > UNPACKED_LIMIT and unpacked > UNPACKED_RATIO * path.stat().st_size:
        found.add(
            "parquet-bomb",
            f"{file} has {path.stat().st_size:,} bytes and unpacks to {unpacked:,}; "
            "it was not read",
            table=table,
            file=file,
        )
        return
    _compare_columns(table, schema.names, file, found)
    _check_notes(table, schema, file, found)
    columns = {}
    for wanted in arrow_schema(table):
        if schema.names.count(wanted.name) != 1:
            continue
        actual = schema.field(wanted.name).type
        columns[wanted.name] = name(wanted.name)
        if actual != wanted.type:
            found.add(
                "column-type",
                f"{file}: {wanted.name} is {actual}, not {wanted.type}",
                table=table,
                column=wanted.name,
                file=file,
            )
            sql_type = SQL_TYPES[table_type(table, wanted.name)]
            columns[wanted.name] = f"TRY_CAST({name(wanted.name)} AS {sql_type})"
    database.define_parquet(table, columns, f"read_parquet({file_literal(path)})")


def _check_notes(table: str, schema: pa.Schema, file: str, found: Collector) -> None:
    """A file has no notes: pandas, datasets and others take columns and types from theirs."""
    notes = [*(schema.metadata or {}), *(k for f in schema for k in (f.metadata or {}))]
    for note in sorted(set(notes) - {b"PARQUET:field_id"}):
        found.add(
            "parquet-form",
            f"{file} has a note {shown(note.decode('utf-8', 'replace'))}",
            table=table,
            file=file,
        )


def _open_csv(database: Database, table: str, path: Path, file: str, found: Collector) -> None:
    try:
        header = csv_header(path)
    except (OSError, UnicodeDecodeError, CsvError) as problem:
        found.add("csv-unreadable", f"{file}: {first_line(problem)}", table=table, file=file)
        return
    if not header or len(set(header)) < len(header):
        found.add(
            "csv-unreadable",
            f"{file}: the first line does not name the columns"
            if not header
            else f"{file}: the first line names a column twice",
            table=table,
            file=file,
        )
        return
    _compare_columns(table, header, file, found)
    try:
        open_csv_rows(database, table, path, header)
    except duckdb.Error as problem:
        database.drop(f"csv_{table}")
        found.add("csv-unreadable", f"{file}: {first_line(problem)}", table=table, file=file)


def open_csv_rows(database: Database, table: str, path: Path, header: Sequence[str]) -> None:
    """Let the CSV of a table be what a file holds.

    Raises:
        duckdb.Error: the file cannot be read to its end.
    """
    try:
        database.define_csv(table, header, _csv_reader(path, header, LINE))
    except duckdb.Error:
        # A record longer than the buffer is reported as one thing or another: measure it.
        longest = longest_record(path)
        if longest <= LINE:
            raise
        longer = _csv_reader(path, header, min(longest, _LINE_LIMIT))
        database.define_csv(table, header, longer)


def _csv_reader(path: Path, header: Sequence[str], line: int) -> str:
    """SQL that reads the cells of a CSV file as text, with lines of at most so many bytes."""
    columns = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in header)
    return (
        f"read_csv({file_literal(path)}, columns={{{columns}}}, auto_detect=false, header=true, "
        """delim=',', quote='"', escape='"', new_line='\\n', nullstr='', strict_mode=true, """
        f"max_line_size={line}, buffer_size={max(_BUFFER, 2 * line)})"
    )


def _compare_columns(table: str, names: Sequence[str], file: str, found: Collector) -> None:
    wanted = arrow_schema(table).names
    for column in wanted:
        if column not in names:
            found.add(
                "column-missing",
                f"{file} has no column {column}",
                table=table,
                column=column,
                file=file,
            )
    for column in sorted(set(names) - set(wanted)):
        found.add(
            "column-unexpected",
            f"{file} has a column {json.dumps(column[:60])} that the contract does not know",
            table=table,
            column=column[:60],
            file=file,
        )
    known = [c for c in names if c in wanted]
    if known != [c for c in wanted if c in known] or len(set(names)) < len(names):
        found.add(
            "column-order",
            f"{file} has its columns in the order {', '.join(known)[:200]}",
            table=table,
            file=file,
        )
