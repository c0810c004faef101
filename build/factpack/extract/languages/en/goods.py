"""The words of `goods.yaml`: what markets trade, which English writes without a capital."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from factpack.extract.languages.tables import read_table


class Good(NamedTuple):
    """Words that may name something traded.

    Attributes:
        words: in lower case.
        name: what it is called.
        sort: `always` means it wherever it stands, `priced` only where its price is told, and
            `indices` is the index of a stock market.
    """

    words: tuple[str, ...]
    name: str
    sort: str


@cache
def load_goods() -> Mapping[str, tuple[Good, ...]]:
    """First word to what it may begin, the longest first."""
    found: dict[str, list[Good]] = {}
    for key, names in read_table("en", "goods.yaml").items():
        for name, forms in names.items():
            for form in forms:
                words = tuple(form.split(" "))
                found.setdefault(words[0], []).append(Good(words, name, key))
    return {
        first: tuple(sorted(forms, key=lambda good: -len(good.words)))
        for first, forms in found.items()
    }


@cache
def names_of_goods() -> frozenset[str]:
    """What the goods that have a price are called."""
    return _names("always") | _names("priced")


@cache
def names_of_indices() -> frozenset[str]:
    """What the indices of stock markets are called, in lower case."""
    goods = [good for goods in load_goods().values() for good in goods if good.sort == "indices"]
    return frozenset(name for good in goods for name in (good.name.lower(), " ".join(good.words)))


def _names(sort: str) -> frozenset[str]:
    goods = [good for goods in load_goods().values() for good in goods]
    return frozenset(good.name for good in goods if good.sort == sort)
