"""dist/<dataset>/index.json: all versions of a dataset, with the hash each was published with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from factpack.errors import FactpackError
from factpack.release.index_files import listed_files, tell_changes
from factpack.release.layout import MANIFEST, SIGNATURE, SUMS
from factpack.release.open import VERSION, Release, open_release

INDEX = "index.json"


def index_text(releases: Path, published: Collection[str] = (), dataset: str | None = None) -> str:
    """The index of the releases in a folder, as JSON.

    Versions are listed in their order. The hash of SHA256SUMS stands for the hashes of all files of
    a version, which are listed with the version since which each has had its bytes. A folder that
    is not a release is left out. A version that the index names and that is not in the folder any
    more keeps its entry, and is not the latest.

    Args:
        releases: folder of the versions of a dataset.
        published: versions that were just moved there; hashes that the index has of earlier
            releases by those numbers are replaced.
        dataset: its name; by default that of the folder.

    Raises:
        FactpackError: a release is broken, or not the one that the index or a later release names.
    """
    before = _recorded(releases)
    found = check_history(releases, published)
    entries = {
        **before,
        **{v: _entry(releases / v, found, before.get(v, {})) for v in found},
    }
    listed = [entries[version] for version in sorted(entries, key=version_number)]
    tell_changes(listed)
    index = {
        "dataset": dataset or releases.name,
        "latest": max(found, key=version_number, default=None),
        "versions": listed,
    }
    return json.dumps(index, ensure_ascii=False, indent=2) + "\n"


def with_superseded(index: str, replaced: Mapping[str, str]) -> str:
    """The text of an index in which hashes by version are among those that were replaced."""
    data = json.loads(index)
    for entry in data["versions"]:
        if entry["version"] in replaced:
            old = {*entry.get("superseded", ()), replaced[entry["version"]]}
            entry["superseded"] = sorted(old)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def check_history(releases: Path, published: Collection[str] = ()) -> dict[str, Release]:
    """The releases in a folder by version, each the one that was published there.

    Args:
        releases: folder of the versions of a dataset; need not exist.
        published: versions of which the hash in the index does not count.

    Raises:
        FactpackError: a release is broken, or not the one that the index or a later release names.
    """
    before = _recorded(releases)
    found = {folder.name: open_release(folder) for folder in releases_in(releases)}
    for version, release in found.items():
        if version in before and version not in published:
            _compare(releases / version, before[version]["sha256sums_sha256"], releases / INDEX)
        named = release.manifest.get("previous")
        if isinstance(named, dict) and named.get("version") in found:
            _compare(releases / named["version"], named.get("sha256sums_sha256"), release.path)
    return found


def recorded_hash(folder: Path) -> str | None:
    """Hash that the index beside a release folder gives it, None where there is none.

    Raises:
        FactpackError: the index cannot be read.
    """
    place = folder.resolve()
    entry = _recorded(place.parent).get(place.name)
    return None if entry is None else str(entry["sha256sums_sha256"])


def latest_version(releases: Path) -> str:
    """The version that the index of a folder of releases names as the latest.

    Raises:
        FactpackError: the index cannot be read, or names none.
    """
    index = releases / INDEX
    with _index_errors(index):
        latest = json.loads(index.read_text("utf-8"))["latest"]
    if not isinstance(latest, str) or not version_number(latest):
        raise FactpackError(f"{index}: names no latest version")
    return latest


def releases_in(releases: Path) -> list[Path]:
    """Folders of the versions of a dataset, the latest last; empty where there is no folder."""
    if not releases.is_dir():
        return []
    return [
        folder
        for folder in sorted(releases.iterdir(), key=lambda folder: version_number(folder.name))
        if VERSION.fullmatch(folder.name) and (folder / SUMS).is_file()
    ]


def version_number(name: str) -> tuple[int, ...]:
    """X.Y.Z as numbers, which order as versions do; empty for anything else.

    >>> version_number("1.10.0") > version_number("1.9.3")
    True
    """
    return tuple(map(int, name.split("."))) if VERSION.fullmatch(name) else ()


def sums_hash(folder: Path) -> str:
    """SHA-256 of the SHA256SUMS of a release, which stands for all its files."""
    return _file_hash(folder / SUMS)


def version_of_day(path: Path, as_of: date | str) -> Path:
    """Folder of the highest version of a dataset that was released by a day.

    Args:
        path: the folder of the versions, `dist/<dataset>`, or of one of them.
        as_of: the day, as a date or YYYY-MM-DD.

    Raises:
        FactpackError: no such date, no version that was released by then, or a release is broken or
            not the one that the index or a later release names.
    """
    try:
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    except ValueError:
        raise FactpackError(f"{as_of!r} is no date: write it as YYYY-MM-DD") from None
    releases = path.resolve().parent if (path / MANIFEST).is_file() else path
    days = {v: str(r.manifest.get("released")) for v, r in check_history(releases).items()}
    by_then = [version for version, released in days.items() if released <= day.isoformat()]
    if not by_then:
        first = f"; the first is of {min(days.values())}" if days else ""
        raise FactpackError(f"{releases}: no version was released by {day.isoformat()}{first}")
    return releases / max(by_then, key=version_number)


def _file_hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _compare(folder: Path, recorded: object, where: Path) -> None:
    if sums_hash(folder) != recorded:
        raise FactpackError(
            f"{folder} is not the release that was published: {where} names another hash of its "
            f"{SUMS}. Nothing is built on it or listed beside it: restore the release that was "
            "published, or remove the folder"
        )


def _recorded(releases: Path) -> dict[str, dict[str, Any]]:
    """Entries of index.json by version; empty where there is no index."""
    index = releases / INDEX
    if not index.is_file():
        return {}
    with _index_errors(index):
        data = json.loads(index.read_text("utf-8"))
        entries = {entry["version"]: entry for entry in data["versions"]}
        if not all(version_number(v) and entries[v]["sha256sums_sha256"] for v in entries):
            raise ValueError("a version has no number or no hash")
    return entries


@contextmanager
def _index_errors(index: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise FactpackError(
            f"{index} cannot be read: {problem}. It tells which bytes were published: restore it; "
            "or delete it, and the next build lists what lies there"
        ) from problem


def _reissue(release: Release, before: Mapping[str, Any]) -> dict[str, Any]:
    """Build of a version that was written anew after a withdrawal, and the hashes it replaces."""
    reissued = release.manifest.get("reissued")
    if not isinstance(reissued, dict):
        return {}
    return {"build": reissued.get("build"), "superseded": before.get("superseded", [])}


def _entry(
    folder: Path, releases: Mapping[str, Release], before: Mapping[str, Any]
) -> dict[str, Any]:
    release = releases[folder.name]
    previous = release.manifest.get("previous")
    sha256 = sums_hash(folder)
    return {
        "version": folder.name,
        "released": str(release.manifest.get("released")),
        "previous": str(previous.get("version")) if isinstance(previous, dict) else None,
        **_reissue(release, before),
        "sha256sums_sha256": sha256,
        "manifest_sha256": _file_hash(folder / MANIFEST),
        "bytes": sum(
            file.stat().st_size
            for file in folder.rglob("*")
            if file.is_file() and file.name != SIGNATURE
        ),
        "rows": release.rows,
        "files": listed_files(release, sha256),
    }
