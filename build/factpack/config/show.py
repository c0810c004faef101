"""Words from a file, made safe to print in one line of a message."""

from __future__ import annotations

_SHOWN = 40
"""Characters of a foreign value that a message repeats: enough to find it, too few to quote it."""


def shown(value: object) -> str:
    r"""A value in quotes, cut after forty characters, with nothing that a terminal would obey.

    >>> shown("a\nb")
    '"a\\nb"'
    >>> shown("x" * 50)
    '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"'
    """
    return f'"{bare(value)}"'


def bare(value: object) -> str:
    """The same without quotes, for what is marked as foreign in another way."""
    text = value if isinstance(value, str) else str(value)
    cut = text[:_SHOWN]
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
    return f"{safe}{'…' if len(text) > _SHOWN else ''}"
