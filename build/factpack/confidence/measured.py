"""Confidence: the measured precision of the rule that found a claim, with the count behind it.

`judged.csv` holds how many claims of each rule of the default extractor were judged on annotated
and reviewed news, and how many were right; `python -m benchmarks confidence` makes it. Reviews of a
dataset of its own are added to it. A rule that was judged fewer than `ENOUGH` times borrows what
it lacks from its predicate, and a predicate from all: that is told by `basis`.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from factpack.confidence.reviews import Review

ENOUGH = 20
"""Judged claims from which a rule speaks for itself: an interval of 0.9 is then ±0.13 wide."""

DIGITS = 3
"""Digits after the point that a confidence is published with: more were noise."""

Basis = Literal["rule", "predicate", "all"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims were judged, and how many of them were right in every cell."""

    right: int = 0
    judged: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.right + other.right, self.judged + other.judged)


@dataclass(frozen=True, slots=True)
class Confidence:
    """What is known of the precision of a rule.

    Attributes:
        value: 0 to 1; None where nothing at all was judged.
        tally: of the rule itself.
        basis: whose claims it rests on: those of the rule alone, or also those of its predicate or
            of all rules.
    """

    value: float | None
    tally: Tally
    basis: Basis


class Measured:
    """Tallies by rule, and the confidence that follows from them."""

    def __init__(self, tallies: Mapping[tuple[str, str], Tally]) -> None:
        """Take tallies by (predicate, rule)."""
        self._rules = dict(tallies)
        self._predicates: dict[str, Tally] = {}
        self._all = Tally()
        for (predicate, _), tally in self._rules.items():
            self._predicates[predicate] = self._predicates.get(predicate, Tally()) + tally
            self._all += tally

    def with_reviews(self, reviews: Iterable[Review]) -> Measured:
        """These tallies and the verdicts of a review together."""
        counts: Counter[tuple[str, str]] = Counter()
        right: Counter[tuple[str, str]] = Counter()
        for review in reviews:
            if review.verdict != "unsure":
                key = review.predicate, review.rule
                counts[key] += 1
                right[key] += review.verdict == "right"
        merged = dict(self._rules)
        for key, judged in counts.items():
            merged[key] = merged.get(key, Tally()) + Tally(right[key], judged)
        return Measured(merged)

    def of(self, predicate: str, rule: str) -> Confidence:
        """The confidence of claims of a rule.

        >>> measured = Measured({("acquired", "buy"): Tally(18, 20), ("acquired", "rare"): Tally()})
        >>> measured.of("acquired", "buy")
        Confidence(value=0.9, tally=Tally(right=18, judged=20), basis='rule')
        >>> measured.of("acquired", "rare").basis
        'predicate'
        """
        own = self._rules.get((predicate, rule), Tally())
        kin = self._predicates.get(predicate, Tally())
        if not self._all.judged:
            return Confidence(None, own, "all")
        everywhere = self._all.right / self._all.judged
        borrowed = _filled_up(kin, everywhere)
        basis: Basis = "rule" if own.judged >= ENOUGH else "all"
        if basis == "all" and kin.judged >= ENOUGH:
            basis = "predicate"
        return Confidence(round(_filled_up(own, borrowed), DIGITS), own, basis)


def _filled_up(tally: Tally, borrowed: float) -> float:
    """Its share of right claims, with claims of the borrowed precision up to `ENOUGH`."""
    lacking = max(0, ENOUGH - tally.judged)
    return (tally.right + lacking * borrowed) / (tally.judged + lacking)


@cache
def built_in() -> Measured:
    """What was judged of the rules that ship with factpack."""
    text = (files(__package__) / "judged.csv").read_text("utf-8")
    return Measured(
        {
            (row["predicate"], row["rule"]): Tally(int(row["right"]), int(row["judged"]))
            for row in csv.DictReader(text.splitlines())
        }
    )


def log_odds(share: float) -> float:
    """Log odds of a share, kept away from certainty.

    >>> log_odds(0.5)
    0.0
    """
    kept = min(max(share, 0.02), 0.98)
    return math.log(kept / (1 - kept))


def wilson(tally: Tally) -> tuple[float, float]:
    """The 95% interval of a share after Wilson, which holds for few cases too.

    >>> low, high = wilson(Tally(18, 20))
    >>> round(low, 3), round(high, 3)
    (0.699, 0.972)
    """
    if not tally.judged:
        return 0.0, 1.0
    z = 1.959964
    share, n = tally.right / tally.judged, tally.judged
    middle = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
