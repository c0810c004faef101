"""A report as SARIF 2.1.0, which code hosts show beside the files of a repository.

Source: OASIS Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from factpack_validators.checks import CHECKS
from factpack_validators.findings import Finding, Severity
from factpack_validators.folder import parquet_file
from factpack_validators.report import Report
from factpack_validators.schemas import table_names

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_report(report: Report) -> dict[str, Any]:
    """The report as a SARIF log of one run; every check that found something is a rule of it."""
    codes = sorted({finding.code for finding in report.findings})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "factpack_validators",
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "properties": {"dataset": report.dataset, "version": report.version},
                "results": [_result(finding, codes) for finding in report.findings],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    check = CHECKS[code]
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": check.title},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"family": check.family},
    }
    if check.advice:
        rule["help"] = {"text": check.advice}
    return rule


def _result(finding: Finding, codes: list[str]) -> dict[str, Any]:
    advice = f" {finding.advice}" if finding.advice else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}.{advice}"},
    }
    location: dict[str, Any] = {}
    file = finding.file or (
        parquet_file(finding.table) if finding.table in table_names() and finding.table else None
    )
    if file:
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
        if finding.row is not None and file.endswith(".csv"):
            # The header is line 1; cells with line breaks make it a lower bound.
            physical["region"] = {"startLine": finding.row + 2}
        elif finding.offset is not None and finding.table is None:
            physical["region"] = {"charOffset": finding.offset, "charLength": 0}
        location["physicalLocation"] = physical
    if finding.table:
        parts = [finding.table, finding.key or finding.row, finding.column]
        location["logicalLocations"] = [
            {"fullyQualifiedName": "/".join(str(p) for p in parts if p is not None)}
        ]
    if location:
        result["locations"] = [location]
    return result
