"""Numbers that hang on a verb whose subject or object is a metric.

"Revenue rose 12 percent to $3 billion from $2 billion in 2015", "net income was $3 million",
"X cut its debt by 5 percent", "its margin was up 2 points at 30 percent".
"""

from __future__ import annotations

from typing import NamedTuple

from factpack.extract.claims.measures.links import Link, behind, is_number
from factpack.extract.claims.measures.metrics import (
    Named,
    change_of,
    may_measure,
    metric_of,
    metrics_at,
    moved,
    per_share,
)
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.goods import good_of_price
from factpack.extract.claims.measures.owners.owners import Owner, actor_of, owner_of
from factpack.extract.claims.measures.owners.unsaid import said_by, topic_of
from factpack.extract.claims.measures.readings.prices import is_alone, is_large
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.vocabulary import Metric

_AIMS = word_list("claims", "measures.readings.moves.aims")
_NUMBERS = word_list("claims", "measures.readings.moves.numbers")
_TO = word_list("claims", "measures.readings.moves.to")
_BY = frozenset(("", "by"))
_PER_SHARE = frozenset(("profit", "earnings_per_share", "dividend"))
_BY_THEIR_OWN = frozenset(("share_price", "price", "valuation"))
"""Metrics that nobody raises or cuts for himself."""


def read_moved(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The metric of which the number at `token`, the end of a phrase, is a value or a move."""
    verb, words = sentence.verb_at(link.verb), load_words()
    if link.moved >= 0 and sentence.words_of(link.moved) != ["hands"]:  # "changed hands at $3"
        if verb.lemma in words.caused and not verb.passive:
            return _caused(sentence, phrase, token, link)
        return None
    place = _subject(sentence, link.verb)
    if place < 0 or (verb.passive and verb.lemma not in words.caused):
        return None
    seen = _foreseen(sentence, place)
    way = (words.caused if verb.passive else words.directions).get(verb.lemma, "")
    if not way and verb.lemma in words.carry:
        way = link.particle
    elif not way and verb.lemma in words.market and is_alone(sentence, phrase):
        named = metric_of(sentence, seen.place, "$", seen.last)
        if named is not None and named.metric.name in _BY_THEIR_OWN:
            if not is_large(sentence, token):  # "its shares lost 3 percent", no "$3 billion"
                way = words.market[verb.lemma]
    if seen.kind and way and link.preposition in _BY:
        return None  # how far a forecast moved
    if place != verb.subject:
        seen = seen._replace(kind="forecast")
    return _of_subject(sentence, phrase, token, link, seen, way)


def _subject(sentence: Sentence, group: int) -> int:
    """The subject of a verb; of "expected its losses to be", the object before the infinitive."""
    verb, before = sentence.verb_at(group), sentence.left[group]
    if verb.form == "infinitive" and sentence.kind_at(before) == "N":
        main = sentence.verb_of(sentence.left[before])
        if main is not None and main.lemma in load_words().forecast and not main.passive:
            return before
    return verb.subject


class _Seen(NamedTuple):
    """Which metric a phrase speaks of.

    Attributes:
        place: the phrase that names it.
        outer: the phrase that may say whose it is, where that one does not.
        last: token that ends its name, -1: the last of the phrase.
        kind: forecast or target where the phrase speaks of one, else empty.
    """

    place: int
    outer: int
    last: int = -1
    kind: str = ""


def _foreseen(sentence: Sentence, place: int) -> _Seen:
    """What "its forecast for revenue" and "its profit target" speak of; else the phrase itself."""
    words, noun = load_words(), sentence.last_word(place)
    kind = "target" if noun in words.target_nouns else "forecast"
    if noun in _NUMBERS:
        word, counted = behind(sentence, sentence.right[place])
        known = word == "of" and sentence.last_word(counted) != "people"
        return _Seen(counted if known else place, place)
    if noun not in words.target_nouns | words.forecast_nouns:
        return _Seen(place, place)
    last = sentence.stop[place] - 2
    if last >= sentence.first[place] and metrics_at(sentence, sentence.first[place], last):
        return _Seen(place, place, last, kind)
    following = sentence.right[place]
    if sentence.preposition_at(following) not in _AIMS:
        return _Seen(place, place)
    after = sentence.right[following]
    while sentence.kind_at(after) == "T":
        after = sentence.right[after]
    named = after if sentence.kind_at(after) == "N" else place
    return _Seen(named, place, -1, kind if named == after else "")


def _owner(sentence: Sentence, seen: _Seen, named: Named) -> Owner:
    """Whose the metric is; of "its forecast for revenue", whose the forecast is."""
    owner = owner_of(sentence, seen.place, named.first)
    if owner.arg is not None or owner.blocked or seen.place == seen.outer:
        return owner
    held = owner_of(sentence, seen.outer, sentence.stop[seen.outer] - 1)
    return Owner(held.arg, held.blocked, owner.scope)


def _of_subject(
    sentence: Sentence, phrase: int, token: int, link: Link, seen: _Seen, way: str
) -> Number | None:
    """The metric that the subject of the verb names; `way` says whether it rose or fell."""
    tag, words, place = sentence.tags[token], load_words(), seen.place
    verb, preposition = sentence.verb_at(link.verb), link.preposition
    form, named = "change", metric_of(sentence, place, tag, seen.last)
    if way and preposition in _BY:
        reached = _reached(sentence, phrase) or tag
        form, named = "move", change_of(sentence, place, reached, seen.last)
    elif preposition in _TO:
        if not way and verb.lemma not in words.reach | words.trade:
            return None
    elif not (preposition in ("", "worth") and verb.lemma in words.reach):
        if preposition != "from" or not way:
            return None
    if named is None:
        return None
    name = _name(sentence, phrase, named.metric, way if form == "move" else "")
    owner = _owner(sentence, seen, named)
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
        kind=seen.kind,
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
    seen = _foreseen(sentence, link.moved)
    tag, place, form, way = sentence.tags[token], seen.place, "change", ""
    if link.preposition in _BY and not seen.kind:
        form, way = "move", load_words().caused[sentence.verb_at(link.verb).lemma]
        named = change_of(sentence, place, tag)
    elif link.preposition in ("to", "from"):
        named = metric_of(sentence, place, tag, seen.last)
    else:
        return None
    if named is None:
        return None
    owner = _owner(sentence, seen, named)
    subject = owner.arg or (None if owner.blocked else actor_of(sentence, link.verb))
    if named.metric.name in _BY_THEIR_OWN:  # but "cut the price of Orbit to $3"
        if named.metric.name != "price" or owner.arg is None or "Product" not in owner.arg.types:
            return None
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
        kind=seen.kind,
    )
