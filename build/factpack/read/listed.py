"""Files that a list names, one a line, instead of a glob."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from factpack.config import Source
from factpack.config.below import why_not_below
from factpack.model import Rejected
from factpack.read.source_files import (
    SourceFile,
    file_at,
    printable_name,
    reject_file,
    reject_unreadable,
    why_not_file,
)

_MAX_BYTES = 256 * 1024 * 1024
"""Bytes of a list: some five million names."""


def listed_files(root: str, file: SourceFile, source: Source) -> Iterator[SourceFile]:
    """The files that a list names, each relative to the articles folder; blank lines count not.

    Args:
        root: the articles folder.
        file: the list.
        source: the source that names it; each file is read by its own ending.
    """
    try:
        if Path(file.path).stat().st_size > _MAX_BYTES:
            reason = f"The list is larger than {_MAX_BYTES // 2**20} MiB."
            yield replace(file, rejected=reject_file(file.name, "file-too-large", reason))
            return
        lines = Path(file.path).read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except OSError as error:
        yield replace(file, rejected=reject_unreadable(file.name, error))
        return
    for line in lines:
        name = os.fsdecode(line.strip()).removeprefix("./")
        if not name:
            continue
        why_not = why_not_below(name) or ("holds a zero byte" if "\0" in name else "")
        shown = printable_name(name[:_LONGEST])
        if why_not or len(name) > _LONGEST:
            reason = f"The list names a path that {why_not or 'is too long'}."
            yield replace(
                file,
                name=shown,
                path=name[:_LONGEST],
                rejected=reject_file(shown, "file-outside", reason),
            )
            continue
        entry = _Named(str(Path(root, *name.split("/"))))
        found = file_at(entry.path, name, replace(source, format=None), file.source)
        rejected = _why_absent(entry, found.name) or why_not_file(
            root, entry, found.name, may_be_below_link=True
        )
        yield replace(found, rejected=rejected) if rejected else found


_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class _Named:
    """A file by its path, as a folder that is listed would give it."""

    path: str

    def stat(self) -> os.stat_result:
        """Of the file that a link leads to, too."""
        return Path(self.path).stat()

    def is_symlink(self) -> bool:
        """Whether it is a link itself."""
        return Path(self.path).is_symlink()


def _why_absent(entry: _Named, name: str) -> Rejected | None:
    """What is wrong where a list names what is not there; None where something is."""
    if os.path.lexists(entry.path):
        return None
    reason = (
        "A list names it, and no such file is there: names in a list are relative to the folder of "
        "dataset.yaml, or to that of --articles, as the paths of sources are."
    )
    return reject_file(name, "file-unreadable", reason)
