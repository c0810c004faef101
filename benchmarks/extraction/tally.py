"""What every measure comes down to: how many were right, found and wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from benchmarks.extraction.sets import overlap

Rate = Literal["P", "R", "F1", "share"]
"""Precision, recall, their harmonic mean; a share of given cases is right of wanted."""

DIGITS = 4
"""Digits after the point that a score is kept with; the largest set has 6,599 cases."""


@dataclass
class Tally:
    """Counts of a comparison, with what went wrong in a few words each.

    Attributes:
        right: predictions that an annotation agrees with.
        found: predictions.
        wanted: annotations.
        errors: for people who look into them.
    """

    right: int = 0
    found: int = 0
    wanted: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, right: int, found: int, wanted: int) -> None:
        """Count the outcome of one text."""
        self.right += right
        self.found += found
        self.wanted += wanted

    def case(self, right: bool, error: str) -> None:
        """Count a given case."""
        self.add(right, 1, 1)
        if not right:
            self.errors.append(error)

    def rate(self, rate: Rate) -> float:
        """A rate; 0 where there is nothing to divide by."""
        part, whole = {
            "P": (self.right, self.found),
            "R": (self.right, self.wanted),
            "F1": (2 * self.right, self.found + self.wanted),
            "share": (self.right, self.wanted),
        }[rate]
        return part / whole if whole else 0.0


@dataclass(frozen=True)
class Measure:
    """One row of the table: a rate of a tally."""

    set: str
    name: str
    rate: Rate
    tally: Tally

    @property
    def key(self) -> str:
        """What floors and targets call it."""
        return f"{self.set}/{self.name}" + (f" {self.rate}" if self.rate != "share" else "")

    @property
    def reached(self) -> float:
        """The score, rounded as floors are."""
        return round(self.tally.rate(self.rate), DIGITS)


def measures(of: str, name: str, tally: Tally, *rates: Rate) -> list[Measure]:
    """Several rates of one tally."""
    return [Measure(of, name, rate, tally) for rate in rates]


Found = tuple[int, int, Any]
"""Start, end, value."""


def match(
    tally: Tally,
    text: str,
    found: Sequence[Found],
    wanted: Sequence[Found],
    equal: Callable[[Any, Any], bool] = lambda a, b: True,
) -> None:
    """Count overlapping spans with equal values, each used once, in order."""
    used: set[int] = set()
    for start, end, value in wanted:
        for i, (low, high, other) in enumerate(found):
            if i not in used and overlap((low, high), (start, end)) and equal(other, value):
                used.add(i)
                break
        else:
            tally.errors.append(f"missed {text[start:end]!r} = {value} in {text[:200]!r}")
    for i, (low, high, value) in enumerate(found):
        if i not in used:
            tally.errors.append(f"wrong {text[low:high]!r} = {value} in {text[:200]!r}")
    tally.add(len(used), len(found), len(wanted))
