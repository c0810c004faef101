from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
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
from factpack.why.tables import Tables as Opened
from factpack.why.tables import open_tables

Make = Callable[..., Release]


def unchanged(tables: Tables) -> None:
    """Leave the rows as they are."""


@pytest.fixture(scope="session")
def written() -> dict[str, Release]:
    """What `make` wrote of unchanged rows, by what it was asked for."""
    return {}


@pytest.fixture
def make(tmp_path_factory: pytest.TempPathFactory, written: dict[str, Release]) -> Make:
    """Write a small release of invented articles; `change` may edit the rows before.

    It is for reading: where no rows are changed, it is written once for all tests.
    """

    def make(
        articles: tuple[SampleArticle, ...] = ARTICLES,
        *,
        version: str = "1.0.0",
        change: Callable[[Tables], object] = unchanged,
        extractor: str = "rules 0.1.0",
        **dataset: object,
    ) -> Release:
        asked = repr((articles, version, extractor, sorted(dataset.items())))
        if change is unchanged and asked in written:
            return written[asked]
        rows = sample_rows(articles)
        change(rows)
        work = tmp_path_factory.mktemp("why")
        staging = work / "alder-and-birch" / version
        staging.mkdir(parents=True)
        write_release(
            write_tables(work / "tables", rows),
            sample_dataset(work, **dataset),
            staging,
            version=version,
            released=date(2026, 11, 21),
            run=RunInfo("0.1.0", extractor),
        )
        release = open_release(staging)
        if change is unchanged:
            written[asked] = release
        return release

    return make


@pytest.fixture(scope="module")
def open_once() -> Iterator[None]:
    """Open each release once for all stories of a module, where each story would open it anew.

    What it is told from is the same either way; those that compare two releases open both.
    """
    with ExitStack() as stack:
        opened: dict[Path, Opened] = {}

        def kept_open(
            release: Release, *, words: bool = True, beside: Release | None = None
        ) -> AbstractContextManager[Opened]:
            if beside is not None or not words:
                return open_tables(release, words=words, beside=beside)
            if release.path not in opened:
                opened[release.path] = stack.enter_context(open_tables(release))
            return nullcontext(opened[release.path])

        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("factpack.why.explain.open_tables", kept_open)
        yield
