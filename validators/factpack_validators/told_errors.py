"""How a command tells of what stops it: a line for people, or an object where it is to print JSON.

No library is loaded: it may be their lack of room that is told.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for JSON, also one that is wrong otherwise."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in options


def tell_error(
    code: str,
    message: str,
    arguments: Sequence[str],
    *,
    file: str | None = None,
    advice: str | None = None,
) -> None:
    """Print an error on stderr.

    Args:
        code: what kind of error it is, for programs.
        message: what happened, and where.
        arguments: the command line.
        file: file or folder that it is about.
        advice: what to do next, where the message does not say.
    """
    if wants_json(arguments):
        told = {"code": code, "message": message, "file": file, "advice": advice}
        # Pure ASCII: nothing in it steers a terminal, and every encoding has it.
        print(json.dumps({"error": told}), file=sys.stderr)
    else:
        said = f"{message} {advice}" if advice else message
        print(f"error: {said}", file=sys.stderr)
