"""Nouns that plurals before them only sort: "an 18 percent surge", "a systems engineer"."""

from __future__ import annotations

from collections.abc import Sequence

from factpack.extract.languages.en.grammar import noun_types
from factpack.extract.languages.en.word_lists import word_list

_FEW = word_list("claims", "syntax.tokens.singular_nouns.few")
"""Words by which "a" goes with a plural: "a few firms"."""


def is_of_one(tags: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether the plural noun at `at` only sorts the next, of which there is one.

    "An 18 percent earnings surge": "an" goes with no plural.
    """
    number = False
    while at > 0 and tags[at] in "NA#$%":
        number = number or tags[at] in "$%"
        at -= 1
    return number and tags[at] == "D" and words[at] in ("a", "an")


def is_somebody(tags: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether the word at `at` is what somebody is, behind a plural: "a systems engineer"."""
    if "Person" not in noun_types(words[at]):
        return False
    first = at - 1
    while first > 0 and tags[first] in "NA":
        first -= 1
    alone = words[first] in ("a", "an") and _FEW.isdisjoint(words[first + 1 : at])
    return tags[first] == "D" and alone  # "a few firms engineer pumps"
