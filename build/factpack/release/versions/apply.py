"""Old tables and a delta give the new tables, byte for byte; and the other way round.

A delta is what somebody else wrote. Nothing in it names a file to read or a place to write, its
tables and columns have to look like names, and what it makes counts only if it has the hashes that
the delta states, which those of the old release have to match as well. Whether that delta is the
publisher's own is for `SHA256SUMS` of the release it came with, or for index.json, to tell.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.errors import FactpackError
from factpack.release.index import version_number
from factpack.release.query import connect, table_files
from factpack.release.tables import file_info, write_rows
from factpack.release.versions.deltas import DELTA, key_hash
from factpack.release.versions.pair import MEMORY_LIMIT, spill_limit
from factpack_validators.database import Database
from factpack_validators.folder import TEXT_LIMIT, csv_file, parquet_file
from factpack_validators.open_tables import unpacked_bomb
from factpack_validators.schemas import ARROW_TYPES, arrow_schema, table_names
from factpack_validators.shown import shown
from factpack_validators.sql import SQL_TYPES, file_literal, name, ordered_by

_NAME = re.compile("[a-z][a-z0-9_]{0,60}")
_SHA256 = re.compile("[0-9a-f]{64}")
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Side:
    """A table on one side of a delta: types by column, rows, and SHA-256 of Parquet and CSV."""

    columns: Mapping[str, str]
    rows: int
    parquet: str
    csv: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a delta says of a table; a side is None where the release has no such table."""

    key: tuple[str, ...]
    old: Side | None
    new: Side | None
    withheld: int


@dataclass(frozen=True, slots=True)
class Delta:
    """A delta folder, checked for its shape."""

    folder: Path
    old: str
    new: str
    pyarrow: str
    steps: Mapping[str, Step]


@dataclass(frozen=True, slots=True)
class Applied:
    """What `apply_delta` made.

    Attributes:
        backward: whether the delta was taken the other way round.
        tables: rows by table.
    """

    start: str
    end: str
    backward: bool
    tables: Mapping[str, int]


def apply_delta(release: Path, delta: Path, out: Path) -> Applied:
    """Make the tables of the other side of a delta, as Parquet and CSV below a new folder.

    Args:
        release: release folder of one side; its tables have to have the hashes that the delta gives
            that side.
        delta: `deltas/<from>..<to>` of a release.
        out: folder that is made, with `data/` and `csv/` as in a release.

    Raises:
        FactpackError: the delta is broken or does not belong to the release, it leads forward
            alone, what comes out has other bytes than it says, or `out` exists or cannot be
            written. Then there is no `out`.
    """
    known = read_delta(delta)
    if out.exists():
        raise FactpackError(f"{out} exists: name a folder that does not, it is made")
    _check_links(release, known)
    backward = _direction(release, known)
    if backward and (closed := [t for t, s in known.steps.items() if s.withheld]):
        raise FactpackError(
            f"{delta} leads from {known.old} to {known.new} and not back: rows of "
            f"{', '.join(closed)} rest on articles that are not published any more, so that it "
            "has only their keys"
        )
    draft = out.with_name(f".{out.name}.part")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        rows = {
            table: _step(release, known, table, backward, draft)
            for table, step in known.steps.items()
            if (step.old if backward else step.new) is not None
        }
        draft.rename(out)
    except duckdb.Error as problem:
        raise FactpackError(f"{delta}: cannot be applied to {release}: {problem}") from problem
    except (OSError, pa.ArrowException) as problem:
        raise FactpackError(f"{out}: cannot be made: {problem}") from problem
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    ends = (known.new, known.old) if backward else (known.old, known.new)
    return Applied(*ends, backward, rows)


def read_delta(folder: Path) -> Delta:
    """What delta.json says, checked for its shape.

    Raises:
        FactpackError: there is none, or it is broken.
    """
    file = folder / DELTA
    try:
        if file.resolve() != folder.resolve() / DELTA or not file.is_file():
            raise ValueError(f"it holds no {DELTA}")
        if file.stat().st_size > TEXT_LIMIT:
            raise ValueError(f"{DELTA} has more than {TEXT_LIMIT:,} bytes")
        data = json.loads(file.read_text("utf-8"))
        if data["format"] != 1:
            raise ValueError(f"its format {shown(data['format'])} is not known")
        versions = str(data["from"]["version"]), str(data["to"]["version"])
        if not all(map(version_number, versions)):
            raise ValueError("it leads between no versions")
        steps = {_name(table): _read_step(entry) for table, entry in data["tables"].items()}
        return Delta(folder, *versions, shown(data.get("pyarrow")), steps)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise FactpackError(
            f"{folder}: no delta, or a broken one: {problem}; one is deltas/<from>..<to> of a "
            "release"
        ) from problem


def _read_step(entry: Any) -> Step:
    old, new = (_read_side(entry[side]) for side in ("from", "to"))
    key = tuple(map(_name, entry["key"]))
    for side in (old, new):
        if side is not None and not set(key) <= set(side.columns):
            raise ValueError("a key is no column")
    if old is None and new is None:
        raise ValueError("a table has no side")
    if not isinstance(entry["withheld"], int):
        raise ValueError("withheld is no number")
    return Step(key, old, new, entry["withheld"])


def _read_side(entry: Any) -> Side | None:
    if entry is None:
        return None
    columns = {_name(c): str(kind) for c, kind in entry["columns"].items()}
    if not columns or not set(columns.values()) <= set(ARROW_TYPES):
        raise ValueError("a column has no type that a table has")
    hashes = [str(entry[form]["sha256"]) for form in ("parquet", "csv")]
    if not all(map(_SHA256.fullmatch, hashes)) or not isinstance(entry["rows"], int):
        raise ValueError("a table has no hash or no number of rows")
    return Side(columns, entry["rows"], *hashes)


def _name(value: Any) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise ValueError(f"{shown(value)} is no name of a table or column")
    return value


def _check_links(release: Path, delta: Delta) -> None:
    """The tables of a release lie in it: what a link leads to is no part of it, nor read."""
    for place in (form(table) for table in delta.steps for form in (parquet_file, csv_file)):
        file = release / place
        if any(path.is_symlink() for path in (file, *file.parents[: place.count("/")])):
            raise FactpackError(
                f"{release}: {place} is a link, or lies behind one: fetch the release again"
            )


def _direction(release: Path, delta: Delta) -> bool:
    """Whether a release is the new side of a delta; it has to be one of the two."""
    files = table_files(release)
    hashes = {t: file_info(release, parquet_file(t)).sha256 for t in files}
    for backward in (False, True):
        sides = {t: s.new if backward else s.old for t, s in delta.steps.items()}
        if hashes == {t: side.parquet for t, side in sides.items() if side is not None}:
            return backward
    raise FactpackError(
        f"{release}: its tables are neither those of {delta.old} nor those of {delta.new}, between "
        f"which {delta.folder} leads: fetch the release again, or another delta"
    )


def _step(release: Path, delta: Delta, table: str, backward: bool, out: Path) -> int:
    """Write one table; how many rows it has."""
    step = delta.steps[table]
    start, end = (step.new, step.old) if backward else (step.old, step.new)
    assert end is not None
    parquet, text = out / parquet_file(table), out / csv_file(table)
    parquet.parent.mkdir(parents=True)
    text.parent.mkdir(exist_ok=True)
    if start is not None and (start.parquet, start.csv) == (end.parquet, end.csv):
        for place in (parquet_file(table), csv_file(table)):
            shutil.copyfile(release / place, out / place)
    else:
        schema = pa.schema([(c, ARROW_TYPES[kind]) for c, kind in end.columns.items()])
        with _connected(release, delta, table) as (database, changed):
            query = _query(step, table, start, end, backward, changed)
            for order in _orders(table, step.key, end):
                batches = database.sql(f"{query} order by {order}").to_arrow_reader(_BATCH)
                rows = (pa.Table.from_batches([b]).cast(schema) for b in batches)
                write_rows(rows, schema, parquet, text)
                if file_info(out, csv_file(table)).sha256 == end.csv:
                    break
    for place, wanted in ((csv_file(table), end.csv), (parquet_file(table), end.parquet)):
        if file_info(out, place).sha256 != wanted:
            raise FactpackError(
                f"{delta.folder}: {place} comes out with other bytes than it says. "
                + (
                    "The delta is damaged or forged: fetch it again."
                    if place == csv_file(table)
                    else f"The rows are right, but this pyarrow ({pa.__version__}) writes other "
                    f"bytes than the one that wrote the release ({delta.pyarrow}): install that."
                )
            )
    return end.rows


@contextmanager
def _connected(
    release: Path, delta: Delta, table: str
) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[str]]]:
    """The release, and the delta of one table as `delta` with its columns; bounded memory and disk.

    Raises:
        FactpackError: there is no such delta, or it or the table unpacks to far more than its size.
    """
    file = delta.folder.resolve() / f"{table}.parquet"
    if file.resolve() != file or not file.is_file():
        raise FactpackError(f"{file}: the delta of {table} is missing, or a link")
    own = table_files(release).get(table)
    files = [file] if own is None else [file, own]
    with connect(release, MEMORY_LIMIT, more=(file,), spill_limit=spill_limit(files)) as database:
        for path in files:
            with pq.ParquetFile(path) as parquet:
                metadata = parquet.metadata
            bomb = unpacked_bomb(Database(database), path, metadata)
            if bomb is not None:
                raise FactpackError(f"{path} {bomb}; it was not read")
        database.execute(f"create view delta as from read_parquet({file_literal(file)})")
        described = database.execute("describe delta").fetchall()
        yield database, [row[0] for row in described]


def _query(
    step: Step, table: str, start: Side | None, end: Side, backward: bool, changed: Sequence[str]
) -> str:
    """SQL of the rows of the other side."""
    missing = [c for c in (*end.columns, "_change_type") if c not in changed]
    if missing:
        raise FactpackError(f"the delta of {table} has no column {missing[0]}")
    takes = ("update_preimage", "delete") if backward else ("update_postimage", "insert")
    leaves = ("insert", "update_postimage") if backward else ("delete", "update_preimage")
    given = ", ".join(
        f"{name(c)}::{SQL_TYPES[kind]} as {name(c)}" for c, kind in end.columns.items()
    )
    parts = [f"select {given} from delta where _change_type in {takes!r}"]
    if start is not None:
        kept = ", ".join(
            (f"s.{name(c)}" if c in start.columns else "null") + f"::{SQL_TYPES[kind]} as {name(c)}"
            for c, kind in end.columns.items()
        )
        same = " and ".join(f"d.{name(c)} is not distinct from s.{name(c)}" for c in step.key)
        gone = f"from delta where _change_type in {leaves!r}"
        without = (
            f"from {name(table)} s where not exists ({gone.replace('delta', 'delta d')} and {same})"
        )
        if "_key_sha256" in changed:
            hashed = f"select _key_sha256 {gone} and _key_sha256 is not null"
            without += f" and {key_hash(step.key, 's.')} not in ({hashed})"
        parts.append(f"select {kept} {without}")
    return f"from ({' union all '.join(parts)})"


def _orders(table: str, key: Sequence[str], end: Side) -> Iterator[str]:
    """SQL of the orders that a table may have: of the contract, or by key, as it once was."""
    if table in table_names() and set(arrow_schema(table).names) <= set(end.columns):
        yield ordered_by(table)
    yield ", ".join(map(name, key))
