"""Values that an article states: money, dates and periods, durations, percentages and counts."""

from __future__ import annotations

from factpack.extract.values.literals import find_literals

__all__ = ["find_literals"]
