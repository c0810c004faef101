"""A release that lies in a zip or behind an address, as a folder of this machine."""

from __future__ import annotations

import shutil
import tempfile
import weakref
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from factpack.errors import FactpackError
from factpack.release.index import version_number
from factpack.release.layout import MANIFEST

MOST_BYTES = 16 * 2**30
MOST_FILES = 10_000
"""What is fetched at most: more than any release that fits on one machine's disk with ease."""


def is_elsewhere(place: str) -> bool:
    """Whether a place is a zip or an address, and no folder of this machine."""
    return "://" in place or (place.lower().endswith(".zip") and Path(place).is_file())


def fetch_release(place: str) -> tuple[Path, object]:
    """The folder of a release that was fetched, and what removes it once nobody holds it.

    Of several versions the highest is taken. Nothing is written outside of the folder, whatever
    names the place gives.

    Args:
        place: a zip file, or an address that fsspec knows, such as `hf://datasets/NAME` or
            `https://…/release.zip`.

    Raises:
        FactpackError: no release, too much of it, or it cannot be fetched.
    """
    import fsspec

    folder = Path(tempfile.mkdtemp(prefix="factpack-open-"))
    held = _Held(folder)
    try:
        if "://" in place and not place.lower().endswith(".zip"):
            files, root = fsspec.core.url_to_fs(place)
        else:
            files, root = fsspec.filesystem("zip", fo=place), ""
        _fetch(files, files.find(root, detail=True), folder, place)
    except (OSError, ValueError, ImportError, RuntimeError, zipfile.BadZipFile) as problem:
        raise FactpackError(f"{place}: cannot be fetched: {problem}") from problem
    return folder, held


class _Held:
    """Removes a folder once nobody refers to it, or when the program ends."""

    def __init__(self, folder: Path) -> None:
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)


def _fetch(files: Any, found: dict[str, Any], folder: Path, place: str) -> None:
    base = _base(found, place)
    wanted = {}
    for name, entry in found.items():
        path = PurePosixPath(name)
        if not path.is_relative_to(base) or entry.get("type") != "file":
            continue
        own = path.relative_to(base)
        if own.is_absolute() or ".." in own.parts or any("\\" in part for part in own.parts):
            raise FactpackError(f"{place}: the name {name!r} leads out of the release")
        wanted[own] = (name, int(entry.get("size") or 0))
    size = sum(size for _, size in wanted.values())
    if size > MOST_BYTES or len(wanted) > MOST_FILES:
        raise FactpackError(
            f"{place}: {len(wanted):,} files of {size:,} bytes are too much to be fetched: "
            "download them into a folder and open that"
        )
    for own, (name, size) in sorted(wanted.items()):
        target = folder / own
        target.parent.mkdir(parents=True, exist_ok=True)
        with files.open(name, "rb") as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
            if copy.tell() != size:
                raise FactpackError(f"{place}: {name} has {copy.tell():,} bytes, not {size:,}")


def _base(names: Iterable[str], place: str) -> PurePosixPath:
    """The folder of the release: that of the manifest nearest to the top, the highest version."""
    folders = [p.parent for p in map(PurePosixPath, names) if p.name == MANIFEST]
    if not folders:
        raise FactpackError(f"{place}: not a release (it has no {MANIFEST})")
    top = min(len(folder.parts) for folder in folders)
    return max(
        (folder for folder in folders if len(folder.parts) == top),
        key=lambda folder: (version_number(folder.name) or (-1,), folder.as_posix()),
    )
