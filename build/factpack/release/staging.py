"""Work beside `dist/`, and put a finished release there in one step.

Why beside and not inside, and what a killed build leaves: docs/decisions/0006-staging.md.
"""

from __future__ import annotations

import fcntl
import filecmp
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from factpack.errors import FactpackError
from factpack.release.index import INDEX, index_text
from factpack.release.layout import MANIFEST, SIGNATURE, SUMS
from factpack_validators.scratch import FULL, machine_faults

_PREFIX = ".factpack-staging-"
_PATTERN = frozenset("*?[")
"""Characters that DuckDB takes for a pattern in the path of a database."""
_SHOWN = 3


@contextmanager
def staging_folder(destination: Path) -> Iterator[Path]:
    """An empty folder to build in, gone at the end whatever happens.

    It stands beside the folder of releases, on the same file system, so that a rename can publish
    what it holds. Folders that killed builds left there are removed; those in use stay.

    Args:
        destination: where the release will be, `<out>/<dataset>/<version>`; need not exist.

    Raises:
        FactpackError: the place cannot be written.
    """
    with place_errors(destination):
        destination = destination.resolve()
        out = destination.parents[1]
        _refuse_unwritable(destination.parent)
        home = _home(out)
        if _PATTERN.intersection(home.as_posix()):
            raise FactpackError(
                f"{home}: a folder whose path holds *, ? or [ cannot be worked in: rename it, or "
                "choose another place with --out"
            )
        _remove_abandoned(home)
        folder, lock = _locked_folder(home)
    try:
        with machine_faults(home):
            yield folder
    except OSError as problem:
        if problem.errno not in FULL:
            raise
        raise FactpackError(
            f"{problem.filename}: {problem.strerror}. Nothing was published; make room, or choose "
            "another place with --out."
        ) from problem
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def publish_folder(staging: Path, destination: Path) -> bool:
    """Rename a finished release into place and list it in `index.json`; both, or nothing.

    Args:
        staging: the release, on the file system of `destination`; gone afterwards.
        destination: `<out>/<dataset>/<version>`.

    Returns:
        Whether the same release stood there before, so that nothing was to be done.

    Raises:
        FactpackError: another release stands there, or the place cannot be written. The folder of
            releases is as it was.
    """
    with place_errors(destination):
        destination = destination.resolve()
        if not destination.exists():
            # Before anybody has to wait for us: it takes long on a busy disk.
            sync_tree(staging)
        with alone_in(destination.parent):
            if destination.exists():
                _refuse_other_bytes(staging, destination)
                # A build killed between rename and index left the index behind.
                _write_index(destination.parent, staging.parent)
                shutil.rmtree(staging)
                return True
            _move(staging, destination)
    return False


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder of a dataset's releases alone: another build may publish there just now.

    The folder is made where it is not there, and is gone again where nothing was published.
    """
    while True:
        made = _make_folders(folder)
        lock = _lock(folder)
        if lock is not None:
            break
    try:
        yield
    except BaseException:
        for place in made:
            with suppress(OSError):
                place.rmdir()
        raise
    finally:
        os.close(lock)


def list_releases(releases: Path, scratch: Path) -> None:
    """Bring `index.json` up to what stands there: a killed build may have left it behind.

    Raises:
        FactpackError: the place cannot be written.
    """
    with place_errors(releases):
        if releases.is_dir():
            with alone_in(releases.resolve()):
                _write_index(releases.resolve(), scratch)


def _move(staging: Path, destination: Path) -> None:
    staging.rename(destination)
    try:
        _sync(destination.parent)
        _write_index(destination.parent, staging.parent, (destination.name,))
    except BaseException:
        destination.rename(staging)
        raise


def _write_index(releases: Path, scratch: Path, published: Collection[str] = ()) -> None:
    text, index = index_text(releases, published), releases / INDEX
    if index.is_file() and index.read_text("utf-8") == text:
        return
    draft = scratch / f".{INDEX}"
    draft.write_text(text, encoding="utf-8", newline="\n")
    _sync(draft)
    draft.replace(index)
    _sync(releases)


def _refuse_other_bytes(staging: Path, destination: Path) -> None:
    ours, theirs = _files(staging), _files(destination)
    different = sorted(ours ^ theirs)
    different += [
        name
        for name in sorted(ours & theirs)
        if not filecmp.cmp(staging / name, destination / name, shallow=False)
    ]
    if different:
        # The sums differ wherever anything does: they tell the reader nothing.
        shown = [name for name in different if name != SUMS] or different
        names = ", ".join(shown[:_SHOWN]) + (", …" if len(shown) > _SHOWN else "")
        if (days := _other_days(staging, destination)) is not None:
            raise FactpackError(
                f"{destination}: version {destination.name} was released on {days[1]}, and nothing "
                f"else differs: there is nothing to publish. To build it again, give `--date "
                f"{days[1]}`, or `released` in dataset.yaml."
            )
        raise FactpackError(
            f"{destination}: version {destination.name} exists with other bytes ({names}). A "
            "published version never changes: raise `version` in dataset.yaml, or build with "
            "--version."
        )


def _other_days(ours: Path, theirs: Path) -> tuple[str, str] | None:
    """Days of release of two releases that differ in nothing else; None where something does.

    All that pages say follows from the tables and the manifest.
    """
    manifests = []
    for folder in (ours, theirs):
        try:
            manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
            day = str(manifest.pop("released"))
            if isinstance(manifest.get("dataset_yaml"), dict):
                manifest["dataset_yaml"].pop("released", None)
        except (OSError, ValueError, KeyError, AttributeError, RecursionError):
            return None
        manifests.append((day, manifest))
    (our_day, one), (their_day, other) = manifests
    if our_day == their_day or one != other:
        return None
    return our_day, their_day


def _files(folder: Path) -> set[str]:
    """Files of a release but its signature, which is made once it stands there."""
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    return files - {SIGNATURE}


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; returns those that were made, the innermost first."""
    missing = [folder, *folder.parents]
    made = [place for place in missing if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return made


def _refuse_unwritable(folder: Path) -> None:
    """Fail before the work, not after it."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    if not existing.is_dir():
        raise FactpackError(f"{existing} is a file, not a folder: choose another place with --out")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise FactpackError(
            f"{existing} cannot be written: give yourself the right to, or choose another place "
            "with --out"
        )


def _home(out: Path) -> Path:
    """The folder beside `out`, or `out` itself where that lies elsewhere or is closed to us."""
    home = next(place for place in out.parents if place.exists())
    if out.exists() and (
        not os.access(home, os.W_OK | os.X_OK) or home.stat().st_dev != out.stat().st_dev
    ):
        return out
    return home


def _locked_folder(home: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=home))
        lock = _lock(folder)
        if lock is not None:
            return folder, lock


def _lock(folder: Path) -> int | None:
    """Wait for a folder and hold it; None where another build removed it before it was held."""
    try:
        lock = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    fcntl.flock(lock, fcntl.LOCK_EX)
    with suppress(FileNotFoundError):
        # One that was made anew is another folder, which this lock does not hold.
        if os.path.samestat(os.fstat(lock), folder.stat()):
            return lock
    os.close(lock)
    return None


def _remove_abandoned(home: Path) -> None:
    """Remove staging folders that nobody locks: a process gives up its locks when it dies."""
    for folder in sorted(home.glob(f"{_PREFIX}*")):
        with suppress(OSError):
            lock = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)


def sync_tree(folder: Path) -> None:
    """Have the system write a folder with all that it holds to the disk."""
    for place in sorted(folder.rglob("*")):
        _sync(place)
    _sync(folder)


def _sync(place: Path) -> None:
    """Have the system write a file or folder to the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def place_errors(place: Path) -> Iterator[None]:
    """Turn a full disk or a forbidden place into a message."""
    try:
        yield
    except OSError as problem:
        raise FactpackError(
            f"{problem.filename or place}: {problem.strerror}. Nothing was published; make room, "
            "or choose another place with --out."
        ) from problem
    except RuntimeError as problem:
        if "loop" not in str(problem).lower():
            raise
        raise FactpackError(
            f"{place}: its symbolic links form a loop: choose another place with --out"
        ) from problem
