"""Rules whose words are nouns: "X’s acquisition of Y", "X announced a deal with Y"."""

from __future__ import annotations

from bisect import bisect_right

from factpack.extract.claims.readers.verb import is_over
from factpack.extract.claims.roles.arguments.arguments import arg_of, head_token
from factpack.extract.claims.roles.arguments.clause import attach, date_inside, date_of
from factpack.extract.claims.roles.arguments.lists import args_of
from factpack.extract.claims.roles.arguments.object_text import subject_fits, text_of, word_fits
from factpack.extract.claims.roles.nouns.names_after import listed_after
from factpack.extract.claims.roles.nouns.noun_roles import noun_role, told_of
from factpack.extract.claims.roles.verbs.deeds import deed_after
from factpack.extract.claims.roles.verbs.reported import reported_hint
from factpack.extract.claims.roles.verbs.verb_objects import count_into
from factpack.extract.claims.rules.candidate import Candidate, Found, fits, fits_object, shown_by
from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.modality import (
    NEGATED,
    PLANNED,
    POSSIBLE,
    UNREAL,
    plan_outcome,
    plan_status,
)
from factpack.extract.claims.syntax.neighbours import noun_complements
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.inflection import singular
from factpack.extract.languages.en.kinds import kind_list
from factpack.extract.languages.en.word_lists import word_list

_GENERIC = kind_list("generic")
_OPENING = word_list("claims", "readers.noun.opening")
_LEAVE = word_list("claims", "readers.noun.leave")
_HELD = word_list("claims", "readers.noun.held")
"""Verbs whose simple past says that the post which is their object is over."""
_DISPOSE = word_list("claims", "readers.noun.dispose")
_SAID = {
    **dict.fromkeys(word_list("claims", "readers.noun.planning"), PLANNED),
    **dict.fromkeys(word_list("claims", "readers.noun.weighing"), POSSIBLE),
    **dict.fromkeys(word_list("claims", "readers.noun.refusing"), NEGATED),
}
"""What a verb says of the deal that is its object."""
_ENDING = word_list("claims", "readers.noun.ending")
_LAPSING = word_list("claims", "readers.noun.lapsing")
"""Verbs whose direct object is no more: the deal that talks "end with" is a new one."""


def read_noun(
    sentence: Sentence, rule: Rule, phrase: int, token: int, found: list[Candidate]
) -> None:
    """Append what the rule reads in the noun at `token`, the last of phrase `phrase`."""
    for name in rule.needs:
        if not noun_role(sentence, rule, phrase, token, name):
            return
    if rule.wordy and head_token(sentence, phrase) != token:
        return
    if rule.modifiers and rule.modifiers.isdisjoint(sentence.words[sentence.first[phrase] : token]):
        return
    governor = _governor(sentence, phrase)
    if governor >= 0 and _is_dropped(sentence, rule, governor):
        return  # "sold its stake in X"
    objects: list[Found] = []
    for name in rule.object:
        objects = _objects(sentence, rule, phrase, token, name)
        if objects:
            break
    subjects: list[Arg] = []
    for name in rule.subject if objects else ():
        subjects = noun_role(sentence, rule, phrase, token, name)
        if subjects:
            break
    if not subjects:
        return
    for name in rule.lacks:
        if noun_role(sentence, rule, phrase, token, name):
            return
    if rule.joint:
        subjects, objects = subjects[:1], objects[1:]
    hints = rule.hints
    if governor >= 0:
        verb = sentence.verb_at(governor)
        if verb.lemma in ("have", "be"):  # "denied that X has its seat in Y"
            hints |= reported_hint(sentence, governor)
        if verb.lemma in _ENDING and sentence.left[phrase] == governor and not verb.passive:
            hints |= 0 if verb.hints & (UNREAL | NEGATED) else NEGATED
        elif not (rule.predicate == "located_in" and _is_there(sentence, phrase, verb.lemma)):
            hints |= verb.hints | (0 if rule.as_fact else _SAID.get(verb.lemma, 0))
    if rule.predicate == "acquired" and objects and subjects:
        hints |= _fate(sentence, phrase, governor)
    elif rule.predicate == "partners_with" and _has_ended(sentence, phrase):
        hints |= NEGATED
    for subject in subjects:
        if not fits(subject, rule.subject_types) or not subject_fits(sentence, rule, subject):
            continue
        args = [arg for arg, _, _ in objects if arg is not None]
        shown = shown_by(
            rule, singular(sentence.words[token]), subject, args, sentence.context.untold
        )
        for arg, words, value in objects:
            if arg is not None and (not fits_object(rule, arg, shown) or arg.is_same(subject)):
                continue
            if arg is not None and arg.phrase >= 0 and not word_fits(sentence, rule, arg.phrase):
                continue
            candidate = Candidate(rule, subject, arg, sentence.span(token), words, value)
            candidate.hints = hints
            if rule.count and words is not None:
                _count(sentence, candidate, words)
            candidate.former = rule.former or None
            if rule.predicate == "has_role" and governor >= 0:
                left = sentence.verb_at(governor).lemma in _LEAVE
                over = sentence.verb_at(governor).lemma in _HELD and is_over(sentence, governor)
                # "left her post at X", "had held a post at X"
                candidate.former = candidate.former or left or over or None
            told = told_of(sentence, phrase)
            attach(
                sentence,
                candidate,
                told if told >= 0 else phrase if governor < 0 else governor,
                phrase,
            )
            found.append(candidate)


def _is_dropped(sentence: Sentence, rule: Rule, governor: int) -> bool:
    """Whether the verb takes away what the noun says: "sold its plant", not "plans to sell it"."""
    verb = sentence.verb_at(governor)
    if verb.lemma not in _DISPOSE or rule.predicate == "has_role":
        return False
    ahead = sentence.words[verb.at] == verb.lemma  # "will sell", "has agreed to sell"
    return not (rule.predicate == "located_in" and ahead)


def _count(sentence: Sentence, candidate: Candidate, words: tuple[int, int]) -> None:
    """Attach the number at the head of the words of the object: "a recall of 400 cars"."""
    token = bisect_right(sentence.start, words[0]) - 1
    phrase = bisect_right(sentence.stop, token)
    if sentence.kinds[phrase] == "N":
        count_into(sentence, candidate, phrase)


def _objects(sentence: Sentence, rule: Rule, phrase: int, token: int, name: str) -> list[Found]:
    """Objects in a role of the rule."""
    read = NOUN_OBJECTS.get(name)
    if read is not None:
        return read(sentence, phrase, token)
    if name.startswith("deed:"):
        deed = deed_after(sentence, phrase, name.removeprefix("deed:"), rule)
        return [(None, deed, -1)] if deed is not None else []
    if name.startswith("text:"):
        governed = noun_complements(sentence, phrase).get(name.removeprefix("text:"), -1)
        if governed < 0:
            return []
        arg = arg_of(sentence, governed)
        if arg.mention < 0 or not fits(arg, rule.object_types):
            if not word_fits(sentence, rule, governed):
                return []
            return [(None, text_of(sentence, governed, rule.reach), -1)]
        args = args_of(sentence, governed)
    else:
        args = noun_role(sentence, rule, phrase, token, name)
    return [(arg, None, -1) for arg in args]


def _date(sentence: Sentence, phrase: int, token: int) -> list[Found]:
    date = date_inside(sentence, phrase) or date_of(sentence, phrase)
    return [(None, None, date[0])] if date else []


def _money_inside(sentence: Sentence, phrase: int, token: int) -> list[Found]:
    for inner in range(sentence.first[phrase], token):
        if sentence.tags[inner] == "$":
            return [(None, None, sentence.literal[inner])]
    return []


def _own_words(sentence: Sentence, phrase: int, token: int) -> list[Found]:
    words = text_of(sentence, phrase)
    word = sentence.words[token]
    if "E" in sentence.tags_of(phrase).rpartition("'")[2]:
        return []  # "X's Orbit phones": what has a name is known by it
    if words[1] - words[0] <= len(word) and (
        singular(word) == word or word in _GENERIC or singular(word) in _GENERIC
    ):
        return []  # "its services" says nothing, and "her car" is what she drives
    return [(None, words, -1)]


def _listed(sentence: Sentence, phrase: int, token: int) -> list[Found]:
    return [(arg, None, -1) for arg in listed_after(sentence, phrase)]


def _own_noun(sentence: Sentence, phrase: int, token: int) -> list[Found]:
    """The noun with the words before it that are no name: "data breach", "outage"."""
    first = token
    while first > sentence.first[phrase] and sentence.tags[first - 1] in "NA":
        first -= 1
    return [(None, (sentence.start[first], sentence.end[token]), -1)]


NOUN_OBJECTS = {
    "own_noun": _own_noun,
    "date": _date,
    "money_inside": _money_inside,
    "own_words": _own_words,
    "listed": _listed,
}
"""Objects that are no argument of the noun."""


def _is_there(sentence: Sentence, phrase: int, lemma: str) -> bool:
    """Whether a place is somebody's, whatever may become of it: "may close its plant in"."""
    owned = not {"H", "'"}.isdisjoint(sentence.tags_of(phrase))
    return owned and lemma not in _OPENING


def _fate(sentence: Sentence, phrase: int, governor: int) -> int:
    """Whether the words say that what the noun names was stopped, or only proposed."""
    found = plan_status(sentence.words_of(phrase))
    if governor >= 0:
        verb = sentence.verb_at(governor)
        found = plan_outcome(verb.lemma, verb.hints, undergone=not verb.passive) or found
    for v in sentence.verbs:
        verb = sentence.verb_at(v)
        if v > phrase and verb.subject == phrase and verb.form == "finite":
            found = plan_outcome(verb.lemma, verb.hints, undergone=verb.passive) or found
    return found


def _has_ended(sentence: Sentence, phrase: int) -> bool:
    """Whether a deal is said to be over: "the partnership with X ended", "was dissolved"."""
    for v in sentence.verbs:
        verb = sentence.verb_at(v)
        if v > phrase and verb.subject == phrase and verb.form == "finite":
            over = verb.lemma in _ENDING if verb.passive else verb.lemma in _LAPSING
            return over and not verb.hints & (UNREAL | NEGATED)
    return False


def _governor(sentence: Sentence, phrase: int) -> int:
    """The verb whose object, or object of a preposition, the noun phrase is; -1: none."""
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) == "I":
        previous = sentence.left[previous]
    return previous if sentence.kind_at(previous) == "V" else -1
