"""The score of a single claim: how likely its relation, its ends and its sentence make it right.

`model.json` holds the weights and, by band of score, how many judged claims were right: that share
is the confidence of a claim. `python -m benchmarks confidence` fits both. Weights, features and
scores are whole numbers, so that every machine reads the same.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from factpack.confidence.features import FEATURES
from factpack.confidence.measured import DIGITS, Tally

UNIT = 1000
"""Weights and scores are thousandths of log odds."""

_TOLD = 2
"""Features for a claim, and against it, that the words name."""


@dataclass(frozen=True, slots=True)
class Band:
    """Claims whose score is at least `low`: how many were judged, and how many were right."""

    low: int
    tally: Tally

    @property
    def confidence(self) -> float:
        """The share of right claims."""
        return round(self.tally.right / self.tally.judged, DIGITS)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights and bands.

    Attributes:
        extractor: label of the extractor whose claims were judged.
        intercept: of the logistic model, in thousandths as all weights.
        predicates: what being of a predicate adds; a predicate that is not there adds nothing.
        weights: of `FEATURES`; each has the direction that its feature states, or is 0.
        means: of `FEATURES` over the judged claims, in thousandths: what is usual decides nothing.
        bands: by rising score; the confidence rises too.
    """

    extractor: str
    intercept: int
    predicates: Mapping[str, int]
    weights: tuple[int, ...]
    means: tuple[int, ...]
    bands: tuple[Band, ...]

    def score(self, predicate: str, features: Sequence[int]) -> int:
        """Thousandths of log odds, the higher the surer.

        Args:
            predicate: of the claim.
            features: values of `FEATURES`.
        """
        total = self.intercept + self.predicates.get(predicate, 0)
        return total + sum(w * x for w, x in zip(self.weights, features, strict=True))

    def band(self, score: int) -> Band:
        """The band that a score falls into."""
        return self.bands[max(0, bisect_right([band.low for band in self.bands], score) - 1)]

    def told(self, features: Sequence[int]) -> str:
        """What makes a claim more or less sure than most, in words; empty where nothing does."""
        parts = [
            (weight * (UNIT * value - mean), feature.words)
            for feature, weight, value, mean in zip(
                FEATURES, self.weights, features, self.means, strict=True
            )
            if value
        ]
        told = []
        for side, sign in (("against it", 1), ("for it", -1)):
            found = sorted((sign * part, words) for part, words in parts if sign * part < 0)
            if found:
                told.append(f"{side}: {', '.join(words for _, words in found[:_TOLD])}")
        return "; ".join(told)


def read_model(data: Mapping[str, object]) -> Model:
    """A model from the plain data of `model.json`."""
    predicates, weights, means = data["predicates"], data["weights"], data["means"]
    bands = data["bands"]
    assert isinstance(predicates, dict) and isinstance(weights, dict)
    assert isinstance(means, dict) and isinstance(bands, list)
    return Model(
        str(data["extractor"]),
        int(str(data["intercept"])),
        {str(name): int(weight) for name, weight in predicates.items()},
        tuple(int(weights[feature.name]) for feature in FEATURES),
        tuple(int(means[feature.name]) for feature in FEATURES),
        tuple(Band(int(low), Tally(int(right), int(judged))) for low, right, judged in bands),
    )


@cache
def built_in_model() -> Model | None:
    """The model that ships with factpack; None before one was fitted."""
    file = files(__package__) / "model.json"
    return read_model(json.loads(file.read_text("utf-8"))) if file.is_file() else None
