"""Confidence is fitted to judged claims, on stories apart, and not against what features mean."""

from __future__ import annotations

from benchmarks.confidence.fit import area_under_curve, bands, fit, held_out_scores
from benchmarks.confidence.judged import Judged, folds
from factpack.confidence.features import FEATURES
from factpack.confidence.score import read_model


def claim(number: int, right: bool, subject: str = "", doc: str = "", **features: int) -> Judged:
    values = tuple(features.get(feature.name, 0) for feature in FEATURES)
    doc = doc or f"d{number}"
    key = doc, f"c{number:04}", "gold", "rules/9", "acquired", "buy"
    return Judged(*key, subject or f"s{number}", values, "right" if right else "wrong")


def test_a_feature_of_wrong_claims_lowers_the_score() -> None:
    judged = [claim(n, n % 4 != 0, cut_name=int(n % 4 == 0)) for n in range(200)]
    model = read_model({**fit(judged), "bands": [[0, 1, 2]]})
    sure, unsure = (model.score("acquired", judged[n].features) for n in (1, 0))
    assert sure > 1000 > unsure
    scores = held_out_scores(judged, folds(judged, 5))
    assert area_under_curve(scores, [c.right for c in judged]) == 1.0


def test_a_feature_gets_no_weight_against_its_meaning() -> None:
    judged = [claim(n, n % 4 != 0, cut_name=int(n % 4 != 0)) for n in range(200)]
    assert fit(judged)["weights"]["cut_name"] == 0


def test_articles_about_one_thing_are_in_one_fold() -> None:
    judged = [claim(n, True, doc=f"d{n // 2}", subject=f"s{(n + 1) // 2}") for n in range(8)]
    judged += [claim(n, True) for n in range(100, 130)]
    fold = folds(judged, 5)
    assert len(set(fold[:8])) == 1 and len(set(fold)) == 5


def test_bands_rise_and_hold_every_claim() -> None:
    scores = list(range(400))
    right = [n % 10 < (8 if 100 <= n < 200 else 2 + n // 80) for n in scores]
    found = bands(scores, right)
    shares = [n_right / n for _, n_right, n in found]
    assert shares == sorted(set(shares)) and len(found) > 1
    assert sum(n for _, _, n in found) == 400
    assert sum(n_right for _, n_right, _ in found) == sum(right)
    assert all(n >= 50 for _, _, n in found)
