"""Rules of names beside names: "X’s Y", "X-backed Y", "Jane Roe of X", "X (Nasdaq: XX)"."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.roles.arguments import arg_of, head_unit, unit_arg
from factpack.extract.claims.roles.lists import args_of
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.rule import is_bearing, load_rules
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.sentence import Sentence

_FORMERLY: Final = frozenset(("formerly", "previously", "once"))
_OF: Final = frozenset(("of", "at"))
_FORMERLY_OF: Final = frozenset(("of", "at", "with"))


def read_compound(s: Sentence, k: int, u: int) -> list[Candidate]:
    """What "-backed" at unit `u` says of the name before it and the phrase: "X-backed Y"."""
    if u == 0 or s.tags[u - 1] not in "EP":
        return []
    found = []
    before, target = unit_arg(s, u - 1, k), arg_of(s, k)
    for rule in load_rules().compounds.get(s.words[u], ()):
        subject, other = (before, target) if "before" in rule.subject else (target, before)
        if not subject.is_same(other) and fits(subject, rule.subject_types):
            if fits(other, rule.object_types):
                found.append(Candidate(rule, subject, other, (s.start[u], s.end[u])))
    return found


def read_possessive(s: Sentence, k: int, u: int) -> list[Candidate]:
    """Names that possess names, as in "X’s Jane Roe" and "X’s Widget"; the mark is unit `u`."""
    if u == s.first[k] or s.tags[u - 1] not in "EP":
        return []
    head = head_unit(s, k)
    if head <= u or s.tags[head] not in "EP":
        return []
    if any(map(is_bearing, s.words[u + 1 : head])):
        return []
    possessor, possessed = unit_arg(s, u - 1, k), unit_arg(s, head, k)
    found = []
    for kind in sorted(possessed.types):
        for rule in load_rules().possessives.get(kind, ()):
            one, other = possessor, possessed
            if "possessed" in rule.subject:
                one, other = other, one
            if fits(one, rule.subject_types) and fits(other, rule.object_types):
                found.append(Candidate(rule, one, other, (s.start[u], s.end[u])))
    return found


def read_ticker(s: Sentence, k: int) -> list[Candidate]:
    """The exchange in the brackets after a name: "Acme (Nasdaq: ACM)"."""
    u = s.stop[k] - 1
    subject = unit_arg(s, u, k)
    if "Organization" not in subject.types:
        return []
    found = []
    for word, tag, start, end, mention in s.inside[u][:1]:
        for rule in load_rules().possessives.get("Ticker", ()):
            if tag == "E" and word in rule.needs:
                exchange = Arg(mention, start, end, -1, ONLY["Organization"], True)
                found.append(Candidate(rule, subject, exchange, (start, end)))
    return found


def read_person(s: Sentence, k: int) -> list[Candidate]:
    """An organisation that follows a person.

    "Jane Roe of Acme", "Jane Roe, formerly of Acme", "Jane Roe, ex-Acme".
    """
    n, words = k + 1, _OF
    if k + 2 < s.size and s.kinds[n] == "," and s.kinds[n + 1] == "N":
        u = s.first[n + 1]
        if s.words[u] == "ex" and s.stop[n + 1] == u + 2:
            return _belongs(s, k, u, n + 1, former=True)
        return []
    former = k + 4 < s.size and s.kinds[n] == "," and s.kinds[n + 1] == "R"
    if former:
        if s.words[s.first[n + 1]] not in _FORMERLY:
            return []
        n, words = k + 3, _FORMERLY_OF
    if n + 1 >= s.size or s.kinds[n] != "I" or s.kinds[n + 1] != "N":
        return []
    u = s.first[n]
    if s.words[u] not in words:
        return []
    return _belongs(s, k, u, n + 1, former=former)


def _belongs(s: Sentence, k: int, u: int, n: int, *, former: bool) -> list[Candidate]:
    """The person who ends phrase `k` and the organisations of phrase `n`; unit `u` tells it."""
    person = unit_arg(s, s.stop[k] - 1, k)
    return [
        Candidate(rule, person, other, (s.start[u], s.end[u]), former=former or None)
        for rule in load_rules().possessives.get("PersonOf", ())
        for other in args_of(s, n)
        if other.mention >= 0 and "Organization" in other.types
    ]


def read_place(s: Sentence, k: int, u: int) -> list[Candidate]:
    """Where a company is at home: "the Leeds company", "the Leeds company Acme"."""
    if s.tags[u + 1] not in "NA" and u + 2 != s.stop[k] - 1:
        return []
    place = unit_arg(s, u, k)
    if "Place" not in place.types:
        return []
    last = s.stop[k] - 1 if s.last_tag(k) == "N" else s.stop[k] - 2
    found = []
    for rule in load_rules().possessives.get("Place", ()):
        if s.words[last] in rule.needs:
            target = arg_of(s, k)
            if target.mention >= 0 and target != place and "Organization" in target.types:
                found.append(Candidate(rule, target, place, (s.start[u], s.end[u])))
    return found
