"""Pronouns that refer back to a name, where the text leaves no doubt.

Subjects are preferred to possessors and those to the rest, the same sentence to the one before.
An antecedent must fit in type, number and sex, and no second one may fit as well: a wrong
antecedent poisons claims, a missing one merely leaves them out.
"""

from __future__ import annotations

from factpack.extract.coreference.mention_history import (
    CLAUSE_OPENERS,
    MAN,
    MODIFIER,
    OBJECT,
    POSSESSOR,
    PREPOSITIONS,
    SUBJECT,
    WOMAN,
    MentionHistory,
    Seen,
)
from factpack.extract.coreference.relatives import Relatives
from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.entity_type import ORGANIZATION, PERSON, PRODUCT
from factpack.extract.names.groups import Group

HE = word_list("coreference", "pronouns.he")
SHE = word_list("coreference", "pronouns.she")
IT = word_list("coreference", "pronouns.it")
THEY = word_list("coreference", "pronouns.they")
RELATIVE = word_list("coreference", "pronouns.relative")
PRONOUNS = HE | SHE | IT | THEY | RELATIVE
_SELF = word_list("coreference", "pronouns.self")
_OWNING = word_list("coreference", "pronouns.owning")
_DOING = word_list("coreference", "pronouns.doing")
_PERSON_SUBJECTS = word_list("coreference", "pronouns.person_subjects")
_EMPTY_VERBS = word_list("coreference", "pronouns.empty_verbs")
_AUXILIARIES = word_list("coreference", "pronouns.auxiliaries")
_BE = word_list("coreference", "pronouns.be")
_EMPTY_ADJECTIVES = word_list("coreference", "pronouns.empty_adjectives")
_BREAKS = frozenset([",", ";", ":", "—"])
_REACH = 3
"""How many sentences back a person may stand."""
_NEAR = 80
"""Tokens that are looked back over inside a sentence."""
_OPENING = 5
"""Tokens of a phrase that says when or where, before the subject."""
_OPENS = CLAUSE_OPENERS | {"what", "how", ","}
_UNSURE = 1.5
"""Weight of its type up to which a name may turn out a person's: "Orrin quit his job"."""


class Pronouns:
    """Resolves the pronouns of one article."""

    def __init__(self, history: MentionHistory) -> None:
        """Read along with a history."""
        self._d = history
        self._lower = history.m.lower
        self._flags = history.m.flags
        self._cap = history.m.cap
        self._relatives = Relatives(history)

    def resolve(self, at: int) -> tuple[Group, int] | None:
        """Antecedent of the pronoun at token `at` and the part it plays; None where in doubt."""
        word = self._lower[at]
        if word in RELATIVE:
            group = self._relatives.resolve(at, word)
            return (group, OBJECT if word == "where" else SUBJECT) if group is not None else None
        part = self._part(at, word)
        if word in HE or word in SHE:
            group = self._person(MAN if word in HE else WOMAN, part)
        elif word == "it" and (self._is_empty(at) or self._lower[at - 1] in PREPOSITIONS):
            group = None
        elif at > 1 and self._lower[at - 1] == "by" and self._flags[at - 2] & lx.PAST:
            group = None  # "a bank run by its founder": the bank's
        else:
            group = self._thing(at, part, word in THEY)
        return (group, part) if group is not None else None

    def _part(self, at: int, word: str) -> int:
        if word in _OWNING:
            return POSSESSOR
        if word in _DOING:
            return SUBJECT
        if word == "her":
            after = self._flags[at + 1] if at + 1 < self._d.end else 0
            return POSSESSOR if after & (lx.NOUN | lx.PLURAL | lx.ADJECTIVE) else OBJECT
        if word == "it":
            if at == self._d.first:
                return SUBJECT
            before = self._flags[at - 1] & (lx.VERB | lx.THIRD | lx.GERUND)
            return OBJECT if before or self._lower[at - 1] in PREPOSITIONS else SUBJECT
        return OBJECT

    # -- people --------------------------------------------------------------------------------

    def _person(self, sex: int, part: int) -> Group | None:
        d = self._d
        for back, listed in enumerate(d.window(_REACH)):
            fits = [s for s in listed if s.group.type == PERSON and d.sex(s.group) & sex]
            if fits:
                group = self._one_of(fits, sex, back == 0 and part == SUBJECT)
                if group is not None:
                    d.learn_sex(group, sex)
                return group
        return self._turned_person(sex, part)

    def _one_of(self, fits: list[Seen], sex: int, fresh: bool) -> Group | None:
        groups = {id(s.group) for s in fits}
        if len(groups) == 1:
            return None if fresh and fits[-1].coordinated else fits[-1].group
        known = [s for s in fits if self._d.sex(s.group) == sex]
        if len(groups) == 2 and len({id(s.group) for s in known}) == 1:
            return known[-1].group
        subjects = [s for s in fits if s.part == SUBJECT and not s.coordinated]
        return subjects[-1].group if len({id(s.group) for s in subjects}) == 1 else None

    def _turned_person(self, sex: int, part: int) -> Group | None:
        """A name of unknown kind that "his" shows to be a person's; its group becomes one."""
        subjects = [s for s in self._d.here if s.part == SUBJECT]
        if part != POSSESSOR and not subjects and self._d.past and not self._d.was_blocked:
            subjects = [s for s in self._d.past[-1] if s.part == SUBJECT]
        if len({id(s.group) for s in subjects}) != 1 or subjects[0].coordinated:
            return None
        group = subjects[0].group
        name = group.names[0]
        spelt = all(self._d.m.words[k].istitle() for k in range(name.first, name.last + 1))
        if group.fixed or max(group.votes) > _UNSURE or not spelt or len(group.key) > 3:
            return None
        group.type = PERSON
        self._d.learn_sex(group, sex)
        return group

    # -- things --------------------------------------------------------------------------------

    def _is_empty(self, at: int) -> bool:
        """Whether an "it" stands for a clause, the time or the weather."""
        lower, end = self._lower, self._d.end
        j = at + 1
        if j < end and lower[j] in _EMPTY_VERBS:
            return True
        while j < end and lower[j] in _AUXILIARIES:
            j += 1
        if j < end and lower[j] in _BE:
            return j + 1 < end and lower[j + 1] in _EMPTY_ADJECTIVES
        return at + 1 < j < end and lower[j] in _EMPTY_ADJECTIVES

    def _thing(self, at: int, part: int, plural: bool) -> Group | None:
        """Antecedent of "it" or "they" and their forms."""
        d = self._d
        types = (ORGANIZATION,) if plural else (ORGANIZATION, PRODUCT)
        window = d.window(1)
        here = window[0]
        if plural and (any(s.coordinated for s in here) or self._plural_before(here, d.first, at)):
            return None
        if not here and at > d.first and self._is_adjunct(at) and not self._acts_after_time(at):
            return None  # "Stating its aims, Vela …" points ahead.
        fits = [s for s in here if s.group.type in types and s.part != MODIFIER]
        if self._lower[at] in _SELF:
            subjects = [s for s in here if s.part == SUBJECT]
            return subjects[-1].group if subjects and subjects[-1].group.type in types else None
        if part == POSSESSOR and fits and self._lower[at - 1] == "and":
            # "bought Vela and its subsidiaries", "Vela's tools and its price"
            if fits[-1].last == at - 2 or fits[-1].part == POSSESSOR:
                return fits[-1].group
        subjects = [s for s in fits if s.part == SUBJECT and not s.coordinated]
        if subjects:
            if part == POSSESSOR:
                return subjects[-1].group
            one = len({id(s.group) for s in subjects}) == 1
            return subjects[-1].group if one and self._clause_from(subjects[-1].last, at) else None
        if fits or (d.blocked and at > d.first):
            return self._owned(fits, here, part) if fits else None
        if part == OBJECT and any(s.group.type == PERSON and s.part == SUBJECT for s in here):
            return None
        if len(window) < 2 or d.was_blocked:
            return None
        return self._across(at, part, plural, window[1], types)

    def _owned(self, fits: list[Seen], here: list[Seen], part: int) -> Group | None:
        """The one thing that a sentence about a person or a thing without a name mentions."""
        if len({id(s.group) for s in fits}) != 1 or part == OBJECT:
            return None
        if any(s.part == POSSESSOR for s in fits):
            return fits[-1].group
        # "She was a professor at Vela and the head of its school."
        person = any(s.group.type == PERSON and s.part == SUBJECT for s in here)
        person = person or self._lower[self._d.first] in _PERSON_SUBJECTS
        return fits[-1].group if part == POSSESSOR and person and not fits[-1].coordinated else None

    def _across(
        self, at: int, part: int, plural: bool, before: list[Seen], types: tuple[int, ...]
    ) -> Group | None:
        """Antecedent in the sentence before."""
        if plural:
            # "They" is one organisation only where nothing else was named, nor any plural.
            alone = len({id(s.group) for s in before}) == 1 and at == self._d.first
            if not alone or part != SUBJECT or before[0].part != SUBJECT or before[0].coordinated:
                return None
            if self._plural_before(before, *self._d.last_bounds):
                return None
        return topic(before, types, self._lower)

    def _is_adjunct(self, at: int) -> bool:
        """Whether the sentence opens with a phrase that hangs on a subject yet to come."""
        first = self._d.first
        flag = self._flags[first]
        if not flag & (lx.GERUND | lx.PAST) and self._lower[first] not in PREPOSITIONS:
            return False
        return "," not in self._lower[max(first, at - _NEAR) : at]

    def _acts_after_time(self, at: int) -> bool:
        """Whether "it" is a subject after a short opening phrase: "In early March it bought"."""
        lower, flags, first = self._lower, self._flags, self._d.first
        if lower[at] != "it" or at + 1 >= self._d.end or at - first > _OPENING:
            return False
        if lower[first] not in PREPOSITIONS or any(w in _OPENS for w in lower[first:at]):
            return False
        return bool(flags[at + 1] & (lx.PAST | lx.THIRD)) or lower[at + 1] in _AUXILIARIES

    def _clause_from(self, after: int, at: int) -> bool:
        """Whether a new clause starts between two tokens, so that a subject may be taken up."""
        words = self._lower[max(after + 1, at - _NEAR) : at + 1]
        return any(word in CLAUSE_OPENERS or word in _BREAKS for word in words)

    def _plural_before(self, listed: list[Seen], first: int, at: int) -> bool:
        """Whether a common noun in the plural stands between `first` and `at`."""
        flags, cap = self._flags, self._cap
        after = listed[0].last + 1 if listed else first
        for j in range(max(first, at - _NEAR), at):
            if flags[j] & lx.PLURAL and not cap[j] and not flags[j] & lx.FUNCTION:
                # "Vela plans": after a name, a verb rather than a noun.
                if not flags[j] & lx.THIRD or j != after or self._d.is_modified(j):
                    return True
        return False


def topic(listed: list[Seen], types: tuple[int, ...], lower: list[str]) -> Group | None:
    """What a sentence is about, for the sentence after it; None where that is open.

    Args:
        listed: mentions of the sentence.
        types: types that fit.
        lower: the words of the article.
    """
    fits = [s for s in listed if s.group.type in types and s.part != MODIFIER]
    subjects = [s for s in fits if s.part == SUBJECT and not s.coordinated]
    if subjects:
        return subjects[0].group if len({id(s.group) for s in subjects}) == 1 else None
    if len({id(s.group) for s in fits}) != 1 or any(s.coordinated for s in fits):
        return None
    if any(s.part == POSSESSOR for s in fits):
        return fits[-1].group
    # "She founded Vela in 1999. It …": the object of a person's doing.
    before = lower[fits[0].token - 1] if fits[0].token else ""
    return fits[-1].group if before not in PREPOSITIONS or before == "of" else None
