"""Money: what a phrase is worth, in which currency, within which bounds."""

from __future__ import annotations

import pytest

from benchmarks.extraction.values import find_money, whole
from factpack.extract.languages.en.currencies import CURRENCIES
from factpack_validators.amount_words import StatedAmount, states_amount

# Text, words of the span, amount or (lowest, highest), currency.
Bounds = float | tuple[float | None, float | None]
CASES: list[tuple[str, str, Bounds, str | None]] = [
    ("raised $1.5 billion now", "$1.5 billion", 1.5e9, "USD"),
    ("raised $3.5m now", "$3.5m", 3.5e6, "USD"),
    ("a $10,000 fine", "$10,000", 10_000, "USD"),
    ("a $5-billion fund", "$5-billion", 5e9, "USD"),
    ("US$ 2.7 billion", "US$ 2.7 billion", 2.7e9, "USD"),
    ("$US6,500", "$US6,500", 6500, "USD"),
    ("$NZ2.7 billion", "$NZ2.7 billion", 2.7e9, "NZD"),
    ("U.S. $5 million", "U.S. $5 million", 5e6, "USD"),
    ("A$5 million", "A$5 million", 5e6, "AUD"),
    ("in series A $5 million", "$5 million", 5e6, "USD"),
    ("paid C$300 or c $ 16.4 million", "C$300", 300, "CAD"),
    ("HK$5bn", "HK$5bn", 5e9, "HKD"),
    ("R$20 million", "R$20 million", 2e7, "BRL"),
    ("costs $ 99 ( USD ) a year", "$ 99 ( USD )", 99, "USD"),
    ("costs $249 USD now", "$249 USD", 249, "USD"),
    ("for $500 Canadian dollars", "$500 Canadian dollars", 500, "CAD"),
    ("lost $5.9 billion dollars", "$5.9 billion dollars", 5.9e9, "USD"),
    ("USD115.5 each", "USD115.5", 115.5, "USD"),
    ("EUR 20.0", "EUR 20.0", 20, "EUR"),
    ("42 KWD", "42 KWD", 42, "KWD"),
    ("30 MUSD", "30 MUSD", 3e7, "USD"),
    ("20€", "20€", 20, "EUR"),
    ("10k$", "10k$", 10_000, "USD"),
    ("£1.2bn", "£1.2bn", 1.2e9, "GBP"),
    ("¥5,000", "¥5,000", 5000, "JPY"),
    ("Rs. 20", "Rs. 20", 20, "INR"),
    ("Rs 500 crore", "Rs 500 crore", 5e9, "INR"),
    ("₹5 lakh crore", "₹5 lakh crore", 5e12, "INR"),
    ("12,34,567.89 rupees", "12,34,567.89 rupees", 1234567.89, "INR"),
    ("half a million dollars", "half a million dollars", 500_000, "USD"),
    ("three quarters of a billion pounds", "three quarters of a billion pounds", 7.5e8, "GBP"),
    ("one and a half billion euros", "one and a half billion euros", 1.5e9, "EUR"),
    ("five hundred thousand dollars", "five hundred thousand dollars", 500_000, "USD"),
    ("twenty-five dollars", "twenty-five dollars", 25, "USD"),
    ("250 million Dutch guilders", "250 million Dutch guilders", 2.5e8, "NLG"),
    ("100 Swiss francs", "100 Swiss francs", 100, "CHF"),
    ("528 million francs", "528 million francs", 5.28e8, None),
    ("50 billion won", "50 billion won", 5e10, "KRW"),
    ("26 cents a share", "26 cents", 0.26, "USD"),
    ("a 12-cent dividend", "12-cent", 0.12, "USD"),
    ("470 pence", "470 pence", 4.7, "GBP"),
    ("20 dollars and 43 cents", "20 dollars and 43 cents", 20.43, "USD"),
    ("thirteen dollars fifty.", "thirteen dollars fifty", 13.5, "USD"),
    ("about $14 million", "$14 million", 1.4e7, "USD"),
    ("more than $247 million", "more than $247 million", (2.47e8, None), "USD"),
    ("at least $1.42", "at least $1.42", (1.42, None), "USD"),
    ("up to €20m", "up to €20m", (None, 2e7), "EUR"),
    ("less than 7 EUR", "less than 7 EUR", (None, 7), "EUR"),
    ("$50,000+ a year", "$50,000+", (50_000, None), "USD"),
    ("a $1 billion-plus deal", "$1 billion-plus", (1e9, None), "USD"),
    ("$5 billion or more", "$5 billion or more", (5e9, None), "USD"),
    ("$1-2 million", "$1-2 million", (1e6, 2e6), "USD"),
    ("$1 to $2 million", "$1 to $2 million", (1e6, 2e6), "USD"),
    ("$500,000 to $1 million", "$500,000 to $1 million", (5e5, 1e6), "USD"),
    ("£1.2bn-£1.5bn", "£1.2bn-£1.5bn", (1.2e9, 1.5e9), "GBP"),
    ("between 10 and 20 dollars", "between 10 and 20 dollars", (10, 20), "USD"),
    ("between $5 and $10 million", "between $5 and $10 million", (5e6, 1e7), "USD"),
    ("paid 12 millions of euros", "12 millions of euros", 12e6, "EUR"),
    ("in 2019 millions of euros went", "millions of euros", (1e6, None), "EUR"),
    ("on day 5 thousands of euros went", "thousands of euros", (1e3, None), "EUR"),
    ("paid $6 millions now", "$6 millions", 6e6, "USD"),
    ("paid five millions dollars", "five millions dollars", 5e6, "USD"),
    ("paid $3½ million", "$3½ million", 3.5e6, "USD"),
    ("paid $3 1/2 million", "$3 1/2 million", 3.5e6, "USD"),
    ("paid €¾ billion", "€¾ billion", 7.5e8, "EUR"),
    ("three and a quarter million dollars", "three and a quarter million dollars", 3.25e6, "USD"),
    ("a third of a million dollars", "a third of a million dollars", 333_333.33, "USD"),
    ("two-fifths of a billion euros", "two-fifths of a billion euros", 4e8, "EUR"),
    ("forty-two thousand dollars", "forty-two thousand dollars", 42_000, "USD"),
    ("sixty-three million euros", "sixty-three million euros", 6.3e7, "EUR"),
    ("six to seven million euros", "six to seven million euros", (6e6, 7e6), "EUR"),
    ("a five- to six-million-euro deal", "five- to six-million-euro", (5e6, 6e6), "EUR"),
    ("a $30 T-shirt", "$30", 30, "USD"),
    ("a $30 T shirt", "$30", 30, "USD"),
    ("a $4 B-side", "$4", 4, "USD"),
    ("a $15 K-pop record", "$15", 15, "USD"),
    ("a $5 M-plus deal", "$5 M-plus", (5e6, None), "USD"),
    ("a $5m-a-year job", "$5m", 5e6, "USD"),
    ("paid 40 pounds for it", "40 pounds", 40, "GBP"),
    ("2 million pounds of public money", "2 million pounds", 2e6, "GBP"),
    ("5,000 AMD (about $12)", "5,000 AMD", 5000, "AMD"),
    ("CAD 20 a head", "CAD 20", 20, "CAD"),
    ("a 500 USD fee", "500 USD", 500, "USD"),
    ("tens of millions of pounds", "tens of millions of pounds", (1e7, None), "GBP"),
]


@pytest.mark.parametrize(("text", "words", "amount", "currency"), CASES, ids=[c[0] for c in CASES])
def test_first_amount(text: str, words: str, amount: Bounds, currency: str | None) -> None:
    money = find_money(text)[0]
    assert text[money.start : money.end] == words
    bounds = (None, None) if isinstance(amount, float | int) else amount
    assert money.value.amount == (amount if bounds == (None, None) else None)
    assert (money.value.amount_min, money.value.amount_max) == bounds
    assert money.value.currency == currency
    assert whole(words, find_money(words)) == money.value


@pytest.mark.parametrize(
    "text",
    [
        "he won 5 matches",
        "5 pounds of sugar",
        "a dollar store opened",
        "All 70 of us",
        "5 per cent of it",
        "in 2016 dollars",
        "the $ sign and 5 others",
        "exactly dollars",
        "version 2.0.1 of it",
        "the MAD 5 team",
        "7,000 AMD processors",
        "3 million AMD cards",
        "20 CAD drawings",
        "MARS 2030 landed",
        "50 sit outside",
        "he weighed 90 pounds",
        "she lost more than 40 pounds",
        "a 180-pound dog",
        "9 pounds 4 ounces",
        "2 million pounds of beef",
        "30 pounds overweight",
        "40 pounds per square inch",
        "€3,4 Mio",
        "$1.234,50",
    ],
)
def test_no_money(text: str) -> None:
    assert find_money(text) == ()


def test_a_change_is_two_amounts_and_a_range_one() -> None:
    changed = find_money("Sales rose from $5 million to $7 million.")
    assert [m.value.amount for m in changed] == [5e6, 7e6]
    ranged = find_money("Prices from $5 to $7 apply.")
    assert [(m.value.amount_min, m.value.amount_max) for m in ranged] == [(5, 7)]


def test_amount_in_two_currencies() -> None:
    found = find_money("a package of A$52.5 million (US$40.4 million)")
    assert [(m.value.amount, m.value.currency) for m in found] == [(5.25e7, "AUD"), (4.04e7, "USD")]


def test_table_is_sound() -> None:
    codes = {*CURRENCIES.codes.values(), *CURRENCIES.symbols.values()}
    for by_letters in CURRENCIES.prefixes.values():
        codes.update(by_letters.values())
    for noun in CURRENCIES.nouns.values():
        codes.update(code for code in (noun.default, *noun.adjectives.values()) if code)
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert codes <= set(CURRENCIES.codes)
    assert CURRENCIES.weak_codes <= set(CURRENCIES.codes)


def test_no_value_is_denied_by_the_second_reader() -> None:
    """A build withdraws a value of which the validators read another."""
    for text, *_ in CASES:
        for found in find_money(text):
            value, words = found.value, text[found.start : found.end]
            amounts = (value.amount, value.amount_min, value.amount_max)
            stated = StatedAmount(*amounts, value.currency, value.unit)
            assert states_amount(words, stated, money=True) is not False, (words, stated)
