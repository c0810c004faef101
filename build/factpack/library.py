"""Releases as a notebook or a program opens them: `factpack.open`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from factpack.errors import FactpackError
from factpack.release import open as folders
from factpack.release.fetched import fetch_release, is_elsewhere
from factpack.release.index import INDEX, latest_version, version_of_day
from factpack.release.layout import MANIFEST
from factpack.why.explain import explain
from factpack.why.story import Story
from factpack_validators.release import validate_release
from factpack_validators.report import Report

if TYPE_CHECKING:
    import datasets


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with all that states it.

    Attributes:
        row: its row of `facts`.
        statements: rows of `statements` of the claims that state it or a finer fact, the earliest
            published first, those without a date last, then by claim_id.
    """

    row: dict[str, Any]
    statements: list[dict[str, Any]]

    def __str__(self) -> str:
        """The fact in words."""
        said: str = self.row.get("statement") or self.row["fact_id"]
        return said

    def _repr_html_(self) -> str:
        cells = ("published_on", "publisher", "statement", "sentence")
        told = [[escape(str(row.get(cell) or "")) for cell in cells] for row in self.statements]
        rows = "".join(f"<tr><td>{'<td>'.join(row)}</tr>" for row in told)
        head = "".join(f"<th>{cell.replace('_', ' ')}" for cell in cells)
        return f"<table><caption>{escape(str(self))}</caption><tr>{head}</tr>{rows}</table>"


@dataclass(frozen=True, slots=True)
class Release(folders.Release):
    """A release: `release["facts"]`, `release.sql(…)`, `release.why(id)` and more.

    Attributes:
        held: keeps what was fetched of it until nobody has the release any more; None for a folder.
    """

    held: object = field(default=None, repr=False, compare=False)

    def __getitem__(self, table: str) -> pa.Table:
        """A table, rows in the order of the contract; raises as `table` does."""
        return self.table(table)

    def __iter__(self) -> Iterator[str]:
        """Names of the tables."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Number of tables."""
        return len(self.rows)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.rows)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(table)}</td><td style='text-align:right'>{n:,}</td></tr>"
            for table, n in self.rows.items()
        )
        name = f"{escape(self.name)} {escape(self.version)}"
        return f"<table><caption>{name}</caption><tr><th>table<th>rows</tr>{rows}</table>"

    def fact(self, fact_id: str) -> Fact:
        """A fact with the statements that support it.

        Raises:
            FactpackError: no such fact, or a file cannot be read.
        """
        rows = self.sql("from facts where fact_id = ?", [fact_id]).to_pylist()
        if not rows:
            raise FactpackError(f"{self.path}: no fact {fact_id!r}", code="row-unknown")
        return Fact(rows[0], self.sql(_STATEMENTS, [fact_id]).to_pylist())

    def why(self, row_id: str) -> Story:
        """The story of a row: its sources, what agrees, what contradicts; see `factpack why`.

        Raises:
            FactpackError: no row or several are meant, or a file cannot be read.
        """
        return explain(self, row_id)

    def validate(self, articles: Path | str | None = None) -> Report:
        """What the checks have to say of the release; see `factpack validate`.

        Args:
            articles: folder of its articles, where they are at hand.
        """
        return validate_release(self.path, articles=Path(articles) if articles else None)

    def to_datasets(self) -> datasets.DatasetDict:
        """All tables as Hugging Face datasets, with the columns and types that the card states.

        Nothing is cached: other than with `load_dataset`, no row is ever that of an older release.

        Raises:
            FactpackError: a file cannot be read.
        """
        import datasets

        return datasets.DatasetDict(
            {
                name: datasets.Dataset(datasets.table.InMemoryTable(self.table(name)))
                for name in self.rows
            }
        )


_STATEMENTS = """
    with recursive finer as (
        select ? as fact_id
        union select f.fact_id from facts f join finer n on f.broader_fact_id = n.fact_id
    )
    select s.* from statements s join finer using (fact_id)
    order by s.published_on nulls last, s.claim_id
"""


def open_release(path: Path | str, as_of: date | str | None = None) -> Release:
    """Open a release.

    Args:
        path: its folder, `dist/<dataset>/<version>`, or that of the dataset, whose latest version
            is opened; a zip of either; or an address that fsspec knows, such as
            `hf://datasets/NAME`, from where it is fetched.
        as_of: a day, as a date or YYYY-MM-DD: the highest version of the dataset that was released
            by then is opened.

    Raises:
        FactpackError: no release, one that is broken, or none that was released by then.
    """
    held: object = None
    if is_elsewhere(str(path)):
        if as_of is not None:
            raise FactpackError(f"{path}: as_of takes the folder of a dataset on this machine")
        folder, held = fetch_release(str(path))
    else:
        folder = Path(path)
    opened = folders.open_release(release_folder(folder, as_of))
    return Release(opened.path, opened.manifest, held)


def release_folder(path: Path, as_of: date | str | None = None) -> Path:
    """The release that is meant by a folder: itself, or a version of a dataset.

    Args:
        path: folder of a release, or that of the dataset, whose latest version is meant.
        as_of: a day: the highest version that was released by then is meant.

    Raises:
        FactpackError: the index is broken, or no version was released by then.
    """
    if as_of is not None:
        return version_of_day(path, as_of)
    if not (path / MANIFEST).exists() and (path / INDEX).is_file():
        return path / latest_version(path)
    return path
