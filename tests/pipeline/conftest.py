from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.pipeline.harbour import Corpus, harbour, merged_harbour


@pytest.fixture
def unpublished(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "harbour")


@pytest.fixture
def corpus(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Corpus:
    """A corpus whose release 1.0.0 is there."""
    return Corpus(Path(shutil.copytree(harbour(tmp_path_factory), tmp_path / "harbour")))


@pytest.fixture
def merged(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Corpus:
    """A corpus whose release 1.0.0 is there, and 2.0.0, in which two names are one."""
    return Corpus(Path(shutil.copytree(merged_harbour(tmp_path_factory), tmp_path / "harbour")))
