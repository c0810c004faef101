"""Values that an article states: money, dates and periods, durations, percentages and counts."""

from __future__ import annotations

from factpack.extract.values.dates import date_readings, find_dates
from factpack.extract.values.literals import find_literals
from factpack.extract.values.money import find_money, parse_money
from factpack.extract.values.periods import timex
from factpack.extract.values.quantities import find_quantities, parse_quantity

__all__ = [
    "date_readings",
    "find_dates",
    "find_literals",
    "find_money",
    "find_quantities",
    "parse_money",
    "parse_quantity",
    "timex",
]
