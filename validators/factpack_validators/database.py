"""The tables of a release in DuckDB, as the contract says they should be.

Each table of the contract is there twice, with all its columns in its types: as `facts` (from
Parquet) and `csv_facts` (from CSV). What a release lacks is empty or null, so that every check can
be written as if nothing were missing: that something is missing has been reported when it was
opened. Of a CSV file that could be opened, `raw_facts` holds the cells as text, and `both_facts`
has the columns of `csv_facts` with those of `raw_facts` beside them, named `raw_…`; where rows are
held, it is that which holds them. Of a CSV file that is plain (see `plain_csv`), there is neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from factpack_validators.csv_scan import CsvScan, scan_csv
from factpack_validators.plain_csv import PlainCsv
from factpack_validators.schemas import arrow_schema, table_schema
from factpack_validators.sql import SQL_TYPES, csv_value, digest, name, order_of_rows, table_type

MEMORY_LIMIT = 640 * 2**20
"""Bytes that DuckDB may hold before it spills; with Arrow and Python beside it, under 1 GB."""

HELD_LIMIT = 2**20
"""Bytes of a file whose rows are held in memory."""

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
        n_falls: rows that stand after one that belongs behind them, by view, once counted.
        scans: what the first pass over each CSV file told, by table.
        plain: what the CSV files tell that hold the rows of the Parquet in their one form.
        readers: SQL that reads these files.
        counts: number of rows, by view, once they are known.
        held: names of what is no view, as its rows are held in memory.
        is_small: whether the rows of every table are held.
        has_words: whether the views of `held_words` are there.
    """

    con: duckdb.DuckDBPyConnection
    parquet: set[str] = field(default_factory=set)
    csv: set[str] = field(default_factory=set)
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    digests: dict[str, tuple[int, int]] = field(default_factory=dict)
    n_falls: dict[str, int] = field(default_factory=dict)
    scans: dict[str, CsvScan] = field(default_factory=dict)
    plain: dict[str, PlainCsv] = field(default_factory=dict)
    readers: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    is_small: bool = False
    has_words: bool = False

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

    def n_rows(self, view: str) -> int:
        """Number of rows of a table, or of its CSV; counted unless it is known already.

        Raises:
            duckdb.Error: the file cannot be read to its end.
        """
        if view not in self.counts:
            self.counts[view] = (
                self.digests[view][0]
                if view in self.digests
                else int(self.one(f"SELECT count(*) FROM {name(view)}")[0])
            )
        return self.counts[view]

    def same_rows(self, table: str) -> bool:
        """Whether Parquet and CSV of a table hold the same rows, in whatever order.

        Reads each of them unless its digest is known already.
        """
        if table in self.plain:
            return True
        views = (table, f"csv_{table}")
        for view in views:
            if view not in self.digests:
                rows, total = self.one(f"SELECT count(*), {digest(table)} FROM {name(view)}")
                self.digests[view] = (rows, total)
        return self.digests[views[0]] == self.digests[views[1]]

    def falls(self, view: str) -> int:
        """Rows that stand after one that belongs behind them: none, and a table is sorted.

        Where it is sorted by its key, no key is there twice either.

        Raises:
            duckdb.Error: the file cannot be read to its end.
        """
        if view not in self.n_falls:
            rows, fall = order_of_rows(view.removeprefix("csv_"), view)
            self.n_falls[view] = int(self.one(f"SELECT count(*) FROM ({rows}) WHERE {fall}")[0])
        return self.n_falls[view]

    def drop(self, view: str) -> None:
        """Take a table for empty from now on, as it cannot be read to its end."""
        table = view.removeprefix("csv_")
        if view == table and table in self.plain:  # its rows are those of the CSV, which stays
            self.con.execute(f"DROP VIEW {name('csv_' + table)}")
            self._define(f"csv_{table}", ["*"], name(table), hold=True)
        self.counts[view] = 0
        if view == table:
            self._define(table, _columns(table, {}), "(SELECT 1) LIMIT 0")
            self.parquet.discard(table)
        else:
            self._define(view, _columns(table, {}), "(SELECT 1) LIMIT 0")
            self.csv.discard(table)
            self.headers.pop(table, None)
            self.scans.pop(table, None)
            self.plain.pop(table, None)

    def define_parquet(
        self, table: str, columns: Mapping[str, str], source: str, *, hold: bool = False
    ) -> None:
        """Let a table be what a source gives; `columns` are SQL of those it has.

        Args:
            table: name of the table.
            columns: SQL of the columns that the source has.
            source: SQL that reads the file.
            hold: whether the rows are read once and held: every check opens, decodes and casts
                what a view reads, which is most of what it costs to validate a small release.
        """
        self._define(table, _columns(table, columns), source, hold=hold)
        self.parquet.add(table)

    def define_csv(
        self, table: str, header: Sequence[str], source: str, *, hold: bool = False
    ) -> None:
        """Let the CSV of a table be what a source gives as text, and read it to its end.

        Args:
            table: name of the table.
            header: columns that the file has.
            source: SQL that reads it.
            hold: see `define_parquet`.

        Raises:
            duckdb.Error: it cannot be read to its end.
        """
        raw = {c: name(c) for c in arrow_schema(table).names if c in header}
        typed = {c: csv_value(c, table_type(table, c)) for c in raw}
        both = [f"{raw.get(c, 'NULL')}::VARCHAR AS {name('raw_' + c)}" for c in raw]
        self._define(f"both_{table}", [*_columns(table, typed), *both], source, hold=hold)
        if f"both_{table}" in self.held:
            source = name(f"both_{table}")
            raw = {c: name(f"raw_{c}") for c in raw}
            typed = {c: name(c) for c in raw}
        texts = [f"{raw.get(c, 'NULL')}::VARCHAR AS {name(c)}" for c in arrow_schema(table).names]
        self._define(f"raw_{table}", texts, source)
        self._define(f"csv_{table}", _columns(table, typed), source)
        alone = table not in self.parquet
        held = f"both_{table}" in self.held
        scan = self.scans[table] = scan_csv(self.con, table, header, alone=alone, held=held)
        self.n_falls[f"csv_{table}"] = scan.n_falls
        if not alone:
            self.digests[f"csv_{table}"] = (scan.n_rows, scan.digest)
        self.csv.add(table)
        self.headers[table] = tuple(header)

    def raw(self, table: str) -> str:
        """SQL of the cells of a CSV file that could be opened, as text, to select from."""
        return self.readers[table] if table in self.plain else name(f"raw_{table}")

    def define_plain_csv(
        self, table: str, header: Sequence[str], plain: PlainCsv, source: str
    ) -> None:
        """Let the CSV of a table be the rows of its Parquet, which are held.

        Args:
            table: name of the table.
            header: columns that the file has.
            plain: what the file tells.
            source: SQL that reads it.
        """
        self.con.execute(f"CREATE OR REPLACE VIEW {name('csv_' + table)} AS FROM {name(table)}")
        n_falls = self.n_falls[f"csv_{table}"] = self.falls(table)
        self.counts[table] = self.counts[f"csv_{table}"] = plain.n_rows
        self.scans[table] = CsvScan((), plain.n_rows, 0, n_falls, plain.n_bytes, 0)
        self.plain[table], self.readers[table] = plain, source
        self.csv.add(table)
        self.headers[table] = tuple(header)

    def _define(
        self, view: str, columns: Sequence[str], source: str, *, hold: bool = False
    ) -> None:
        if view in self.held:
            self.con.execute(f"DROP TABLE {name(view)}")
            self.held.remove(view)
        query = f"SELECT {', '.join(columns)} FROM {source}"
        if hold:
            try:
                self.con.execute(f"CREATE TABLE {name(view)} AS {query}")
            except duckdb.Error:
                pass  # what is wrong with the file is found by the check that reads the view
            else:
                self.held.add(view)
                return
        self.con.execute(f"CREATE OR REPLACE VIEW {name(view)} AS {query}")


def _columns(table: str, given: Mapping[str, str]) -> list[str]:
    """SQL of all columns of a table in their types, null where they are not given."""
    return [
        f"{given.get(f['name'], 'NULL')}::{SQL_TYPES[f['type']]} AS {name(f['name'])}"
        for f in table_schema(table)["fields"]
    ]


def connect(
    spill: Path, threads: int | None = None, spill_limit: int | None = None
) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that spills into a folder and never reaches for the network.

    Args:
        spill: folder for what does not fit into memory.
        threads: at most so many.
        spill_limit: bytes that it may take there.
    """
    config: dict[str, Any] = {
        "memory_limit": f"{MEMORY_LIMIT}B",
        "temp_directory": spill.as_posix(),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
    }
    if threads:
        config["threads"] = threads
    if spill_limit is not None:
        config["max_temp_directory_size"] = f"{spill_limit}B"
    return duckdb.connect(":memory:", config=config)
