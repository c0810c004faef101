"""Values of other languages than English, and numbers of which the language is not known."""

from __future__ import annotations

from datetime import date

import pytest

from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals
from factpack.extract.values.local import local_reader, parse_local_number
from factpack.model import Article, Block, Metadata, RawArticle

Found = tuple[str, str, float | tuple[float | None, float | None] | str, str | None]


def values(text: str, language: str | None) -> list[Found]:
    raw = RawArticle("t", "t", text, 0, "", "utf-8", "valid", Metadata())
    blocks = (Block("paragraph", 0, len(text)),)
    article = Article("a", raw, text, blocks, (), None, language, "given")
    found: list[Found] = []
    for literal in find_literals(article, doc_of(article)):
        value, words = literal.value, text[literal.start : literal.end]
        if literal.kind == "date":
            found.append(("date", words, str(value.date_from), value.date_precision))
            continue
        bounds = (value.amount_min, value.amount_max)
        amount = bounds if value.amount is None else value.amount
        found.append((literal.kind, words, amount, value.currency or value.unit))
    return found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "zahlte 250.000 Euro", [("money", "250.000 Euro", 250_000, "EUR")]),
        ("de", "rund €2,6 Mio im Jahr", [("money", "€2,6 Mio", 2.6e6, "EUR")]),
        ("de", "etwa 2,6 Mrd. US-Dollar", [("money", "2,6 Mrd. US-Dollar", 2.6e9, "USD")]),
        ("de", "4 bis 6 Millionen Euro", [("money", "4 bis 6 Millionen Euro", (4e6, 6e6), "EUR")]),
        ("de", "von 4 auf 6 Millionen Euro", [("money", "6 Millionen Euro", 6e6, "EUR")]),
        ("de", "drei Billionen Euro", [("money", "drei Billionen Euro", 3e12, "EUR")]),
        ("de", "um 2,5 Prozent", [("percent", "2,5 Prozent", 2.5, "percent")]),
        ("de", "um 2 Prozentpunkte", [("percent", "2 Prozentpunkte", 2, "percentage point")]),
        ("de", "am 3. März 2014", [("date", "3. März 2014", "2014-03-03", "day")]),
        ("de", "am 4.5.2014", [("date", "4.5.2014", "2014-05-04", "day")]),
        ("de", "seit 2014", [("date", "2014", "2014-01-01", "year")]),
        ("de", "vor sieben Jahren", [("duration", "sieben Jahren", 7, "year")]),
        ("de-AT", "im Jänner 2014", [("date", "Jänner 2014", "2014-01-01", "month")]),
        ("fr", "3,5 millions d'euros", [("money", "3,5 millions d'euros", 3.5e6, "EUR")]),
        ("fr", "deux milliards de dollars", [("money", "deux milliards de dollars", 2e9, None)]),
        ("fr", "120 000 euros", [("money", "120 000 euros", 120_000, "EUR")]),
        ("fr", "le 1er août 2014", [("date", "1er août 2014", "2014-08-01", "day")]),
        ("es", "1.500 millones de euros", [("money", "1.500 millones de euros", 1.5e9, "EUR")]),
        ("es", "2.5 millones de pesos", [("money", "2.5 millones de pesos", 2.5e6, None)]),
        ("es", "7 de mayo de 2014", [("date", "7 de mayo de 2014", "2014-05-07", "day")]),
        ("it", "4,2 miliardi di euro", [("money", "4,2 miliardi di euro", 4.2e9, "EUR")]),
        ("it", "il 9 luglio 2014", [("date", "9 luglio 2014", "2014-07-09", "day")]),
        ("nl", "6,1 miljard euro", [("money", "6,1 miljard euro", 6.1e9, "EUR")]),
        ("nl", "op 9 mei 2014", [("date", "9 mei 2014", "2014-05-09", "day")]),
        ("pt", "R$ 7,5 milhões", [("money", "R$ 7,5 milhões", 7.5e6, "BRL")]),
        ("pt", "9 de março de 2014", [("date", "9 de março de 2014", "2014-03-09", "day")]),
    ],
)
def test_a_language_has_its_own_conventions(language: str, text: str, found: list[Found]) -> None:
    assert values(text, language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # One thousand or one: the digits do not tell.
        ("de", "1,000 Euro"),
        ("es", "1,000 dólares"),
        ("es", "en 2000 tiendas"),
        ("de", "Version 12.3.32, 192.168.0.1"),
        ("de", "am 31.2.2014"),
        ("de", "eine halbe Million Euro"),
        # English words and scales are none of theirs.
        ("sv", "5 miljoner kronor, 12,5 %, mars 2014"),
        ("pl", "3 mln euro, 1.000 euro"),
        ("fi", "May 5, 2014 and two years"),
        # Unknown: another language may be meant.
        (None, "100.000 Euro"),
        (None, "3,4 Mio Euro"),
        (None, "$5 mil"),
        ("en", "€250.000"),
    ],
)
def test_what_may_mean_another_value_is_left_alone(language: str | None, text: str) -> None:
    assert values(text, language) == []


def test_plain_digits_are_read_in_every_language() -> None:
    assert values("2014-05-06: 12 %", "hu") == [
        ("date", "2014-05-06", "2014-05-06", "day"),
        ("percent", "12 %", 12, "percent"),
    ]


def test_an_unknown_language_is_read_as_english_where_that_is_safe() -> None:
    assert values("It paid $2.5 million in May 2014.", None) == [
        ("money", "$2.5 million", 2.5e6, "USD"),
        ("date", "May 2014", str(date(2014, 5, 1)), "month"),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234.567,89", "1234567.89"),
        ("1 234 567", "1234567"),
        ("1’234’567", "1234567"),
        ("1,234,567.89", "1234567.89"),
        ("12.5", "12.5"),
        ("0.500", None),
        ("1,000", None),
        ("1.23.4", None),
        ("1" * 30, None),
    ],
)
def test_local_digits(text: str, number: str | None) -> None:
    read = parse_local_number(text)
    assert read is None if number is None else str(read) == number


@pytest.mark.parametrize(
    "unit", ["1.", "1,", "1 000 ", "5 bis ", "1 ", "€", "5 Mio", "12.12.", "mars ", "9" * 9 + " "]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    for language in ("de", "fr", "pt"):
        for literal in local_reader(language).read(text, 0, len(text)):
            assert 0 <= literal.start < literal.end <= len(text)
