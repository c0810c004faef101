"""What verbs say of the sureness of a claim, as flags of one number.

A verb may plan, doubt, deny or end what it governs; several flags can stand together.
"""

from __future__ import annotations

from factpack.model import Modality

NEGATED = 1
POSSIBLE = 2
PLANNED = 4
WOULD = 8
PAST = 16
PURPOSE = 32
ENDED = 64

MAYBE = frozenset(
    "possibly potentially perhaps maybe reportedly allegedly likely probably supposedly".split()
)
"""Adverbs that make a verb, or the amount that they stand before, possible."""

INHERITED = PLANNED | POSSIBLE | NEGATED
"""What a verb hands on to those that depend on it."""

NAMED = {
    "negated": NEGATED,
    "possible": POSSIBLE,
    "planned": PLANNED,
    "past": PAST,
    "fact": 0,
}
"""Flags by the names that the rules and the lexicon give them."""


def modality_of(hints: int, quoted: bool) -> Modality:
    """Modality by the first that holds: negated, possible, planned, reported, asserted."""
    if hints & NEGATED:
        return "negated"
    if hints & POSSIBLE or (hints & WOULD and not quoted):
        return "possible"
    if hints & (PLANNED | WOULD):
        return "planned"
    return "reported" if quoted else "asserted"
