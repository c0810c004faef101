"""The tables of a release in DuckDB, as the contract says they should be.

Each table of the contract is there twice, with all its columns in its types: as `facts` (from
Parquet) and `csv_facts` (from CSV); `raw_facts` holds the CSV cells as text, and `both_facts` has
the columns of `csv_facts` with those of `raw_facts` beside them, named `raw_…`. What a release
lacks is empty or null, so that every check can be written as if nothing were missing: that
something is missing has been reported when it was opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from csv import Error as CsvError
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack_validators.collect import Collector
from factpack_validators.csv_text import LINE, csv_header, longest_record
from factpack_validators.folder import ReleaseFolder, csv_file, parquet_file
from factpack_validators.schemas import arrow_schema, primary_key, table_names, table_schema
from factpack_validators.shown import shown

MEMORY_LIMIT = 640 * 2**20
"""Bytes that DuckDB may hold before it spills; with Arrow and Python beside it, under 1 GB."""

ARTICLE_MEMORY = 40
"""Bytes more for each character of the longest article: vectors of long strings do not spill. Found
by building an article of 50 million characters; run that again after changing it."""

MEMORY_MOST = 8 * 2**30
"""What a release that lies about its articles can make of that."""

UNPACKED_LIMIT = 64 * 2**30
UNPACKED_RATIO = 2_000
"""A Parquet file that unpacks beyond both is a bomb: text of news packs to a half or a tenth, a
column of one value to a few thousandths, and nobody packs 64 GB into a few megabytes."""

SQL_TYPES: Mapping[str, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}

CSV_FORMS: Mapping[str, str] = {
    "integer": "-?(0|[1-9][0-9]*)",
    "number": r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?",
    "boolean": "true|false",
    "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
"""How a cell that is no text is written; a text is written as it is."""

_LINE_LIMIT = 512 * 2**20
_BUFFER = 8 * 2**20
"""Bytes of CSV that a thread reads at a time: small enough that two threads end together."""

_BATCH = 20_000


@dataclass(slots=True)
class Database:
    """The tables of a release, see the module.

    Attributes:
        con: DuckDB connection, in memory, without network.
        parquet: tables whose Parquet file could be opened.
        csv: tables whose CSV file could be opened.
        headers: columns that each CSV file names, in its order.
        digests: number of rows and sum of their hashes, by view, once they are known.
        n_falls: rows that stand after one with the same or a larger key, by view, once counted.
    """

    con: duckdb.DuckDBPyConnection
    parquet: set[str] = field(default_factory=set)
    csv: set[str] = field(default_factory=set)
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    digests: dict[str, tuple[int, int]] = field(default_factory=dict)
    n_falls: dict[str, int] = field(default_factory=dict)

    def all(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self.con.execute(sql, params).fetchall()

    def one(self, sql: str, *params: object) -> tuple[Any, ...]:
        """The only row of a query."""
        rows = self.all(sql, *params)
        if len(rows) != 1:
            raise ValueError(f"{len(rows)} rows where one was expected")
        return rows[0]

    def stream(self, sql: str, *params: object) -> Iterator[pa.RecordBatch]:
        """Rows of a query in batches, in the order of the query."""
        reader: pa.RecordBatchReader = self.con.sql(sql, params=list(params)).to_arrow_reader(
            _BATCH
        )
        yield from reader

    def same_rows(self, table: str) -> bool:
        """Whether Parquet and CSV of a table hold the same rows, in whatever order.

        Reads each of them unless its digest is known already.
        """
        views = (table, f"csv_{table}")
        for view in views:
            if view not in self.digests:
                rows, total = self.one(f"SELECT count(*), {digest(table)} FROM {name(view)}")
                self.digests[view] = (rows, total)
        return self.digests[views[0]] == self.digests[views[1]]

    def falls(self, view: str) -> int:
        """Rows that stand after one with the same or a larger key: none, and no key is there twice.

        Raises:
            duckdb.Error: the file cannot be read to its end.
        """
        if view not in self.n_falls:
            rows, fall = key_order(view.removeprefix("csv_"), view)
            self.n_falls[view] = int(self.one(f"SELECT count(*) FROM ({rows}) WHERE {fall}")[0])
        return self.n_falls[view]

    def drop(self, view: str) -> None:
        """Take a table for empty from now on, as it cannot be read to its end."""
        table = view.removeprefix("csv_")
        if view == table:
            self._define(table, _columns(table, {}), "(SELECT 1) LIMIT 0")
            self.parquet.discard(table)
        else:
            self.define_csv(table, (), "(SELECT 1) LIMIT 0")
            self.csv.discard(table)
            self.headers.pop(table, None)

    def define_parquet(self, table: str, columns: Mapping[str, str], source: str) -> None:
        """Let a table be what a source gives; `columns` are SQL of those it has."""
        self._define(table, _columns(table, columns), source)
        self.parquet.add(table)

    def define_csv(self, table: str, header: Sequence[str], source: str) -> None:
        """Let the CSV of a table be what a source gives as text."""
        raw = {c: name(c) for c in arrow_schema(table).names if c in header}
        typed = {c: csv_value(c, _table_type(table, c)) for c in raw}
        texts = [f"{raw.get(c, 'NULL')}::VARCHAR AS {name(c)}" for c in arrow_schema(table).names]
        self._define(f"raw_{table}", texts, source)
        self._define(f"csv_{table}", _columns(table, typed), source)
        both = [f"{raw.get(c, 'NULL')}::VARCHAR AS {name('raw_' + c)}" for c in raw]
        self._define(f"both_{table}", [*_columns(table, typed), *both], source)
        self.csv.add(table)
        self.headers[table] = tuple(header)

    def _define(self, view: str, columns: Sequence[str], source: str) -> None:
        self.con.execute(
            f"CREATE OR REPLACE VIEW {name(view)} AS SELECT {', '.join(columns)} FROM {source}"
        )


def _columns(table: str, given: Mapping[str, str]) -> list[str]:
    """SQL of all columns of a table in their types, null where they are not given."""
    return [
        f"{given.get(f['name'], 'NULL')}::{SQL_TYPES[f['type']]} AS {name(f['name'])}"
        for f in table_schema(table)["fields"]
    ]


def name(identifier: str) -> str:
    """An SQL identifier in quotes.

    >>> name('a"b')
    '"a""b"'
    """
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: object) -> str:
    """An SQL literal of a text, number or boolean.

    >>> literal("it's"), literal(3), literal(True)
    ("'it''s'", '3', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def file_literal(path: Path) -> str:
    """An SQL literal of a path, with what DuckDB takes for a pattern made plain.

    >>> file_literal(Path("a[1]/b*.csv"))
    "'a[[]1]/b[*].csv'"
    """
    return literal("".join(f"[{c}]" if c in "*?[" else c for c in path.as_posix()))


def digest(table: str) -> str:
    """SQL of a number that depends on all cells of all rows of a table, not on their order."""
    cells = ", ".join(name(c) for c in arrow_schema(table).names)
    return f"coalesce(sum(hash({cells})::HUGEINT), 0)"


def key_text(table: str, prefix: str = "") -> str:
    """SQL of the primary key of a row as text, parts joined by `|`; `prefix` such as `t.`."""
    return "concat_ws('|', " + ", ".join(prefix + name(c) for c in primary_key(table)) + ")"


def key_order(table: str, view: str) -> tuple[str, str]:
    """SQL of the keys of a view with those before them and the number of each row, and of a fall.

    `before_…` are the columns of the key in the row before, `row` is counted from 0.
    """
    key = primary_key(table)
    before = ", ".join(f"lag({name(c)}) OVER () AS {name('before_' + c)}" for c in key)
    rows = (
        f"SELECT {', '.join(map(name, key))}, {before}, row_number() OVER () - 1 AS row "
        f"FROM {name(view)}"
    )
    falls = []
    for i, column in enumerate(key):
        same = [f"{name('before_' + c)} = {name(c)}" for c in key[:i]]
        sign = ">=" if column == key[-1] else ">"
        falls.append(" AND ".join([*same, f"{name('before_' + column)} {sign} {name(column)}"]))
    return rows, " OR ".join(f"({fall})" for fall in falls)


def connect(spill: Path, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that spills into a folder and never reaches for the network."""
    config: dict[str, Any] = {
        "memory_limit": f"{MEMORY_LIMIT}B",
        "temp_directory": spill.as_posix(),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if threads:
        config["threads"] = threads
    return duckdb.connect(":memory:", config=config)


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
            sql_type = SQL_TYPES[_table_type(table, wanted.name)]
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
        database.define_csv(table, header, _csv_reader(path, header, LINE))
        try:
            database.falls(f"csv_{table}")
        except duckdb.Error:
            # A record longer than the buffer is reported as one thing or another: measure it.
            longest = longest_record(path)
            if longest <= LINE:
                raise
            longer = _csv_reader(path, header, min(longest, _LINE_LIMIT))
            database.define_csv(table, header, longer)
            database.falls(f"csv_{table}")
    except duckdb.Error as problem:
        database.drop(f"csv_{table}")
        found.add("csv-unreadable", f"{file}: {first_line(problem)}", table=table, file=file)


def csv_value(column: str, kind: str) -> str:
    """SQL of the value of a CSV cell, null where it is not of its type."""
    cell = name(column)
    if kind == "string":
        return cell
    if kind == "boolean":
        return f"CASE {cell} WHEN 'true' THEN true WHEN 'false' THEN false END"
    # `concat` keeps DuckDB from casting in the reader, where a bad cell stops the whole query.
    return f"TRY_CAST(nullif(concat({cell}), '') AS {SQL_TYPES[kind]})"


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


def _table_type(table: str, column: str) -> str:
    return next(str(f["type"]) for f in table_schema(table)["fields"] if f["name"] == column)


def first_line(problem: BaseException) -> str:
    """First line of what a library says, cut to a length that can be read."""
    lines = str(problem).strip().splitlines()
    return lines[0][:200] if lines else type(problem).__name__
