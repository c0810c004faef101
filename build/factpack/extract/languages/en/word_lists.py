"""The lists of English words that steps look for, as data in `words/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from factpack.extract.languages.tables import read_table


def word_list(room: str, name: str) -> frozenset[str]:
    """A list of words.

    Args:
        room: the file, named after the folder of `extract` whose modules use it.
        name: module and name of the list in the file.

    Raises:
        KeyError: the file has no such list.
    """
    return lists_in(f"words/{room}.yaml")[name]


@cache
def lists_in(file: str) -> Mapping[str, frozenset[str]]:
    """The lists of a file by their names; words stand in a line, phrases in a list of YAML."""
    return {
        name: frozenset(words.split() if isinstance(words, str) else words)
        for name, words in read_table("en", file).items()
    }
