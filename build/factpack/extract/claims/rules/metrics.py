"""Which nouns name which metric, from the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from factpack.vocabulary import Metric, load_vocabulary


@cache
def metrics_by_word() -> Mapping[str, tuple[Metric, ...]]:
    """Last word of each synonym to the metrics that it may name."""
    found: dict[str, tuple[Metric, ...]] = {}
    for metric in load_vocabulary().metrics.values():
        for synonym in metric.synonyms:
            word = synonym.rsplit(" ", 1)[-1]
            known = found.get(word, ())
            if metric not in known:
                found[word] = (*known, metric)
    return found


@cache
def metric_words() -> frozenset[str]:
    """Words without which no sentence states a metric."""
    return frozenset(metrics_by_word()) | {
        "valued", "employs", "employ", "employed", "lose", "loses", "lost", "losing",
    }  # fmt: skip
