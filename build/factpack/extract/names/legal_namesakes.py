"""Firms of one name that their legal forms tell apart: "Velmora Ltd" and "Velmora Inc."."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from factpack.extract.names.keys import legal_form, name_key
from factpack.extract.names.name import Name


def names_of_several_firms(names: Iterable[Name]) -> set[tuple[str, ...]]:
    """Names, without legal forms, that an article gives two of which neither says less.

    "Velmora Co" may be short for "Velmora Co Ltd", and a corporation is written "Corp." as well.
    """
    forms: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for name in names:
        key = name_key(name.words)
        form = legal_form(name.words[len(key) + (name.words[0] == "the") :])
        if name.known is None and form:
            forms[key].add(form)
    return {
        key
        for key, found in forms.items()
        if any(
            not set(one) <= set(other) and not set(other) <= set(one)
            for one, other in combinations(sorted(found), 2)
        )
    }
