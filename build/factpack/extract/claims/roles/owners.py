"""Whose something is: "X’s", "its", and the name that modifies a noun."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments import THING, arg_of, unit_arg
from factpack.extract.claims.roles.lists import args_of
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import COPULA, Sentence
from factpack.extract.claims.syntax.subjects import previous_verb


def possessor_of(s: Sentence, k: int, before: int) -> Arg | None:
    """The possessor in a noun phrase: "X’s", "its"; `before` is the unit that is possessed."""
    first = s.first[k]
    for u in range(before - 1, first - 1, -1):
        if s.tags[u] == "'" and u > first:
            return unit_arg(s, u - 1, k)
        if s.tags[u] == "H":
            own = unit_arg(s, u, k)
            led = _led_by(s, k, own)
            if led is not None:
                return led
            found = own if own.mention >= 0 else _reflexive(s, k, own)
            if _is_itself(s, k, found):
                return own.meaning(-1, THING)
            return found
    return None


def modifier_of(s: Sentence, k: int, before: int) -> Arg | None:
    """The name that modifies a noun: "Acme" in "the Acme partnership" and "Acme CEO"."""
    first = s.first[k]
    for u in range(before - 1, first - 1, -1):
        if s.tags[u] == "E":
            return unit_arg(s, u, k)
        if s.tags[u] not in "NA#":
            return None
    return None


def _is_itself(s: Sentence, k: int, own: Arg) -> bool:
    """Whether "its" in "X is its N" was taken for X: the possessor is another than X."""
    m = s.left[k]
    verb = s.verb[m] if m >= 0 else None
    if own.mention < 0 or verb is None or verb.lemma not in COPULA or verb.subject < 0:
        return False
    entity = s.discourse.entity[own.mention]
    return any(
        arg.mention >= 0 and s.discourse.entity[arg.mention] == entity
        for arg in args_of(s, verb.subject, left=True)
    )


def _led_by(s: Sentence, k: int, own: Arg) -> Arg | None:
    """X in "X is led by its president": what undergoes the verb is what "its" means."""
    m = s.left[k]
    v = s.left[m] if m >= 0 else -1
    if v < 0 or s.words[s.first[m]] != "by":
        return None
    verb = s.verb[v]
    if verb is None or not verb.passive or verb.subject < 0:
        return None
    other = arg_of(s, verb.subject)
    if other.mention < 0 or "Organization" not in other.types & own.types:
        return None
    return Arg(other.mention, own.start, own.end, k, other.types, True)


def _reflexive(s: Sentence, k: int, own: Arg) -> Arg:
    """An unresolved "its" stands for the subject of its clause where the type allows."""
    v = previous_verb(s, k)
    if v < 0:  # "Since its founding, X …"
        v = next((n for n in s.verbs if n > k), -1)
    subject = s.verb_at(v).subject if v >= 0 else -1
    if subject >= 0 and subject != k:
        other = arg_of(s, subject)
        if other.mention >= 0 and other.types & own.types:
            return Arg(other.mention, own.start, own.end, k, other.types, True)
    if k == 0 and s.discourse.topic is not None and s.discourse.topic.types & own.types:
        # "Its aim is …": the subject of the sentence before
        return Arg(s.discourse.topic.mention, own.start, own.end, k, s.discourse.topic.types, True)
    return own
