"""A release as CSV files that spreadsheets open rightly on a double click."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from factpack.export.rows import columns_of, rows_of
from factpack.release.open import Release

_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet takes for a formula."""


def write(release: Release, folder: Path, file: str) -> None:
    """Write `<file>/<table>.csv` in UTF-8 with its mark.

    A text that a spreadsheet would take for a formula has an apostrophe before it: it is no longer
    the cell of the release, and nothing runs.
    """
    (folder / file).mkdir()
    for table in release.rows:
        place = folder / file / f"{table}.csv"
        with place.open("w", encoding="utf-8-sig", newline="") as lines:
            sheet = csv.writer(lines, lineterminator="\r\n")
            sheet.writerow(columns_of(release, table))
            sheet.writerows(map(_safe, row) for row in rows_of(release, table))


def _safe(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str) and value.startswith(_STARTS):
        return f"'{value}"
    return value
