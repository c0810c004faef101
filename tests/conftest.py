"""Releases that several tests look at, built once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from factpack.pipeline import build
from factpack.release.open import Release, open_release

ROOT = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to test extension modules made from another source than that beside them."""
    if hasattr(config, "workerinput"):
        return
    script = str(ROOT / "build" / "compile_extractor.py")
    if subprocess.run([sys.executable, script, "--check"], check=False).returncode:
        pytest.exit("what is compiled is older than its source: make compile [COMPILE=no]", 2)


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
