"""Names that are equal but for articles and legal forms, with the evidence for their type."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from operator import add
from typing import Final

from factpack.extract.mentions.keys import key_of
from factpack.extract.mentions.names import Name
from factpack.extract.mentions.votes import ORGANIZATION, PERSON, TYPES, Voter, decide

_WEIGHED: Final = 6
"""Mentions of a name whose surroundings are weighed in any case."""
_DECIDED: Final = 3.0
"""Lead of a type over the others at which later mentions hardly change it any more."""
_WEIGHED_AT_MOST: Final = 24
_GUESSED: Final = 1.5
"""Weight up to which a type rests on the spelling of a name alone."""
_CURATED: Final = 1000.0
"""Weight of a type that a curator gave."""


@dataclass(slots=True)
class Group:
    """Names taken to name one thing.

    Attributes:
        key: words that the names share, without legal form and leading article.
        names: in order of the text.
        votes: weights of the types, see `votes.TYPES`.
        type: index into `votes.TYPES`.
        aliases: forms that came in by a link, with its basis.
        into: the group this one was merged into, or None.
        fixed: the name, where a curator gave it.
    """

    key: tuple[str, ...]
    names: list[Name] = field(default_factory=list)
    votes: list[float] = field(default_factory=lambda: [0.0] * len(TYPES))
    type: int = ORGANIZATION
    aliases: dict[str, str] = field(default_factory=dict)
    into: Group | None = None
    fixed: str | None = None

    def root(self) -> Group:
        """The group that stands for this one after all merges."""
        group = self
        while group.into is not None:
            group = group.into
        return group

    def add_votes(self, votes: list[float]) -> None:
        """Add evidence for the type."""
        self.votes = list(map(add, self.votes, votes))

    def is_decided(self) -> bool:
        """Whether later mentions are not worth weighing."""
        first, second = sorted(self.votes, reverse=True)[:2]
        return first - second >= _DECIDED or len(self.names) > _WEIGHED_AT_MOST

    def settle_type(self) -> None:
        """Take the type with the most evidence."""
        self.type = decide(self.votes)


def group_names(names: list[Name], voter: Voter) -> dict[tuple[str, ...], Group]:
    """Group names by key and weigh their types; keys in order of first mention."""
    groups: dict[tuple[str, ...], Group] = {}
    weighed: set[tuple[str, ...]] = set()
    for name in names:
        known = name.known
        # A curator's names are told apart as they stand: "Vela" and "Vela Ltd" may be two rows.
        key = key_of(name.words) if known is None else tuple(known.name.lower().split())
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(key)
        group.names.append(name)
        if known is not None:
            group.fixed = known.name
            group.votes[TYPES.index(known.type)] += _CURATED
            continue
        if name.words not in weighed:
            weighed.add(name.words)
            group.add_votes(voter.of_form(name))
        if len(group.names) <= _WEIGHED or not group.is_decided():
            voter.of_surroundings(name, group.votes)
    for group in groups.values():
        group.settle_type()
    _settle_pairs(names, groups, voter)
    return groups


def _settle_pairs(names: list[Name], groups: dict[tuple[str, ...], Group], voter: Voter) -> None:
    """Let a name that only looks like a person's be an organisation beside one.

    "Zent Capital and Klein Perkins were backers": the spelling alone speaks for a person.
    """
    by_words = {name.words: group for group in groups.values() for name in group.names}
    for one, other in pairwise(names):
        if not voter.are_joined(one, other):
            continue
        pair = by_words[one.words], by_words[other.words]
        for group, beside in (pair, pair[::-1]):
            guessed = group.type == PERSON and max(group.votes) <= _GUESSED
            if guessed and beside.type == ORGANIZATION and max(beside.votes) >= _DECIDED:
                group.type = ORGANIZATION
