"""Numbers that hang on a verb whose subject or object is a metric.

"Revenue rose 12 percent to $3 billion from $2 billion in 2015", "net income was $3 million",
"X cut its debt by 5 percent", "its margin was up 2 points at 30 percent".
"""

from __future__ import annotations

from typing import Final

from factpack.extract.claims.measures.links import Link, is_level
from factpack.extract.claims.measures.metrics import (
    Named,
    change_of,
    may_measure,
    metric_of,
    moved,
    per_share,
)
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners import Owner, actor_of, owner_of, topic_of
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words

_TO: Final = frozenset(("to", "at", "as"))
_BY: Final = frozenset(("", "by"))
_AIMS: Final = frozenset(("for", "of", "on"))


def read_moved(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """The metric that the number at token `token`, the end of phrase `phrase`, is a value or move of."""
    verb = sentence.verb_at(link.verb)
    words = load_words()
    if link.moved >= 0 and verb.lemma in words.caused and not verb.passive:
        return _caused(sentence, phrase, token, link)
    if link.moved >= 0 or verb.subject < 0:
        return None
    if verb.passive and verb.lemma not in words.caused:
        return None
    place = verb.subject
    way = _way(verb.lemma, link, passive=verb.passive)
    return _of_subject(sentence, phrase, token, link, place, way)


def _way(lemma: str, link: Link, *, passive: bool) -> str:
    """Whether the subject of a verb rose or fell, empty where the words do not say."""
    words = load_words()
    if passive:
        return words.caused.get(lemma, "")
    way = words.directions.get(lemma, "")
    if not way and lemma in words.carry:
        way = link.particle
    return way


def _of_subject(
    sentence: Sentence, phrase: int, token: int, link: Link, place: int, way: str
) -> Number | None:
    tag = sentence.tags[token]
    preposition = link.preposition
    lemma = sentence.verb_at(link.verb).lemma
    words = load_words()
    place, forecast = _foreseen(sentence, place)
    if place < 0:
        return None
    form = "change"
    named: Named | None = None
    name = ""
    if way and preposition in _BY and not (tag == "$" and lemma in words.carry and not way):
        named = change_of(sentence, place, tag)
        name, form = (moved(named.metric, way), "move") if named is not None else ("", "")
    elif preposition in _TO and (way or lemma in words.reach or lemma in words.trade):
        named = metric_of(sentence, place, tag)
    elif preposition in ("", "worth") and lemma in words.reach and not way:
        named = metric_of(sentence, place, tag)
    elif preposition == "from" and way:
        named = metric_of(sentence, place, tag)
    if named is None or (preposition in _BY and tag == "#" and not way and False):
        return None
    name = name or named.metric.name
    if per_share(sentence, phrase):
        if named.metric.name not in ("profit", "earnings_per_share", "dividend"):
            return None
        if named.metric.name == "profit":
            name = name.replace("profit", "earnings_per_share")
    owner = owner_of(
        sentence,
        place,
        max(named.first, sentence.first[place]),
        min(named.last, sentence.stop[place] - 1),
    )
    subject = owner.arg
    if subject is None and not owner.blocked:
        subject = topic_of(sentence, place)
    if subject is None or not may_measure(named.metric.name, subject.types):
        return None
    if named.metric.name == "valuation" and _is_vague_value(sentence, place, named, owner):
        return None
    old = preposition == "from"
    found = make(
        sentence, form, subject, name, phrase,
        words=span(sentence, named.first, named.last), named=place, verb=link.verb, scope=owner.scope,
        old=old, forecast=forecast,
    )  # fmt: skip
    # What it was before is told from what it is by its time alone.
    return found if not old or found.date is not None else None


def _is_vague_value(sentence: Sentence, place: int, named: Named, owner: Owner) -> bool:
    """Whether "value" is that of a deal or a thing, not of what is named."""
    near = {*sentence.words[sentence.first[place] : named.first]}
    return not near.isdisjoint(load_words().no_value) or owner.scope is not None


def _foreseen(sentence: Sentence, place: int) -> tuple[int, bool]:
    """The phrase of the metric that "its forecast for revenue" speaks of, and that it does.

    -1 where the phrase speaks of no metric.
    """
    words = load_words()
    if sentence.last_word(place) not in words.forecast_nouns | words.target_nouns:
        return place, False
    previous = sentence.right[place]
    if (
        previous + 1 < sentence.size
        and sentence.kinds[previous] == "I"
        and sentence.words[sentence.first[previous]] in _AIMS
    ):
        after = sentence.right[previous]
        while after < sentence.size and sentence.kinds[after] == "T":
            after = sentence.right[after]
        if after < sentence.size and sentence.kinds[after] == "N":
            return after, True
    return -1, True


def _caused(sentence: Sentence, phrase: int, token: int, link: Link) -> Number | None:
    """ "Acme cut its debt by 5 percent to $3 billion": the object moves, the subject has it."""
    verb = sentence.verb_at(link.verb)
    way = load_words().caused[verb.lemma]
    tag = sentence.tags[token]
    place, forecast = _foreseen(sentence, link.moved)
    own = link.moved
    if place < 0 or is_level(sentence, place):
        return None
    if link.preposition in _BY and not forecast:
        named = change_of(sentence, place, tag)
        name = moved(named.metric, way) if named is not None else ""
        form = "move"
    elif link.preposition == "to":
        named = metric_of(sentence, place, tag)
        name = named.metric.name if named is not None else ""
        form = "change"
    else:
        return None
    if named is None or named.metric.name in ("share_price", "price", "valuation"):
        return None
    owner = owner_of(
        sentence,
        place,
        max(named.first, sentence.first[place]),
        min(named.last, sentence.stop[place] - 1),
    )
    subject: Arg | None = owner.arg
    if forecast and subject is None:
        subject = owner_of(sentence, own, sentence.stop[own] - 1, sentence.stop[own] - 1).arg
    if subject is None and not owner.blocked:
        subject = actor_of(sentence, link.verb)
    if subject is None or not may_measure(named.metric.name, subject.types):
        return None
    return make(
        sentence, form, subject, name, phrase,
        words=span(sentence, named.first, named.last), named=place, verb=link.verb, scope=owner.scope,
        forecast=forecast,
    )  # fmt: skip
