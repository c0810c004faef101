"""Find the files that the sources of a dataset name, in an order that no file system sets."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from factpack.config import Dataset, Source
from factpack.config.addresses import glob_of_copies, scheme_of
from factpack.read.hub import hub_globs, is_data
from factpack.read.listed import listed_files
from factpack.read.remote import remote_files
from factpack.read.source_files import (
    SourceFile,
    describe_os_error,
    escape,
    file_at,
    printable_name,
    reject_file,
    why_not_file,
)


def list_sources(dataset: Dataset) -> list[SourceFile]:
    """All files that the sources name, sorted by name; each once, for the first source naming it.

    Hidden files (their name begins with a dot) count only where a source spells the dot. Linked
    folders are not entered and linked files outside the articles folder not read: each is listed
    with the reason, as is whatever has no known format.
    """
    root = os.path.realpath(dataset.articles_dir)
    own = {os.path.realpath(path) for path in _own_files(dataset)}
    own_names = {Path(path).name for path in own}
    found: dict[str, SourceFile] = {}
    for number, source in enumerate(dataset.sources):
        if scheme_of(source.path):
            if not dataset.has_copies:
                for file in remote_files(source, number):
                    found.setdefault(file.path, file)
                continue
            source = replace(source, path=glob_of_copies(source.path))
        for file in _of_source(root, source, number):
            if not (
                file.path.rpartition(os.sep)[2] in own_names and os.path.realpath(file.path) in own
            ):
                found.setdefault(file.path, file)
    found = _apart(root, found)
    keys = _match_keys(dataset, sorted(file.name for file in found.values()))
    return sorted(
        (_with_key(file, keys.get(file.name)) for file in found.values()),
        # Files of an archive are named as those of a folder.
        key=lambda file: (f"{file.name}/" if file.format == "archive" else file.name, file.path),
    )


def _of_source(root: str, source: Source, number: int) -> Iterator[SourceFile]:
    """The files of a source, those that its lists name instead of the lists."""
    if source.format == "hf":
        globs = hub_globs(root, source)
        is_listed = not any(glob.endswith("/**") for glob in globs)
        for glob in globs:
            for file in _expand(root, replace(source, path=glob, format=None), number):
                if is_data(file.name, file.format, source, is_listed=is_listed):
                    yield file
        return
    for file in _expand(root, source, number):
        if source.format == "list" and file.rejected is None:
            yield from listed_files(root, file, source)
        else:
            yield file


def _own_files(dataset: Dataset) -> Iterator[Path]:
    """Files beside the articles that are none."""
    yield dataset.file
    if dataset.entities_file is not None:
        yield dataset.entities_file
    if dataset.publishers_file is not None:
        yield dataset.publishers_file
    if dataset.extractor.jsonl is not None:
        yield dataset.articles_dir / dataset.extractor.jsonl.path


def _apart(root: str, found: Mapping[str, SourceFile]) -> dict[str, SourceFile]:
    """The files by path, marks escaped in the names that would be those of another file else."""
    names = Counter(file.name for file in found.values())
    apart: dict[str, SourceFile] = {}
    for path, file in found.items():
        if scheme_of(path):
            apart[path] = file
            continue
        own = os.path.relpath(path, root).replace(os.sep, "/")
        if names[file.name] > 1 and unicodedata.normalize("NFC", own) != own:
            name = "".join(
                f"\\u{ord(c):04x}" if unicodedata.combining(c) else escape(c) for c in own
            )
            rejected = file.rejected and replace(file.rejected, source=name)
            file = replace(file, name=name, rejected=rejected)
        apart[path] = file
    return apart


def _expand(root: str, source: Source, number: int) -> Iterator[SourceFile]:
    pattern = [part for part in source.path.split("/") if part not in ("", ".")]
    # A folder stands for all that is below it, and so does a last `**`.
    if not pattern or pattern[-1] == "**" or _is_plain_folder(root, pattern):
        pattern = [*(pattern[:-1] if pattern and pattern[-1] == "**" else pattern), "**", "*"]
    waiting: list[tuple[str, str, frozenset[int]]] = [(root, "", _closure(pattern, {0}))]
    while waiting:
        folder, name, states = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            reason = f"The folder cannot be read: {describe_os_error(error)}."
            shown = printable_name(name or ".")
            yield SourceFile(
                shown,
                folder,
                None,
                source=number,
                rejected=reject_file(shown, "folder-unreadable", reason),
            )
            continue
        for entry in entries:
            after = _step(pattern, states, entry.name)
            below = f"{name}/{entry.name}" if name else entry.name
            if entry.is_dir(follow_symlinks=False):
                if any(state < len(pattern) for state in after):
                    waiting.append((entry.path, below, after))
            elif len(pattern) in after:
                yield _source_file(root, entry, below, source, number)
            elif entry.is_symlink() and after and _is_folder(entry):
                yield _linked_folder(entry.path, below, number)


def _is_plain_folder(root: str, pattern: list[str]) -> bool:
    here = Path(root)
    for part in pattern:
        here = here / part
        if here.is_symlink() or not here.is_dir():
            return False
    return True


def _closure(pattern: list[str], states: set[int]) -> frozenset[int]:
    """Places in the pattern reached without reading a name: `**` may stand for no folder."""
    for state in sorted(states):
        while state < len(pattern) and pattern[state] == "**":
            state += 1
            states.add(state)
    return frozenset(states)


def _step(pattern: list[str], states: frozenset[int], name: str) -> frozenset[int]:
    """Places in the pattern after a name was read; empty where it does not fit."""
    after: set[int] = set()
    name = unicodedata.normalize("NFC", name)
    for state in states:
        if state == len(pattern):
            continue
        part = unicodedata.normalize("NFC", pattern[state])
        hidden = name.startswith(".") and not part.startswith(".")
        if part == "**":
            if not hidden:
                after.add(state)
        elif name == part or (not hidden and fnmatchcase(name, part)):
            after.add(state + 1)
    return _closure(pattern, after)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _linked_folder(path: str, below: str, number: int) -> SourceFile:
    name = printable_name(below)
    reason = "A linked folder is not entered: name the folder itself, or give it with --articles."
    return SourceFile(
        name, path, None, source=number, rejected=reject_file(name, "folder-linked", reason)
    )


def _source_file(
    root: str, entry: os.DirEntry[str], below: str, source: Source, number: int
) -> SourceFile:
    if entry.is_symlink() and _is_folder(entry):
        return _linked_folder(entry.path, below, number)
    found = file_at(entry.path, below, source, number)
    why_not = why_not_file(root, entry, found.name)
    return replace(found, rejected=why_not) if why_not else found


def file_of_key(key: str) -> str:
    """The file that a key of `articles` speaks of: records are numbered after a `#`.

    >>> file_of_key("a/b.jsonl#12"), file_of_key("a/b.txt")
    ('a/b.jsonl', 'a/b.txt')
    """
    file, mark, number = key.rpartition("#")
    return file if mark and number.isascii() and number.isdigit() else key


def _match_keys(dataset: Dataset, names: list[str]) -> dict[str, str]:
    """File names to what `articles` calls them.

    A key is the whole name, or its end after a `/` where only one file ends so: then the same
    dataset.yaml serves whether the articles lie in a folder beside it or behind --articles.
    """
    by_last: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_last[name.rpartition("/")[2]].append(name)
    exact = set(names)
    matched: dict[str, str] = {}
    keys = {*dataset.articles, *map(file_of_key, dataset.articles)}
    for key in sorted(keys):
        wanted = unicodedata.normalize("NFC", key)
        if wanted in exact:
            matched[wanted] = key
            continue
        ends = [n for n in by_last[wanted.rpartition("/")[2]] if n.endswith("/" + wanted)]
        if len(ends) == 1:
            matched.setdefault(ends[0], key)
    return matched


def _with_key(file: SourceFile, key: str | None) -> SourceFile:
    if key is None:
        return file
    return replace(file, key=key)
