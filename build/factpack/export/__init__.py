"""A release as one file for other programs, made of its tables alone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from factpack.errors import FactpackError
from factpack.release.open import Release

__all__ = ["FORMS", "Form", "export_release"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a release can be exported to.

    Attributes:
        ending: of the file; empty for a folder.
        about: half a sentence for people.
        module: where its `write(release, folder, name)` stands, below this package. It writes into
            an empty folder: all that it writes there, under names that begin with `name`, is moved
            to where the user wants it.
    """

    ending: str
    about: str
    module: str

    @property
    def write(self) -> Callable[[Release, Path, str], None]:
        """What writes the form."""
        found: Callable[[Release, Path, str], None] = import_module(
            f"factpack.export.{self.module}"
        ).write
        return found


FORMS: Mapping[str, Form] = {
    "sqlite": Form(
        ".sqlite", "a SQLite database with keys, indexes and full-text search", "sqlite"
    ),
    "duckdb": Form(".duckdb", "a DuckDB database with keys and views", "duckdb_file"),
    "xlsx": Form(".xlsx", "a workbook, a sheet a table, without formulas", "xlsx"),
    "jsonl": Form("", "a folder of JSON lines, a file a table", "jsonl"),
    "csv-excel": Form("", "a folder of CSV files that spreadsheets open rightly", "csv_excel"),
    "site": Form("-site", "static pages to search and read, for any web server", "site"),
    "nquads": Form(".nq", "RDF: facts as nanopublications with their provenance", "nquads"),
}


def export_release(
    release: Release, form: str, out: Path | None = None, *, history: bool = False
) -> Path:
    """Write a release in another form; the file or folder appears whole or not at all.

    Args:
        release: the release, which is not changed.
        form: a key of `FORMS`.
        out: what to make; by default `<dataset>-<version>` with the ending of the form, here.
        history: of a database, also what all versions beside the release said, and when.

    Returns:
        What was made.

    Raises:
        FactpackError: no such form, something stands there already, rows that the form cannot hold,
            a library that is not installed, or a broken release.
    """
    if form not in FORMS:
        raise FactpackError(f"no form {form!r}: choose one of {', '.join(FORMS)}")
    place = out or Path(f"{_plain(release.name)}-{_plain(release.version)}{FORMS[form].ending}")
    if place.exists() or place.is_symlink():
        raise FactpackError(f"{place} exists: delete it, or choose another with --out")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".factpack-export-") as folder:
            FORMS[form].write(release, Path(folder), place.name)
            if history:
                from factpack.export.history import add_history

                add_history(form, Path(folder) / place.name, release.path.resolve().parent)
            # What the form is called after comes last: whoever sees it sees all of it.
            made = sorted(Path(folder).iterdir(), key=lambda file: file.name == place.name)
            for file in made:
                beside = place.parent / file.name
                if beside.exists():
                    raise FactpackError(f"{beside} exists: delete it, or choose another with --out")
            for file in made:
                shutil.move(file, place.parent / file.name)
    except OSError as problem:
        raise FactpackError(
            f"{problem.filename or place}: cannot be written: {problem.strerror}"
        ) from problem
    return place


def _plain(word: str) -> str:
    """A word of a release as part of a file name."""
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in word).lstrip(".")[:100]
