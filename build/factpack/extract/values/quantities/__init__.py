"""Durations, percentages and counts."""

from __future__ import annotations

from factpack.extract.values.quantities.quantities import (
    find_quantities,
    literals_in,
    parse_quantity,
)

__all__ = ["find_quantities", "literals_in", "parse_quantity"]
