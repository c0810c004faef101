"""`factpack sign`: sign a release with the key of its publisher."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factpack.cli.releases import ReleasePath, meant
from factpack.cli.room import check_room
from factpack_validators.address_space import VALIDATING_MB


def sign(
    release: ReleasePath,
    key: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="SSH key of the publisher; of a public one the agent has the other.",
        ),
    ],
) -> None:
    """Sign a release: `factpack validate --signer` then tells whether it is the publisher's own.

    OpenSSH signs SHA256SUMS, which stands for all files; the signature is SHA256SUMS.sig.
    """
    check_room(VALIDATING_MB)
    from factpack.release.sign import sign_release

    typer.echo(sign_release(meant(release), key))
