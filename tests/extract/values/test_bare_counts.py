"""Counts whose noun stands before the number, or whose verb tells what is counted."""

from __future__ import annotations

import pytest

from benchmarks.extraction.values import find_quantities
from factpack_validators.amount_words import StatedAmount, states_amount

READ = [
    ("its headcount rose to 340", [("340", "headcount")]),
    ("its workforce grew from 1,900 to 3,500.", [("1,900", "workforce"), ("3,500", "workforce")]),
    ("it employs nearly 12,000.", [("12,000", "people")]),
    ("it employed 300 in 2020", [("300", "people")]),
    ("users topped 3 million in May", [("3 million", "users")]),
    ("Membership: 4,350", [("4,350", "membership")]),
    ("sales fell to 6,100", [("6,100", "sales")]),
    ("the members of Acme Inc. rose to 70", [("70", "members")]),
    ("340 employees, up from 300", [("340 employees", "employees"), ("300", "employees")]),
]


@pytest.mark.parametrize(("text", "wanted"), READ)
def test_a_number_counts_what_the_word_before_says(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    found = find_quantities(text)
    assert [(text[one.start : one.end], one.value.unit) for one in found] == wanted
    for one in found:
        stated = StatedAmount(one.value.amount, None, None, None, one.value.unit)
        assert states_amount(text[one.start : one.end], stated) is not False


@pytest.mark.parametrize(
    "text",
    [
        "sales rose to 9 billion",
        "staff were told in 2015",
        "the staff rose at 5:30",
        "users of version 7",
        "members left. It rose to 40",
        "staff rose to 3.5",
        "it employed, in 2015, a chef",
        "the staff bought a house at 12 Mill Road",
        "headcount",
        "it employs 1 in 10",
        "it employs 3 out of 4",
    ],
)
def test_other_numbers_count_nothing(text: str) -> None:
    assert find_quantities(text) == ()
