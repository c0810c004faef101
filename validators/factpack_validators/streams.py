"""Standard streams that take every text, whatever the encoding of a terminal or pipe."""

from __future__ import annotations

import codecs
import os
import sys
from io import TextIOWrapper

_ESCAPE = "factpack-escape"


def prepare_streams() -> None:
    """Open the standard streams that are closed, and let what they cannot hold be escaped.

    A closed stream would be the first file that anybody opens, and text for it would go there. What
    an encoding lacks is written as JSON escapes it, so that JSON stays JSON.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8")
    codecs.register_error(_ESCAPE, escape_as_json)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_ESCAPE)


def escape_as_json(problem: UnicodeError) -> tuple[str, int]:
    r"""What stands for characters that cannot be encoded: `\u` and four digits for each unit.

    >>> codecs.register_error("example", escape_as_json)
    >>> "é 😀".encode("ascii", "example").decode()
    '\\u00e9 \\ud83d\\ude00'
    """
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    words = problem.object[problem.start : problem.end].encode("utf-16-be", "surrogatepass")
    units = (words[i : i + 2].hex() for i in range(0, len(words), 2))
    return "".join(f"\\u{unit}" for unit in units), problem.end
