"""Definite descriptions that refer back to a name: "the company", "the retailer", "the latter"."""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile

from factpack.extract.coreference.headquarters import find_headquarters, place_key
from factpack.extract.coreference.mention_history import (
    CLAUSE_OPENERS,
    KIND_NOUNS,
    MODIFIER,
    OBJECT,
    POSSESSOR,
    PREPOSITIONS,
    SUBJECT,
    MentionHistory,
    Named,
)
from factpack.extract.coreference.pairs import of_pair
from factpack.extract.coreference.pronouns import topic
from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import POSSESSIVE
from factpack.extract.names.entity_type import ORGANIZATION, PERSON, PLACE, PRODUCT
from factpack.extract.names.groups import Group

_NEUTRAL = word_list("coreference", "descriptions.neutral")
_FAMILIES = {
    head: frozenset(family.split("/"))
    for family in sorted(word_list("coreference", "descriptions.families"))
    for head in family.split("/")
}
"""Head noun to the words of a name that it may sum up."""
_AT = word_list("coreference", "descriptions.at")
"""Words after which a name is where something is, not what it is about."""
_OF_ONE = word_list("coreference", "descriptions.of_one")
"""Posts before a person that show a bare noun to be one organisation: "Airline spokesman"."""
_OPENING = word_list("coreference", "descriptions.opening")
_RESTRICTED = word_list("coreference", "descriptions.restricted")
"""Words after which a description says itself which thing it means."""
_PHRASE = lx.NOUN | lx.ADJECTIVE | lx.DEMONYM | lx.ACRONYM
"""What may stand between a determiner and its noun."""
_NO_HEAD = lx.VERB | lx.ADVERB
_REACH = 3
"""How many sentences back a thing may stand that a particular noun fits."""
_OFTEN = 3
"""Names of an organisation so far that make an article one about it."""
_NEAR_NAMES = 12
"""Sentences that are searched for what stood near a name ("the Orr-led company")."""
_LENGTH = 8
"""Tokens of a description."""


class Descriptions:
    """Resolves the definite descriptions of one article."""

    def __init__(self, history: MentionHistory) -> None:
        """Read along with a history."""
        self._d = history
        self._lower = history.m.lower
        self._flags = history.m.flags
        self._cap = history.m.cap
        self.organizations: dict[int, Named] = {}
        """Organisations named so far, by identity, in order."""
        self._heads: set[str] = set()
        """Nouns that their names are built on: "district" of the "Vela School District"."""

    def note(self, organization: Group) -> None:
        """Note that an organisation is named."""
        named = self.organizations.get(id(organization))
        if named is None:
            named = self.organizations[id(organization)] = Named(organization)
            name = list(takewhile(lambda word: word not in PREPOSITIONS, organization.key))
            self._heads.update(name[1:][-1:])
        named.times += 1

    def resolve(self, at: int) -> tuple[int, Group, int] | None:
        """Last token, antecedent and part of the description that a determiner at `at` opens."""
        after = at + 1
        if after >= self._d.end:
            return None
        if self._lower[at] == "the" and self._lower[after] in ("latter", "former"):
            return of_pair(self._d, after)
        head = self._head(at)
        if not head:
            return None
        named = next((k for k in range(after, head) if k in self._d.name_at), 0)
        if named and self._is_at_home(named, head):
            group = self._headquarters[place_key(self._d, named)]
            if id(group) not in self.organizations:
                return None
        elif named:
            owner = self._d.name_at[named][1]
            group = self._near(owner, self._flags[head])
            if group is None and owner.type == PLACE and self._lower[head] in _NEUTRAL:
                group = self._speaks(at, head) or self._placed()
        elif self._lower[head] in _NEUTRAL:
            group = self._neutral(at, head)
        else:
            group = self._particular(self._lower[head])
        if group is None:
            return None
        before = self._d.here[-1] if self._d.here else None
        if before is not None and before.group is group and before.last == at - 2:
            if self._lower[at - 1] == ",":  # "with Vela, the studio": no part of its own
                return head, group, before.part
        return head, group, self._part(at, head)

    def resolve_bare(self, at: int) -> tuple[int, Group, int] | None:
        """As `resolve`, for "Airline spokesman Jane Roe", where the noun has no determiner."""
        head = self._lower[at]
        group = self._neutral(at, at) if head in _NEUTRAL else self._particular(head)
        return None if group is None else (at, group, MODIFIER)

    def is_bare(self, at: int) -> bool:
        """Whether a post that an organisation has one of, and a person, follow the noun at `at`."""
        d, lower = self._d, self._lower
        if not self._flags[at] & lx.ORG_NOUN or self._flags[at] & lx.PLURAL or at + 2 >= d.end:
            return False
        if at in d.inside or at in d.name_at or lower[at + 1] not in _OF_ONE:
            return False
        if at != d.first and lower[at - 1] not in _OPENING:
            return False
        named = next((k for k in range(at + 2, min(at + 6, d.end)) if k in d.name_at), 0)
        return bool(named) and d.name_at[named][1].type == PERSON

    def _head(self, at: int) -> int:
        """The noun that the phrase opened at `at` is about, where it is one we resolve; else 0."""
        lower, flags, cap, d = self._lower, self._flags, self._cap, self._d
        head = 0
        for j in range(at + 1, min(at + _LENGTH, d.end)):
            flag = flags[j]
            if lower[j] == "," and self._in_place(j):
                continue  # "the Portland, Oregon, company"
            if lower[j] in ",." or (flag & lx.FUNCTION and not flag & lx.COMMON):
                break
            if (flag & KIND_NOUNS or self._is_head_of_name(j)) and not flag & lx.PLURAL:
                head = j
            elif flag & _PHRASE or j in d.inside:
                if head and flag & lx.NOUN and not flag & _NO_HEAD:
                    head = 0  # "the company picnic"
            elif lower[j] != "-" and lower[j - 1] != "-":
                break
        after = head + 1
        if not head or head in d.inside or (after < d.end and lower[after] in _RESTRICTED):
            return 0
        if after + 1 < d.end and lower[after] == "," and after + 1 in d.name_at:
            if d.name_at[after + 1][1].type in (ORGANIZATION, PRODUCT):
                return 0  # "the Italian company, Vela, …" means Vela
        return 0 if after < d.end and cap[after] else head

    def _is_head_of_name(self, at: int) -> bool:
        """Whether the name of an organisation is built on the common noun at `at`."""
        common = not self._cap[at] and not self._flags[at] & (lx.ADVERB | lx.GERUND)
        return common and self._lower[at] in self._heads and at not in self._d.inside

    def _in_place(self, comma: int) -> bool:
        """Whether the comma at `comma` stands in or after "Portland, Oregon"."""
        d = self._d
        if comma in d.inside:
            return True
        if comma + 1 >= d.end:
            return False
        name = next((k for k in range(comma - 1, d.first, -1) if k in d.name_at), 0)
        if not name or d.name_at[name][1].type != PLACE or d.name_at[name][0] != comma - 1:
            return False
        after = d.name_at.get(comma + 1)
        if after is not None:  # the state is to follow, and a comma after it
            closes = after[0] + 1
            return after[1].type == PLACE and closes < d.end and self._lower[closes] == ","
        whole = "," in self._lower[name:comma]
        return whole or (name - 1 > d.first and self._lower[name - 1] == ",")

    def _part(self, at: int, head: int) -> int:
        after = head + 1
        if after < self._d.end and self._d.m.words[after] in POSSESSIVE:
            return POSSESSOR
        if at == self._d.first:
            return SUBJECT
        verb = self._flags[at - 1] & (lx.VERB | lx.THIRD)
        return OBJECT if verb or self._lower[at - 1] in PREPOSITIONS else SUBJECT

    def _is_at_home(self, place: int, head: int) -> bool:
        """Whether "the Leeds company" can be any that the article says is at home in Leeds."""
        is_place = self._d.name_at[place][1].type == PLACE
        return (
            is_place
            and bool(self._flags[head] & lx.ORG_NOUN)
            and place_key(self._d, place) in self._headquarters
        )

    @cached_property
    def _headquarters(self) -> dict[str, Group | None]:
        return find_headquarters(self._d)

    def _near(self, owner: Group, flag: int) -> Group | None:
        """For "the Orr-led company", the one company that stood in a sentence with Orr before."""
        kind = ORGANIZATION if flag & lx.ORG_NOUN else PRODUCT
        near: dict[int, Group] = {}
        for listed in self._d.past[-_NEAR_NAMES:]:
            if any(s.group is owner for s in listed):
                near.update(
                    (id(s.group), s.group)
                    for s in listed
                    if s.group.type == kind and s.group is not owner
                )
        return next(iter(near.values())) if len(near) == 1 else None

    def _particular(self, head: str) -> Group | None:
        """For "the bank", the one thing in reach that was called so, or whose name says so.

        Beyond reach it is the one organisation of the article that has the word in its name.
        """
        family = _FAMILIES.get(head, frozenset()) | {head}
        for listed in self._d.window(_REACH):
            fits = {
                id(s.group): s.group
                for s in listed
                if s.group.type in (ORGANIZATION, PRODUCT)
                and not family.isdisjoint(self._d.nouns(s.group))
            }
            if fits:
                return next(iter(fits.values())) if len(fits) == 1 else None
        called = [one.group for one in self.organizations.values() if head in one.group.key]
        return called[0] if len(called) == 1 else None

    def _speaks(self, at: int, head: int) -> Group | None:
        """For "Vela cut jobs, the Leeds company said", the one subject of the sentence so far."""
        after = head + 1
        said = after < self._d.end and self._flags[after] & (lx.PAST | lx.THIRD)
        one = self._d.only_subject() if said and self._lower[at - 1] == "," else None
        return one.group if one is not None and one.group.type == ORGANIZATION else None

    def _placed(self) -> Group | None:
        """For "the Leeds company", which tells where the organisation named last is at home."""
        if any(s.group.type == ORGANIZATION for s in self._d.here):
            return None
        for listed in self._d.window(_REACH)[1:]:
            near = {id(s.group): s for s in listed if s.group.type == ORGANIZATION}
            if len(near) == 1:
                seen = next(iter(near.values()))
                inside = seen.token > 0 and self._lower[seen.token - 1] in _AT
                return None if inside else seen.group
            if near:
                return topic(listed, (ORGANIZATION,), self._lower)
        return None

    def _neutral(self, at: int, head: int) -> Group | None:
        """For "the company", the subject of the clause or sentence before."""
        d = self._d
        here = [s for s in d.here if s.group.type == ORGANIZATION and s.part != MODIFIER]
        subjects = [s for s in here if s.part == SUBJECT and s.quote == d.quote]
        if subjects:
            # "Vela said that the firm …": only a clause of its own can take its subject up, and
            # two descriptions in one sentence are seldom of one thing.
            last = subjects[-1]
            one = len({id(s.group) for s in subjects}) == 1 and not last.coordinated
            again = any(
                s.group is last.group
                and s.last != s.token
                and self._lower[s.last] == self._lower[head]
                for s in d.here
            )
            return last.group if one and not again and self._is_clause(at, last.last) else None
        if here and at != d.first:
            return None
        only = len(self.organizations) == 1
        for back, listed in enumerate(d.window(_REACH)[1:]):
            organizations = [s for s in listed if s.group.type == ORGANIZATION]
            if organizations:
                found = topic(listed, (ORGANIZATION,), self._lower)
                aside = all(s.part in (OBJECT, MODIFIER) for s in organizations)
                return found or (self._subject_of_article(at, head) if aside else None)
            if back and not only:
                return self._subject_of_article(at, head)
        return None

    def _subject_of_article(self, at: int, head: int) -> Group | None:
        """The organisation that opens the article and is named half as often again as any other.

        Only a bare "the company" means it: "the present company" is one of several.
        """
        if head > at + 1 or self._d.quote % 2 or not self.organizations:
            return None
        named = sorted(self.organizations.values(), key=lambda one: -one.times)
        first, times = named[0], [one.times for one in named]
        clear = times[0] >= _OFTEN and (len(times) == 1 or 2 * times[0] >= 3 * times[1])
        opening = list(self.organizations.values())[:2]
        return first.group if clear and first in opening else None

    def _is_clause(self, at: int, last: int) -> bool:
        """Whether the phrase at `at` is the subject of a clause that starts after `last`."""
        before = self._lower[at - 1]
        if before in (",", ";", "—") or before in CLAUSE_OPENERS:
            return True
        words = self._lower[max(last + 1, at - 40) : at]
        return before not in PREPOSITIONS and ("that" in words or "said" in words)
