"""Apply the rules to a parsed sentence: candidates for claims, with the words of every part."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from operator import attrgetter
from typing import Final

from factpack.extract.claims.readers.copula import read_isa
from factpack.extract.claims.readers.names import (
    read_compound,
    read_person,
    read_place,
    read_possessive,
    read_ticker,
)
from factpack.extract.claims.readers.noun import read_noun
from factpack.extract.claims.readers.numbers import find_numbers
from factpack.extract.claims.readers.succession import mark_replaced, succeeded
from factpack.extract.claims.readers.verb import read_verb
from factpack.extract.claims.roles.arguments import SAY, employ
from factpack.extract.claims.roles.clause import attach
from factpack.extract.claims.roles.lists import args_of
from factpack.extract.claims.roles.verb_roles import in_role
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.rule import load_rules
from factpack.extract.claims.syntax.chunking import ADJECTIVE, JOIN, NAME, NOUN, PERSON
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.modality_flags import ENDED, NEGATED, PLANNED
from factpack.extract.claims.syntax.sentence import Sentence

_FOR_EXAMPLE: Final = frozenset(("including", "such", "like"))


def match(s: Sentence) -> list[Candidate]:
    """All candidates of the sentence, in the order of their triggers."""
    found: list[Candidate] = []
    _read_nouns(s, found)  # first: they tell who "the president" is
    _settle_ended(found)
    for c in found:  # "his company" in this sentence and the next
        if c.rule.predicate == "has_role" and c.object is not None and not c.former:
            employ(s, c.subject, c.object)
    found += succeeded(s, found)
    says = False
    for k in s.verbs:
        read_verb(s, k, found)
        says = says or s.verb_at(k).lemma in SAY
    if "$" in s.tags or "#" in s.tags or "%" in s.tags:
        _read_numbers(s, found)
    mark_replaced(s, found)
    _settle_ended(found)
    _leave_joint_sums(s, found)
    for c in found:
        if says or c.rule.name == "wanted-of":
            c.reporter = _reporter(s, c)
    if len(found) > 1:
        found.sort(key=_by_trigger)
    return found


def _leave_joint_sums(s: Sentence, found: list[Candidate]) -> None:
    """Take the amount from a deal of several: what each paid, or was paid, is not said.

    "Raised $90 million from A and B", or "from investors including A", leaves the sum to the
    round; "A and B invested $3 million each" gives it to both.
    """
    paid = [c for c in found if c.amount >= 0 and c.rule.predicate == "invested_in"]
    if not paid or "each" in s.words or "apiece" in s.words:
        return
    pairs = {(c.trigger, c.amount_at, c.subject.start, c.object.start) for c in paid if c.object}
    shares = Counter(pair[:2] for pair in pairs)
    for c in paid:
        if shares[c.trigger, c.amount_at] > 1 or _is_one_of(s, c.subject):
            c.amount, c.amount_at = -1, None


def _is_one_of(s: Sentence, arg: Arg) -> bool:
    """Whether the argument only stands for more: "investors including Acme"."""
    m = s.left[arg.phrase] if arg.phrase >= 0 else -1
    return m >= 0 and s.kinds[m] == "I" and s.words[s.first[m]] in _FOR_EXAMPLE


def _settle_ended(found: list[Candidate]) -> None:
    """Say what "no longer" means: a post that is over, anything else denied."""
    for c in found:
        if c.hints & ENDED:
            c.hints &= ~ENDED
            if c.rule.predicate in ("has_role", "member_of"):
                c.former = True
            else:
                c.hints |= NEGATED


_by_trigger: Final = attrgetter("trigger")


def _read_nouns(s: Sentence, found: list[Candidate]) -> None:
    """Append what the units of the noun phrases trigger: their words, and names beside others.

    A name says something in "X-backed Y", "X’s Y", "Seattle company Y" and "Jane Roe of X".
    """
    nouns, tags, words, k = load_rules().nouns, s.tags, s.words, 0
    for u in range(len(tags)):
        kind = s.classes[u]
        noun = kind == ADJECTIVE or (kind == NOUN and tags[u] == "N")
        if noun:
            if words[u] not in nouns:
                continue
        elif kind != JOIN and kind != PERSON and kind != NAME:
            continue
        while s.stop[k] <= u:
            k += 1
        if s.kinds[k] != "N" or u < s.first[k]:
            continue
        last = s.stop[k] - 1
        if noun:
            rules = nouns[words[u]]
            if u == last:
                for rule in rules[0]:
                    read_noun(s, rule, k, u, found)
            whole = u == last and tags[s.first[k]] == "D"  # "a maker of pumps" may be an object
            for rule in rules[1]:
                if whole or not rule.wordy:
                    read_isa(s, rule, k, u, found)
        elif kind == JOIN and tags[u] == "K":
            found += read_compound(s, k, u)
        elif kind == JOIN:
            found += read_possessive(s, k, u)
        elif kind == NAME and u < last and tags[u + 1] in "NA":
            found += read_place(s, k, u)
        elif kind == PERSON and u == last:
            found += read_person(s, k)
    for u in s.inside:
        k = bisect_right(s.stop, u)
        if u >= 0 and s.kinds[k] == "N" and s.stop[k] - 1 == u:
            found += read_ticker(s, k)


def _read_numbers(s: Sentence, found: list[Candidate]) -> None:
    """Append what the numbers of the sentence measure."""
    for number in find_numbers(s):
        for rule in load_rules().numbers.get(number.form, ()):
            if not fits(number.subject, rule.subject_types):
                continue
            candidate = Candidate(rule, number.subject, None, number.words, value=number.value)
            candidate.valued_by_deal = number.by_deal
            candidate.metric, candidate.metric_name = number.words, number.metric
            verb = s.verb[number.at]
            candidate.hints = verb.hints if verb is not None else 0
            if number.kind != "actual":
                candidate.hints |= PLANNED
            attach(s, candidate, number.at)
            candidate.kind = number.kind
            found.append(candidate)


def _reporter(s: Sentence, candidate: Candidate) -> Arg | None:
    """Whose words a clause is: X in "X stated that …", where the rule reads a clause."""
    if candidate.rule.trigger not in ("verb", "noun", "number"):
        return None
    k = bisect_right(s.stop, bisect_right(s.start, candidate.trigger[0]) - 1)
    if candidate.rule.name == "wanted-of":
        wanting = in_role(s, k, "A") if s.kinds[k] == "V" else []
        return wanting[0] if wanting and wanting[0].mention >= 0 else None
    for m in range(k - 1, -1, -1):
        kind = s.kinds[m]
        if kind in ";W":
            return None
        if kind == "S" and s.words[s.first[m]] == "that":
            v = s.left[m]
            verb = s.verb[v] if v >= 0 else None
            if verb is not None and verb.lemma in SAY and not verb.passive:
                said = args_of(s, verb.subject) if verb.subject >= 0 else []
                return said[0] if len(said) == 1 and said[0].mention >= 0 else None
            return None
    return None
