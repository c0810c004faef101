"""Rules whose words are verbs: "X bought Y", in every voice and form."""

from __future__ import annotations

from factpack.extract.claims.roles.arguments.arguments import arg_of
from factpack.extract.claims.roles.arguments.clause import attach
from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.roles.arguments.object_text import role_span, subject_fits
from factpack.extract.claims.roles.verbs.reported import reported_hint
from factpack.extract.claims.roles.verbs.verb_conditions import VERB_CONDITIONS
from factpack.extract.claims.roles.verbs.verb_objects import objects_of
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.roles.verbs.verb_subjects import subjects_of
from factpack.extract.claims.rules.candidate import Candidate, fits
from factpack.extract.claims.rules.rule import Rule, Rules
from factpack.extract.claims.syntax.modality import PAST, PLANNED
from factpack.extract.claims.syntax.neighbours import object_of, verb_complements
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_MAX_PARTIES = 6
_ACTING = frozenset(("agent", "first_party"))
_MEANS = word_list("claims", "readers.verb.means")
_ONCE = word_list("claims", "readers.verb.once")
_HELD = word_list("claims", "readers.verb.held")
"""Verbs whose simple past says that a post is over."""


def read_verb(sentence: Sentence, rules: Rules, phrase: int, found: list[Candidate]) -> None:
    """Append what the verb group at `phrase` states."""
    verb = sentence.verb_at(phrase)
    for rule in rules.verbs.get(verb.lemma, ()):
        if not (rule.active and verb.passive) and (verb.passive or not rule.passive):
            _apply(sentence, rule, phrase, verb.at, found)
    for lemma, token in verb.chain:  # "aims to make": the governing verb states an aim
        for rule in rules.aims.get(lemma, ()):
            _apply(sentence, rule, phrase, token, found)


def _apply(sentence: Sentence, rule: Rule, phrase: int, token: int, found: list[Candidate]) -> None:
    """Append what the rule reads in the verb group at `phrase`, whose word is token `token`."""
    verb = sentence.verb_at(phrase)
    for name in rule.needs:
        if not _filled(sentence, phrase, name):
            return
    if verb.form == "gerund" and _is_means(sentence, phrase):
        return
    if rule.complement and not _has_complement(sentence, rule, phrase):
        return
    last = max(sentence.stop[phrase] - 1, token) if token == verb.at else token
    trigger = sentence.start[token], sentence.end[last]
    if rule.joint:
        read = _pairs(sentence, rule, phrase, trigger)
    else:
        read = []
        for subject in subjects_of(sentence, phrase, rule.subject):
            if fits(subject, rule.subject_types) and subject_fits(sentence, rule, subject):
                read += objects_of(sentence, rule, phrase, subject, trigger, token)
    if not read:
        return
    for name in rule.lacks:
        if _filled(sentence, phrase, name):
            return
    hints = verb.hints | reported_hint(sentence, phrase)
    if token != verb.at:
        hints &= ~PLANNED  # the aim is held now, what is aimed at lies ahead
    third = _ACTING.isdisjoint((*rule.subject, *rule.object)) and not verb.passive
    actor = next(iter(in_role(sentence, phrase, "agent")), None) if third else None
    for candidate in read:
        if candidate.object is not None and candidate.object.is_same(candidate.subject):
            continue
        candidate.hints = hints | rule.hints
        if rule.as_fact:
            candidate.hints &= ~PLANNED  # who is to be tried, is charged
        candidate.former = rule.former or None
        past = verb.chain and verb.hints & PAST  # "used to run Acme"
        if rule.predicate == "has_role" and (past or _was_once(sentence, phrase)):
            candidate.former = True
        candidate.actor = actor
        if rule.said_by:
            sayers = (a for a in in_role(sentence, phrase, rule.said_by) if a.mention >= 0)
            candidate.reporter = next(sayers, None)
        if rule.role:
            _role_of(sentence, candidate, phrase)
            if is_over(sentence, phrase) and verb.lemma in _HELD and rule.predicate == "has_role":
                candidate.former = True  # "taught at Acme"
        attach(sentence, candidate, phrase)
        found += _gapped(sentence, candidate, phrase)


def is_over(sentence: Sentence, phrase: int) -> bool:
    """Whether a verb group is in the simple past or in that before it: "taught", "had taught"."""
    tags = sentence.tags_of(phrase).replace("R", "").strip("x")
    return tags == "p" or (tags == "hp" and "had" in sentence.words_of(phrase))


def _was_once(sentence: Sentence, phrase: int) -> bool:
    """Whether an adverb before a past verb says that it is over: "who once ran Acme"."""
    first = sentence.first[phrase]
    near = {*sentence.words[max(0, first - 1) : first], *sentence.words_of(phrase)}
    past = sentence.tags[sentence.verb_at(phrase).at] == "p"
    return past and not near.isdisjoint(_ONCE)


def _filled(sentence: Sentence, phrase: int, name: str) -> bool:
    """Whether a role or condition that the rule needs or lacks holds."""
    holds = VERB_CONDITIONS.get(name)
    if holds is not None:
        return holds(sentence, phrase)
    return bool(in_role(sentence, phrase, name))


def _has_complement(sentence: Sentence, rule: Rule, phrase: int) -> bool:
    """Whether what the rule wants follows the verb: "ruled in favour", "took X to court"."""
    governed = verb_complements(sentence, phrase)
    for wanted in rule.complement:
        preposition, _, noun = wanted.rpartition(" ")
        place = governed.get(preposition, -1)
        if place >= 0 and sentence.last_word(place) == noun:
            return True
    return False


def _is_means(sentence: Sentence, phrase: int) -> bool:
    """Whether a gerund only says in what: "the potential in building engines"."""
    previous = sentence.left[phrase]
    return previous >= 1 and sentence.preposition_at(previous) in _MEANS


def _pairs(
    sentence: Sentence, rule: Rule, phrase: int, trigger: tuple[int, int]
) -> list[Candidate]:
    """One candidate for each two of a joint subject: "X and Y merged"."""
    args = args_of(sentence, sentence.verb_at(phrase).subject, left=True)
    if len(args) < 2:
        return []
    args = [a for a in args if fits(a, rule.subject_types)]
    return [
        Candidate(rule, first, second, trigger)
        for i, first in enumerate(args[:_MAX_PARTIES])
        for second in args[i + 1 : _MAX_PARTIES]
        if first.named and second.named
    ]


def _gapped(sentence: Sentence, first: Candidate, phrase: int) -> list[Candidate]:
    """The candidate, and those that a list adds: "bought X in 2016 for $3 and Y in 2018"."""
    target = first.object
    if (
        target is None
        or sentence.verb_at(phrase).passive
        or target.phrase != object_of(sentence, phrase)
    ):
        return [first]
    places = [target.phrase]
    following = places[0] + 1
    while following + 1 < sentence.size:
        kind = sentence.kinds[following]
        if kind == "C" and sentence.kinds[following + 1] == "N" and following > places[-1] + 1:
            tags = sentence.tags_of(following + 1)
            follows = sentence.kinds[following + 2] if following + 2 < sentence.size else ";"
            if tags not in ("E", "P") or follows not in "I;":
                break
            places.append(following + 1)
            following += 2
        elif kind == "I" and sentence.kinds[following + 1] in "NT":
            if not {"$", "T"} >= set(sentence.tags_of(following + 1)):
                break
            following += 2
        else:
            break
    if len(places) == 1:
        return [first]
    found = []
    for place, end in zip(places, [*places[1:], following], strict=True):
        other = first.of(first.subject, arg_of(sentence, place))
        _values_within(sentence, other, place, end)
        found.append(other)
    return found


def _values_within(sentence: Sentence, candidate: Candidate, lo: int, hi: int) -> None:
    """Set date and amount to those that stand among the phrases `[lo, hi)`."""
    for token in range(sentence.first[lo], sentence.stop[hi - 1]):
        at = sentence.span(token)
        if sentence.tags[token] == "T" and candidate.date < 0:
            candidate.date, candidate.date_at = sentence.literal[token], at
            candidate.date_relation = "on"
        elif sentence.tags[token] == "$" and candidate.rule.amount and candidate.amount < 0:
            candidate.amount, candidate.amount_at = sentence.literal[token], at


def _role_of(sentence: Sentence, candidate: Candidate, phrase: int) -> None:
    """The role that "as" or a second object names: "joined X as head of research"."""
    governed = verb_complements(sentence, phrase).get("as", -1)
    if governed >= 0:
        candidate.role = role_span(sentence, governed, sentence.stop[governed] - 1)
