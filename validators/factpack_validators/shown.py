"""Foreign values in messages: short, and with nothing that a terminal would obey."""

from __future__ import annotations

_SHOWN = 60
"""Characters of a value that a message repeats."""


def shown(value: object) -> str:
    r"""A value in quotes, cut after sixty characters, unprintable characters escaped.

    >>> print(shown("a\nb"))
    "a\nb"
    """
    text = value if isinstance(value, str) else str(value)
    return f'"{printable(text[:_SHOWN])}{"…" if len(text) > _SHOWN else ""}"'


def printable(text: str) -> str:
    r"""A text in one line, with all that cannot be printed escaped.

    >>> print(printable("a\x1b[31m"))
    a\x1b[31m
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def first_line(problem: BaseException) -> str:
    """First line of what a library says, cut to a length that can be read."""
    lines = str(problem).strip().splitlines()
    return lines[0][:200] if lines else type(problem).__name__
