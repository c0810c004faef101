"""The subjects of the rules of verbs: who acts, whose shares they are, whose aim it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from factpack.extract.claims.roles.lists import args_of
from factpack.extract.claims.roles.owners import modifier_of, possessor_of
from factpack.extract.claims.roles.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.neighbours import near_of
from factpack.extract.claims.syntax.sentence import Sentence

BACKERS: Final = frozenset(
    "backers investors donors sponsors funders supporters shareholders".split()
)
_GOALS: Final = frozenset(
    "goal aim mission ambition objective purpose vision intention target".split()
)
_SHARES: Final = frozenset(("shares", "stock", "share"))


def subjects_of(s: Sentence, k: int, names: Sequence[str]) -> list[Arg]:
    """Arguments of the verb group at `k` in the first of the roles that is filled."""
    for name in names:
        if name == "goal_of":
            return _goal_of(s, k)
        if name == "backed":
            return _backed(s, k)
        if name == "with_before":
            v = s.verb_at(k).governor
            return in_role(s, v, "with") if v >= 0 else []
        found = _shares_of(s, k) if name == "shares" else in_role(s, k, name)
        if found:
            return found
    return []


def _shares_of(s: Sentence, k: int) -> list[Arg]:
    """X in "shares of X trade", "X’s shares are listed"."""
    n = s.verb_at(k).subject
    if n < 0 or s.last_word(n) not in _SHARES:
        return []
    near = near_of(s, n)
    return _owner(s, n) or args_of(s, near.get("of", near.get("in", -1)))


def _backed(s: Sentence, k: int) -> list[Arg]:
    """X in "X’s backers pledge", "investors in X have committed".

    "The backers" alone are those of the organisation whose backers the text has just named.
    """
    n = s.verb_at(k).subject
    if n < 0 or s.last_word(n) not in BACKERS:
        return []
    near, backed = near_of(s, n), s.discourse.backed
    found = _owner(s, n) or args_of(s, near.get("of", near.get("in", -1)))
    if not found and not near and backed is not None:
        if s.words[s.first[n] : s.stop[n]] == ["the", s.last_word(n)]:
            start, end = s.start[s.first[n]], s.end[s.stop[n] - 1]
            return [Arg(backed.mention, start, end, n, backed.types, True)]
    return [a for a in found if "Organization" in a.types]


def _goal_of(s: Sentence, k: int) -> list[Arg]:
    """Whose aim the subject of the verb is: "its mission", "the goal of X"."""
    n = s.verb_at(k).subject
    if n < 0 or s.last_word(n) not in _GOALS:
        return []
    return _owner(s, n) or args_of(s, near_of(s, n).get("of", -1))


def _owner(s: Sentence, n: int) -> list[Arg]:
    """Whose the noun that ends the phrase is, as a list of one or none."""
    last = s.stop[n] - 1
    owner = possessor_of(s, n, last) or modifier_of(s, n, last)
    return [owner] if owner else []
