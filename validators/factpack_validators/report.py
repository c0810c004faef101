"""What a validation says: findings, and what was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from factpack_validators.findings import Finding, Severity

REPORT_FORMAT = 1
"""Version of the JSON form, described by `schema/report.schema.json`."""


@dataclass(frozen=True, slots=True)
class FamilyRun:
    """A family of checks and what it looked at.

    Attributes:
        name: one of `factpack_validators.checks.FAMILIES`.
        skipped: why it did not run; None if it did.
        checked: what was looked at, by name, with how many: for instance spans proved.
    """

    name: str
    skipped: str | None
    checked: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation.

    Attributes:
        dataset: name that datapackage.json gives, or None.
        version: version that datapackage.json gives, or None.
        readable: False if the folder is no release at all, so that nothing was checked.
        findings: in the order of `Finding.sort_key`; of many of one kind only the first.
        totals: number of findings by code, those not listed included, in order of code.
        families: in the order in which they run.
    """

    dataset: str | None
    version: str | None
    readable: bool
    findings: tuple[Finding, ...]
    totals: Mapping[str, int]
    families: tuple[FamilyRun, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings are allowed."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a release."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that are published with a release."""
        return self._of(Severity.WARNING)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, as `schema/report.schema.json` describes it."""
        return {
            "format": REPORT_FORMAT,
            "dataset": self.dataset,
            "version": self.version,
            "ok": self.ok,
            "readable": self.readable,
            "totals": dict(self.totals),
            "families": [
                {"name": f.name, "skipped": f.skipped, "checked": dict(f.checked)}
                for f in self.families
            ],
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is severity)
