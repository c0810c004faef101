"""The two annotated articles, from raw file to release, as `factpack evaluate` counts.

The release is built without the corpus's curated names: an article of somebody else has none.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from benchmarks.extraction.tally import Measure, Tally, measures
from factpack.evaluate.measure import Evaluation, Score
from factpack.evaluate.run import evaluate_release
from factpack.pipeline import build

DATASET = Path(__file__).parents[2] / "corpora/openai-microsoft-news/dataset.yaml"
"""Tells when the articles were published, which they do not tell themselves."""


def score_gold(shared: Path) -> list[Measure]:
    """Claims, quotes, mentions and values."""
    result = evaluate_articles(shared)
    found = []
    for name, score in (("core claims", result.claims_core), ("all claims", result.claims)):
        found += measures("gold", name, _tally(score), "P", "R")
    quotes = Tally()
    speakers = Tally()
    for kind, score in result.quotes.items():
        tally = _tally(score)
        quotes.add(tally.right, tally.found, tally.wanted)
        speakers.add(*_share(result.speakers[kind], score.found))
        found += measures("gold", f"{kind} quotes", tally, "F1")
    found += measures("gold", "quotes", quotes, "F1")
    found += measures("gold", "speaker of a quote", speakers, "share")
    found += measures("gold", "mentions", _tally(result.mentions), "F1")
    for name, share, of in (
        ("link of a mention", result.links, result.mentions.found),
        ("modality of a claim", result.modality, result.claims.found),
        ("attribution of a claim", result.attribution, result.claims.found),
    ):
        found += measures("gold", name, Tally(*_share(share, of)), "share")
    for kind, score in result.values.items():
        found += measures("gold", f"{kind} spans", _tally(score), "F1")
        right, known = result.values_right[kind]
        found += measures("gold", f"value of a {kind}", Tally(right, known, known), "share")
    return found


def evaluate_articles(shared: Path) -> Evaluation:
    """Build a release of the articles in a temporary folder, and compare it."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(shutil.copy(DATASET, folder))
        articles = shared / "articles"
        built = build(config, out=Path(folder) / "out", articles=articles)
        return evaluate_release(built.path, shared / "gold" / "articles_001_003.jsonl", articles)


def _tally(score: Score) -> Tally:
    return Tally(score.found, score.found + score.wrong, score.found + score.missed)


def _share(share: float | None, of: int) -> tuple[int, int, int]:
    """A share of so many as counts."""
    return round((share or 0.0) * of), of, of
