"""Signatures of claims become events, dates and measurements; nothing else counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpack.corroborate.amounts import Amount, agree, significant_figures
from factpack.corroborate.events import (
    Labels,
    Signature,
    group_dates,
    group_events,
    group_measurements,
)

SHARE = 0.05


def days(words: str | None) -> tuple[int | None, int | None]:
    """First and last day of 2019, 2019-07 or 2019-07-22, counted from 1970."""
    if words is None:
        return None, None
    parts = [int(part) for part in words.split("-")]
    first = date(*[*parts, 1, 1][:3])
    if len(parts) == 1:
        last = date(parts[0], 12, 31)
    elif len(parts) == 2:
        last = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1) - timedelta(1)
    else:
        last = first
    epoch = date(1970, 1, 1)
    return (first - epoch).days, (last - epoch).days


def told(
    number: int,
    when: str | None = None,
    published: str | None = None,
    amount: float | None = None,
    *,
    currency: str | None = "USD",
    low: float | None = None,
    supports: bool = True,
    relation: str | None = None,
    n_claims: int = 1,
) -> Signature:
    """Claims told in so many words; `seen` follows the number."""
    stated = None if amount is None and low is None else Amount(amount, low)
    return Signature(
        number,
        *days(when),
        relation,
        *days(published),
        stated,
        currency if stated else None,
        supports,
        number,
        n_claims,
    )


def groups(labels: Labels) -> list[set[int]]:
    """Signatures of each fact, in order."""
    found: dict[str, set[int]] = {}
    for number, (_, label) in sorted(labels.items()):
        found.setdefault(label, set()).add(number)
    return list(found.values())


def events(*signatures: Signature, once: bool = False) -> list[set[int]]:
    return groups(group_events(signatures, SHARE, once))


def test_the_day_its_month_and_its_year_are_one_event() -> None:
    told_by = [told(0, "2019"), told(1, "2019-07"), told(2, "2019-07-22")]
    assert events(*told_by) == [{0, 1, 2}]


def test_years_apart_are_two_events() -> None:
    assert events(told(0, "2016-11-15"), told(1, "2019-07-22"), told(2, "2016-11")) == [
        {0, 2},
        {1},
    ]


def test_a_year_with_two_events_supports_neither() -> None:
    assert events(told(0, "2019-02-01"), told(1, "2019-09-01"), told(2, "2019")) == [
        {0},
        {1},
        {2},
    ]


def test_a_year_with_two_events_supports_that_of_its_amount() -> None:
    february, september = told(0, "2019-02-01", amount=1e6), told(1, "2019-09-01", amount=7e6)
    assert events(february, september, told(2, "2019", amount=7e6)) == [{0}, {1, 2}]


def test_news_without_a_date_is_of_its_publication() -> None:
    assert events(told(0, None, "2019-07-22"), told(1, None, "2019-08-01")) == [{0, 1}]
    assert events(told(0, None, "2016-11-17"), told(1, None, "2019-07-22")) == [{0}, {1}]
    assert events(told(0, "2016-11-15"), told(1, None, "2016-11-17")) == [{0, 1}]


def test_news_without_a_date_repeats_the_event_of_its_amount() -> None:
    assert events(told(0, "2019-07-22", amount=1e9), told(1, None, "2023-01-10", 1e9)) == [{0, 1}]
    assert events(told(0, "2019-07-22", amount=1e9), told(1, None, "2023-01-10", 1e10)) == [
        {0},
        {1},
    ]


def test_what_happens_once_needs_no_date() -> None:
    late = told(1, None, "2023-01-10")
    assert events(told(0, "2014"), late, once=True) == [{0, 1}]
    assert events(told(0, "2014"), late, once=False) == [{0}, {1}]


def test_nobody_knows_when_but_there_is_one_event() -> None:
    assert events(told(0, "2014"), told(1)) == [{0, 1}]
    assert events(told(0, "2014"), told(1, "2017"), told(2)) == [{0}, {1}, {2}]
    assert events(told(0), told(1, currency=None)) == [{0, 1}]


def test_a_plan_joins_what_came_of_it_and_splits_nothing() -> None:
    plan = told(0, None, "2023-01-10", 1e10, supports=False)
    assert events(plan, told(1, "2023-03-20")) == [{0, 1}]
    assert events(plan, told(1, "2023-03-20", amount=3e9)) == [{0, 1}]
    assert events(plan, told(1, "2025-03-20")) == [{0}, {1}]


def test_a_deadline_reaches_back() -> None:
    assert events(told(0, "2019-07-22"), told(1, "2019-12-31", relation="by")) == [{0, 1}]
    assert events(told(0, "2019-07-22"), told(1, "2019-06", relation="after")) == [{0, 1}]


def test_numbers_that_disagree_split_an_event() -> None:
    one, other = told(0, "2019-07-22", amount=1e9), told(1, "2019-07-23", amount=1.4e9)
    assert events(one, other) == [{0}, {1}]
    labels = group_events([one, other], SHARE, False)
    assert {event for event, _ in labels.values()} == {"2019"}


def test_claims_without_a_number_follow_the_better_supported() -> None:
    one = told(0, "2019-07-22", amount=1e9)
    other = told(1, "2019-07-22", amount=1.4e9, n_claims=5)
    assert events(one, other, told(2, "2019-07-22")) == [{0}, {1, 2}]


def test_another_currency_splits_nothing() -> None:
    dollars = told(0, "2019-07-22", amount=1e9)
    assert events(dollars, told(1, "2019-07-22", amount=8.9e8, currency="EUR")) == [{0, 1}]


def test_rounding_and_bounds_agree() -> None:
    exact = told(0, "2019-07-22", amount=1.02e9)
    assert events(exact, told(1, "2019-07-22", amount=1e9), told(2, "2019-07", low=1e9)) == [
        {0, 1, 2}
    ]


def test_labels_name_the_year_and_later_news_adds_the_month() -> None:
    february, september = told(0, "2019-09-02"), told(1, "2019-02-01")
    labels = group_events([february, september], SHARE, False)
    assert {n: label for n, (_, label) in labels.items()} == {0: "2019", 1: "2019-02"}


def test_dates_nest() -> None:
    day, month, year = told(0, "2015-12-11"), told(1, "2015-12"), told(2, "2015")
    assert groups(group_dates([year, day, month, told(3, "2016")])) == [{0, 1, 2}, {3}]


def test_a_year_supports_the_better_supported_of_its_dates() -> None:
    spring, autumn = told(0, "2015-03-01"), told(1, "2015-10-01", n_claims=3)
    assert groups(group_dates([spring, autumn, told(2, "2015")])) == [{0}, {1, 2}]


def test_a_founding_without_a_date_means_the_only_one() -> None:
    assert groups(group_dates([told(0, "2015"), told(1)])) == [{0, 1}]
    assert groups(group_dates([told(0, "2015"), told(1, "2016"), told(2)])) == [{0}, {1}, {2}]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (told(0, None, "2019-07", 144_000), told(1, None, "2019-09", 144_000), True),
        (told(0, None, "2016-11", 114_000), told(1, None, "2019-07", 144_000), False),
        (told(0, None, "2016-11", 144_000), told(1, None, "2019-07", 144_000), False),
        (told(0, "2018", "2019-07", 125.8e9), told(1, "2018", "2020-07", 126e9), True),
        (told(0, "2018", None, 125.8e9), told(1, "2017", None, 125.8e9), False),
        (told(0, None, None, 50), told(1, None, "2019-07", 50), True),
    ],
)
def test_measurements(one: Signature, other: Signature, same: bool) -> None:
    assert len(groups(group_measurements([one, other], SHARE))) == (1 if same else 2)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (1e9, 1.02e9, True),
        (1e9, 1.06e9, False),
        (125.8e9, 126e9, True),
        (126e9, 127e9, False),
        (1.1e9, 1.2e9, False),
        (0.0, 0.0, True),
        (0.0, 1.0, False),
        (-1e9, 1e9, False),
        (999.6, 1000.0, True),
    ],
)
def test_amounts(a: float, b: float, same: bool) -> None:
    assert agree(Amount(a), Amount(b), SHARE) is same
    assert agree(Amount(b), Amount(a), SHARE) is same


@given(st.floats(allow_nan=False))
def test_any_number_has_figures_and_agrees_with_itself(value: float) -> None:
    assert 1 <= significant_figures(value) <= 12
    assert agree(Amount(value), Amount(value), SHARE)


SIGNATURES = st.lists(
    st.builds(
        lambda when, published, amount, supports, relation: (
            when,
            published,
            amount,
            supports,
            relation,
        ),
        st.sampled_from([None, "2016", "2019", "2019-07", "2019-07-22", "2019-08-01", "2020-02"]),
        st.sampled_from([None, "2016-11-17", "2019-07-22", "2019-08", "2020"]),
        st.sampled_from([None, 1e9, 1.02e9, 2e9]),
        st.booleans(),
        st.sampled_from([None, "by", "since", "after"]),
    ),
    max_size=10,
    unique=True,
)
GROUPERS: list[Callable[[Iterable[Signature]], Labels]] = [
    lambda s: group_events(s, SHARE, False),
    lambda s: group_events(s, SHARE, True),
    group_dates,
    lambda s: group_measurements(s, SHARE),
]


@pytest.mark.parametrize("group", GROUPERS)
@given(
    SIGNATURES,
    st.permutations(range(10)),
)
def test_every_claim_has_a_fact_whatever_the_order(
    group: Callable[[Iterable[Signature]], Labels],
    drawn: list[tuple[str | None, str | None, float | None, bool, str | None]],
    order: list[int],
) -> None:
    signatures = [
        told(n, when, published, amount, supports=supports, relation=relation)
        for n, (when, published, amount, supports, relation) in enumerate(drawn)
    ]
    labels = group(signatures)
    assert labels.keys() == set(range(len(signatures)))
    shuffled = [signatures[n] for n in order if n < len(signatures)]
    assert dict(group(shuffled)) == dict(labels)
