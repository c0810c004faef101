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
from factpack_validators.database import HELD_LIMIT, MEMORY_LIMIT, Database, connect
from factpack_validators.folder import ReleaseFolder, csv_file, parquet_file
from factpack_validators.parquet_footer import FooterTooLongError, check_footer, open_parquet
from factpack_validators.parquet_statistics import check_statistics
from factpack_validators.plain_csv import plain_csv
from factpack_validators.schemas import arrow_schema, table_names, table_schema
from factpack_validators.shown import first_line, shown
from factpack_validators.sql import SQL_TYPES, file_literal, literal, name, table_type

ARTICLE_MEMORY = 40
"""Bytes more for each character of the longest article: vectors of long strings do not spill. Found
by building an article of 50 million characters; run that again after changing it."""

MEMORY_RATIO = 400
"""Bytes more for each byte of the file of articles, whatever it says of its articles."""

UNPACKED_LIMIT = 256 * 2**20
UNPACKED_RATIO = 100
"""A Parquet file whose pages or cells take more than both is a bomb: the tables of a release unpack
to five times their size, the most repetitive text to forty times."""

ROWS_LIMIT = 100_000
ROWS_RATIO = 0.25
"""Rows, and rows for each byte of the file, beyond both of which it is a bomb: every row has a key
of its own, which takes some twenty bytes."""

RECORD_LIMIT = 80 * 2**20
"""Bytes of a record of CSV: an article has at most 64 MiB."""

SPILL_LEAST = 512 * 2**20
SPILL_RATIO = 10
"""Bytes of disk that DuckDB may take, at least, and for each byte of the tables."""

_BUFFER = 8 * 2**20
"""Bytes of CSV that a thread reads at a time: small enough that two threads end together."""


class RecordTooLongError(ValueError):
    """A record of CSV that no release has; the message says how long it is."""


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
    database = Database(connect(spill, spill_limit=_spill_limit(folder)))
    _allow_long_articles(database, folder)
    sizes = (_size_of(folder, parquet_file(table)) for table in table_names())
    database.is_small = all(size <= HELD_LIMIT for size in sizes)
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


def _spill_limit(folder: ReleaseFolder) -> int:
    """Bytes of disk that DuckDB may take for a release of this size."""
    sizes = (_size_of(folder, f) for t in table_names() for f in (parquet_file(t), csv_file(t)))
    return max(SPILL_LEAST, SPILL_RATIO * sum(sizes))


def _size_of(folder: ReleaseFolder, file: str) -> int:
    return (folder.root / file).stat().st_size if file in folder.files else 0


def _allow_long_articles(database: Database, folder: ReleaseFolder) -> None:
    """Give DuckDB the memory that the longest article of the release takes."""
    if parquet_file("articles") not in folder.files:
        return
    path = folder.root / parquet_file("articles")
    try:
        check_footer(path)
        row = database.con.execute(
            f"SELECT max(n_chars)::BIGINT FROM read_parquet({file_literal(path)})"
        ).fetchone()
    except (duckdb.Error, FooterTooLongError, OSError):
        # What is wrong with the file is found where it is opened.
        return
    longest = row[0] if row and isinstance(row[0], int) else 0
    more = min(ARTICLE_MEMORY * max(longest, 0), MEMORY_RATIO * path.stat().st_size)
    database.con.execute(f"SET memory_limit = '{MEMORY_LIMIT + more}B'")


def _open_parquet(database: Database, table: str, path: Path, file: str, found: Collector) -> None:
    try:
        with open_parquet(path) as parquet:
            schema, metadata = parquet.schema_arrow, parquet.metadata
        bomb = unpacked_bomb(database, path, metadata)
        if bomb is None:
            check_statistics(path, table, file, found)
    except FooterTooLongError as problem:
        found.add("parquet-bomb", f"{file} {problem}; it was not read", table=table, file=file)
        return
    except (pa.ArrowException, duckdb.Error, OSError, ValueError) as problem:
        found.add("parquet-unreadable", f"{file}: {first_line(problem)}", table=table, file=file)
        return
    if bomb is not None:
        found.add("parquet-bomb", f"{file} {bomb}; it was not read", table=table, file=file)
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
    source = f"read_parquet({file_literal(path)})"
    database.define_parquet(table, columns, source, hold=path.stat().st_size <= HELD_LIMIT)


def unpacked_bomb(database: Database, path: Path, metadata: pq.FileMetaData) -> str | None:
    """How a file unpacks to more than its size explains; None where it does not.

    First the sizes that it states itself are looked at, which costs nothing; then those of its
    cells, which repeat what stands once in a dictionary.
    """
    size = path.stat().st_size
    limit = max(UNPACKED_LIMIT, UNPACKED_RATIO * size)
    rows = metadata.num_rows
    if rows > ROWS_LIMIT and rows > ROWS_RATIO * size:
        return f"has {size:,} bytes and {rows:,} rows"
    unpacked = sum(
        chunk.total_uncompressed_size
        for i in range(metadata.num_row_groups)
        for chunk in map(metadata.row_group(i).column, range(metadata.num_columns))
    )
    if unpacked <= limit:
        sizes = ", ".join(_sizes(_sql_types(database, path)))
        unpacked = sum(database.one(f"SELECT {sizes} FROM read_parquet({file_literal(path)})"))
    if unpacked <= limit:
        return None
    return f"has {size:,} bytes and unpacks to {unpacked:,}"


def _sizes(columns: Sequence[tuple[str, str]]) -> list[str]:
    """SQL of the bytes of all cells of columns, for which every page has to be read."""
    texts = [name(column) for column, kind in columns if kind in ("VARCHAR", "BLOB")]
    others = ", ".join(name(c) for c, kind in columns if kind not in ("VARCHAR", "BLOB"))
    sizes = [f"coalesce(sum(strlen({text})), 0)" for text in texts]
    n_others = len(columns) - len(texts)
    if n_others:
        sizes.append(f"coalesce(sum({8 * n_others} + (hash({others}) & 0)::BIGINT), 0)")
    return sizes


def _sql_types(database: Database, path: Path) -> list[tuple[str, str]]:
    described = database.all(f"DESCRIBE FROM read_parquet({file_literal(path)})")
    return [(column, kind) for column, kind, *_ in described]


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
        if not _open_plain_csv(database, table, path, header):
            open_csv_rows(database, table, path, header)
    except (duckdb.Error, RecordTooLongError) as problem:
        database.drop(f"csv_{table}")
        found.add("csv-unreadable", f"{file}: {first_line(problem)}", table=table, file=file)


def _open_plain_csv(database: Database, table: str, path: Path, header: list[str]) -> bool:
    """Let the CSV of a small table be its Parquet, where it is written as that gives it."""
    if table not in database.held or path.stat().st_size > HELD_LIMIT:
        return False
    fields = [(f["name"], f["type"]) for f in table_schema(table)["fields"]]
    if header != [column for column, _ in fields]:
        return False
    try:
        plain = plain_csv(path.read_bytes(), fields, database.all(f"FROM {name(table)}"))
    except (duckdb.Error, OSError):
        return False
    if plain is not None:
        database.define_plain_csv(table, header, plain, _csv_reader(path, header, LINE))
    return plain is not None


def open_csv_rows(database: Database, table: str, path: Path, header: Sequence[str]) -> None:
    """Let the CSV of a table be what a file holds.

    Raises:
        duckdb.Error: the file cannot be read to its end.
        RecordTooLongError: it holds a record longer than `RECORD_LIMIT`.
    """
    # DuckDB drops a last record that is longer than its buffer, without a word: measure before.
    longest = longest_record(path) if path.stat().st_size > LINE else 0
    if longest > RECORD_LIMIT:
        raise RecordTooLongError(
            f"a record has {longest:,} bytes, more than the {RECORD_LIMIT:,} of any article"
        )
    reader = _csv_reader(path, header, max(LINE, longest + 1))
    database.define_csv(table, header, reader, hold=path.stat().st_size <= HELD_LIMIT)


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
