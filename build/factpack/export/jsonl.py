"""A release as JSON lines, a file a table."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from factpack.export.rows import columns_of, rows_of
from factpack.release.open import Release


def write(release: Release, folder: Path, file: str) -> None:
    """Write `<file>/<table>.jsonl`: every column of every row, days as YYYY-MM-DD."""
    (folder / file).mkdir()
    for table in release.rows:
        columns = columns_of(release, table)
        with (folder / file / f"{table}.jsonl").open("w", encoding="utf-8", newline="\n") as lines:
            for row in rows_of(release, table):
                cells = dict(zip(columns, row, strict=True))
                lines.write(json.dumps(cells, ensure_ascii=False, default=_day) + "\n")


def _day(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
