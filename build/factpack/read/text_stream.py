"""The text of a file that is too large to hold, and its encoding."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from factpack.read.decode import decode, mark_of
from factpack.read.notes import Notes
from factpack.read.source_files import SourceFile
from factpack.read.unpack import open_source

_CHUNK = 1024 * 1024
_SAMPLE = 64 * 1024
_FOREIGN_LINE = re.compile(rb"^[^\n\x80-\xff]*+[\x80-\xff][^\n]*+\n", re.MULTILINE)
"""Sought only where lines begin: from any place, a long line costs the square of its length."""


@dataclass(frozen=True, slots=True)
class TextStream:
    """A text being read.

    Attributes:
        text: the stream; line ends are as the file has them.
        encoding: Python's name of the codec.
        basis: declared, bom, valid or detected.
    """

    text: TextIO
    encoding: str
    basis: str


@contextmanager
def open_text(file: SourceFile, notes: Notes) -> Iterator[TextStream]:
    """Open a file as text; its encoding is found out as that of an article is.

    Without a byte order mark and a declared encoding the file is read twice: first for what its
    encoding is. What a detected encoding does not fit becomes U+FFFD.

    Raises:
        OSError: it cannot be read.
        NotTextError: it is no text.
        UnicodeDecodeError: raised when read: it does not fit its mark or the declared encoding.
    """
    with open_source(file.path, file.packing) as stream:
        mark = mark_of(stream.peek(4))
        if mark:
            stream.read(mark[1])
            encoding, basis = mark[0], "bom"
        elif file.encoding:
            encoding, basis = file.encoding, "declared"
        else:
            encoding, basis = find_encoding(file)
            if basis == "detected":
                message = f"the encoding was not declared; {encoding} fits best and was assumed"
                notes.add("encoding-detected", file.name, message)
        errors = "replace" if basis == "detected" else "strict"
        with io.TextIOWrapper(stream, encoding, errors, newline="") as text:
            yield TextStream(text, encoding, basis)


def find_encoding(file: SourceFile) -> tuple[str, str]:
    """Encoding of a file without mark, and how we know it: valid or detected; reads all of it.

    Raises:
        OSError: it cannot be read.
        NotTextError: it is no text.
    """
    is_valid = True
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample = bytearray()
    foreign = bytearray()
    with open_source(file.path, file.packing) as stream:
        while True:
            chunk = stream.read(_CHUNK)
            if len(sample) < _SAMPLE:
                sample += chunk[: _SAMPLE - len(sample)]
            if len(foreign) < _SAMPLE and not chunk.isascii():
                for line in _FOREIGN_LINE.finditer(chunk):
                    foreign += line[0][: _SAMPLE - len(foreign)]
                    if len(foreign) >= _SAMPLE:
                        break
            if is_valid:
                try:
                    decoder.decode(chunk, not chunk)
                except UnicodeDecodeError:
                    is_valid = False
            if not chunk or (not is_valid and len(foreign) >= _SAMPLE):
                break
    head = bytes(sample)
    if b"\0" in head[:_SAMPLE]:
        found = decode(head[: len(head) // 4 * 4])
    elif is_valid:
        found = decode(head.decode("utf-8", "ignore").encode())
    else:
        found = decode(head[: head.rfind(b"\n") + 1] + bytes(foreign) or head)
    return found.encoding, found.basis if is_valid or b"\0" in head else "detected"
