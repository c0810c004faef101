"""The longer name that an article introduced, for the shorter one that it goes on with."""

from __future__ import annotations

from bisect import bisect_left

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.entity_type import EVIDENT, ORGANIZATION, PERSON, PLACE, PRODUCT
from factpack.extract.names.groups import Group
from factpack.extract.names.keys import name_key
from factpack.extract.names.name import Name
from factpack.extract.names.openings import opens_story
from factpack.extract.names.types.form import is_strange, is_well_known
from factpack.extract.text.doc import Doc

_TAILS = word_list("names", "longer_names.tails")
"""Words that a later mention of an organisation leaves out."""
_DESIGNATORS = word_list("names", "longer_names.designators")
"""Words that say no more of a firm than its legal form does."""
CROWD = 20
"""Names that share a word; where more do, the word says nothing."""
_COMPARED = 8
"""Mentions of a short name that are compared with those of the longer one."""
_STOPS = frozenset(".!?\n")
_KNOWN_WORD = lx.COMMON | lx.GIVEN | lx.SURNAME | lx.PLACE | lx.DEMONYM | lx.ACRONYM
"""What a word may be besides the name of one firm."""
_NO_SURNAME = lx.COMMON | lx.ORG_WORD | lx.PLACE_WORD | lx.PRODUCT_WORD | lx.EMPTY | lx.LEGAL
_NO_SURNAME |= lx.PLACE | lx.ROLE | lx.FUNCTION
"""What a word may be that names no person, if people do not bear it too."""
_PERSON_WORDS = 4
_LAST_ALONE = 1.5
"""Weight of the last of two strange words standing alone later, as surnames do."""
_GUESSED = 1.5
"""Weight up to which a person's name rests on its spelling alone."""
OWN = 1.5
"""Weight of the words around a name that say what it is."""
STRONG = 3.0
"""Weight of a type that a name's own evidence must reach to stay apart from a longer name."""

Key = tuple[str, ...]


class LongerNames:
    """The names of several words of an article, by their first and last words."""

    def __init__(self, groups: dict[Key, Group], flagged: Doc, body: int) -> None:
        """List the names of `groups`; `body` is where the text begins after the title."""
        self._groups = groups
        self._flagged = flagged
        self._body = body
        self._heads: dict[str, list[Group]] = {}
        self._ends: dict[str, list[Group]] = {}
        self._starts: dict[int, int] = {}
        """Where what other names were merged into is first named, by identity."""
        for group in groups.values():
            if len(group.key) > 1:
                self._heads.setdefault(group.key[0], []).append(group)
                self._ends.setdefault(group.key[-1], []).append(group)

    def merged(self, group: Group, into: Group) -> None:
        """Note that a group now names what `into` names."""
        start = self._starts.get(id(into), into.names[0].start)
        self._starts[id(into)] = min(start, group.names[0].start)

    def by_head(self, group: Group) -> Group | None:
        """Find "Vela Technologies", named before in the text, for "Vela"."""
        key, size = group.key, len(group.key)
        named = self._heads.get(key[0], ())
        if len(named) > CROWD or group.votes[PLACE] >= STRONG:
            return None
        found: dict[int, Group] = {}
        place = False
        for other in named:
            if len(other.key) > size and other.key[:size] == key and other.root() is not group:
                if self.introduces(other, group) and all(w in _TAILS for w in other.key[size:]):
                    found[id(other.root())] = other.root()
                elif self._is_whole(other, group):
                    found[id(other.root())] = other.root()
                elif other.type == PLACE and self.introduces(other, group):
                    place = True
        if len(found) > 1:
            # "Vela Motors launched the Vela Drift": the firm rather than what nothing shows to be.
            firms = {key: one for key, one in found.items() if one.votes[ORGANIZATION] >= OWN}
            found = firms if len(firms) == 1 else found
        one = self._first_of(found, group)
        if len(found) == 1 and not place:
            one = next(iter(found.values()))
        if one is not None and _is_guess(one) and group.votes[PERSON] <= group.votes[ORGANIZATION]:
            # People do not go by the first of two words, unless it is a given name.
            one.votes[PERSON] = 0.0
        return one

    def _first_of(self, found: dict[int, Group], group: Group) -> Group | None:
        """Of several, the one that the text opens with where the title has its first word.

        "Zentrix posts a loss", and then "Zentrix Assurance said …" before "Zentrix Life".
        """
        if not found or group.names[0].start >= self._body:
            return None
        if self._flagged.flags[group.names[0].first] & _KNOWN_WORD:
            return None
        first = min(found.values(), key=self._start_of)
        return first if first.votes[ORGANIZATION] >= EVIDENT else None

    def by_end(self, group: Group) -> Group | None:
        """Find "Harbour Rovers" for "Rovers", and "Vela Orbit" for "Orbit"."""
        if group.votes[PLACE] >= STRONG or len(self._ends.get(group.key[-1], ())) > CROWD:
            return None
        return self._of_maker(group) or self._of_whole(group)

    def by_surname(self, group: Group) -> Group | None:
        """Find "Xarl Zentok", which no list has as a person's name, for "Zentok"."""
        word, first = group.key[0], group.names[0].first
        flags = self._flagged.flags[first]
        named = self._ends.get(word, ())
        if not named or len(named) > CROWD or not self._flagged.words[first].istitle():
            return None
        if (flags & _NO_SURNAME and not flags & lx.SURNAME) or group.votes[PLACE] >= STRONG:
            return None
        if word in self._heads or any(map(is_legal, group.names)):
            return None  # "Orrin" beside "Xarl Orrin" and "Orrin Group"
        roots = {id(other.root()): other.root() for other in named}
        whole = next(iter(roots.values()))
        if len(roots) > 1 or not self.introduces(whole, group) or not self._may_be_person(whole):
            return None
        if group.votes[ORGANIZATION] <= group.votes[PERSON] + 1 and all(
            is_strange(i, self._flagged)
            for i in range(whole.names[0].first, whole.names[0].last + 1)
        ):
            # Of all that has two names only people go by the second.
            whole.votes[PERSON] += _LAST_ALONE
        return whole

    def _form(self, group: Group) -> str:
        """A name as it first stands in the text."""
        name = group.names[0]
        return self._flagged.text[name.start : name.end]

    def _start_of(self, group: Group) -> int:
        """Where what a group names is first named."""
        root = group.root()
        return self._starts.get(id(root), root.names[0].start)

    def introduces(self, long_: Group, group: Group) -> bool:
        """Whether the text names the longer name no later than the shorter one."""
        start = self._start_of(long_)
        first = next((name.start for name in group.names if name.start >= self._body), start)
        return start <= first

    def _is_whole(self, long_: Group, group: Group) -> bool:
        """Whether a longer name is that of an organisation which the article then calls shorter.

        What a sentence names beside one another are two things: "Vela Cloud, a unit of Vela". So
        are those between which an article goes back and forth, but for partners ("Vela & Orr").
        """
        if any(map(is_legal, group.names)):
            return False
        if len(group.key) > 1 and long_.names[-1].start < self._body:
            return False  # a title runs words together: "Jane Orrin West End"
        tail = self._flagged.flags[long_.names[0].last]
        head = self._flagged.flags[group.names[0].first]
        # A word that is nothing but this name ("Vexley") is hardly the name of two things.
        coined = not head & _KNOWN_WORD
        if long_.type not in (ORGANIZATION, PRODUCT) and not (coined and _is_guess(long_)):
            return False
        if long_.votes[ORGANIZATION] + group.votes[ORGANIZATION] < 1 and not coined:
            return False
        if long_.votes[PRODUCT] >= STRONG and group.votes[ORGANIZATION] >= OWN:
            return False  # a maker and its product
        # A name with its legal form, or what stands for one, introduces wherever it stands.
        legal = any(map(is_legal, long_.names))
        whole = legal or _DESIGNATORS.issuperset(long_.key[len(group.key) :])
        opens = opens_story(group, long_, self._flagged, self._body)
        if not (whole or opens or self.introduces(long_, group)):
            return False
        known = is_well_known(self._form(group)) and not is_well_known(self._form(long_))
        if known and not whole:
            return False  # "the Vela Quern of Vela", whom everybody knows
        if not any(map(str.isalpha, long_.key[-1])) or any(map(str.isdigit, long_.key[-1])):
            return False
        expected = lx.ORG_WORD | lx.PRODUCT_WORD | lx.SURNAME | lx.LEGAL
        evident = long_.votes[ORGANIZATION] >= EVIDENT
        if tail & lx.COMMON and not (coined or evident or tail & expected):
            return False
        if group.votes[PRODUCT] > group.votes[ORGANIZATION]:
            return False
        flags = self._flagged.flags
        last = long_.names[-1]
        if last.start > group.names[0].end and not (whole or coined or opens):
            partners = flags[last.first + 1 : last.last + 1]
            if not all(flag & (lx.SURNAME | lx.GIVEN) for flag in partners if flag):
                return False
        return not self._stand_together(long_, group)

    def _stand_together(self, long_: Group, group: Group) -> bool:
        """Whether one sentence names both, as it does with two things."""
        text = self._flagged.text
        spans = [(name.start, name.end) for name in long_.names]
        for name in group.names[:_COMPARED]:
            near = bisect_left(spans, (name.start, name.end))
            for start, end in spans[max(0, near - 1) : near + 1]:
                between = text[end : name.start] if end < name.start else text[name.end : start]
                ended = text[end - 1] == "." and between.isspace()  # "… of Vela Ltd. Vela has"
                if _STOPS.isdisjoint(between) and not ended:
                    return True
        return False

    def _of_maker(self, group: Group) -> Group | None:
        """Find "Vela Orbit" for "Orbit", where Vela is an organisation."""
        key, size = group.key, len(group.key)
        found = [
            other
            for other in self._ends.get(key[-1], ())
            if len(other.key) > size
            and other.into is None
            and other.key[-size:] == key
            and (maker := self._groups.get(other.key[:-size])) is not None
            and maker.type == ORGANIZATION
        ]
        if len(found) != 1:
            return None
        own = group.votes[ORGANIZATION] >= OWN and not group.votes[PRODUCT]
        if own and len(found[0].names) < len(group.names) and len(found[0].names) == 1:
            return None  # "the Velanews Orbit reporter" is no maker and its product
        if found[0].votes[ORGANIZATION] < 4:
            found[0].votes[PRODUCT] += 2
        return found[0]

    def _of_whole(self, group: Group) -> Group | None:
        """Find "Harbour Rovers" for "Rovers": common nouns that a name of its own stands before.

        Only where the article introduces one such name.
        """
        key, size = group.key, len(group.key)
        flags = self._flagged.flags
        first = group.names[0]
        if not all(flags[i] & lx.COMMON for i in range(first.first, first.last + 1)):
            return None
        named = self._ends.get(key[-1], ())
        roots = {id(o.root()): o for o in named if len(o.key) > size and o.key[-size:] == key}
        if len(roots) != 1:
            return None
        (whole,) = roots.values()
        before = [flags[i] for i in range(whole.names[0].first, whole.names[0].last + 1 - size)]
        owned = all(flag & (lx.PLACE | lx.DEMONYM | lx.ACRONYM) for flag in before)
        if key[0] in lx.lexicon().classes["institution"] and not owned:
            return None  # "House" after "White House"
        if not self._form(whole)[0].isupper():
            return None  # "129th Harbour Parade" is one of many, "then-Vela Rovers" no name
        if size == 1 and not any(not flag & lx.COMMON or flag & lx.PLACE for flag in before):
            return None  # "Court" after "Supreme Court"
        team = size == 1 and flags[first.first] & lx.PLURAL and all(f & lx.PLACE for f in before)
        if whole.root().type == PERSON or not (team or self.introduces(whole, group)):
            return None  # but what "the Harbour Rovers" are is said wherever they are named
        if self._stand_together(whole, group):
            return None
        return whole.root()

    def _may_be_person(self, group: Group) -> bool:
        """Whether two to four words may name a person for all that is known of them."""
        flagged, name = self._flagged, group.names[0]
        if not 2 <= len(group.key) <= _PERSON_WORDS or group.fixed:
            return False
        if any(group.votes[kind] >= STRONG for kind in (ORGANIZATION, PRODUCT, PLACE)):
            return False
        if flagged.flags[name.first] & lx.EMPTY and not flagged.flags[name.first] & lx.GIVEN:
            return False  # "North Zentley"
        alone = self._groups.get(group.key[:1])
        if alone is not None and alone.type != PERSON:
            return False  # "Vela Orrin": a maker and its product, or what a page glues together
        return all(
            flagged.words[i].istitle()
            and (not flagged.flags[i] & _NO_SURNAME or flagged.flags[i] & (lx.GIVEN | lx.SURNAME))
            for i in range(name.first, name.last + 1)
        )


def _is_guess(group: Group) -> bool:
    """Whether the spelling of a name alone makes it a person's."""
    return group.type == PERSON and group.votes[PERSON] <= _GUESSED


def is_legal(name: Name) -> bool:
    """Whether a name ends in a legal form."""
    return len(name_key(name.words)) + (name.words[0] == "the") < len(name.words)
