"""A release as a workbook: a sheet a table, and one that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factpack.errors import FactpackError, not_installed
from factpack.export.rows import columns_of, rows_of
from factpack.release.open import Release
from factpack_validators.schemas import table_schema

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header, and characters of a cell: limits of the format."""

MOST_CHARS = 32_767

_WIDE = 60
_FIRST_DAY = date(1900, 3, 1)
"""Before it, Excel counts a day that was none."""


def write(release: Release, folder: Path, file: str) -> None:
    """Write the workbook. Every text is a text cell: none is a formula, and none a link.

    Raises:
        FactpackError: xlsxwriter is not installed, or a table has more rows than a sheet.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise not_installed("xlsxwriter", "'factpack[xlsx]'") from None
    large = [table for table, rows in release.rows.items() if rows > MOST_ROWS]
    if large:
        raise FactpackError(
            f"{large[0]} has {release.rows[large[0]]:,} rows, and a sheet {MOST_ROWS:,}: "
            "choose --to sqlite or csv-excel"
        )
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(folder / file, options) as book:
        # The same release gives the same bytes.
        book.set_properties({"title": _title(release), "created": _released(release)})
        about = book.add_worksheet("about")
        cut = {table: _write_table(book, release, table) for table in release.rows}
        _write_about(about, book, release, cut)


def _write_table(book: Workbook, release: Release, table: str) -> int:
    """Write a sheet; the number of cells whose text was cut to what a cell holds."""
    sheet = book.add_worksheet(table)
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    columns = columns_of(release, table)
    types = {f["name"]: f["type"] for f in table_schema(table)["fields"]}
    for place, column in enumerate(columns):
        width = _WIDE if column in ("statement", "sentence", "text", "exact") else len(column) + 4
        sheet.set_column(place, place, width, day if types[column] == "date" else None)
        sheet.write_string(0, place, column, bold)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(release.rows[table], 1), len(columns) - 1)
    cut = 0
    for number, row in enumerate(rows_of(release, table), 1):
        cut += _write_row(sheet, number, row, day)
    return cut


def _write_row(sheet: Worksheet, number: int, row: Sequence[Any], day: Format) -> int:
    cut = 0
    for place, value in enumerate(row):
        if value is None:
            continue
        if isinstance(value, bool):
            sheet.write_boolean(number, place, value)
        elif isinstance(value, int | float):
            sheet.write_number(number, place, value)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            sheet.write_datetime(number, place, datetime.combine(value, time()), day)
        else:
            text = value.isoformat() if isinstance(value, date) else value
            cut += len(text) > MOST_CHARS
            sheet.write_string(number, place, text[:MOST_CHARS])
    return cut


def _write_about(sheet: Worksheet, book: Workbook, release: Release, cut: dict[str, int]) -> None:
    bold = book.add_format({"bold": True})
    config: Any = release.manifest.get("dataset_yaml")
    told = config if isinstance(config, dict) else {}
    lines = [
        ("title", _title(release)),
        ("description", told.get("description")),
        ("dataset", release.name),
        ("version", release.version),
        ("released", release.manifest.get("released")),
        ("license", told.get("license")),
    ]
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 100)
    number = 0
    for label, said in lines:
        if isinstance(said, str):
            sheet.write_string(number, 0, label, bold)
            sheet.write_string(number, 1, said[:MOST_CHARS])
            number += 1
    for table, cells in cut.items():
        if cells:
            sheet.write_string(number, 0, "cut", bold)
            what = f"{table}: {cells:,} texts are longer than a cell and were cut"
            sheet.write_string(number, 1, what)
            number += 1
    number += 1
    for table in release.rows:
        schema = table_schema(table)
        sheet.write_string(number, 0, table, bold)
        sheet.write_string(number, 2, schema["description"])
        number += 1
        known = columns_of(release, table)
        for field in schema["fields"]:
            if field["name"] in known:
                sheet.write_string(number, 1, field["name"])
                sheet.write_string(number, 2, field["description"])
                number += 1


def _title(release: Release) -> str:
    config: Any = release.manifest.get("dataset_yaml")
    title = config.get("title") if isinstance(config, dict) else None
    return title[:255] if isinstance(title, str) else release.name[:255]


def _released(release: Release) -> datetime:
    try:
        return datetime.fromisoformat(str(release.manifest.get("released"))[:10])
    except ValueError:
        return datetime(2000, 1, 1)
