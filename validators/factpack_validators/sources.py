"""Find and decode the articles that a release was built from, in a folder that somebody names."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from unicodedata import normalize

import pyarrow as pa
import pyarrow.parquet as pq

FILE_LIMIT = 2 * 2**30
"""Bytes of a file of articles that is read; larger ones are of no builder of ours."""

LINE_LIMIT = 256 * 2**20
"""Bytes of a line of JSON."""

_RECORD = re.compile(r"(.+)#([1-9][0-9]{0,17})")
_BLANK = re.compile(rb"[ \t\r\n\x00]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
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
    if path.stat().st_size > FILE_LIMIT:
        raise SourceError("is too large to be read")
    data = path.read_bytes()
    if wanted.raw_sha256 not in (None, hashlib.sha256(data).hexdigest()):
        raise SourceError("is not the file the release was built from")
    return _decode(data, wanted)


def read_records(
    path: Path, numbers: Collection[int], wanted: Wanted, columns: Sequence[str]
) -> Iterator[tuple[int, list[str]]]:
    """Texts that records of a file may have: one for each column that may hold the text.

    Args:
        path: a file of JSON lines, or Parquet if its name ends so.
        numbers: records that are asked for, counted from 1.
        wanted: any of them, for the encoding.
        columns: names that the column of the text may have.
    """
    if path.suffix.lower() == ".parquet":
        yield from _parquet_records(path, numbers, columns)
    else:
        yield from _json_records(path, numbers, wanted, columns)


def _decode(data: bytes, wanted: Wanted) -> str:
    codec = wanted.encoding.lower().replace("-", "_")
    mark = _MARKS.get(codec, b"")
    if wanted.has_mark and mark and data.startswith(mark):
        data = data[len(mark) :]
    try:
        return data.decode(wanted.encoding, "replace")
    except (LookupError, ValueError, RecursionError) as problem:
        raise SourceError(f"cannot be decoded as {wanted.encoding[:40]!r}") from problem


def _json_records(
    path: Path, numbers: Collection[int], wanted: Wanted, columns: Sequence[str]
) -> Iterator[tuple[int, list[str]]]:
    last = max(numbers, default=0)
    number = 0
    for line in _lines(path, wanted):
        if _BLANK.fullmatch(line):
            continue
        number += 1
        if number in numbers:
            try:
                record = json.loads(line.decode("utf-8", "replace"))
            except (ValueError, RecursionError):
                continue
            if isinstance(record, dict):
                values = (record.get(column) for column in columns)
                yield number, [_SURROGATE.sub("�", v) for v in values if isinstance(v, str)]
        if number >= last:
            return


def _lines(path: Path, wanted: Wanted) -> Iterator[bytes]:
    """Lines of a file as UTF-8, whatever its encoding."""
    codec = wanted.encoding.lower().replace("-", "_")
    if codec in ("utf_8", "ascii"):
        with path.open("rb") as stream:
            if wanted.has_mark and stream.read(3) != _MARKS["utf_8"]:
                stream.seek(0)
            while line := stream.readline(LINE_LIMIT):
                yield line
        return
    if path.stat().st_size > FILE_LIMIT:
        raise SourceError("is too large to be read")
    for text in _decode(path.read_bytes(), wanted).split("\n"):
        yield text.encode("utf-8", "replace")


def _parquet_records(
    path: Path, numbers: Collection[int], columns: Sequence[str]
) -> Iterator[tuple[int, list[str]]]:
    try:
        with pq.ParquetFile(path) as file:
            present = [c for c in columns if file.schema_arrow.names.count(c) == 1]
            number = 0
            for batch in file.iter_batches(1_000, columns=present):
                values = [batch.column(c).cast(pa.large_binary()) for c in present]
                for row in range(batch.num_rows):
                    number += 1
                    if number in numbers:
                        cells = (column[row].as_py() for column in values)
                        yield number, [c.decode("utf-8", "replace") for c in cells if c is not None]
    except (pa.ArrowException, OSError, ValueError) as problem:
        raise SourceError("is a broken Parquet file") from problem
