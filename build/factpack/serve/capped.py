"""Queries over a release whose answer is bounded; `asker` bounds what they cost."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from factpack.errors import FactpackError
from factpack.release.open import Release
from factpack.release.query import connect
from factpack.serve.guard import check_query

_MEMORY = "1GB"
_SPILL_BYTES = 2**30
_BATCH_ROWS = 2_048


@dataclass(frozen=True, slots=True)
class Caps:
    """What an answer may cost.

    Attributes:
        rows: most rows.
        answer_bytes: most bytes of its rows as JSON.
        cell_chars: longest text of a cell; the rest is cut off.
        seconds: longest time a query may take.
    """

    rows: int = 200
    answer_bytes: int = 100_000
    cell_chars: int = 4_000
    seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked.

    Attributes:
        sql: in DuckDB's SQL.
        parameters: values by name, for a query of our own; None: the query comes from anywhere, and
            has to be one select over the tables of the release.
        limit: most rows, where fewer than the caps allow are wanted.
    """

    sql: str
    parameters: Mapping[str, object] | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of an answer.

    Attributes:
        columns: their names, in the order of the query.
        rows: their values, as JSON has them.
        is_cut: whether there are more rows, or cells that are longer.
    """

    columns: list[str]
    rows: list[list[Any]]
    is_cut: bool

    def records(self) -> list[dict[str, Any]]:
        """The rows by name, without what is null: half of the cells of a fact are."""
        return [
            {
                name: value
                for name, value in zip(self.columns, row, strict=True)
                if value is not None
            }
            for row in self.rows
        ]


def answer_query(release: Release, query: Query, caps: Caps) -> Answer:
    """The answer to a query, cut to its caps.

    Raises:
        FactpackError: it is wrong, is not one select over the tables, or a file cannot be read.
    """
    rows = caps.rows if query.limit is None else max(1, min(query.limit, caps.rows))
    try:
        with connect(release.path, memory_limit=_MEMORY, spill_limit=_SPILL_BYTES) as database:
            if query.parameters is None:
                check_query(database, query.sql, release.rows)
                found = database.sql(query.sql).limit(rows + 1)
            else:
                bounded = f"select * from ({query.sql}) limit {rows + 1}"
                found = database.sql(bounded, params=dict(query.parameters))
            return _answer(found, rows, caps)
    except duckdb.Error as problem:
        said = str(problem)
        for place in (release.path.resolve(), release.path):
            said = said.replace(str(place), release.name)
        raise FactpackError(said) from None


def _answer(found: duckdb.DuckDBPyRelation, most_rows: int, caps: Caps) -> Answer:
    columns = list(found.columns)
    rows: list[list[Any]] = []
    size, is_cut = 0, False
    for row in _rows(found.to_arrow_reader(_BATCH_ROWS)):
        cells = [_plain(value, caps.cell_chars) for value in row]
        size += len(json.dumps(cells, ensure_ascii=False).encode("utf-8", "replace"))
        if len(rows) == most_rows or size > caps.answer_bytes:
            is_cut = True
            break
        is_cut |= any(isinstance(value, str) and len(value) > caps.cell_chars for value in row)
        rows.append(cells)
    return Answer(columns, rows, is_cut)


def _rows(batches: pa.RecordBatchReader) -> Iterator[tuple[Any, ...]]:
    """Rows as values; names of columns may stand twice."""
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _plain(value: Any, longest: int) -> Any:
    """A value as JSON has it; a long text is cut."""
    if isinstance(value, str):
        return value if len(value) <= longest else value[:longest] + " […]"
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(held, longest) for key, held in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(held, longest) for held in value]
    return _plain(str(value), longest)
