"""Amounts, compared as the words state them: rounded, bounded, or to the unit."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a claim states it, in whole units; at least one field stands."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def figures(self) -> int:
        """Significant figures of the value; 0 where only bounds stand."""
        return 0 if self.value is None else significant_figures(self.value)


def significant_figures(value: float) -> int:
    """Digits that count, zeros at the end not among them.

    >>> significant_figures(1_000_000_000.0), significant_figures(125_800_000_000.0)
    (1, 4)
    """
    if value == 0 or not math.isfinite(value):
        return 1
    digits = f"{abs(value):.11e}".partition("e")[0].replace(".", "")
    return len(digits.rstrip("0")) or 1


def agree(a: Amount, b: Amount, share: float) -> bool:
    """Whether two amounts may state one number.

    Two values agree where the coarser is the finer one rounded and they differ by no more than
    `share` of the larger; a value agrees with bounds that hold it.

    >>> agree(Amount(1e9), Amount(1.02e9), 0.05), agree(Amount(1e9), Amount(1.2e9), 0.05)
    (True, False)
    >>> agree(Amount(None, low=1e9), Amount(1.3e9), 0.05)
    True
    """
    if a.value is not None and b.value is not None:
        return _round_alike(a.value, b.value, share)
    low = max(_low(a), _low(b))
    high = min(_high(a), _high(b))
    return low <= high


def rounds_to(fine: Amount, coarse: Amount) -> bool:
    """Whether who states the finer number states the coarser one, too.

    A value says its roundings to fewer figures, and bounds that hold it; bounds say wider ones.

    >>> rounds_to(Amount(1.02e9), Amount(1e9)), rounds_to(Amount(1e9), Amount(1.02e9))
    (True, False)
    >>> rounds_to(Amount(1.3e9), Amount(None, low=1e9))
    True
    """
    if fine == coarse:
        return True
    if coarse.value is not None:
        return fine.value is not None and (
            fine.figures > coarse.figures and _round_alike(fine.value, coarse.value, 0.5)
        )
    return _low(coarse) <= _low(fine) and _high(fine) <= _high(coarse)


def _round_alike(a: float, b: float, share: float) -> bool:
    if a == b:
        return True
    if abs(a - b) > share * max(abs(a), abs(b)):
        return False
    coarse, fine = sorted((a, b), key=lambda v: (significant_figures(v), v))
    figures = significant_figures(coarse)
    if significant_figures(fine) == figures:
        return False
    return math.isclose(float(f"{fine:.{figures - 1}e}"), coarse, rel_tol=1e-12)


def _low(amount: Amount) -> float:
    if amount.value is not None:
        return amount.value
    return -math.inf if amount.low is None else amount.low


def _high(amount: Amount) -> float:
    if amount.value is not None:
        return amount.value
    return math.inf if amount.high is None else amount.high
