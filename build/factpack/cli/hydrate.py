"""`factpack hydrate`: the words of a release for whoever holds its articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from factpack.cli.loudness import say
from factpack.cli.releases import AsOf, ReleasePath, meant
from factpack.cli.room import check_room
from factpack_validators.address_space import BUILDING_MB
from factpack_validators.shown import shown


def hydrate(
    release: ReleasePath,
    articles: Annotated[
        Path,
        typer.Option(
            metavar="DIR", help="Folder that holds the articles, under any names; only read."
        ),
    ],
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder of releases that gets the full one.")
    ],
    previous: Annotated[
        Path | None,
        typer.Option(
            metavar="RELEASE",
            help="Release that it follows; by default that version beside it.",
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="For a release of the extractor llm: the answers kept when it was built.",
        ),
    ] = None,
    as_of: AsOf = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print machine-readable JSON on stdout.")
    ] = False,
) -> None:
    """Make the full release of one that withholds words, from the articles that you hold.

    An article is known by the hash of its bytes, else of its normalised text; another text is never
    taken. Where one is missing, all that are missing are listed, nothing is made, and the exit
    status is 1. What comes out is validated, and is what a build with full rights gives.
    """
    check_room(BUILDING_MB)
    from factpack.hydrate import hydrate_release
    from factpack_validators.arrow_alone import use_arrow_alone

    use_arrow_alone()
    result = hydrate_release(meant(release, as_of), articles, out, meant(previous), answers)
    if as_json:
        typer.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=2))
    elif result.path is not None:
        typer.echo(result.path)
    for miss in result.missing:
        say(f"missing: {shown(miss.source)} {miss.reason}")
    for source in result.withheld:
        say(f"withheld: {shown(source)} is too short to be proved by a hash")
    for source in result.titles if result.path else ():
        say(f"no title: {shown(source)} has one in the publisher's files alone")
    say(
        f"{result.n_articles - len(result.missing):,} of {result.n_articles:,} articles found: "
        f"{result.n_by_bytes:,} by their bytes, {result.n_by_text:,} by their text"
    )
    if result.path is None:
        say("Nothing was made: that takes all of them.")
        raise typer.Exit(1)
    say("Its words are those of the publishers: their rights go on.")
