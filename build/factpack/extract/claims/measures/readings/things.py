"""Counts of things that no metric of its own counts: "has 900 apps", "sold 3 million pumps".

Also what all counts share: the nouns that metrics are counted by, and which numbers are small.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from factpack.extract.claims.measures.links import governor
from factpack.extract.claims.measures.number import Number, make
from factpack.extract.claims.measures.owners.owners import actor_of, owner_of
from factpack.extract.claims.measures.readings.standing import is_across, is_object
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.vocabulary import Vocabulary, load_vocabulary

_SCALES = word_list("claims", "measures.readings.things.scales")
_SMALL = word_list("claims", "measures.readings.things.small")


def read_thing(sentence: Sentence, phrase: int, token: int, noun: str) -> Number | None:
    """How many things somebody has, where no metric counts them: "has 900 different apps"."""
    words, verb = load_words(), governor(sentence, phrase)
    lemma = sentence.verb_at(verb).lemma if verb >= 0 and not sentence.verb_at(verb).passive else ""
    at = noun_of(sentence, phrase, token)
    subject: Arg | None = None
    if verb >= 0 and sentence.verb_at(verb).lemma in words.close:  # plants, shops or offices
        if noun in words.closable:
            subject = actor_of(sentence, verb, "Organization")
        return make(sentence, "count", subject, "closures", phrase, verb=verb, scope=at)
    if lemma in words.selling and is_object(sentence, verb, phrase):
        return _sold(sentence, phrase, token, noun, verb)
    if noun in words.uncounted or not noun.endswith("s") or counted_by(noun):
        return None
    elif "-" in sentence.words[token]:
        return None  # "a three-run lead"
    elif not {"H", "'"}.isdisjoint(sentence.tags[sentence.first[phrase] : token]):
        subject, verb = owner_of(sentence, phrase, token).arg, -1
    elif lemma in words.comprise and is_object(sentence, verb, phrase):
        subject = actor_of(sentence, verb)
    elif noun in words.spread and is_across(sentence, verb, phrase, lemma in words.present):
        subject = actor_of(sentence, verb, "Organization")
    if subject is None:
        return None
    if is_small(sentence.words[token]) and "Product" not in subject.types:
        return None
    return make(
        sentence, "count", subject, "count", phrase, words=at, named=phrase, verb=verb, scope=at
    )


def _sold(sentence: Sentence, phrase: int, token: int, noun: str, verb: int) -> Number | None:
    """How many of its goods somebody sold; a small number is a deal: "sold 40 pumps to"."""
    words, said = load_words(), sentence.words[token]
    if noun in words.securities | words.uncounted or not noun.endswith("s"):
        return None
    if _SCALES.isdisjoint(said.split()) and "," not in said:
        return None
    at, subject = noun_of(sentence, phrase, token), actor_of(sentence, verb, "Organization")
    return make(sentence, "count", subject, "units_sold", phrase, words=at, verb=verb, scope=at)


def noun_of(sentence: Sentence, phrase: int, token: int) -> tuple[int, int]:
    """Span of the noun that is counted."""
    last = sentence.stop[phrase] - 1
    if token < last and sentence.words[last] not in load_words().everywhere:
        return sentence.span(last)
    return sentence.end[token] - len(sentence.words[token].rsplit(" ", 1)[-1]), sentence.end[token]


def counted_by(noun: str) -> Sequence[str]:
    """Names of the counted metrics that a noun may stand for."""
    return _counted(load_vocabulary()).get(noun, ())


@lru_cache(maxsize=2)
def _counted(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """The counted metrics of a vocabulary by the nouns that name them."""
    counted = [metric for metric in vocabulary.metrics.values() if metric.unit == "count"]
    return {n: [m.name for m in counted if n in m.synonyms] for x in counted for n in x.synonyms}


def is_bare(noun: str) -> bool:
    """Whether the last word of a count is no noun but the number: "employs 3 million"."""
    return not noun.isalpha() or noun in _SCALES


def is_small(words: str) -> bool:
    """Whether a number is below ten: an organisation that "has three options" tells a story."""
    tags, said = load_lexicon().tags, words.split()
    if not _SCALES.isdisjoint(said):
        return False
    first = next((word for word in said if word[0].isdigit() or tags.get(word) == "#"), "")
    return len(first) == 1 if first[:1].isdigit() else first in _SMALL
