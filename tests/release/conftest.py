from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.release.sample_tables import ARTICLES, SampleArticle, sample_dataset, write_sample_tables

from factpack.release.info import ReleaseInfo, RunInfo
from factpack.release.write import write_release

# Read by huggingface_hub when it is first imported: no test may ask the network.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

RUN = RunInfo("0.1.0", "rules 0.1.0")
DAY = date(2026, 11, 21)

Write = Callable[..., tuple[Path, ReleaseInfo]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a release of some articles into a folder of its own."""
    return writer(tmp_path)


def writer(folder: Path) -> Write:
    """What writes releases of some articles below a folder, each into one of its own."""

    def write(
        articles: tuple[SampleArticle, ...] = ARTICLES,
        /,
        *,
        name: str = "release",
        rows_per_group: int = 1000,
        run: RunInfo = RUN,
        **dataset: Any,
    ) -> tuple[Path, ReleaseInfo]:
        work = folder / name
        tables = write_sample_tables(work / "tables", articles, rows_per_group)
        staging = work / "alder-and-birch" / "1.0.0"
        staging.mkdir(parents=True)
        info = write_release(
            tables,
            sample_dataset(folder, **dataset),
            staging,
            version="1.0.0",
            released=DAY,
            run=run,
        )
        return staging, info

    return write


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the sample articles; read only."""
    folder = tmp_path_factory.mktemp("release")
    tables = write_sample_tables(folder / "tables")
    staging = folder / "alder-and-birch" / "1.0.0"
    staging.mkdir(parents=True)
    write_release(tables, sample_dataset(folder), staging, version="1.0.0", released=DAY, run=RUN)
    return staging
