from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from factpack.config import ArticleOverride, Dataset, Source
from factpack.model import Rights

MakeDataset = Callable[..., Dataset]


def dataset_in(
    folder: Path,
    *sources: Source,
    rights: Rights = "full",
    articles: Mapping[str, ArticleOverride] | None = None,
) -> Dataset:
    return Dataset(
        file=folder / "dataset.yaml",
        articles_dir=folder,
        name="orrin-bay",
        title="Orrin Bay",
        description="News of an invented harbour.",
        license="CC0-1.0",
        rights=rights,
        sources=sources or (Source("**"),),
        articles=articles or {},
    )


@pytest.fixture
def make_dataset(tmp_path: Path) -> MakeDataset:
    """A dataset of the files given by name, with their bytes or text, in a fresh folder."""

    def make(
        files: Mapping[str, bytes | str],
        *sources: Source,
        rights: Rights = "full",
        articles: Mapping[str, ArticleOverride] | None = None,
    ) -> Dataset:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return dataset_in(tmp_path, *sources, rights=rights, articles=articles)

    return make
