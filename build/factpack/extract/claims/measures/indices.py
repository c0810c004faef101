"""How indices of stock markets stand and move: "the index fell 30 points, or 2 percent"."""

from __future__ import annotations

from factpack.extract.claims.measures.links import Link
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.roles.arguments.arguments import token_arg
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.phrases.walks import chain_head
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words

_LEVEL = "index_level"


def read_index(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The level of an index, or how far it moved; None where the subject is none."""
    tag, words = sentence.tags[token], load_words()
    points = tag == "#" and sentence.words[token].endswith("points")
    if not sentence.context.indices or not (points or tag == "%") or link.moved >= 0:
        return None
    verb = sentence.verb_at(link.verb)
    place = verb.subject
    subject = _index(sentence, place)
    if subject is None and place >= 0:  # "the index of leading shares"
        subject = _index(sentence, chain_head(sentence, place))
    if subject is None:
        return None
    way = words.market.get(verb.lemma, "")
    if not way and verb.lemma in words.carry:
        way = link.particle
    if link.preposition in ("", "by") and way:
        name, form = f"{_LEVEL}_{way}", "move"
    elif points and (link.preposition in ("to", "at") or verb.lemma in words.reach):
        name, form = _LEVEL, "change"
    else:
        return None
    at = span(sentence, verb.at, verb.at)
    return make(sentence, form, subject, name, phrase, words=at, verb=link.verb)


def _index(sentence: Sentence, place: int) -> Arg | None:
    """The index that a noun phrase names; None: none, or several."""
    if place < 0:
        return None
    context = sentence.context
    found = [
        token
        for token in range(sentence.first[place], sentence.stop[place])
        if sentence.ref[token] >= 0 and context.entity[sentence.ref[token]] in context.indices
    ]
    return token_arg(sentence, found[0], place) if len(found) == 1 else None
