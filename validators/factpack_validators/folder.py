"""A release folder as it lies on disk, without trusting anything it says about itself."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from factpack_validators.collect import Collector
from factpack_validators.schemas import table_names
from factpack_validators.shown import shown

TEXT_LIMIT = 32 * 2**20
"""Bytes of a text file that is read whole; a manifest of the largest dataset.yaml comes near."""

JSON_MEMORY = 512 * 2**20
"""Bytes that the values of a JSON file may take in memory, estimated before they are read."""

FILES_LIMIT = 10_000
"""Files and folders that are looked at; a release has about sixty."""

ENTRIES_LIMIT = 1_000
"""Files and folders that are looked at in one folder; one of a release has about twenty."""

BESIDE = frozenset(
    {
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        ".gitattributes",
        ".gitignore",
        ".git",
        ".cache",
        ".huggingface",
    }
)
"""What file managers, git and the Hub's download put beside the files of a release."""

DOCUMENTS = (
    "README.md",
    "datapackage.json",
    "RECIPES.md",
    "DATASHEET.md",
    "DATASHEET.html",
    "CITATION.cff",
    "CHANGELOG.md",
    "LICENSE",
    "manifest.json",
    "validation.json",
    "SHA256SUMS",
)
"""Files that every release has besides its tables."""


def parquet_file(table: str) -> str:
    """Where the Parquet of a table lies.

    A folder for each table and a number for each part, as on the Hugging Face Hub; and the table in
    the name, because a store without folders, such as Zenodo, keeps one file of each name.

    >>> parquet_file("facts")
    'data/facts/facts-00000-of-00001.parquet'
    """
    return f"data/{table}/{table}-00000-of-00001.parquet"


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
        beside: files, links and empty folders that `BESIDE` names or that lie below one of them.
        cut: whether there is more than the limits allow, and the rest was not looked at.
    """

    root: Path
    files: tuple[str, ...]
    links: tuple[str, ...]
    empty: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    cut: bool = False

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
        if _json_memory(text) > JSON_MEMORY:
            found.add("file-huge", f"{name} holds too many values and was not read", file=name)
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
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise _JsonError(f"the key {shown(key)} stands twice")
        data[key] = value
    return data


def _json_memory(text: str) -> int:
    """Bytes that the values of a JSON text take at most: of mappings, lists, and what they hold."""
    return 240 * text.count("{") + 80 * text.count("[") + 72 * text.count(",")


def _no_number(text: str) -> Any:
    raise _JsonError(f"{text} is no number of JSON")


def open_folder(root: Path) -> ReleaseFolder:
    """List a release folder; symbolic links are listed, never followed.

    Raises:
        OSError: it is no folder, or cannot be listed.
    """
    # Arrow and DuckDB take a path that begins with ~ for one in somebody's home.
    root = root.absolute()
    files: list[str] = []
    links: list[str] = []
    empty: list[str] = []
    beside: list[str] = []
    waiting = [""]
    seen = 0
    cut = False
    while waiting and seen < FILES_LIMIT:
        below = waiting.pop()
        with os.scandir(root / below) as listed:
            entries = list(islice(listed, ENTRIES_LIMIT + 1))
        cut |= len(entries) > ENTRIES_LIMIT
        entries = sorted(entries[:ENTRIES_LIMIT], key=lambda e: e.name)
        seen += len(entries)
        apart = below.split("/")[0] in BESIDE
        if not entries:
            (beside if apart else empty).append(below)
        for entry in entries:
            name = f"{below}/{entry.name}" if below else entry.name
            is_link = entry.is_symlink()
            if not is_link and entry.is_dir(follow_symlinks=False):
                waiting.append(name)
            elif apart or (not below and entry.name in BESIDE):
                beside.append(name)
            elif is_link or not entry.is_file(follow_symlinks=False):
                links.append(name)
            else:
                files.append(name)
    return ReleaseFolder(
        root,
        tuple(sorted(files)),
        tuple(sorted(links)),
        tuple(sorted(empty)),
        tuple(sorted(beside)),
        cut=cut or bool(waiting),
    )


def expected_tables(folder: ReleaseFolder) -> tuple[str, ...]:
    """Tables of the contract of which the folder has a Parquet or CSV file."""
    return tuple(
        t for t in table_names() if parquet_file(t) in folder.files or csv_file(t) in folder.files
    )
