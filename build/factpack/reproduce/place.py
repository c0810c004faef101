"""Where the articles of a release lie, when not in the folder that the reader names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from factpack.errors import FactpackError
from factpack.release.open import Release
from factpack_validators.families.safety import is_safe_path

_MOST_SOURCES = 50
_MOST_FOLDERS = 200
"""Bounds of what is looked for: a release names its sources, and may name any number."""


def check_place(release: Release, articles: Path) -> None:
    """Check that a folder may hold the articles, where one beside it holds some of them.

    Raises:
        FactpackError: it holds none, but the folder above it or one within it does.
    """
    files = tuple(_files(release))
    if not files or _has_any(articles, files):
        return
    for folder in _near(articles):
        if _has_any(folder, files):
            raise FactpackError(
                f"{articles} holds none of the articles of {release.path}, but {folder} does: "
                f"name it with --articles {folder}"
            )


def _files(release: Release) -> Iterator[PurePosixPath]:
    """Files of the first articles; of a file of records, the file."""
    asked = "select distinct regexp_replace(source, '#[0-9]+$', '') as file from articles"
    for row in release.sql(f"{asked} order by file limit {_MOST_SOURCES}").to_pylist():
        if is_safe_path(row["file"]):
            yield PurePosixPath(row["file"])


def _near(articles: Path) -> Iterator[Path]:
    """The folder above, then those within."""
    yield articles.parent if articles.name else articles.resolve().parent
    try:
        within = sorted(path for path in articles.iterdir() if path.is_dir())
    except OSError:
        return
    yield from within[:_MOST_FOLDERS]


def _has_any(folder: Path, files: tuple[PurePosixPath, ...]) -> bool:
    # A file of an archive lies where the archive does.
    return any((folder / path).is_file() for file in files for path in (file, *file.parents[:-1]))
