"""Gather findings while checks run: a million of a kind must not fill the memory or the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from factpack_validators.checks import CHECKS
from factpack_validators.findings import Finding, Severity
from factpack_validators.shown import printable

KEPT = 20
"""Findings kept of a kind, that is of a code, table, column and file; the rest is counted."""

KEPT_OF_CODE = 200
"""Findings kept of a code in all, however many files, columns and tables they are about."""

_MESSAGE, _NAME = 1_000, 500
"""Characters of a message, and of a key or file, that are kept: a cell may hold megabytes."""

KEPT_ERRORS = 100_000
"""The same of errors, for a build, which leaves out the rows that they name."""


Told: TypeAlias = Sequence[Callable[["Collector"], None]]
"""What a check told a collector, for another one."""


class Collector:
    """Takes findings, keeps the first of each kind and counts all.

    Attributes:
        totals: findings by code, those not kept included.
    """

    def __init__(self, kept_errors: int = KEPT) -> None:
        """Begin with nothing.

        Args:
            kept_errors: errors of a kind that are kept; of all else, `KEPT` are.
        """
        self._kept_errors = kept_errors
        self._severities: Mapping[str, Severity] = {}
        self._kinds: Counter[tuple[str, str, str, str]] = Counter()
        self._codes: Counter[str] = Counter()
        self._findings: dict[Finding, None] = {}
        self._family = ""
        self._checked: dict[str, Counter[str]] = {}
        self._record: list[Callable[[Collector], None]] | None = None
        self.totals: Counter[str] = Counter()

    def begin(self, family: str) -> None:
        """What is looked at from now on, is looked at by this family."""
        self._family = family
        self._checked[family] = Counter()

    def add(
        self,
        code: str,
        message: str,
        *,
        table: str | None = None,
        row: int | None = None,
        key: str | None = None,
        column: str | None = None,
        file: str | None = None,
        offset: int | None = None,
        advice: str | None = None,
    ) -> None:
        """Take a finding; weight and advice are those of the catalogue unless given.

        Raises:
            KeyError: the code is not in the catalogue.
        """
        if self._record is not None:
            named = {"table": table, "row": row, "key": key, "column": column, "file": file}
            self._record.append(
                partial(
                    Collector.add,
                    code=code,
                    message=message,
                    offset=offset,
                    advice=advice,
                    **named,  # type: ignore[arg-type]
                )
            )
        check = CHECKS[code]
        kind = (code, table or "", column or "", file or "")
        kept = self.kept(code)
        if self._kinds[kind] >= kept or self._codes[code] >= max(kept, KEPT_OF_CODE):
            self.totals[code] += 1
            return
        finding = Finding(
            code,
            self._severity(code),
            printable(message[:_MESSAGE]),
            check.advice if advice is None else advice,
            table,
            row,
            key and key[:_NAME],
            column,
            file and file[:_NAME],
            offset,
        )
        if finding in self._findings:
            return  # Two checks read the same file.
        self.totals[code] += 1
        self._kinds[kind] += 1
        self._codes[code] += 1
        self._findings[finding] = None

    def weigh(self, severities: Mapping[str, Severity]) -> None:
        """Give findings that are still to come another severity than that of the catalogue."""
        self._severities = severities

    def kept(self, code: str) -> int:
        """Findings that are kept of a kind with this code."""
        return self._kept_errors if self._severity(code) is Severity.ERROR else KEPT

    def _severity(self, code: str) -> Severity:
        return self._severities.get(code, CHECKS[code].severity)

    def more(self, code: str, n: int) -> None:
        """Count findings of a kind of which the first were added already."""
        if self._record is not None:
            self._record.append(partial(Collector.more, code=code, n=n))
        if n > 0:
            self.totals[code] += n

    def full(
        self,
        code: str,
        *,
        table: str | None = None,
        column: str | None = None,
        file: str | None = None,
    ) -> bool:
        """Whether no more findings of a kind are kept, so that they need no words."""
        return self._kinds[code, table or "", column or "", file or ""] >= self.kept(code)

    def looked_at(self, what: str, n: int = 1) -> None:
        """Count what the family looked at."""
        if self._record is not None:
            self._record.append(partial(Collector.looked_at, what=what, n=n))
        self._checked[self._family][what] += n

    def recorded(self, check: Callable[[], None]) -> Told:
        """Run a check that tells this collector what it finds; gives all that it told."""
        before, self._record = self._record, []
        try:
            check()
        finally:
            told, self._record = self._record, before
        return tuple(told)

    def tell(self, told: Told) -> None:
        """Take what a check told before."""
        for say in told:
            say(self)

    def checked(self, family: str) -> Mapping[str, int]:
        """What a family looked at, by name."""
        return dict(sorted(self._checked.get(family, Counter()).items()))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that were kept, sorted."""
        return tuple(sorted(self._findings, key=Finding.sort_key))
