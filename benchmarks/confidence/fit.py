"""A logistic regression over judged claims, and bands of its score that no weight has seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.confidence.judged import Judged
from factpack.confidence.features import FEATURES
from factpack.confidence.score import UNIT, Model, read_model

RIDGE = 10.0
"""Weight of the penalty, chosen by the log loss over folds: `--compare` prints it for others."""
PER_BAND = 50
"""Judged claims that a band has at least: a share is then known to ±0.1 or so."""

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def fit(judged: Sequence[Judged], ridge: float = RIDGE) -> dict[str, Any]:
    """Plain data of a model without bands.

    A weight whose sign contradicts what its feature stands for is left out, and the others are
    fitted anew, until none is: some hundred claims do not tell language from chance.
    """
    predicates = sorted({claim.predicate for claim in judged})
    features = np.array([claim.features for claim in judged], dtype=np.float64)
    is_of = np.array([[float(c.predicate == p) for p in predicates] for c in judged])
    design = np.hstack([np.ones((len(judged), 1)), is_of, features])
    right = np.array([float(claim.right) for claim in judged])
    signs = np.array([0] * (1 + len(predicates)) + [1 if f.surer else -1 for f in FEATURES])
    kept = np.ones(len(signs), dtype=bool)
    while True:
        weights = np.zeros(len(signs))
        weights[kept] = _logistic(design[:, kept], right, ridge)
        against = weights * signs < 0
        if not against.any():
            break
        kept &= ~against
    whole = [round(UNIT * float(weight)) for weight in weights]
    n_first = 1 + len(predicates)
    return {
        "extractor": max(claim.extractor for claim in judged),
        "intercept": whole[0],
        "predicates": dict(zip(predicates, whole[1:n_first], strict=True)),
        "weights": {f.name: w for f, w in zip(FEATURES, whole[n_first:], strict=True)},
        "means": {
            f.name: round(UNIT * float(mean))
            for f, mean in zip(FEATURES, features.mean(axis=0), strict=True)
        },
        "bands": [[0, 0, 1]],
    }


def held_out_scores(
    judged: Sequence[Judged], fold: Sequence[int], ridge: float = RIDGE
) -> list[int]:
    """The score of every claim by a model that saw no claim of its fold."""
    scores = [0] * len(judged)
    for number in sorted(set(fold)):
        seen = [claim for claim, own in zip(judged, fold, strict=True) if own != number]
        model: Model = read_model(fit(seen, ridge))
        for index, claim in enumerate(judged):
            if fold[index] == number:
                scores[index] = model.score(claim.predicate, claim.features)
    return scores


def bands(scores: Sequence[int], right: Sequence[bool]) -> list[tuple[int, int, int]]:
    """Bands of score in which the share of right claims rises: (lowest score, right, judged)."""
    counts: Counter[int] = Counter(scores)
    rights = Counter(score for score, is_right in zip(scores, right, strict=True) if is_right)
    chunks: list[list[int]] = []
    for score in sorted(counts):
        if not chunks or chunks[-1][2] >= PER_BAND:
            chunks.append([score, 0, 0])
        chunks[-1][1] += rights[score]
        chunks[-1][2] += counts[score]
    if len(chunks) > 1 and chunks[-1][2] < PER_BAND:
        _join_last(chunks)
    rising: list[list[int]] = []
    for chunk in chunks:
        rising.append(chunk)
        while len(rising) > 1 and rising[-2][1] * rising[-1][2] >= rising[-1][1] * rising[-2][2]:
            _join_last(rising)
    return [(low, n_right, n) for low, n_right, n in rising]


def _join_last(chunks: list[list[int]]) -> None:
    _, n_right, n = chunks.pop()
    chunks[-1][1] += n_right
    chunks[-1][2] += n


def log_loss(scores: Sequence[int], right: Sequence[bool]) -> float:
    """Mean negative log likelihood of the verdicts."""
    odds = np.array(scores) / UNIT
    signed = np.where(np.array(right), odds, -odds)
    return float(np.mean(np.log1p(np.exp(-signed))))


def area_under_curve(scores: Sequence[float], right: Sequence[bool]) -> float:
    """Chance that a right claim scores higher than a wrong one; ties count half."""
    above = np.array([s for s, r in zip(scores, right, strict=True) if r])[:, None]
    below = np.array([s for s, r in zip(scores, right, strict=True) if not r])[None, :]
    return float(np.mean((above > below) + 0.5 * (above == below)))


def _logistic(design: Floats, right: Floats, ridge: float) -> Floats:
    """Weights of a ridge-penalised logistic regression, by Newton's method; no chance in it."""
    weights = np.zeros(design.shape[1])
    penalty = np.full(design.shape[1], ridge)
    penalty[0] = 0.01
    for _ in range(30):
        share = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (share - right) + penalty * weights
        curvature = (design.T * (share * (1 - share))) @ design + np.diag(penalty)
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights
