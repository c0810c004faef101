"""A number behind the name of its metric and a colon: "Net loss: $3 million", "Staff: 300"."""

from __future__ import annotations

from factpack.extract.claims.measures.links import behind, is_number
from factpack.extract.claims.measures.metrics import may_measure, metric_of
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.owners import owner_of
from factpack.extract.claims.measures.owners.unsaid import topic_of
from factpack.extract.claims.syntax.sentence import Sentence

_MARKS = frozenset((":", "–", "—"))


def read_label(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The metric that the words before the mark name, which stand alone; None: none."""
    mark = sentence.left[phrase]
    if mark < 1 or sentence.first_word(mark) not in _MARKS:
        return None
    if sentence.kind_at(sentence.right[phrase]) == "V":
        return None  # "Sales: $3 million was too little"
    place = _alone(sentence, mark)
    named = metric_of(sentence, place, sentence.tags[token]) if place >= 0 else None
    if named is None:
        return None
    owner = owner_of(sentence, place, named.first)
    subject = owner.arg
    if subject is None and not owner.blocked and named.metric.name != "price":
        subject = topic_of(sentence, place, owner)
    if subject is None or not may_measure(named.metric.name, subject.types):
        return None
    words = span(sentence, named.first, named.last)
    return make(
        sentence,
        "of",
        subject,
        named.metric.name,
        phrase,
        words=words,
        named=place,
        scope=owner.scope,
    )


def _alone(sentence: Sentence, mark: int) -> int:
    """The noun phrase that is all that a sentence says before a mark; -1: there is more.

    An owner, a part or a time may stand behind it: "Sales at Acme:", "Assets as at May 31:".
    """
    place = 0
    while place < mark and sentence.kind_at(place) in "AT":
        place += 1
    if sentence.kind_at(place) != "N" or is_number(sentence, place):
        return -1
    following = sentence.right[place]
    while following < mark:
        if sentence.kind_at(following) == "I" and sentence.kind_at(following + 1) == "T":
            following += 2
        elif behind(sentence, following)[1] >= 0:
            following += 2
        elif sentence.kind_at(following) in "TI":
            following += 1
        else:
            return -1
    return place
