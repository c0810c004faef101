"""Numbers that hang on a verb whose subject or object is a metric.

"Revenue rose 12 percent to $3 billion from $2 billion in 2015", "net income was $3 million",
"X cut its debt by 5 percent", "its margin was up 2 points at 30 percent".
"""

from __future__ import annotations

from factpack.extract.claims.measures.links import Link, behind, is_number
from factpack.extract.claims.measures.metrics import (
    change_of,
    may_measure,
    metric_of,
    moved,
    per_share,
)
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.goods import good_of_price
from factpack.extract.claims.measures.owners.owners import actor_of, owner_of
from factpack.extract.claims.measures.owners.unsaid import said_by, topic_of
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.vocabulary import Metric

_TO = word_list("claims", "measures.readings.moves.to")
_BY = frozenset(("", "by"))
_PER_SHARE = frozenset(("profit", "earnings_per_share", "dividend"))
_BY_THEIR_OWN = frozenset(("share_price", "price", "valuation"))
"""Metrics that nobody raises or cuts for himself."""


def read_moved(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The metric of which the number at `token`, the end of a phrase, is a value or a move."""
    verb, words = sentence.verb_at(link.verb), load_words()
    if link.moved >= 0:
        if verb.lemma in words.caused and not verb.passive:
            return _caused(sentence, phrase, token, link)
        return None
    place = _subject(sentence, link.verb)
    if place < 0 or (verb.passive and verb.lemma not in words.caused):
        return None
    way = (words.caused if verb.passive else words.directions).get(verb.lemma, "")
    if not way and verb.lemma in words.carry:
        way = link.particle
    return _of_subject(sentence, phrase, token, link, place, way)


def _subject(sentence: Sentence, group: int) -> int:
    """The subject of a verb; of "expected its losses to be", the object before the infinitive."""
    verb, before = sentence.verb_at(group), sentence.left[group]
    if verb.form == "infinitive" and sentence.kind_at(before) == "N":
        main = sentence.verb_of(sentence.left[before])
        if main is not None and main.lemma in load_words().forecast and not main.passive:
            return before
    return verb.subject


def _of_subject(
    sentence: Sentence, phrase: int, token: int, link: Link, place: int, way: str
) -> Number | None:
    """The metric that the subject of the verb names; `way` says whether it rose or fell."""
    tag, words = sentence.tags[token], load_words()
    verb, preposition = sentence.verb_at(link.verb), link.preposition
    form, named = "change", metric_of(sentence, place, tag)
    if way and preposition in _BY:
        reached = _reached(sentence, phrase) or tag
        form, named = "move", change_of(sentence, place, reached)
    elif preposition in _TO:
        if not way and verb.lemma not in words.reach | words.trade:
            return None
    elif not (preposition in ("", "worth") and verb.lemma in words.reach):
        if preposition != "from" or not way:
            return None
    if named is None:
        return None
    name = _name(sentence, phrase, named.metric, way if form == "move" else "")
    owner = owner_of(sentence, place, named.first)
    subject = owner.arg
    if subject is None and not owner.blocked:
        if named.metric.name == "price":
            subject = good_of_price(sentence, place)
        else:
            subject = _witness(sentence, place)
            subject = subject or said_by(sentence, place, owner)
            subject = subject or topic_of(sentence, place, owner)
    if not name or subject is None or not may_measure(named.metric.name, subject.types):
        return None
    at = span(sentence, named.first, named.last)
    return make(
        sentence,
        form,
        subject,
        name,
        phrase,
        words=at,
        named=place,
        verb=link.verb,
        scope=owner.scope,
        old=preposition == "from",
        forecast=place != verb.subject,
    )


def _witness(sentence: Sentence, place: int) -> Arg | None:
    """X in "X saw sales rise to $3 million"."""
    verb = sentence.verb_of(sentence.left[place])
    if verb is None or verb.lemma not in load_words().undergo:
        return None
    return actor_of(sentence, sentence.left[place])


def _name(sentence: Sentence, phrase: int, metric: Metric, way: str) -> str:
    """Name of a metric or, with a way, of its move; empty where no share has such an amount."""
    name = moved(metric, way) if way else metric.name
    if not per_share(sentence, phrase):
        return name
    return name.replace("profit", "earnings_per_share") if metric.name in _PER_SHARE else ""


def _reached(sentence: Sentence, phrase: int) -> str:
    """Tag of the value that something moved to: `#` in "rose 3 percent to 9,000 cars"."""
    word, noun = behind(sentence, sentence.right[phrase])
    return sentence.last_tag(noun) if word == "to" and is_number(sentence, noun) else ""


def _caused(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The metric that the object names: "Acme cut its debt by 5 percent to $3 billion"."""
    tag, place, form, way = sentence.tags[token], link.moved, "change", ""
    if link.preposition in _BY:
        form, way = "move", load_words().caused[sentence.verb_at(link.verb).lemma]
        named = change_of(sentence, place, tag)
    elif link.preposition in ("to", "from"):
        named = metric_of(sentence, place, tag)
    else:
        return None
    if named is None or named.metric.name in _BY_THEIR_OWN:
        return None
    owner = owner_of(sentence, place, named.first)
    subject = owner.arg or (None if owner.blocked else actor_of(sentence, link.verb))
    name = _name(sentence, phrase, named.metric, way)
    if not name or subject is None or not may_measure(named.metric.name, subject.types):
        return None
    return make(
        sentence,
        form,
        subject,
        name,
        phrase,
        words=span(sentence, named.first, named.last),
        named=place,
        verb=link.verb,
        scope=owner.scope,
        old=link.preposition == "from",
    )
