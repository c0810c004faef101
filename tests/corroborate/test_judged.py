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
description: Two articles.
license: CC0-1.0
rights: full
sources: [{{path: articles}}]
publish: {{min_confidence: {least}}}
"""


Claims = Mapping[str, Mapping[str, Any]]


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
    return folder


def run(corpus: Path, least: float = 0.0) -> tuple[dict[str, Mapping[str, Any]], list[Any], Any]:
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


def test_claims_carry_the_measured_precision_of_their_rule(
    corpus: Path, found: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = found["acquired"]["rule"]
    measure(monkeypatch, {("acquired", rule): Tally(18, 20)})
    claims, _, _ = run(corpus)
    assert claims["acquired"]["confidence"] == 0.9


def test_claims_below_the_threshold_are_rejected_with_the_figures(
    corpus: Path, found: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule, other = found["acquired"]["rule"], found["has_role"]["rule"]
    measure(monkeypatch, {("acquired", rule): Tally(15, 30), ("has_role", other): Tally(29, 30)})
    claims, rejected, _ = run(corpus, 0.8)
    assert set(claims) == {"has_role"}
    (row,) = [row for row in rejected if row["check_code"] == "confidence-low"]
    assert (
        "0.50" in row["reason"] and "of 30 judged claims of the rule 15 were right" in row["reason"]
    )
    assert (row["source"], row["rule"]) == ("articles/a.txt", rule)


def test_a_claim_that_a_reviewer_found_wrong_is_rejected(corpus: Path, found: Claims) -> None:
    write_reviews(corpus / "reviews.csv", [review(found["acquired"], "wrong")])
    claims, rejected, _ = run(corpus)
    assert set(claims) == {"has_role"}
    assert [row["check_code"] for row in rejected] == ["review-wrong"]
    assert rejected[0]["reason"] == "ann found it wrong on 2024-01-02."


def test_a_claim_that_a_reviewer_found_right_is_published_whatever_its_rule(
    corpus: Path, found: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure(monkeypatch, {("acquired", found["acquired"]["rule"]): Tally(10, 60)})
    write_reviews(corpus / "reviews.csv", [review(found["acquired"], "right")])
    assert "acquired" in run(corpus, 0.8)[0]


def test_a_stated_value_mends_a_cell(corpus: Path, found: Claims) -> None:
    mended = review(found["acquired"], "cell", cells=("modality",), mended={"modality": "planned"})
    write_reviews(corpus / "reviews.csv", [mended])
    claims, rejected, _ = run(corpus)
    assert claims["acquired"]["modality"] == "planned" and not rejected


def test_a_wrong_cell_without_its_value_rejects_the_claim(corpus: Path, found: Claims) -> None:
    write_reviews(corpus / "reviews.csv", [review(found["acquired"], "cell", cells=("object",))])
    claims, rejected, _ = run(corpus)
    assert "acquired" not in claims
    assert rejected[0]["reason"] == "ann found it wrong (object) on 2024-01-02."


@pytest.mark.parametrize("n_lines", [0, 20])
def test_a_verdict_on_withheld_words_names_the_hash_that_the_release_gives(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, n_lines: int
) -> None:
    monkeypatch.setitem(globals(), "CONFIG", CONFIG.replace("rights: full", "rights: facts"))
    with (corpus / "articles" / "a.txt").open("a") as stream:
        stream.writelines(
            f"\nThe tide came in at {i} and went out again.\n" for i in range(n_lines)
        )
    claims, _, _ = run(corpus)
    given = claims["acquired"]["exact_sha256"]
    assert (given is None) == (n_lines == 0) and claims["acquired"]["exact"] is None
    verdict = review(claims["acquired"], "wrong", words_sha256=given or "")
    write_reviews(corpus / "reviews.csv", [verdict])
    claims, rejected, _ = run(corpus)
    assert "acquired" not in claims and rejected[0]["check_code"] == "review-wrong"


def test_a_verdict_on_other_words_has_no_effect_and_is_told(corpus: Path, found: Claims) -> None:
    gone = review(found["acquired"], "wrong", words_sha256="0" * 64)
    write_reviews(corpus / "reviews.csv", [gone])
    claims, _, result = run(corpus)
    assert "acquired" in claims
    assert [f.code for f in result.findings if f.file == "reviews.csv"] == ["review-outdated"]


def test_reviews_count_towards_the_confidence_of_their_rule(
    corpus: Path, found: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = found["acquired"]["rule"]
    measure(monkeypatch, {("acquired", rule): Tally(19, 20)})
    write_reviews(corpus / "reviews.csv", [review(found["acquired"], "right")])
    assert run(corpus)[0]["acquired"]["confidence"] == round(20 / 21, 3)


def test_extractors_that_nobody_measured_have_no_confidence() -> None:
    judged = judgement_module.Judgement(Measured({("acquired", "buy"): Tally(1, 40)}))
    assert judged.of_claim("jsonl/1", "acquired", "buy", [0] * len(FEATURES)) is None


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
