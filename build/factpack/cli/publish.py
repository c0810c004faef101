"""`factpack publish`: put a release where others find it."""

from __future__ import annotations

from typing import Annotated

import typer

from factpack.cli.loudness import say
from factpack.cli.releases import ReleasePath, meant
from factpack.cli.room import check_room
from factpack.errors import FactpackError
from factpack_validators.address_space import VALIDATING_MB


def publish(
    release: ReleasePath,
    to: Annotated[
        str,
        typer.Option(
            metavar="PLACE",
            help="hf:ORG/NAME; zenodo:DRAFT; or an address that fsspec knows, such as s3://bucket/x.",
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List files and sizes; nothing is sent or asked.")
    ] = False,
    pull_request: Annotated[
        bool, typer.Option("--pull-request", help="On the Hub: propose the commit.")
    ] = False,
    reserve: Annotated[
        bool,
        typer.Option(
            "--reserve", help="On Zenodo: only make a draft and reserve its DOI for dataset.yaml."
        ),
    ] = False,
    follows: Annotated[
        str,
        typer.Option(metavar="RECORD", help="With --reserve: record of the version before."),
    ] = "",
    confirm: Annotated[
        bool, typer.Option("--confirm", help="On Zenodo: publish the draft; there is no way back.")
    ] = False,
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="Another Hub or InvenioRDM.")
    ] = None,
) -> None:
    """Upload a release that passed the validators; a version that is there is never changed.

    Tokens come from HF_TOKEN or the client's own file, from ZENODO_TOKEN, or from what the store's
    client knows. A run that was stopped goes on when it is run again.
    """
    check_room(VALIDATING_MB)
    from factpack.publish.plan import plan_release, read_place

    place = read_place(to)
    for given, option, kind in (
        (pull_request, "--pull-request", "hf"),
        (reserve, "--reserve", "zenodo"),
        (confirm, "--confirm", "zenodo"),
        (bool(follows), "--follows", "zenodo"),
    ):
        if given and place.kind != kind:
            raise FactpackError(f"{option} belongs to {kind}:, not to {to}")
    plan = plan_release(meant(release))
    if dry_run:
        for name, size in plan.files.items():
            typer.echo(f"{size:>12,}  {name}")
        say(
            f"{len(plan.files)} files, {sum(plan.files.values()):,} bytes, would go to {to} as "
            f"{plan.dataset} {plan.version}"
        )
        return
    if place.kind == "hf":
        from factpack.publish.hub import publish_hub

        done = publish_hub(plan, place.name, pull_request=pull_request, endpoint=endpoint)
    elif place.kind == "zenodo":
        from factpack.publish.zenodo import publish_zenodo, reserve_doi

        if reserve or not place.name:
            draft, doi = reserve_doi(plan, follows=follows, endpoint=endpoint)
            typer.echo(f"zenodo:{draft}")
            say(f"Put `doi: {doi}` into dataset.yaml, build, then publish to it.")
            return
        done = publish_zenodo(plan, place.name, confirm=confirm, endpoint=endpoint)
    else:
        from factpack.publish.store import publish_store

        done = publish_store(plan, place.name)
    typer.echo(done.address)
    if done.unchanged:
        say(f"{plan.version} is there already, with the same bytes.")
    if done.note:
        say(done.note)
