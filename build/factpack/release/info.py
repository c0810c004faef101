"""What a build knows of its run and of the release it wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from factpack.config import Dataset
from factpack.normalise.withdrawn import Tombstone
from factpack.release.figures import Figures
from factpack.release.previous import PreviousRelease
from factpack.release.versions.verdict import Verdict
from factpack_validators.findings import Finding


@dataclass(frozen=True, slots=True)
class RunInfo:
    """The run behind a release: nothing in it depends on machine, time, path or workers.

    Attributes:
        factpack: version of factpack.
        extractor: label of the extractor, name and version.
        findings: what reading and normalising had to say.
        previous: the release that this one follows and is compared with; its path leaves no trace.
        withdrawn: articles that were taken back, by identifier.
        withdrawn_sources: files and records of those among them that lay with the articles; they
            leave no trace.
        reissued: where a published version is written anew without what was withdrawn, what the
            manifest tells of that; None for a release that was built.
    """

    factpack: str
    extractor: str
    findings: tuple[Finding, ...] = ()
    previous: PreviousRelease | None = None
    withdrawn: tuple[Tombstone, ...] = ()
    withdrawn_sources: frozenset[str] = frozenset()
    reissued: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A file of the release: its path is posix and relative to the release folder."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A table as written.

    Attributes:
        row_digest: SHA-256 of the rows whatever the file format, see `factpack.release.cells`.
        memory_bytes: size of the columns in memory, Arrow layout without validity bits.
    """

    name: str
    rows: int
    row_digest: str
    memory_bytes: int
    parquet: FileInfo
    csv: FileInfo


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """A release as written into its staging folder; `tables` stand in the order of the contract.

    `verdict` tells why it has its version; None for the first.
    """

    dataset: Dataset
    version: str
    released: date
    run: RunInfo
    tables: tuple[TableInfo, ...]
    figures: Figures
    verdict: Verdict | None = None

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table, in the order of the contract."""
        return {table.name: table.rows for table in self.tables}

    @property
    def filled(self) -> tuple[TableInfo, ...]:
        """Tables with rows: `load_dataset` cannot open a table that has none."""
        return tuple(table for table in self.tables if table.rows)
