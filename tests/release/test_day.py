"""Which day a release bears where nobody names one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.release.sample_tables import sample_dataset

from factpack.config import Withdrawn
from factpack.release.day import newest_input
from factpack.release.previous import PreviousRelease

TODAY = date(2026, 12, 1)
JUNE, JULY, AUGUST = (date(2024, month, 2) for month in (6, 7, 8))
REVIEW = """\
claim_id,reviewer,predicate,rule,verdict,cells,mended,words_sha256,reviewed_on,note
c-1,ann,acquired,rule,right,,,00,2024-08-02,
"""


def tables(folder: Path, days: Sequence[date | None]) -> Path:
    column = pa.array(days, pa.date32())
    pq.write_table(pa.table({"published_on": column}), folder / "articles.parquet")
    return folder


@pytest.mark.parametrize(
    ("days", "today", "newest"),
    [
        ([JUNE, None, JULY, JUNE], TODAY, JULY),
        ([None], TODAY, None),
        ([], None, None),
        # No machine of ours has a day that is still to come.
        ([JUNE, date(2099, 1, 1)], TODAY, JUNE),
        ([JUNE, date(2099, 1, 1)], None, date(2099, 1, 1)),
    ],
)
def test_the_newest_article_counts(
    tmp_path: Path, days: Sequence[date | None], today: date | None, newest: date | None
) -> None:
    dataset = sample_dataset(tmp_path)
    assert newest_input(tables(tmp_path, days), dataset, None, today) == newest


def test_verdicts_and_withdrawals_are_inputs(tmp_path: Path) -> None:
    dataset = sample_dataset(tmp_path, withdrawn=(Withdrawn("article", "one.txt", JULY),))
    assert newest_input(tables(tmp_path, [JUNE]), dataset, None, TODAY) == JULY
    (tmp_path / "reviews.csv").write_text(REVIEW, "utf-8")
    assert newest_input(tables(tmp_path, [JUNE]), dataset, None, TODAY) == AUGUST


def test_no_release_is_older_than_the_one_before(tmp_path: Path, release: Path) -> None:
    before = PreviousRelease(release, "1.0.0", "")
    day = newest_input(tables(tmp_path, [JUNE]), sample_dataset(tmp_path), before, TODAY)
    assert day == date(2026, 11, 21)
