"""The independent readers of amounts and dates: right or silent."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpack_validators.amount_words import StatedAmount, read_currencies, states_amount
from factpack_validators.date_words import StatedPeriod, states_period

PUBLISHED = date(2019, 7, 23)


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("$1 billion", 1e9),
        ("1,000,000,000", 1e9),
        ("US$1bn", 1e9),
        ("€2.5m", 2.5e6),
        ("10 to 15 million", 1e7),
        ("10 to 15 million", 1.5e7),
        ("between $10 and $15 million", 1e7),
        ("two and a half billion dollars", 2.5e9),
        ("half a billion dollars", 5e8),
        ("a quarter of a million", 2.5e5),
        ("a billion dollars", 1e9),
        ("twenty-five", 25),
        ("one hundred and twenty", 120),
        ("between one hundred and twenty", 20),
        ("two hundred thousand", 2e5),
        ("three thousand five hundred", 3500),
        ("one thousand million", 1e9),
        ("1 500 000", 1.5e6),
        ("1.000.000 Euro", 1e6),
        ("1.500", 1500),
        ("1.500", 1.5),
        ("2,50,000", 250_000),
        ("12,5", 12.5),
        ("99 cents", 0.99),
        ("a dozen", 12),
        ("a couple of million", 2e6),
        ("$5-$10 million", 5e6),
        ("3½ million", 3.5e6),
        ("more than 4,000", 4000),
        ("Rs 5 crore", 5e7),
    ],
)
def test_it_finds_the_number(words: str, amount: float) -> None:
    assert states_amount(words, StatedAmount(amount, None, None, None, None)) is True


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("$1 billion", 1.0),
        ("$20 billion", 2e9),
        ("$1.02 billion", 1e9),
        ("1,200 employees", 1.2),
        ("twenty-five", 5),
        ("$12 million", 12e3),
        ("12 million", 12.0),
        ("one hundred", 1),
    ],
)
def test_it_contradicts_another_number(words: str, amount: float) -> None:
    assert states_amount(words, StatedAmount(amount, None, None, None, None)) is False


@pytest.mark.parametrize("words", ["", "a lot", "hundreds of millions", "a third", "x" * 500, "m"])
def test_it_is_silent_where_it_cannot_read(words: str) -> None:
    assert states_amount(words, StatedAmount(1e8, None, None, None, None)) is None


@pytest.mark.parametrize(
    ("words", "currency", "verdict"),
    [
        ("$5", "USD", True),
        ("$5", "AUD", True),
        ("$5", "EUR", False),
        ("A$5", "USD", False),
        ("A$5", "AUD", True),
        ("5 Canadian dollars", "USD", False),
        ("5 Canadian dollars", "CAD", True),
        ("5 euros", "EUR", True),
        ("£5", "USD", False),
        ("CHF 5", "CHF", True),
        ("5 yen", "CNY", False),
        ("5", "USD", None),
        ("$5", None, False),
    ],
)
def test_it_reads_currencies(words: str, currency: str | None, verdict: bool | None) -> None:
    stated = StatedAmount(5.0, None, None, currency, None)
    assert states_amount(words, stated, money=True) is verdict


@pytest.mark.parametrize(
    ("words", "unit", "verdict"),
    [
        ("12%", "percent", True),
        ("12 per cent", "percent", True),
        ("12%", None, False),
        ("12 people", "percent", None),
    ],
)
def test_it_reads_percentages(words: str, unit: str | None, verdict: bool | None) -> None:
    assert states_amount(words, StatedAmount(12.0, None, None, None, unit)) is verdict


def test_bounds_must_stand_in_the_words() -> None:
    words = "between 40 and 50 million euros"
    assert states_amount(words, StatedAmount(None, 40e6, 50e6, "EUR", None)) is True
    assert states_amount(words, StatedAmount(None, 40e6, 60e6, "EUR", None)) is False


@given(st.integers(1, 10**12), st.sampled_from(["${:,}", "{:,} dollars", "{}", "about {:,}"]))
def test_digits_are_always_read(number: int, form: str) -> None:
    stated = StatedAmount(float(number), None, None, None, None)
    assert states_amount(form.format(number), stated) is True
    other = StatedAmount(float(number + 1), None, None, None, None)
    assert states_amount(form.format(number), other) is False


@given(st.text(max_size=300))
def test_no_words_break_it(words: str) -> None:
    states_amount(words, StatedAmount(1.0, None, None, "USD", None), money=True)
    read_currencies(words)
    states_period(words, StatedPeriod(PUBLISHED, PUBLISHED, "day", PUBLISHED))


@pytest.mark.parametrize("words", ["1" * 199, "1," * 99, "and " * 49, "million " * 25, "' " * 99])
def test_no_repetition_slows_it(words: str) -> None:
    states_amount(words, StatedAmount(1.0, None, None, None, None))


def year(y: int) -> StatedPeriod:
    return StatedPeriod(date(y, 1, 1), date(y, 12, 31), "year", PUBLISHED)


def month(y: int, m: int) -> StatedPeriod:
    return StatedPeriod(date(y, m, 1), date(y, m, monthrange(y, m)[1]), "month", PUBLISHED)


def day(y: int, m: int, d: int) -> StatedPeriod:
    return StatedPeriod(date(y, m, d), date(y, m, d), "day", PUBLISHED)


def span(first: date | None, last: date | None, precision: str) -> StatedPeriod:
    return StatedPeriod(first, last, precision, PUBLISHED)


@pytest.mark.parametrize(
    ("words", "stated", "verdict"),
    [
        ("2015", year(2015), True),
        ("2015", year(2016), False),
        ("in November 2016", month(2016, 11), True),
        ("November 2016", month(2016, 10), False),
        ("Nov. 2016", month(2015, 11), False),
        ("last year", year(2018), True),
        ("last year", year(2008), False),
        ("five years ago", year(2014), True),
        ("five years ago", year(2024), False),
        ("two decades ago", year(1999), True),
        ("Monday", day(2019, 7, 22), True),
        ("Tuesday", day(2019, 7, 22), False),
        ("July 22", day(2019, 7, 22), True),
        ("July 22", day(2009, 7, 22), False),
        ("22 July 2019", day(2019, 7, 23), False),
        ("July 22nd, 2019", day(2019, 7, 22), True),
        ("2019-07-22", day(2019, 7, 22), True),
        ("07/22/2019", day(2019, 7, 22), True),
        ("22.07.2019", day(2019, 7, 21), False),
        ("the 1990s", span(date(1990, 1, 1), date(1999, 12, 31), "decade"), True),
        ("the 1990s", span(date(1980, 1, 1), date(1989, 12, 31), "decade"), False),
        ("the nineties", span(date(1990, 1, 1), date(1999, 12, 31), "decade"), True),
        ("by 2018", span(None, date(2018, 12, 31), "year"), True),
        ("since 2015", span(date(2015, 1, 1), None, "year"), True),
        ("2015 to 2018", span(date(2015, 1, 1), date(2018, 12, 31), "range"), True),
        ("2015-18", span(date(2015, 1, 1), date(2018, 12, 31), "range"), True),
        ("2015 to 2018", span(date(2015, 1, 1), date(2020, 12, 31), "range"), False),
        ("Q3 2018", span(date(2018, 7, 1), date(2018, 9, 30), "quarter"), True),
        ("Q3 2018", span(date(2018, 4, 2), date(2018, 6, 29), "quarter"), False),
        ("second half of 2018", span(date(2018, 7, 1), date(2018, 12, 31), "half-year"), True),
        ("fiscal 2018", span(date(2017, 7, 1), date(2018, 6, 30), "year"), True),
        ("summer of 2018", span(date(2018, 6, 1), date(2018, 8, 31), "season"), True),
        ("summer of 2018", span(date(2018, 4, 1), date(2018, 5, 31), "season"), False),
        ("19th century", span(date(1801, 1, 1), date(1900, 12, 31), "century"), True),
        ("yesterday", day(2019, 7, 22), True),
        ("yesterday", day(2019, 7, 2), False),
        ("yesterday", day(2019, 7, 24), False),
        ("tomorrow", day(2019, 7, 22), False),
        ("this week", span(date(2019, 7, 22), date(2019, 7, 28), "week"), True),
        ("at some point", year(2019), None),
        ("", year(2019), None),
    ],
)
def test_it_reads_dates(words: str, stated: StatedPeriod, verdict: bool | None) -> None:
    assert states_period(words, stated) is verdict


def test_without_an_anchor_a_relative_date_is_invented() -> None:
    assert states_period("last year", StatedPeriod(date(2018, 1, 1), None, "year")) is False
    assert states_period("July 22", StatedPeriod(date(2018, 7, 22), None, "day")) is False
    assert states_period("July 2018", StatedPeriod(date(2018, 7, 1), None, "month")) is True


def test_a_vague_day_of_publication_leaves_room() -> None:
    monday = date(2019, 7, 29)
    known = StatedPeriod(monday, monday, "day", date(2019, 7, 1), 30)
    assert states_period("on Monday", known) is True


@given(st.dates(date(1900, 1, 1), date(2099, 12, 1)), st.sampled_from(["%d %B %Y", "%Y-%m-%d"]))
def test_a_full_date_is_always_read(when: date, form: str) -> None:
    words = when.strftime(form)
    assert states_period(words, StatedPeriod(when, when, "day", PUBLISHED)) is True
    other = when + timedelta(days=1)
    assert states_period(words, StatedPeriod(other, other, "day", PUBLISHED)) is False
