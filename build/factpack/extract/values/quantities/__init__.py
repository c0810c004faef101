"""Durations, percentages and counts."""

from __future__ import annotations

from factpack.extract.values.quantities.quantities import literals_in

__all__ = ["literals_in"]
