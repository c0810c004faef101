"""What a number behind a comma says of the one before: ", up 5 percent", ", or $1.20 a share"."""

from __future__ import annotations

from factpack.extract.claims.measures.links import ROUGH, link_of
from factpack.extract.claims.measures.metrics import per_share
from factpack.extract.claims.measures.number import Number, value_in
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import UNIT_TAGS, load_words
from factpack.vocabulary import load_vocabulary


def read_further(sentence: Sentence, phrase: int, token: int, before: Number) -> Number | None:
    """The number at `token`, the end of a phrase, as more about the number before it.

    None where it says nothing of it, or where a verb comes between the two.
    """
    near = _phrase_of(sentence, before)
    previous = sentence.left[phrase]
    if near < 0 or previous < 0 or "V" in sentence.kinds[near:phrase] or before.kind != "actual":
        return None
    while sentence.kind_at(previous) == "I" and sentence.first_word(previous) in ROUGH:
        previous = sentence.left[previous]
    word = sentence.first_word(previous)
    if word == "to" and before.form == "move":
        metric = load_vocabulary().metrics[before.metric.rpartition("_")[0]]
        if UNIT_TAGS[metric.unit] != sentence.tags[token]:
            return None
        return before._replace(metric=metric.name, value=value_in(sentence, phrase), form="change")
    if per_share(sentence, phrase) and sentence.tags[token] == "$":
        joined = sentence.kinds[previous] == "C" and word == "or"
        if joined and before.metric in ("profit", "operating_profit"):
            return before._replace(
                metric="earnings_per_share", value=value_in(sentence, phrase), form="further"
            )
        return None
    way = load_words().particles.get(word, "")
    if not way or sentence.tags[token] != "%" or sentence.kinds[previous] not in "IRA":
        return None
    comma = sentence.left[previous]
    name = f"{before.metric}_{way}"
    if comma < 0 or sentence.kinds[comma] != "," or name not in load_vocabulary().metrics:
        return None
    if link_of(sentence, comma - 1).verb < 0 and before.form != "of":
        return None
    return before._replace(metric=name, value=value_in(sentence, phrase), form="further")


def _phrase_of(sentence: Sentence, number: Number) -> int:
    """The phrase in which the value of a number stands, -1 where it cannot be found."""
    for phrase in range(sentence.size):
        if sentence.kinds[phrase] == "N" and value_in(sentence, phrase) == number.value:
            return phrase
    return -1
