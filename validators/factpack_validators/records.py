"""Read the records of files of articles again: JSON, tables, Parquet, archives, feeds, mailboxes.

How a file was read is not taken on trust. A table of text is read under each dialect, a document of
JSON as each list that it may stand for, and each text that a record may have is looked at: the
caller says which is the one that the release was built from. This knows nothing of the builder.
"""

from __future__ import annotations

import csv
import io
import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa

from factpack_validators.arrow_batches import arrow_batches
from factpack_validators.feeds import FeedError, feed_items
from factpack_validators.mail import letters, read_letter
from factpack_validators.parquet_footer import open_parquet
from factpack_validators.query_rows import QueryError, query_rows
from factpack_validators.record_texts import texts_of
from factpack_validators.sources import (
    SourceError,
    Wanted,
    decode,
    open_bytes,
    open_lines,
    read_all,
    without_packing,
)
from factpack_validators.web_archives import archive_records

Fits: TypeAlias = Callable[[int, str], bool]
"""Whether a text is that of the record of a number."""

RECORD_ENDINGS: Mapping[str, str] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".warc": "warc",
    ".wet": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".mbox": "mbox",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".duckdb": "duckdb",
}
"""Format of a file that holds many articles by its ending, in small letters."""

_MAX_FIELD = 16 * 2**20
"""Characters of a field of a table."""

_FIELD_LIMIT = threading.Lock()
"""The limit of fields is one of the process."""

_BLANK = re.compile(rb"[ \t\r\n\x00]*")

_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[{}\[\],\n]', re.DOTALL)
_DEEPEST_LIST = 2
"""Objects around the list of articles of a document."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What dataset.yaml says of the records.

    Attributes:
        columns: names that the text of a record may have, perhaps dotted paths, likeliest first.
        formats: of files whose name does not tell it.
        queries: of databases.
        codecs: of the records of a web archive, each of which has its own.
    """

    columns: Sequence[str] = ("text",)
    formats: Sequence[str] = ()
    queries: Sequence[str] = ()
    codecs: Sequence[str] = ()


def read_records(
    path: Path, numbers: Iterable[int], wanted: Wanted, layout: Layout, fits: Fits
) -> Iterator[tuple[int, str]]:
    """The records that are found, each with the first of its texts that fits.

    Args:
        path: a file of records.
        numbers: records that are asked for, counted from 1.
        wanted: any of them, for the encoding.
        layout: what dataset.yaml says of records.
        fits: tells whether a text is that of a record.

    Raises:
        SourceError: the file cannot be read.
    """
    left = set(numbers)
    own = RECORD_ENDINGS.get(without_packing(path.name).suffix.lower())
    problem: SourceError | None = None
    for form in dict.fromkeys((*([own] if own else ()), *layout.formats)):
        try:
            for rows in _READERS.get(form, _no_rows)(path, wanted, left, layout):
                for number, value in rows:
                    if number not in left:
                        continue
                    text = next((t for t in texts_of(value, layout.columns) if fits(number, t)), "")
                    if text:
                        left.discard(number)
                        yield number, text
                    if not left:
                        return
        except SourceError as error:
            problem = problem or error
    if problem is not None:
        raise problem


_Rows: TypeAlias = Iterator[tuple[int, Any]]
"""Number and value of each record, in the order of the file, under one way to read it."""


def _no_rows(path: Path, wanted: Wanted, left: set[int], layout: Layout) -> Iterator[_Rows]:
    yield from ()


def _archive(path: Path, wanted: Wanted, left: set[int], layout: Layout) -> Iterator[_Rows]:
    yield _payloads(path, frozenset(left), layout)


def _payloads(path: Path, numbers: frozenset[int], layout: Layout) -> _Rows:
    """The payloads of an archive, in each encoding that a record of it was read in."""
    last = max(numbers, default=0)
    for record in archive_records(path, numbers):
        if record.payload is not None:
            for codec in layout.codecs:
                text = decode(record.payload, Wanted("", codec, True, None))
                yield record.number, {"text": text}
        if record.number >= last:
            return


def _feed(path: Path, wanted: Wanted, left: set[int], layout: Layout) -> Iterator[_Rows]:
    yield _items(decode(read_all(path), wanted))


def _items(text: str) -> _Rows:
    try:
        for number, item in enumerate(feed_items([text]), 1):
            yield number, {"text": next(iter(item.texts.values()), None), **item.texts}
    except FeedError:
        return  # what stands before the broken place is all that was read


def _mailbox(path: Path, wanted: Wanted, left: set[int], layout: Layout) -> Iterator[_Rows]:
    yield _letters(path, layout)


def _letters(path: Path, layout: Layout) -> _Rows:
    """The letters of a mailbox, in each encoding that one of them was read in."""
    with open_bytes(path) as stream:
        for number, data in enumerate(letters(stream), 1):
            letter = read_letter(data) if data is not None else None
            if letter is None:
                continue
            for codec in layout.codecs:
                yield number, {"text": decode(letter.data, Wanted("", codec, True, None))}


def _database(path: Path, wanted: Wanted, left: set[int], layout: Layout) -> Iterator[_Rows]:
    """Rows of each query of a source, which `query_rows` holds to that file."""
    for query in layout.queries or (None,):
        if left:
            yield _rows_of_query(path, query, max(left))


def _rows_of_query(path: Path, query: str | None, last: int) -> _Rows:
    try:
        yield from enumerate(islice(query_rows(path, query), last), 1)
    except QueryError:
        return  # that of another source


def _json_lines(path: Path, wanted: Wanted, left: set[int], layout: Layout) -> Iterator[_Rows]:
    yield _lines_as_records(path, wanted, left)
    if left:
        yield from _document(path, wanted, left, layout)


def _lines_as_records(path: Path, wanted: Wanted, left: set[int]) -> _Rows:
    last = max(left, default=0)
    number = 0
    for line in open_lines(path, wanted):
        if _BLANK.fullmatch(line):
            continue
        number += 1
        if number in left:
            try:
                yield number, _parse(line.decode("utf-8", "replace"))
            except (ValueError, RecursionError):
                continue
        if number >= last:
            return


def _parse(text: str) -> Any:
    """A value of JSON, whose numbers matter to nobody here.

    Raises:
        ValueError: it is none.
        RecursionError: it is nested too deeply.
    """
    return json.loads(text, parse_int=float)


def _document(path: Path, wanted: Wanted, left: set[int], layout: Layout) -> Iterator[_Rows]:
    """A document as its values are, and then as the lists that its objects may wrap."""
    text = decode(read_all(path), wanted)
    yield enumerate(_parsed(_values(text)), 1)
    if left:
        for wrap in (_only_list, _members):
            yield enumerate((r for v in _parsed(_values(text)) for r in wrap(v)), 1)


def _parsed(pieces: Iterable[str]) -> Iterator[Any]:
    """The values of texts of JSON; None for what is none, which is a record all the same."""
    for piece in pieces:
        try:
            yield _parse(piece)
        except (ValueError, RecursionError):
            yield None


def _values(text: str) -> Iterator[str]:
    """The values of a document: items of its lists, and what stands outside of any.

    Brackets are counted, so that what is broken ends where its brackets do.
    """
    depth = begin = 0
    in_list = False
    for sign in _SIGNS.finditer(text):
        mark = sign[0][0]
        if mark in "{[":
            if mark == "[" and not depth and not in_list and not text[begin : sign.start()].strip():
                in_list, begin = True, sign.end()
                continue
            depth += 1
        elif mark in "}]" and depth:
            depth -= 1
            if depth or in_list:
                continue
            yield from _piece(text[begin : sign.end()])
            begin = sign.end()
        elif not depth and (mark in "}]" or (mark == "," if in_list else mark == "\n")):
            yield from _piece(text[begin : sign.start()])
            begin = sign.end()
            in_list = in_list and mark != "]"
    yield from _piece(text[begin:])


def _piece(text: str) -> Iterator[str]:
    text = text.strip("\0 \t\r\n\ufeff")
    if text and text != ",":
        yield text


def _only_list(value: Any) -> list[Any]:
    """The records of the one list of objects that a value wraps, else the value."""
    lists = list(_lists(value, _DEEPEST_LIST)) if isinstance(value, Mapping) else []
    return lists[0] if len(lists) == 1 else [value]


def _lists(value: Mapping[str, Any], depth: int) -> Iterator[list[Any]]:
    for item in value.values():
        if isinstance(item, list) and item and all(isinstance(one, dict) for one in item):
            yield item
        elif isinstance(item, dict) and depth > 1:
            yield from _lists(item, depth - 1)


def _members(value: Any) -> list[Any]:
    """The records that the members of a value are, else the value."""
    members = list(value.values()) if isinstance(value, Mapping) else []
    return members if members and all(isinstance(m, dict) for m in members) else [value]


def _tables(path: Path, wanted: Wanted, left: set[int], layout: Layout) -> Iterator[_Rows]:
    """A table of text under each dialect that Python reads, the usual ones first."""
    text = decode(read_all(path), wanted)
    separator = _SEPARATOR_LINE.match(text.removeprefix("\ufeff"))
    delimiters: Sequence[str] = (",", ";", "\t", "|")
    if separator:
        text = text.removeprefix("\ufeff")[separator.end() :]
        delimiters = separator[1]
    for escapes in (False, True):
        for quote in ('"', None, "'"):
            for delimiter in delimiters:
                if left and not (escapes and quote != '"'):
                    yield _rows(text, delimiter, quote, escapes=escapes)


def _rows(text: str, delimiter: str, quote: str | None, *, escapes: bool) -> _Rows:
    with _large_fields():
        rows = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=delimiter,
            quotechar=quote,
            quoting=csv.QUOTE_NONE if quote is None else csv.QUOTE_MINIMAL,
            doublequote=not escapes,
            escapechar="\\" if escapes else None,
            strict=True,
        )
        header: list[str] = []
        number = 0
        while True:
            try:
                row = next(rows, None)
            except csv.Error:
                number += bool(header)
                continue
            if row is None:
                return
            if not any(row):
                continue
            if not header:
                header = [name.strip().removeprefix("\ufeff") for name in row]
                continue
            number += 1
            if len(row) == len(header):
                yield number, dict(zip(header, row, strict=True))


@contextmanager
def _large_fields() -> Iterator[None]:
    with _FIELD_LIMIT:
        before = csv.field_size_limit(_MAX_FIELD)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _parquet(path: Path, wanted: Wanted, left: set[int], layout: Layout) -> Iterator[_Rows]:
    """Rows of Parquet with the columns that hold the text by their name, then with all."""
    likely = {part for column in layout.columns for part in (column, column.partition(".")[0])}
    yield _parquet_rows(path, left, lambda name: name in likely)
    if left:
        yield _parquet_rows(path, left, lambda name: name not in likely)


def _parquet_rows(path: Path, left: set[int], takes: Callable[[str], bool]) -> _Rows:
    try:
        with open_parquet(path) as file:
            schema = file.schema_arrow
            names = [n for n in schema.names if schema.names.count(n) == 1 and takes(n)]
            present = [n for n in names if _may_hold_text(schema.field(n).type)]
            number = 0
            for batch in file.iter_batches(1_000, columns=present) if present else ():
                values = {name: _cells(batch.column(name)) for name in present}
                for row in range(batch.num_rows):
                    number += 1
                    if number in left:
                        yield number, {name: _cell(cells[row]) for name, cells in values.items()}
    except (pa.ArrowException, OSError, ValueError) as problem:
        raise SourceError("is a broken Parquet file") from problem


def _arrow(path: Path, wanted: Wanted, left: set[int], layout: Layout) -> Iterator[_Rows]:
    yield _arrow_rows(path, left)


def _arrow_rows(path: Path, left: set[int]) -> _Rows:
    number = 0
    for batch in arrow_batches(path):
        names = [n for n in batch.schema.names if batch.schema.names.count(n) == 1]
        present = [n for n in names if _may_hold_text(batch.schema.field(n).type)]
        values = {name: _cells(batch.column(name)) for name in present}
        for row in range(batch.num_rows):
            number += 1
            if number in left:
                yield number, {name: _cell(cells[row]) for name, cells in values.items()}


def _may_hold_text(kind: pa.DataType) -> bool:
    tests = ("list", "large_list", "fixed_size_list", "struct", "dictionary")
    return _is_text(kind) or any(getattr(pa.types, f"is_{test}")(kind) for test in tests)


def _is_text(kind: pa.DataType) -> bool:
    tests = ("string", "large_string", "string_view", "binary", "large_binary", "binary_view")
    return any(getattr(pa.types, f"is_{test}")(kind) for test in tests)


def _cells(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column.cast(pa.large_binary()) if _is_text(column.type) else column


def _cell(scalar: pa.Scalar) -> Any:
    value = scalar.as_py()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


_READERS: Mapping[str, Callable[[Path, Wanted, set[int], Layout], Iterator[_Rows]]] = {
    "jsonl": _json_lines,
    "json": _document,
    "csv": _tables,
    "parquet": _parquet,
    "arrow": _arrow,
    "warc": _archive,
    "feed": _feed,
    "mbox": _mailbox,
    "sqlite": _database,
    "duckdb": _database,
}
