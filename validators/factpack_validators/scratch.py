"""Temporary folders of one process, and the end of those that a killed one left behind."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no flock: there nothing is swept.
    fcntl = None  # type: ignore[assignment]

_PREFIX = "factpack-scratch-"

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What the system says of a disk that takes no more."""


@contextmanager
def scratch_folder(purpose: str) -> Iterator[Path]:
    """An empty folder in the place for temporary files, gone at the end whatever happens.

    The process holds a lock on it, which the system frees when the process dies; folders of that
    kind that belong to the same user and that nobody locks are removed.

    Args:
        purpose: a word for its name.
    """
    place = Path(tempfile.gettempdir()).absolute()
    if fcntl is None:
        with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{purpose}-") as folder:
            yield Path(folder)
        return
    _sweep(place)
    folder, lock = _locked(place, purpose)
    try:
        with machine_faults(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


@contextmanager
def machine_faults(folder: Path) -> Iterator[None]:
    """Let what a library says of a full disk or of too little memory be what Python says of it.

    Args:
        folder: that is worked in, which an error names that names no file.

    Raises:
        OSError: the disk takes no more; with the folder.
        MemoryError: there is too little memory.
    """
    try:
        yield
    except OSError as problem:
        if problem.errno in FULL and problem.filename is None:
            number = problem.errno or errno.ENOSPC
            raise OSError(number, os.strerror(number), str(folder)) from problem
        raise
    except Exception as problem:
        # DuckDB has errors of its own; it is not imported for that alone.
        if type(problem).__module__ not in ("duckdb", "_duckdb"):
            raise
        if type(problem).__name__ == "OutOfMemoryException":
            raise MemoryError(str(problem)) from problem
        text = str(problem)
        number = next((n for n in sorted(FULL) if os.strerror(n) in text), 0)
        if not number:
            raise
        raise OSError(number, os.strerror(number), str(folder)) from problem


def _locked(place: Path, purpose: str) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{purpose}-", dir=place))
        try:
            lock = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:
            continue
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Another process may have taken it for abandoned before it was locked.
        if folder.exists():
            return folder, lock
        os.close(lock)


def _sweep(place: Path) -> None:
    with suppress(OSError), os.scandir(place) as entries:
        names = sorted(entry.name for entry in entries if entry.name.startswith(_PREFIX))
        for name in names:
            with contextlib.suppress(OSError):
                _remove_if_abandoned(place / name)


def _remove_if_abandoned(folder: Path) -> None:
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(lock).st_uid == os.geteuid():
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)
