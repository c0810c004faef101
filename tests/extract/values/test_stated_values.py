"""Values with a known meaning, written in many ways: both readers find it or are silent."""

from __future__ import annotations

import math
from datetime import date
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals
from factpack.model import Article, Block, LiteralValue, Metadata, RawArticle, Value
from factpack_validators.amount_words import StatedAmount, states_amount
from factpack_validators.date_words import StatedPeriod, states_period

PUBLISHED = date(2019, 7, 23)
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SCALES = {
    "thousand": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
}
PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, " and a half": 0.5, " 1/2": 0.5, " and a quarter": 0.25}


class Written(NamedTuple):
    """Words with what they mean."""

    words: str
    value: Value


def spelled(number: int) -> str:
    """A number below a million in English words."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{SMALL[number // 100]} hundred{rest}"
    hundreds = number % 1000
    joint = " and " if 0 < hundreds < 100 else " "
    return f"{spelled(number // 1000)} thousand{joint + spelled(hundreds) if hundreds else ''}"


class Number(NamedTuple):
    words: str
    amount: float


@st.composite
def numbers(draw: st.DrawFn, *, scaled: bool = True) -> Number:
    """A number, in digits or words, with or without a scale."""
    kind = draw(st.sampled_from(["digits", "decimal", "words", "part", "half", "scaled words"]))
    scale = draw(st.sampled_from(sorted(SCALES)))
    if kind == "digits":
        whole = draw(st.integers(2, 999_999))
        return Number(f"{whole:,}", whole)
    if kind == "words" or not scaled:
        whole = draw(st.integers(2, 99_999))
        return Number(spelled(whole), whole)
    if kind == "decimal":
        tenths = draw(st.integers(11, 9999))
        return Number(f"{tenths / 10:g} {scale}", round(tenths / 10 * SCALES[scale], 2))
    if kind == "scaled words":
        whole = draw(st.integers(2, 999))
        return Number(f"{spelled(whole)} million", whole * 1e6)
    if kind == "half":
        return Number("half a billion", 5e8)
    whole = draw(st.integers(2, 30))
    part = draw(st.sampled_from(sorted(PARTS)))
    long = draw(st.sampled_from(["million", "billion"]))
    return Number(f"{whole}{part} {long}", (whole + PARTS[part]) * SCALES[long])


CURRENCIES = {
    "${}": "USD",
    "US${}": "USD",
    "C${}": "CAD",
    "A${}": "AUD",
    "HK${}": "HKD",
    "R${}": "BRL",
    "€{}": "EUR",
    "£{}": "GBP",
    "₹{}": "INR",
    "EUR {}": "EUR",
    "CHF {}": "CHF",
    "{} dollars": "USD",
    "{} euros": "EUR",
    "{} yen": "JPY",
    "{} yuan": "CNY",
    "{} Swiss francs": "CHF",
    "{} Norwegian kroner": "NOK",
    "{} Canadian dollars": "CAD",
    "{} Mexican pesos": "MXN",
    "{} South African rand": "ZAR",
    "{} Turkish lira": "TRY",
    "{} rupees": "INR",
    "{} francs": None,
    "{} pesos": None,
    "{} kroner": None,
}


@st.composite
def money(draw: st.DrawFn) -> Written:
    form = draw(st.sampled_from(sorted(CURRENCIES)))
    number = draw(numbers())
    if not form.startswith("{") and not number.words[0].isdigit():
        form = "{} dollars"
    value = Value(number.amount, currency=CURRENCIES[form])
    return Written(form.format(number.words), value)


@st.composite
def money_ranges(draw: st.DrawFn) -> Written:
    low = draw(st.integers(2, 400))
    high = draw(st.integers(low + 1, 900))
    scale = draw(st.sampled_from(["million", "billion", "bn", "mln"]))
    form = draw(
        st.sampled_from(
            [
                "${}-{} {}",
                "${} to ${} {}",
                "between ${} and ${} {}",
                "{}-{} {} dollars",
                "{} to {} {} dollars",
                "between {} and {} {} dollars",
                "${}–${} {}",
            ]
        )
    )
    factor = SCALES[scale]
    value = Value(None, low * factor, high * factor, currency="USD")
    return Written(form.format(low, high, scale), value)


@st.composite
def cents(draw: st.DrawFn) -> Written:
    dollars, hundredths = draw(st.integers(2, 99)), draw(st.integers(2, 99))
    form = draw(st.sampled_from(["{} dollars and {} cents", "${}.{:02}"]))
    spell = spelled if form[0] == "{" and draw(st.booleans()) else int
    value = Value(round(dollars + hundredths / 100, 2), currency="USD")
    return Written(form.format(spell(dollars), spell(hundredths)), value)


@st.composite
def shares(draw: st.DrawFn) -> Written:
    tenths = draw(st.integers(1, 999))
    sign, factor = draw(st.sampled_from([("", 1), ("-", -1), ("minus ", -1), ("−", -1)]))
    form, unit = draw(
        st.sampled_from(
            [
                ("{}%", "percent"),
                ("{} percent", "percent"),
                ("{} per cent", "percent"),
                ("{} percentage points", "percentage point"),
                ("{} basis points", "basis point"),
            ]
        )
    )
    words = sign + form.format(f"{tenths / 10:g}")
    return Written(words, Value(factor * tenths / 10, unit=unit))


@st.composite
def durations(draw: st.DrawFn) -> Written:
    unit = draw(st.sampled_from(["year", "month", "week", "day", "hour", "decade"]))
    whole = draw(st.integers(2, 99))
    form = draw(st.sampled_from(["{} {}s", "{} and a half {}s", "{} {}s and a half", "{}½ {}s"]))
    number = spelled(whole) if draw(st.booleans()) and "½" not in form else str(whole)
    more = 0.0 if form == "{} {}s" else 0.5
    return Written(form.format(number, unit), Value(whole + more, unit=unit))


def period(first: date, last: date, precision: str) -> Value:
    return Value(date_from=first, date_to=last, date_precision=precision)


@st.composite
def dates(draw: st.DrawFn) -> Written:
    when = draw(st.dates(date(1901, 1, 1), date(2049, 12, 31)))
    month = MONTHS[when.month - 1]
    weekday = draw(st.sampled_from(WEEKDAYS))  # Articles get it wrong.
    words = draw(
        st.sampled_from(
            [
                f"{month} {when.day}, {when.year}",
                f"{month} {when.day},{when.year}",
                f"{when.day} {month} {when.year}",
                f"{weekday}, {month} {when.day}, {when.year}",
                f"{when:%d.%m.%Y}",
                f"{when:%Y-%m-%d}",
                f"{when:%Y-%m-%d}T08:30:00Z",
                f"{month[:3]}. {when.day}, {when.year}",
            ]
        )
    )
    return Written(words, period(when, when, "day"))


@st.composite
def periods(draw: st.DrawFn) -> Written:
    year = draw(st.integers(1910, 2040))
    quarter, century = draw(st.integers(1, 4)), draw(st.integers(17, 19))
    last_day = {1: 31, 2: 30, 3: 30, 4: 31}[quarter]
    three_months = period(
        date(year, 3 * quarter - 2, 1), date(year, 3 * quarter, last_day), "quarter"
    )
    short = f"{year % 100:02}"
    recent = 1950 <= year < 2050
    choices = [
        Written(
            f"the {year // 10}0s",
            period(date(year // 10 * 10, 1, 1), date(year // 10 * 10 + 9, 12, 31), "decade"),
        ),
        Written(f"Q{quarter} {year}", three_months),
        Written(f"{year}-{year + 3}", period(date(year, 1, 1), date(year + 3, 12, 31), "range")),
        Written(
            f"the late {century}00s",
            period(date(century * 100, 1, 1), date(century * 100 + 99, 12, 31), "century"),
        ),
        Written(
            "the twenty-first century", period(date(2001, 1, 1), date(2100, 12, 31), "century")
        ),
    ]
    if recent:
        choices += [
            Written(f"Q{quarter}'{short}", three_months),
            Written(f"{quarter}Q{short}", three_months),
        ]
    if year // 10 % 10 == 0 and year < 2000:
        choices = choices[1:]  # "The 1900s" are a century.
    return draw(st.sampled_from(choices))


AROUND = ["It was {} in all.", "({})", "“{},” she said.", "They saw {} then"]


def literals(text: str) -> tuple[LiteralValue, ...]:
    metadata = Metadata(published_on=PUBLISHED, published_precision="day")
    raw = RawArticle("t", "t", text, 0, "", "utf-8", "valid", metadata)
    blocks = (Block("paragraph", 0, len(text)),)
    article = Article("a", raw, text, blocks, (), None, "en", "given")
    return find_literals(article, doc_of(article))


def verdict(words: str, value: Value, *, is_money: bool) -> bool | None:
    if value.date_precision is not None:
        stated = StatedPeriod(value.date_from, value.date_to, value.date_precision, PUBLISHED)
        return states_period(words, stated)
    amounts = (value.amount, value.amount_min, value.amount_max)
    return states_amount(words, StatedAmount(*amounts, value.currency, value.unit), money=is_money)


def numbers_of(value: Value) -> list[float | None]:
    return [value.amount, value.amount_min, value.amount_max]


def same(one: Value, two: Value) -> bool:
    close = all(
        a is b is None or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-12))
        for a, b in zip(numbers_of(one), numbers_of(two), strict=True)
    )
    rest = ("currency", "unit", "date_from", "date_to", "date_precision")
    return close and all(getattr(one, name) == getattr(two, name) for name in rest)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(money(), money_ranges(), cents(), shares(), durations(), dates(), periods()),
    st.sampled_from(AROUND),
)
def test_both_readers_find_the_meaning_or_are_silent(written: Written, around: str) -> None:
    text = around.format(written.words)
    start = text.index(written.words)
    is_money = written.value.amount is not None and written.value.unit is None
    is_money = is_money or written.value.amount_min is not None
    assert verdict(written.words, written.value, is_money=is_money) is not False
    for literal in literals(text):
        words = text[literal.start : literal.end]
        assert (literal.start, words) == (start, written.words)
        assert same(literal.value, written.value)


@settings(max_examples=100, deadline=None)
@given(money(), st.sampled_from([10.0, 100.0, 1000.0, 1e6, 0.1]))
def test_another_amount_is_never_proved(written: Written, factor: float) -> None:
    amount = written.value.amount
    assert amount is not None
    other = Value(amount * factor, currency=written.value.currency)
    assert verdict(written.words, other, is_money=True) is not True


@settings(max_examples=100, deadline=None)
@given(st.one_of(money(), cents(), shares(), dates(), money_ranges()))
def test_most_are_found(written: Written) -> None:
    """Silence has to be the exception: what is common is read by both."""
    found = literals(f"It was {written.words} in all.")
    assert len(found) == 1
    words = written.words
    assert verdict(words, written.value, is_money=found[0].kind == "money") is True
