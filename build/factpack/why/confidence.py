"""Why a claim has its confidence: what decided its score, read again from its article."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence

from factpack.confidence.features import FEATURES
from factpack.confidence.score import UNIT, Model, built_in_model
from factpack.engine.kernel import run_kernel
from factpack.extract.names import KnownName, KnownNames
from factpack.extract.rules_extractor import RulesExtractor
from factpack.link.curated import read_curated
from factpack.release.known_articles import in_own_language, known_article
from factpack.release.query import Row
from factpack.why.apart import curated_rows
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.words import Words
from factpack_validators.scratch import scratch_folder

_TOLD = 4
"""Contributions shown: the largest; further ones hardly move a claim from one band to another."""

_UNREVIEWED = (
    "No claims like it have been judged yet, so its precision, and with it confidence, "
    "is not known."
)


def confidence_notes(tables: Tables, claim: Row, words: Words) -> Iterator[Note]:
    """What the confidence of a claim rests on, and the features of the claim that decided it."""
    if claim["confidence"] is None:
        yield Note(_UNREVIEWED)
        return
    model = built_in_model()
    value = f"Its confidence is {claim['confidence']:.2f}"
    if model is None or not claim["extractor"].startswith("rules/"):
        yield Note(
            f"{value}: the share of right claims among those of its rule that were reviewed."
        )
        return
    if claim["extractor"] != model.extractor:
        yield Note(f"{value}, by a model of another version ({model.extractor} is installed).")
        return
    text = words.text(claim["article_id"])
    if text is None:
        yield Note(
            f"{value}. What decided that can be told where the text of the article is at hand: "
            "name the folder of the articles with --articles DIR."
        )
        return
    features = _features(tables, claim, text)
    score = None if features is None else model.score(claim["predicate"], features)
    is_moved = bool(tables.release.manifest.get("reviews_csv"))
    if (
        features is None
        or score is None
        or (model.band(score).confidence != claim["confidence"] and not is_moved)
    ):
        yield Note(f"{value}. Read again, the article does not give the claim as it stands here.")
        return
    band = model.band(score).tally
    yield Note(
        f"{value}: of {band.judged:,} judged claims with a score like its own {band.right:,} "
        "were right. Compared with a usual claim, its odds are multiplied as follows."
        if not is_moved
        else f"{value}: its score, moved by the verdicts of this dataset on its rule. Compared "
        "with a usual claim, its odds are multiplied as follows.",
        notes=tuple(_contributions(model, features)),
    )


def _contributions(model: Model, features: list[int]) -> Iterator[Note]:
    """The largest contributions, the largest first; what is as usual decides nothing."""
    found = [
        (weight * (UNIT * value - mean), _in_words(feature.words, value, mean))
        for feature, weight, value, mean in zip(
            FEATURES, model.weights, features, model.means, strict=True
        )
    ]
    ranked = sorted(found, key=lambda part: (-abs(part[0]), part[1]))
    for part, words in ranked[:_TOLD]:
        factor = f"{math.exp(part / UNIT / UNIT):.2f}"
        if factor != "1.00":
            yield Note(f"{'for' if part > 0 else 'against'} it: {words}, × {factor}.")


def _in_words(words: str, value: int, mean: int) -> str:
    """What a feature says of a claim, compared with a usual one."""
    if not value:
        return f"without {words}"
    return words if UNIT * value >= mean else f"{words}, but less than usual"


def _features(tables: Tables, claim: Row, text: str) -> list[int] | None:
    """Features of a claim, from its article read again; None where that gives no such claim."""
    article = tables.get("articles", claim["article_id"])
    segments = tables.rows(
        "from segments where article_id = $1 order by ordinal", claim["article_id"]
    )
    if article is None:
        return None
    try:
        raw = in_own_language(known_article(article, text, segments))
    except (TypeError, ValueError, KeyError):
        return None
    extractor = RulesExtractor(_curated(curated_rows(tables.release.manifest)))
    rows = run_kernel([raw], extractor).by_table()["claim_features"]
    for row in rows:
        if row["claim_id"] == claim["claim_id"]:
            return [int(str(row[feature.name])) for feature in FEATURES]
    return None


def _curated(rows: Sequence[Sequence[str]]) -> KnownNames | None:
    """The names of entities.csv as the manifest has them."""
    if not rows:
        return None
    with scratch_folder("curated") as folder:
        file = folder / "entities.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        entities = read_curated(file).entities
    return KnownNames(KnownName(e.name, e.type, e.aliases) for e in entities) if entities else None
