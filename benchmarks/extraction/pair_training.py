"""Train the model of pairs on CORE, and measure it by cross-validation.

The model is trained on four fifths of CORE five times and asked about the rest. The folds follow
from the number of the record, the optimisation starts at zero and draws nothing, so that two runs
give the same figure. CORE: CC BY 4.0, its sentences from Wikipedia, CC BY-SA; see
`shared/data/README.md`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

import benchmarks.extraction.pair_features as pairs
from factpack.model import Span

FOLDS = 5
PENALTY = 0.5
"""L2; 0.5 and 1 differ by 0.2 points of accuracy, 3 loses 0.5."""
STEPS = 60
MEMORY = 8
"""Pairs of steps and gradient changes that the quasi-Newton method remembers."""

Floats = npt.NDArray[np.float64]


class Examples:
    """Feature vectors of all pairs as one sparse matrix by rows, with their classes."""

    def __init__(self, vectors: Sequence[tuple[npt.NDArray[np.int64], Floats]], labels: list[int]):
        self.vectors = vectors
        self.labels = np.array(labels)
        self.columns = np.concatenate([index for index, _ in vectors])
        self.values = np.concatenate([values for _, values in vectors])
        self.rows = np.repeat(np.arange(len(vectors)), [len(index) for index, _ in vectors])

    def take(self, chosen: npt.NDArray[np.int64]) -> Examples:
        """The examples with these numbers."""
        return Examples([self.vectors[i] for i in chosen], [int(self.labels[i]) for i in chosen])

    def scores(self, weights: Floats) -> Floats:
        """One row an example, one column a class."""
        out = np.empty((len(self.labels), weights.shape[1]))
        for c, of_class in enumerate(np.ascontiguousarray(weights.T)):
            products = of_class.take(self.columns) * self.values
            out[:, c] = np.bincount(self.rows, products, minlength=len(self.labels))
        return out

    def gradient(self, errors: Floats) -> Floats:
        """The transposed product: one row a feature."""
        out = np.empty((pairs.BUCKETS, errors.shape[1]))
        for c, of_class in enumerate(np.ascontiguousarray(errors.T)):
            products = of_class.take(self.rows) * self.values
            out[:, c] = np.bincount(self.columns, products, minlength=pairs.BUCKETS)
        return out


def read_examples(shared: Path) -> Examples:
    """The annotated pairs of CORE."""
    vectors, labels = [], []
    path = shared / "data" / "core_train.jsonl"
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        gold = record["gold"]
        subject, target = (
            Span(gold[side]["start"], gold[side]["end"]) for side in ("subject", "object")
        )
        vectors.append(pairs.vector(record["text"], subject, target))
        labels.append(pairs.RELATIONS.index(gold["relation"]))
    return Examples(vectors, labels)


def loss(weights: Floats, examples: Examples) -> tuple[float, Floats]:
    """Negative log likelihood with the penalty, and its gradient."""
    scores = examples.scores(weights)
    scores -= scores.max(axis=1, keepdims=True)
    shares = np.exp(scores)
    totals = shares.sum(axis=1, keepdims=True)
    every = np.arange(len(examples.labels))
    value = float((np.log(totals[:, 0]) - scores[every, examples.labels]).sum())
    errors = shares / totals
    errors[every, examples.labels] -= 1.0
    value += PENALTY / 2 * float((weights**2).sum())
    return value, examples.gradient(errors) + PENALTY * weights


def train(examples: Examples) -> Floats:
    """Weights of a multinomial logistic regression."""
    start = np.zeros((pairs.BUCKETS, len(pairs.RELATIONS)))
    return minimise(lambda weights: loss(weights, examples), start)


def minimise(value_and_slope: Callable[[Floats], tuple[float, Floats]], weights: Floats) -> Floats:
    """Where a smooth convex function is least, by limited-memory BFGS from given weights.

    The method is that of J. Nocedal, "Updating quasi-Newton matrices with limited storage" (1980).
    """
    value, slope = value_and_slope(weights)
    history: list[tuple[Floats, Floats]] = []
    for _ in range(STEPS):
        direction = -_inverse_times(slope, history)
        size = 1.0 if history else 1.0 / max(1.0, float(np.abs(slope).max()))
        fall = float((slope * direction).sum())
        while True:
            new_value, new_slope = value_and_slope(weights + size * direction)
            if new_value <= value + 1e-4 * size * fall or size < 1e-6:
                break
            size /= 2
        step, change = size * direction, new_slope - slope
        if float((step * change).sum()) > 1e-10:
            history = [*history, (step, change)][-MEMORY:]
        weights, value, slope = weights + step, new_value, new_slope
    return weights


def _inverse_times(slope: Floats, history: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The gradient times the remembered inverse of the second derivatives."""
    result = slope.copy()
    factors = []
    for step, change in reversed(history):
        rate = 1.0 / float((step * change).sum())
        factor = rate * float((step * result).sum())
        result -= factor * change
        factors.append((rate, factor))
    if history:
        step, change = history[-1]
        result *= float((step * change).sum()) / float((change**2).sum())
    for (step, change), (rate, factor) in zip(history, reversed(factors), strict=True):
        result += (factor - rate * float((change * result).sum())) * step
    return result


def cross_validate(examples: Examples) -> float:
    """Accuracy on pairs that the model was not trained on."""
    every = np.arange(len(examples.labels))
    right = 0
    for fold in range(FOLDS):
        held = every % FOLDS == fold
        weights = train(examples.take(every[~held])).astype(np.float16).astype(np.float64)
        test = examples.take(every[held])
        right += int((test.scores(weights).argmax(axis=1) == test.labels).sum())
    return right / len(every)
