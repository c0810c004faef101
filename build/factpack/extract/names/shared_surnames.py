"""Given names whose surname comes after "and": "Jane and Tom Orr" are Jane Orr and Tom Orr."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.names.entity_type import PERSON
from factpack.extract.names.groups import Group
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc

_NOT_SURNAME = lx.LEGAL | lx.ORG_WORD | lx.PLACE_WORD | lx.ROLE


def share_surnames(groups: dict[tuple[str, ...], Group], flagged: Doc) -> None:
    """Give people whom the text introduces so the surname that they share.

    Whoever was named alone before is known by that name alone, and keeps it, as does who bears a
    word that others of the article bear in a longer name.

    Args:
        groups: by key, not linked yet.
        flagged: the article.
    """
    lower, flags, cap = flagged.lower, flagged.flags, flagged.cap
    alone = [
        group
        for group in groups.values()
        if len(group.key) == 1
        and group.type == PERSON
        and not group.fixed
        and (after := group.names[0].last + 1) + 2 < len(lower)
        and lower[after] == "and"
        and cap[after + 1]
        and flags[after + 1] & lx.GIVEN
        and flags[group.names[0].first] & lx.GIVEN
    ]
    if not alone:
        return
    people: dict[int, Name] = {}
    borne: set[str] = set()
    for group in groups.values():
        if len(group.key) > 1:
            borne.update(group.key)
            if group.type == PERSON:
                people.update({name.first: name for name in group.names})
    for group in alone:
        beside = people.get(group.names[0].last + 2)
        if beside is None or group.key[0] in borne:
            continue
        last = _surname(beside, flagged)
        if last:
            first = group.names[0]
            given = flagged.text[first.start : first.end]
            group.spelled = f"{given} {flagged.text[flagged.starts[last] : beside.end]}"
            group.aliases[given] = "part-of-name"
            group.key = (*group.key, *lower[last : beside.last + 1])


def _surname(name: Name, flagged: Doc) -> int:
    """First token of a person's surname, 0 where that is not plain."""
    flags = flagged.flags
    at = name.first + 1
    while at < name.last and (
        not flagged.words[at].isalnum()
        or (flagged.cap[at] and (len(flagged.words[at]) == 1 or flags[at] & lx.GIVEN))
    ):
        at += 1
    plain = at <= name.last and flagged.cap[name.last] and not flags[name.last] & _NOT_SURNAME
    return at if plain and len(flagged.words[name.last]) > 1 else 0
