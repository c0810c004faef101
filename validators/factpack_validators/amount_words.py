"""A second, independent reader of amounts: do these words state this number?

It shares no code and no table with the extractor whose work it checks, and knows less: it collects
every number that the words can be read as, with their scales and currencies, and asks whether the
stated one is among them. Where it does not understand the words it says so rather than guess.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from factpack_validators.codes import CURRENCIES

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS: Mapping[str, float] = {
    **{word: float(n) for n, word in enumerate(_UNITS)},
    **{word: float(10 * n) for n, word in enumerate(_TENS, 2)},
    "couple": 2.0,
}
_FRACTIONS: Mapping[str, float] = {
    "half": 0.5,
    "quarter": 0.25,
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
}
_SCALES: Mapping[str, float] = {
    **dict.fromkeys(("hundred", "hundreds"), 1e2),
    **dict.fromkeys(("dozen", "dozens"), 12.0),
    **dict.fromkeys(("thousand", "thousands", "k", "grand"), 1e3),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 1e5),
    **dict.fromkeys(("million", "millions", "m", "mn", "mm", "mio", "mil", "mln"), 1e6),
    **dict.fromkeys(("crore", "crores", "cr"), 1e7),
    **dict.fromkeys(("billion", "billions", "bn", "b", "bln", "bil", "mrd"), 1e9),
    **dict.fromkeys(("trillion", "trillions", "tn", "trn", "t"), 1e12),
    **dict.fromkeys(("millionen", "millones"), 1e6),
    **dict.fromkeys(("milliarde", "milliarden", "milliard", "milliards"), 1e9),
}
_VAGUE = frozenset(
    """
    tens dozens hundreds thousands millions billions trillions several few many some third thirds
    fifth fifths quarters halves fraction double triple figure figures digit
    """.split()
)
"""Words that give a number no exact value: nothing they say is held against the row."""

_PERCENT = re.compile(r"%|\bper ?cent\b|\bpct\b|\bpercentage points?\b", re.IGNORECASE)
_HUNDREDTH = re.compile(r"\b(?:cents?|pence|p|c|¢)\b|¢", re.IGNORECASE)

_DOLLARS = frozenset(
    """
    USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD ARS CLP
    COP CUP DOP MXN UYU
    """.split()
)
_SYMBOLS: Mapping[str, frozenset[str]] = {
    "$": _DOLLARS,
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "FKP", "GIP", "SHP", "SSP", "SDG", "LBP", "SYP", "IEP"}),
    "¥": frozenset({"JPY", "CNY"}),
    "₹": frozenset({"INR"}),
    "₩": frozenset({"KRW", "KPW"}),
    "₽": frozenset({"RUB"}),
    "₺": frozenset({"TRY"}),
    "₪": frozenset({"ILS"}),
    "₫": frozenset({"VND"}),
    "₦": frozenset({"NGN"}),
    "₱": frozenset({"PHP"}),
    "฿": frozenset({"THB"}),
    "₴": frozenset({"UAH"}),
    "₿": frozenset({"XBT", "BTC"}),
}
_MARKED: Mapping[str, str] = {
    "us": "USD",
    "u.s": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "can": "CAD",
    "hk": "HKD",
    "nz": "NZD",
    "s": "SGD",
    "nt": "TWD",
    "r": "BRL",
    "mx": "MXN",
}
"""What stands before a dollar sign, and which dollar (or real) it makes it."""

_CURRENCY_WORDS: Mapping[str, frozenset[str]] = {
    "dollar": _DOLLARS,
    "buck": frozenset({"USD"}),
    "cent": _DOLLARS | {"EUR", "ZAR"},
    "euro": frozenset({"EUR"}),
    "pound": _SYMBOLS["£"],
    "sterling": frozenset({"GBP"}),
    "quid": frozenset({"GBP"}),
    "pence": frozenset({"GBP"}),
    "yen": frozenset({"JPY"}),
    "yuan": frozenset({"CNY"}),
    "renminbi": frozenset({"CNY"}),
    "rmb": frozenset({"CNY"}),
    "rupee": frozenset({"INR", "PKR", "LKR", "NPR", "MUR", "SCR"}),
    "rs": frozenset({"INR", "PKR", "LKR", "NPR", "MUR", "SCR"}),
    "crore": frozenset({"INR", "PKR", "BDT", "NPR"}),
    "franc": frozenset({"CHF", "FRF", "BEF", "XAF", "XOF", "XPF", "RWF", "LUF", "CDF", "GNF"}),
    "krona": frozenset({"SEK", "ISK"}),
    "kronor": frozenset({"SEK"}),
    "krone": frozenset({"NOK", "DKK"}),
    "kroner": frozenset({"NOK", "DKK"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "won": frozenset({"KRW", "KPW"}),
    "ruble": frozenset({"RUB", "BYN"}),
    "rouble": frozenset({"RUB", "BYN"}),
    "real": frozenset({"BRL"}),
    "reais": frozenset({"BRL"}),
    "peso": frozenset({"MXN", "ARS", "CLP", "COP", "CUP", "DOP", "PHP", "UYU"}),
    "rand": frozenset({"ZAR"}),
    "lira": frozenset({"TRY", "TRL", "ITL", "LBP", "SYP"}),
    "shekel": frozenset({"ILS"}),
    "dirham": frozenset({"AED", "MAD"}),
    "riyal": frozenset({"SAR", "QAR", "YER"}),
    "rial": frozenset({"IRR", "OMR"}),
    "dinar": frozenset({"KWD", "BHD", "IQD", "JOD", "LYD", "RSD", "TND", "DZD"}),
    "baht": frozenset({"THB"}),
    "ringgit": frozenset({"MYR"}),
    "rupiah": frozenset({"IDR"}),
    "dong": frozenset({"VND"}),
    "zloty": frozenset({"PLN"}),
    "forint": frozenset({"HUF"}),
    "koruna": frozenset({"CZK", "SKK"}),
    "hryvnia": frozenset({"UAH"}),
    "naira": frozenset({"NGN"}),
    "shilling": frozenset({"KES", "UGX", "TZS", "SOS", "ATS"}),
    "mark": frozenset({"DEM", "BAM"}),
    "guilder": frozenset({"NLG", "XCG"}),
    "peseta": frozenset({"ESP"}),
}

_TOKEN = re.compile(r"[0-9](?:[0-9.,'’ \u202f]*[0-9])?|[½¼¾]|[^\W\d_]+|[-–—]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([,.'’ \u202f])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_THOUSAND = re.compile(r"[0-9]{1,3},[0-9]{3}")
_HYPHENS = frozenset("-–—")
_LONGEST = 200
"""Characters of words that are read; no amount of money takes more to say."""


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """The columns of a number, None where empty."""

    amount: float | None
    amount_min: float | None
    amount_max: float | None
    currency: str | None
    unit: str | None


def states_amount(words: str, stated: StatedAmount, *, money: bool = False) -> bool | None:
    """Whether words state a number.

    Args:
        words: as they stand in the article.
        stated: what the row says they state.
        money: whether the row says that it is money.

    Returns:
        True or False, or None where the words cannot be read.

    >>> states_amount("about $1.5 billion", StatedAmount(1.5e9, None, None, "USD", None))
    True
    >>> states_amount("about $1.5 billion", StatedAmount(1.5e6, None, None, "USD", None))
    False
    >>> states_amount("hundreds of millions", StatedAmount(1e8, None, None, None, None)) is None
    True
    """
    if len(words) > _LONGEST:
        return None
    currencies = read_currencies(words)
    if stated.currency is not None and currencies and stated.currency not in currencies:
        return False
    if money and stated.currency is None and currencies:
        return False
    if bool(_PERCENT.search(words)) != (stated.unit == "percent"):
        # "Basis points", or a share that is said in other words.
        return False if _PERCENT.search(words) else None
    wanted = [v for v in (stated.amount, stated.amount_min, stated.amount_max) if v is not None]
    readings = read_numbers(words)
    if not wanted or not readings:
        return None
    if all(any(math.isclose(w, r, rel_tol=1e-14) for r in readings) for w in wanted):
        return True if stated.currency is None or currencies else None
    if any(w.casefold() in _VAGUE for w in re.findall(r"[^\W\d_]+", words)):
        return None
    return False


def read_currencies(words: str) -> frozenset[str]:
    """Currencies that words can mean: all dollars for a bare dollar sign; empty for none.

    >>> sorted(read_currencies("US$5m")), sorted(read_currencies("5 million euros"))
    (['USD'], ['EUR'])
    """
    found: set[str] = set()
    for match in re.finditer(r"(?:\b([A-Za-z][A-Za-z.]{0,3}) ?)?\$", words):
        mark = (match[1] or "").casefold().rstrip(".")
        found |= {_MARKED[mark]} if mark in _MARKED else _DOLLARS
    for symbol, codes in _SYMBOLS.items():
        if symbol != "$" and symbol in words:
            found |= codes
    for word in re.findall(r"[^\W\d_]+", words):
        if word in CURRENCIES:
            found.add(word)
        plain = word.casefold()
        for form in (plain, plain.removesuffix("s"), plain.removesuffix("es")):
            if form in _CURRENCY_WORDS:
                found |= _CURRENCY_WORDS[form]
                break
    lower = words.casefold()
    for country, code in _COUNTRIES.items():
        if country in lower and code in found:
            return frozenset({code})
    return frozenset(found)


_COUNTRIES: Mapping[str, str] = {
    "canadian": "CAD",
    "australian": "AUD",
    "hong kong": "HKD",
    "singapore": "SGD",
    "new zealand": "NZD",
    "taiwan": "TWD",
    "swiss": "CHF",
    "norwegian": "NOK",
    "danish": "DKK",
    "mexican": "MXN",
    "argentine": "ARS",
}


def read_numbers(words: str) -> frozenset[float]:
    """Every number that words can be read as; in a range the first may borrow the second's scale.

    >>> sorted(read_numbers("between 1,200 and 1,500"))
    [1200.0, 1500.0]
    >>> sorted(read_numbers("two and a half billion"))
    [2.0, 500000000.0, 2000000000.0, 2500000000.0]
    """
    tokens = _without_joints([t.casefold() for t in _TOKEN.findall(words)])
    found: set[float] = set()
    # "One hundred and twenty" is one number after "worth", and may be two after "between".
    for joins in (True, False):
        before: _Phrase | None = None
        for phrase in _phrases(tokens, joins):
            found.add(phrase.value)
            found |= phrase.others
            if before is not None and before.scale == 1 and phrase.scale > 1:
                found |= {v * phrase.scale for v in (before.value, *before.others)}
            before = phrase
    if _HUNDREDTH.search(words):
        found |= {n / 100 for n in found}
    return frozenset(found)


@dataclass(slots=True)
class _Phrase:
    """A number in the making: `total` is done with scales, `current` waits for one.

    `others` are further readings of a token such as 1.500; `scale` is the last scale read.
    """

    current: float | None = None
    total: float = 0.0
    scale: float = 1.0
    others: frozenset[float] = frozenset()
    last: str = ""

    @property
    def value(self) -> float:
        return self.total + (self.current or 0.0)

    def take(self, token: str) -> bool:
        """Go on with a token, unless it begins another number."""
        values = _values(token)
        if token in _FRACTIONS:
            if self.last in _FRACTIONS:
                return False
            self.current = (self.current or 0.0) + _FRACTIONS[token]
        elif token in _SCALES:
            self._multiply(_SCALES[token])
        elif not values:
            return False
        elif self.current is None:
            self.current, self.others = values[0], frozenset(values[1:])
        elif self.last in _TENS and 0 < values[0] < 10 and token in _WORDS:
            self.current += values[0]
        elif self.last == "hundred" and values[0] < 100 and token in _WORDS:
            self.current += values[0]
        else:
            return False
        self.last = token
        return True

    def _multiply(self, scale: float) -> None:
        if self.current is None and self.total:
            self.total *= scale  # "Thousand million".
        elif scale == 100:
            self.current = (1.0 if self.current is None else self.current) * scale
        else:
            self.total += (1.0 if self.current is None else self.current) * scale
            self.others = frozenset(v * scale for v in self.others)
            self.current = None
        self.scale = scale


def _without_joints(tokens: list[str]) -> list[str]:
    """The tokens without hyphens that join the words of one number; those of ranges stay."""
    kept = []
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        following = tokens[i + 1] if i + 1 < len(tokens) else ""
        is_number = following[:1].isdigit() or following in _WORDS
        if token not in _HYPHENS or (is_number and before not in _TENS):
            kept.append(token)
    return kept


def _phrases(tokens: list[str], joins: bool) -> Iterator[_Phrase]:
    """Numbers of a text in order; `joins`: whether "and" may stand within one."""
    phrase = _Phrase()
    for i, token in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else ""
        if token in ("a", "an", "of") and (following in _SCALES or following in _FRACTIONS):
            continue
        if token == "and" and joins and phrase.last:
            continue
        if token in _SCALES and not phrase.last and not _is_counted(tokens, i):
            continue
        if not phrase.take(token):
            if phrase.last:
                yield phrase
            phrase = _Phrase()
            phrase.take(token)
    if phrase.last:
        yield phrase


def _is_counted(tokens: list[str], i: int) -> bool:
    """Whether a scale without a number before it says "one": "a million", not "m" or "millions"."""
    return i > 0 and tokens[i - 1] in ("a", "an", "of") and len(tokens[i]) > 3


def _values(token: str) -> list[float]:
    """Readings of one token: "1.500" may be a thousand and a half, or one and a half."""
    if token in _WORDS:
        return [_WORDS[token]]
    if not token[0].isdigit():
        return []
    readings: list[float] = []
    compact = re.sub(r"[ \u202f'’]", "", token)
    if _GROUPED.fullmatch(token) or _INDIAN.fullmatch(token):
        mark = next((c for c in token if not c.isdigit()), "")
        readings.append(_number(compact.replace(mark, "").replace(",", ".")))
    if compact.isdigit():
        readings.append(_number(compact))
    elif compact.count(".") + compact.count(",") == 1 and not _THOUSAND.fullmatch(compact):
        readings.append(_number(compact.replace(",", ".")))
    return list(dict.fromkeys(r for r in readings if not math.isnan(r)))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
