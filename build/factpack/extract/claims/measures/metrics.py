"""Which metric a noun phrase names: the longest synonym of the vocabulary that ends at its head."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from factpack.extract.claims.syntax.sentence import Sentence
from factpack.extract.languages.en.grammar import load_lexicon
from factpack.extract.languages.en.measure_words import UNIT_TAGS, load_words
from factpack.extract.languages.en.word_lists import word_list
from factpack.vocabulary import Metric, Vocabulary, load_vocabulary

_BOUNDS = word_list("claims", "measures.metrics.bounds")
_DILUTED = word_list("claims", "measures.metrics.diluted")
_SHARE = word_list("claims", "measures.metrics.share")
PER_SHARE = {
    "profit": "earnings_per_share",
    "operating_profit": "earnings_per_share",
    "earnings_per_share": "earnings_per_share",
    "loss": "loss_per_share",
}
"""Metric to what it is called where its amount is that of a share."""


class Named(NamedTuple):
    """A metric and the units of the words that name it: first and last."""

    metric: Metric
    first: int
    last: int


_ByHead = Mapping[str, tuple[tuple[tuple[str, ...], Metric], ...]]


@lru_cache(maxsize=2)
def _by_head(vocabulary: Vocabulary) -> _ByHead:
    """Last word of each synonym to what it may end: (words, metric), the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Metric]]] = {}
    for metric in vocabulary.metrics.values():
        if metric.unit == "change":
            continue
        for synonym in metric.synonyms:
            words = tuple(synonym.split(" "))
            found.setdefault(words[-1], []).append((words, metric))
    return {head: tuple(sorted(ends, key=lambda end: -len(end[0]))) for head, ends in found.items()}


_COMMON = word_list("claims", "measures.metrics.common")
"""Verbs that many sentences have: they alone measure nothing."""
LISTED = word_list("claims", "measures.metrics.listed")
"""Words of which one stands in an article that tells how shares moved."""


def measure_words() -> frozenset[str]:
    """Words of which one must stand beside a number in a sentence that says what it measures."""
    return _measure_words(load_vocabulary())


@lru_cache(maxsize=2)
def _measure_words(vocabulary: Vocabulary) -> frozenset[str]:
    words = load_words()
    verbs = {*words.directions, *words.caused, *words.market, *words.trade, *words.sale}
    verbs |= {*words.comprise, *words.selling, *words.close, *words.employing}
    verbs |= words.reach - _COMMON
    verbs |= {*words.done_by_many, *words.done_for_people, "owe"} | {
        verb.partition("-")[0] for verb in words.taken
    }
    verbs |= {"value", "lose", "earn", "spend", "cost", "work"}.union(
        *words.count_by_metric.values()
    )
    forms = {form for form, (base, _) in load_lexicon().verbs.items() if base in verbs}
    forms |= words.dimensions.keys() | {noun for noun, _ in words.parts} | words.spread
    forms |= _by_head(vocabulary).keys() | words.moves.keys() | words.particles.keys()
    return frozenset(forms) | {
        "worth", "market", "management",
    }  # fmt: skip


def metrics_at(sentence: Sentence, first: int, last: int) -> list[Named]:
    """Metrics that the words ending at unit `last` name; none begins before unit `first`.

    The longest words count: "operating profit" is no profit.
    """
    found: list[Named] = []
    size = 0
    for words, metric in _by_head(load_vocabulary()).get(sentence.words[last], ()):
        begin = last - len(words) + 1
        if len(words) < size or begin < first or tuple(sentence.words[begin : last + 1]) != words:
            continue
        size = len(words)
        found.append(Named(metric, begin, last))
    return found


def metric_of(sentence: Sentence, phrase: int, tag: str, last: int = -1) -> Named | None:
    """The metric that phrase `phrase` names, and that a value with this tag may have.

    Args:
        sentence: the sentence.
        phrase: a noun phrase.
        tag: of the value: `$`, `%` or `#`; empty: of any metric that rises and falls.
        last: unit that ends the name, by default the last of the phrase.
    """
    end = sentence.stop[phrase] - 1 if last < 0 else last
    if last < 0 or end == sentence.stop[phrase] - 1:
        longer = _with_tail(sentence, phrase, end)
        if longer is not None:
            return longer if not tag or UNIT_TAGS[longer.metric.unit] == tag else None
    for named in metrics_at(sentence, sentence.first[phrase], end):
        unit = named.metric.unit
        if named.metric.changes if not tag else UNIT_TAGS.get(unit) == tag:
            return named
    return None


def change_of(sentence: Sentence, phrase: int, tag: str, last: int = -1) -> Named | None:
    """The metric that phrase `phrase` names and that may move by a value with this tag."""
    own = metric_of(sentence, phrase, tag, last)
    if own is not None and own.metric.changes:
        return own
    return metric_of(sentence, phrase, "", last)


def _with_tail(sentence: Sentence, phrase: int, last: int) -> Named | None:
    """A name that goes on: "earnings per share", "assets under management"."""
    after = sentence.words[last + 1 : last + 3]
    metrics = load_vocabulary().metrics
    if after == ["under", "management"] and sentence.words[last] == "assets":
        return Named(metrics["assets_under_management"], last, last + 2)
    place = sentence.right[phrase]
    if sentence.words[last] == "share" and sentence.kind_at(place) == "I" and after[:1] == ["of"]:
        if sentence.kind_at(place + 1) == "N" and sentence.last_word(place + 1) == "market":
            return Named(metrics["market_share"], last, last)
    if len(after) == 2 and after[0] in _BOUNDS and after[1] in _SHARE:
        for named in metrics_at(sentence, sentence.first[phrase], last):
            name = PER_SHARE.get(named.metric.name)
            if name is not None:
                return Named(metrics[name], named.first, last + 2)
    return None


def per_share(sentence: Sentence, phrase: int) -> bool:
    """Whether the amount that ends a phrase is that of a share: "$3 per share"."""
    words = sentence.words[sentence.stop[phrase] : sentence.stop[phrase] + 3]
    if words[1:2] and words[1] in _DILUTED:
        del words[1]
    return len(words) > 1 and words[0] in _BOUNDS and words[1] in ("share", "unit")


def moved(metric: Metric, way: str) -> str:
    """Name of the metric of a rise or fall."""
    return f"{metric.name}_{way}"


def may_measure(metric: str, types: frozenset[str]) -> bool:
    """Whether a metric is said of a thing of these types: a product has no employees."""
    if metric.partition("_")[0] in _OF_ORGANISATIONS:
        return "Organization" in types
    return not types.isdisjoint(_MEASURED)


_MEASURED = frozenset(("Organization", "Product"))
_OF_ORGANISATIONS = word_list("claims", "measures.metrics.of_organisations")
