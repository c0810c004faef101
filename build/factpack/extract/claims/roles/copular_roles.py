"""Whom a noun that is said of someone relates them to: Y in "X, founder of Y"."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.roles.arguments import unit_arg
from factpack.extract.claims.roles.lists import args_of
from factpack.extract.claims.roles.noun_roles import after_comma, noun_role
from factpack.extract.claims.roles.noun_subjects import USES, user_follows
from factpack.extract.claims.roles.object_text import text_of
from factpack.extract.claims.roles.owners import modifier_of, possessor_of
from factpack.extract.claims.roles.verb_roles import in_role
from factpack.extract.claims.rules.candidate import fits
from factpack.extract.claims.rules.rule import Rule, is_bearing
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.neighbours import near_of
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.subjects import previous_verb

REMOVE: Final = frozenset("oust fire dismiss sack lose remove".split())
_BOARD: Final = frozenset(("board", "directors", "shareholders"))
_APPOINT: Final = frozenset(
    "name appoint elect hire promote nominate recruit poach install".split()
)
_GIVES_OR_TAKES: Final = _APPOINT | REMOVE | {"replace"}


def related(s: Sentence, rule: Rule, k: int, u: int) -> tuple[list[Arg], tuple[int, int] | None]:
    """What the noun relates its bearer to, and the part of it that is named ("of research")."""
    names = rule.object if "self" in rule.subject else rule.subject
    wanted = rule.object_types if "self" in rule.subject else rule.subject_types
    unit: tuple[int, int] | None = None
    tail = s.stop[k] - 1 == u
    near = near_of(s, k) if tail else {}
    if rule.role and s.tags[s.first[k]] == "H" and s.left[k] >= 0:
        if s.words[s.first[s.left[k]]] == "as":
            hiring = appointer(s, k)  # "hired X, who worked at Y, as its head"
            if hiring:
                return hiring, None
    if not near and tail:
        near = _near_shared(s, k)
    if rule.role and "of" in near:
        of = near["of"]
        args = [a for a in args_of(s, of) if fits(a, wanted)]
        outer = next((near[n] for n in ("at", "with", "for") if n in near), -1)
        place = args_of(s, outer) if outer >= 0 else after_comma(s, k)
        place = [a for a in place if fits(a, wanted)]
        if place and outer != of and all(a.mention >= 0 or a.named for a in place):
            return place, text_of(s, of)
        if args:
            return args, None
        unit = text_of(s, of)
    elif rule.role and "for" in near and ("at" in near or after_comma(s, k)):
        unit = text_of(s, near["for"])
    if rule.role and not near:
        shared = _shared_owner(s, k)
        if shared:
            return shared, unit
    for name in names:
        if name == "self":
            continue
        if name == "A_uses":
            found = _users(s, k)
        elif name == "its":
            found = _its(s, k)
        elif name in ("poss", "mod", "comma"):
            found = noun_role(s, rule, k, u, name)
        else:
            found = args_of(s, near.get(name, -1))
        found = [a for a in found if fits(a, wanted)]
        if found:
            return found, unit
    return [], None


def _its(s: Sentence, k: int) -> list[Arg]:
    """What "its" means in "Jane Roe, one of the founders, sits on its board".

    Only where "its" is resolved and the sentence names no other organisation.
    """
    after = s.right[k]
    if after >= s.size or s.kinds[after] != ",":
        return []
    args = [unit_arg(s, u, -1) for u in range(len(s.words)) if s.tags[u] in "EH"]
    found = [a for a in args if a.mention >= 0 and "Organization" in a.types]
    if not found or any(a.named for a in found):
        return []
    return found[:1] if found[0].start > s.start[s.first[after]] else []


def _shared_owner(s: Sentence, k: int) -> list[Arg]:
    """For "Acme president and head of sales Jane Roe": the name before the first post."""
    m = s.left[k]
    if m < 1 or s.kinds[m] != "C" or s.kinds[m - 1] != "N":
        return []
    last = s.stop[m - 1] - 1
    if s.tags[last] != "N" or not is_bearing(s.words[last]):
        return []
    own = possessor_of(s, k, s.stop[k] - 1) or modifier_of(s, k, s.stop[k] - 1)
    if own is not None:
        return []
    found = possessor_of(s, m - 1, last) or modifier_of(s, m - 1, last)
    return [found] if found is not None and "Organization" in found.types else []


def _users(s: Sentence, k: int) -> list[Arg]:
    """X in "the main system X uses", "the main system used by X"."""
    if s.last_tag(k) == "E" and user_follows(s, k):
        return [unit_arg(s, s.stop[k] - 1, k)]
    n = s.right[k]
    if n < s.size and s.kinds[n] in "WS":
        n = s.right[n]
    if n < s.size and s.kinds[n] == "N":
        v = s.right[n]
        if v < s.size and s.kinds[v] == "V" and s.verb_at(v).subject == n:
            return args_of(s, n) if s.verb_at(v).lemma in USES else []
    if n < s.size and s.kinds[n] == "V" and s.verb_at(n).lemma in USES:
        return in_role(s, n, "A") if s.verb_at(n).passive else []
    return []


def _near_shared(s: Sentence, k: int) -> dict[str, int]:
    """For "founder and head of X": what stands after the last of the joined nouns."""
    n = k
    for _ in range(4):
        m = s.right[n]
        if m < s.size and s.kinds[m] == ",":
            m = s.right[m]
        if m >= s.size or s.kinds[m] not in "CN":
            return {}
        if s.kinds[m] == "C":
            m = s.right[m]
        if m >= s.size or s.kinds[m] != "N":
            return {}
        if s.last_tag(m) != "N":
            return {}
        near = near_of(s, m)
        if near:
            return near
        n = m
    return {}


def appointer(s: Sentence, k: int) -> list[Arg]:
    """The organisation in "X named Jane Roe chief executive", "… as its head of sales"."""
    v = previous_verb(s, k)
    verb = s.verb[v] if v >= 0 else None
    if verb is None or verb.lemma not in _GIVES_OR_TAKES:
        return []
    found = [a for a in in_role(s, v, "A") if "Organization" in a.types]
    n = verb.subject
    if not found and n >= 0 and not verb.passive and s.last_word(n) in _BOARD:
        last = s.stop[n] - 1
        owner = possessor_of(s, n, last) or modifier_of(s, n, last)
        found = [owner] if owner is not None else []
    return found


def place_of_work(s: Sentence, k: int) -> list[Arg]:
    """X in "X, where Jane Roe is chief executive"."""
    m = s.left[k]
    verb = s.verb[m] if m >= 0 else None
    if verb is None or verb.subject < 1 or near_of(s, k):
        return []
    w = s.left[verb.subject]
    if w < 1 or s.kinds[w] not in "WS" or s.words[s.first[w]] != "where":
        return []
    near = s.left[w]
    near = s.left[near] if near > 0 and s.kinds[near] == "," else near
    return args_of(s, near) if near >= 0 and s.kinds[near] == "N" else []
