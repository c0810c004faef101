"""What words say of the sureness of a claim, as flags of one number, and of what becomes of a plan.

A verb may plan, doubt, deny or end what it governs; several flags can stand together.
"""

from __future__ import annotations

from collections.abc import Iterable

from factpack.extract.languages.en.word_lists import word_list
from factpack.model import Modality

NEGATED = 1
POSSIBLE = 2
PLANNED = 4
WOULD = 8
PAST = 16
PURPOSE = 32
ENDED = 64

MAYBE = word_list("claims", "syntax.modality.maybe")
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


STOPPING = word_list("claims", "syntax.modality.stopping")
"""Verbs by which another ends a plan."""
UNREAL = PURPOSE | PLANNED | POSSIBLE | WOULD
"""What is said so of a verb has not come about."""
_LEAVING = word_list("claims", "syntax.modality.leaving")
_NEARING = word_list("claims", "syntax.modality.nearing")
_FAILING = word_list("claims", "syntax.modality.failing")
_BARRING = word_list("claims", "syntax.modality.barring")
_CHARGING = {
    "of": word_list("claims", "syntax.modality.accusing"),
    "for": word_list("claims", "syntax.modality.blaming"),
}
_SORTS = {
    **dict.fromkeys(word_list("claims", "syntax.modality.planned"), PLANNED),
    **dict.fromkeys(word_list("claims", "syntax.modality.possible"), POSSIBLE),
    **dict.fromkeys(
        word_list("claims", "syntax.modality.failed"),
        NEGATED,
    ),
}


def plan_outcome(lemma: str, hints: int, *, undergone: bool) -> int:
    """What a verb says of the plan that it governs, or that is its subject in the passive.

    Args:
        lemma: base form of the verb.
        hints: what is said of the verb itself: what is only to be blocked is still possible.
        undergone: whether the plan is what the verb is done to; else the plan does it ("failed").

    >>> plan_outcome("block", 0, undergone=True) == NEGATED
    True
    >>> plan_outcome("block", PURPOSE, undergone=True) == POSSIBLE
    True
    >>> plan_outcome("fail", 0, undergone=False) == NEGATED
    True
    >>> plan_outcome("near", 0, undergone=True) == POSSIBLE
    True
    >>> plan_outcome("fail", 0, undergone=True)
    0
    """
    if undergone and lemma in _NEARING:
        return POSSIBLE
    stops = lemma in _FAILING if not undergone else lemma in STOPPING or lemma in _LEAVING
    if not stops or hints & NEGATED:
        return 0
    return POSSIBLE if hints & UNREAL else NEGATED


def plan_status(words: Iterable[str]) -> int:
    """What adjectives say of a plan: "proposed", "potential", "failed".

    >>> plan_status(["a", "failed", "bid"]) == NEGATED, plan_status(["a", "friendly", "bid"])
    (True, 0)
    """
    return next((_SORTS[word] for word in words if word in _SORTS), 0)


def done_by_object(lemma: str, preposition: str) -> int:
    """What "V X from doing" says of the doing, which X does; 0: the subject of V does it.

    >>> done_by_object("prevent", "from") == NEGATED, done_by_object("accuse", "of") == POSSIBLE
    (True, True)
    """
    if preposition == "from" and lemma in _BARRING:
        return NEGATED
    return POSSIBLE if lemma in _CHARGING.get(preposition, ()) else 0
