"""Change a folder of releases as a whole: whoever looks sees the old one or the new one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factpack.errors import FactpackError
from factpack.release.staging import alone_in, place_errors, sync_tree

_NEW, _OLD = ".new", ".old"


@contextmanager
def change_places(folder: Path) -> Iterator[Path]:
    """A draft of a folder beside it, which takes its place at the end, and nothing where it fails.

    Files of the draft are those of the folder under another name: replace them, never write into
    them. What was not changed in the draft leaves everything as it was. What a killed run left is
    cleared away first: until the draft is in place the old folder counts, and then the new one.

    Args:
        folder: held alone meanwhile.

    Raises:
        FactpackError: there is no such folder, or the place cannot be written.
    """
    draft, old = (folder.with_name(f".{folder.name}{end}") for end in (_NEW, _OLD))
    with place_errors(folder):
        if old.is_dir() and draft.is_dir():
            # Killed between the two renames: the draft had not taken the place yet.
            if folder.exists():
                raise FactpackError(
                    f"{old} holds the releases that stood in {folder} until a withdrawal was "
                    f"killed, and others stand there now: keep what you need in {folder}, and "
                    f"delete {old} and {draft}"
                )
            old.rename(folder)
        with alone_in(folder):
            shutil.rmtree(draft, ignore_errors=True)
            _remove(old)
            try:
                shutil.copytree(folder, draft, copy_function=os.link, symlinks=True)
                yield draft
                if _same(folder, draft):
                    return
                sync_tree(draft)
                folder.rename(old)
                try:
                    draft.rename(folder)
                except OSError:
                    old.rename(folder)
                    raise
            finally:
                shutil.rmtree(draft, ignore_errors=True)
            _remove(old)


def _remove(folder: Path) -> None:
    """Delete what was withdrawn; other than a draft it must not stay."""
    if folder.exists():
        shutil.rmtree(folder)


def _same(one: Path, other: Path) -> bool:
    """Whether two folders have the same files."""
    here, there = (
        {f.relative_to(p).as_posix(): f.stat().st_ino for f in p.rglob("*") if f.is_file()}
        for p in (one, other)
    )
    return here == there
