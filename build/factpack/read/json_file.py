"""JSON documents: a list of objects, one object or several, in any layout, read one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from factpack.config import Dataset
from factpack.model import RawArticle, Rejected
from factpack.read.decode import NotTextError
from factpack.read.json_values import JsonObject, parse_value, read_object
from factpack.read.limits import MAX_ARTICLE_BYTES, too_large
from factpack.read.notes import Notes
from factpack.read.record import RecordReader
from factpack.read.source_files import SourceFile, reject_file, reject_unreadable
from factpack.read.text_stream import open_text

_CHUNK = 1024 * 1024
_BLANK = "\0 \t\r\n\ufeff"
_IN_STRING = re.compile(r'["\\]')
_DEEPER = re.compile(r'["{}\[\]]')
_ITEMS = re.compile(r'["{}\[\],]')
_TOP = re.compile(r'["{}\[\]\n]')
"""Signs that mean something within a string, a value, a list, and outside of all."""

_DEEPEST_LIST = 2
"""Objects around the list of articles of a document, as in `{"response": {"results": […]}}`."""


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of the document: the line it begins in, and its text unless that is too long."""

    line: int
    text: str | None


def read_json(dataset: Dataset, file: SourceFile, notes: Notes) -> Iterator[RawArticle | Rejected]:
    """The articles of a file in its order; a value that is no article is rejected alone.

    A document may be a list of objects; objects one after the other, over as many lines as they
    take; or an object around the only list of objects in it, as services answer.
    """
    records = RecordReader(dataset, file, notes)
    number = 0
    try:
        with open_text(file, notes) as stream:
            for value in _values(iter(lambda: stream.text.read(_CHUNK), "")):
                where = f"line {value.line:,}"
                if value.text is None:
                    number += 1
                    reason = f"{too_large('The value')[:-1]} ({where})."
                    yield records.reject(number, "article-too-large", reason)
                    continue
                try:
                    found = parse_value(value.text)
                except ValueError as error:
                    number += 1
                    reason = f"The record is {error} ({where})."
                    yield records.reject(number, "record-not-json", reason)
                    continue
                for item in _records_in(found, records):
                    number += 1
                    yield read_object(
                        records,
                        notes,
                        number,
                        item,
                        encoding=stream.encoding,
                        basis=stream.basis,
                        where=where,
                    )
    except NotTextError as error:
        yield reject_file(file.name, "file-not-text", f"{error}.")
        return
    except UnicodeError:
        reason = f"From record {number + 1} on, the file is not in its encoding."
        yield reject_file(file.name, "file-not-text", reason)
        return
    except OSError as error:
        yield reject_unreadable(file.name, error)
        return
    if number == 0:
        yield Rejected("article", file.name, "article-empty", "The file has no records.")
    elif records.n_read:
        records.fields.note_unseen()


def _records_in(value: Any, records: RecordReader) -> list[Any]:
    """The records that a value stands for: itself, or those of the list that it wraps."""
    if not isinstance(value, JsonObject) or records.fields.has_text(value):
        return [value]
    lists = _lists_of_objects(value, _DEEPEST_LIST)
    if len(lists) == 1:
        return lists[0]
    members = list(value.values())
    if len(members) > 1 and all(
        isinstance(item, JsonObject) and records.fields.has_text(item) for item in members
    ):
        return members
    return [value]


def _lists_of_objects(value: JsonObject, depth: int) -> list[list[Any]]:
    found: list[list[Any]] = []
    for item in value.values():
        if isinstance(item, list) and item and all(isinstance(one, JsonObject) for one in item):
            found.append(item)
        elif isinstance(item, JsonObject) and depth > 1:
            found += _lists_of_objects(item, depth - 1)
    return found


class _Pieces:
    """The text of the value being read, as far as it is not too long."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._line = 1
        self._next_line = 1

    def keep(self, piece: str) -> None:
        """Add what belongs to the value."""
        if not self._size:
            stripped = piece.lstrip(_BLANK)
            self._next_line += piece.count("\n", 0, len(piece) - len(stripped))
            self._line = self._next_line
            piece = stripped
        self._size += len(piece)
        self._next_line += piece.count("\n")
        if self._size <= MAX_ARTICLE_BYTES:
            self._pieces.append(piece)
        else:
            self._pieces.clear()

    def is_blank(self) -> bool:
        """Whether nothing but white space was added."""
        return not self._size

    def take(self) -> Iterator[_Value]:
        """The value, unless it is blank; the next begins."""
        if self._size:
            text = "".join(self._pieces) if self._size <= MAX_ARTICLE_BYTES else None
            if text is None or text.strip(_BLANK) != ",":  # that parts objects outside of a list
                yield _Value(self._line, text)
        self._pieces.clear()
        self._size = 0


def _values(chunks: Iterator[str]) -> Iterator[_Value]:
    """The values of a document: the items of its lists, and what stands outside of any.

    Nothing is parsed: brackets are counted outside of strings, so that a broken value ends where
    its brackets do. One value is held at a time, as far as it is not too long.
    """
    depth = base = 0
    in_string = skips_first = False
    value = _Pieces()
    for chunk in chunks:
        begin, place = 0, int(skips_first)
        skips_first = False
        while True:
            signs = (
                _IN_STRING if in_string else _DEEPER if depth > base else _ITEMS if base else _TOP
            )
            found = signs.search(chunk, place)
            if not found:
                break
            sign, place = found[0], found.end()
            if sign == "\\":
                place += 1
                skips_first = place > len(chunk)
            elif sign == '"':
                in_string = not in_string
            elif sign in "{[":
                depth += 1
                if sign == "[" and depth == 1:
                    value.keep(chunk[begin : place - 1])
                    if value.is_blank():
                        base, begin = 1, place
                    else:
                        begin = place - 1
            elif sign in "}]" and depth > base:
                depth -= 1
                if depth == base == 0:
                    value.keep(chunk[begin:place])
                    yield from value.take()
                    begin = place
            else:
                # The end of an item, of the list, or of a line outside of both.
                is_part = sign == "}" or not base
                value.keep(chunk[begin : place if is_part else place - 1])
                yield from value.take()
                begin = place
                if sign == "]":
                    depth = base = 0
        value.keep(chunk[begin:])
    yield from value.take()
