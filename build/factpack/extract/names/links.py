"""Names of one thing that differ: parts of names, acronyms, makers' names that come and go."""

from __future__ import annotations

from bisect import bisect_left

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import PARTICLES
from factpack.extract.names.definitions import Definition
from factpack.extract.names.entity_type import ORGANIZATION, PERSON, PLACE, PRODUCT
from factpack.extract.names.groups import Group
from factpack.extract.names.keys import name_key, plain_word
from factpack.extract.names.name import Name
from factpack.extract.text.flagged_tokens import FlaggedText

_TAILS = word_list("names", "links.tails")
"""Words that a later mention of an organisation leaves out."""
_DESIGNATORS = word_list("names", "links.designators")
"""Words that say no more of a firm than its legal form does."""
_SMALL = frozenset(["of", "and", "the", "for", "&", "de"])
_CROWD = 20
"""Names that share a word; where more do, the word says nothing."""
_COMPARED = 8
"""Mentions of a short name that are compared with those of the longer one."""
_STOPS = frozenset(".!?\n")
_KNOWN_WORD = lx.COMMON | lx.GIVEN | lx.SURNAME | lx.PLACE | lx.DEMONYM | lx.ACRONYM
"""What a word may be besides the name of one firm."""
_OWN = 1.5
"""Weight of the words around a name that say what it is."""
_STRONG = 3.0
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
        self._starts: dict[int, int] = {}
        """Where what other names were merged into is first named, by identity."""
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
            if group.into is None and not group.fixed:
                self._link(group)

    def _merge(self, group: Group, into: Group, basis: str) -> None:
        group.into = into
        start = self._starts.get(id(into), into.names[0].start)
        self._starts[id(into)] = min(start, group.names[0].start)
        text = self._flagged.text
        for name in group.names:
            into.aliases.setdefault(text[name.start : name.end], basis)

    def _link(self, group: Group) -> None:
        if len(group.key) == 1 and self._link_word(group):
            return
        if len(group.key) > 1 and self._link_person(group):
            return
        if group.type == PERSON and group.votes[PERSON] >= _STRONG:
            return
        found = self._tailed(group) or self._of_maker(group)
        if found is not None:
            self._merge(group, found, "part-of-name")

    def _link_word(self, group: Group) -> bool:
        """Link a single word: a surname, a given name, an acronym."""
        word = group.key[0]
        first = group.names[0].first
        owners = self._people.get(word, ())
        if owners and self._share_with_person(group, owners):
            return False
        strong = group.votes[PLACE] >= _STRONG or (
            group.votes[ORGANIZATION] >= _STRONG + group.votes[PERSON]
        )
        if owners and len(owners) <= _CROWD and not strong:
            roots = {id(owner.root()): owner for owner in owners if owner.root().type == PERSON}
            surnamed = [owner for owner in roots.values() if owner.key[-1] == word]
            # Two people of one surname: a bare one is nobody's.
            found = surnamed if surnamed else list(roots.values())
            one = len(found) == 1 and (surnamed or self._flagged.flags[first] & lx.GIVEN)
            if one and found[0].root() is not group:
                self._merge(group, found[0].root(), "part-of-name")
                return True
            if len(surnamed) > 1 and group.votes[ORGANIZATION] < _STRONG:
                group.type = PERSON
        plain = self._flagged.words[first]
        named = {id(one.root()): one.root() for one in self._acronyms.get(plain_word(word), ())}
        if plain.isupper() and len(plain) > 1 and len(named) == 1 and id(group) not in named:
            self._merge(group, next(iter(named.values())), "acronym")
            return True
        if word.endswith("s") and (one_of := self._groups.get((word[:-1],))) is not None:
            # "iZents": several of the product.
            if one_of.type == PRODUCT and one_of.into is None and not plain.istitle():
                self._merge(group, one_of, "same-name")
                return True
        return False

    def _share_with_person(self, group: Group, owners: list[Group]) -> bool:
        """Give a person the mentions of a word that is a firm's name and his surname as well.

        "Mr. Orrin" is the person, "Orrin" the firm that the article introduces as "Orrin Inc.".

        Returns:
            Whether the word stands for the firm.
        """
        surnamed = [owner for owner in owners if owner.key[-1] == group.key[0]]
        if not surnamed or self._tailed(group) is None:
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
            for other in self._people.get(key[-1], ())[:_CROWD]
            if len(other.key) > len(key) and other.into is None and other.key[-1] == key[-1]
        ]
        for other in same if group.type == PERSON else ():
            if other.key[0] == key[0]:
                self._merge(group, other, "part-of-name")
                return True
        if group.votes[ORGANIZATION] >= _STRONG or group.votes[PLACE] >= _STRONG:
            return False
        found = [other for other in same if other.key[-len(key) :] == key]
        if len(found) == 1 and key[0] in PARTICLES:
            self._merge(group, found[0], "part-of-name")
            return True
        return False

    def _tailed(self, group: Group) -> Group | None:
        """Find "Vela Technologies", named before in the text, for "Vela"."""
        key, size = group.key, len(group.key)
        named = self._heads.get(key[0], ())
        if len(named) > _CROWD or group.votes[PLACE] >= _STRONG:
            return None
        found: dict[int, Group] = {}
        for other in named:
            if len(other.key) > size and other.key[:size] == key and other.root() is not group:
                if self._comes_first(other, group) and all(w in _TAILS for w in other.key[size:]):
                    found[id(other.root())] = other.root()
                elif self._introduces(other, group):
                    found[id(other.root())] = other.root()
        return next(iter(found.values())) if len(found) == 1 else None

    def _comes_first(self, long_: Group, group: Group) -> bool:
        """Whether the text names the longer name no later than the shorter one."""
        root = long_.root()
        start = self._starts.get(id(root), root.names[0].start)
        first = next((name.start for name in group.names if name.start >= self._body), start)
        return start <= first

    def _introduces(self, long_: Group, group: Group) -> bool:
        """Whether a longer name is that of an organisation which the article then calls shorter.

        What a sentence names beside one another are two things: "Vela Cloud, a unit of Vela". So
        are those between which an article goes back and forth, but for partners ("Vela & Orr").
        """
        if long_.votes[ORGANIZATION] + group.votes[ORGANIZATION] < 1:
            return False
        if any(map(_is_legal, group.names)):
            return False
        if long_.type not in (ORGANIZATION, PRODUCT):
            return False
        # A name with its legal form, or what stands for one, introduces wherever it stands.
        legal = any(map(_is_legal, long_.names))
        whole = legal or _DESIGNATORS.issuperset(long_.key[len(group.key) :])
        if not whole and (not self._comes_first(long_, group) or self._is_known_acronym(group)):
            return False
        if not any(map(str.isalpha, long_.key[-1])) or any(map(str.isdigit, long_.key[-1])):
            return False
        tail = self._flagged.flags[long_.names[0].last]
        head = self._flagged.flags[group.names[0].first]
        # A word that is nothing but this name ("Vexley") is hardly the name of two things.
        coined = long_.type == ORGANIZATION and not head & _KNOWN_WORD
        expected = lx.ORG_WORD | lx.PRODUCT_WORD | lx.SURNAME | lx.LEGAL
        if tail & lx.COMMON and not (coined or tail & expected):
            return False
        if group.votes[PRODUCT] > group.votes[ORGANIZATION]:
            return False
        text, flags = self._flagged.text, self._flagged.flags
        last = long_.names[-1]
        if last.start > group.names[0].end and not (whole or coined):
            partners = flags[last.first + 1 : last.last + 1]
            if not all(flag & (lx.SURNAME | lx.GIVEN) for flag in partners if flag):
                return False
        spans = [(name.start, name.end) for name in long_.names]
        for name in group.names[:_COMPARED]:
            near = bisect_left(spans, (name.start, name.end))
            for start, end in spans[max(0, near - 1) : near + 1]:
                between = text[end : name.start] if end < name.start else text[name.end : start]
                if _STOPS.isdisjoint(between):
                    return False
        return True

    def _is_known_acronym(self, group: Group) -> bool:
        """Whether a name is an acronym of its own ("NASA"), not short for "NASA Harbour"."""
        word = self._flagged.words[group.names[0].first]
        return len(group.key) == 1 and word.isupper() and word in lx.lexicon().known

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
        own = group.votes[ORGANIZATION] >= _OWN and not group.votes[PRODUCT]
        if own and len(found[0].names) < len(group.names) and len(found[0].names) == 1:
            return None  # "the Velanews Orbit reporter" is no maker and its product
        if found[0].votes[ORGANIZATION] < 4:
            found[0].votes[PRODUCT] += 2
        return found[0]


def _is_legal(name: Name) -> bool:
    """Whether a name ends in a legal form."""
    return len(name_key(name.words)) + (name.words[0] == "the") < len(name.words)


def _length(group: Group) -> int:
    return len(group.key)


def _start(name: Name) -> int:
    return name.start
