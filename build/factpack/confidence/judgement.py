"""Which claims a build holds back for want of confidence, and what reviewers said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from factpack.confidence.measured import Confidence, Measured
from factpack.confidence.reviews import Review, final_verdicts
from factpack.confidence.score import Model


@dataclass(frozen=True)
class Judgement:
    """What was measured, what was reviewed, and from where on a claim is published.

    Attributes:
        measured: of the rules that ship with factpack.
        reviews: of this dataset.
        model: scores single claims of those rules; None: all claims of a rule are alike.
        min_confidence: claims below it are rejected, unless a reviewer found them right.
    """

    measured: Measured
    reviews: Sequence[Review] = ()
    min_confidence: float = 0.0
    model: Model | None = None

    @cached_property
    def verdicts(self) -> dict[str, Review]:
        """The verdict that counts, by claim."""
        return final_verdicts(self.reviews)

    def of_claim(
        self, extractor: str, predicate: str, rule: str, features: Sequence[float]
    ) -> tuple[float, str] | None:
        """Confidence of a claim and the words that say why; None where nothing was measured.

        Args:
            extractor: its label; only those of factpack's own rules were measured everywhere, of
                others only the reviews of this dataset are known.
            predicate: of the claim.
            rule: that found it.
            features: values of `score.FEATURES`.
        """
        own = extractor.startswith("rules/")
        measured = self._together if own else self._reviewed
        known = measured.of(predicate, rule)
        if known.value is None or (not own and not known.tally.judged):
            return None
        value, told = known.value, _told(known, predicate)
        if own and self.model is not None:
            band = self.model.band(self.model.score(known.value, features))
            value = band.confidence
            told += (
                f"; of {band.tally.judged} judged claims with a score like this one's "
                f"{band.tally.right} were right"
            )
        published = f"{self.min_confidence:g} is published"
        return value, f"Its confidence is {value:.2f}: {told}; {published}."

    @cached_property
    def _together(self) -> Measured:
        return self.measured.with_reviews(self.reviews)

    @cached_property
    def _reviewed(self) -> Measured:
        return Measured({}).with_reviews(self.reviews)


def _told(known: Confidence, predicate: str) -> str:
    told = f"of {known.tally.judged} judged claims of the rule {known.tally.right} were right"
    if known.basis == "rule":
        return told
    kin = f"those of {predicate}" if known.basis == "predicate" else "all rules"
    return told + f", too few to know, so it is measured with {kin}"
