from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.release.sample_tables import (
    ARTICLES,
    SampleArticle,
    Tables,
    sample_dataset,
    sample_rows,
    write_tables,
)

from factpack.release.info import RunInfo
from factpack.release.open import Release, open_release
from factpack.release.write import write_release

Make = Callable[..., Release]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a small release of invented articles; `change` may edit the rows before."""

    def make(
        articles: tuple[SampleArticle, ...] = ARTICLES,
        *,
        version: str = "1.0.0",
        change: Callable[[Tables], object] = lambda tables: None,
        extractor: str = "rules 0.1.0",
        **dataset: object,
    ) -> Release:
        rows = sample_rows(articles)
        change(rows)
        work = tmp_path / f"{dataset.get('name', 'release')}-{version}"
        staging = work / "alder-and-birch" / version
        staging.mkdir(parents=True)
        write_release(
            write_tables(work / "tables", rows),
            sample_dataset(tmp_path, **dataset),
            staging,
            version=version,
            released=date(2026, 11, 21),
            run=RunInfo("0.1.0", extractor),
        )
        return open_release(staging)

    return make
