"""Names of one thing that differ: parts of names, acronyms, makers' names that come and go."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.names.capitalised_spans import PARTICLES
from factpack.extract.names.definitions import Definition
from factpack.extract.names.entity_type import ORGANIZATION, PERSON, PLACE, PRODUCT
from factpack.extract.names.groups import Group
from factpack.extract.names.institutions import Institutions
from factpack.extract.names.keys import name_key, plain_word
from factpack.extract.names.longer_names import CROWD, STRONG, LongerNames, is_legal
from factpack.extract.names.name import Name
from factpack.extract.names.namesakes import are_kin, is_relative, keep_founded
from factpack.extract.names.types.form import CAPITALS, is_well_known
from factpack.extract.text.doc import Doc

_ACTS = 1.5
"""Weight of what a person does, by which the name of a place is a surname."""
_SMALL = frozenset(["of", "and", "the", "for", "&", "de"])

Key = tuple[str, ...]


def link_groups(
    groups: dict[Key, Group], definitions: list[Definition], flagged: Doc, body: int = 0
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
        root.add_votes(_evidence(group, root, flagged))
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


def _evidence(group: Group, root: Group, flagged: Doc) -> list[float]:
    """What a shorter name adds to the evidence for the type of the name that it is short for.

    A person's surname may be a town's name, and an acronym of common words is that of anything,
    but for people of a trade ("United Quarry Workers", "Sheep Farmers of Zentria").
    """
    votes = list(group.votes)
    if root.type == PERSON:
        votes[PLACE] = min(votes[PLACE], 0.0)
    acronyms = {form.lower() for form, basis in root.aliases.items() if basis == "acronym"}
    whole = root.names[0]
    of = whole.words.index("of") if "of" in whole.words else len(whole.words)
    people = flagged.flags[min(whole.first + max(of, 1) - 1, whole.last)] & lx.PLURAL
    if group.names[0].words[0] in acronyms and not people:
        votes[ORGANIZATION] -= min(votes[ORGANIZATION], CAPITALS)
    return votes


def _add(groups: dict[str, list[Group]], one: str, other: str, group: Group) -> None:
    """List a group under two words, which may be the same."""
    groups.setdefault(one, []).append(group)
    if other != one:
        groups.setdefault(other, []).append(group)


class _Links:
    """The names of an article by the words that they share with others."""

    def __init__(self, groups: dict[Key, Group], flagged: Doc, body: int) -> None:
        self._groups = groups
        self._flagged = flagged
        self._longer = LongerNames(groups, flagged, body)
        self._institutions = Institutions(groups, flagged, self._longer)
        self._relatives = frozenset(
            id(group)
            for group in groups.values()
            if group.type == PERSON and len(group.key) > 1 and is_relative(group.names[0], flagged)
        )
        self._people: dict[str, list[Group]] = {}
        self._middles: dict[str, list[Group]] = {}
        self._acronyms: dict[str, list[Group]] = {}
        for group in groups.values():
            key = group.key
            if len(key) < 2:
                continue
            if group.type == PERSON:
                _add(self._people, key[-1], key[0], group)
                for word in key[1:-1]:
                    self._middles.setdefault(word, []).append(group)
                continue
            main = "".join(word[0] for word in key if word not in _SMALL)
            every = "".join(word[0] for word in key if word != "&")
            _add(self._acronyms, main, every, group)

    def link(self, definitions: list[Definition]) -> None:
        """Merge what definitions, then the names themselves, show to be one.

        Longer names come first, so that "Vela Harbour" is one with "Vela Harbour Group" before
        "Vela" asks which of them it is short for.
        """
        for definition in definitions:
            short = self._groups.get(name_key(definition.short.words))
            long_ = self._groups.get(name_key(definition.long.words))
            if short is None or long_ is None or short.fixed or short.into is not None:
                continue
            if len(short.key) <= len(long_.key) and short.root() is not long_.root():
                self._merge(short, long_.root(), definition.basis)
        for group in sorted(self._groups.values(), key=_length, reverse=True):
            if group.into is None and not group.fixed and not group.namesake:
                self._link(group)

    def _merge(self, group: Group, into: Group, basis: str) -> None:
        group.into = into
        self._longer.merged(group, into)
        text = self._flagged.text
        for name in group.names:
            into.aliases.setdefault(text[name.start : name.end], basis)

    def _link(self, group: Group) -> None:
        if len(group.key) == 1 and self._link_word(group):
            return
        if len(group.key) > 1 and self._link_person(group):
            return
        if group.type == PERSON and group.votes[PERSON] >= STRONG:
            return
        longer = self._longer
        found = longer.by_head(group) or longer.by_end(group) or self._institutions.find(group)
        if found is not None:
            self._merge(group, found, "part-of-name")

    def _link_word(self, group: Group) -> bool:
        """Link a single word: a surname, a given name, an acronym."""
        word = group.key[0]
        first = group.names[0].first
        owners = self._people.get(word, ())
        if owners and all(self._is_earlier_kin(group, owner) for owner in owners):
            # "Orrin's father, Max Orrin": the word before is somebody else.
            group.type = PERSON
            return True
        if owners and self._share_with_person(group, owners):
            return False
        if owners and not any(map(is_legal, group.names)):
            if keep_founded(group, owners, self._flagged):
                return False
        inner = self._middles.get(word, [])
        if not owners and group.type == PERSON and len(inner) == 1:
            # "Luis Zentok da Orrin", whom the article calls Zentok.
            if self._longer.introduces(inner[0], group):
                self._merge(group, inner[0].root(), "part-of-name")
                return True
        if not owners and (whole := self._longer.by_surname(group)) is not None:
            self._merge(group, whole, "part-of-name")
            return True
        if owners and len(owners) <= CROWD and not self._is_other(group, owners):
            roots = {id(owner.root()): owner for owner in owners if owner.root().type == PERSON}
            surnamed = [owner for owner in roots.values() if owner.key[-1] == word]
            # Two people of one surname: a bare one is nobody's.
            found = surnamed if surnamed else list(roots.values())
            one = len(found) == 1 and (surnamed or self._flagged.flags[first] & lx.GIVEN)
            if one and found[0].root() is not group:
                self._merge(group, found[0].root(), "part-of-name")
                return True
            if len(surnamed) > 1 and group.votes[ORGANIZATION] < STRONG:
                group.type = PERSON
        plain = self._flagged.words[first]
        named = {id(one.root()): one.root() for one in self._acronyms.get(plain_word(word), ())}
        bare = not any(map(is_legal, group.names))  # "OMW Corporation" is a firm of its own
        if (
            bare
            and plain.isupper()
            and len(plain) > 1
            and len(named) == 1
            and id(group) not in named
        ):
            self._merge(group, next(iter(named.values())), "acronym")
            return True
        if word.endswith("s") and (one_of := self._groups.get((word[:-1],))) is not None:
            # "iZents": several of the product.
            if one_of.type == PRODUCT and one_of.into is None and not plain.istitle():
                self._merge(group, one_of, "same-name")
                return True
        return False

    def _is_earlier_kin(self, group: Group, owner: Group) -> bool:
        """Whether a surname stands before the relative who bears it, too, is introduced."""
        return id(owner) in self._relatives and group.names[0].start < owner.names[0].start

    def _is_other(self, group: Group, owners: list[Group]) -> bool:
        """Whether a word that people of the article bear names something else by itself."""
        votes = group.votes
        if votes[PLACE] < STRONG and votes[ORGANIZATION] < STRONG + votes[PERSON]:
            return False
        person = max((owner.root() for owner in owners), key=lambda owner: owner.votes[PERSON])
        if any(map(is_legal, group.names)) or not self._longer.introduces(person, group):
            return True
        if votes[PLACE] >= STRONG:
            # "Jane Bergen won. Bergen said": a town does nothing that people do.
            return votes[PERSON] < _ACTS
        # What a firm does a person does as well, but for what the word is well known as.
        known = is_well_known(self._flagged.text[group.names[0].start : group.names[0].end])
        return known or votes[ORGANIZATION] >= person.votes[PERSON]

    def _share_with_person(self, group: Group, owners: list[Group]) -> bool:
        """Give a person the mentions of a word that is a firm's name and his surname as well.

        "Mr. Orrin" is the person, "Orrin" the firm that the article introduces as "Orrin Inc.".

        Returns:
            Whether the word stands for the firm.
        """
        surnamed = [owner for owner in owners if owner.key[-1] == group.key[0]]
        if not surnamed or self._longer.by_head(group) is None:
            return False
        titled = [name for name in group.names if name.honorific or name.role_before]
        if not titled or len(titled) == len(group.names) or len(surnamed) > 1:
            return not titled and group.votes[ORGANIZATION] > group.votes[PERSON]
        owner = surnamed[0].root()
        for name in titled:
            group.names.remove(name)
            owner.aliases.setdefault(self._flagged.text[name.start : name.end], "part-of-name")
        owner.names = sorted(owner.names + titled, key=_start)
        group.votes[PERSON] = 0.0
        group.settle_type()
        return True

    def _link_person(self, group: Group) -> bool:
        """Link "Jane Orr" to "Jane Q. Orr", and "van Orr" to "Jane van Orr", named too."""
        key = group.key
        same = [
            other
            for other in self._people.get(key[-1], ())[:CROWD]
            if len(other.key) > len(key)
            and other.into is None
            and other.key[-1] == key[-1]
            and not are_kin(group, other, self._relatives)
        ]
        for other in same if group.type == PERSON else ():
            if other.key[0] == key[0]:
                self._merge(group, other, "part-of-name")
                return True
        if group.votes[ORGANIZATION] >= STRONG or group.votes[PLACE] >= STRONG:
            return False
        found = [other for other in same if other.key[-len(key) :] == key]
        if len(found) == 1 and (group.type == PERSON or key[0] in PARTICLES):
            self._merge(group, found[0], "part-of-name")
            return True
        return False


def _length(group: Group) -> int:
    return len(group.key)


def _start(name: Name) -> int:
    return name.start
