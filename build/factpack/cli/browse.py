"""`factpack browse`: the pages of a release, on this machine alone."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from factpack.cli.releases import AsOf, ReleasePath, meant
from factpack.cli.room import check_room
from factpack_validators.address_space import VALIDATING_MB


def browse(
    release: ReleasePath,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 0,
    is_opened: Annotated[
        bool, typer.Option("--open/--no-open", help="Whether to open a browser.")
    ] = True,
    as_of: AsOf = None,
) -> None:
    """Search and read a release in a browser; Ctrl-C ends it.

    The pages are those of `factpack export --to site`. They are served to this machine alone.
    """
    check_room(VALIDATING_MB)
    from factpack.export.serve import serve_site
    from factpack.release.open import open_release

    with serve_site(open_release(meant(release, as_of)), port) as server:
        # Whoever asked for the address waits for it.
        print(server.url, flush=True)
        if is_opened:
            webbrowser.open(server.url)
        server.wait()
