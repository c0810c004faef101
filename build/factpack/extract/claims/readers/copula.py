"""Rules of nouns that are said of someone: "X is the N of Y", "X, N of Y", "Y’s N, X"."""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.readers.succession import announcer, is_over, leaving, post_before
from factpack.extract.claims.roles.clause import attach, stated_by
from factpack.extract.claims.roles.copular_roles import appointer, place_of_work, related
from factpack.extract.claims.roles.lists import args_of
from factpack.extract.claims.roles.noun_subjects import bearers_of
from factpack.extract.claims.roles.object_text import FORMER, role_span, text_of
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.modality_flags import NEGATED, PAST, PLANNED, POSSIBLE, WOULD
from factpack.extract.claims.syntax.neighbours import near_of
from factpack.extract.claims.syntax.plan_outcome import UNREAL
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.claims.syntax.subjects import is_under_way, previous_verb
from factpack.extract.languages.en.grammar import noun_types

_DISMISS: Final = frozenset("oust fire dismiss remove sack lose".split())
_GIVE_UP: Final = _DISMISS | {
    "resign", "retire", "quit", "leave", "depart", "step down", "stand down", "step aside",
    "spend",
}  # fmt: skip
_AHEAD: Final = PLANNED | POSSIBLE | WOULD | NEGATED
_SAID_OF: Final = COPULA | frozenset("serve work act name appoint elect hire promote".split())
_STAY: Final = frozenset(("remain", "stay"))
_TOP_POSTS: Final = frozenset("ceo president chairman chairwoman chair cfo cto coo founder".split())
_OWNED: Final = frozenset(("of", "with", "to", "for", "at"))
_PARENT: Final = frozenset(("parent", "holding"))
_PREFERRED: Final = frozenset("main primary preferred exclusive sole".split())
_POSTS: Final = frozenset(("be", "serve", "work", "act"))


def read_isa(s: Sentence, rule: Rule, k: int, u: int, found: list[Candidate]) -> None:
    """Append what the rule reads in the noun at unit `u` of phrase `k`.

    A rule that takes the words of the phrase wants a noun that ends it, and a determiner.
    """
    if (rule.needs or rule.lacks) and not _words_fit(s, rule, k, u):
        return
    if rule.wordy:
        found += _kind(s, rule, k, u)
        return
    bearers = bearers_of(s, k, u)
    gone = leaving(s, k) if rule.role and u == s.stop[k] - 1 else []
    if not bearers and not gone:
        return
    if rule.joint:
        found += _joint(s, rule, k, u, bearers)
        return
    if rule.textual:
        found += _text(s, rule, k, u, bearers)
        return
    others, unit = related(s, rule, k, u)
    if rule.role and not others:
        others = appointer(s, k) or place_of_work(s, k) or announcer(s, k)
        topic = s.discourse.topic
        if not others and topic is not None and s.first[k] == u < s.stop[k] - 1:
            # "CEO Jane Roe", of the organisation that the text is about
            if s.words[u] in _TOP_POSTS:
                others = [topic]
    if not others and rule.predicate == "founded_by" and s.first[k] == u:
        others = post_before(s, k)
    if not others:
        return
    hints, former = _hints(s, k, u)
    trigger = s.start[u], s.end[u]
    role = role_span(s, k, u) if rule.role else None
    # The date is that of the departure where the post is still held.
    stated = stated_by(s, k)
    dated = stated >= 0 and (former or not _gives_up(s, k))
    for bearer in [*bearers, *gone]:
        for other in others:
            subject, target = (bearer, other) if "self" in rule.subject else (other, bearer)
            if subject.is_same(target):
                continue
            if fits(subject, rule.subject_types) and fits(target, rule.object_types):
                candidate = Candidate(rule, subject, target, trigger, role=role, unit=unit)
                candidate.hints = hints | rule.hints
                candidate.former = former or rule.former or None
                if bearer in gone:
                    # Who is to be replaced holds the post until then.
                    candidate.former = not hints & UNREAL or None
                    candidate.hints = 0
                attach(s, candidate, k, dated=dated, stated=stated)
                found.append(candidate)


def _words_fit(s: Sentence, rule: Rule, k: int, u: int) -> bool:
    """Whether the words before the noun are those that the rule needs, and none that it lacks."""
    before = s.words[s.first[k] : u]
    if "preferred" in rule.lacks and not _PREFERRED.isdisjoint(before):
        return False
    if not rule.needs:
        return True
    if "board" in rule.needs:
        of = near_of(s, k).get("of", -1) if u == s.stop[k] - 1 else -1
        if of >= 0 and "board" in s.words[s.first[of] : s.stop[of]]:
            return True
        return s.words[u - 1] == "board"
    return not (_PARENT if "parent" in rule.needs else _PREFERRED).isdisjoint(before)


def _joint(s: Sentence, rule: Rule, k: int, u: int, bearers: list[Arg]) -> list[Candidate]:
    """What two are to each other: "X and Y have been partners"."""
    plain = s.stop[k] - s.first[k] <= 2 and _OWNED.isdisjoint(near_of(s, k))
    if len(bearers) != 2 or not plain or stated_by(s, k) < 0:
        return []
    if not all(fits(a, rule.subject_types) and a.named for a in bearers):
        return []
    candidate = Candidate(rule, bearers[0], bearers[1], (s.start[u], s.end[u]))
    candidate.hints = _hints(s, k, u)[0]
    attach(s, candidate, k)
    return [candidate]


def _kind(s: Sentence, rule: Rule, k: int, u: int) -> list[Candidate]:
    """What kind of thing the bearer is said to be: "X, a maker of pumps"."""
    if s.words[u] in rule.object_not:
        return []
    first, m, n = s.words[s.first[k]], s.left[k], s.right[k]
    defined = n < s.size and s.kinds[n] == "W"  # "the group that …"
    if not (first in ("a", "an") or (first == "the" and defined and s.stop[k] - s.first[k] > 2)):
        return []
    if m >= 0 and s.kinds[m] == "I":
        return []
    nouns = noun_types(s.words[u])
    found = []
    for bearer in bearers_of(s, k, u):
        if bearer.phrase != k and bearer.types & nouns and fits(bearer, rule.subject_types):
            candidate = Candidate(rule, bearer, None, (s.start[u], s.end[u]), text_of(s, k))
            candidate.hints = _hints(s, k, u)[0]
            found.append(candidate)
    return found


def _text(s: Sentence, rule: Rule, k: int, u: int, bearers: list[Arg]) -> list[Candidate]:
    """Objects in words: "X, the maker of red pumps"."""
    n = near_of(s, k).get("of", -1) if u == s.stop[k] - 1 else -1
    if n < 0:
        return []
    trigger = s.start[u], s.end[u]
    hints, former = _hints(s, k, u)
    args = [a for a in args_of(s, n) if a.mention >= 0 and fits(a, rule.object_types)]
    found = []
    for bearer in bearers:
        if not fits(bearer, rule.subject_types):
            continue
        read = [Candidate(rule, bearer, a, trigger) for a in args]
        for candidate in read or [Candidate(rule, bearer, None, trigger, text_of(s, n))]:
            candidate.hints, candidate.former = hints, former or None
            found.append(candidate)
    return found


def _hints(s: Sentence, k: int, u: int) -> tuple[int, bool]:
    """What the verb says of the noun at unit `u`, and whether that is over."""
    former = not FORMER.isdisjoint(s.words[s.first[k] : u]) or is_over(s, k)
    m = s.left[k]
    if m >= 0 and s.kinds[m] in "IC":
        v = previous_verb(s, k)
        m = v if v >= 0 and s.verb_at(v).form == "finite" else m
    if m < 0 or s.kinds[m] != "V":
        return 0, former
    verb = s.verb_at(m)
    if _gives_up(s, k):
        # "stepped down as chairman"; who is to step down holds the post until then.
        ahead = verb.hints & _AHEAD or is_under_way(s, m)
        return verb.hints & ~_AHEAD, former or not ahead
    if s.kinds[s.left[k]] == "C" and verb.lemma not in _SAID_OF:
        return 0, former  # "X will move, and Acme founder and head Jane Roe"
    if u < s.stop[k] - 1 and s.last_tag(k) in "EP" and verb.lemma not in COPULA:
        return 0, former  # "will meet Acme chief Jane Roe": who it is, is no part of the plan
    if verb.lemma in _STAY:
        return verb.hints & ~PLANNED, former
    return verb.hints, former or (verb.hints & PAST > 0 and verb.lemma in _POSTS)


def _gives_up(s: Sentence, k: int) -> bool:
    """Whether somebody is said to leave the post: "stepped down as N", "fired N Jane Roe"."""
    v, m = previous_verb(s, k), s.left[k]
    if v < 0:
        return False
    lemma = s.verb_at(v).lemma
    if v == m:
        return lemma in _DISMISS
    return s.kinds[m] == "I" and s.words[s.first[m]] == "as" and lemma in _GIVE_UP
