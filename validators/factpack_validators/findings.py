"""What a check has to say about data: a finding, never an exception."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs: an error stops a release, a warning is published with it."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, or worth knowing, with where it stands and what to do next.

    Attributes:
        code: stable, kebab-case, documented; people count, filter and translate by it.
        severity: error, warning or info.
        message: what happened, with the offending value where it is short; one line.
        advice: what to do next; one line.
        table: table of the release, or None.
        row: row of the table, counted from 0 in the order of the table, or None.
        key: primary key of the row as text (parts joined by `|`), or None.
        column: column of the table, or None.
        file: file the finding is about, relative to the release or the articles folder, or None.
        offset: position in the file or text: bytes for files, code points for text, or None.
    """

    code: str
    severity: Severity
    message: str
    advice: str = ""
    table: str | None = None
    row: int | None = None
    key: str | None = None
    column: str | None = None
    file: str | None = None
    offset: int | None = None

    def sort_key(self) -> tuple[Any, ...]:
        """Order that does not depend on how or when the finding was made."""
        return (
            ["error", "warning", "info"].index(self.severity),
            self.code,
            self.table or "",
            self.file or "",
            -1 if self.row is None else self.row,
            self.key or "",
            self.column or "",
            -1 if self.offset is None else self.offset,
            self.message,
        )

    def to_dict(self) -> dict[str, Any]:
        """Only what is known, in a stable order, for JSON."""
        return {k: v for k, v in asdict(self).items() if v not in (None, "")}
