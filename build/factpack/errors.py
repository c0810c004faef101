"""The one exception that stops a run: the user can mend its cause, and no traceback helps."""

from __future__ import annotations


class FactpackError(Exception):
    """Broken configuration, a broken release or a place that cannot be written; exit status 2.

    The message says what happened, where, and what to do next.
    """
