"""Confidence, reviews and what they hold back, in a build as a publisher runs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factpack.confidence import judgement as judgement_module
from factpack.confidence.features import FEATURES
from factpack.confidence.measured import Measured, Tally
from factpack.confidence.reviews import Review, write_reviews
from factpack.confidence.score import read_model
from factpack.pipeline import build
from factpack.release.open import open_release

CONFIG = """\
name: judged
title: Judged
description: Four articles.
license: CC0-1.0
rights: full
sources: [{{path: articles}}]
publish: {{min_confidence: {least}}}
"""


Claims = Mapping[str, Mapping[str, Any]]
Judged = tuple[dict[str, Mapping[str, Any]], list[Any], Any]
"""Claims by predicate, rejected claims, and the result of the build."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Claims:
    """The claims before anything is judged, by predicate."""
    return run(write_corpus(tmp_path_factory.mktemp("found")))[0]


def write_corpus(folder: Path) -> Path:
    articles = folder / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("Quern Ltd acquired Brill Inc in 2019.\n")
    (articles / "b.txt").write_text("Ada Marsh is chief executive of Brill Inc.\n")
    (articles / "c.txt").write_text("Brill Inc was founded in 1999.\n")
    (articles / "d.txt").write_text("Brill Inc is based in Lund.\n")
    return folder


def run(corpus: Path, least: float = 0.0) -> Judged:
    (corpus / "dataset.yaml").write_text(CONFIG.format(least=least))
    out = corpus / f"out-{least}-{len(list(corpus.glob('out-*')))}"
    result = build(corpus / "dataset.yaml", out=out, released=date(2024, 1, 1))
    assert result.published, [f.message for f in result.findings]
    release = open_release(result.path)
    claims = {row["predicate"]: row for row in release.table("claims").to_pylist()}
    rejected = [row for row in release.table("rejected").to_pylist() if row["kind"] == "claim"]
    return claims, rejected, result


def measure(monkeypatch: pytest.MonkeyPatch, rules: Mapping[tuple[str, str], Tally]) -> None:
    monkeypatch.setattr("factpack.pipeline.built_in", lambda: Measured(rules))
    for user in ("factpack.pipeline", "factpack.release.manifest"):
        monkeypatch.setattr(f"{user}.built_in_model", lambda: None)


def review(claim: Mapping[str, Any], verdict: Any, **more: Any) -> Review:
    return Review(
        claim["claim_id"],
        more.pop("reviewer", "ann"),
        claim["predicate"],
        claim["rule"],
        verdict,
        more.pop("cells", ()),
        more.pop("words_sha256", claim["exact_sha256"]),
        "2024-01-02",
        **more,
    )


def test_claims_carry_the_measured_precision_of_their_rule_and_its_reviews(
    corpus: Path, found: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule, other = found["acquired"]["rule"], found["has_role"]["rule"]
    assert rule != other
    measure(monkeypatch, {("acquired", rule): Tally(18, 20), ("has_role", other): Tally(19, 20)})
    write_reviews(corpus / "reviews.csv", [review(found["has_role"], "right")])
    claims, _, _ = run(corpus)
    assert claims["acquired"]["confidence"] == 0.9
    assert claims["has_role"]["confidence"] == round(20 / 21, 3)


def test_claims_below_the_threshold_are_rejected_with_the_figures(
    corpus: Path, found: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for one that a reviewer found right, whatever its rule."""
    tallies = {
        "acquired": Tally(15, 30),
        "has_role": Tally(29, 30),
        "founded_on": Tally(10, 60),
        "located_in": Tally(10, 60),
    }
    rules = {predicate: found[predicate]["rule"] for predicate in tallies}
    measure(monkeypatch, {(p, rules[p]): tally for p, tally in tallies.items()})
    write_reviews(corpus / "reviews.csv", [review(found["founded_on"], "right")])
    claims, rejected, _ = run(corpus, 0.8)
    assert set(claims) == {"has_role", "founded_on"}
    low = {r["source"]: r for r in rejected if r["check_code"] == "confidence-low"}
    assert set(low) == {"articles/a.txt", "articles/d.txt"}
    row = low["articles/a.txt"]
    assert (
        "0.50" in row["reason"] and "of 30 judged claims of the rule 15 were right" in row["reason"]
    )
    assert row["rule"] == rules["acquired"]


@pytest.fixture(scope="module")
def judged(found: Claims, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """What comes of four claims: one is wrong, one mended, one wrong in a cell, one was another."""
    corpus = write_corpus(tmp_path_factory.mktemp("judged"))
    verdicts = [
        review(found["acquired"], "wrong"),
        review(found["has_role"], "cell", cells=("modality",), mended={"modality": "planned"}),
        review(found["located_in"], "cell", cells=("object",)),
        review(found["founded_on"], "wrong", words_sha256="0" * 64),
    ]
    write_reviews(corpus / "reviews.csv", verdicts)
    return run(corpus)


def test_a_claim_that_a_reviewer_found_wrong_is_rejected(judged: Judged) -> None:
    claims, rejected, _ = judged
    assert "acquired" not in claims
    assert sorted((r["source"], r["check_code"], r["reason"]) for r in rejected) == [
        ("articles/a.txt", "review-wrong", "ann found it wrong on 2024-01-02."),
        # Its value was not stated.
        ("articles/d.txt", "review-wrong", "ann found it wrong (object) on 2024-01-02."),
    ]


def test_a_stated_value_mends_a_cell(judged: Judged) -> None:
    assert judged[0]["has_role"]["modality"] == "planned"


def test_a_wrong_cell_without_its_value_rejects_the_claim(judged: Judged) -> None:
    assert "located_in" not in judged[0]


def test_a_verdict_on_other_words_has_no_effect_and_is_told(judged: Judged) -> None:
    claims, _, result = judged
    assert "founded_on" in claims
    assert [f.code for f in result.findings if f.file == "reviews.csv"] == ["review-outdated"]


def test_a_verdict_on_withheld_words_names_the_hash_that_the_release_gives(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None where the article is so short that its words could be guessed."""
    monkeypatch.setitem(globals(), "CONFIG", CONFIG.replace("rights: full", "rights: facts"))
    with (corpus / "articles" / "b.txt").open("a") as stream:
        stream.writelines(f"\nThe tide came in at {i} and went out again.\n" for i in range(20))
    claims, _, _ = run(corpus)
    given = {p: claims[p]["exact_sha256"] for p in ("acquired", "has_role")}
    assert given["acquired"] is None and given["has_role"] is not None
    verdicts = []
    for predicate, words in given.items():
        assert claims[predicate]["exact"] is None
        verdicts.append(review(claims[predicate], "wrong", words_sha256=words or ""))
    write_reviews(corpus / "reviews.csv", verdicts)
    claims, rejected, _ = run(corpus)
    assert set(claims) == {"founded_on", "located_in"}
    assert [row["check_code"] for row in rejected] == ["review-wrong"] * 2


def test_extractors_that_nobody_measured_have_no_confidence() -> None:
    judged = judgement_module.Judgement(Measured({("acquired", "buy"): Tally(1, 40)}))
    assert judged.of_claim("jsonl/1", "acquired", "buy", [0] * len(FEATURES)) is None


def test_a_rule_that_nobody_judged_is_measured_with_its_kin() -> None:
    judged = judgement_module.Judgement(Measured({("acquired", "buy"): Tally(36, 40)}))
    given = judged.of_claim("rules/9", "acquired", "another", [0] * len(FEATURES))
    assert given is not None and "measured with those of acquired" in given[1]


def test_a_score_places_a_claim_in_the_band_of_claims_like_it() -> None:
    judged = judgement_module.Judgement(
        Measured({("acquired", "buy"): Tally(20, 40)}), min_confidence=0.8, model=MODEL
    )
    plain, cut = features(), features(cut_name=1, said_again=1)
    assert MODEL.score("acquired", plain) == 500 and MODEL.score("acquired", cut) == -300
    for given, confidence in ((plain, 0.96), (cut, 0.1)):
        found = judged.of_claim("rules/9", "acquired", "buy", given)
        assert found is not None and found[0] == confidence
    found = judged.of_claim("rules/9", "acquired", "buy", cut)
    assert found and found[1] == (
        "Its confidence is 0.10: of 50 judged claims with a score like this one's 5 were right "
        "(of its rule, 20 of 40); against it: a name beside a further capitalised word; "
        "for it: the same said again in the article; 0.8 is published."
    )


@pytest.mark.parametrize(
    ("verdict", "cut", "before", "after"), [("right", 1, 0.1, 0.96), ("wrong", 0, 0.96, 0.1)]
)
def test_reviews_move_the_score_of_the_claims_of_their_rule(
    found: Claims, verdict: str, cut: int, before: float, after: float
) -> None:
    claim = found["acquired"]
    measured = Measured({("acquired", claim["rule"]): Tally(20, 40)})
    reviews = [review(claim, verdict, reviewer=f"judge {n}") for n in range(60)]
    for known, confidence in (([], before), (reviews, after)):
        judged = judgement_module.Judgement(measured, known, model=MODEL)
        given = judged.of_claim("rules/9", "acquired", claim["rule"], features(cut_name=cut))
        assert given is not None and given[0] == confidence


def features(**known: int) -> list[int]:
    assert known.keys() <= {feature.name for feature in FEATURES}
    return [known.get(feature.name, 0) for feature in FEATURES]


MODEL = read_model(
    {
        "extractor": "rules/9",
        "intercept": 0,
        "predicates": {"acquired": 500},
        "weights": dict.fromkeys((f.name for f in FEATURES), 0)
        | {"cut_name": -900, "said_again": 100},
        "means": dict.fromkeys((f.name for f in FEATURES), 0),
        "bands": [[-900, 5, 50], [400, 48, 50]],
    }
)
