"""How much a command says on stderr: `factpack -q` and `factpack -v`, and how it tells of errors.

Data on stdout are the same however loud it is.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import typer

from factpack.errors import FactpackError
from factpack_validators import told_errors


class Loudness(Enum):
    """What is said besides data and errors."""

    QUIET = "nothing"
    NORMAL = "messages, and progress that takes long"
    VERBOSE = "each step with its time, and where an error arose"


_chosen = Loudness.NORMAL


def choose(loudness: Loudness) -> None:
    """Let the commands of this process be so loud."""
    global _chosen
    _chosen = loudness


def is_quiet() -> bool:
    """Whether nothing is said but data and errors."""
    return _chosen is Loudness.QUIET


def is_verbose() -> bool:
    """Whether each step is told."""
    return _chosen is Loudness.VERBOSE


def say(message: str) -> None:
    """Print a message on stderr, if any is wanted."""
    if not is_quiet():
        typer.echo(message, err=True)


def tell_error(problem: FactpackError, arguments: Sequence[str]) -> None:
    """Print an error on stderr: a line for people, or an object where the command asks for JSON."""
    if is_verbose() and problem.__traceback__ is not None:
        traceback.print_exception(problem)
    told_errors.tell_error(
        problem.code,
        problem.message,
        arguments,
        file=problem.file or _place(problem.message, arguments),
        advice=problem.advice,
    )


def _place(message: str, arguments: Sequence[str]) -> str | None:
    """The place that a message begins with, as most do."""
    place, mark, _ = message.partition(": ")
    if not mark:
        return None
    try:
        is_known = place in arguments or Path(place).exists()
    except (OSError, ValueError):  # too long for a name, or none at all
        is_known = False
    return place if is_known else None
