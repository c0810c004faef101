"""Values of texts in other languages than English, by the conventions of each.

What a language writes is data: `values.yaml` in its folder. Read is only what those words make
plain: money with its currency, percentages, durations, days, months and years. A language without
such a file gives dates and percentages in plain digits, which mean the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from factpack.extract.languages.en.currencies import CURRENCIES
from factpack.extract.languages.tables import any_of, any_word, table_or_empty
from factpack.extract.values import periods as pd
from factpack.model import LiteralKind, LiteralValue, Value

_GAP = "[ \\xa0\\u202f\\u2009]"
_NUMBER = (
    rf"(?<![\w.,/'’-])[0-9]++(?:{_GAP}[0-9]{{3}}(?![0-9])|[.,'’][0-9]++)*+"
    r"(?![\w/]{0,9}[0-9])(?![.,][0-9])"
)
_PLAIN = re.compile(r"[0-9]{1,15}")
_COMMA_DECIMAL = re.compile(
    rf"([0-9]{{1,3}}(?:([.'’]|{_GAP})[0-9]{{3}})(?:\2[0-9]{{3}})*|[0-9]+),[0-9]+"
)
_GROUPS = re.compile(rf"[1-9][0-9]{{0,2}}([.'’]|{_GAP})[0-9]{{3}}(?:\1[0-9]{{3}})*")
_POINT_DECIMAL = re.compile(r"[0-9]+\.[0-9]{1,2}")
_ENGLISH = re.compile(
    r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]{1,2}"
)
_AMBIGUOUS = re.compile(r"[0-9],[0-9]{3}")
_LONGEST = 24
"""Characters of a number; what is longer is an identifier."""

_ISO = r"(?P<iso>(?<![\w./-])[0-9]{4}-[0-9][0-9]-[0-9][0-9](?![\w/-]))"
_DIGITS_DATE = (
    r"(?P<digits>(?<![\w./-])[0-9]{1,2}(?P<mark>[./-])[0-9]{1,2}(?P=mark)[0-9]{4}"
    r"(?![\w/-]|\.[0-9]))"
)


def parse_local_number(text: str) -> Decimal | None:
    """The number that digits write with a comma for decimals; None where they may mean two.

    >>> parse_local_number("100.000"), parse_local_number("3,4"), parse_local_number("1,000")
    (Decimal('100000'), Decimal('3.4'), None)
    """
    if len(text) > _LONGEST:
        return None
    digits = re.sub(rf"{_GAP}|['’]", "", text)
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _GROUPS.fullmatch(text):
        return Decimal(digits.replace(".", ""))
    if _AMBIGUOUS.fullmatch(text[-5:]) and "." not in text:
        return None
    if _COMMA_DECIMAL.fullmatch(text):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(text):
        return Decimal(digits.replace(",", ""))
    return Decimal(digits) if _POINT_DECIMAL.fullmatch(text) else None


class LocalReader:
    """Reads the values of one language, of which the words are given; linear in the text."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Compile the language's patterns from its `values.yaml`."""
        self._numbers: dict[str, int] = words.get("numbers", {})
        self._articles = {word for word, number in self._numbers.items() if number == 1}
        self._scales: dict[str, int] = words.get("scales", {})
        self._nouns: dict[str, str] = words.get("currencies", {})
        self._units: dict[str, str] = words.get("units", {})
        self._months = {
            form: number
            for number, forms in enumerate(words.get("months", ()), start=1)
            for form in forms.split()
        }
        self._points: list[str] = words.get("points", [])
        number = f"(?:{_NUMBER}|{any_word(self._numbers)})"
        scale = f"(?:[ \\xa0\\u202f-]?{any_word(self._scales)}\\.?)"
        of = f"(?: (?:{any_of(words.get('of', ()))}) ?)?" if words.get("of") else ""
        between = f"(?: ?[-–] ?| {any_word(words.get('between', ()))} )"
        low = f"(?:(?P<low>{number}){between})?"
        sign = f"[{''.join(CURRENCIES.symbols)}]"
        code = f"(?:{any_word(sorted(CURRENCIES.plain_codes), bare=True)})"
        high = f"(?P<high>{number}(?P<scale>{scale})?)"
        # A sign before an amount, or what follows it; without a table of scales, neither.
        readers: list[tuple[str, Callable[[re.Match[str]], tuple[LiteralKind, Value] | None]]] = []
        if self._scales:
            letters = r"(?<![A-Za-z$])(?:US|U\.S\.|A|AU|C|CA|HK|NZ|S|NT|R|MX)?"
            readers += [
                (rf"(?P<sign>{letters}{sign}|\b{code}) ?{high}(?!\w)", self._money),
                (
                    rf"{low}{high}{of}[ \xa0\u202f-]?"
                    rf"(?P<sign>{sign}|{code}|{any_word(self._nouns)})(?!\w)",
                    self._money,
                ),
                (
                    rf"{low}{high}(?: ?%|[ \xa0\u202f](?:(?P<points>{any_word(self._points)})|"
                    rf"{any_word(words.get('percent', ()))}))(?!\w)",
                    self._percent,
                ),
                (rf"{low}{high}[ \xa0\u202f](?P<unit>{any_word(self._units)})", self._duration),
            ]
        else:
            readers.append((r"(?<![\w.,/-])(?P<high>[0-9]{1,15}) ?%(?!\w)", self._percent))
        month = f"(?P<month>{any_word(self._months)})"
        readers.append((_ISO, _iso))
        if self._months:
            join = "(?: (?:de|del))?"
            before = any_word(words.get("before_year", ()))
            readers += [
                (_DIGITS_DATE, _day_first),
                (
                    rf"(?<![\w.,-])(?:(?P<day>[0-9]{{1,2}})(?:\.|er|º|°|ª)?{join} )?"
                    rf"{month}\.?{join} "
                    r"(?P<year>[0-9]{4})(?![\w]|[.,][0-9])",
                    self._date,
                ),
                (
                    rf"{before} (?P<year>1[789][0-9][0-9]|20[0-9][0-9])(?![\w-]|[.,][0-9]| ?%)",
                    self._year,
                ),
            ]
        self._readers = [(re.compile(pattern, re.IGNORECASE), read) for pattern, read in readers]

    def read(self, text: str, start: int, end: int) -> Iterator[LiteralValue]:
        """Values between two offsets, in order, without overlap; the first and longest win."""
        found: list[LiteralValue] = []
        for pattern, read in self._readers:
            for match in pattern.finditer(text, start, end):
                value = read(match)
                if value is not None:
                    name = "year" if read == self._year else 0
                    found.append(LiteralValue(value[0], match.start(name), match.end(), value[1]))
        found.sort(key=lambda literal: (literal.start, -literal.end))
        last = start
        for literal in found:
            if literal.start >= last:
                last = literal.end
                yield literal

    def _amounts(self, match: re.Match[str]) -> Value | None:
        """The number or range of a match; None where the digits are ambiguous."""
        groups = match.groupdict()
        high = match["high"]
        scaled = groups.get("scale")
        factor = 1
        if scaled:
            high = high[: -len(scaled)]
            factor = self._scales[scaled.strip(" \xa0\u202f-.").casefold()]
        upper = self._number(high)
        if upper is None:
            return None
        lower = self._number(groups["low"]) if groups.get("low") else None
        if groups.get("low") and (lower is None or lower >= upper):
            return None
        if lower is None:
            return Value(float(upper * factor))
        return Value(None, float(lower * factor), float(upper * factor))

    def _number(self, text: str) -> Decimal | None:
        known = self._numbers.get(text.casefold())
        return Decimal(known) if known is not None else parse_local_number(text)

    def _money(self, match: re.Match[str]) -> tuple[LiteralKind, Value] | None:
        value = self._amounts(match)
        if value is None:
            return None
        sign = match["sign"]
        currency: str | None = self._nouns.get(sign.casefold(), "")
        if sign[-1] in CURRENCIES.symbols:
            letters = sign[:-1].casefold().rstrip(".")
            currency = CURRENCIES.prefixes.get(sign[-1], {}).get(letters) if letters else None
            currency = currency or CURRENCIES.symbols[sign[-1]]
        elif sign.upper() in CURRENCIES.codes:
            currency = CURRENCIES.codes[sign.upper()]
        return "money", Value(value.amount, value.amount_min, value.amount_max, currency or None)

    def _percent(self, match: re.Match[str]) -> tuple[LiteralKind, Value] | None:
        value = self._amounts(match)
        if value is None:
            return None
        unit = "percentage point" if match.groupdict().get("points") else "percent"
        text, start = match.string, match.start()
        if start and text[start - 1] in "-−–±":
            return None
        return "percent", Value(value.amount, value.amount_min, value.amount_max, unit=unit)

    def _duration(self, match: re.Match[str]) -> tuple[LiteralKind, Value] | None:
        value = self._amounts(match)
        if value is None or match["high"].casefold() in self._articles:
            return None
        unit = self._units[match["unit"].casefold()]
        return "duration", Value(value.amount, value.amount_min, value.amount_max, unit=unit)

    def _date(self, match: re.Match[str]) -> tuple[LiteralKind, Value] | None:
        year, month = int(match["year"]), self._months[match["month"].casefold()]
        if not 1000 <= year < 2200:
            return None
        if match["day"]:
            day = pd.day_of(year, month, int(match["day"]))
            return ("date", day) if day else None
        return "date", pd.named("month", month, year)

    def _year(self, match: re.Match[str]) -> tuple[LiteralKind, Value] | None:
        following = match.string[match.end() : match.end() + 2]
        if match["year"].endswith("00") and following[:1] == " " and following[1:].isalpha():
            return None  # "En 2000 tiendas" may count shops.
        year = pd.years_of(int(match["year"]), 1, "year")
        return ("date", year) if year else None


def _iso(match: re.Match[str]) -> tuple[LiteralKind, Value] | None:
    year, month, day = map(int, match["iso"].split("-"))
    value = pd.day_of(year, month, day) if 1000 <= year < 2200 else None
    return ("date", value) if value else None


def _day_first(match: re.Match[str]) -> tuple[LiteralKind, Value] | None:
    day, month, year = map(int, match["digits"].split(match["mark"]))
    value = pd.day_of(year, month, day) if 1000 <= year < 2200 else None
    return ("date", value) if value else None


@cache
def local_reader(language: str) -> LocalReader:
    """The reader of a language, by its ISO 639-1 code; of plain digits where it has no table."""
    return LocalReader(table_or_empty(language, "values.yaml"))
