"""What is known to be reached elsewhere, and what we want; `floors.json` holds what we reached.

The baselines are rules of thumb and libraries, offline, without downloaded models.
"""

from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """Baseline, as words where it is no plain score of the same measure, and the score wanted; None
    where none was set."""

    baseline: str
    wanted: float | None


TARGETS = {
    "gold/core claims P": Target("a second annotator: 0.79", 0.90),
    "gold/core claims R": Target("a second annotator: 0.96", 0.75),
    "gold/all claims P": Target("a second annotator: 0.79", 0.85),
    "gold/all claims R": Target("a second annotator: 0.96", 0.70),
    "gold/quotes F1": Target("6 of 9 direct", 0.92),
    "gold/speaker of a quote": Target("", 0.95),
    "gold/mentions F1": Target("", 0.90),
    "gold/link of a mention": Target("", 0.95),
    "gold/modality of a claim": Target("", 0.90),
    "gold/attribution of a claim": Target("", 0.90),
    "knowledgenet/facts P": Target("trigger patterns: 0.54", 0.80),
    "knowledgenet/facts R": Target("trigger patterns: 0.14", None),
    "knowledgenet/facts F1": Target("trigger patterns: 0.22", 0.50),
    "core/relation of a given pair": Target("keyword rules: 0.48", 0.70),
    "meantime/money spans F1": Target("30 lines of patterns: 0.90", 0.95),
    "meantime/date spans F1": Target("0.91", 0.92),
    "meantime/date values F1": Target("Recognizers-Text: 0.66", 0.78),
    "recognizers/currency values F1": Target("Recognizers-Text: 0.82", 0.90),
    "duckling/money values F1": Target("0.71", 0.90),
}
