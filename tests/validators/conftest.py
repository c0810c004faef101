from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.validators.good_release import ARTICLES, ArticleSpec, with_rights, write_good_release

Copy = Callable[..., Path]


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good release; read only. The articles lie in `articles` two folders above it."""
    return write_good_release(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="session")
def withheld(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same articles, whose rights give out no words; read only."""
    return write_good_release(tmp_path_factory.mktemp("withheld"), with_rights("facts"))


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """002 gives excerpts, the record gives facts alone, the others give everything; read only."""
    articles = with_rights("excerpt", "002.txt")
    articles = tuple(
        with_rights("facts", "records.jsonl#2")[i] if a.source == "records.jsonl#2" else a
        for i, a in enumerate(articles)
    )
    return write_good_release(tmp_path_factory.mktemp("mixed"), articles)


@pytest.fixture
def copy_of(tmp_path: Path) -> Copy:
    """A copy of a release that may be changed."""

    def copy(release: Path) -> Path:
        target = tmp_path / "release" / release.name
        shutil.rmtree(target, ignore_errors=True)
        return Path(shutil.copytree(release, target))

    return copy


def articles_of(release: Path) -> Path:
    """The folder of the articles that a release of these fixtures was built from."""
    return release.parents[1] / "articles"


def text_of(source: str, articles: tuple[ArticleSpec, ...] = ARTICLES) -> str:
    """Normalised text of an article."""
    article = next(a for a in articles if a.source == source)
    return "\n\n".join(words for _, words, kept in article.blocks if kept)
