"""Walks over the phrases of a sentence: what stands before, after and around one."""

from __future__ import annotations

from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.word_lists import word_list

_PLACING = word_list("claims", "syntax.phrases.walks.placing")


def past_complements(sentence: Sentence, place: int) -> int:
    """The phrase behind what prepositions add at `place`: behind "of X in Y"."""
    while sentence.kind_at(place) == "I" and sentence.kind_at(place + 1) == "N":
        place = sentence.right[place + 1]
    return place


def noun_before(sentence: Sentence, place: int) -> int:
    """The noun phrase left of `place`, a comma between them or not; -1: none."""
    near = sentence.left[place]
    if sentence.kind_at(near) == ",":
        near = sentence.left[near]
    return near if sentence.kind_at(near) == "N" else -1


def relative_before(sentence: Sentence, phrase: int) -> int:
    """The relative pronoun whose clause a noun phrase ends: "each firm that uses X is"."""
    verb_phrase = sentence.left[phrase]
    if sentence.kind_at(verb_phrase) == "I":
        verb_phrase = sentence.left[verb_phrase]
    if sentence.kind_at(verb_phrase) != "V":
        return -1
    relative = sentence.left[verb_phrase]
    return relative if sentence.kind_at(relative) == "W" else -1


def comma_before(sentence: Sentence, phrase: int) -> int:
    """The comma that opens the insertion which this comma closes, -1 where there is none."""
    for c in range(phrase - 1, max(-1, phrase - 30), -1):
        kind = sentence.kinds[c]
        if kind == ";":
            return -1
        if kind == ",":
            near = sentence.left[c]
            if sentence.kind_at(near) == "N" and c + 1 < phrase:
                if sentence.kinds[c + 1] in "NIWRASTVC":
                    # A list "A, B, and C" closes with a conjunction, an insertion does not.
                    if c + 2 == phrase and _names_place(sentence, near, c + 1):
                        outer = comma_before(sentence, c)
                        return outer if outer >= 0 else c
                    return c
    return -1


def _names_place(sentence: Sentence, phrase: int, other: int) -> bool:
    """Whether two names are a place and the larger one around it: "in Leeds, England,"."""
    if sentence.tags_of(phrase) != "E" or sentence.tags_of(other) != "E":
        return False
    previous = sentence.left[phrase]
    return sentence.preposition_at(previous) in _PLACING


def chain_head(sentence: Sentence, phrase: int) -> int:
    """The noun phrase that the one at `phrase` ends, where prepositions join several."""
    for _ in range(8):
        if phrase >= 2 and sentence.kinds[phrase - 1] == "I" and sentence.kinds[phrase - 2] == "N":
            phrase -= 2
        elif (
            phrase >= 4
            and sentence.kinds[phrase - 1] == "C"
            and sentence.kinds[phrase - 2] == "N"
            and sentence.kinds[phrase - 3] == "I"
            and sentence.kinds[phrase - 4] == "N"
            and sentence.last_tag(phrase) == sentence.last_tag(phrase - 2) != "N"
            and sentence.first_word(phrase - 3) in ("between", "of")
        ):
            phrase -= 4  # "the merger of X and Y": the names are one argument of the noun
        else:
            break
    return phrase


def antecedent(sentence: Sentence, phrase: int) -> int:
    """The noun phrase that a relative pronoun at `phrase` stands for."""
    near = noun_before(sentence, phrase)  # none before "in which", "of which"
    if near < 0:
        return -1
    if sentence.first_word(phrase) == "who" and "P" not in sentence.tags_of(near):
        head = chain_head(sentence, near)
        if "P" in sentence.tags_of(head):
            return head
        named = sentence.left[head] - 1 if sentence.left[head] > 0 else -1
        if named >= 0 and sentence.kinds[named + 1] == "," and sentence.kinds[named] == "N":
            if sentence.last_tag(named) == "P":
                return named  # "Jane Roe, a co-founder of X who"
    return near


def previous_verb(sentence: Sentence, phrase: int) -> int:
    """The verb group before `phrase` in the same stretch of the sentence, no relative clause."""
    best = -1
    for m in range(phrase - 1, -1, -1):
        kind = sentence.kinds[m]
        if kind == ";":
            break
        if kind == "V":
            verb = sentence.verb[m]
            assert verb is not None
            if best < 0:
                best = m
            left = sentence.left[m]
            relative = sentence.kind_at(left) == "W"
            if verb.form == "finite" and not relative:
                return m
    return best


def nearest_verb(sentence: Sentence, phrase: int) -> int:
    """The verb group before `phrase` in the same stretch, of whatever form; -1: none."""
    for m in range(phrase - 1, -1, -1):
        if sentence.kinds[m] == ";":
            return -1
        if sentence.kinds[m] == "V":
            return m
    return -1


def next_subject(sentence: Sentence, phrase: int) -> int:
    """Subject of the main clause that follows a fronted participle.

    "Founded by A, B and C in Leeds, England, X makes": the phrase after a comma that a verb, or the
    comma of an apposition, follows.
    """
    fallback = -1
    for m in range(phrase + 1, sentence.size):
        kind = sentence.kinds[m]
        if kind == ";":
            break
        if kind == ",":
            following = sentence.right[m]
            if sentence.kind_at(following) == "N":
                after = sentence.right[following]
                follows = sentence.kind_at(after)
                if follows == "V":
                    return following
                if fallback < 0 and follows in "IW,":
                    fallback = following
        elif kind == "V" and m > phrase + 1 and fallback >= 0:
            break
    return fallback
