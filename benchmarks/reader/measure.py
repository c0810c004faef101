"""Train on four fifths of the stories, ask about the rest, and judge what that adds."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from benchmarks.extraction.pair_training import Floats, minimise
from benchmarks.news.material import Material
from benchmarks.reader.examples import Example, NewsSet
from factpack.evaluate.measure import SYMMETRIC, judge_claims, normal_name
from factpack.evaluate.records import ClaimRecord

FOLDS: Final = 5
SEEN: Final = 5
"""Examples in which a feature must be, or it is not looked at."""
PENALTY: Final = 20.0
"""L2; of {6, 20, 60} the best for has_role and located_in; has_metric would have 60."""
ELSEWHERE: Final = 0.1
"""Weight of an example of KnowledgeNet; of {0.05, 0.1, 0.3, 1} the best for has_role."""


def group_stories(sets: Iterable[Material]) -> dict[str, str]:
    """Documents that have a subject of a claim in common, directly or through others, by group.

    Folds over articles would leak: half of what is learnt of one is in the next of its story.
    """
    parent: dict[str, str] = {}

    def root(doc: str) -> str:
        while parent.setdefault(doc, doc) != doc:
            doc = parent[doc]
        return doc

    first: dict[str, str] = {}
    for material in sets:
        for document in material.documents:
            root(document.name)
        for claim in material.gold.claims:
            name = normal_name(claim.subject)
            parent[root(claim.doc)] = root(first.setdefault(name, claim.doc))
    return {doc: root(doc) for doc in list(parent)}


def fold_of(groups: Mapping[str, str]) -> dict[str, int]:
    """Group to fold, the largest first into the emptiest fold."""
    sizes = Counter(groups.values())
    order = sorted(
        sizes, key=lambda group: (-sizes[group], hashlib.sha256(group.encode()).hexdigest())
    )
    filled = [0] * FOLDS
    found = {}
    for group in order:
        found[group] = filled.index(min(filled))
        filled[found[group]] += sizes[group]
    return found


def ask(news: Sequence[Example], others: Sequence[Example], fold: Mapping[str, int]) -> Floats:
    """Probability of every example of news, by a model that did not learn from its fold."""
    every = [*news, *others]
    counts = Counter(feature for example in every for feature in example.features)
    number = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= SEEN))}
    known = [sorted(number[f] for f in example.features if f in number) for example in every]
    folds = np.array([fold[example.group] for example in news] + [-1] * len(others))
    answers = np.zeros(len(news))
    for held in range(FOLDS):
        learnt = [
            i for i, example in enumerate(every) if example.right is not None and folds[i] != held
        ]
        weights = _fit(
            [known[i] for i in learnt],
            np.array([float(bool(every[i].right)) for i in learnt]),
            np.array([1.0 if i < len(news) else ELSEWHERE for i in learnt]),
            len(number),
            number.get("bias", 0),
        )
        for i in np.flatnonzero(folds == held):
            answers[i] = 1 / (1 + np.exp(-weights[known[i]].sum()))
    return answers


def _fit(
    known: Sequence[Sequence[int]], right: Floats, share: Floats, size: int, bias: int
) -> Floats:
    """Weights of a logistic regression with a ridge, from which the bias is free."""
    columns = np.concatenate([np.array(row, dtype=np.int64) for row in known])
    rows = np.repeat(np.arange(len(known)), [len(row) for row in known])
    penalty = np.full(size, PENALTY)
    penalty[bias] = 0.1

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores: Floats = np.bincount(rows, weights[columns], len(known)).astype(np.float64)
        surprise = np.logaddexp(0.0, scores) - right * scores
        errors = share * (1 / (1 + np.exp(-scores)) - right)
        slope = np.bincount(columns, errors[rows], size) + penalty * weights
        return float((share * surprise).sum() + (penalty * weights**2).sum() / 2), slope

    return minimise(loss, np.zeros(size))


def added(
    news: NewsSet, answers: Mapping[int, float], threshold: float, base: Sequence[ClaimRecord]
) -> Counter[str]:
    """Verdicts of the claims that a model adds to those of the rules, each once a sentence.

    Args:
        news: the set.
        answers: number of an example of one predicate to its probability.
        threshold: least probability.
        base: claims of the rules.
    """
    best: dict[tuple[object, ...], tuple[float, ClaimRecord]] = {}
    for i, answer in answers.items():
        example = news.examples[i]
        claim = example.claim
        if answer >= threshold and claim is not None:
            ends = [normal_name(claim.subject), normal_name(claim.object)]
            if claim.predicate in SYMMETRIC:
                ends.sort()
            key = (*example.sentence, *ends)
            if key not in best or best[key][0] < answer:
                best[key] = answer, claim
    new = [claim for _, claim in sorted(best.values(), key=lambda found: -found[0])]
    new = [claim for claim in new if not any(_is_same(claim, other) for other in base)]
    names = frozenset(normal_name(name) for name in news.gold.mentions.values())
    judged = judge_claims([*base, *new], news.gold.claims, names)
    return Counter(verdict.kind for verdict in judged[len(base) :])


def _is_same(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether a claim of the same predicate says the same in the same place."""
    amount = claim.qualifiers.get("amount")
    ends = [normal_name(claim.subject), normal_name(claim.object)]
    others = [normal_name(other.subject), normal_name(other.object)]
    if amount is not None and amount == other.qualifiers.get("amount"):
        others[1] = ends[1]
    turned = claim.predicate in SYMMETRIC and ends[::-1] == others
    return (
        claim.doc == other.doc
        and (ends == others or turned)
        and any(a[0] < b[1] and b[0] < a[1] for a in claim.spans for b in other.spans)
    )
