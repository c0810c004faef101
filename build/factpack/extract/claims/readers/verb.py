"""Rules whose words are verbs: "X bought Y", in every voice and form."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.roles.arguments import arg_of
from factpack.extract.claims.roles.clause import attach, date_of, money_of, provider_of
from factpack.extract.claims.roles.lists import args_of
from factpack.extract.claims.roles.noun_roles import is_control
from factpack.extract.claims.roles.object_text import role_span
from factpack.extract.claims.roles.verb_objects import objects_of
from factpack.extract.claims.roles.verb_roles import in_role
from factpack.extract.claims.roles.verb_subjects import subjects_of
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.rule import Rule, load_rules
from factpack.extract.claims.syntax.modality_flags import NEGATED, PLANNED, POSSIBLE
from factpack.extract.claims.syntax.neighbours import object_of, prepositions
from factpack.extract.claims.syntax.sentence import Sentence

_MAX_PARTIES: Final = 6
_ACTING: Final = frozenset(("A", "A1"))
_SEATS: Final = frozenset(("headquarters", "headquarter", "hq", "base", "seat"))
_STAKES: Final = frozenset(
    "stake stakes share shares interest majority minority shareholding".split()
)
_AMONG: Final = {
    "among_investors": frozenset("backers investors shareholders stakeholders".split()),
    "among_customers": frozenset("customers clients users".split()),
}
_FUNDING: Final = frozenset(
    "funding financing round rounds capital investment investments money cash equity debt seed "
    "backing injection fund funds series loan loans".split()
)
_MEANS: Final = frozenset(("in", "of", "at", "towards", "toward"))
_SUPPOSING: Final = frozenset(("if", "unless"))
_DENYING: Final = frozenset(("deny", "dispute", "refute"))
_DOUBTING: Final = frozenset(("speculate", "suggest", "doubt", "rumour"))


def read_verb(s: Sentence, k: int, found: list[Candidate]) -> None:
    """Append what the verb group at `k` states."""
    verb, rules = s.verb_at(k), load_rules()
    for rule in rules.verbs.get(verb.lemma, ()):
        if not (rule.active and verb.passive):
            _apply(s, rule, k, verb.at, found)
    for lemma, u in verb.chain:  # "aims to make": the governing verb states an aim
        for rule in rules.aims.get(lemma, ()):
            _apply(s, rule, k, u, found)


def _apply(s: Sentence, rule: Rule, k: int, u: int, found: list[Candidate]) -> None:
    """Append what the rule reads in the verb group at `k`, whose word is unit `u`."""
    verb = s.verb_at(k)
    for name in rule.needs:
        if not _filled(s, k, name):
            return
    if verb.form == "gerund" and _is_means(s, k):
        return
    last = max(s.stop[k] - 1, u) if u == verb.at else u
    trigger = s.start[u], s.end[last]
    if rule.joint:
        read = _pairs(s, rule, k, trigger)
    else:
        read = []
        for subject in subjects_of(s, k, rule.subject):
            if fits(subject, rule.subject_types):
                read += objects_of(s, rule, k, subject, trigger, u)
    if not read:
        return
    for name in rule.lacks:
        if _filled(s, k, name):
            return
    hints = verb.hints | _reported_hint(s, k)
    if u != verb.at:
        hints &= ~PLANNED  # the aim is held now, what is aimed at lies ahead
    third = _ACTING.isdisjoint((*rule.subject, *rule.object)) and not verb.passive
    actor = next(iter(in_role(s, k, "A")), None) if third else None
    for candidate in read:
        if candidate.object is not None and candidate.object.is_same(candidate.subject):
            continue
        candidate.hints = hints | rule.hints
        candidate.former = rule.former or None
        candidate.actor = actor
        if rule.role:
            _role_of(s, candidate, k)
        attach(s, candidate, k)
        found += _gapped(s, candidate, k)


def _filled(s: Sentence, k: int, name: str) -> bool:
    """Whether a role that the rule needs or lacks is filled."""
    if name == "date":
        return date_of(s, k) is not None
    if name == "money":
        return money_of(s, k) is not None
    if name == "stake":
        n = object_of(s, k)
        return n >= 0 and s.last_word(n) in _STAKES
    if name in _AMONG:
        n = prepositions(s, k).get("among", -1)
        return n >= 0 and s.last_word(n) in _AMONG[name]
    if name == "funding":
        n = object_of(s, k)
        return n >= 0 and (s.last_tag(n) == "$" or s.last_word(n) in _FUNDING)
    if name == "own_shares":
        n = object_of(s, k)
        return n >= 0 and s.last_word(n) in ("shares", "stock")
    if name == "grant":
        n = object_of(s, k)
        return n >= 0 and s.last_word(n) in ("grant", "grants")
    if name == "control":
        n = object_of(s, k)
        return n >= 0 and is_control(s, n)
    if name == "seat":
        n = object_of(s, k)
        return n >= 0 and s.last_word(n) in _SEATS
    if name == "board":
        places = (object_of(s, k), prepositions(s, k).get("from", -1))
        return any(n >= 0 and s.last_word(n) == "board" for n in places)
    if name == "as_provider":
        return provider_of(s, k) >= 0
    return bool(in_role(s, k, name))


def _is_means(s: Sentence, k: int) -> bool:
    """Whether a gerund only says in what: "the potential in building engines"."""
    m = s.left[k]
    return m >= 1 and s.kinds[m] == "I" and s.words[s.first[m]] in _MEANS


def _pairs(s: Sentence, rule: Rule, k: int, trigger: tuple[int, int]) -> list[Candidate]:
    """One candidate for each two of a joint subject: "X and Y merged"."""
    args = args_of(s, s.verb_at(k).subject, left=True)
    if len(args) < 2:
        return []
    args = [a for a in args if fits(a, rule.subject_types)]
    return [
        Candidate(rule, first, second, trigger)
        for i, first in enumerate(args[:_MAX_PARTIES])
        for second in args[i + 1 : _MAX_PARTIES]
        if first.named and second.named
    ]


def _gapped(s: Sentence, first: Candidate, k: int) -> list[Candidate]:
    """The candidate, and those that a list adds: "bought X in 2016 for $3 and Y in 2018"."""
    target = first.object
    if target is None or s.verb_at(k).passive or target.phrase != object_of(s, k):
        return [first]
    places = [target.phrase]
    n = places[0] + 1
    while n + 1 < s.size:
        kind = s.kinds[n]
        if kind == "C" and s.kinds[n + 1] == "N" and n > places[-1] + 1:
            tags = s.tags[s.first[n + 1] : s.stop[n + 1]]
            follows = s.kinds[n + 2] if n + 2 < s.size else ";"
            if tags not in ("E", "P") or follows not in "I;":
                break
            places.append(n + 1)
            n += 2
        elif kind == "I" and s.kinds[n + 1] in "NT":
            if not {"$", "T"} >= set(s.tags[s.first[n + 1] : s.stop[n + 1]]):
                break
            n += 2
        else:
            break
    if len(places) == 1:
        return [first]
    found = []
    for place, end in zip(places, [*places[1:], n], strict=True):
        other = first.of(first.subject, arg_of(s, place))
        _values_within(s, other, place, end)
        found.append(other)
    return found


def _values_within(s: Sentence, candidate: Candidate, lo: int, hi: int) -> None:
    """Set date and amount to those that stand among the phrases `[lo, hi)`."""
    for u in range(s.first[lo], s.stop[hi - 1]):
        at = s.start[u], s.end[u]
        if s.tags[u] == "T" and candidate.date < 0:
            candidate.date, candidate.date_at = s.literal[u], at
            candidate.date_relation = "on"
        elif s.tags[u] == "$" and candidate.rule.amount and candidate.amount < 0:
            candidate.amount, candidate.amount_at = s.literal[u], at


def _reported_hint(s: Sentence, k: int) -> int:
    """What the verb that reports the clause adds: "denied that", "speculated that"."""
    subject = s.verb_at(k).subject
    m = s.left[subject] if 0 <= subject < k else -1
    if m >= 0 and s.kinds[m] == "S":
        if s.words[s.first[m]] == "whether":
            return NEGATED if _ends_in_denial(s) else POSSIBLE
        if s.words[s.first[m]] in _SUPPOSING:
            return POSSIBLE
        m = s.left[m]
    verb = s.verb[m] if m >= 0 else None
    if verb is None:
        return 0
    if verb.lemma in _DENYING:
        return NEGATED
    return POSSIBLE if verb.lemma in _DOUBTING else 0


def _ends_in_denial(s: Sentence) -> bool:
    """Whether the sentence answers itself: "asked whether X did, she said it had not"."""
    kinds = s.kinds.rstrip(";")
    if kinds.endswith("NVx"):
        return True
    verb = s.verb[len(kinds) - 1] if kinds else None
    return verb is not None and verb.lemma in ("have", "do", "be") and verb.hints & NEGATED > 0


def _role_of(s: Sentence, candidate: Candidate, k: int) -> None:
    """The role that "as" or a second object names: "joined X as head of research"."""
    n = prepositions(s, k).get("as", -1)
    if n >= 0:
        candidate.role = role_span(s, n, s.stop[n] - 1)
