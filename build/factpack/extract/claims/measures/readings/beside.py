"""Numbers beside the noun of their metric: "revenue of $3 million", "a $3 million loss".

The noun stands behind the number, or a preposition joins the two; the owner is in the phrase of the
noun, or does what the verb says. The noun may be one of a move: "sales growth of 5 percent".
"""

from __future__ import annotations

from factpack.extract.claims.measures.links import (
    behind,
    governor,
    is_level,
    is_narrowed,
    is_number,
)
from factpack.extract.claims.measures.metrics import (
    PER_SHARE,
    Named,
    change_of,
    may_measure,
    metric_of,
    moved,
    per_share,
)
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.owners import (
    Owner,
    actor_of,
    only_thing,
    owner_of,
    with_owner,
)
from factpack.extract.claims.measures.readings.prices import read_tag
from factpack.extract.claims.roles.arguments.arguments import arg_of
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.neighbours import object_of
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list

_BODIES = word_list("claims", "measures.readings.beside.bodies")
"""Nouns that count people by themselves: "a workforce of 300 people"."""
_ASKED = word_list("claims", "measures.readings.beside.asked")
_ENDING = word_list("claims", "measures.readings.beside.ending")
_GIVING = word_list("claims", "measures.readings.beside.giving")
_JOINING = word_list("claims", "measures.readings.beside.joining")
_RATES = word_list("claims", "measures.readings.beside.rates")
_ROUGH = word_list("claims", "measures.readings.beside.rough")
_TOTALLING = word_list("claims", "measures.readings.beside.totalling")


def read_beside(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The metric that a noun beside the number at `token` names; None: none."""
    tag = sentence.tags[token]
    if token < sentence.stop[phrase] - 1:
        return _before_noun(sentence, phrase, token, tag) if tag != "#" else None
    number = _after_noun(sentence, phrase, token, tag)
    if tag == "#":
        body = sentence.left[sentence.left[phrase]]
        counts = sentence.kind_at(body) == "N" and sentence.last_word(body) in _BODIES
        return number if counts else None
    return number or _in_noun(sentence, phrase, tag)


def _before_noun(sentence: Sentence, phrase: int, token: int, tag: str) -> Number | None:
    """The metric behind the number: "$3 billion annual revenue", "a $3 billion charge"."""
    priced = read_tag(sentence, phrase, token) if tag == "$" else None
    if priced is not None:
        return priced
    if sentence.last_word(phrase) in load_words().moves:
        return _moved(sentence, phrase, tag, phrase, token + 1)
    named = metric_of(sentence, phrase, tag)
    if named is None or named.first <= token:
        return None
    return _stated(sentence, "adjacent", phrase, phrase, named, governor(sentence, phrase))


def _after_noun(sentence: Sentence, phrase: int, token: int, tag: str) -> Number | None:
    """The metric before the number: "revenue of $3 billion", "revenue between $2 and $3"."""
    if not set(sentence.tags[sentence.first[phrase] : token]) <= {"R"}:
        return _joined_noun(sentence, phrase, token, tag)
    previous = sentence.left[phrase]
    while sentence.kind_at(previous) == "R" or sentence.preposition_at(previous) in _ROUGH:
        previous = sentence.left[previous]  # "a loss of close to $3"
    totals = sentence.verb_of(previous)
    joins = sentence.preposition_at(previous) in _JOINING
    if not joins and (totals is None or sentence.words[totals.at] not in _TOTALLING):
        return None
    place = sentence.left[previous]
    if sentence.kind_at(place) == "T":  # "an annual profit for the last year of $3"
        place = sentence.left[place]
        place = sentence.left[place] if sentence.kind_at(place) == "I" else place
    if sentence.kind_at(place) != "N":
        return None
    if sentence.last_word(place) in load_words().moves:
        return _moved(sentence, phrase, tag, place, sentence.first[place])
    named = metric_of(sentence, place, tag)
    if named is None:
        return None
    return _stated(sentence, "of", phrase, place, named, governor(sentence, place))


def _joined_noun(sentence: Sentence, phrase: int, token: int, tag: str) -> Number | None:
    """The metric before the number in its phrase: "revenue between $2 and $3", "value around"."""
    last = token - 1
    while last > sentence.first[phrase] and sentence.tags[last] == "R":
        last -= 1
    joining = {*sentence.words[last + 1 : token], sentence.words[token].split(" ")[0]}
    if sentence.tags[last] != "N" or joining.isdisjoint(_JOINING | _ROUGH):
        return None
    named = metric_of(sentence, phrase, tag, last)
    if named is None:
        return None
    return _stated(sentence, "of", phrase, phrase, named, governor(sentence, phrase))


def _in_noun(sentence: Sentence, phrase: int, tag: str) -> Number | None:
    """The metric after "in" or "of": "$3 billion in revenue", "12 percent of the pump market"."""
    place = sentence.right[phrase]
    if sentence.kind_at(place) == "N" and " ".join(sentence.words_of(place)) in _RATES:
        place = sentence.right[place]
    word, noun = behind(sentence, place)
    if word not in ("in", "of") or is_number(sentence, noun):
        return None
    named = metric_of(sentence, noun, tag)
    if named is not None:
        if is_narrowed(sentence, noun) or named.metric.name in ("share_price", "price"):
            return None  # "$3 in stock" is paid so, and no price of it
        return _stated(sentence, "of", phrase, noun, named, governor(sentence, phrase))
    if tag == "%" and word == "of" and "market" in sentence.words_of(noun):
        return _market_share(sentence, phrase, noun)
    return None


def _market_share(sentence: Sentence, phrase: int, market: int) -> Number | None:
    """The share of a market that somebody holds, controls or accounts for."""
    verb = governor(sentence, phrase)
    owner = with_owner(sentence, phrase)
    if owner is None and verb >= 0 and sentence.verb_at(verb).lemma in load_words().hold:
        owner = actor_of(sentence, verb)
    first, last = sentence.first[market], sentence.stop[market] - 1
    first += sentence.tags[first] == "D"
    scope = span(sentence, first, last) if first < last else None
    words = sentence.span(last)
    return make(
        sentence,
        "of",
        owner,
        "market_share",
        phrase,
        words=words,
        named=market,
        verb=verb,
        scope=scope,
    )


def _stated(
    sentence: Sentence, form: str, phrase: int, place: int, named: Named, verb: int
) -> Number | None:
    """The number of a phrase for the metric that the phrase at `place` names, with its owner."""
    metric = named.metric.name
    if per_share(sentence, phrase):
        metric = metric if metric in ("dividend", "share_price") else PER_SHARE.get(metric, "")
    owner = owner_of(sentence, place, named.first)
    subject = owner.arg
    if not metric or (metric == "valuation" and owner.scope is not None):
        return None  # "a valuation of its assets"
    if subject is None and not owner.blocked:
        words = load_words()
        having = words.charge if metric == "charge" else words.have
        having |= words.have_by_metric.get(metric, frozenset())
        lemma = sentence.verb_at(verb).lemma if verb >= 0 else ""
        if metric == "valuation" and lemma == "invest":
            subject = only_thing(in_role(sentence, verb, "in"))
        elif lemma in _GIVING:  # "gave Acme a valuation of $3"
            subject = only_thing(in_role(sentence, verb, "patient"))
        elif metric == "price" and _is_asked(sentence, place):
            subject = _on_offer(sentence, place, verb)
        elif lemma.replace(" ", "-") in having or _is_earned_on(sentence, place, lemma):
            subject = actor_of(sentence, verb)
        else:
            subject = with_owner(sentence, phrase) or with_owner(sentence, place)
            if subject is None and lemma in _ENDING:
                if "with" in sentence.words[sentence.stop[verb] : sentence.first[phrase]]:
                    subject = actor_of(sentence, verb)  # "ended the year with a loss of $3"
    if subject is not None and metric == "valuation" and "Product" in subject.types:
        metric = "price"
    if subject is None or not may_measure(metric, subject.types):
        return None
    return make(
        sentence,
        form,
        subject,
        metric,
        phrase,
        words=span(sentence, named.first, named.last),
        named=place,
        verb=verb,
        scope=owner.scope,
    )


def _is_earned_on(sentence: Sentence, place: int, lemma: str) -> bool:
    """Whether a result is that on the metric: "lost $3 on revenue of"."""
    return lemma in load_words().results and sentence.preposition_at(sentence.left[place]) == "on"


def _is_asked(sentence: Sentence, place: int) -> bool:
    """Whether a price is that at which something is had: "on sale at a price of"."""
    previous = sentence.left[place]
    return sentence.preposition_at(previous) in _ASKED


def _on_offer(sentence: Sentence, place: int, verb: int) -> Arg | None:
    """The product that is sold, or that goes on sale, at the price that phrase `place` names."""
    if verb < 0:
        return None
    sold = object_of(sentence, verb)
    thing = arg_of(sentence, sold) if 0 <= sold < place else None
    if thing is None or thing.types != ONLY["Product"]:  # "Orbit holds 6GB for a price of $3"
        thing = actor_of(sentence, verb, "Product")
    return thing


def _moved(sentence: Sentence, phrase: int, tag: str, place: int, first: int) -> Number | None:
    """How far a metric moved, beside the noun of the move.

    Args:
        sentence: the sentence.
        phrase: that of the number.
        tag: of the number.
        place: phrase that the noun of the move ends.
        first: token of that phrase before which the name of the metric does not begin.
    """
    found = _moved_metric(sentence, tag, place, first) or _undergone(sentence, tag, place)
    if found is None:
        return None
    named, at, owner = found
    verb, last = governor(sentence, place), sentence.stop[place] - 1
    subject = owner.arg
    if subject is None and not owner.blocked and verb >= 0:
        if sentence.verb_at(verb).lemma in load_words().have:
            subject = actor_of(sentence, verb)
    if subject is None or not may_measure(named.metric.name, subject.types):
        return None
    metric = moved(named.metric, load_words().moves[sentence.words[last]])
    words = span(sentence, min(named.first, last), max(named.last, last))
    return make(
        sentence,
        "move",
        subject,
        metric,
        phrase,
        words=words,
        named=at,
        verb=verb,
        scope=owner.scope,
    )


def _moved_metric(
    sentence: Sentence, tag: str, place: int, first: int
) -> tuple[Named, int, Owner] | None:
    """The metric that moved, the phrase that names it, and its owner; None: no metric."""
    last = sentence.stop[place] - 1
    if last > first:
        named = change_of(sentence, place, tag, last - 1)
        if named is not None and named.first >= first:
            return named, place, owner_of(sentence, place, named.first)
    following = sentence.right[place]
    word, at = behind(sentence, following)
    if sentence.kind_at(following) == "I" and sentence.kind_at(following + 1) == "T":
        if sentence.kind_at(following + 2) == "N":  # "a rise in first-quarter profit"
            word, at = sentence.first_word(following), following + 2
    if word not in ("in", "of") or is_level(sentence, at):
        return None
    named = change_of(sentence, at, tag)
    if named is None:
        return None
    owner = owner_of(sentence, at, named.first)
    if owner.arg is None and not owner.blocked:
        outer = owner_of(sentence, place, last)
        possessed = not {"'", "H"}.isdisjoint(sentence.tags_of(place))
        owner = Owner(outer.arg, outer.blocked and possessed, owner.scope)
    return named, at, owner


def _undergone(sentence: Sentence, tag: str, place: int) -> tuple[Named, int, Owner] | None:
    """The metric that is the subject: "its sales saw a 5 percent drop"."""
    verb = sentence.verb_of(sentence.left[place])
    if verb is None or verb.passive or verb.subject < 0 or verb.lemma not in load_words().undergo:
        return None
    if behind(sentence, sentence.right[place])[0] == "in":
        return None  # "sales saw a 5 percent drop in numbers"
    named = change_of(sentence, verb.subject, tag)
    if named is None:
        return None
    return named, verb.subject, owner_of(sentence, verb.subject, named.first)
