"""Numbers that hang on a verb whose subject or object is a metric.

"Revenue rose 12 percent to $3 billion from $2 billion in 2015", "net income was $3 million",
"X cut its debt by 5 percent", "its margin was up 2 points at 30 percent".
"""

from __future__ import annotations

from typing import NamedTuple

from factpack.extract.claims.measures.links import Link, behind, is_level, is_number
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
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list

_TO = word_list("claims", "measures.readings.moves.to")
_BY = frozenset(("", "by"))
_AIMS = word_list("claims", "measures.readings.moves.aims")
_PER_SHARE = frozenset(("profit", "earnings_per_share", "dividend"))
_BY_THEIR_OWN = frozenset(("share_price", "price", "valuation"))
"""Metrics that nobody raises or cuts for himself."""


def read_moved(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The metric of which the number at `token`, the end of a phrase, is a value or a move."""
    verb = sentence.verb_at(link.verb)
    words = load_words()
    if link.moved >= 0:
        if verb.lemma in words.caused and not verb.passive:
            return _caused(sentence, phrase, token, link)
        return None
    place = _subject(sentence, link.verb)
    if place < 0 or (verb.passive and verb.lemma not in words.caused):
        return None
    seen = _foreseen(sentence, place)
    if seen is not None and place != verb.subject:
        seen = seen._replace(forecast=True)
    if seen is None:
        return None
    way = (words.caused if verb.passive else words.directions).get(verb.lemma, "")
    if not way and verb.lemma in words.carry:
        way = link.particle
    elif not way and verb.lemma in words.market:  # "its shares lost 3 percent of their value"
        shares = metric_of(sentence, seen.place, "$", seen.last)
        if shares is not None and shares.metric.name in _BY_THEIR_OWN:
            way = words.market[verb.lemma]
    return _of_subject(sentence, phrase, token, link, seen, way)


def _subject(sentence: Sentence, group: int) -> int:
    """The subject of a verb; of "expected its losses to be", the object before the infinitive."""
    verb, before = sentence.verb_at(group), sentence.left[group]
    if verb.form == "infinitive" and sentence.kind_at(before) == "N":
        main = sentence.verb_of(sentence.left[before])
        if main is not None and main.lemma in load_words().forecast and not main.passive:
            return before
    return verb.subject


def _of_subject(
    sentence: Sentence,
    phrase: int,
    token: int,
    link: Link,
    seen: _Seen,
    way: str,
) -> Number | None:
    """The metric that the subject of the verb names; `way` says whether it rose or fell."""
    tag, words, place = sentence.tags[token], load_words(), seen.place
    lemma, preposition = sentence.verb_at(link.verb).lemma, link.preposition
    form = "change"
    named: Named | None = None
    if way and preposition in _BY:
        reached = _reached(sentence, phrase) or tag
        named, form = change_of(sentence, place, reached, seen.last), "move"
    elif preposition in _TO:
        if way or lemma in words.reach or lemma in words.trade:
            named = metric_of(sentence, place, tag, seen.last)
    elif (preposition in ("", "worth") and lemma in words.reach) or (preposition == "from" and way):
        named = metric_of(sentence, place, tag, seen.last)
    if named is None:
        return None
    name = moved(named.metric, way) if form == "move" else named.metric.name
    if per_share(sentence, phrase):
        if named.metric.name not in _PER_SHARE:
            return None
        name = name.replace("profit", "earnings_per_share")
    owner = owner_of(
        sentence,
        place,
        max(named.first, sentence.first[place]),
        min(named.last, sentence.stop[place] - 1),
    )
    subject = owner.arg
    if subject is None and not owner.blocked:
        if named.metric.name == "price":
            subject = good_of_price(sentence, place)
        else:
            subject = said_by(sentence, place, owner) or topic_of(sentence, place, owner)
    if subject is None or not may_measure(named.metric.name, subject.types):
        return None
    if named.metric.name == "valuation" and _is_vague_value(sentence, place, named, owner):
        return None
    old = preposition == "from"
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
        old=old,
        forecast=seen.forecast,
    )


def _is_vague_value(sentence: Sentence, place: int, named: Named, owner: Owner) -> bool:
    """Whether "value" is that of a deal or a thing, not of what is named."""
    near = {*sentence.words[sentence.first[place] : named.first]}
    return not near.isdisjoint(load_words().no_value) or owner.scope is not None


class _Seen(NamedTuple):
    """Which metric a phrase speaks of.

    Attributes:
        place: the phrase that names it.
        last: token that ends its name, -1: the last of the phrase.
        forecast: whether the phrase speaks of a forecast of it.
    """

    place: int
    last: int
    forecast: bool


def _foreseen(sentence: Sentence, place: int) -> _Seen | None:
    """What "its forecast for revenue" and "its profit forecast" speak of; None: of no metric."""
    words = load_words()
    if sentence.last_word(place) not in words.forecast_nouns | words.target_nouns:
        return _Seen(place, -1, False)
    following = sentence.right[place]
    if sentence.kind_at(following) == "I" and sentence.first_word(following) in _AIMS:
        after = sentence.right[following]
        while sentence.kind_at(after) == "T":
            after = sentence.right[after]
        if sentence.kind_at(after) == "N":
            return _Seen(after, -1, True)
    last = sentence.stop[place] - 2
    if last >= sentence.first[place] and metrics_at(sentence, sentence.first[place], last):
        return _Seen(place, last, True)
    return None


def _reached(sentence: Sentence, phrase: int) -> str:
    """Tag of the value that something moved to: `#` in "rose 3 percent to 9,000 cars"."""
    word, noun = behind(sentence, sentence.right[phrase])
    return sentence.last_tag(noun) if word == "to" and is_number(sentence, noun) else ""


def _caused(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The metric that the object names: "Acme cut its debt by 5 percent to $3 billion"."""
    tag = sentence.tags[token]
    seen = _foreseen(sentence, link.moved)
    if seen is None or is_level(sentence, seen.place):
        return None
    place, forecast = seen.place, seen.forecast
    named: Named | None = None
    name, form = "", "change"
    if link.preposition in _BY and not forecast:
        named, form = change_of(sentence, place, tag, seen.last), "move"
        if named is not None:
            name = moved(named.metric, load_words().caused[sentence.verb_at(link.verb).lemma])
    elif link.preposition in ("to", "from"):
        named = metric_of(sentence, place, tag, seen.last)
        name = named.metric.name if named is not None else ""
    if (
        named is None
        or named.metric.name in _BY_THEIR_OWN - {"price"}
        or (per_share(sentence, phrase) and named.metric.name not in _PER_SHARE)
    ):
        return None
    if per_share(sentence, phrase):
        name = name.replace("profit", "earnings_per_share")
    owner = owner_of(
        sentence,
        place,
        max(named.first, sentence.first[place]),
        min(named.last, sentence.stop[place] - 1),
    )
    subject: Arg | None = owner.arg
    if forecast and subject is None:
        last = sentence.stop[link.moved] - 1
        subject = owner_of(sentence, link.moved, last, last).arg
    if subject is None and not owner.blocked and named.metric.name != "price":
        subject = actor_of(sentence, link.verb)
    if named.metric.name == "price" and subject is not None and "Product" not in subject.types:
        return None  # "Acme cut its prices"
    if subject is None or not may_measure(named.metric.name, subject.types):
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
        forecast=forecast,
    )
