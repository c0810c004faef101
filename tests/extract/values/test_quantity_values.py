"""Durations, percentages and counts."""

from __future__ import annotations

import pytest

from benchmarks.extraction.values import find_quantities
from factpack.model import LiteralKind
from factpack_validators.amount_words import StatedAmount, states_amount

Bounds = float | tuple[float | None, float | None]
CASES: list[tuple[str, LiteralKind, str, Bounds, str]] = [
    ("a 49% stake", "percent", "49%", 49, "percent"),
    ("5 per cent", "percent", "5 per cent", 5, "percent"),
    ("ten percent", "percent", "ten percent", 10, "percent"),
    ("a 5-percent cut", "percent", "5-percent", 5, "percent"),
    ("20 to 25 percent", "percent", "20 to 25 percent", (20, 25), "percent"),
    ("3-5% of it", "percent", "3-5%", (3, 5), "percent"),
    ("growth of -5% then", "percent", "-5%", -5, "percent"),
    ("half a percent", "percent", "half a percent", 0.5, "percent"),
    ("more than 90 %", "percent", "more than 90 %", (90, None), "percent"),
    ("two percentage points", "percent", "two percentage points", 2, "percentage point"),
    ("25 basis points", "percent", "25 basis points", 25, "basis point"),
    ("for five years", "duration", "five years", 5, "year"),
    ("a 90-day review", "duration", "90-day", 90, "day"),
    ("two and a half years", "duration", "two and a half years", 2.5, "year"),
    ("for a decade", "duration", "a decade", 1, "decade"),
    ("half a year of work", "duration", "half a year", 0.5, "year"),
    ("a year and a half of it", "duration", "a year and a half", 1.5, "year"),
    ("three to six months", "duration", "three to six months", (3, 6), "month"),
    ("in less than 48 hours", "duration", "less than 48 hours", (None, 48), "hour"),
    ("for hundreds of years", "duration", "hundreds of years", (100, None), "year"),
    ("2,000 full-time employees", "count", "2,000 full-time employees", 2000, "employees"),
    ("12 500 workers", "count", "12 500 workers", 12_500, "workers"),
    ("on 12 July 500 workers left", "count", "500 workers", 500, "workers"),
    ("on July 12 500 workers left", "count", "500 workers", 500, "workers"),
    ("a staff of about 50 will test it", "count", "staff of about 50", 50, "people"),
    (
        "a workforce of more than 1,200.",
        "count",
        "workforce of more than 1,200",
        (1200, None),
        "people",
    ),
    ("its 10,000+ customers", "count", "10,000+ customers", (10_000, None), "customers"),
    ("in 2015 300 workers left", "count", "300 workers", 300, "workers"),
    ("5 million paying users", "count", "5 million paying users", 5e6, "users"),
    ("thirty-one Members", "count", "thirty-one Members", 31, "members"),
    ("thousands of users", "count", "thousands of users", (1000, None), "users"),
    ("between 300 and 400 jobs", "count", "between 300 and 400 jobs", (300, 400), "jobs"),
    ("up to 300 jobs", "count", "up to 300 jobs", (None, 300), "jobs"),
    ("a 60GB disk", "count", "60GB", 60, "gb"),
    ("nine staff members", "count", "nine staff members", 9, "members"),
    ("20 to 30 million users", "count", "20 to 30 million users", (2e7, 3e7), "users"),
    (
        "between 3 and 4 million people",
        "count",
        "between 3 and 4 million people",
        (3e6, 4e6),
        "people",
    ),
    ("200-300 thousand homes", "count", "200-300 thousand homes", (2e5, 3e5), "homes"),
    ("500 to 1,000 jobs", "count", "500 to 1,000 jobs", (500, 1000), "jobs"),
    ("fifty-five thousand people", "count", "fifty-five thousand people", 55_000, "people"),
    ("two millions users", "count", "two millions users", 2e6, "users"),
    ("a five- to seven-year term", "duration", "five- to seven-year", (5, 7), "year"),
    ("two years and a half", "duration", "two years and a half", 2.5, "year"),
    ("a week and a half", "duration", "a week and a half", 1.5, "week"),
    ("3½ hours", "duration", "3½ hours", 3.5, "hour"),
    ("3 1/2 years", "duration", "3 1/2 years", 3.5, "year"),
    ("minus 4 percent", "percent", "minus 4 percent", -4, "percent"),
    ("12 millions of people", "count", "12 millions of people", 12e6, "people"),
    # What fell by a negative number fell by its size.
    ("sales fell -4.1%", "percent", "4.1%", 4.1, "percent"),
    ("sales were down −4.1 percent", "percent", "4.1 percent", 4.1, "percent"),
    ("a drop of about minus 4%", "percent", "4%", 4, "percent"),
    ("sales fell to -4.1%", "percent", "-4.1%", -4.1, "percent"),
    ("sales rose -4.1%", "percent", "-4.1%", -4.1, "percent"),
    ("from -5% to 3%", "percent", "-5% to 3%", (-5, 3), "percent"),
    ("plus or minus 4 percentage points", "percent", "4 percentage points", 4, "percentage point"),
    ("+/-4% of it", "percent", "4%", 4, "percent"),
    ("±4% of it", "percent", "4%", 4, "percent"),
    ("plus or minus two days", "duration", "two days", 2, "day"),
    (
        "a fifth of a percentage point",
        "percent",
        "a fifth of a percentage point",
        0.2,
        "percentage point",
    ),
    ("three-tenths of a percent", "percent", "three-tenths of a percent", 0.3, "percent"),
    ("half of one percent", "percent", "half of one percent", 0.5, "percent"),
    ("up 40bps", "percent", "40bps", 40, "basis point"),
    ("7,000 AMD processors", "count", "7,000 AMD processors", 7000, "processors"),
    ("two companies", "count", "two companies", 2, "companies"),
]


@pytest.mark.parametrize(
    ("text", "kind", "words", "amount", "unit"), CASES, ids=[c[0] for c in CASES]
)
def test_first_quantity(
    text: str, kind: LiteralKind, words: str, amount: Bounds, unit: str
) -> None:
    found = find_quantities(text)[0]
    assert (found.kind, text[found.start : found.end]) == (kind, words)
    bounds = (None, None) if isinstance(amount, float | int) else amount
    assert found.value.amount == (amount if bounds == (None, None) else None)
    assert (found.value.amount_min, found.value.amount_max) == bounds
    assert found.value.unit == unit
    alone = words if kind != "duration" else f"for {words}"  # "a year" may be "$5 a year"
    assert find_quantities(alone)[0].value == found.value


@pytest.mark.parametrize(
    "text",
    [
        "$5 a year",
        "a small percentage",
        "the 3G phone",
        "COVID-19 cases",
        "the Pad 4 owners",
        "4K screens",
        "day one sales",
        "at the 2009 Oscars",
        "made by Size Five Games",
        "two thirds of it",
        "elected in 2015 is Ann Orrs",
        "at https://example.com/?q=a%20b%2025c",
        "a quarter of it",
        "one in four people",
        "more than one in five workers",
        "6 in 10 voters",
        "six out of every seven patients",
        "three quarters of the staff",
        "two-thirds of workers",
        "at 1930 hours",
        "3/4 teams",
        "at 40 miles per hour",
        "a best-of-seven series scores",
        "12,5,3 cases",
        "the one hundred",
    ],
)
def test_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


def test_a_change_is_two_percentages() -> None:
    found = find_quantities("It rose from 5% to 7% then.")
    assert [q.value.amount for q in found] == [5, 7]


def test_no_value_is_denied_by_the_second_reader() -> None:
    """A build withdraws a value of which the validators read another."""
    for text, *_ in CASES:
        for found in find_quantities(text):
            value, words = found.value, text[found.start : found.end]
            amounts = (value.amount, value.amount_min, value.amount_max)
            stated = StatedAmount(*amounts, value.currency, value.unit)
            assert states_amount(words, stated, money=False) is not False, (words, stated)
