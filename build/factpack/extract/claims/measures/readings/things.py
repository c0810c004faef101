"""Counts of what no metric names: "contains 900 files", "sold 3 million Orbit phones".

Also what a length measures ("9 millimetres thick"), and how many plants are closed.
"""

from __future__ import annotations

from factpack.extract.claims.measures.links import ROUGH, governor
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.owners import actor_of, owner_of
from factpack.extract.claims.roles.arguments.arguments import token_arg
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.vocabulary import load_vocabulary


def read_dimension(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """What a length measures: "is 9 millimetres thick"; None: no adjective says it."""
    words = load_words()
    last = sentence.stop[phrase] - 1
    if sentence.words[token].rsplit(" ", 1)[-1] not in words.lengths:
        return None
    after = sentence.words[token + 1 : token + 2]  # in the phrase, or an adjective behind it
    metric = words.dimensions.get(after[0]) if after else None
    verb = governor(sentence, phrase)
    if metric is None or token + 1 < last or verb < 0:
        return None
    if sentence.verb_at(verb).lemma not in ("be", "measure", "stand"):
        return None
    subject = actor_of(sentence, verb)
    if subject is None:
        return None
    at = span(sentence, token + 1, token + 1)
    return make(sentence, "count", subject, metric, phrase, words=at, verb=verb)


def read_part(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """What the measure of a part says of the product: "has a 3-inch screen"."""
    last = sentence.stop[phrase] - 1
    unit = sentence.words[token].replace("-", " ").rsplit(" ", 1)[-1].lstrip("0123456789.,")
    metric = load_words().parts.get((sentence.words[last], unit))
    verb = governor(sentence, phrase)
    if metric is None or token == last or verb < 0:
        return None
    if sentence.verb_at(verb).lemma not in load_words().comprise | {"come", "be", "sport", "pack"}:
        return None
    subject = actor_of(sentence, verb)
    if subject is None or "Product" not in subject.types:
        return None
    at = span(sentence, last, last)
    return make(sentence, "count", subject, metric, phrase, words=at, named=phrase, verb=verb)


def read_named(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """How many of a product were sold: "sold 3 million Orbit phones", "300 Orbits were sold"."""
    words = load_words()
    product = token_arg(sentence, token + 1, phrase)
    if _is_small(sentence.words[token]) or sentence.last_word(phrase) in words.uncounted:
        return None
    if product.types.isdisjoint(("Product", "Organization")):
        return None
    at = span(sentence, token + 1, sentence.stop[phrase] - 1)
    following = sentence.verb_of(sentence.right[phrase])
    if following is not None and following.subject == phrase:
        if following.passive and following.lemma in words.selling and "Product" in product.types:
            verb = sentence.right[phrase]
            return make(sentence, "count", product, "units_sold", phrase, words=at, verb=verb)
        return None
    verb = governor(sentence, phrase)
    if verb < 0 or sentence.verb_at(verb).lemma not in words.selling:
        return None
    subject = actor_of(sentence, verb)
    if subject is None or "Organization" not in subject.types:
        return None
    return make(
        sentence,
        "count",
        subject,
        "units_sold",
        phrase,
        words=at,
        named=phrase,
        verb=verb,
        scope=at,
    )


def read_thing(sentence: Sentence, phrase: int, token: int, noun: str) -> Number | None:
    """How many things somebody has, where no metric counts them: "has 900 different apps"."""
    words = load_words()
    verb = governor(sentence, phrase)
    if verb >= 0 and sentence.verb_at(verb).lemma in words.close:
        return _closed(sentence, phrase, token, verb, noun)
    if noun in words.uncounted or not noun.endswith("s") or _is_known(noun):
        return None
    if "-" in sentence.words[token]:
        return None  # "a three-run lead"
    owned = not {"H", "'"}.isdisjoint(sentence.tags[sentence.first[phrase] : token])
    subject: Arg | None = None
    if owned:
        owner = owner_of(sentence, phrase, token, sentence.stop[phrase] - 1)
        subject, verb = owner.arg, -1
    elif verb >= 0 and not sentence.verb_at(verb).passive:
        if sentence.verb_at(verb).lemma in words.comprise and _is_object(sentence, verb, phrase):
            subject = actor_of(sentence, verb)
    if subject is None or (_is_small(sentence.words[token]) and "Product" not in subject.types):
        return None
    last = sentence.stop[phrase] - 1
    at = span(sentence, last, last) if token < last else _inside(sentence, token)
    return make(
        sentence, "count", subject, "count", phrase, words=at, named=phrase, verb=verb, scope=at
    )


def _closed(sentence: Sentence, phrase: int, token: int, verb: int, noun: str) -> Number | None:
    """How many plants, shops or offices somebody closes."""
    if noun not in load_words().closable or sentence.verb_at(verb).passive:
        return None
    subject = actor_of(sentence, verb)
    if subject is None or "Organization" not in subject.types:
        return None
    at = span(sentence, sentence.verb_at(verb).at, sentence.verb_at(verb).at)
    return make(
        sentence,
        "count",
        subject,
        "closures",
        phrase,
        words=at,
        verb=verb,
        scope=_inside(sentence, token),
    )


def _inside(sentence: Sentence, token: int) -> tuple[int, int]:
    """Span of the noun inside a count."""
    noun = sentence.words[token].rsplit(" ", 1)[-1]
    return sentence.end[token] - len(noun), sentence.end[token]


def _is_object(sentence: Sentence, verb: int, phrase: int) -> bool:
    """Whether the phrase is the object of the verb, or in a list of its objects."""
    return all(
        sentence.kinds[place] in "NAR,C"
        or (sentence.kinds[place] == "I" and sentence.first_word(place) in ROUGH)
        for place in range(verb + 1, phrase)
    )


def _is_known(noun: str) -> bool:
    """Whether a metric of the vocabulary counts what the noun names."""
    return any(
        noun in metric.synonyms
        for metric in load_vocabulary().metrics.values()
        if metric.unit == "count"
    )


def _is_small(words: str) -> bool:
    """Whether a number is below ten: an organisation that "has three options" tells a story."""
    tags = load_lexicon().tags
    first = next((word for word in words.split() if word[0].isdigit() or tags.get(word) == "#"), "")
    more = any(word in ("hundred", "thousand", "million", "billion", ",") for word in words.split())
    if more:
        return False
    return len(first) == 1 if first[:1].isdigit() else first in _WORDS


_WORDS = word_list("claims", "measures.readings.things.small")
