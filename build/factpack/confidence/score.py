"""The score of a single claim: what its rule is worth, and what its words and names tell.

A rule is right more often where both ends are named in full, near each other, in a short sentence.
`model.json` holds the weights and, by band of score, how many judged claims were right: that share
is the confidence of a claim. `python -m benchmarks confidence` fits both.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from factpack.confidence.measured import DIGITS, Tally

FEATURES = (
    "subject_described",
    "object_described",
    "subject_mentions",
    "object_mentions",
    "subject_words",
    "object_words",
    "long_name",
    "gap",
    "length",
    "reported",
    "unreal",
    "dated",
)
"""Columns of `claim_features`, in the order of the weights: flags, or logarithms of counts."""

_STEPS = 1000
"""A score is rounded to a thousandth, so that no machine parts two bands differently."""


@dataclass(frozen=True, slots=True)
class Band:
    """Claims whose score is at least `low`: how many were judged, and how many were right."""

    low: float
    tally: Tally

    @property
    def confidence(self) -> float:
        """The share of right claims."""
        return round(self.tally.right / self.tally.judged, DIGITS)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights and bands.

    Attributes:
        intercept: of the logistic model.
        rule: weight of the log odds of the precision of the rule.
        weights: of `FEATURES`.
        bands: by rising score; the confidence rises too.
    """

    intercept: float
    rule: float
    weights: tuple[float, ...]
    bands: tuple[Band, ...]

    def score(self, precision: float, features: Sequence[float]) -> float:
        """Between 0 and 1, the higher the surer.

        Args:
            precision: of the rule, as far as it is known.
            features: values of `FEATURES`.
        """
        total = self.intercept + self.rule * log_odds(precision)
        total += sum(w * x for w, x in zip(self.weights, features, strict=True))
        return round(_STEPS / (1 + math.exp(-total))) / _STEPS

    def band(self, score: float) -> Band:
        """The band that a score falls into."""
        return self.bands[max(0, bisect_right([band.low for band in self.bands], score) - 1)]


def log_odds(share: float) -> float:
    """Log odds of a share, kept away from certainty.

    >>> log_odds(0.5)
    0.0
    """
    kept = min(max(share, 0.02), 0.98)
    return math.log(kept / (1 - kept))


def read_model(data: Mapping[str, object]) -> Model:
    """A model from the plain data of `model.json`."""
    weights = data["weights"]
    bands = data["bands"]
    assert isinstance(weights, dict) and isinstance(bands, list)
    return Model(
        float(str(data["intercept"])),
        float(str(data["rule"])),
        tuple(float(weights[name]) for name in FEATURES),
        tuple(Band(float(low), Tally(int(right), int(judged))) for low, right, judged in bands),
    )


@cache
def built_in_model() -> Model | None:
    """The model that ships with factpack; None before one was fitted."""
    file = files(__package__) / "model.json"
    return read_model(json.loads(file.read_text("utf-8"))) if file.is_file() else None
