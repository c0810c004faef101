"""`factpack withdraw`: take articles back from versions that were published."""

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


def withdraw(
    config: Annotated[
        Path, typer.Argument(metavar="DATASET.yaml", help="The dataset, with `withdrawn:`.")
    ],
    out: Annotated[Path, typer.Option(help="Folder that holds the releases.")] = Path("dist"),
    rewrite: Annotated[
        bool,
        typer.Option(
            "--rewrite",
            help="Write the versions anew without what is withdrawn; else they are only listed.",
        ),
    ] = False,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder of the cache that builds were given; by default the one beside "
            "dataset.yaml. --rewrite removes from it what was read of the dataset.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print machine-readable JSON on stdout.")
    ] = False,
) -> None:
    """Take what dataset.yaml withdraws out of versions that were published.

    The versions keep their number and get a build suffix; their hashes change, and index.json and
    withdrawals.json beside them tell which hashes they replace. The exit status is 1 where versions
    hold what is withdrawn and were not written anew.
    """
    check_room(VALIDATING_MB)
    from factpack.config import load_dataset_config
    from factpack.engine.cache.store import FOLDER, prune
    from factpack.withdraw import find_withdrawn, rewrite_published

    dataset = load_dataset_config(config)
    if not dataset.withdrawn:
        raise FactpackError(f"{dataset.file}: nothing is withdrawn; say what under `withdrawn:`")
    if rewrite:
        # Whole, and first: what a build reads anew is never what is withdrawn.
        prune(cache or dataset.file.parent / FOLDER, dataset.name, everything=True)
    releases = out / dataset.name
    if not releases.is_dir():
        raise FactpackError(f"{releases}: there are no releases; name their folder with --out")
    found = (
        rewrite_published(releases, dataset.withdrawn, say)
        if rewrite
        else find_withdrawn(releases, dataset.withdrawn)
    )
    if as_json:
        typer.echo(json.dumps([asdict(r) for r in found], ensure_ascii=False, indent=2))
    for reissue in () if as_json else found:
        rows = ", ".join(f"{table} −{n:,}" for table, n in reissue.rows.items())
        typer.echo(f"{reissue.build}  articles: {' '.join(reissue.articles) or 'none of its own'}")
        if rows:
            typer.echo(f"  {rows}")
    if not found:
        say("No published version holds what is withdrawn.")
    raise typer.Exit(1 if found and not rewrite else 0)
