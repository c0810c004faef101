"""The one exception that stops a run: the user can mend its cause, and no traceback helps."""

from __future__ import annotations

from pathlib import Path


class FactpackError(Exception):
    """Broken configuration, a broken release or a place that cannot be written; exit status 2.

    The message says what happened, where, and what to do next.

    Attributes:
        code: what kind of error it is, for programs; see docs/how-to/scripts.md.
        file: file or folder that it is about, where the message names one.
        advice: what to do next, where that stands apart from the message.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "failed",
        file: Path | str | None = None,
        advice: str | None = None,
    ) -> None:
        """An error with its message; `str` gives the advice behind it."""
        super().__init__(message)
        self.message = message
        self.code = code
        self.file = None if file is None else str(file)
        self.advice = advice

    def __str__(self) -> str:
        """What happened, and what to do next."""
        return f"{self.message} {self.advice}" if self.advice else self.message


def not_installed(library: str, package: str) -> FactpackError:
    """A library that a feature needs is not there; `package` is what pip takes."""
    return FactpackError(
        f"{library} is not installed: pip install {package}", code="package-missing"
    )
