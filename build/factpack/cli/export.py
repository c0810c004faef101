"""`factpack export`: a release as one file for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factpack.cli.releases import AsOf, ReleasePath, meant
from factpack.cli.room import check_room
from factpack_validators.address_space import VALIDATING_MB


def export(
    release: ReleasePath,
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="FORM", help="sqlite, duckdb, xlsx, jsonl, csv-excel, nquads or site."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="File or folder to make; by default <dataset>-<version> and the form's ending.",
        ),
    ] = None,
    history: Annotated[
        bool,
        typer.Option(
            "--history",
            help="With sqlite or duckdb: also each state of facts and claims in all versions of "
            "the dataset, as facts_history and claims_history.",
        ),
    ] = False,
    as_of: AsOf = None,
) -> None:
    """Write a release as a database, a workbook, JSON lines, CSV for spreadsheets, or RDF.

    Only tables of the release are read; nothing in it is run, and nothing is fetched.
    """
    check_room(VALIDATING_MB)
    from factpack.export import export_release
    from factpack.release.open import open_release

    typer.echo(export_release(open_release(meant(release, as_of)), to, out, history=history))
