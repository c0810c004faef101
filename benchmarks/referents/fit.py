"""The weights of `coreference.referents`, learnt from the cases, and what folds say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp

from benchmarks.referents.cases import Case
from factpack.extract.coreference.referents import Evidence, Referents

FOLDS = 5
_RIDGE = 1.0
_STEPS = 400
_RATE = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """The organisations that a case may mean, and which of them it does.

    Attributes:
        group: the document; the choices of one are in one fold.
        evidence: what speaks for each.
        right: whether it is meant, in the same order.
    """

    group: str
    evidence: tuple[Evidence, ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer of a model that never saw the document."""

    score: float
    share: float
    right: bool


def choice_of(case: Case, referents: Referents) -> Choice:
    """A case as a choice."""
    found = referents.candidates(case.at)
    return Choice(case.doc, tuple(found.values()), tuple(entity in case.true for entity in found))


def learn(choices: Iterable[Choice]) -> Evidence:
    """Weights of the likeliest model: the share of an organisation is that of its exp(score)."""
    told = [choice for choice in choices if any(choice.right)]
    weights = [0.0] * len(Evidence._fields)
    for _ in range(_STEPS):
        slope = [-_RIDGE * weight for weight in weights]
        for choice in told:
            shares = _shares(_scores(weights, choice))
            meant = sum(share for share, right in zip(shares, choice.right, strict=True) if right)
            for evidence, share, right in zip(choice.evidence, shares, choice.right, strict=True):
                pull = share / meant * right - share
                for i, value in enumerate(evidence):
                    slope[i] += pull * value
        weights = [
            weight + _RATE * change / len(told)
            for weight, change in zip(weights, slope, strict=True)
        ]
    return Evidence(*weights)


def on_folds(choices: Sequence[Choice]) -> list[Asked]:
    """The first answer to every choice that has any, by weights learnt from other documents."""
    groups = sorted({choice.group for choice in choices})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    answers = []
    for number in range(FOLDS):
        weights = learn(choice for choice in choices if fold[choice.group] != number)
        for choice in choices:
            if fold[choice.group] == number and choice.evidence:
                scores = _scores(weights, choice)
                best = max(range(len(scores)), key=scores.__getitem__)
                answers.append(Asked(scores[best], _shares(scores)[best], choice.right[best]))
    return answers


def _scores(weights: Sequence[float], choice: Choice) -> list[float]:
    return [
        sum(weight * value for weight, value in zip(weights, evidence, strict=True))
        for evidence in choice.evidence
    ]


def _shares(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    parts = [exp(score - highest) for score in scores]
    return [part / sum(parts) for part in parts]
