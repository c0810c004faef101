"""The lists of English words that steps look for, as data in `words/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from factpack.extract.languages.en.grammar import read_yaml


def word_list(room: str, name: str) -> frozenset[str]:
    """A list of words.

    Args:
        room: the file, named after the folder of `extract` whose modules use it.
        name: module and name of the list in the file.

    Raises:
        KeyError: the file has no such list.
    """
    words = _file(room)[name]
    return frozenset(words.split() if isinstance(words, str) else words)


@cache
def _file(room: str) -> Mapping[str, str | list[str]]:
    found: Mapping[str, str | list[str]] = read_yaml(f"words/{room}.yaml")
    return found
