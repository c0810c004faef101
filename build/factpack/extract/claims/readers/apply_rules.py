"""Apply the rules to a parsed sentence: candidates for claims, with the words of every part."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from factpack.extract.claims.measures.find import find_numbers
from factpack.extract.claims.readers.beside.kinds import read_kind, sorts_at
from factpack.extract.claims.readers.beside.names import (
    read_compound,
    read_place,
    read_possessive,
    read_site,
    read_ticker,
)
from factpack.extract.claims.readers.beside.people import read_bracketed, read_person
from factpack.extract.claims.readers.copula import read_copula
from factpack.extract.claims.readers.doubt import settle_doubts
from factpack.extract.claims.readers.noun import read_noun
from factpack.extract.claims.readers.succession import mark_replaced, succeeded
from factpack.extract.claims.readers.verb import read_verb
from factpack.extract.claims.roles.arguments.arguments import SAY, employ
from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.roles.nouns.past_seats import is_past_seat
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.loading import load_rules
from factpack.extract.claims.rules.rule import Rules
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.modality import (
    ENDED,
    NEGATED,
    PLANNED,
    POSSIBLE,
    WOULD,
)
from factpack.extract.claims.syntax.phrases.chunking import ADJECTIVE, JOIN, NAME, NOUN, PERSON
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_FOR_EXAMPLE = word_list("claims", "readers.apply_rules.for_example")


def apply_rules(sentence: Sentence, told: Sequence[Candidate] = ()) -> list[Candidate]:
    """All candidates of the sentence, in the order of their triggers.

    Args:
        sentence: the sentence.
        told: posts that the sentence right before tells.
    """
    found: list[Candidate] = []
    rules = load_rules()
    _read_nouns(sentence, rules, found)  # first: they tell who "the president" is
    _settle_ended(found)
    for candidate in found:  # "his company" in this sentence and the next
        if (
            candidate.rule.predicate == "has_role"
            and candidate.object is not None
            and not candidate.former
        ):
            employ(sentence, candidate.subject, candidate.object)
    found += succeeded(sentence, found, told)
    says = False
    for phrase in sentence.verbs:
        verb = sentence.verb_at(phrase)
        if verb.chain or verb.lemma in rules.verbs:
            read_verb(sentence, rules, phrase, found)
        says = says or verb.lemma in SAY
    if "$" in sentence.tags or "#" in sentence.tags or "%" in sentence.tags:
        _read_numbers(sentence, rules, found)
    if not found:
        return found
    mark_replaced(sentence, found)
    _settle_ended(found)
    _settle_past_seats(sentence, found)
    _leave_joint_sums(sentence, found)
    found = _without_bare_posts(sentence, found)
    found = settle_doubts(sentence, found)
    for candidate in found:
        if candidate.reporter is None and (says or candidate.rule.name == "wanted-of"):
            candidate.reporter = _reporter(sentence, candidate)
    if len(found) > 1:
        found.sort(key=_by_trigger)
    return found


def _leave_joint_sums(sentence: Sentence, found: list[Candidate]) -> None:
    """Take the amount from a deal of several: what each paid, or was paid, is not said.

    "Raised $90 million from A and B", or "from investors including A", leaves the sum to the
    round; "A and B invested $3 million each" gives it to both.
    """
    paid = [
        candidate
        for candidate in found
        if candidate.amount >= 0 and candidate.rule.predicate == "invested_in"
    ]
    if not paid or "each" in sentence.words or "apiece" in sentence.words:
        return
    pairs = {
        (candidate.trigger, candidate.amount_at, candidate.subject.start, candidate.object.start)
        for candidate in paid
        if candidate.object
    }
    shares = Counter(pair[:2] for pair in pairs)
    for candidate in paid:
        if shares[candidate.trigger, candidate.amount_at] > 1 or _is_one_of(
            sentence, candidate.subject
        ):
            candidate.amount, candidate.amount_at = -1, None


def _without_bare_posts(sentence: Sentence, found: list[Candidate]) -> list[Candidate]:
    """The candidates without those of names side by side that others tell more of.

    "Professor Jane Roe of Acme" says that she is professor there, not besides that she is there.
    """
    told = {
        _ends(sentence, candidate)
        for candidate in found
        if candidate.rule.role and candidate.rule.trigger == "isa"
    }
    return [
        candidate
        for candidate in found
        if candidate.rule.trigger != "possessive" or _ends(sentence, candidate) not in told
    ]


def _settle_past_seats(sentence: Sentence, found: list[Candidate]) -> None:
    """Say of a place where an organisation was that it is there no more."""
    for candidate in found:
        if candidate.rule.predicate == "located_in":
            at = bisect_right(sentence.start, candidate.trigger[0]) - 1
            candidate.former = candidate.former or is_past_seat(sentence, at)


def _ends(sentence: Sentence, candidate: Candidate) -> tuple[int, int, str]:
    """The entities that a candidate relates, and its predicate; -1 and lower: not known."""
    entity = sentence.context.entity
    subject, other = candidate.subject, candidate.object
    return (
        entity[subject.mention] if subject.mention >= 0 else -1 - subject.start,
        entity[other.mention] if other is not None and other.mention >= 0 else -1,
        candidate.rule.predicate,
    )


def _is_one_of(sentence: Sentence, arg: Arg) -> bool:
    """Whether the argument only stands for more: "investors including Acme"."""
    previous = sentence.left[arg.phrase] if arg.phrase >= 0 else -1
    return sentence.preposition_at(previous) in _FOR_EXAMPLE


def _settle_ended(found: list[Candidate]) -> None:
    """Say what "no longer" means: a post that is over, anything else denied."""
    for candidate in found:
        if candidate.hints & ENDED:
            candidate.hints &= ~ENDED
            if candidate.rule.predicate in ("has_role", "member_of"):
                candidate.former = True
            else:
                candidate.hints |= NEGATED


_by_trigger = attrgetter("trigger")


def _read_nouns(sentence: Sentence, rules: Rules, found: list[Candidate]) -> None:
    """Append what the tokens of the noun phrases trigger: their words, and names beside others.

    A name says something in "X-backed Y", "X’s Y", "Seattle company Y" and "Jane Roe of X".
    """
    nouns, tags, words, phrase = rules.nouns, sentence.tags, sentence.words, 0
    for token, (kind, word) in enumerate(zip(sentence.classes, words, strict=False)):
        noun = counted = False
        if kind == NOUN or kind == ADJECTIVE:
            if tags[token] in "NA":
                noun = word in nouns
            elif tags[token] == "#":  # "40 stores" is one token
                word = word.rpartition(" ")[2]
                counted = word in nouns
            if not noun and not counted:
                continue
        elif kind != JOIN and kind != PERSON and kind != NAME:
            continue
        while sentence.stop[phrase] <= token:
            phrase += 1
        if sentence.kinds[phrase] != "N" or token < sentence.first[phrase]:
            continue
        last = sentence.stop[phrase] - 1
        if counted:
            for rule in nouns[word][0] if token == last else ():
                if rule.predicate == "located_in":
                    read_noun(sentence, rule, phrase, token, found)
        elif noun:
            of_noun, said = nouns[word]
            if token == last:
                for rule in of_noun:
                    read_noun(sentence, rule, phrase, token, found)
            sorts: frozenset[str] | None = None
            for rule in said:
                if not rule.wordy:
                    read_copula(sentence, rule, phrase, token, found)
                    continue
                if sorts is None:
                    sorts = sorts_at(sentence, phrase, token)
                if sorts:
                    read_kind(sentence, rule, phrase, token, sorts, found)
        elif kind == JOIN and tags[token] == "K":
            found += read_compound(sentence, phrase, token)
        elif kind == JOIN:
            found += read_possessive(sentence, phrase, token)
        elif kind == NAME and token < last and tags[token + 1] in "NA":
            found += read_place(sentence, phrase, token)
        elif kind == NAME and token == last:
            found += read_site(sentence, phrase)
        elif kind == PERSON and token == last:
            found += read_person(sentence, phrase)
    for token in sentence.inside:
        phrase = bisect_right(sentence.stop, token)
        if token >= 0 and sentence.kinds[phrase] == "N" and sentence.stop[phrase] - 1 == token:
            found += read_ticker(sentence, phrase)
            found += read_bracketed(sentence, phrase)


def _read_numbers(sentence: Sentence, rules: Rules, found: list[Candidate]) -> None:
    """Append what the numbers of the sentence measure."""
    for number in find_numbers(sentence):
        for rule in rules.numbers.get(number.form, ()):
            if not fits(number.subject, rule.subject_types):
                continue
            candidate = Candidate(rule, number.subject, None, number.words, value=number.value)
            candidate.valued_by_deal = number.by_deal
            candidate.metric, candidate.metric_name = number.words, number.metric
            verb = sentence.verb[number.at]
            candidate.hints = verb.hints if verb is not None else 0
            if number.kind in ("target", "forecast"):
                candidate.hints |= PLANNED
            elif number.kind == "previous":  # "may fall to $2 from $3": it was $3
                candidate.hints &= ~(PLANNED | WOULD | POSSIBLE)
            candidate.kind, candidate.scope = number.kind, number.scope
            if number.date is not None:
                candidate.date, candidate.date_at, candidate.date_relation = number.date
            found.append(candidate)


def _reporter(sentence: Sentence, candidate: Candidate) -> Arg | None:
    """Whose words a clause is: X in "X stated that …", where the rule reads a clause."""
    if candidate.rule.trigger not in ("verb", "noun", "number"):
        return None
    phrase = bisect_right(sentence.stop, bisect_right(sentence.start, candidate.trigger[0]) - 1)
    if candidate.rule.name == "wanted-of":
        wanting = in_role(sentence, phrase, "agent") if sentence.kinds[phrase] == "V" else []
        return wanting[0] if wanting and wanting[0].mention >= 0 else None
    for m in range(phrase - 1, -1, -1):
        kind = sentence.kinds[m]
        if kind in ";W":
            return None
        if kind == "S" and sentence.first_word(m) == "that":
            verb_phrase = sentence.left[m]
            verb = sentence.verb_of(verb_phrase)
            if verb is not None and verb.lemma in SAY and not verb.passive:
                said = args_of(sentence, verb.subject) if verb.subject >= 0 else []
                return said[0] if len(said) == 1 and said[0].mention >= 0 else None
            return None
    return None
