"""Nouns that say what sort of thing a name is, read from `kinds.yaml`."""

from __future__ import annotations

from functools import cache, lru_cache

from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.inflection import singular
from factpack.extract.languages.en.word_lists import lists_in

_NONE: frozenset[str] = frozenset()


def kind_list(name: str) -> frozenset[str]:
    """A list of `kinds.yaml` by its name.

    Raises:
        KeyError: there is no such list.
    """
    return lists_in("kinds.yaml")[name]


@cache
def _types() -> dict[str, frozenset[str]]:
    found = {
        word: types - {"Person"}
        for word, types in load_lexicon().noun_types.items()
        if types - {"Person"}
    }
    for name in ("organization", "product"):
        for word in kind_list(name):
            found[word] = found.get(word, _NONE) | {name.capitalize()}
    for word in kind_list("relational"):
        found.pop(word, None)
    return found


@lru_cache(maxsize=1 << 14)
def kind_types(word: str) -> frozenset[str]:
    """Entity types that a noun names a sort of, singular or plural; empty where it names none.

    >>> sorted(kind_types("automakers")), sorted(kind_types("rival"))
    (['Organization'], [])
    """
    types = _types()
    return types.get(word) or types.get(singular(word), _NONE)


@cache
def sorts_before(word: str) -> frozenset[str]:
    """Entity types of a name that the noun after it only sorts: "the Orbit 1 satellite".

    >>> sorted(sorts_before("satellite")), sorted(sorts_before("satellites"))
    (['Product'], [])
    """
    plural = singular(word) != word and word not in kind_list("pairs")
    return _NONE if plural or word in kind_list("not_after") else kind_types(word)


def kind_words(entity_type: str | None = None) -> tuple[str, ...]:
    """All of those nouns, or those that name a sort of one entity type."""
    return tuple(w for w, types in _types().items() if entity_type is None or entity_type in types)
