"""Names of one thing that differ: parts of names, acronyms, makers' names that come and go."""

from __future__ import annotations

from typing import Final

from factpack.extract.languages.en import name_words as lx
from factpack.extract.names.definitions import Definition
from factpack.extract.names.entity_type import ORGANIZATION, PERSON, PLACE, PRODUCT
from factpack.extract.names.groups import Group
from factpack.extract.names.keys import name_key
from factpack.extract.text.flagged_tokens import FlaggedText

_TAILS: Final = frozenset(
    "group holdings holding partners ventures capital technologies technology systems solutions "
    "software networks labs laboratories industries international global worldwide financial "
    "entertainment media pictures motors motor airlines airways bank pharmaceuticals pharma energy "
    "foundation university company companies stores corporation studios games interactive computer "
    "communications telecom broadband electronics semiconductor semiconductors robotics "
    "enterprises associates brothers bros bancorp services insurance publishing records press "
    "hotels resorts foods beverages brewing brewery breweries therapeutics biosciences "
    "healthcare health medical aerospace aviation steel oil gas petroleum mining resources "
    "college institute museum fund management investments securities brands analytics motor grid "
    "automotive freight shipping transport transportation "
    "platforms industrial logistics research sciences dynamics materials works power".split()
)
"""Words that a later mention of an organisation leaves out."""
_SMALL: Final = frozenset(["of", "and", "the", "for", "&", "de"])
_CROWD: Final = 20
"""Names that share a word; where more do, the word says nothing."""
_STRONG: Final = 3.0
"""Weight of a type that a name's own evidence must reach to stay apart from a longer name."""

Key = tuple[str, ...]


def link_groups(
    groups: dict[Key, Group], definitions: list[Definition], flagged: FlaggedText, body: int = 0
) -> None:
    """Merge groups whose names name one thing; types are settled anew.

    Args:
        groups: by key, in order of first mention.
        definitions: short forms that the article defines.
        flagged: the article.
        body: where its text begins after the title, which shortens names that the text introduces.
    """
    listed = list(groups.values())
    _Links(groups, flagged, body).link(definitions)
    merged = [group for group in listed if group.into is not None]
    for group in merged:
        root = group.root()
        root.names += group.names
        root.add_votes(group.votes)
    for root in {id(group.root()): group.root() for group in merged}.values():
        root.names.sort(key=lambda name: name.start)
        root.settle_type()
    for group in listed:
        # "Orbit Batch" beside the product "Orbit" is a product as well.
        if len(group.key) > 1 and group.into is None and group.votes[ORGANIZATION] < 4:
            head = groups.get(group.key[:1])
            if head is not None and head.root().type == PRODUCT and group.votes[PERSON] < 2:
                group.votes[PRODUCT] += 2
                group.settle_type()


def _add(groups: dict[str, list[Group]], one: str, other: str, group: Group) -> None:
    """List a group under two words, which may be the same."""
    groups.setdefault(one, []).append(group)
    if other != one:
        groups.setdefault(other, []).append(group)


class _Links:
    """The names of an article by the words that they share with others."""

    def __init__(self, groups: dict[Key, Group], flagged: FlaggedText, body: int) -> None:
        self._groups = groups
        self._body = body
        self._flagged = flagged
        self._people: dict[str, list[Group]] = {}
        self._heads: dict[str, list[Group]] = {}
        self._ends: dict[str, list[Group]] = {}
        self._acronyms: dict[str, list[Group]] = {}
        for group in groups.values():
            key = group.key
            if len(key) < 2:
                continue
            if group.type == PERSON:
                _add(self._people, key[-1], key[0], group)
                continue
            self._heads.setdefault(key[0], []).append(group)
            self._ends.setdefault(key[-1], []).append(group)
            main = "".join(word[0] for word in key if word not in _SMALL)
            every = "".join(word[0] for word in key if word != "&")
            _add(self._acronyms, main, every, group)

    def link(self, definitions: list[Definition]) -> None:
        """Merge what definitions, then the names themselves, show to be one."""
        for definition in definitions:
            short = self._groups.get(name_key(definition.short.words))
            long_ = self._groups.get(name_key(definition.long.words))
            if short is None or long_ is None or short.fixed or short.into is not None:
                continue
            if len(short.key) <= len(long_.key) and short is not long_.root():
                self._merge(short, long_.root(), definition.basis)
        for group in self._groups.values():
            if group.into is None and not group.fixed:
                self._link(group)

    def _merge(self, group: Group, into: Group, basis: str) -> None:
        group.into = into
        text = self._flagged.text
        for name in group.names:
            into.aliases.setdefault(text[name.start : name.end], basis)

    def _link(self, group: Group) -> None:
        if len(group.key) == 1 and self._link_word(group):
            return
        if group.type == PERSON and (len(group.key) > 1 or group.votes[PERSON] >= _STRONG):
            if len(group.key) > 1:
                self._link_person(group)
            return
        found = self._tailed(group) or self._of_maker(group)
        if found is not None:
            self._merge(group, found, "part-of-name")

    def _link_word(self, group: Group) -> bool:
        """Link a single word: a surname, a given name, an acronym."""
        word = group.key[0]
        first = group.names[0].first
        owners = self._people.get(word, ())
        strong = group.votes[PLACE] >= _STRONG or (
            group.votes[ORGANIZATION] >= _STRONG + group.votes[PERSON]
        )
        if owners and len(owners) <= _CROWD and not strong:
            surnamed = [owner for owner in owners if owner.key[-1] == word]
            # Two people of one surname: a bare one is nobody's.
            found = surnamed if surnamed else list(owners)
            one = len(found) == 1 and (surnamed or self._flagged.flags[first] & lx.GIVEN)
            if one and found[0].root() is not group:
                self._merge(group, found[0].root(), "part-of-name")
                return True
            if len(surnamed) > 1 and group.votes[ORGANIZATION] < _STRONG:
                group.type = PERSON
        plain = self._flagged.words[first]
        named = self._acronyms.get(word, ())
        if plain.isupper() and len(plain) > 1 and len(named) == 1 and named[0].into is None:
            self._merge(group, named[0], "acronym")
            return True
        if word.endswith("s") and (one_of := self._groups.get((word[:-1],))) is not None:
            # "iZents": several of the product.
            if one_of.type == PRODUCT and one_of.into is None and not plain.istitle():
                self._merge(group, one_of, "same-name")
                return True
        return False

    def _link_person(self, group: Group) -> None:
        """Link "Jane Orr" to "Jane Q. Orr", who is named too: middle names come and go."""
        key = group.key
        for other in self._people.get(key[-1], ())[:_CROWD]:
            longer = len(other.key) > len(key) and other.into is None
            if longer and other.key[0] == key[0] and other.key[-1] == key[-1]:
                self._merge(group, other, "part-of-name")
                return

    def _tailed(self, group: Group) -> Group | None:
        """Find "Vela Technologies", named before in the text, for "Vela"."""
        key, size = group.key, len(group.key)
        named = self._heads.get(key[0], ())
        if len(named) > _CROWD:
            return None
        found = [
            other
            for other in named
            if len(other.key) > size
            and other.into is None
            and other.key[:size] == key
            and all(word in _TAILS for word in other.key[size:])
        ]
        if len(found) != 1:
            return None
        long_ = found[0].names[0].start
        first = next((n.start for n in group.names if n.start >= self._body), long_)
        return found[0] if long_ <= first else None

    def _of_maker(self, group: Group) -> Group | None:
        """Find "Vela Orbit" for "Orbit", where Vela is an organisation."""
        key, size = group.key, len(group.key)
        named = self._ends.get(key[-1], ())
        if len(named) > _CROWD or group.votes[PLACE] >= _STRONG:
            return None
        found = [
            other
            for other in named
            if len(other.key) > size
            and other.into is None
            and other.key[-size:] == key
            and (maker := self._groups.get(other.key[:-size])) is not None
            and maker.type == ORGANIZATION
        ]
        if len(found) != 1:
            return None
        if found[0].votes[ORGANIZATION] < 4:
            found[0].votes[PRODUCT] += 2
        return found[0]
