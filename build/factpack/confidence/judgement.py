"""Which claims a build holds back for want of confidence, and what reviewers said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from factpack.confidence.measured import Confidence, Measured, log_odds
from factpack.confidence.reviews import Review, final_verdicts
from factpack.confidence.score import UNIT, Band, Model


@dataclass(frozen=True)
class Judgement:
    """What was measured, what was reviewed, and from where on a claim is published.

    Attributes:
        measured: of the rules that ship with factpack.
        reviews: of this dataset.
        model: scores single claims of those rules; None: all claims of a rule are alike.
        min_confidence: claims below it are rejected, unless a reviewer found them right.
        own_rules: names of rules that the dataset brings: nothing was measured of them elsewhere.
    """

    measured: Measured
    reviews: Sequence[Review] = ()
    min_confidence: float = 0.0
    model: Model | None = None
    own_rules: frozenset[str] = frozenset()

    @cached_property
    def verdicts(self) -> dict[str, Review]:
        """The verdict that counts, by claim."""
        return final_verdicts(self.reviews)

    def of_claim(
        self, extractor: str, predicate: str, rule: str, features: Sequence[int]
    ) -> tuple[float, str] | None:
        """Confidence of a claim and the words that say why; None where nothing was measured.

        Args:
            extractor: its label; only those of factpack's own rules were measured everywhere, of
                others only the reviews of this dataset are known.
            predicate: of the claim.
            rule: that found it.
            features: values of `FEATURES`.
        """
        own = extractor.startswith("rules/") and rule not in self.own_rules
        known = (self._together if own else self._reviewed).of(predicate, rule)
        published = f"{self.min_confidence:g} is published"
        if own and self.model is not None:
            score = self.model.score(predicate, features) + self._shift(predicate, rule)
            band = self.model.band(score)
            value, told = band.confidence, _told_band(band, known, self.model.told(features))
        elif known.value is None or (not own and not known.tally.judged):
            return None
        else:
            value, told = known.value, _told(known, predicate)
        return value, f"Its confidence is {value:.2f}: {told}; {published}."

    def _shift(self, predicate: str, rule: str) -> int:
        """What the reviews of this dataset add to the score of the claims of a rule.

        By how much they move the log odds of its precision: the model knows other news only.
        """
        if not self.reviews:
            return 0
        before, after = (m.of(predicate, rule).value for m in (self.measured, self._together))
        if before is None or after is None or before == after:
            return 0
        return round(UNIT * (log_odds(after) - log_odds(before)))

    @cached_property
    def _together(self) -> Measured:
        return self.measured.with_reviews(self.reviews)

    @cached_property
    def _reviewed(self) -> Measured:
        return Measured({}).with_reviews(self.reviews)


def _told_band(band: Band, known: Confidence, decided: str) -> str:
    told = (
        f"of {band.tally.judged} judged claims with a score like this one's "
        f"{band.tally.right} were right"
    )
    if known.tally.judged:
        told += f" (of its rule, {known.tally.right} of {known.tally.judged})"
    return f"{told}; {decided}" if decided else told


def _told(known: Confidence, predicate: str) -> str:
    told = f"of {known.tally.judged} judged claims of the rule {known.tally.right} were right"
    if known.basis == "rule":
        return told
    kin = f"those of {predicate}" if known.basis == "predicate" else "all rules"
    return told + f", too few to know, so it is measured with {kin}"
