"""CORE: the relation of a given pair of companies or products.

Measured by five-fold cross-validation of the model of pairs; folds are drawn by a fixed rule.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.extraction.pair_training import cross_validate, read_examples
from benchmarks.extraction.tally import Measure, Tally, measures


def score_pairs(shared: Path) -> list[Measure]:
    """Accuracy on pairs that the model was not trained on."""
    examples = read_examples(shared)
    count = len(examples.labels)
    right = round(cross_validate(examples) * count)
    return measures("core", "relation of a given pair", Tally(right, count, count), "share")
