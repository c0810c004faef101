"""Find and decode the articles that a release was built from, in a folder that somebody names."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast
from unicodedata import normalize

import pyarrow as pa

from factpack_validators.mail import is_letter, read_letter
from factpack_validators.mhtml import is_mhtml, saved_page

FILE_LIMIT = 2 * 2**30
"""Bytes of a file of articles that is held, unpacked; larger ones are of no builder of ours."""

_TEXTS = frozenset({".txt", ".text", ".md", ".markdown"})
"""Endings of files whose text is never one that a browser saved."""

LINE_LIMIT = 256 * 2**20
"""Bytes of a line of JSON."""

_RECORD = re.compile(r"(.+)#([1-9][0-9]{0,17})")
_MARKS = {
    "utf_8": b"\xef\xbb\xbf",
    "utf_16_le": b"\xff\xfe",
    "utf_16_be": b"\xfe\xff",
    "utf_32_le": b"\xff\xfe\x00\x00",
    "utf_32_be": b"\x00\x00\xfe\xff",
}


class SourceError(Exception):
    """An article cannot be had, with the reason as half a sentence."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article that a release names.

    Attributes:
        source: file, with `#N` for the N-th record.
        encoding: codec that the file was decoded with.
        has_mark: whether a byte order mark stood before the text.
        raw_sha256: of the bytes of the file, or of the UTF-8 text of the record; None where the
            release does not say it.
    """

    source: str
    encoding: str
    has_mark: bool
    raw_sha256: str | None


def split_source(source: str, folder: Path) -> tuple[str, int | None]:
    """File and record number of a source; a file may have `#1` in its own name."""
    match = _RECORD.fullmatch(source)
    if match is None or locate(folder, source) is not None:
        return source, None
    return match[1], int(match[2])


def locate(folder: Path, file: str) -> Path | None:
    """The file of that name inside of a folder, or None; no name leads out of the folder."""
    name = PurePosixPath(file)
    if name.is_absolute() or ".." in name.parts or "\0" in file:
        return None
    try:
        path = (folder / name).resolve()
        if not path.exists():
            path = _spelt_apart(folder, name.parts).resolve()
        return path if path.is_file() and path.is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError):
        return None


def _spelt_apart(folder: Path, parts: Sequence[str]) -> Path:
    """The file whose name is the same in form NFC: macOS takes letters and their marks apart.

    Raises:
        OSError: there is none, or a folder on the way cannot be listed.
    """
    place = folder
    for part in parts:
        if not (place / part).exists():
            with os.scandir(place) as entries:
                same = sorted(e.name for e in entries if normalize("NFC", e.name) == part)
            if not same:
                raise FileNotFoundError(part)
            part = same[0]
        place /= part
    return place


def read_file(path: Path, wanted: Wanted) -> str:
    """Decoded text of a file that is one article.

    Raises:
        SourceError: it is too large, not the file the release was built from, or of no known codec.
    """
    data = read_all(path)
    if wanted.raw_sha256 not in (None, hashlib.sha256(data).hexdigest()):
        raise SourceError("is not the file the release was built from")
    return decode(_within(data, without_packing(path.name).suffix.lower()), wanted)


def _within(data: bytes, ending: str) -> bytes:
    """The part of a file that is the article: of a saved page or a letter, else all of it."""
    if ending != ".eml" and ending not in _TEXTS and is_mhtml(data):
        page = saved_page(data)
        return page.data if page else data
    if ending == ".eml" or (ending not in _TEXTS and is_letter(data)):
        letter = read_letter(data)
        return letter.data if letter else data
    return data


def read_all(path: Path) -> bytes:
    """The bytes of a file, unpacked where its name says that it is compressed.

    Raises:
        SourceError: it is too large, or cannot be unpacked.
    """
    with open_bytes(path) as stream:
        data = stream.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise SourceError("is too large to be read")
    return data


def decode(data: bytes, wanted: Wanted) -> str:
    """The text of the bytes of a file, without its byte order mark where it was read as one.

    Raises:
        SourceError: the codec is none that Python knows.
    """
    codec = wanted.encoding.lower().replace("-", "_")
    mark = _MARKS.get(codec, b"")
    if wanted.has_mark and mark and data.startswith(mark):
        data = data[len(mark) :]
    try:
        return data.decode(wanted.encoding, "replace")
    except (LookupError, ValueError, RecursionError) as problem:
        raise SourceError(f"cannot be decoded as {wanted.encoding[:40]!r}") from problem


def open_lines(path: Path, wanted: Wanted) -> Iterator[bytes]:
    """Lines of a file as UTF-8, whatever its encoding.

    Raises:
        SourceError: it is too large for its encoding, or cannot be unpacked.
    """
    codec = wanted.encoding.lower().replace("-", "_")
    if codec not in ("utf_8", "ascii"):
        for text in decode(read_all(path), wanted).split("\n"):
            yield text.encode("utf-8", "replace")
        return
    with open_bytes(path) as stream:
        is_first = True
        while line := stream.readline(LINE_LIMIT):
            yield line.removeprefix(_MARKS["utf_8"]) if is_first and wanted.has_mark else line
            is_first = False


def without_packing(name: str) -> PurePosixPath:
    """The name of a file without the ending that says how it is compressed.

    >>> without_packing("a/b.csv.gz").name, without_packing("a/b.csv").name
    ('b.csv', 'b.csv')
    """
    path = PurePosixPath(name)
    return path.with_suffix("") if path.suffix.lower() in _PACKINGS else path


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked as they are read.

    Raises:
        SourceError: it cannot be unpacked, also where that shows later.
    """
    with open_packed(path, path.suffix.lower()) as stream:
        yield stream


@contextmanager
def open_packed(path: Path, packing: str) -> Iterator[BinaryIO]:
    """As `open_bytes`, of a file that is packed as one with an ending is.

    Raises:
        SourceError: it cannot be unpacked, also where that shows later.
    """
    opener = _PACKINGS.get(packing)
    if opener is None:
        with path.open("rb") as plain:
            yield plain
        return
    try:
        with opener(path) as unpacked:
            yield unpacked
    except (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, pa.ArrowException) as cause:
        raise SourceError("cannot be unpacked") from cause


def _open_zstd(path: Path) -> BinaryIO:
    return io.BufferedReader(cast(io.RawIOBase, pa.input_stream(path, compression="zstd")))


_PACKINGS: Mapping[str, Callable[[Path], BinaryIO]] = {
    ".gz": lambda path: cast(BinaryIO, gzip.open(path, "rb")),
    ".bz2": lambda path: cast(BinaryIO, bz2.open(path, "rb")),
    ".xz": lambda path: cast(BinaryIO, lzma.open(path, "rb")),
    ".zst": _open_zstd,
}
"""How a file is opened that is compressed, by its last ending."""
