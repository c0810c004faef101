"""Who bears a surname besides the person whom a text introduces by it: kin, and firms founded."""

from __future__ import annotations

from collections.abc import Sequence

from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.entity_type import ORGANIZATION, PERSON, TYPES
from factpack.extract.names.groups import Group
from factpack.extract.names.longer_names import STRONG
from factpack.extract.names.name import Name
from factpack.extract.names.types.surroundings import FAMILY, of_surroundings
from factpack.extract.text.doc import Doc

KIN = word_list("names", "namesakes.kin")
"""Nouns for all who bear a surname: "the Orrin brothers"."""
_FOUNDERS = word_list("names", "namesakes.founders")
_FOUNDED = word_list("names", "namesakes.founded")
_ENDS = frozenset(",.;:()")
_REACH = 10
"""Tokens of what a relative is said to be: "the son of the locomotive engineer Max Orrin"."""


def is_relative(name: Name, flagged: Doc) -> bool:
    """Whether a name is introduced as that of somebody's relative.

    "Orrin's father, Max Orrin", "the son of the engineer Max Orrin"; a Father of the church is
    written with a capital.
    """
    words, at = flagged.words, name.first - 1
    if at > 0 and words[at] == ",":
        at -= 1
    if at >= 0 and words[at] in KIN:
        return True
    for before in range(name.first - 1, max(0, name.first - 1 - _REACH), -1):
        if words[before] in _ENDS:
            return False
        if words[before] == "of" and words[before - 1] in KIN:
            return True
    return False


def are_kin(one: Group, other: Group, relatives: frozenset[int]) -> bool:
    """Whether the text introduces the later of two people of one surname as a relative.

    Args:
        one: a person.
        other: another.
        relatives: `id` of the people who are introduced so.
    """
    later = max(one, other, key=lambda group: group.names[0].start)
    return id(later) in relatives


def keep_founded(group: Group, owners: Sequence[Group], flagged: Doc) -> bool:
    """Let a word that is a person's surname be the firm where somebody is its founder.

    In "Ada Orrin, founder of Orrin, … Orrin was born" she is Ada Orrin, and the firm is another;
    what names a family ("the Orrin brothers") is not hers alone.

    Returns:
        Whether the group is that of a firm now; mentions of the person are with the person.
    """
    founded = {id(name) for name in group.names if _is_founded(name, flagged)}
    if not founded:
        return False
    people = {id(one.root()): one.root() for one in owners if one.key[-1] == group.key[0]}
    own = [name for name in group.names if id(name) not in founded and _is_of_person(name, flagged)]
    if own and len(people) == 1:
        (person,) = people.values()
        for name in own:
            person.aliases.setdefault(flagged.text[name.start : name.end], "part-of-name")
        person.names = sorted(person.names + own, key=lambda name: name.start)
        theirs = set(map(id, own))
        group.names = [name for name in group.names if id(name) not in theirs]
    group.votes[PERSON] = 0.0
    group.votes[ORGANIZATION] += STRONG
    group.settle_type()
    return True


def _is_founded(name: Name, flagged: Doc) -> bool:
    before = flagged.lower[max(0, name.first - 2) : name.first]
    return before[-1:] != [] and (
        before[-1] in _FOUNDED or (before[-1] == "of" and before[0] in _FOUNDERS)
    )


def _is_of_person(name: Name, flagged: Doc) -> bool:
    """Whether the words around one mention speak of a person, and not of all who bear the name."""
    after = name.last + 1
    if after < len(flagged.lower) and flagged.lower[after] in FAMILY:
        return False
    votes = [0.0] * len(TYPES)
    of_surroundings(name, flagged, votes)
    return votes[PERSON] > votes[ORGANIZATION]
