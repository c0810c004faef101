"""Relative pronouns: "Orr, who …", "Vela, which …", "at Vela, where …", "Vela is a firm that …"."""

from __future__ import annotations

from factpack.extract.coreference.mention_history import (
    ARTICLES,
    COPULA,
    MODIFIER,
    MentionHistory,
)
from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.entity_type import ORGANIZATION, PERSON, PLACE, PRODUCT
from factpack.extract.names.groups import Group

_SEAT = 12
"""Tokens of "based in Leeds, England,"."""
_SEATED = word_list("coreference", "relatives.seated")
_WHEN = word_list("coreference", "relatives.when")
_DEFINING = lx.NOUN | lx.ADJECTIVE | lx.DEMONYM | lx.PAST | lx.GERUND | lx.ROLE_MOD
"""Words between "a" and the noun of a definition."""


class Relatives:
    """Resolves the relative pronouns of one article."""

    def __init__(self, history: MentionHistory) -> None:
        """Read along with a history."""
        self._d = history
        self._lower = history.m.lower
        self._flags = history.m.flags
        self._cap = history.m.cap

    def resolve(self, at: int, word: str) -> Group | None:
        """Resolve "Orr, who …", "Vela, which …", "at Vela, where …", "Vela is a firm that …"."""
        here = self._d.here
        if not here or at == self._d.first:
            return None
        last = here[-1]
        gap = at - last.last - 1
        direct = gap == 0 or (gap == 1 and self._lower[at - 1] == ",")
        if word == "where" and (direct or self._is_time(last.last + 1, at)):
            return self._workplace(at)
        placed = last.group.type == PLACE and word in ("that", "which")
        if not direct or placed:  # "a firm based in Leeds that"
            return self._defined(at, word)
        if word == "that" or last.coordinated or last.part == MODIFIER:
            return None
        kind = last.group.type
        if word in ("who", "whom"):
            return last.group if kind == PERSON else None
        if word == "whose":
            return last.group if kind != PLACE else None
        return last.group if kind in (ORGANIZATION, PRODUCT) else None

    def _workplace(self, at: int) -> Group | None:
        """The organisation before "where", over the place that it stands in."""
        for seen in reversed(self._d.here[-3:]):
            if seen.group.type == ORGANIZATION:
                return seen.group if at - seen.last <= 8 and not seen.coordinated else None
            if seen.group.type != PLACE:
                return None
        return None

    def _defined(self, at: int, word: str) -> Group | None:
        """What "a firm that" defines, in "Vela is a firm that" or "Vela, a firm that"."""
        lower, flags, cap, d = self._lower, self._flags, self._cap, self._d
        at = self._before_seat(at)
        if word in ("where", "which") and lower[at - 1] == "," and at - 2 > d.first:
            at -= 1
        noun = flags[at - 1]
        person = bool(noun & (lx.PERSON_NOUN | lx.ROLE_LOWER))
        if cap[at - 1] or word == "whom" or (word == "where" and not noun & lx.ORG_NOUN):
            return None
        if not person and not noun & (lx.ORG_NOUN | lx.PRODUCT_NOUN):
            return None
        j = at - 2
        while j > d.first and lower[j] not in ARTICLES:
            if not self._is_defining(j):
                return None
            j -= 1
        before = j - 1
        if lower[j] == "the" or before <= d.first:
            return None
        if lower[before] not in COPULA and lower[before] != ",":
            return None
        for seen in reversed(d.here):
            gap = before - seen.last - 1
            bracket = gap > 0 and lower[before - 1] == ")" and lower[seen.last + 1] == "("
            inside = lower[seen.last + 1 : before]
            bracket = bracket and inside.count("(") == inside.count(")")
            if seen.last < before and (gap == 0 or bracket):
                fits = (seen.group.type == PERSON) == person and seen.group.type != PLACE
                return seen.group if fits and not seen.coordinated else None
        return None

    def _is_defining(self, at: int) -> bool:
        """Whether a token may stand between "a" and the noun of a definition: "Leeds-based"."""
        flag, word = self._flags[at], self._lower[at]
        if at in self._d.inside:
            name = next((k for k in range(at, self._d.first, -1) if k in self._d.name_at), -1)
            return name >= 0 and self._d.name_at[name][1].type == PLACE
        if flag & _DEFINING or word in ("and", "-", "–"):
            return True
        return word.replace("-", "").isalpha() and not flag & lx.FUNCTION

    def _is_time(self, first: int, end: int) -> bool:
        """Whether tokens say when: "on June 1, 2013", "in 1980"."""
        words = self._lower[first:end]
        return bool(words) and all(word in _WHEN or word.isdigit() for word in words)

    def _before_seat(self, at: int) -> int:
        """The token after the noun in "a firm based in Leeds that", whose "that" is at `at`."""
        j = at - 1
        while j > self._d.first and at - j < _SEAT:
            word = self._lower[j]
            if word in _SEATED:
                return j
            seat = j in self._d.inside or word in ("in", ",") or word.isdigit()
            if not seat or word in _SEATED:
                break
            j -= 1
        return at
