"""When a number held: the period beside it, beside its metric, or at the head of the clause."""

from __future__ import annotations

from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list

_RELATIONS = {
    "in": "on", "on": "on", "at": "on", "during": "on", "for": "on", "of": "on", "over": "on",
    "since": "since", "by": "by", "until": "until", "through": "until", "before": "before",
    "after": "after", "within": "by",
}  # fmt: skip
_OLD = word_list("claims", "measures.dates.old")
_DAYS = word_list("claims", "measures.dates.days")
_STEPS = 10

Dated = tuple[int, tuple[int, int], str]
"""Index of the literal, its span, and how the time relates to the claim."""


def date_of_number(
    sentence: Sentence, phrase: int, named: int, verb: int, *, old: bool = False
) -> Dated | None:
    """The period of the number that ends phrase `phrase`.

    Args:
        sentence: the sentence.
        phrase: phrase of the number.
        named: phrase that names the metric, -1: none.
        verb: verb group that states it, -1: none.
        old: whether it is the value of before ("from $3 million in 2018").
    """
    place = _right(sentence, phrase)
    if old and place >= 0 and _is_day(sentence, place):
        return None  # "a year earlier" is no period
    if place < 0 and not old:
        place = _beside(sentence, named)
        if place < 0:
            place = _fronted(sentence, named if named >= 0 else phrase, verb)
    if place < 0 or sentence.literal[sentence.first[place]] < 0:
        return None
    reports = verb >= 0 and sentence.verb_at(verb).lemma in load_words().report
    if reports and _is_day(sentence, place):
        return None
    token, previous = sentence.first[place], sentence.left[place]
    word = sentence.preposition_at(previous)
    return sentence.literal[token], sentence.span(token), _RELATIONS.get(word, "on")


def _right(sentence: Sentence, phrase: int) -> int:
    """The time behind the number, past other numbers of the same metric; -1: none."""
    place = sentence.right[phrase]
    n_commas = 0
    for _ in range(_STEPS):
        kind = sentence.kind_at(place)
        if kind == "T":
            return place
        if kind == "," and n_commas < 2 and (n_commas or sentence.kind_at(place + 1) == "C"):
            n_commas += 1  # ", or $1.20 a share, in 2015"
            place = sentence.right[place]
            continue
        if kind == "C" and n_commas and sentence.first_word(place) == "or":
            place = sentence.right[place]
            continue
        if kind == "I":
            if sentence.first_word(place) in _OLD:
                return -1
        elif kind == "N":
            if "V" in sentence.kinds[place : place + 2] or sentence.first_tag(place) in "EP":
                return -1
        elif kind not in "AR":
            return -1
        place = sentence.right[place]
    return -1


def _beside(sentence: Sentence, named: int) -> int:
    """The time beside the metric: "fourth-quarter net income", "sales in 2018 were"; -1: none."""
    if named < 0:
        return -1
    if named > 0 and sentence.kinds[named - 1] == "T":
        said = sentence.kind_at(sentence.left[named - 1]) == "V"  # "said Monday its profit rose"
        return -1 if said and _is_day(sentence, named - 1) else named - 1
    place = sentence.right[named]
    for _ in range(4):
        if place + 1 >= sentence.size or sentence.kinds[place] != "I":
            break
        if sentence.kinds[place + 1] == "T":
            return place + 1 if sentence.first_word(place) not in _OLD else -1
        if sentence.kinds[place + 1] != "N":
            break
        place = sentence.right[place + 1]
    return -1


def _fronted(sentence: Sentence, phrase: int, verb: int) -> int:
    """The time before the subject of the clause, or between it and the number; -1: none."""
    subject = sentence.verb_at(verb).subject if verb >= 0 else -1
    lo = min(place for place in (phrase, subject, verb) if place >= 0)
    for place in range(phrase - 1, lo - 1, -1):
        if sentence.kinds[place] in "CW," or (sentence.kinds[place] == "V" and place != verb):
            break  # the time of another clause: "which had 300 in 2016, has 200"
        if sentence.kinds[place] == "T":
            before = sentence.left[place]
            if before < 0 or sentence.first_word(before) not in _OLD:
                return place
    place = lo - 1
    while place >= 0 and sentence.kinds[place] in ",RI":
        place -= 1
    if sentence.kind_at(place) != "T":
        return -1
    before = place
    while sentence.kind_at(before) in "IRT":
        before -= 1
    return place if sentence.kind_at(before) in ";SC" else -1


def _is_day(sentence: Sentence, place: int) -> bool:
    """Whether the time at phrase `place` is a day or a week, not a period that is reported on."""
    words = sentence.first_word(place).split(" ")
    return not _DAYS.isdisjoint(words) or words[-1] in ("week", "earlier", "ago")
