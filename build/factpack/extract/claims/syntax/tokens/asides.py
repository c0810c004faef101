"""Descriptions of somebody between dashes or brackets, read as between commas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_DESCRIBING = frozenset("DHANEI'C,")
"""Tags of which a description of somebody may consist: no verb, no number."""
_DASHES = frozenset(("-", "\u2013", "\u2014", "--"))
_FARTHEST = 40
"""Tokens; what stands in longer brackets describes nobody."""


def set_off(
    words: Sequence[str], tags: list[str], begins: Sequence[int], ends: Sequence[int]
) -> None:
    """Read two dashes around a description as commas: "Jane Roe - head of Acme - agreed"."""
    if _DASHES.isdisjoint(words):
        return
    dashes = [
        i
        for i in range(1, len(tags) - 1)
        if words[i] in _DASHES
        and (words[i] == "\u2014" or (ends[i - 1] < begins[i] and ends[i] < begins[i + 1]))
    ]
    for first, last in pairwise(dashes):
        inner = tags[first + 1 : last]
        if tags[first] != "," and tags[first - 1] in "EP" and "N" in inner:
            if _DESCRIBING.issuperset(inner):
                tags[first] = tags[last] = ","


def open_brackets(words: list[str], tags: list[str]) -> None:
    """Read brackets around the post of somebody as commas: "Jane Roe (head of Acme) agreed"."""
    for i in range(1, len(tags)):
        if tags[i] != "(" or tags[i - 1] != "P":
            continue
        last = next((j for j in range(i + 1, min(len(tags), i + _FARTHEST)) if tags[j] in "()"), i)
        inner = tags[i + 1 : last]
        if tags[last] != ")" or not ("N" in inner and "E" in inner):
            continue
        if _DESCRIBING.issuperset(inner):
            tags[i] = tags[last] = ","
            if tags[last + 1 : last + 2] and tags[last + 1] in ",;":
                tags[last], words[last] = "R", ""  # "(head of Acme), said": one comma is enough
