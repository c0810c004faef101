"""The country that an adjective of nationality means before a public office: "German chancellor".

Elsewhere the adjective says less: a "German company" is no company of the state, a "German coach"
may work anywhere.
"""

from __future__ import annotations

from factpack.extract.coreference.references import Reference
from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.entity_type import PLACE
from factpack.extract.names.groups import Group
from factpack.extract.names.keys import plain_word
from factpack.extract.text.doc import Doc

_OFFICES = word_list("coreference", "nationalities.offices")
_DIRECT = word_list("coreference", "nationalities.direct")
"""Posts that are the country's only right after the adjective: not "the German club's leader"."""
_BETWEEN = word_list("coreference", "nationalities.between")
_SECRETARY = "secretary"
_REACH = 4
"""Words between the adjective and the office."""


def find_nationalities(flagged: Doc, groups: list[Group]) -> tuple[list[Reference], list[Group]]:
    """The adjectives that mean a country, and groups of the countries that are not named.

    Args:
        flagged: the article.
        groups: the groups of names that stand for an entity.
    """
    demonyms = lx.demonyms()
    lower = flagged.lower
    known: dict[str, Group] = {}
    found: list[Reference] = []
    added: list[Group] = []
    for i in flagged.capitals:
        first, word = i, lower[i]
        if i and f"{lower[i - 1]} {word}" in demonyms:
            first, word = i - 1, f"{lower[i - 1]} {word}"  # "South Korean"
        countries = demonyms.get(word)
        if countries is None or not _has_office(flagged, i + 1):
            continue
        if not known:
            known = _places(groups)
        group = next((known[name] for c in countries if (name := _plain(c)) in known), None)
        if group is None:
            group = known[_plain(countries[0])] = Group(tuple(countries[0].lower().split()))
            group.spelled, group.type = countries[0], PLACE
            added.append(group)
        found.append(Reference(flagged.starts[first], flagged.ends[i], group, "description"))
    return found, added


def _has_office(flagged: Doc, at: int) -> bool:
    """Whether a public office follows: "foreign minister", "President", "deputy prime minister"."""
    lower, flags = flagged.lower, flagged.flags
    portfolios = lx.lexicon().classes["portfolio"]
    for i in range(at, min(at + _REACH, len(lower))):
        if lower[i] in _OFFICES or (i == at and lower[i] in _DIRECT):
            return True
        if i > at and lower[i] == _SECRETARY and lower[i - 1] in portfolios:
            return True  # "British foreign secretary"; a "British secretary" works anywhere
        fits = lower[i] in portfolios or lower[i] in _BETWEEN or flags[i] & lx.ROLE_MOD
        fits = fits or (i > at and lower[i] == "and" and lower[i - 1] in portfolios)
        if not fits:
            return False
    return False


def _places(groups: list[Group]) -> dict[str, Group]:
    """Every place of the article by the plain forms of its names."""
    found: dict[str, Group] = {_EMPTY: Group(())}
    for group in groups:
        if group.type == PLACE:
            for name in group.names:
                found.setdefault(_plain(" ".join(name.words)), group)
    return found


_EMPTY = ""


def _plain(name: str) -> str:
    """A name by which a country is looked up: "US" of "U.S.".

    >>> _plain("the U.S."), _plain("Saudi Arabia")
    ('us', 'saudi arabia')
    """
    words = name.lower().removeprefix("the ").split()
    return " ".join(plain_word(word) for word in words)
