"""Where organisations are at home, as far as the article says so: "Seattle-based Vela"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from factpack.extract.coreference.mention_history import ARTICLES, COPULA, KIND_NOUNS, Discourse
from factpack.extract.languages.en import name_words as lx
from factpack.extract.names.capitalised_spans import POSSESSIVE
from factpack.extract.names.entity_type import ORGANIZATION, PLACE
from factpack.extract.names.groups import Group

_SEATED: Final = frozenset(["based", "headquartered", "headquarters"])
_BRIDGES: Final = (
    frozenset(", which that is was are has its had their the ( - now still".split()) | COPULA
)
"""Words between an organisation and "based in": they begin nothing new."""
_REACH: Final = 8
"""Tokens between an organisation and its place."""


def find_homes(discourse: Discourse) -> dict[str, Group | None]:
    """The organisation by the place where the article says it is at home; None where several are.

    Places are given as by `place_key`.
    """
    homes: dict[str, Group | None] = {}
    for token, (last, group) in discourse.name_at.items():
        if group.type == PLACE:
            key = place_key(discourse, token)
            for organization in _at_home(discourse, token, last):
                same = homes.setdefault(key, organization) is organization
                homes[key] = organization if same else None
    return homes


def place_key(discourse: Discourse, token: int) -> str:
    """What a place named at `token` is called for short: "redmond" of "Redmond, Washington"."""
    last = discourse.name_at[token][0]
    words = discourse.m.lower[token : last + 1]
    return " ".join(words[: words.index(",")] if "," in words[1:] else words)


def _at_home(d: Discourse, token: int, last: int) -> Iterator[Group]:
    """Organisations that the words around the place put there."""
    lower, flags, cap = d.m.lower, d.m.flags, d.m.cap
    size = len(lower)
    after, before = last + 1, token - 1
    if lower[after : after + 2] == ["-", "based"] or lower[after : after + 1] == ["based"]:
        yield from _first_after(d, after + (2 if lower[after] == "-" else 1))
    elif after < size and flags[after] & lx.ORG_NOUN and not cap[after]:
        yield from _named_at(d, after + 1)  # "Seattle startup Vela"
    if before < 1:
        return
    if lower[before] in ("in", "near", "at") and lower[before - 1] in _SEATED:
        yield from _last_before(d, before - 2)
    elif lower[before] == "of":
        yield from _ending_at(d, before - 1)  # "Vela of Seattle"
        if lower[before - 1] == ",":
            yield from _ending_at(d, before - 2)
    elif lower[before] in ARTICLES and lower[before - 1] == ",":
        if any(flags[i] & KIND_NOUNS for i in range(after, min(after + _REACH, size))):
            yield from _ending_at(d, before - 2)  # "Vela, a Seattle maker of pumps"
    elif d.m.words[before] in POSSESSIVE and lower[after : after + 1] == ["headquarters"]:
        yield from _ending_at(d, before - 1)


def _named_at(d: Discourse, token: int) -> Iterator[Group]:
    _, group = d.name_at.get(token, (0, None))
    if group is not None and group.type == ORGANIZATION:
        yield group


def _first_after(d: Discourse, token: int) -> Iterator[Group]:
    """The organisation that common words from `token` lead to: "-based chip maker Vela"."""
    for i in range(token, min(token + _REACH, len(d.m.lower))):
        if i in d.name_at:
            yield from _named_at(d, i)
            return
        if not d.m.flags[i] & (lx.NOUN | lx.ADJECTIVE) and d.m.lower[i] != "-":
            return


def _last_before(d: Discourse, token: int) -> Iterator[Group]:
    """The organisation behind which only bridging words stand up to `token`."""
    for i in range(token, max(-1, token - _REACH), -1):
        if i in d.inside:
            if d.m.words[i] not in POSSESSIVE:
                yield from _ending_at(d, i)
            return
        if d.m.lower[i] not in _BRIDGES and d.m.words[i] not in POSSESSIVE:
            return


def _ending_at(d: Discourse, last: int) -> Iterator[Group]:
    """The organisation whose name ends at `last`, unless it is one of several joined."""
    for first in range(last, max(-1, last - _REACH), -1):
        if first in d.name_at:
            if d.name_at[first][0] == last and d.m.lower[first - 1 : first] not in (
                ["and"],
                ["or"],
            ):
                yield from _named_at(d, first)
            return
