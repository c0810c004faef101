"""A release folder as it lies on disk, without trusting anything it says about itself."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factpack_validators.collect import Collector
from factpack_validators.schemas import table_names
from factpack_validators.shown import shown

TEXT_LIMIT = 64 * 2**20
"""Bytes of a text file that is read whole; the largest of a release are a few megabytes."""

FILES_LIMIT = 10_000
"""Files that are looked at; a release has about fifty."""

IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitattributes", ".gitignore"})
IGNORED_FOLDERS = frozenset({".git", ".cache", ".huggingface"})
"""What file managers, git and the Hub's download put beside a release."""

DOCUMENTS = (
    "README.md",
    "datapackage.json",
    "DATASHEET.md",
    "CITATION.cff",
    "CHANGELOG.md",
    "LICENSE",
    "manifest.json",
    "validation.json",
    "SHA256SUMS",
)
"""Files that every release has besides its tables."""


def parquet_file(table: str) -> str:
    """Where the Parquet of a table lies: the layout of the Hugging Face Hub."""
    return f"data/{table}/train-00000-of-00001.parquet"


def csv_file(table: str) -> str:
    """Where the CSV of a table lies."""
    return f"csv/{table}.csv"


@dataclass(frozen=True, slots=True)
class ReleaseFolder:
    """The files below a release folder; names are posix and relative to it.

    Attributes:
        root: the folder.
        files: regular files, sorted; what file managers and git leave behind is left out.
        links: symbolic links and other things that are neither file nor folder, sorted.
        empty: folders that hold nothing, sorted.
    """

    root: Path
    files: tuple[str, ...]
    links: tuple[str, ...]
    empty: tuple[str, ...] = ()

    def path(self, name: str) -> Path:
        """Path of a file that `files` lists.

        Raises:
            KeyError: it is not listed, for instance because a descriptor made it up.
        """
        if name not in self.files:
            raise KeyError(name)
        return self.root / name

    def read_text(self, name: str, found: Collector) -> str | None:
        """Text of a file, or None with a finding; None without one where the file is missing."""
        if name not in self.files:
            return None
        path = self.root / name
        try:
            if path.stat().st_size > TEXT_LIMIT:
                found.add(
                    "file-huge",
                    f"{name} has {path.stat().st_size:,} bytes and was not read; "
                    f"the limit is {TEXT_LIMIT:,}",
                    file=name,
                )
                return None
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as problem:
            found.add("file-unreadable", f"{name} is not UTF-8", file=name, offset=problem.start)
        except OSError as problem:
            found.add("file-unreadable", f"{name}: {problem.strerror}", file=name)
        return None

    def read_json(self, name: str, found: Collector) -> Any:
        """Content of a JSON file, or None with a finding."""
        text = self.read_text(name, found)
        if text is None:
            return None
        try:
            return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        except json.JSONDecodeError as problem:
            found.add(
                "json-invalid",
                f"{name}: {problem.msg} at line {problem.lineno}, column {problem.colno}",
                file=name,
                offset=problem.pos,
            )
        except _JsonError as problem:
            found.add("json-invalid", f"{name}: {problem}", file=name)
        except (RecursionError, ValueError):
            found.add("json-invalid", f"{name}: nested too deeply, or a number too long", file=name)
        return None


class _JsonError(ValueError):
    """What JSON allows, or Python reads, and other readers take for something else."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping each of whose keys stands once: of two, some readers take the first."""
    data = dict(pairs)
    if len(data) < len(pairs):
        twice = next(key for i, (key, _) in enumerate(pairs) if key in dict(pairs[:i]))
        raise _JsonError(f"the key {shown(twice)} stands twice")
    return data


def _no_number(text: str) -> Any:
    raise _JsonError(f"{text} is no number of JSON")


def open_folder(root: Path) -> ReleaseFolder:
    """List a release folder; symbolic links are listed, never followed.

    Raises:
        OSError: it is no folder, or cannot be listed.
    """
    files: list[str] = []
    links: list[str] = []
    empty: list[str] = []
    waiting = [""]
    while waiting and len(files) + len(links) < FILES_LIMIT:
        below = waiting.pop()
        with os.scandir(root / below) as listed:
            entries = sorted(listed, key=lambda e: e.name)
        if not entries:
            empty.append(below)
        for entry in entries:
            name = f"{below}/{entry.name}" if below else entry.name
            if entry.is_symlink():
                links.append(name)
            elif entry.is_dir(follow_symlinks=False):
                if below or entry.name not in IGNORED_FOLDERS:
                    waiting.append(name)
            elif not entry.is_file(follow_symlinks=False):
                links.append(name)
            elif below or entry.name not in IGNORED:
                files.append(name)
    return ReleaseFolder(root, *(tuple(sorted(names)) for names in (files, links, empty)))


def expected_tables(folder: ReleaseFolder) -> tuple[str, ...]:
    """Tables of the contract of which the folder has a Parquet or CSV file."""
    return tuple(
        t for t in table_names() if parquet_file(t) in folder.files or csv_file(t) in folder.files
    )
