"""Fit the confidence of the rules: python -m benchmarks confidence [--check] [--without SET …].

Every claim that a build makes of annotated news is judged by the annotation, and claims of further
news by the verdicts in benchmarks/news/reviews.csv. From both follow `judged.csv` (how often each
rule was right) and `model.json` (weights of what is known of a claim besides its rule, and bands of
score with their share of right claims, from folds over articles that the weights did not see).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.extraction.knowledgenet import FILE, rule_tallies
from benchmarks.extraction.sets import SHARED
from benchmarks.news.material import Document, MaterialError, pool, read_material, set_names
from benchmarks.news.scoring import score_material, write_dataset
from factpack import confidence
from factpack.confidence.measured import ENOUGH, Measured, Tally
from factpack.confidence.reviews import read_reviews
from factpack.confidence.score import FEATURES, log_odds
from factpack.config import load_dataset_config
from factpack.corroborate.claim_features import make_claim_features
from factpack.engine.local import stage_articles
from factpack.extract.choose import make_extractor
from factpack.link.database import open_stage
from factpack.model import RawArticle, Rejected
from factpack.read import read_articles

FOLDER = Path(confidence.__file__).parent
REVIEWS = Path(__file__).parent / "news" / "reviews.csv"
WRITTEN = "made-"
"""Sets that were written for judging: no measure of how well real news is read."""
FOLDS = 5
RIDGE = 2.0
"""Weight of the penalty, chosen by the log loss over folds of {0.5, 1, 2, 4, 8}."""
PER_BAND = 20
"""Judged claims that a band has at least."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim whose truth is known."""

    article: str
    predicate: str
    rule: str
    features: tuple[float, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class _Row:
    article: str
    predicate: str
    rule: str
    words_sha256: str
    features: tuple[float, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and write, or compare with what is there; the exit status is 1 where it differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks confidence")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--without", nargs="*", default=[], help="sets to leave out: unseen ones")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args(arguments)
    judged = [*_annotated(options.shared, options.without), *_reviewed(options.shared)]
    if not judged:
        print("skipped: no annotated news is here", file=sys.stderr)
        return 0
    tallies = _tallies(judged, options.shared)
    texts = {
        FOLDER / "judged.csv": _tallies_csv(tallies),
        FOLDER / "model.json": json.dumps(_fit(judged, tallies), indent=1) + "\n",
    }
    stale = [path for path, text in texts.items() if not _same(path, text)]
    if not options.check:
        for path in stale:
            path.write_text(texts[path], "utf-8", newline="\n")
    print(f"{len(judged)} judged claims, {sum(claim.right for claim in judged)} right")
    print("stale:" if options.check else "wrote:", *(path.name for path in stale))
    return int(options.check and bool(stale))


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


def _annotated(shared: Path, without: Iterable[str]) -> Iterable[Judged]:
    for name in set_names():
        if name in without or name.startswith(WRITTEN):
            continue
        try:
            material = read_material(name, shared)
        except MaterialError as missing:
            print(f"skipped: {missing}", file=sys.stderr)
            continue
        rows = _features(material.documents)
        for verdict in score_material(material, 0.0).verdicts:
            row = rows.get(verdict.claim.claim_id or "")
            if row is not None:
                yield Judged(
                    row.article, row.predicate, row.rule, row.features, verdict.kind != "wrong"
                )


def _reviewed(shared: Path) -> Iterable[Judged]:
    annotated = {
        document.name
        for name in set_names()
        if name != "gold"
        for document in read_material(name, shared).documents
    }
    rows = _features([doc for doc in pool(shared) if doc.name not in annotated])
    for review in read_reviews(REVIEWS):
        row = rows.get(review.claim_id)
        if (
            row is not None
            and review.verdict != "unsure"
            and review.words_sha256 == row.words_sha256
        ):
            yield Judged(
                row.article, row.predicate, row.rule, row.features, review.verdict == "right"
            )


def _features(documents: Sequence[Document]) -> dict[str, _Row]:
    """What is known of every claim of some documents, by claim."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = write_dataset(folder, documents)
        dataset = load_dataset_config(folder / "dataset.yaml", articles)
        stage = folder / "stage"
        stage.mkdir()
        items = (i for i in read_articles(dataset) if isinstance(i, (RawArticle, Rejected)))
        stage_articles(items, make_extractor(dataset, None), stage)
        with open_stage(stage, "1GB", 1) as connection:
            make_claim_features(connection)
            found = connection.execute(f"""
                SELECT claim_id, article_id, predicate, rule, exact_sha256, {", ".join(FEATURES)}
                FROM staged_claims JOIN claim_features USING (claim_id) ORDER BY claim_id
            """).fetchall()
    return {
        claim_id: _Row(article, predicate, rule, digest, tuple(features))
        for claim_id, article, predicate, rule, digest, *features in found
    }


def _tallies(judged: Iterable[Judged], shared: Path) -> dict[tuple[str, str], Tally]:
    """Of news whatever was judged; of KnowledgeNet, which is no news, at most `ENOUGH` a rule."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    if (shared / FILE).is_file():
        for key, found in rule_tallies(shared).items():
            kept = min(found.found, ENOUGH)
            tallies[key] += Tally(round(kept * found.right / found.found), kept)
    for claim in judged:
        tallies[claim.predicate, claim.rule] += Tally(int(claim.right), 1)
    return dict(tallies)


def _tallies_csv(tallies: dict[tuple[str, str], Tally]) -> str:
    lines = ["predicate,rule,right,judged"]
    lines += [
        f"{predicate},{rule},{tally.right},{tally.judged}"
        for (predicate, rule), tally in sorted(tallies.items())
    ]
    return "\n".join(lines) + "\n"


def _fit(judged: Sequence[Judged], tallies: dict[tuple[str, str], Tally]) -> dict[str, object]:
    """Weights over all claims, and bands from scores of folds that did not see them."""
    design = np.array([_inputs(claim, tallies) for claim in judged])
    right = np.array([float(claim.right) for claim in judged])
    fold = np.array([_fold(claim.article) for claim in judged])
    scores = np.zeros(len(judged))
    for number in range(FOLDS):
        held = fold == number
        if held.any():
            weights = _logistic(design[~held], right[~held])
            scores[held] = 1 / (1 + np.exp(-design[held] @ weights))
    loss = -np.mean(right * np.log(scores) + (1 - right) * np.log(1 - scores))
    bands = _bands(scores, right)
    print(f"log loss over folds {loss:.4f}")
    for low, n_right, n in bands:
        print(f"  score from {low:.3f}: {n_right} of {n} right, {n_right / n:.3f}")
    weights = _logistic(design, right)
    return {
        "intercept": round(float(weights[0]), 3),
        "rule": round(float(weights[1]), 3),
        "weights": {
            name: round(float(weight), 3)
            for name, weight in zip(FEATURES, weights[2:], strict=True)
        },
        "bands": bands,
    }


def _inputs(claim: Judged, tallies: dict[tuple[str, str], Tally]) -> list[float]:
    """One, the log odds of the rule as if this claim had not been judged, and the features."""
    key = claim.predicate, claim.rule
    without = dict(tallies)
    without[key] = Tally(tallies[key].right - claim.right, tallies[key].judged - 1)
    known = Measured(without).of(*key)
    return [1.0, log_odds(known.value if known.value is not None else 0.5), *claim.features]


def _fold(article: str) -> int:
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % FOLDS


def _logistic(design: Floats, right: Floats) -> Floats:
    """Weights of a ridge-penalised logistic regression, by Newton's method; no chance in it."""
    weights = np.zeros(design.shape[1])
    penalty = np.full(design.shape[1], RIDGE)
    penalty[:2] = 0.01
    for _ in range(30):
        share = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (share - right) + penalty * weights
        curvature = (design.T * (share * (1 - share))) @ design + np.diag(penalty)
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights


def _bands(scores: Floats, right: Floats) -> list[tuple[float, int, int]]:
    """Bands of score in which the share of right claims rises: (lowest score, right, judged)."""
    order = np.argsort(scores, kind="stable")
    pools: list[list[float]] = []
    for start in range(0, len(order), PER_BAND):
        chunk = order[start : start + PER_BAND]
        if len(chunk) < PER_BAND and pools:
            pools[-1][1] += float(right[chunk].sum())
            pools[-1][2] += len(chunk)
            continue
        pools.append([float(scores[chunk[0]]), float(right[chunk].sum()), len(chunk)])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1][1] += last[1]
            pools[-1][2] += last[2]
    return [
        (round(low, 3) if i else 0.0, int(n), int(all_)) for i, (low, n, all_) in enumerate(pools)
    ]


if __name__ == "__main__":
    sys.exit(main())
