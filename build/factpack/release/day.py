"""The day of a release where nobody names one: that of its newest input."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from factpack.confidence.reviews import read_reviews
from factpack.config import Dataset
from factpack.release.open import open_release
from factpack.release.previous import PreviousRelease


def newest_input(
    tables: Path, dataset: Dataset, previous: PreviousRelease | None, today: date | None
) -> date | None:
    """The newest day that an article, a verdict or a withdrawal bears; None where none bears one.

    So the same inputs give the same bytes on any day. A day behind `today` is a mistake of whoever
    wrote it, and does not count; no release is older than the one that it follows.

    Args:
        tables: folder with `articles.parquet`.
        dataset: what the publisher says.
        previous: the release before.
        today: the day of the clock, where it is known.
    """
    published = pq.read_table(tables / "articles.parquet", columns=["published_on"]).column(0)
    days = set(pc.unique(published).to_pylist()) - {None}
    days |= {entry.day for entry in dataset.withdrawn}
    days |= set(
        filter(None, map(_day, (r.reviewed_on for r in read_reviews(dataset.reviews_file))))
    )
    newest = max((day for day in days if today is None or day <= today), default=None)
    before = _day(open_release(previous.path).manifest.get("released")) if previous else None
    return max(newest, before) if newest and before else newest


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
