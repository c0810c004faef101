"""Posts that pass from one to another, and posts that are over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from factpack.extract.claims.roles.copular_roles import REMOVE, related
from factpack.extract.claims.roles.verb_roles import HANDOVER, handover, in_role
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.rules.rule import load_rules
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.modality_flags import NEGATED
from factpack.extract.claims.syntax.neighbours import object_of, prepositions
from factpack.extract.claims.syntax.plan_outcome import UNREAL
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.claims.syntax.subjects import previous_verb

_PASSING: Final = HANDOVER | REMOVE | {"step down", "resign", "retire", "quit", "depart"}
"""Verbs that say that a post goes to another."""
_ONCE: Final = frozenset(("formerly", "previously", "once", "then"))
_OTHER_POST: Final = frozenset(("as", "on", "at"))
_ANNOUNCE: Final = frozenset(("say", "announce", "confirm"))


def leaving(s: Sentence, k: int) -> list[Arg]:
    """Y in "X replaces Y as its N", "Y was succeeded as N by X"."""
    m = s.left[k]
    if m < 0 or s.kinds[m] != "I" or s.words[s.first[m]] != "as":
        return []
    v = previous_verb(s, k)
    return handover(s, v)[1] if v >= 0 and s.verb_at(v).lemma in HANDOVER else []


def announcer(s: Sentence, k: int) -> list[Arg]:
    """The organisation that tells of a change at its top: "X said Jane Roe replaced Y as N"."""
    v = previous_verb(s, k)
    if v < 0 or s.verb_at(v).lemma not in _PASSING:
        return []
    for n in s.verbs:
        verb = s.verb_at(n)
        if verb.lemma in _ANNOUNCE and not verb.passive and n != v:
            return [a for a in in_role(s, n, "A") if "Organization" in a.types]
    return []


def post_before(s: Sentence, k: int) -> list[Arg]:
    """X in "becomes head of X, replacing co-founder Jane Roe"."""
    m = s.left[k]
    verb = s.verb[m] if m >= 0 else None
    if verb is None or verb.lemma not in HANDOVER:
        return []
    for n in range(m - 1, -1, -1):
        if s.kinds[n] == ";":
            break
        if s.kinds[n] != "N":
            continue
        u = s.stop[n] - 1
        for rule in load_rules().nouns.get(s.words[u], ((), ()))[1]:
            found = related(s, rule, n, u)[0] if rule.role else []
            if found:
                return found
    return []


def is_over(s: Sentence, k: int) -> bool:
    """Whether an adverb before, or "until" after, says that a post is no longer held."""
    if k and s.kinds[k - 1] == "R" and s.words[s.first[k - 1]] in _ONCE:
        return True
    n = k + 1
    while n + 1 < s.size and s.kinds[n] in "INTC":
        if s.kinds[n] == "I" and s.kinds[n + 1] == "T" and s.words[s.first[n]] in ("until", "till"):
            return True
        n += 1
    return False


def succeeded(s: Sentence, posts: Sequence[Candidate]) -> list[Candidate]:
    """Who held a post before: Y in "X, head of Acme, replaced Y"."""
    found = []
    for k in s.verbs:
        if s.verb_at(k).lemma not in HANDOVER or "as" in prepositions(s, k):
            continue
        new, old = handover(s, k)
        came = {_entity(s, a) for a in new if a.mention >= 0 and "Person" in a.types}
        if not came and s.verb_at(k).form == "gerund":  # "X named Y its head, replacing Z"
            named = [c.subject for c in posts if c.trigger[0] < s.start[s.verb_at(k).at]]
            came = {_entity(s, a) for a in named[-1:]}
        went = [a for a in old if a.mention >= 0 and "Person" in a.types]
        for c in posts:
            if not c.rule.role or c.former or _entity(s, c.subject) not in came:
                continue
            over = not (c.hints | s.verb_at(k).hints | _ahead(s, k)) & (UNREAL | NEGATED)
            for person in went:
                before = c.of(person, c.object)
                before.former, before.hints = over or None, 0
                found.append(before)
    return found


def mark_replaced(s: Sentence, found: Sequence[Candidate]) -> None:
    """Say that a post is over whose holder is replaced, where the words about them name it.

    "X replaced Acme chief Y", "Acme chief Y was fired", "X succeeds Y, who led Acme": but "as
    chairman" and "on the board" name another post than those words.
    """
    for k in s.verbs:
        verb = s.verb_at(k)
        fired = verb.passive and verb.lemma in REMOVE
        if not fired and verb.lemma not in HANDOVER:
            continue
        if (verb.hints | _ahead(s, k)) & (UNREAL | NEGATED):
            continue
        if not _OTHER_POST.isdisjoint(prepositions(s, k)) or (fired and "from" in s.words):
            continue
        for old in in_role(s, k, "P") if fired else handover(s, k)[1]:
            if old.mention < 0 or old.phrase < 0 or "Person" not in old.types:
                continue
            start, end = s.start[s.first[old.phrase]], s.end[s.stop[_described(s, old.phrase)] - 1]
            for c in found:
                if c.rule.predicate == "has_role" and start <= c.trigger[0] < end:
                    if _entity(s, c.subject) == _entity(s, old):
                        c.former = True


def _described(s: Sentence, n: int) -> int:
    """The last phrase that says who somebody is: "Y, chief", "Y, who led"; else their own."""
    m = n + 2 if n + 2 < s.size and s.kinds[n + 1] == "," else n + 1
    if m + 1 < s.size and s.kinds[m] == "W" and s.kinds[m + 1] == "V":
        # "Who runs" may tell of another post: only what is past tells of this one.
        return n if s.words[s.verb_at(m + 1).at].endswith("s") else m + 1
    return m if m == n + 2 and s.kinds[m] == "N" else n


def _ahead(s: Sentence, k: int) -> int:
    """What a clause about who goes says: "succeeding Y, who will retire in May"."""
    n = object_of(s, k)
    v = s.next_verb(k)
    told = n >= 0 and v > n and s.kinds[v - 1] == "W"
    return s.verb_at(v).hints if told else 0


def _entity(s: Sentence, arg: Arg) -> int:
    return s.discourse.entity[arg.mention] if arg.mention >= 0 else -1
