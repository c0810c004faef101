"""Two people of one full name in an article, where its words tell them apart.

Without such words one name is one person. Of the second, whom the text introduces as another, are
the mentions that say so, those with his age, and those right behind them in the same paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import CLITICS
from factpack.extract.names.entity_type import PERSON
from factpack.extract.names.groups import Group
from factpack.extract.names.name import Name
from factpack.extract.names.namesakes import KIN
from factpack.extract.text.doc import Doc

_ANOTHER = word_list("names", "same_names.another")
"""Words before a name by which its bearer is another, where more is said of him.

"There will never be another Jane Roe" is about her alone.
"""
_UNLIKE = word_list("names", "same_names.unlike")
"""Words before a name by which its bearer is another in any case."""
_DESCRIBING = word_list("names", "same_names.describing")
_POSSESSORS = frozenset(["his", "her", "their"])
_DENIED = (["no", "relation"], ["not", "related"])
_ENDS = frozenset(".;:!?()")
_REACH = 10
"""Tokens from "son of" to the name: "the son of the late railway engineer Max Orrin"."""
_OLDEST = 120
_GROWN = 16
_BESIDE = 10
"""Tokens around a name and an age among which a year is looked for."""

_first = attrgetter("first")


def part_same_names(groups: dict[tuple[str, ...], Group], flagged: Doc) -> None:
    """Add a group for whom the text introduces as another bearer of a person's full name.

    Args:
        groups: by key, not linked yet; the new ones are `namesake`, under keys of their own.
        flagged: the article.
    """
    people = [
        group
        for group in groups.values()
        if group.type == PERSON and len(group.key) > 1 and not group.fixed
    ]
    shared = [group for group in people if len(group.names) > 1]
    if not shared:
        return
    named = sorted((name for group in people for name in group.names), key=_first)
    for group in shared:
        alone = sum(group.key[-1] == other.key[-1] for other in people) == 1
        other = _other_bearer(group, named, flagged, alone=alone)
        if other is not None:
            groups[(*group.key, "#")] = other


def _other_bearer(
    group: Group, named: Sequence[Name], flagged: Doc, *, alone: bool
) -> Group | None:
    """The mentions that are of another bearer of the name, taken out of the group; None: none."""
    ages = [_age(name, flagged) for name in group.names]
    first_age = next((age for age in ages if age), 0)
    theirs: list[Name] = []
    before = False
    for i in range(1, len(group.names)):
        name, last = group.names[i], group.names[i - 1]
        aged = ages[i] and abs(ages[i] - first_age) > 1
        told = aged or _is_another(name, last, named, flagged)
        told = told or (alone and _is_denied(name, flagged))
        follows = before and not ages[i] and "\n" not in flagged.text[last.end : name.start]
        before = bool(told or follows)
        if before:
            theirs.append(name)
    if not theirs:
        return None
    other = Group(group.key)
    other.names, other.votes, other.namesake = theirs, list(group.votes), True
    other.settle_type()
    taken = set(map(id, theirs))
    group.names = [name for name in group.names if id(name) not in taken]
    return other


def _is_another(name: Name, last: Name, named: Sequence[Name], flagged: Doc) -> bool:
    """Whether the words before a name say that its bearer is not the one named before."""
    lower = flagged.lower
    at = name.first - 1
    if lower[at] in _ANOTHER:
        return _is_described(name, flagged)  # "another Jane Roe, a nurse"
    if lower[at] in _UNLIKE:
        return True  # "a different Jane Roe"
    if lower[at] == "," and at:
        at -= 1
    if _is_called_namesake(at, flagged):
        return True
    between = lower[last.last + 1 : name.first]
    if len(between) > _REACH or not _ENDS.isdisjoint(between):
        between = []
    # "Max Orrin's father, Max Orrin", "Max Orrin, son of the engineer Max Orrin"
    if between[:1] and between[0] in CLITICS and lower[at] in KIN:
        return True
    if any(a in KIN and b == "of" for a, b in pairwise(between)):
        return between[0] == ","
    if lower[at] in KIN and not _POSSESSORS.isdisjoint(lower[max(0, at - 2) : at]):
        # "His father, Max Orrin": nobody is his own father.
        place = bisect_left(named, name.first, key=_first)
        return place > 0 and named[place - 1] is last
    return False


def _is_called_namesake(at: int, flagged: Doc) -> bool:
    """Whether words up to a token call who follows one: "his namesake, the singer"."""
    for before in range(at, max(-1, at - _REACH), -1):
        if flagged.lower[before] == "namesake":
            return True
        if flagged.cap[before] or flagged.lower[before] in _ENDS:
            return False
    return False


def _is_described(name: Name, flagged: Doc) -> bool:
    """Whether a name opens a sentence with the word before it, or goes on to say who it is."""
    after = flagged.lower[name.last + 1 : name.last + 3]
    if after[:1] == [","]:
        return after[1:] != [] and (after[1] in _DESCRIBING or after[1].isdecimal())
    return after[:1] == ["("] or flagged.cap[name.first - 1]


def _is_denied(name: Name, flagged: Doc) -> bool:
    """Whether words behind a name deny kinship: "Jane Roe (no relation)"."""
    after = name.last + 1
    return flagged.lower[after : after + 1] in ([","], ["("]) and (
        flagged.lower[after + 1 : after + 3] in _DENIED
    )


def _age(name: Name, flagged: Doc) -> int:
    """The age today behind a name: "Jane Roe, 34, said", "Jane Roe (34)"; 0: none.

    Beside a year it may be the age of then, and a small number in brackets a score.
    """
    after = flagged.words[name.last + 1 : name.last + 4]
    if len(after) < 3 or after[0] + after[2] not in (",,", "()", ",."):
        return 0
    age = int(after[1]) if after[1].isdecimal() and len(after[1]) < 4 else 0
    near = flagged.words[max(0, name.first - _BESIDE) : name.last + 4 + _BESIDE]
    dated = any(len(word) == 4 and word.isdecimal() for word in near)
    return 0 if dated or age > _OLDEST or (after[0] == "(" and age < _GROWN) else age
