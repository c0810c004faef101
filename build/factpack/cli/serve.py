"""`factpack serve`: a release for programs that ask."""

from __future__ import annotations

from typing import Annotated

import typer

from factpack.cli.releases import AsOf, ReleasePath, meant
from factpack.cli.room import check_room
from factpack.errors import FactpackError, not_installed
from factpack_validators.address_space import VALIDATING_MB


def serve(
    release: ReleasePath,
    mcp: Annotated[
        bool,
        typer.Option(
            "--mcp", help="Speak the Model Context Protocol over stdin and stdout (factpack[mcp])."
        ),
    ] = False,
    rows: Annotated[int, typer.Option(min=1, help="Most rows of an answer.")] = 200,
    answer_bytes: Annotated[
        int, typer.Option("--bytes", min=1_000, help="Most bytes of the rows of an answer.")
    ] = 100_000,
    seconds: Annotated[float, typer.Option(min=0.1, help="Longest time of a query.")] = 10.0,
    as_of: AsOf = None,
) -> None:
    """Let a program ask a release: its tables, statements, facts with evidence, entities, SQL.

    The program that asks starts this command. It reads the release and nothing else.
    """
    check_room(VALIDATING_MB)
    from factpack.release.open import open_release
    from factpack.serve.capped import Caps

    opened = open_release(meant(release, as_of))
    if not mcp:
        raise FactpackError("say how to serve: factpack serve RELEASE --mcp", code="usage")
    try:
        from factpack.serve.server import serve as serve_release
    except ModuleNotFoundError as problem:
        if (problem.name or "").split(".")[0] not in ("mcp", "pydantic"):
            raise
        raise not_installed("mcp", "'factpack[mcp]'") from None
    caps = Caps(rows=rows, answer_bytes=answer_bytes, seconds=seconds)
    serve_release(opened, caps)
