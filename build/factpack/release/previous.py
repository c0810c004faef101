"""The release before this one: found, checked, and named by the hash of its sums."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from factpack.errors import FactpackError
from factpack.release.index import (
    INDEX,
    check_history,
    recorded_hash,
    sums_hash,
    version_number,
)
from factpack.release.layout import SIGNATURE, SUMS
from factpack.release.open import open_release
from factpack_validators.folder import open_folder
from factpack_validators.shown import printable


@dataclass(frozen=True, slots=True)
class PreviousRelease:
    """A release whose identifiers the next one keeps; its files have the hashes of its sums.

    Attributes:
        path: its folder.
        version: X.Y.Z.
        sha256: of its SHA256SUMS, which stands for all its files, as in index.json.
    """

    path: Path
    version: str
    sha256: str


def find_previous(
    releases: Path, dataset: str, version: str | None, given: Path | None = None
) -> PreviousRelease | None:
    """The release that a version follows.

    Args:
        releases: folder of the versions of the dataset; need not exist.
        dataset: name that the previous release must have.
        version: the version to be built; None: one that follows all there are.
        given: the previous release; by default that of the highest lower version in `releases`.

    Returns:
        The release, None where there is no lower version.

    Raises:
        FactpackError: `given` is no release, one of another dataset, or not lower; or a file of the
            previous release is not as its SHA256SUMS says.
    """
    history = check_history(releases, () if version is None else (version,))
    if given is None:
        lower = [name for name in history if version is None or _below(name, version)]
        if not lower:
            return None
        given = releases / lower[-1]
    release = open_release(given)
    if release.name != dataset:
        raise FactpackError(
            f"{given} is a release of {release.name}, not of {dataset}: it cannot come before"
        )
    if version is not None and not _below(release.version, version):
        raise FactpackError(
            f"{given} is version {release.version}, and version {version} cannot follow it: raise "
            "`version` in dataset.yaml, or build with --version"
        )
    sha256 = checked_sums(given)
    if recorded_hash(given) not in (None, sha256):
        raise FactpackError(
            f"{given} is not the release that was published: the {INDEX} beside it names another "
            f"hash of its {SUMS}, so nothing can be built on it: restore the one that was published"
        )
    return PreviousRelease(given, release.version, sha256)


def _below(name: str, version: str) -> bool:
    return version_number(name) < version_number(version)


def checked_sums(release: Path) -> str:
    """Hash of SHA256SUMS, once it lists every file of the release with the hash that it has.

    Raises:
        FactpackError: it does not.
    """
    folder = open_folder(release)
    try:
        sums = folder.path(SUMS).read_bytes()
        lines = (line.partition("  ") for line in sums.decode("utf-8").splitlines())
        listed = {name: sha256 for sha256, _, name in lines}
        for name in sorted({*listed, *folder.files, *folder.links} - {SUMS, SIGNATURE}):
            if name not in folder.files or _sha256(release / name) != listed.get(name):
                raise FactpackError(
                    f"{release}: {printable(name)} is not as its {SUMS} says, so nothing can be "
                    "built on this release: fetch it again"
                )
    except (OSError, ValueError, KeyError) as problem:
        raise FactpackError(
            f"{release}: its {SUMS} cannot be read, so nothing can be built on this release: fetch "
            "it again"
        ) from problem
    return sums_hash(release)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
