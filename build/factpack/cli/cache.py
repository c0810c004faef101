"""`factpack cache`: what builds keep of articles that they read, and how to be rid of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from factpack.cli.loudness import say
from factpack.cli.room import check_room
from factpack.errors import FactpackError
from factpack_validators.address_space import VALIDATING_MB


def cache(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="DATASET.yaml|DIR",
            help="A dataset, whose cache is beside it, or the folder of a cache.",
        ),
    ],
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove what the last build could not use.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="With --prune: remove what it could use, too.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print machine-readable JSON on stdout.")
    ] = False,
) -> None:
    """Show what builds keep of articles that they read, by dataset and version of the extractor.

    A cache may be deleted at any time: the next build reads the articles again, and gives the same
    bytes.
    """
    check_room(VALIDATING_MB)
    from factpack.engine.cache.store import FOLDER, describe
    from factpack.engine.cache.store import prune as remove

    if not place.exists():
        raise FactpackError(f"{place}: no such file or folder", code="file-missing", file=place)
    if everything and not prune:
        raise FactpackError("--all belongs to --prune", code="usage")
    home = place if place.is_dir() else place.parent / FOLDER
    before = describe(home)
    if prune:
        remove(home, everything=everything)
    held = describe(home) if prune else before
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in held], ensure_ascii=False, indent=2))
        return
    for one in held:
        typer.echo(
            f"{one.dataset}  {one.extractor}  {one.recipe[:8]}  {one.articles:,} articles  "
            f"{one.bytes / 1e6:,.1f} MB  used {one.last_used}"
        )
    if prune:
        freed = sum(one.bytes for one in before) - sum(one.bytes for one in held)
        say(f"Removed {freed / 1e6:,.1f} MB.")
    elif not held:
        say(f"{home}: nothing is kept there.")
