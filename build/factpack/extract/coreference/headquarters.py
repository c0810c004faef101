"""Where organisations are at home, as far as the article says so: "Seattle-based Vela"."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.extract.coreference.mention_history import (
    ARTICLES,
    COPULA,
    KIND_NOUNS,
    MentionHistory,
)
from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import POSSESSIVE
from factpack.extract.names.entity_type import ORGANIZATION, PLACE
from factpack.extract.names.groups import Group

_SEATED = word_list("coreference", "headquarters.seated")
_BRIDGES = frozenset(", which that is was are has its had their the ( - now still".split()) | COPULA
"""Words between an organisation and "based in": they begin nothing new."""
_REACH = 8
"""Tokens between an organisation and its place."""


def find_headquarters(history: MentionHistory) -> dict[str, Group | None]:
    """The organisation by the place where the article says it is at home; None where several are.

    Places are given as by `place_key`.
    """
    headquarters: dict[str, Group | None] = {}
    for token, (last, group) in history.name_at.items():
        if group.type == PLACE:
            key = place_key(history, token)
            for organization in _at_home(history, token, last):
                same = headquarters.setdefault(key, organization) is organization
                headquarters[key] = organization if same else None
    return headquarters


def place_key(history: MentionHistory, token: int) -> str:
    """What a place named at `token` is called for short: "redmond" of "Redmond, Washington"."""
    last = history.name_at[token][0]
    words = history.m.lower[token : last + 1]
    return " ".join(words[: words.index(",")] if "," in words[1:] else words)


def _at_home(history: MentionHistory, token: int, last: int) -> Iterator[Group]:
    """Organisations that the words around the place put there."""
    lower, flags, cap = history.m.lower, history.m.flags, history.m.cap
    size = len(lower)
    after, before = last + 1, token - 1
    if lower[after : after + 2] == ["-", "based"] or lower[after : after + 1] == ["based"]:
        yield from _first_after(history, after + (2 if lower[after] == "-" else 1))
    elif after < size and flags[after] & lx.ORG_NOUN and not cap[after]:
        yield from _named_at(history, after + 1)  # "Seattle startup Vela"
    if before < 1:
        return
    if lower[before] in ("in", "near", "at") and lower[before - 1] in _SEATED:
        yield from _last_before(history, before - 2)
    elif lower[before] == "of":
        yield from _ending_at(history, before - 1)  # "Vela of Seattle"
        if lower[before - 1] == ",":
            yield from _ending_at(history, before - 2)
    elif lower[before] in ARTICLES and lower[before - 1] == ",":
        if any(flags[i] & KIND_NOUNS for i in range(after, min(after + _REACH, size))):
            yield from _ending_at(history, before - 2)  # "Vela, a Seattle maker of pumps"
    elif history.m.words[before] in POSSESSIVE and lower[after : after + 1] == ["headquarters"]:
        yield from _ending_at(history, before - 1)


def _named_at(history: MentionHistory, token: int) -> Iterator[Group]:
    _, group = history.name_at.get(token, (0, None))
    if group is not None and group.type == ORGANIZATION:
        yield group


def _first_after(history: MentionHistory, token: int) -> Iterator[Group]:
    """The organisation that common words from `token` lead to: "-based chip maker Vela"."""
    for i in range(token, min(token + _REACH, len(history.m.lower))):
        if i in history.name_at:
            yield from _named_at(history, i)
            return
        if not history.m.flags[i] & (lx.NOUN | lx.ADJECTIVE) and history.m.lower[i] != "-":
            return


def _last_before(history: MentionHistory, token: int) -> Iterator[Group]:
    """The organisation behind which only bridging words stand up to `token`."""
    for i in range(token, max(-1, token - _REACH), -1):
        if i in history.inside:
            if history.m.words[i] not in POSSESSIVE:
                yield from _ending_at(history, i)
            return
        if history.m.lower[i] not in _BRIDGES and history.m.words[i] not in POSSESSIVE:
            return


def _ending_at(history: MentionHistory, last: int) -> Iterator[Group]:
    """The organisation whose name ends at `last`, unless it is one of several joined."""
    for first in range(last, max(-1, last - _REACH), -1):
        if first in history.name_at:
            if history.name_at[first][0] == last and history.m.lower[first - 1 : first] not in (
                ["and"],
                ["or"],
            ):
                yield from _named_at(history, first)
            return
