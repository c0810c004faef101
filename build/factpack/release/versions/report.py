"""A difference of two releases for people: on a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from factpack.release.markdown import Markdown, code, escape, table
from factpack.release.versions.causes import CAUSES
from factpack.release.versions.diff import Diff
from factpack.release.versions.rows import RowChange, TableChanges
from factpack.release.versions.schemas import SchemaChange
from factpack_validators.shown import printable

_SHOWN = 60
"""Characters of a cell that a report shows."""

RUN_SAID = {
    "factpack": "The version of factpack changed.",
    "extractor": "The extractor changed.",
    "schema_sha256": "The contract or the vocabulary changed.",
    "vocabulary_yaml": "The dataset's own vocabulary changed.",
    "rules_yaml": "The dataset's own rules changed: articles may be read in another way.",
    "entities_csv": "entities.csv changed: names may be linked in another way.",
    "publishers_csv": "publishers.csv changed: outlets and owners may be counted in another way.",
    "reviews_csv": "reviews.csv changed: claims were judged.",
}


def text_lines(diff: Diff) -> Iterator[str]:
    """The difference as lines for a terminal; nothing in them is obeyed by one."""
    dataset, old, new = map(printable, (diff.dataset, diff.old, diff.new))
    if diff.empty:
        yield f"{dataset} {old} and {new}: the contract, rows and description agree."
    else:
        yield f"{dataset} {old} → {new}"
    for title, changes in (("Schema", diff.schema), ("Description", diff.metadata)):
        if changes:
            yield f"\n{title}"
            yield from (printable(f"  {_change(change)}") for change in changes)
    changed = [t for t in diff.tables if t.total]
    if changed:
        yield "\nRows"
    for rows in changed:
        yield f"  {printable(rows.table)}: {_counts(rows)}"
        if rows.columns:
            columns = (f"{column} {n:,}" for column, n in rows.columns.items())
            yield printable(f"    cells: {', '.join(columns)}")
        yield from (printable(f"    {_row(row)}") for row in rows.rows)
        if (rest := rows.total - len(rows.rows)) > 0:
            yield f"    and {rest:,} more"
    yield from (printable(f"  {t}: no key in common, not compared") for t in diff.unmatched)
    if diff.groups:
        yield "\nWhy: " + ", ".join(f"{group} {n:,}" for group, n in diff.groups.items())
    for key in diff.run:
        yield RUN_SAID[key]


def markdown(diff: Diff) -> str:
    """The difference as a Markdown page; what articles and publishers wrote is inert in it."""
    parts: list[str] = [f"# {escape(diff.dataset)} {escape(diff.old)} → {escape(diff.new)}"]
    if diff.empty:
        parts.append("The contract, rows and description agree.")
    for title, changes in (("Schema", diff.schema), ("Description", diff.metadata)):
        if changes:
            parts.append(f"## {title}")
            parts.append("\n".join(f"- {escape(_change(change))}" for change in changes))
    changed = [t for t in diff.tables if t.total]
    if changed:
        parts.append("## Rows")
        header = ["table", "before", "now", "added", "removed", "changed"]
        parts.append(table(header, [_numbers(t) for t in changed]))
    if diff.groups:
        parts.append(table(["why", "rows"], [(g, f"{n:,}") for g, n in diff.groups.items()]))
    for rows in changed:
        parts.append(f"### {escape(rows.table)}")
        lines = [Markdown(f"- {code(row.key)} {escape(_row(row, False))}") for row in rows.rows]
        rest = rows.total - len(rows.rows)
        parts.append("\n".join([*lines, *([f"- and {rest:,} more"] if rest > 0 else [])]))
    parts += [f"{escape(t)}: no key in common, not compared." for t in diff.unmatched]
    return "\n\n".join([*parts, *(RUN_SAID[key] for key in diff.run)]) + "\n"


def _numbers(rows: TableChanges) -> list[str]:
    sizes = ["none" if n is None else f"{n:,}" for n in (rows.old_rows, rows.new_rows)]
    return [
        rows.table,
        *sizes,
        *(f"{rows.counts.get(c, 0):,}" for c in ("insert", "delete", "update")),
    ]


def _counts(rows: TableChanges) -> str:
    old, new = ("none" if n is None else f"{n:,}" for n in (rows.old_rows, rows.new_rows))
    said = {"insert": "added", "delete": "removed", "update": "changed"}
    parts = [f"{rows.counts[c]:,} {word}" for c, word in said.items() if c in rows.counts]
    return f"{', '.join(parts)} ({old} → {new})"


def _row(row: RowChange, with_key: bool = True) -> str:
    said = {"insert": "added", "delete": "removed", "update": "changed"}[row.change]
    cells = ", ".join(f"{c}: {_cell(old)} → {_cell(new)}" for c, (old, new) in row.cells.items())
    why = f" ({CAUSES[row.cause][1].rstrip('.')})" if row.cause else ""
    return f"{row.key + ' ' if with_key else ''}{said}{': ' + cells if cells else ''}{why}"


def _cell(value: Any) -> str:
    if value is None:
        return "empty"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _change(change: SchemaChange) -> str:
    where = ".".join(part for part in (change.table, change.column) if part)
    if change.old is None and change.new is None:
        return f"{change.kind}: {where}"
    return f"{change.kind}: {where} ({_cell(change.old)} → {_cell(change.new)})"
