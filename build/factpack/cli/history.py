"""`factpack history`: what a dataset said on a day about a day."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from factpack.cli.room import check_room
from factpack.errors import FactpackError
from factpack_validators.address_space import VALIDATING_MB

_DAY = ["%Y-%m-%d"]


def history(
    releases: Annotated[
        Path, typer.Argument(metavar="DATASET", help="Folder of the versions: dist/<dataset>.")
    ],
    table: Annotated[str, typer.Option(help="facts or claims.")] = "facts",
    as_of: Annotated[
        datetime | None,
        typer.Option(metavar="YYYY-MM-DD", formats=_DAY, help="What was said on that day."),
    ] = None,
    held_on: Annotated[
        datetime | None,
        typer.Option(metavar="YYYY-MM-DD", formats=_DAY, help="What can speak of that day."),
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as Parquet.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print rows as JSON lines on stdout.")
    ] = False,
) -> None:
    """Tell each state of facts or claims, and the releases that published it.

    `--as-of` and `--held-on` together: what did we believe on that date about that date?
    """
    check_room(VALIDATING_MB)
    import pyarrow.parquet as pq

    from factpack.release.versions.history import read_history

    rows = read_history(
        releases,
        table,
        as_of=as_of.date() if as_of else None,
        held_on=held_on.date() if held_on else None,
    )
    if out is not None:
        try:
            pq.write_table(rows, out, compression="zstd")
        except OSError as problem:
            raise FactpackError(f"{out}: cannot be written: {problem.strerror}") from problem
        typer.echo(out)
        return
    for row in rows.to_pylist():
        if as_json:
            told = {c: v.isoformat() if hasattr(v, "isoformat") else v for c, v in row.items()}
            typer.echo(json.dumps(told, ensure_ascii=False))
        else:
            said = row.get("statement") or row[f"{table[:-1]}_id"]
            typer.echo(f"{row['first_release']}–{row['last_release'] or ''}\t{said}")
