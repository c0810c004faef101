"""How right the claims of a release are, as far as claims like them were judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from factpack.confidence.measured import wilson
from factpack.confidence.score import Band, built_in_model
from factpack.release.markdown import Markdown, code, table
from factpack.release.query import Row

_LISTED = 10
"""Relations that are listed, those with the most claims."""

_Shares = list[tuple[float, int]]


def bands() -> Sequence[Band]:
    """The judged claims behind each confidence; none without a model."""
    model = built_in_model()
    return model.bands if model else ()


def quality_table(rows: Iterable[Row]) -> Markdown | None:
    """For the relations with most claims: how many, and the share of right ones with its interval.

    The share is the mean confidence of the claims, and the interval the mean of those of the
    judged claims behind them. None where no claim has a confidence, or nothing is known of some.

    Args:
        rows: (predicate, confidence, n).
    """
    intervals = {band.confidence: wilson(band.tally) for band in bands()}
    shares: defaultdict[str, _Shares] = defaultdict(list)
    for row in rows:
        if row["confidence"] not in intervals:
            return None
        shares[row["predicate"]].append((row["confidence"], row["n"]))
    if not shares:
        return None
    every = [share for of_predicate in shares.values() for share in of_predicate]
    most = sorted(shares, key=lambda name: (-sum(n for _, n in shares[name]), name))[:_LISTED]
    listed = [("all relations", every), *((code(name), shares[name]) for name in most)]
    return table(
        ["relation", "claims", "right", "95% interval"],
        ([name, *_cells(of_name, intervals)] for name, of_name in listed),
    )


def _cells(shares: _Shares, intervals: dict[float, tuple[float, float]]) -> list[int | str]:
    total = sum(n for _, n in shares)
    mean, low, high = (
        sum(value * n for value, n in part) / total
        for part in (
            shares,
            [(intervals[confidence][0], n) for confidence, n in shares],
            [(intervals[confidence][1], n) for confidence, n in shares],
        )
    )
    return [total, f"{mean:.0%}", f"{low:.0%} to {high:.0%}"]
