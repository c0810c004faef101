"""How a number hangs on a verb: through which preposition, and past which other words.

In "rose 12 percent in 2015 to a record high of $3 billion from $2 billion" the three numbers hang
on "rose": the first directly, the second through "to", the third through "from".
"""

from __future__ import annotations

from typing import NamedTuple

from factpack.extract.claims.syntax.neighbours import object_of
from factpack.extract.claims.syntax.phrases.walks import past_complements
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list

LEVEL = word_list("claims", "measures.links.level")
"""Prepositions before a value that is reached: "fell below $3"."""
ROUGH = word_list("claims", "measures.links.rough")
"""Prepositions that only blur the number behind them."""
_ADJUNCT = word_list("claims", "measures.links.adjunct")
_GOES_ON = word_list("claims", "measures.links.goes_on")
_STEPS = 16


class Link(NamedTuple):
    """How a number hangs on a verb.

    Attributes:
        verb: the verb group, -1: none.
        preposition: before the number: "to", "by", "from", "at" …; empty: none.
        particle: "rise" or "fall" where a particle says which way it went, else empty.
        moved: metric phrase between verb and number, the object of the verb; -1: none.
    """

    verb: int
    preposition: str
    particle: str
    moved: int


def link_of(sentence: Sentence, phrase: int) -> Link:
    """What the number that ends a phrase hangs on."""
    words = load_words()
    preposition, particle = "", _after(sentence, phrase)
    last = sentence.stop[phrase] - 1
    near = sentence.words[last - 1] if last > sentence.first[phrase] else ""
    if sentence.words[last].split(" ")[0] in LEVEL or near in LEVEL:
        preposition = "to"  # the bound is part of the number: "fell below $3"
    comma = False
    direct = True
    previous = sentence.left[phrase]
    for _ in range(_STEPS):
        if previous < 0:
            break
        kind, word = sentence.kinds[previous], sentence.first_word(previous)
        if kind == "V":
            moved = _moved_by(sentence, previous)
            inside = 0 <= moved < phrase and not is_number(sentence, moved)
            if inside and (is_level(sentence, moved) or sentence.last_word(moved) in words.times):
                inside = False  # "hit a high of $3", "ended the day at $3"
            return Link(previous, preposition, particle, moved if inside else -1)
        if word in words.particles and kind in "IRAN" and sentence.last_word(previous) == word:
            after = sentence.right[previous]
            if after >= sentence.size or sentence.first_word(after) != "to":  # "up to 5 percent"
                particle = particle or words.particles[word]
        elif kind == "I":
            if direct and (word in LEVEL or word == "as"):
                preposition = preposition or "to"
            elif direct and word == "of" and is_level(sentence, sentence.left[previous]):
                previous = sentence.left[previous]
                while is_level(sentence, sentence.left[previous]):
                    previous = sentence.left[previous]
            elif direct and word not in ROUGH:
                preposition, direct = preposition or word, False
        elif kind == ",":
            after = sentence.right[previous]
            goes_on = sentence.preposition_at(after) in _GOES_ON
            if comma or not goes_on:
                break
            comma = True
        elif kind == "N":
            if not _may_be_between(sentence, previous):
                break
            direct = False
        elif kind == "T":
            direct = False
        elif kind not in "AR%":
            break
        previous = sentence.left[previous]
    return Link(-1, preposition, particle, -1)


def _may_be_between(sentence: Sentence, phrase: int) -> bool:
    """Whether a noun phrase may stand between a verb and a number that hangs on it."""
    if is_number(sentence, phrase) or is_level(sentence, phrase) or _is_placed(sentence, phrase):
        return True
    previous = sentence.left[phrase]
    if sentence.preposition_at(previous) == "of":
        phrase = sentence.left[previous]  # "cut the price of Orbit to $3"
    near = sentence.left[phrase] if phrase >= 0 else -1
    if sentence.kind_at(near) == "T":  # "its 2021 revenue"
        near = sentence.left[sentence.left[near]]
    if sentence.kind_at(near) != "V":
        return False
    return phrase in (object_of(sentence, near), _moved_by(sentence, near))


def _moved_by(sentence: Sentence, group: int) -> int:
    """The object of a verb, -1: none; of "cut its 2021 revenue" what stands behind the time."""
    found = object_of(sentence, group)
    time = sentence.right[found] if found >= 0 and sentence.last_tag(found) == "H" else -1
    after = sentence.right[time] if sentence.kind_at(time) == "T" else -1
    return after if sentence.kind_at(after) == "N" else found


def _after(sentence: Sentence, phrase: int) -> str:
    """Which way "3 percent higher" and "3 percent down" went, empty where no word says so."""
    place = sentence.stop[phrase]
    if place < len(sentence.words):
        word = sentence.words[place]
        if word in load_words().particles and sentence.words[place + 1 : place + 2] != ["to"]:
            return load_words().particles[word]
    return ""


def behind(sentence: Sentence, place: int) -> tuple[str, int]:
    """The preposition at a phrase and the noun phrase that it governs; ("", -1): none."""
    if sentence.kind_at(place) == "I" and sentence.kind_at(place + 1) == "N":
        return sentence.first_word(place), place + 1
    return "", -1


def is_narrowed(sentence: Sentence, phrase: int) -> bool:
    """Whether a participle or clause behind a noun limits it: "earnings reinvested abroad"."""
    following = sentence.right[phrase]
    if sentence.kind_at(following) == "W":
        return True
    verb = sentence.verb_of(following)
    if verb is None or verb.subject < 0 or sentence.tags[verb.at] not in "pg":
        return False
    return verb.subject <= phrase and "V" not in sentence.kinds[verb.subject : phrase]


def is_number(sentence: Sentence, phrase: int) -> bool:
    """Whether a phrase ends in a value."""
    return sentence.kinds[phrase] == "N" and sentence.last_tag(phrase) in "$%#"


def is_level(sentence: Sentence, phrase: int) -> bool:
    """Whether a phrase only says what sort of value follows: "a record high"."""
    return sentence.kind_at(phrase) in "NA" and sentence.last_word(phrase) in load_words().levels


def _is_placed(sentence: Sentence, phrase: int) -> bool:
    """Whether a preposition makes the phrase an aside: "rose in London by 3 percent"."""
    previous = sentence.left[phrase]
    if sentence.kind_at(previous) == "T":  # "its forecast for 2020 revenue"
        previous = sentence.left[previous]
    return sentence.preposition_at(previous) in _ADJUNCT


def governor(sentence: Sentence, phrase: int) -> int:
    """The verb of which the phrase is the object, or in a list of its objects; -1: none."""
    previous = sentence.left[phrase]
    for _ in range(_STEPS):
        if previous < 0:
            return -1
        kind = sentence.kinds[previous]
        if kind == "V":
            return previous
        if kind not in "INTAR%C" and not (
            kind == "," and "C" in sentence.kinds[previous : phrase + 1]
        ):
            return -1
        previous = sentence.left[previous]
    return -1


def is_open(sentence: Sentence, phrase: int) -> bool:
    """Whether it is left open, denied, or whose it is: "if", "denied that", "respectively"."""
    if sentence.words[-1] == "?" or ("respectively" in sentence.words and _is_of_several(sentence)):
        return True
    words = load_words()
    for place in range(phrase):
        if sentence.kinds[place] != "S":
            continue
        before = sentence.verb_of(sentence.left[place])
        if sentence.first_word(place) in words.conditions:
            return True
        if before is not None and before.lemma in words.denying:
            return True
    return False


def _is_of_several(sentence: Sentence) -> bool:
    """Whether several things, each with its own number, are the subject of a sentence."""
    if not sentence.verbs:
        return True
    subjects = {sentence.verb_at(group).subject for group in sentence.verbs}
    return any(
        place < 0 or sentence.kind_at(sentence.left[place]) == "C" or _goes_on(sentence, place)
        for place in subjects
    )


def _goes_on(sentence: Sentence, place: int) -> bool:
    """Whether a list goes on behind a noun phrase, or in what it governs."""
    return sentence.kind_at(past_complements(sentence, sentence.right[place])) in "C,"
