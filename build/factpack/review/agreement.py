"""How far reviewers agree, beyond chance: Cohen's kappa over the claims that both judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from factpack.confidence.reviews import Review


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers.

    Attributes:
        n: claims that both judged.
        share: share of them with one verdict.
        kappa: agreement beyond what their habits alone would give; None where that is certain.
    """

    first: str
    second: str
    n: int
    share: float
    kappa: float | None


def agreements(reviews: Iterable[Review]) -> list[Agreement]:
    """Every pair of reviewers who judged a claim in common, by name."""
    by_reviewer: dict[str, dict[str, str]] = {}
    for review in reviews:
        by_reviewer.setdefault(review.reviewer, {})[review.claim_id] = review.verdict
    found = []
    for first, second in combinations(sorted(by_reviewer), 2):
        a, b = by_reviewer[first], by_reviewer[second]
        common = sorted(a.keys() & b.keys())
        if common:
            pairs = [(a[id_], b[id_]) for id_ in common]
            share, kappa = cohens_kappa(pairs)
            found.append(Agreement(first, second, len(common), share, kappa))
    return found


def cohens_kappa(pairs: list[tuple[str, str]]) -> tuple[float, float | None]:
    """Share of equal verdicts, and Cohen's kappa.

    >>> cohens_kappa([("right", "right"), ("wrong", "wrong"), ("right", "wrong")] * 2)[0] * 3
    2.0
    """
    n = len(pairs)
    share = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[verdict] * second[verdict] for verdict in first) / n**2
    return share, None if chance == 1 else (share - chance) / (1 - chance)
