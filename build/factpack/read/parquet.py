"""Parquet: one row, one article; read in batches of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from factpack.config import Dataset
from factpack.config.nearest import suggestion
from factpack.config.show import shown
from factpack.errors import FactpackError
from factpack.model import RawArticle, Rejected
from factpack.read.crawls import crawl_columns
from factpack.read.limits import MAX_ARTICLE_BYTES, too_large
from factpack.read.notes import Notes
from factpack.read.record import RecordReader
from factpack.read.source_files import SourceFile, describe_os_error, reject_file

_BATCH_BYTES = 16 * 1024 * 1024
"""What a batch should hold, told from the mean row of its group."""

_MAX_BATCH_ROWS = 1024

_BUFFER_BYTES = 1024 * 1024

_UNREADABLE: Mapping[str, object] = {}
"""Stands for a value that Python cannot hold; as metadata it is an object, which is noted."""

_LIMIT = 100_000_000
"""Bytes and items of the footer; a larger one is an attack, not a schema."""


def read_parquet(
    dataset: Dataset, file: SourceFile, notes: Notes
) -> Iterator[RawArticle | Rejected]:
    """The articles of a file in the order of its rows.

    Raises:
        FactpackError: the file lacks a mapped column, or its text column holds no text: then
            dataset.yaml does not fit the file.
    """
    records = RecordReader(dataset, file, notes)
    number = 0
    try:
        with Path(file.path).open("rb") as stream, _open(stream) as opened:
            wanted = wanted_columns(file, opened.schema_arrow, records)
            present = list(opened.schema_arrow.names)
            of_crawl = {name for name in crawl_columns(present) if present.count(name) == 1}
            fields = {column_of(name, present) or name for name in wanted.values()}
            names = sorted(fields | of_crawl)
            for batch in _batches(opened, names):
                columns = {name: cells(batch.column(name)) for name in batch.schema.names}
                for row in range(batch.num_rows):
                    number += 1
                    values = {name: column[row] for name, column in columns.items()}
                    yield row_article(records, number, values)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        yield _broken(file, number, error)
        return
    if number == 0:
        yield Rejected("article", file.name, "article-empty", "The file has no rows.")


def check_columns(dataset: Dataset, file: SourceFile, notes: Notes) -> None:
    """Look whether a Parquet file has the columns that dataset.yaml maps; read no rows.

    Raises:
        FactpackError: it does not. A file that is broken passes: reading it will say so.
    """
    try:
        with Path(file.path).open("rb") as stream, _open(stream) as opened:
            wanted_columns(file, opened.schema_arrow, RecordReader(dataset, file, notes))
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        return


def _open(stream: BinaryIO) -> pq.ParquetFile:
    return pq.ParquetFile(
        stream,
        # Pages are read as they are needed, not whole row groups.
        buffer_size=_BUFFER_BYTES,
        pre_buffer=False,
        thrift_string_size_limit=_LIMIT,
        thrift_container_size_limit=_LIMIT,
        page_checksum_verification=True,
    )


def _broken(file: SourceFile, number: int, error: Exception) -> Rejected:
    if isinstance(error, OSError) and error.errno:
        reason = f"The file cannot be read: {describe_os_error(error)}."
        return reject_file(file.name, "file-unreadable", reason)
    # What Arrow says differs between versions and may name folders of this machine.
    reason = (
        f"The file is broken after row {number:,}." if number else "It is no Parquet, or broken."
    )
    return reject_file(file.name, "parquet-broken", reason)


def wanted_columns(file: SourceFile, schema: pa.Schema, records: RecordReader) -> dict[str, str]:
    """Our keys to the fields to read; `text` is always among them.

    Of several names that others usually give to a key, the first column counts for all rows.
    """
    present = list(schema.names)
    wanted: dict[str, str] = {}
    for key, names in records.fields.plan(present).items():
        for name in names:
            column = column_of(name, present)
            if column is not None and (
                key in file.columns or key != "text" or _may_hold_text(_type(schema, column))
            ):
                wanted[key] = name
                break
        if key not in wanted and (key == "text" or key in file.columns):
            name = file.columns.get(key, names[0] if names else key)
            if names and key not in file.columns:
                raise _no_text(file, name, _type(schema, name))
            listed = ", ".join(present[:30]) or "none"
            hint = suggestion(name, present).partition("; ")[0] if present else ""
            raise FactpackError(
                f"{file.name} has no column {shown(name)} for {key} ({hint}). Its columns: "
                f"{listed}. Correct sources[{file.source}].columns.{key} in dataset.yaml."
            )
    for name in wanted.values():
        if present.count(name) > 1:
            raise FactpackError(f"{file.name} has several columns called {shown(name)}")
    column = column_of(wanted["text"], present) or ""
    if not _may_hold_text(_type(schema, column)):
        raise _no_text(file, wanted["text"], _type(schema, column))
    return wanted


def _type(schema: pa.Schema, column: str) -> pa.DataType:
    """Type of the first column of a name; that there are others is told later."""
    return schema.types[schema.names.index(column)]


def _no_text(file: SourceFile, name: str, kind: pa.DataType) -> FactpackError:
    return FactpackError(
        f"{file.name}: the column {shown(name)} holds {kind}, not text. Correct "
        f"sources[{file.source}].columns.text in dataset.yaml."
    )


def column_of(name: str, present: Sequence[str]) -> str | None:
    """The column that holds a field: its name, or the first part of a dotted path."""
    if name in present:
        return name
    first = name.partition(".")[0]
    return first if first in present else None


def _may_hold_text(kind: pa.DataType) -> bool:
    tests = ("list", "large_list", "fixed_size_list", "struct")
    return _is_text(kind) or any(getattr(pa.types, f"is_{test}")(kind) for test in tests)


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    tests = ("string", "large_string", "string_view", "binary", "large_binary", "binary_view")
    return any(getattr(pa.types, f"is_{test}")(kind) for test in tests)


def _batches(opened: pq.ParquetFile, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    for group in range(opened.metadata.num_row_groups):
        # Of the group as a whole: asking for the sizes of its columns, pyarrow 26 ends the process
        # where their statistics are broken.
        about = opened.metadata.row_group(group)
        size = about.total_byte_size // max(about.num_rows, 1)
        rows = max(1, min(_MAX_BATCH_ROWS, _BATCH_BYTES // max(size, 1)))
        yield from opened.iter_batches(
            batch_size=rows,
            row_groups=[group],
            columns=names,
            use_threads=False,
        )


def cells(column: pa.Array) -> list[Any]:
    """Values as Python sees them; text as its bytes, so that broken UTF-8 spoils one row only."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if _is_text(kind):
        return list(column.cast(pa.large_binary()).to_pylist())
    try:
        if pa.types.is_timestamp(kind):
            # A zoned timestamp is an instant: its day is that of UTC.
            column = column.cast(pa.timestamp(kind.unit))
        if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
            column = column.cast(pa.string())
        return list(column.to_pylist())
    except (pa.ArrowException, ValueError, OverflowError):
        return [_UNREADABLE] * len(column)


def row_article(
    records: RecordReader, number: int, values: dict[str, Any]
) -> RawArticle | Rejected:
    """The article of a row, whose text may be bytes that are no UTF-8, or why there is none."""
    read: dict[str, object] = {}
    names = records.fields.plan(list(values))["text"]
    for name, value in values.items():
        if not isinstance(value, bytes):
            read[name] = value
            continue
        is_text = name in names[:1]
        if is_text and len(value) > MAX_ARTICLE_BYTES:
            return records.reject(number, "article-too-large", too_large("The text of the row"))
        try:
            read[name] = value.decode("utf-8", "strict" if is_text else "replace")
        except UnicodeDecodeError as error:
            reason = f"Byte {error.start} of the text is not UTF-8, the encoding of Parquet."
            return records.reject(number, "record-not-text", reason)
    return records.read(number, read, "utf-8", "declared")
