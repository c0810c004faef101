"""A space, broken or not, between groups of three digits belongs to the number."""

import pytest

from benchmarks.extraction.values import find_dates, find_money, find_quantities


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("It employs 144 000 people.", 144_000, "people"),
        ("It employs 144\u202f000 people.", 144_000, "people"),
        ("It employs 12\xa0500 people.", 12_500, "people"),
        ("It sold 1 234 567 phones.", 1_234_567, "phones"),
        ("Some 12 000 people came.", 12_000, "people"),
        # Two numbers that only follow one another:
        ("In 2015 300 people came.", 300, "people"),
        ("On May 5 300 people came.", 300, "people"),
        ("The Zentrix 320 200 times over.", 200, "times"),
        ("They drove an F-150 200 miles.", 200, "miles"),
    ],
)
def test_counts(text: str, amount: float, unit: str) -> None:
    found = find_quantities(text)
    assert [(q.value.amount, q.value.unit) for q in found] == [(amount, unit)]


@pytest.mark.parametrize(
    ("text", "exact", "amount", "currency"),
    [
        ("It paid about €12 500 for it.", "€12 500", 12_500, "EUR"),
        ("It paid 144 000 euros.", "144 000 euros", 144_000, "EUR"),
        ("It paid $1 234 567.89 for it.", "$1 234 567.89", 1_234_567.89, "USD"),
        ("It paid $3 000 million.", "$3 000 million", 3e9, "USD"),
    ],
)
def test_money(text: str, exact: str, amount: float, currency: str) -> None:
    (found,) = find_money(text)
    assert text[found.start : found.end].endswith(exact)
    assert (found.value.amount, found.value.currency) == (amount, currency)


@pytest.mark.parametrize("between", [" to ", "–", "-"])
def test_ranges_join_both_ends(between: str) -> None:
    (found,) = find_quantities(f"It will hire 10 000{between}12 500 workers.")
    assert (found.value.amount_min, found.value.amount_max) == (10_000, 12_500)


def test_telephone_numbers_and_dates_stay() -> None:
    assert not find_quantities("Call 1 800 555 1234 now.")
    assert not find_money("Call 1 800 555 1234 now.")
    (day,) = find_dates("It left 100 of them on 5 May 2015 100 miles away.")
    assert str(day.value.date_from) == "2015-05-05"
