"""How commands take a release: by its folder, by that of its dataset, or by a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, overload

import typer

ReleasePath = Annotated[
    Path,
    typer.Argument(
        metavar="RELEASE",
        help="A release folder: dist/<dataset>/<version>; or dist/<dataset>, for the latest.",
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        formats=["%Y-%m-%d"],
        help="The version of the dataset that was the latest on that day.",
    ),
]


@overload
def meant(release: Path, as_of: datetime | None = None) -> Path: ...


@overload
def meant(release: Path | None, as_of: datetime | None = None) -> Path | None: ...


def meant(release: Path | None, as_of: datetime | None = None) -> Path | None:
    """The release folder that an argument or option names; None where none is given.

    Raises:
        FactpackError: the index of the dataset is broken, or it had no version on that day.
    """
    if release is None:
        return None
    from factpack.library import release_folder

    return release_folder(release, as_of.date() if as_of else None)
