"""Numbers beside the noun of their metric: "revenue of $3 million", "a $3 million loss".

The noun stands behind the number in its phrase, or a preposition joins the two; the owner is in
the phrase of the noun, or does what the verb says whose object they are.
"""

from __future__ import annotations

from factpack.extract.claims.measures.links import behind, governor, is_narrowed, is_number
from factpack.extract.claims.measures.metrics import Named, may_measure, metric_of, per_share
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners.owners import actor_of, owner_of, with_owner
from factpack.extract.claims.measures.readings.moved_nouns import read_moved_noun
from factpack.extract.claims.measures.readings.prices import is_large
from factpack.extract.claims.roles.arguments.arguments import arg_of
from factpack.extract.claims.roles.verbs.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import ONLY, Arg
from factpack.extract.claims.syntax.neighbours import object_of
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.vocabulary import load_vocabulary

_RATES = [[word, unit] for word in ("a", "per", "each") for unit in ("year", "quarter")]
_PER_SHARE = {"profit": "earnings_per_share", "earnings_per_share": "earnings_per_share"}
_TOTALLING = word_list("claims", "measures.readings.beside.totalling")
_ENDING = word_list("claims", "measures.readings.beside.ending")
_JOINING = word_list("claims", "measures.readings.beside.joining")
_ROUGH = word_list("claims", "measures.readings.beside.rough")


def read_beside(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The metric of which a noun beside the amount or percentage at `token` tells; None: none."""
    tag = sentence.tags[token]
    if tag == "#":
        return _size(sentence, phrase, token)
    if token < sentence.stop[phrase] - 1:
        return _before_noun(sentence, phrase, token, tag)
    return _after_noun(sentence, phrase, token, tag) or _in_noun(sentence, phrase, tag)


def _size(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The size before a number of units: "a height of 300 metres", "a resolution of 5 pixels"."""
    if token < sentence.stop[phrase] - 1:
        return None
    number = _after_noun(sentence, phrase, token, "#")
    if number is None:
        return None
    previous = sentence.left[phrase]
    body = sentence.last_word(sentence.left[previous]) if previous >= 0 else ""
    return number if number.metric in _SIZES or body in _BODIES else None


_BODIES = word_list("claims", "measures.readings.beside.bodies")
"""Nouns that count people by themselves: "a workforce of 300 people"."""
_SIZES = word_list("claims", "measures.readings.beside.sizes")


def _before_noun(sentence: Sentence, phrase: int, token: int, tag: str) -> Number | None:
    """The metric behind the number: "$3 billion annual revenue", "a $3 billion charge"."""
    last = sentence.stop[phrase] - 1
    if tag == "$" and "E" in sentence.tags[token + 1 : last + 1]:
        return _priced_product(sentence, phrase, token)
    if sentence.words[last] in load_words().moves:
        return read_moved_noun(sentence, phrase, tag, phrase, token + 1)
    named = metric_of(sentence, phrase, tag)
    if named is None or named.first <= token:
        return None
    if named.metric.name in ("share_price", "orders"):
        return None  # "$3 million shares" are no price
    return _stated(sentence, "adjacent", phrase, phrase, named, governor(sentence, phrase))


def _priced_product(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """What the product costs before whose name the amount stands: "the $499 Orbit phone"."""
    if sentence.tags[token + 1] != "E" or is_large(sentence, token):
        return None
    if token == sentence.first[phrase] or sentence.tags[token - 1] not in "DHA":
        return None  # "losses of $3 Orbit"
    subject = arg_of(sentence, phrase)
    if subject.types != ONLY["Product"] or subject.mention < 0:
        return None
    words = sentence.start[token], sentence.end[token]
    return make(sentence, "adjacent", subject, "price", phrase, words=words, named=phrase)


def _after_noun(sentence: Sentence, phrase: int, token: int, tag: str) -> Number | None:
    """The metric before the number: "revenue of $3 billion", "revenue between $2 and $3"."""
    if token > sentence.first[phrase]:
        return _joined_noun(sentence, phrase, token, tag)
    previous = sentence.left[phrase]
    while sentence.kind_at(previous) == "I" and sentence.first_word(previous) in _ROUGH:
        previous = sentence.left[previous]
    if sentence.words_of(sentence.left[previous]) == ["close"]:  # "a loss of close to $3"
        previous = sentence.left[sentence.left[previous]]
    totals = sentence.verb_of(previous)
    if totals is not None and sentence.words[totals.at] in _TOTALLING:
        pass  # "losses totalling $3"
    elif sentence.kind_at(previous) != "I" or sentence.first_word(previous) not in _JOINING:
        return None
    place = sentence.left[previous]
    if sentence.kind_at(place) == "T":  # "an annual profit for the last year of $3"
        place = sentence.left[place]
        place = sentence.left[place] if sentence.kind_at(place) == "I" else place
    if sentence.kind_at(place) != "N":
        return None
    if sentence.last_word(place) in ("share", "management"):  # "earnings per share of"
        back = sentence.left[sentence.left[place]] if sentence.left[place] >= 0 else -1
        if sentence.kind_at(back) == "N" and metric_of(sentence, back, "$") is not None:
            place = back
    if sentence.last_word(place) in load_words().moves:
        return read_moved_noun(sentence, phrase, tag, place, sentence.first[place])
    named = metric_of(sentence, place, tag)
    if named is None:
        return None
    return _stated(sentence, "of", phrase, place, named, governor(sentence, place))


def _joined_noun(sentence: Sentence, phrase: int, token: int, tag: str) -> Number | None:
    """The metric before the number in its phrase: "revenue between $2 and $3", "value around"."""
    last = token - 1
    while last > sentence.first[phrase] and sentence.tags[last] == "R":
        last -= 1
    if sentence.tags[last] != "N":
        return None
    joining = {*sentence.words[last + 1 : token], sentence.words[token].split(" ")[0]}
    if joining.isdisjoint(_JOINING | _ROUGH) and sentence.words[last] != "spending":
        return None
    named = metric_of(sentence, phrase, tag, last)
    if named is None:
        return None
    return _stated(sentence, "of", phrase, phrase, named, governor(sentence, phrase))


def _in_noun(sentence: Sentence, phrase: int, tag: str) -> Number | None:
    """The metric after "in" or "of": "$3 billion in revenue", "12 percent of the pump market"."""
    place = sentence.right[phrase]
    if sentence.kind_at(place) == "N" and sentence.words_of(place) in _RATES:
        place = sentence.right[place]
    word, noun = behind(sentence, place)
    if word == "under" and sentence.words_of(noun) == ["management"] and tag == "$":
        last = sentence.first[noun]
        managed = Named(load_vocabulary().metrics["assets_under_management"], last - 1, last)
        return _stated(sentence, "of", phrase, noun, managed, governor(sentence, phrase))
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
    if owner is None:
        return None
    first, last = sentence.first[market], sentence.stop[market] - 1
    first += sentence.tags[first] == "D"
    scope = span(sentence, first, last) if first < last else None
    word, noun = behind(sentence, sentence.right[market])
    if scope is None and word in ("for", "in"):
        scope = span(sentence, sentence.first[noun], sentence.stop[noun] - 1)
    return make(
        sentence,
        "of",
        owner,
        "market_share",
        phrase,
        words=span(sentence, last, last),
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
        metric = metric if metric in ("dividend", "share_price") else _PER_SHARE.get(metric, "")
    first, last = max(named.first, sentence.first[place]), named.last
    owner = owner_of(sentence, place, first, min(last, sentence.stop[place] - 1))
    if not metric or (metric == "valuation" and _is_of_deal(sentence, place, first)):
        return None
    if metric == "valuation" and owner.scope is not None:
        return None  # "a valuation of its assets"
    subject = owner.arg
    if subject is None and not owner.blocked:
        subject = _doer(sentence, phrase, place, metric, verb)
    if subject is not None and metric == "valuation" and "Product" in subject.types:
        metric = "price"
    if subject is None or not may_measure(metric, subject.types):
        return None
    if metric == "charge":
        if verb < 0 or sentence.verb_at(verb).lemma not in load_words().charge:
            return None
    return make(
        sentence,
        form,
        subject,
        metric,
        phrase,
        words=span(sentence, named.first, last),
        named=place,
        verb=verb,
        scope=owner.scope,
    )


def _is_of_deal(sentence: Sentence, place: int, first: int) -> bool:
    """Whether a value is that of a deal, a stake or a thing: "the stake's value"."""
    near = {*sentence.words[sentence.first[place] : first]}
    word, noun = behind(sentence, sentence.right[place])
    if word == "of":
        near |= {*sentence.words_of(noun)}
    return not near.isdisjoint(load_words().no_value)


def _doer(sentence: Sentence, phrase: int, place: int, metric: str, verb: int) -> Arg | None:
    """Who has what the object of a verb measures, or what stands behind "with"."""
    words = load_words()
    if verb >= 0:
        group = sentence.verb_at(verb)
        if metric == "valuation" and group.lemma in words.fund:
            return actor_of(sentence, verb)
        if metric == "valuation" and group.lemma == "invest":
            found = [arg for arg in in_role(sentence, verb, "in") if "Organization" in arg.types]
            return found[0] if len(found) == 1 else None
        if group.lemma in words.give and not group.passive:
            receiver = object_of(sentence, verb)
            arg = arg_of(sentence, receiver) if 0 <= receiver < place else None
            return arg if arg is not None and "Organization" in arg.types else None
        having = words.have | words.have_by_metric.get(metric, frozenset())
        lemma = group.lemma.replace(" ", "-")
        if lemma in (words.charge if metric == "charge" else having):
            return actor_of(sentence, verb)
    if verb >= 0 and sentence.verb_at(verb).lemma in _ENDING:
        for at in (phrase, place):  # "ended the year with a loss of $3"
            before = sentence.left[at]
            if sentence.kind_at(before) == "I" and sentence.first_word(before) == "with":
                return actor_of(sentence, verb)
    if metric == "price" and verb >= 0 and _is_asked(sentence, place):
        moved = object_of(sentence, verb)
        thing = arg_of(sentence, moved) if 0 <= moved < place else actor_of(sentence, verb)
        if thing is not None and thing.types == ONLY["Product"]:
            return thing
    return with_owner(sentence, phrase) or with_owner(sentence, place)


def _is_asked(sentence: Sentence, place: int) -> bool:
    """Whether a price is that at which something is had: "on sale at a price of"."""
    previous = sentence.left[place]
    return sentence.kind_at(previous) == "I" and sentence.first_word(previous) in ("at", "for")
