"""JSON lines: one object a line, one article an object."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from factpack.config import Dataset
from factpack.config.show import shown
from factpack.model import RawArticle, Rejected
from factpack.read.decode import guess
from factpack.read.limits import MAX_ARTICLE_BYTES, too_large
from factpack.read.notes import Notes
from factpack.read.record import RecordReader, kind_of
from factpack.read.sources import SourceFile, describe_os_error, reject_file

_CHUNK = 1024 * 1024

_LONGEST_INTEGER = 100
"""Digits of the longest integer that is read as one; ids have twenty."""

_BLANK = re.compile(rb"[ \t\r\n\x00]*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: its number and offset, and its bytes unless they are too many."""

    number: int
    offset: int | None
    data: bytes | None


class _Unusable:
    """Stands for a number that no metadata can be: NaN, Infinity, thousands of digits."""


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys it was given twice."""

    repeated: tuple[str, ...] = ()


def read_jsonl(dataset: Dataset, file: SourceFile, notes: Notes) -> Iterator[RawArticle | Rejected]:
    """The articles of a file in its order; a line that is no article is rejected alone.

    Records are numbered over all lines that are not blank, whether or not they can be read, so
    that mending one does not rename the others.
    """
    try:
        with Path(file.path).open("rb") as stream:
            yield from _JsonlFile(dataset, file, notes).read(stream)
    except OSError as error:
        reason = f"The file cannot be read: {describe_os_error(error)}."
        yield reject_file(file.name, "file-unreadable", reason)


class _JsonlFile:
    def __init__(self, dataset: Dataset, file: SourceFile, notes: Notes) -> None:
        self._file = file
        self._notes = notes
        self._records = RecordReader(dataset, file, notes)
        self._encoding, self._basis, self._advice = "utf-8", "declared", ""

    def read(self, stream: BinaryIO) -> Iterator[RawArticle | Rejected]:
        lines = self._lines(stream)
        number = 0
        try:
            for line in lines:
                if line.data is not None and _BLANK.fullmatch(line.data):
                    continue
                number += 1
                yield self._record(number, line)
        except UnicodeError:
            reason = f"From record {number + 1} on, the file is not {self._encoding}."
            yield reject_file(self._file.name, "file-not-text", reason)
        if number == 0:
            yield Rejected("article", self._file.name, "article-empty", "The file has no records.")
        if self._records.n_read:
            self._records.fields.note_unseen()

    def _lines(self, stream: BinaryIO) -> Iterator[_Line]:
        head = stream.read(4)
        found, declared = decode_mark(head), self._file.encoding
        if found:
            self._encoding, self._basis = found[0], "bom"
            stream.seek(found[1])
        else:
            self._encoding = declared or "utf-8"
            stream.seek(0)
        if _splits_at_newline(self._encoding):
            yield from _byte_lines(stream, found[1] if found else 0)
        else:
            yield from _wide_lines(stream, self._encoding)
            # What follows has been turned into UTF-8 line by line.

    def _record(self, number: int, line: _Line) -> RawArticle | Rejected:
        where = f"line {line.number:,}"
        if line.offset is not None:
            where += f", byte {line.offset:,}"
        if line.data is None:
            return self._reject(number, "article-too-large", where, too_large("The line"))
        codec = self._encoding if _splits_at_newline(self._encoding) else "utf-8"
        try:
            words = line.data.decode(codec)
        except UnicodeDecodeError as error:
            advice = self._encoding_advice(line.data)
            reason = f"Byte {error.start} of the line is not {codec}{advice}."
            return self._reject(number, "record-not-text", where, reason)
        values = _parse(words)
        if isinstance(values, str):
            return self._reject(number, "record-not-json", where, f"The line is {values}.")
        return self._article(number, values, where)

    def _article(self, number: int, values: _Object, where: str) -> RawArticle | Rejected:
        if values.repeated:
            names = {
                name for found in self._records.fields.plan(list(values)).values() for name in found
            }
            twice = [name for name in values.repeated if name in names]
            if twice:
                reason = f"The key {shown(twice[0])} is given twice in the record."
                return self._reject(number, "record-key-repeated", where, reason)
        if any(isinstance(value, _Unusable) for value in values.values()):
            message = "the record holds NaN, Infinity or an endless number, read as nothing"
            self._notes.add("json-not-strict", self._records.source(number), message)
        usable = {k: None if isinstance(v, _Unusable) else v for k, v in values.items()}
        return self._records.read(number, usable, self._encoding, self._basis, where)

    def _reject(self, number: int, code: str, where: str, reason: str) -> Rejected:
        return self._records.reject(number, code, f"{reason[:-1]} ({where}).")

    def _encoding_advice(self, data: bytes) -> str:
        """What the first such line seems to be; looking at each would cost more than it tells."""
        if not self._advice and self._file.encoding is None:
            codec = guess(data)
            self._advice = f"; declare the encoding in dataset.yaml, perhaps {codec}"
        return self._advice


def decode_mark(head: bytes) -> tuple[str, int] | None:
    """Encoding and length of a byte order mark, None where there is none."""
    for bom, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(bom):
            return codec, len(bom)
    return None


def _splits_at_newline(codec: str) -> bool:
    """Whether the byte 10 ends a line in an encoding and is never part of something else."""
    return '\n{}"'.encode(codec) == b'\n{}"'


def _byte_lines(stream: BinaryIO, offset: int) -> Iterator[_Line]:
    number = 0
    while True:
        data = stream.readline(MAX_ARTICLE_BYTES + 1)
        if not data:
            return
        number += 1
        length = len(data)
        if length > MAX_ARTICLE_BYTES and not data.endswith(b"\n"):
            del data
            length += _skip_line(stream)
            yield _Line(number, offset, None)
        else:
            yield _Line(number, offset, data)
        offset += length


def _skip_line(stream: BinaryIO) -> int:
    """Read to the end of the line in small pieces; how many bytes that were."""
    skipped = 0
    while True:
        piece = stream.readline(_CHUNK)
        skipped += len(piece)
        if not piece or piece.endswith(b"\n"):
            return skipped


def _wide_lines(stream: BinaryIO, codec: str) -> Iterator[_Line]:
    """Lines of an encoding in which a byte 10 may be part of a character, as UTF-8.

    Raises:
        UnicodeError: the file breaks; nothing after that place can be told apart.
    """
    decoder = codecs.getincrementaldecoder(codec)()
    number, kept, too_long = 1, bytearray(), False
    last, broken = False, None
    while not last:
        chunk = stream.read(_CHUNK)
        last = not chunk
        try:
            text = decoder.decode(chunk, last)
        except UnicodeDecodeError as error:
            text, last, broken = error.object[: error.start].decode(codec, "replace"), True, error
        *ended, rest = text.split("\n")
        for piece in ended:
            kept += b"" if too_long else piece.encode("utf-8", "replace")
            yield _Line(number, None, None if too_long else bytes(kept))
            number, kept, too_long = number + 1, bytearray(), False
        if not too_long:
            kept += rest.encode("utf-8", "replace")
        if len(kept) > MAX_ARTICLE_BYTES:
            kept, too_long = bytearray(), True
    if broken is not None:
        raise broken
    if kept or too_long:
        yield _Line(number, None, None if too_long else bytes(kept))


def _parse(words: str) -> _Object | str:
    """The object of a line, or what the line is instead."""
    try:
        value = json.loads(
            words,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_constant=lambda _: _Unusable(),
        )
    except json.JSONDecodeError as error:
        return f"not JSON: {error.msg} at character {error.pos + 1}"
    except RecursionError:
        return "nested too deeply to be a record"
    return value if isinstance(value, _Object) else f"{kind_of(value)}, not an object"


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        found.repeated = tuple(key for key in found if keys.count(key) > 1)
    return found


def _integer(digits: str) -> object:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else _Unusable()
