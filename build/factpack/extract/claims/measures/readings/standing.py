"""What somebody has by other words than "has": jobs for 300 people, home to 300 students."""

from __future__ import annotations

from factpack.extract.claims.measures.links import ROUGH, behind, governor
from factpack.extract.claims.measures.metrics import may_measure
from factpack.extract.claims.measures.owners.owners import actor_of
from factpack.extract.claims.roles.arguments.arguments import arg_of
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list

_ACROSS = word_list("claims", "measures.readings.standing.across")
_EQUIPPED = word_list("claims", "measures.readings.standing.equipped")
_JOBS = word_list("claims", "measures.readings.standing.jobs")
_PAYROLL = word_list("claims", "measures.readings.standing.payroll")
_PROVIDE = word_list("claims", "measures.readings.standing.provide")
_ENDING = word_list("claims", "measures.readings.standing.ending")


def holder_of(sentence: Sentence, phrase: int) -> Arg | None:
    """Who has what the count of a phrase counts: "grew to 300 staff", "home to 300 students"."""
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) != "I":
        return None
    word, near = sentence.first_word(previous), sentence.left[previous]
    found: Arg | None = None
    if word == "to" and sentence.kind_at(near) == "N" and sentence.last_word(near) == "home":
        found = arg_of(sentence, near)
    elif word == "to" and sentence.kind_at(near) == "V":
        grown = sentence.verb_at(near).lemma in load_words().directions
        found = actor_of(sentence, near) if grown else None
    elif word == "with":
        group = governor(sentence, phrase)
        if group >= 0 and sentence.verb_at(group).lemma in _ENDING:
            found = actor_of(sentence, group)  # "ended the year with 300 subscribers"
        elif group >= 0 and sentence.verb_at(group).lemma in _EQUIPPED:
            found = actor_of(sentence, group, "Product")  # "comes with 16 GB of storage"
    return found if found is not None and found.mention >= 0 else None


def employer_of(sentence: Sentence, phrase: int) -> Arg | None:
    """X in "X provides work for 300 people", "X has 300 people on its payroll"."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) in ("for", "to"):
        near = sentence.left[previous]
        group = sentence.left[near] if sentence.kind_at(near) == "N" else -1
        if group < 0 or sentence.last_word(near) not in _JOBS:
            return None
    else:
        word, noun = behind(sentence, sentence.right[phrase])
        group = previous
        if word != "on" or sentence.last_word(noun) not in _PAYROLL:
            return None
    verb = sentence.verb_of(group)
    if verb is None or verb.lemma not in _PROVIDE:
        return None
    found = actor_of(sentence, group)
    return found if found is not None and "Organization" in found.types else None


def used(sentence: Sentence, phrase: int) -> tuple[Arg, str] | None:
    """X in "X is used by 5 million people", and the metric that counts them."""
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) != "by":
        return None
    group = sentence.left[previous]
    verb = sentence.verb_of(group)
    metric = load_words().done_by_many.get(verb.lemma) if verb is not None else None
    if verb is None or metric is None or not verb.passive:
        return None
    found = in_role(sentence, group, "patient")
    known = len(found) == 1 and may_measure(metric, found[0].types)
    return (found[0], metric) if known else None


def downloaded(sentence: Sentence, phrase: int) -> Arg | None:
    """X in "X has been downloaded 5 million times"."""
    verb = sentence.verb_of(sentence.left[phrase])
    if verb is None or verb.lemma not in ("download", "install") or not verb.passive:
        return None
    found = in_role(sentence, sentence.left[phrase], "patient")
    return found[0] if len(found) == 1 and may_measure("downloads", found[0].types) else None


def is_object(sentence: Sentence, verb: int, phrase: int) -> bool:
    """Whether the phrase is the object of the verb, or in a list of its objects."""
    return all(
        sentence.kinds[place] in "NAR,C" or sentence.preposition_at(place) in ROUGH
        for place in range(verb + 1, phrase)
    )


def is_across(sentence: Sentence, verb: int, phrase: int, present: bool) -> bool:
    """Whether the phrase says where the subject is: "sells pumps in 40 countries".

    `present` is whether the verb says so; else what the subject has there must: "has operations".
    """
    place = sentence.left[phrase]
    if verb < 0 or sentence.preposition_at(place) not in _ACROSS:
        return False
    if not present:
        near = sentence.left[place]
        if sentence.verb_at(verb).lemma not in load_words().have or sentence.kind_at(near) != "N":
            return False
        if sentence.last_word(near).rsplit(" ", 1)[-1] not in load_words().placed:
            return False
    return all(kind in "NAR" for kind in sentence.kinds[verb + 1 : place])
