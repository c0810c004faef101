"""The release before this one: found, checked, and named by the hash of its sums."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from factpack.errors import FactpackError
from factpack.release.index import releases_in, version_number
from factpack.release.layout import SUMS
from factpack.release.open import open_release


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
    releases: Path, dataset: str, version: str, given: Path | None = None
) -> PreviousRelease | None:
    """The release that a version follows.

    Args:
        releases: folder of the versions of the dataset; need not exist.
        dataset: name that the previous release must have.
        version: the version to be built.
        given: the previous release; by default that of the highest lower version in `releases`.

    Returns:
        The release, None where there is no lower version.

    Raises:
        FactpackError: `given` is no release, one of another dataset, or not lower; or a file of the
            previous release is not as its SHA256SUMS says.
    """
    if given is None:
        lower = [
            folder
            for folder in releases_in(releases)
            if version_number(folder.name) < version_number(version)
        ]
        if not lower:
            return None
        given = lower[-1]
    release = open_release(given)
    if release.name != dataset:
        raise FactpackError(
            f"{given} is a release of {release.name}, not of {dataset}: it cannot come before"
        )
    if version_number(release.version) >= version_number(version):
        raise FactpackError(
            f"{given} is version {release.version}, and version {version} cannot follow it: raise "
            "`version` in dataset.yaml, or build with --version"
        )
    return PreviousRelease(given, release.version, _checked_sums(given))


def _checked_sums(release: Path) -> str:
    """Hash of SHA256SUMS, once every file that it lists has the hash that it gives."""
    try:
        sums = (release / SUMS).read_bytes()
        for line in sums.decode("utf-8").splitlines():
            expected, _, name = line.partition("  ")
            with (release / name).open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != expected:
                    raise FactpackError(
                        f"{release}: {name} is not as its {SUMS} says, so nothing can be built on "
                        "this release: fetch it again"
                    )
    except OSError as problem:
        raise FactpackError(
            f"{problem.filename}: {problem.strerror}, so nothing can be built on this release: "
            "fetch it again"
        ) from problem
    return hashlib.sha256(sums).hexdigest()
