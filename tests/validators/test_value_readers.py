"""The independent readers of amounts and dates: right or silent."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpack_validators.amount_words import StatedAmount, states_amount
from factpack_validators.currency_words import read_currencies
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
        ("-7", -7),
        ("−0.4", -0.4),
        ("minus 8", -8),
        ("plus or minus 4", 4),
        ("plus or minus 4", -4),
        ("±4", -4),
        ("a year and a half", 1.5),
        ("two decades and a half", 2.5),
        ("an hour and a half", 1.5),
        ("a month", 1),
        ("one million and a half", 1.5e6),
        ("three dollars and twenty cents", 3.2),
        ("forty-five thousand", 45_000),
        ("four to six million", 4e6),
        ("$4-6 billion", 4e9),
        ("$4 millions", 4e6),
        ("a tenth of a degree", 0.1),
        ("two-thirds of a billion", 666_666_666.67),
        ("2 1/2 million", 2.5e6),
        ("€4¼ million", 4.25e6),
        ("34bn kroner", 34e9),
        ("34.5 MEUR", 34.5e6),
        ("MAUD 60", 60e6),
        ("twenty MUSD", 20e6),
        ("three and a quarter million", 3.25e6),
        ("1 234 567", 1_234_567),
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
        ("-7 people", 7),
        ("forty-five thousand", 5000),
        ("two and a half billion", 2e9),
        ("half a million", 5e6),
        ("2½ million", 2e6),
    ],
)
def test_it_contradicts_another_number(words: str, amount: float) -> None:
    assert states_amount(words, StatedAmount(amount, None, None, None, None)) is False


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        # Parts, and readings that are less plain than others.
        ("10 to 15 million", 10),
        ("5 миллионов", 5e6),
        ("5 billion", 5e12),
        ("one hundred and twenty", 20),
        ("3,4,5 of them", 4),
        ("three dollars and twenty cents", 20),
    ],
)
def test_it_leaves_open_what_it_reads_in_part(words: str, amount: float) -> None:
    assert states_amount(words, StatedAmount(amount, None, None, None, None)) is None


@pytest.mark.parametrize(
    ("words", "least", "verdict"),
    [
        ("tens of thousands of people", 1e4, True),
        ("millions of dollars", 1e6, True),
        ("dozens", 12, True),
        ("tens of thousands", 1e3, None),
        ("more than 5 million", 5e6, True),
    ],
)
def test_vague_words_have_a_least(words: str, least: float, verdict: bool | None) -> None:
    assert states_amount(words, StatedAmount(None, least, None, None, None)) is verdict


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
        ("5 yen", None, False),
        ("5 Danish kroner", None, False),
        ("5 Danish kroner", "NOK", False),
        ("5 pesos", None, True),
        ("5 pesos", "EUR", False),
        ("5 francs", None, True),
        ("5 crowns", "CZK", True),
        ("HK$5", "HKD", True),
        ("R$5", "BRL", True),
        ("A $5", "USD", True),
        ("A $5", "AUD", True),
        ("a £5", "GBP", True),
        ("R5", "ZAR", True),
        ("5 zorkmids", "USD", None),
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
        ("12 percentage points", "percentage point", True),
        ("12 percentage points", "percent", False),
        ("12 percentage-point", "percentage point", True),
        ("12 basis points", "basis point", True),
        ("12bps", "basis point", True),
        ("12 basis points", "percent", False),
        ("12 percent", "percentage point", False),
        ("12% of people", "people", None),
        ("12 years", "year", True),
        ("12 years", "month", None),
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
        ("two weeks ago", span(date(2019, 7, 8), date(2019, 7, 14), "week"), True),
        ("ten days ago", day(2019, 7, 14), True),
        ("three months ago", month(2019, 4), True),
        ("5 ago 2018", day(2018, 8, 5), True),
        ("5 ago 2018", day(2018, 7, 5), False),
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
        ("March 8,2018", day(2018, 3, 8), True),
        ("March 8,2018", day(2017, 3, 8), False),
        ("24.11.2015", day(2015, 11, 24), True),
        ("24.11.2015", day(2016, 11, 24), False),
        ("2015-11-24T08:30:00Z", day(2015, 11, 24), True),
        ("Sunday, 20 July 2017", day(2017, 7, 20), True),
        ("Sunday, 20 July 2017", day(2017, 7, 23), False),
        ("2001-09", span(date(2001, 1, 1), date(2009, 12, 31), "range"), True),
        ("2001-09", month(2001, 9), True),
        ("2001-09", month(2001, 8), False),
        ("2006/07", span(date(2006, 1, 1), date(2007, 12, 31), "range"), True),
        ("the 2015-16 season", span(date(2015, 1, 1), date(2016, 12, 31), "range"), True),
        ("1999-00", span(date(1999, 1, 1), date(2000, 12, 31), "range"), True),
        ("the late 1700s", span(date(1700, 1, 1), date(1799, 12, 31), "century"), True),
        ("the late 1700s", span(date(1800, 1, 1), date(1899, 12, 31), "century"), False),
        ("the 90s", span(date(1990, 1, 1), date(1999, 12, 31), "decade"), True),
        ("the twenty-first century", span(date(2001, 1, 1), date(2100, 12, 31), "century"), True),
        ("the twenty-first century", span(date(1, 1, 1), date(100, 12, 31), "century"), False),
        ("the sixteenth century", span(date(1501, 1, 1), date(1600, 12, 31), "century"), True),
        ("the third century BC", span(date(201, 1, 1), date(300, 12, 31), "century"), None),
        ("Q2'18", span(date(2018, 4, 1), date(2018, 6, 30), "quarter"), True),
        ("Q2'18", span(date(2019, 4, 1), date(2019, 6, 30), "quarter"), False),
        ("2Q18", span(date(2018, 4, 1), date(2018, 6, 30), "quarter"), True),
        ("1H17", span(date(2017, 1, 1), date(2017, 6, 30), "half-year"), True),
        ("FY16", span(date(2016, 1, 1), date(2016, 12, 31), "year"), True),
        ("FY16", span(date(2018, 1, 1), date(2018, 12, 31), "year"), False),
        ("from the 1980s to spring 2014", span(date(1980, 1, 1), date(2014, 5, 31), "range"), True),
        (
            "the second fiscal quarter of 2018",
            span(date(2018, 1, 1), date(2018, 3, 31), "quarter"),
            True,
        ),
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
