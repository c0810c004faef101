from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.release.conftest import DAY, RUN
from tests.release.sample_tables import sample_dataset, sample_rows, write_tables

import factpack
from factpack.release.write import write_release

HOSTILE = (
    '=HYPERLINK("http://203.0.113.7/","x")\\ <script>alert(1)</script> \'; drop table facts;--'
)
"""What runs in a spreadsheet, a page or a database that takes text for more than text."""


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> factpack.Release:
    """The sample release, hostile text in every cell that takes words, and a day before 1900."""
    folder = tmp_path_factory.mktemp("export")
    rows = sample_rows()
    for table, columns in {
        "articles": ("title", "publisher", "author"),
        "quotes": ("cue",),
        "claims": ("role",),
        "rejected": ("reason",),
    }.items():
        for row in rows[table]:
            row.update(dict.fromkeys(columns, HOSTILE))
    rows["articles"][0].update(published_on=date(1871, 1, 2), published_precision="day")
    rows["articles"][0]["url"] = "https://example.org/a b\"<>{}|\\^`?q='ü'"
    staging = folder / "alder-and-birch" / "1.0.0"
    staging.mkdir(parents=True)
    tables = write_tables(folder / "tables", rows)
    write_release(tables, sample_dataset(folder), staging, version="1.0.0", released=DAY, run=RUN)
    return factpack.open(staging)


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exported")
