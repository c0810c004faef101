"""A report for people: what was looked at, then the findings in groups, five of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from factpack_validators.checks import CHECKS
from factpack_validators.findings import Finding, Severity
from factpack_validators.report import Report
from factpack_validators.shown import printable

SHOWN = 5
"""Findings of a kind that are shown; the rest is counted."""


def text_report(report: Report) -> str:
    """The report as text that ends with a line break.

    >>> from factpack_validators.report import FamilyRun
    >>> print(text_report(Report("alder", "1.0.0", True, (), {}, (FamilyRun("safety", None, {}),))))
    alder 1.0.0: valid, no findings
      safety      checked
    <BLANKLINE>
    """
    lines = [_headline(report)]
    for family in report.families:
        looked = ", ".join(_looked_at(n, what) for what, n in family.checked.items())
        state = f"not run: {family.skipped}" if family.skipped else looked or "checked"
        lines.append(f"  {family.name:<11} {state}")
    for code, findings in groupby(report.findings, key=lambda f: f.code):
        lines += ["", *_group(code, list(findings), report.totals[code])]
    return "\n".join(map(printable, lines)) + "\n"


def _looked_at(n: int, what: str) -> str:
    """A number with its noun.

    >>> _looked_at(1, "conflicts"), _looked_at(1200, "rows"), _looked_at(1, "spans proved")
    ('1 conflict', '1,200 rows', '1 span proved')
    """
    if n != 1:
        return f"{n:,} {what}"
    # "cells compared", but "row digests": the first word in the plural is the noun.
    words = what.split(" ")
    noun = next((i for i, word in enumerate(words) if word.endswith("s")), 0)
    words[noun] = words[noun].removesuffix("s")
    return f"{n:,} {' '.join(words)}"


def _headline(report: Report) -> str:
    name = " ".join(part for part in (report.dataset, report.version) if part) or "release"
    if not report.readable:
        return f"{name}: cannot be read"
    counts = ", ".join(
        _count(n, severity) for severity in Severity if (n := _total(report, severity))
    )
    return f"{name}: {'valid' if report.ok else 'not valid'}, {counts or 'no findings'}"


def _total(report: Report, severity: Severity) -> int:
    codes = {f.code for f in report.findings if f.severity is severity}
    return sum(report.totals[code] for code in codes)


def _count(n: int, severity: Severity) -> str:
    noun = "note" if severity is Severity.INFO else str(severity)
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _group(code: str, findings: list[Finding], total: int) -> Iterator[str]:
    title = CHECKS[code].title
    times = f" ({total:,} times)" if total > 1 else ""
    yield f"{findings[0].severity}  {code}{times}: {title}"
    for finding in findings[:SHOWN]:
        place = _place(finding)
        yield f"  {place}  {finding.message}" if place else f"  {finding.message}"
    if total > SHOWN:
        yield f"  … and {total - SHOWN:,} more"
    for advice in dict.fromkeys(f.advice for f in findings[:SHOWN] if f.advice):
        yield f"  → {advice}"


def _place(finding: Finding) -> str:
    """Where it stands: table, row, column and key, else the file."""
    if finding.table is None:
        parts = [finding.file or ""]
        if finding.offset is not None:
            parts.append(f"at {finding.offset:,}")
        return " ".join(part for part in parts if part)
    parts = [finding.table]
    if finding.row is not None:
        parts.append(f"row {finding.row:,}")
    if finding.column:
        parts.append(finding.column)
    if finding.key:
        parts.append(f"[{finding.key}]")
    return " ".join(parts)
