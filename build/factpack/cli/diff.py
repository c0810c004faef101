"""`factpack diff` and `factpack apply`: what differs between two releases, and the way across."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from factpack.cli.loudness import say
from factpack.cli.releases import meant
from factpack.cli.room import check_room
from factpack_validators.address_space import VALIDATING_MB


def diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="The earlier release, or its dataset.")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later release, or its dataset.")],
    rows: Annotated[int, typer.Option(min=0, help="Rows of a table that are named.")] = 20,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print machine-readable JSON on stdout.")
    ] = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a Markdown page on stdout.")
    ] = False,
) -> None:
    """Tell what differs between two releases: columns, rows and cells, and why.

    The exit status is 1 where something does.
    """
    check_room(VALIDATING_MB)
    from factpack.release.versions.diff import diff_releases
    from factpack.release.versions.report import markdown, text_lines

    found = diff_releases(meant(old), meant(new), rows)
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    elif as_markdown:
        typer.echo(markdown(found), nl=False)
    else:
        for line in text_lines(found):
            typer.echo(line)
    raise typer.Exit(0 if found.empty else 1)


def apply(
    release: Annotated[
        Path, typer.Argument(metavar="OLD", help="A release folder, of either side of the delta.")
    ],
    delta: Annotated[
        Path, typer.Argument(metavar="DELTA", help="A folder deltas/<from>..<to> of a release.")
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="NEW", help="Folder to make, with data/ and csv/.")
    ],
) -> None:
    """Make the tables of the next release from a release and a delta, and check every byte.

    From the later release it makes those of the earlier one, where the delta leads back. Which
    delta is the publisher's own, SHA256SUMS of the release that it came with tells.
    """
    check_room(VALIDATING_MB)
    from factpack.release.versions.apply import apply_delta

    applied = apply_delta(meant(release), delta, out)
    typer.echo(out)
    say(
        f"{applied.start} → {applied.end}: {len(applied.tables)} tables, every file has the hash "
        "that the delta states"
    )
