"""JSON lines: one object a line, one article an object."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader

from factpack.config import Dataset
from factpack.model import RawArticle, Rejected
from factpack.read.decode import NotTextError, guess, mark_of
from factpack.read.json_file import read_json
from factpack.read.json_values import parse_value, read_object
from factpack.read.limits import MAX_ARTICLE_BYTES, too_large
from factpack.read.notes import Notes
from factpack.read.record import RecordReader
from factpack.read.source_files import SourceFile, reject_file, reject_unreadable
from factpack.read.text_stream import find_encoding
from factpack.read.unpack import open_source

_CHUNK = 1024 * 1024

_BLANK = re.compile(rb"[ \t\r\n\x00]*")

_HEAD = 4096
_IS_DOCUMENT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*(?:\{|\Z)|\{[ \t\r]*\n)")
"""How a document of JSON begins that has not one object a line."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: its number and offset, and its bytes unless they are too many."""

    number: int
    offset: int | None
    data: bytes | None


def read_jsonl(dataset: Dataset, file: SourceFile, notes: Notes) -> Iterator[RawArticle | Rejected]:
    """The articles of a file in its order; a line that is no article is rejected alone.

    Records are numbered over all lines that are not blank, whether or not they can be read, so
    that mending one does not rename the others. A file that begins as a list of objects or as an
    object over several lines is read as a document.
    """
    try:
        with open_source(file.path, file.packing) as stream:
            if not _IS_DOCUMENT.match(stream.peek(_HEAD)[:_HEAD]):
                yield from _JsonlFile(dataset, file, notes).read(stream)
                return
    except OSError as error:
        yield reject_unreadable(file.name, error)
        return
    yield from read_json(dataset, file, notes)


class _JsonlFile:
    def __init__(self, dataset: Dataset, file: SourceFile, notes: Notes) -> None:
        self._file = file
        self._notes = notes
        self._records = RecordReader(dataset, file, notes)
        self._encoding, self._basis, self._advice = "utf-8", "declared", ""

    def read(self, stream: BufferedReader) -> Iterator[RawArticle | Rejected]:
        lines = self._lines(stream)
        number = 0
        try:
            for line in lines:
                if line.data is not None and _BLANK.fullmatch(line.data):
                    continue
                number += 1
                yield self._record(number, line)
        except NotTextError as error:
            yield reject_file(self._file.name, "file-not-text", f"{error}.")
            return
        except UnicodeError:
            reason = f"From record {number + 1} on, the file is not {self._encoding}."
            yield reject_file(self._file.name, "file-not-text", reason)
        if number == 0:
            yield Rejected("article", self._file.name, "article-empty", "The file has no records.")
        if self._records.n_read:
            self._records.fields.note_unseen()

    def _lines(self, stream: BufferedReader) -> Iterator[_Line]:
        found, declared = mark_of(stream.peek(4)), self._file.encoding
        if found:
            self._encoding, self._basis = found[0], "bom"
            stream.read(found[1])
        elif declared:
            self._encoding = declared
        else:
            encoding, basis = find_encoding(self._file)
            if basis == "detected" and encoding != "utf-8":
                self._encoding, self._basis = encoding, basis
                message = f"the file is not UTF-8; {encoding} fits best and was assumed"
                self._notes.add("encoding-detected", self._file.name, message)
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
        try:
            value = parse_value(words)
        except ValueError as error:
            return self._reject(number, "record-not-json", where, f"The line is {error}.")
        return read_object(
            self._records,
            self._notes,
            number,
            value,
            encoding=self._encoding,
            basis=self._basis,
            where=where,
        )

    def _reject(self, number: int, code: str, where: str, reason: str) -> Rejected:
        return self._records.reject(number, code, f"{reason[:-1]} ({where}).")

    def _encoding_advice(self, data: bytes) -> str:
        """What the first such line seems to be; looking at each would cost more than it tells."""
        if not self._advice and self._file.encoding is None:
            codec = guess(data)
            self._advice = f"; declare the encoding in dataset.yaml, perhaps {codec}"
        return self._advice


def _splits_at_newline(codec: str) -> bool:
    """Whether the byte 10 ends a line in an encoding and is never part of something else."""
    return '\n{}"'.encode(codec) == b'\n{}"'


def _byte_lines(stream: BufferedReader, offset: int) -> Iterator[_Line]:
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


def _skip_line(stream: BufferedReader) -> int:
    """Read to the end of the line in small pieces; how many bytes that were."""
    skipped = 0
    while True:
        piece = stream.readline(_CHUNK)
        skipped += len(piece)
        if not piece or piece.endswith(b"\n"):
            return skipped


def _wide_lines(stream: BufferedReader, codec: str) -> Iterator[_Line]:
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
