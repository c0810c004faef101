"""A file of facts, indexed by the articles that its lines speak of and read line by line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from factpack.errors import FactpackError
from factpack.extract.given.align.checked import problem_of

MAX_LINE = 16 * 1024 * 1024
"""Bytes of one line: far more facts than an article can state."""

KEYS = ("source_id", "source", "url")
"""How a line names its article; the first that it gives counts."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where a line stands: its number from 1, the offset of its first byte, and its length."""

    number: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Index:
    """What a file of facts holds.

    Attributes:
        sha256: of its bytes.
        lines: name of the key and its value to the lines that name an article so.
        broken: number of each line that cannot be used, with the reason as a sentence.
    """

    sha256: str
    lines: Mapping[tuple[str, str], tuple[Line, ...]] = field(default_factory=dict)
    broken: Mapping[int, str] = field(default_factory=dict)


@lru_cache(maxsize=2)
def index_of(path: Path, sha256: str | None) -> Index:
    """Read a file of facts once per process.

    Args:
        path: the file.
        sha256: what it must have; None: whatever it has.

    Raises:
        FactpackError: it cannot be read, or is not the file that it was.
    """
    lines: dict[tuple[str, str], list[Line]] = {}
    broken: dict[int, str] = {}
    digest = hashlib.sha256()
    offset = number = 0
    try:
        with path.open("rb") as stream:
            while data := stream.readline(MAX_LINE + 1):
                number += 1
                start, whole = offset, data.endswith(b"\n") or len(data) <= MAX_LINE
                length = len(data)
                digest.update(data)
                while not data.endswith(b"\n") and (more := stream.readline(MAX_LINE + 1)):
                    digest.update(more)
                    data = more
                    length += len(more)
                offset += length
                if not whole:
                    broken[number] = f"The line is longer than {MAX_LINE:,} bytes."
                    continue
                if number == 1:
                    mark = len(data) - len(data.removeprefix(b"\xef\xbb\xbf"))
                    start, length, data = start + mark, length - mark, data[mark:]
                if not data.strip(b" \t\r\n"):
                    continue
                key = _key_of(data)
                if isinstance(key, str):
                    broken[number] = key
                else:
                    lines.setdefault(key, []).append(Line(number, start, length))
    except OSError as error:
        raise FactpackError(
            f"{path} cannot be read: {error.strerror}. extractor.jsonl.path in dataset.yaml names "
            "the file of facts, relative to the articles folder"
        ) from None
    if sha256 is not None and digest.hexdigest() != sha256:
        raise FactpackError(f"{path} has changed since the build began: build again")
    return Index(digest.hexdigest(), {k: tuple(v) for k, v in lines.items()}, broken)


def read_lines(path: Path, lines: list[Line]) -> list[dict[str, Any]]:
    """The objects of some lines of an indexed file.

    Raises:
        FactpackError: the file cannot be read, or is not the one that was indexed.
    """
    found = []
    try:
        with path.open("rb") as stream:
            for line in lines:
                stream.seek(line.offset)
                found.append(_object(stream.read(line.length)))
    except (OSError, ValueError, RecursionError):
        raise FactpackError(f"{path} has changed since the build began: build again") from None
    return found


def _key_of(data: bytes) -> tuple[str, str] | str:
    """How a line names its article, or why it cannot be used."""
    try:
        item = _object(data)
    except UnicodeDecodeError as error:
        return f"Byte {error.start + 1} of the line is not UTF-8."
    except _RepeatedKeyError:
        return "An object of the line has a key twice."
    except (ValueError, RecursionError):
        return "The line is not JSON."
    problem = problem_of("line", item)
    if problem:
        return f"The line departs from schema/facts-input.schema.json: {problem}."
    return next((key, item[key]) for key in KEYS if key in item)


class _RepeatedKeyError(ValueError):
    """An object has a key twice, so that nobody can tell which counts."""


def _object(data: bytes) -> Any:
    return json.loads(
        data.decode("utf-8"), object_pairs_hook=_unrepeated, parse_constant=_refuse_constant
    )


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _RepeatedKeyError
    return found


def _refuse_constant(name: str) -> Any:
    """NaN and Infinity are no JSON."""
    raise ValueError(name)
