"""What every check is given: the folder, its tables, the articles, and where findings go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factpack_validators.collect import Collector
from factpack_validators.database import Database
from factpack_validators.folder import ReleaseFolder
from factpack_validators.kept import Kept


@dataclass(frozen=True, slots=True)
class Context:
    """A release that is being validated.

    Attributes:
        folder: its files.
        database: its tables.
        found: takes findings.
        package: datapackage.json; empty where it cannot be read.
        manifest: manifest.json; empty where it cannot be read or is not made yet.
        texts: normalised text by article, of those whose text is known from outside the release.
        sources: text of articles as they were read, where the articles are at hand.
        previous: folder of the previous release, or None.
        spill: folder for temporary files.
        kept: what a validation of the same bytes left.
        as_published: whether tables may move as the dataset.yaml in the manifest says.
        origin: index.json of the publisher, as a file, a folder or an address, or None.
        signers: file of keys whose signature counts, as `ssh-keygen` takes it, or None.
    """

    folder: ReleaseFolder
    database: Database
    found: Collector
    package: Mapping[str, Any]
    manifest: Mapping[str, Any]
    texts: Mapping[str, str]
    sources: Mapping[str, str]
    previous: Path | None
    spill: Path
    kept: Kept
    as_published: bool = False
    origin: str | None = None
    signers: Path | None = None

    def once(self, part: str, check: Callable[[], None], text: str = "") -> None:
        """Run a check, unless a validation of the same bytes did; see `Kept.once`."""
        self.kept.once(self.found, part, check, text)
