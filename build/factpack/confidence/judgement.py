"""Which claims a build holds back for want of confidence, and what reviewers said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from factpack.confidence.measured import Confidence, Measured
from factpack.confidence.reviews import Review, final_verdicts


@dataclass(frozen=True)
class Judgement:
    """What was measured, what was reviewed, and from where on a claim is published.

    Attributes:
        measured: of the rules that ship with factpack.
        reviews: of this dataset.
        min_confidence: claims below it are rejected, unless a reviewer found them right.
    """

    measured: Measured
    reviews: Sequence[Review] = ()
    min_confidence: float = 0.0

    @cached_property
    def _together(self) -> Measured:
        return self.measured.with_reviews(self.reviews)

    @cached_property
    def verdicts(self) -> dict[str, Review]:
        """The verdict that counts, by claim."""
        return final_verdicts(self.reviews)

    def of(self, extractor: str, predicate: str, rule: str) -> Confidence | None:
        """The confidence of claims of a rule; None for extractors that nobody measured."""
        if extractor.startswith("rules/"):
            return self._together.of(predicate, rule)
        own = Measured({}).with_reviews(self.reviews).of(predicate, rule)
        return own if own.tally.judged else None
