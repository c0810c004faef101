"""Releases that several tests look at, built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from factpack.pipeline import build
from factpack.release.open import Release, open_release
from factpack_validators.families import referee

ROOT = Path(__file__).parents[1]

# No test is judged by the clock, and every run tries the same: `benchmarks fuzz` explores.
settings.register_profile("unhurried", deadline=None, derandomize=True)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def referee_rests(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare builds inside of tests the second validator, a quarter of what they cost.

    It reads the releases of wider fixtures, those of `tests/validators`, and those of tests that
    are marked with `referee`.
    """
    if "validators" not in request.path.parts and not request.node.get_closest_marker("referee"):
        monkeypatch.setattr(referee, "_validate", lambda *_: None)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The sample corpus, built from the articles as they are now."""
    result = build(
        ROOT / "corpora" / "openai-microsoft-sample" / "dataset.yaml",
        out=tmp_path_factory.mktemp("sample"),
    )
    assert result.published, [f.message for f in result.findings]
    return open_release(result.path)


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The five news articles, where they are at hand."""
    articles = ROOT.parent / "shared" / "articles"
    if not articles.is_dir():
        pytest.skip("the five news articles are not here")
    result = build(
        ROOT / "corpora" / "openai-microsoft-news" / "dataset.yaml",
        out=tmp_path_factory.mktemp("news"),
        articles=articles,
    )
    assert result.published, [f.message for f in result.findings]
    return open_release(result.path)
