"""Templates of sentences: braces are filled in, and brackets fall away where a value is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{([a-z_]+)\}")


def fill(template: str, values: Mapping[str, str | None]) -> str:
    """A template with its values.

    Args:
        template: a text with names in braces; a stretch in brackets falls away where one of its
            values is missing or None, or gives way to the words after its bar.
        values: words by name; any that is missing outside of brackets reads as "?".

    >>> fill("{who} left[ {what}|][, {when}]", {"who": "Ann", "when": "2019"})
    'Ann left, 2019'
    """
    said = []
    for pieces, otherwise in _parse(template):
        if otherwise is not None and not all(values.get(name) for name in pieces[1::2]):
            pieces = otherwise
        said += [
            (values.get(piece) or "?") if place % 2 else piece for place, piece in enumerate(pieces)
        ]
    return "".join(said)


@cache
def _parse(template: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...] | None], ...]:
    """Stretches as words and names in turn, each with what it gives way to; None: it never does."""
    found: list[tuple[tuple[str, ...], tuple[str, ...] | None]] = []
    for place, stretch in enumerate(_OPTIONAL.split(template)):
        inside, _, otherwise = stretch.partition("|") if place % 2 else (stretch, "", "")
        found.append((_pieces(inside), _pieces(otherwise) if place % 2 else None))
    return tuple(found)


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(_PLACE.split(text))
