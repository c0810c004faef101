"""A candidate for a claim: what a rule reads in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from factpack.extract.claims.rules.rule import Rule
from factpack.extract.claims.syntax.claim_context import Arg

Found = tuple[Arg | None, tuple[int, int] | None, int]
"""What fills the role of an object: an argument, or words, or a value; the others None or -1."""


@dataclass(slots=True, eq=False)
class Candidate:
    """What a rule reads in a sentence; spans are (start, end) in the text of the article.

    Attributes:
        subject: argument of the rule.
        object: argument of the rule, None where the object is a value.
        object_words: span of the words of a text object.
        value: index of the literal that is the object, -1: none.
        amount: index of the literal of the amount of money, -1: none.
        date: index of the literal of the date, -1: none.
        hints: what the verbs around say of it, as flags of `modality_flags`.
        pair: the two parties that the text named last.
        actor: who does what the verb says, where that is neither subject nor object.
        reporter: who says so, in a clause that a verb of saying governs.
        unit: span of the part of the organisation.
        metric: span of the words that name a metric.
        metric_name: the metric in the vocabulary.
        valued_by_deal: whether a deal sets the value, so that what it is done with has it.
    """

    rule: Rule
    subject: Arg
    object: Arg | None
    trigger: tuple[int, int]
    object_words: tuple[int, int] | None = None
    value: int = -1
    role: tuple[int, int] | None = None
    unit: tuple[int, int] | None = None
    former: bool | None = None
    amount: int = -1
    amount_at: tuple[int, int] | None = None
    date: int = -1
    date_at: tuple[int, int] | None = None
    date_relation: str | None = None
    kind: str | None = None
    scope: tuple[int, int] | None = None
    metric: tuple[int, int] | None = None
    metric_name: str | None = None
    actor: Arg | None = None
    reporter: Arg | None = None
    pair: tuple[Arg, Arg] | None = None
    valued_by_deal: bool = False
    hints: int = 0

    def of(self, subject: Arg, object: Arg | None) -> Candidate:
        """The same said of others: without amount and date, which are those of the first."""
        return replace(
            self,
            subject=subject,
            object=object,
            amount=-1,
            amount_at=None,
            date=-1,
            date_at=None,
            date_relation=None,
        )


def fits_object(rule: Rule, arg: Arg, untold: Collection[int]) -> bool:
    """Whether an argument may be the object of a rule.

    Args:
        rule: the rule.
        arg: the argument.
        untold: mentions that the rule's own word shows to be of a product.
    """
    return fits(arg, rule.object_types) or arg.mention in untold


def shown_by(
    rule: Rule, word: str, subject: Arg, args: Sequence[Arg], untold: Collection[int]
) -> Collection[int]:
    """Mentions that the words of a rule show to be of products, as nothing else tells.

    What a person uses may be anybody's; and in a list all are of a kind, which is not so where it
    is read over a common noun ("an app for Orbit and Vela").

    Args:
        rule: the rule.
        word: base form of the word that triggers it.
        subject: who is said to do it.
        args: all that stand in the role of the object.
        untold: mentions of names of which nothing shows what they name.
    """
    if word not in rule.shows or "Person" in subject.types:
        return ()
    alike = all(arg.mention in untold or "Product" in arg.types for arg in args)
    return untold if alike else ()


_STAND_IN = frozenset(("Product", "Place"))


def fits(arg: Arg, wanted: frozenset[str]) -> bool:
    """Whether an argument may be of one of the types."""
    if arg.types.isdisjoint(wanted):
        # A product that acts may stand for its maker, a place for who sits there.
        return arg.mention >= 0 and "Maker" in wanted and not arg.types.isdisjoint(_STAND_IN)
    return True
