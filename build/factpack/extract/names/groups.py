"""Names that are equal but for articles and legal forms, with the evidence for their type."""

from __future__ import annotations

from factpack.extract.names.entity_type import EVIDENT, ORGANIZATION, PERSON, TYPES, decide
from factpack.extract.names.keys import legal_form, name_key
from factpack.extract.names.legal_namesakes import names_of_several_firms
from factpack.extract.names.name import Name
from factpack.extract.names.types.form import of_form
from factpack.extract.names.types.founders import is_said_to_found
from factpack.extract.names.types.surroundings import are_joined, of_surroundings
from factpack.extract.text.doc import Doc

_WEIGHED = 6
"""Mentions of a name whose surroundings are weighed in any case."""
_DECIDED = 3.0
"""Lead of a type over the others at which later mentions hardly change it any more."""
_WEIGHED_AT_MOST = 24
_GUESSED = 1.5
"""Weight up to which a type rests on the spelling of a name alone."""
_FOUNDER = 4.0
"""Weight of who founded a firm that bears his full name."""
_CURATED = 1000.0
"""Weight of a type that a curator gave."""


class Group:
    """Names taken to name one thing.

    Attributes:
        key: words that the names share, without legal form and leading article.
        names: in order of the text.
        votes: weights of the types, see `entity_type.TYPES`.
        type: index into `entity_type.TYPES`.
        aliases: forms that came in by a link, with its basis.
        into: the group this one was merged into, or None.
        fixed: the name, where a curator gave it, or the language has it.
        curated: whether a curator gave it.
        spelled: the full name, where no mention has all of it.
        namesake: whether the text says that it is another bearer of the name of a group.
        number: its place among the entities, once it has one.
    """

    def __init__(self, key: tuple[str, ...]) -> None:
        """Begin a group without names."""
        self.key = key
        self.names: list[Name] = []
        self.votes = [0.0] * len(TYPES)
        self.type: int = ORGANIZATION
        self.aliases: dict[str, str] = {}
        self.into: Group | None = None
        self.fixed: str | None = None
        self.curated = False
        self.spelled = ""
        self.namesake = False
        self.number = -1

    def root(self) -> Group:
        """The group that stands for this one after all merges."""
        group = self
        while group.into is not None:
            group = group.into
        return group

    def add_votes(self, votes: list[float]) -> None:
        """Add evidence for the type."""
        for kind, weight in enumerate(votes):
            if weight:
                self.votes[kind] += weight

    def is_decided(self) -> bool:
        """Whether later mentions are not worth weighing."""
        *_, second, first = sorted(self.votes)
        return len(self.names) > _WEIGHED_AT_MOST or first - second >= _DECIDED

    def is_assumed(self) -> bool:
        """Whether it is taken for an organisation for want of evidence that it is anything."""
        return self.type == ORGANIZATION and self.votes[ORGANIZATION] < EVIDENT

    def settle_type(self) -> None:
        """Take the type with the most evidence."""
        self.type = decide(self.votes)


def group_names(names: list[Name], flagged: Doc) -> dict[tuple[str, ...], Group]:
    """Group names by key and weigh their types; keys in order of first mention."""
    groups: dict[tuple[str, ...], Group] = {}
    by_words: dict[tuple[str, ...], Group] = {}
    founders = _founders_of_namesakes(names, flagged)
    firms = names_of_several_firms(names)
    whole = founders | firms
    for name in names:
        known = name.known
        if known is not None:
            # A curator's names are told apart as they stand: "Vela" and "Vela Ltd" may be two rows.
            group = _group_of(tuple(known.name.lower().split()), groups)
            group.names.append(name)
            if group.fixed is None or known.curated:
                group.fixed, group.curated = known.name, known.curated
            group.votes[TYPES.index(known.type)] += _CURATED
            continue
        same = by_words.get(name.words)
        if same is None:
            same = by_words[name.words] = _group_of(_key(name.words, whole), groups)
            same.add_votes(of_form(name, flagged))
            if name.words in founders:
                same.votes[PERSON] += _FOUNDER
            elif name.words in firms:
                same.votes[ORGANIZATION] += EVIDENT  # either of them
        same.names.append(name)
        if len(same.names) <= _WEIGHED or not same.is_decided():
            of_surroundings(name, flagged, same.votes)
    for group in groups.values():
        group.settle_type()
    _decide_pairs(names, groups, flagged)
    return groups


def _founders_of_namesakes(names: list[Name], flagged: Doc) -> set[tuple[str, ...]]:
    """Full names of founders, where a name with a legal form is the same but for the form."""
    legal = {
        key
        for name in names
        if 1 < len(key := name_key(name.words)) < len(name.words) - (name.words[0] == "the")
    }
    return {n.words for n in names if n.words in legal and is_said_to_found(n, flagged)}


def _key(words: tuple[str, ...], whole: set[tuple[str, ...]]) -> tuple[str, ...]:
    """The key of a name; where the legal form tells two things apart it belongs to it.

    "The Orrin Vale Company" that was founded by Orrin Vale is not he, and "Orrin Ltd" is not the
    "Orrin Inc" beside it.

    Args:
        words: of the name.
        whole: names without their legal forms, of which this is so.
    """
    key = name_key(words)
    if key == words or key not in whole:
        return key
    form = legal_form(words[len(key) + (words[0] == "the") :])
    return (*key, *form)


def _group_of(key: tuple[str, ...], groups: dict[tuple[str, ...], Group]) -> Group:
    """The group of a key; a new one where there is none."""
    group = groups.get(key)
    if group is None:
        group = groups[key] = Group(key)
    return group


def _decide_pairs(names: list[Name], groups: dict[tuple[str, ...], Group], flagged: Doc) -> None:
    """Let a name that only looks like a person's be an organisation beside one.

    "Zent Capital and Klein Perkins were backers": the spelling alone speaks for a person.
    """
    if not any(_is_guessed_person(group) for group in groups.values()):
        return
    joined = [i for i in range(1, len(names)) if are_joined(names[i - 1], names[i], flagged)]
    if not joined:
        return
    by_words = {name.words: group for group in groups.values() for name in group.names}
    for i in joined:
        pair = by_words[names[i - 1].words], by_words[names[i].words]
        for group, beside in (pair, pair[::-1]):
            sure = beside.type == ORGANIZATION and max(beside.votes) >= _DECIDED
            if sure and _is_guessed_person(group):
                group.type = ORGANIZATION


def _is_guessed_person(group: Group) -> bool:
    return group.type == PERSON and max(group.votes) <= _GUESSED
