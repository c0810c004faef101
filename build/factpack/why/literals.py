"""The story of a value: which words give it, how they were read, what uses it."""

from __future__ import annotations

from factpack.release.query import Row
from factpack.release.statements import amount, day, period
from factpack.why.places import claims_using, own_place
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections
from factpack.why.words import Words


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `literals`."""
    value = amount(row) or period(row) or "no value that is published"
    exact = words.exact(row)
    said = f"“{exact}”" if exact is not None else "Withheld words"
    return Told(
        f"{said} read as {value}",
        f"A {row['kind']} that an article states.",
        sections(
            ("Where it stands", [own_place(tables, row, words)]),
            ("How it was read", [Note(_reading(row))]),
            ("Claims that use it", claims_using(tables, row)),
        ),
    )


def _reading(row: Row) -> str:
    if row["kind"] != "date":
        value = amount(row)
        return f"The words give {value}." if value else "The words give no number."
    first, last = row["date_from"], row["date_to"]
    if first is None or last is None:
        return f"The words give {period(row) or 'no date'}."
    days = day(first) if first == last else f"{day(first)} to {day(last)}"
    return f"The words give {days}, as fine as a {row['date_precision']}."
