"""Numbers beside the noun of their metric: "revenue of $3 million", "a $3 million loss".

The noun stands behind the number in its phrase, or a preposition joins the two; the owner is in
the phrase of the noun, or does what the verb says whose object they are.
"""

from __future__ import annotations

from factpack.extract.claims.measures.links import governor, is_level, is_number
from factpack.extract.claims.measures.metrics import (
    Named,
    change_of,
    may_measure,
    metric_of,
    moved,
    per_share,
)
from factpack.extract.claims.measures.number import Number, make, span
from factpack.extract.claims.measures.owners import Owner, actor_of, owner_of, with_owner
from factpack.extract.claims.roles.verb_roles import in_role
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.measure_words import load_words
from factpack.vocabulary import load_vocabulary

_RATES = [[word, unit] for word in ("a", "per", "each") for unit in ("year", "quarter")]


def read_beside(sentence: Sentence, phrase: int, token: int) -> Number | None:
    """The metric beside the number at token `token` of phrase `phrase`; None where no noun names one."""
    tag, last = sentence.tags[token], sentence.stop[phrase] - 1
    if token < last:
        return _before_noun(sentence, phrase, token, tag)
    if tag == "#":
        return None
    return _of_noun(sentence, phrase, tag) or _in_noun(sentence, phrase, tag)


def _before_noun(sentence: Sentence, phrase: int, token: int, tag: str) -> Number | None:
    """ "$3 billion annual revenue", "a $3 billion charge", "a 5 percent drop in sales"."""
    last = sentence.stop[phrase] - 1
    way = load_words().moves.get(sentence.words[last])
    if way is not None and tag != "#":
        return _move(sentence, phrase, tag, way, phrase, token + 1, last)
    named = metric_of(sentence, phrase, tag)
    if named is None or named.first <= token or tag == "#":
        return None
    return _stated(sentence, "adjacent", phrase, phrase, named, governor(sentence, phrase))


def _of_noun(sentence: Sentence, phrase: int, tag: str) -> Number | None:
    """ "Revenue of $3 billion", "a drop of 5 percent in sales", "valuation at $3 billion"."""
    previous = sentence.left[phrase]
    while (
        previous >= 0
        and sentence.kinds[previous] in "IR"
        and sentence.words[sentence.first[previous]] not in ("of", "at")
    ):
        if sentence.words[sentence.first[previous]] not in (
            "about",
            "around",
            "over",
            "under",
            "nearly",
            "between",
        ):
            break
        previous = sentence.left[previous]
    if previous < 1:
        return None
    if sentence.kinds[previous] == "I" and sentence.words[sentence.first[previous]] in (
        "of",
        "at",
        "worth",
    ):
        place = sentence.left[previous]
    elif sentence.kinds[previous] == "I" and sentence.words[sentence.first[previous]] in (
        "between",
        "above",
        "below",
    ):
        place = sentence.left[previous]
    else:
        place = (
            previous
            if sentence.kinds[previous] == "N"
            and sentence.kinds[phrase] == "N"
            and phrase - previous == 1
            else -1
        )
        if place >= 0 and "between" not in sentence.words[sentence.first[phrase]]:
            return None
    if place < 0 or sentence.kinds[place] != "N":
        return None
    if sentence.words[sentence.stop[place] - 1] in (
        "share",
        "management",
    ):  # "earnings per share of"
        back = sentence.left[sentence.left[place]] if sentence.left[place] >= 0 else -1
        if back >= 0 and sentence.kinds[back] == "N" and metric_of(sentence, back, "$") is not None:
            place = back
    last = sentence.stop[place] - 1
    way = load_words().moves.get(sentence.words[last])
    if way is not None:
        return _move(sentence, phrase, tag, way, place, sentence.first[place], last)
    named = metric_of(sentence, place, tag)
    if named is None:
        return None
    return _stated(sentence, "of", phrase, place, named, governor(sentence, place))


def _in_noun(sentence: Sentence, phrase: int, tag: str) -> Number | None:
    """ "$3 billion in revenue", "$3 million of debt", "12 percent of the pump market"."""
    place = sentence.right[phrase]
    if (
        place < sentence.size
        and sentence.kinds[place] == "N"
        and sentence.words[sentence.first[place] : sentence.stop[place]] in _RATES
    ):
        place = sentence.right[place]
    if (
        place + 1 >= sentence.size
        or sentence.kinds[place] != "I"
        or sentence.kinds[place + 1] != "N"
    ):
        return None
    word = sentence.words[sentence.first[place]]
    if word not in ("in", "of") or is_number(sentence, place + 1):
        return None
    named = metric_of(sentence, place + 1, tag)
    if named is not None:
        return _stated(sentence, "of", phrase, place + 1, named, governor(sentence, phrase))
    if tag == "%" and word == "of" and sentence.last_word(place + 1) == "market":
        return _market_share(sentence, phrase, place + 1)
    return None


def _market_share(sentence: Sentence, phrase: int, market: int) -> Number | None:
    """The share of a market that somebody holds, controls or accounts for."""
    verb = governor(sentence, phrase)
    if verb < 0 or sentence.verb_at(verb).lemma not in _HOLD:
        return None
    owner = actor_of(sentence, verb)
    if owner is None:
        return None
    first = sentence.first[market] + (sentence.tags[sentence.first[market]] == "D")
    scope = (
        span(sentence, first, sentence.stop[market] - 1)
        if first < sentence.stop[market] - 1
        else None
    )
    named = span(sentence, sentence.stop[market] - 1, sentence.stop[market] - 1)
    return make(
        sentence,
        "of",
        owner,
        "market_share",
        phrase,
        words=named,
        named=market,
        verb=verb,
        scope=scope,
    )


_HOLD = frozenset(
    "have hold control command account capture take own represent claim dominate".split()
)


def _stated(
    sentence: Sentence, form: str, phrase: int, place: int, named: Named, verb: int
) -> Number | None:
    """The number of phrase `phrase` for the metric that phrase `place` names, with its owner."""
    words = load_words()
    metric = named.metric.name
    if metric in ("share_price", "price") and form == "adjacent":
        return None  # "$3 million shares" are no price
    if per_share(sentence, phrase):
        if metric not in ("profit", "loss", "earnings_per_share", "dividend", "share_price"):
            return None
        metric = "earnings_per_share" if metric == "profit" else metric
        if metric == "loss":
            return None
    first = max(named.first, sentence.first[place])
    owner = owner_of(sentence, place, first, min(named.last, sentence.stop[place] - 1))
    if metric == "valuation" and _is_of_deal(sentence, place, first):
        return None
    subject = owner.arg
    if subject is None and not owner.blocked:
        subject = _doer(sentence, phrase, place, metric, verb)
    if subject is None or not may_measure(metric, subject.types):
        return None
    if verb >= 0 and metric == "charge" and sentence.verb_at(verb).lemma not in words.charge:
        return None
    return make(
        sentence, form, subject, metric, phrase,
        words=span(sentence, named.first, named.last), named=place, verb=verb, scope=owner.scope,
    )  # fmt: skip


def _is_of_deal(sentence: Sentence, place: int, first: int) -> bool:
    """Whether the value is that of a deal, a stake or a thing: "the stake's value"."""
    near = {*sentence.words[sentence.first[place] : first]}
    previous = sentence.right[place]
    if (
        previous + 1 < sentence.size
        and sentence.kinds[previous] == "I"
        and sentence.words[sentence.first[previous]] == "of"
    ):
        near |= {*sentence.words[sentence.first[previous + 1] : sentence.stop[previous + 1]]}
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
        lemmas = words.charge if metric == "charge" else words.have
        if group.lemma in lemmas and not group.passive:
            return actor_of(sentence, verb)
        if group.passive and group.lemma in words.report | words.forecast:
            return None
    return with_owner(sentence, phrase) or with_owner(sentence, place)


def _move(
    sentence: Sentence, phrase: int, tag: str, way: str, place: int, first: int, last: int
) -> Number | None:
    """How far a metric moved: "a 5 percent drop in sales", "sales growth of 5 percent".

    Phrase `place` has the noun of the move at unit `last`; its metric stands between unit `first` and
    that, or behind "in".
    """
    metric: Named | None = None
    at = place
    if last > first:
        metric = change_of(sentence, place, tag, last - 1)
        if metric is not None and metric.first < first:
            metric = None
    owner = Owner(None, False, None)
    if metric is not None:
        owner = owner_of(sentence, place, metric.first, metric.last)
    else:
        previous = sentence.right[place]
        while (
            previous + 1 < sentence.size
            and sentence.kinds[previous] == "I"
            and (previous + 1 == phrase or sentence.kinds[previous + 1] == "T")
        ):
            previous = sentence.right[previous + 1]
        if (
            previous + 1 < sentence.size
            and sentence.kinds[previous] == "I"
            and sentence.words[sentence.first[previous]] in ("in", "of")
        ):
            if sentence.kinds[previous + 1] == "N" and not is_level(sentence, previous + 1):
                at = previous + 1
                metric = change_of(sentence, at, tag)
        if metric is not None:
            owner = owner_of(sentence, at, metric.first, min(metric.last, sentence.stop[at] - 1))
            if owner.arg is None and not owner.blocked:
                owner = owner_of(sentence, place, last, last)._replace(scope=owner.scope)
    if metric is None:
        return None
    verb = governor(sentence, place)
    subject = owner.arg
    if subject is None and not owner.blocked and verb >= 0:
        if sentence.verb_at(verb).lemma in load_words().have and not sentence.verb_at(verb).passive:
            subject = actor_of(sentence, verb)
    if subject is None or not may_measure(metric.metric.name, subject.types):
        return None
    begin, end = min(metric.first, last), max(metric.last, last)
    name = moved(metric.metric, way)
    if name not in load_vocabulary().metrics:
        return None
    return make(
        sentence, "move", subject, name, phrase,
        words=span(sentence, begin, min(end, len(sentence.words) - 1)), named=at, verb=verb, scope=owner.scope,
    )  # fmt: skip
