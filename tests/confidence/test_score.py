"""The model that ships: of the extractor that ships, and of the direction that features state."""

from __future__ import annotations

from pathlib import Path

from factpack.confidence.features import FEATURES
from factpack.confidence.score import built_in_model
from factpack.config.dataset import MIN_CONFIDENCE
from factpack.extract.rules_extractor import RulesExtractor


def test_the_model_was_fitted_to_the_extractor_of_the_day() -> None:
    # After a new version: python -m benchmarks confidence
    model = built_in_model()
    assert model is not None and model.extractor == RulesExtractor().label


def test_weights_have_the_direction_of_their_feature() -> None:
    model = built_in_model()
    assert model is not None
    for feature, weight in zip(FEATURES, model.weights, strict=True):
        assert weight >= 0 if feature.surer else weight <= 0, feature.name
    assert sum(weight != 0 for weight in model.weights) > len(FEATURES) / 2


def test_confidence_rises_with_the_score_and_some_of_it_is_published() -> None:
    model = built_in_model()
    assert model is not None
    shares = [band.confidence for band in model.bands]
    assert shares == sorted(set(shares))
    assert [band.low for band in model.bands] == sorted({band.low for band in model.bands})
    assert shares[0] < MIN_CONFIDENCE < shares[-1]


def test_a_wheel_holds_the_judged_claims() -> None:
    model = built_in_model()
    assert model is not None and sum(band.tally.judged for band in model.bands) > 1000
    assert Path(__file__).parents[2].joinpath("build/factpack/confidence/judged.csv").is_file()
