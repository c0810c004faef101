"""Who has been mentioned so far, in which sentence, and playing which part.

This is what pronouns and descriptions are resolved against. The part that a name plays is read
off the words beside it: "Vela's" is a possessor, "of Vela" no subject, "Vela engineers" merely
says what engineers they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import POSSESSIVE
from factpack.extract.names.groups import Group
from factpack.extract.text.doc import Doc

SUBJECT = 3
POSSESSOR = 2
OBJECT = 1
MODIFIER = 0
MAN = 1
WOMAN = 2
EITHER = 3
COPULA = word_list("coreference", "mention_history.copula")
ARTICLES = word_list("coreference", "mention_history.articles")
PREPOSITIONS = word_list("coreference", "mention_history.prepositions")
CLAUSE_OPENERS = word_list("coreference", "mention_history.clause_openers")
_MARKS = frozenset(', “ " ‘ : ; - – — ) ” * • ·'.split())
_JOINERS = frozenset(["and", "&", "or"])
_LISTED = frozenset([",", "and", "or", ".", "&"])
_DESCRIBED = word_list("coreference", "mention_history.described")
"""Plurals that are verbs as well, but hardly ever after a name."""
_TITLES = lx.ROLE | lx.ROLE_LOWER | lx.ROLE_MOD | lx.HONORIFIC
_VERBS = lx.VERB | lx.PAST | lx.THIRD | lx.GERUND
_NOUNS = lx.NOUN | lx.PLURAL
_NO_NOUNS = lx.VERB | lx.THIRD | lx.PAST | lx.ADVERB
_SURE_NOUNS = lx.ROLE_LOWER | lx.PRODUCT_NOUN
KIND_NOUNS = lx.ORG_NOUN | lx.PRODUCT_NOUN
"""Nouns that say what kind of thing a name names."""
_NOUN_OPENERS = word_list("coreference", "mention_history.noun_openers")
_MALE = word_list("coreference", "mention_history.male")
_FEMALE = word_list("coreference", "mention_history.female")
_NOTED = 6
"""Mentions of a name that are searched for nouns applied to it; it is introduced early."""
_REMEMBERED = 40
"""Mentions kept of one sentence; a longer one is a list, in which nothing is resolved anyway."""


@dataclass(slots=True, eq=False)
class Seen:
    """A mention of an entity.

    Attributes:
        token: its first token.
        last: its last token.
        group: the entity.
        part: SUBJECT, POSSESSOR, OBJECT or MODIFIER.
        coordinated: joined to another by "and" or "or".
        quote: number of quotation marks before it; odd inside a quotation.
    """

    token: int
    last: int
    group: Group
    part: int
    coordinated: bool
    quote: int


@dataclass(slots=True, eq=False)
class Named:
    """An organisation and how often it has been named so far."""

    group: Group
    times: int = 0


class MentionHistory:
    """The mentions of an article up to the sentence being read."""

    def __init__(self, flagged: Doc, groups: list[Group]) -> None:
        """Read an article whose names are found and grouped.

        Args:
            flagged: the article.
            groups: the groups of names that stand for an entity.
        """
        self.m = flagged
        self._lower = flagged.lower
        self._flags = flagged.flags
        self.name_at = {name.first: (name.last, group) for group in groups for name in group.names}
        self.inside = set(self.name_at)
        for first, (last, _) in self.name_at.items():
            for token in range(first + 1, last + 1):
                self.inside.add(token)
        self._nouns: dict[int, set[str]] = {}
        self._sex: dict[int, int] = {}
        self.past: list[list[Seen]] = []
        """Mentions of the sentences before, the nearest last."""
        self.here: list[Seen] = []
        """Mentions of this sentence so far."""
        self.first = self.end = 0
        """Tokens of this sentence."""
        self.quote = 0
        self.blocked = self.was_blocked = False
        """Whether this sentence, and the one before, speaks of a thing without a name."""
        self.last_bounds = (0, 0)

    # -- reading on ----------------------------------------------------------------------------

    def start(self, first: int, end: int) -> None:
        """Go on to the sentence of the tokens `[first, end)`."""
        self.past.append(self.here)
        self.here = []
        self.last_bounds = (self.first, self.end)
        self.first, self.end = first, end
        self.was_blocked, self.blocked = self.blocked, self._opens_with_noun()

    def only_subject(self) -> Seen | None:
        """The last mention of the one subject of the sentence so far; None: none, or several."""
        subjects = [seen for seen in self.here if seen.part == SUBJECT]
        one = len({id(seen.group) for seen in subjects}) == 1
        return subjects[-1] if one and not subjects[-1].coordinated else None

    def add(
        self, token: int, last: int, group: Group, part: int, coordinated: bool = False
    ) -> None:
        """Note a mention in this sentence."""
        if len(self.here) >= _REMEMBERED:
            del self.here[: _REMEMBERED // 2]
        self.here.append(Seen(token, last, group, part, coordinated, self.quote))

    def add_name(self, token: int, last: int, group: Group) -> None:
        """Note a name in this sentence, with the part that it plays."""
        lower = self._lower
        after = last + 1
        coordinated = after < self.end and lower[after] in _JOINERS
        if coordinated and after + 1 < self.end and not self.m.cap[after + 1]:
            # "bought Vela and became its head": what is joined are verbs.
            joined = self._flags[after + 1]
            coordinated = not joined & _VERBS or bool(joined & _NOUNS)
        if token > self.first and lower[token - 1] in _JOINERS and self.here:
            coordinated = coordinated or self.here[-1].last == token - 2
        self.add(token, last, group, self._part(token, after, coordinated), coordinated)

    def window(self, reach: int) -> list[list[Seen]]:
        """Mentions of this sentence, then of those before, nearest first.

        Inside a quotation only what the quotation itself names is at hand.
        """
        found = [self.here, *self.past[-1 : -1 - reach : -1]]
        if self.quote % 2:
            return [[s for s in listed if s.quote == self.quote] for listed in found]
        return found

    # -- what names tell -----------------------------------------------------------------------

    def sex(self, group: Group) -> int:
        """MAN, WOMAN, or EITHER where neither title nor given name tells."""
        known = self._sex.get(id(group))
        if known is None:
            known = self._sex[id(group)] = self._sex_of(group)
        return known

    def learn_sex(self, group: Group, sex: int) -> None:
        """Note what a pronoun told of a person."""
        self._sex[id(group)] = sex

    def _sex_of(self, group: Group) -> int:
        lower = self.m.lower
        for name in group.names[:4]:
            before = name.first - 1
            if before >= 0 and lower[before] == ".":
                before -= 1
            if before >= 0 and lower[before] in _MALE:
                return MAN
            if before >= 0 and lower[before] in _FEMALE:
                return WOMAN
        longest = max(group.names, key=lambda name: len(name.words))
        given = self.m.flags[longest.first] & lx.GIVEN
        return MAN if given == lx.GIVEN_M else WOMAN if given == lx.GIVEN_F else EITHER

    def nouns(self, group: Group) -> set[str]:
        """Words of a thing's name, and nouns that the article applies to it."""
        known = self._nouns.get(id(group))
        if known is None:
            known = self._nouns[id(group)] = set(group.key)
            for name in group.names[:_NOTED]:
                self._note_nouns(name.first, name.last, known)
        return known

    def _note_nouns(self, first: int, last: int, nouns: set[str]) -> None:
        """Note nouns that the article applies to a name: "X, a bank", "X is an airline"."""
        lower, flags, cap = self._lower, self._flags, self.m.cap
        if first and flags[first - 1] & KIND_NOUNS and not cap[first - 1]:
            nouns.add(lower[first - 1])  # "the software maker Vela"
        i = last + 1
        if i + 2 >= len(lower):
            return
        if lower[i] == "," or lower[i] in COPULA:
            if lower[i + 1] not in ARTICLES:
                return
            for j in range(i + 2, min(i + 11, len(lower))):
                if lower[j] in ",.(" or (flags[j] & lx.FUNCTION and not flags[j] & lx.COMMON):
                    return
                if flags[j] & KIND_NOUNS and not cap[j]:
                    nouns.add(lower[j])
        elif flags[i] & lx.PRODUCT_NOUN and not cap[i]:
            nouns.add(lower[i])

    def is_modified(self, after: int) -> bool:
        """Whether a common noun at `after` follows a name that merely describes it."""
        flag = self._flags[after]
        if self.m.cap[after] or flag & lx.FUNCTION:
            return False
        if flag & _NOUNS and not flag & _NO_NOUNS:
            return True
        if flag & _SURE_NOUNS and not flag & lx.THIRD:
            return True
        return self._lower[after] in _DESCRIBED

    def _part(self, token: int, after: int, coordinated: bool) -> int:
        """Part that the name from `token` to before `after` plays."""
        lower, flags, here, first = self._lower, self._flags, self.here, self.first
        if after < self.end:
            if self.m.words[after] in POSSESSIVE:
                return POSSESSOR
            if self.is_modified(after) or (self.m.cap[after] and flags[after] & lx.ROLE):
                return MODIFIER  # "Vela engineers", "Vela CEO Jane Orr"
        before = token - 1
        if before >= first and lower[before] == "the":
            before -= 1
        previous = here[-1] if here else None
        before = self._before_titles(before)
        if previous is not None and previous.last == before < token - 1:
            if previous.part == MODIFIER:  # "former Vela chief executive Jane Orr"
                before = self._before_titles(previous.token - 1)
        if before < first:
            return SUBJECT
        low = lower[before]
        if previous is not None and before in self.inside and previous.last == before:
            return previous.part if previous.part != POSSESSOR else OBJECT
        if low == "," and previous is not None and previous.last == before - 1:
            listed = after >= self.end or lower[after] in _LISTED
            return OBJECT if listed and previous.part == OBJECT else SUBJECT
        if low in PREPOSITIONS and low != "as":
            return OBJECT
        if low == "," and here and self._ends_indefinite(before - 1):
            return OBJECT  # "it bought a rival, Vela"
        if low in CLAUSE_OPENERS:
            joined = coordinated and previous is not None and previous.last >= before - 2
            return previous.part if joined and previous is not None else SUBJECT
        if low == "(" or (low == ":" and before > first + 1 and lower[before - 2] == "("):
            return OBJECT  # an aside
        if low in _MARKS:
            return SUBJECT
        if flags[before] & _VERBS or self.m.words[before] in POSSESSIVE or here:
            return OBJECT
        return SUBJECT

    def _before_titles(self, before: int) -> int:
        """The token before the titles of a person: "former chief executive", "Mr."."""
        lower, flags = self._lower, self._flags
        while before >= self.first and (
            flags[before] & _TITLES or (lower[before] == "." and flags[before - 1] & lx.HONORIFIC)
        ):
            before -= 1
        return before

    def _ends_indefinite(self, last: int) -> bool:
        """Whether the noun at `last` ends "a company", and no clause begins with that."""
        if not self._flags[last] & KIND_NOUNS or self.m.cap[last]:
            return False
        for i in range(last - 1, max(self.first, last - 5), -1):
            if self._lower[i] in ("a", "an"):
                return bool(self._flags[i - 1] & _VERBS) and self._lower[i - 1] not in COPULA
            if not self._flags[i] & (_NOUNS | lx.ADJECTIVE):
                return False
        return False

    def _opens_with_noun(self) -> bool:
        """Whether this sentence seems to speak of a thing that has no name: "The deal …"."""
        first, end = self.first, self.end
        if self._lower[first] not in _NOUN_OPENERS:
            return False
        for i in range(first + 1, min(first + 6, end)):
            if i in self.inside:
                return False
            if self._flags[i] & _NOUNS:
                return True
        return False
