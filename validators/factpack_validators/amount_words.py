"""A second, independent reader of amounts: do these words state this number?

It shares no code and no table with the extractor whose work it checks, and knows less: it collects
every number that the words can be read as, with their scales and currencies, and asks whether the
stated one is among them. Where it does not understand the words, or only a part of them, it says so
rather than guess.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from factpack_validators.currency_words import read_currencies
from factpack_validators.number_words import read_numbers

_SHARES: Mapping[str, re.Pattern[str]] = {
    "percentage point": re.compile(
        r"\b(?:percentage|%|per ?cent|pct)[ -]?points?\b|%[ -]points?\b|\bpp\b|\bppts?\b|"
        r"\bprozentpunkte?n?\b|\bpoints? de pourcentage\b|\bprocentpunt(?:en)?\b|"
        r"\b(?:p[uo]nt[oi]s?) (?:porcentual(?:es)?|percentual[ei]|percentua(?:l|is))\b",
        re.IGNORECASE,
    ),
    "basis point": re.compile(r"\bbasis[ -]points?\b|(?<![a-z])bps?\b", re.IGNORECASE),
    "percent": re.compile(
        r"%|\bper[ -]?cents?\b|(?<![a-z])pct\b|\bpercentage\b|\bprozent\b|\bprocent\b|"
        r"\bp(?:our|\.) ?cent\b|\bpor cien?to\b|\bper ?cento\b|\bpor cento\b",
        re.IGNORECASE,
    ),
}
"""Units of shares, the most special first, and the words that say them."""

_TIMES: Mapping[str, re.Pattern[str]] = {
    unit: re.compile(rf"(?<![a-z])(?:{forms})(?![a-z])", re.IGNORECASE)
    for unit, forms in {
        "second": "seconds?|secs?|s",
        "minute": "minutes?|mins?|minuten|minut[oi]s?|minuut",
        "hour": "hours?|hrs?|h|stunden?|heures?|horas?|or[ae]|uur",
        "day": "days?|tagen?|jours?|d[ií]as?|giorn[oi]|dag(?:en)?",
        "week": "weeks?|wks?|wochen?|semaines?|semanas?|settiman[ae]|weken",
        "fortnight": "fortnights?",
        "month": "months?|mos?|monate?n?|mois|mes(?:es)?|mês|mes[ei]|maand(?:en)?",
        "quarter": "quarters?",
        "year": "years?|yrs?|jahre?n?|ans?|années?|años?|ann[oi]|anos?|jaar",
        "decade": "decades?",
        "century": "century|centuries",
    }.items()
}
_CODES = "EUR|USD|GBP|CHF|AUD|CAD|NZD|JPY|CNY|INR|SEK|NOK|DKK|PLN|BRL|ZAR|HKD|SGD"
_MILLIONS_AFTER = re.compile(rf"(?<=[\w.,]) ?M({_CODES})\b")
_MILLIONS_BEFORE = re.compile(rf"\bM({_CODES}) ?(\d[\d.,]*)")
"""Millions as accountants write them: "30 MUSD", "MEUR 30"."""
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
        True or False, or None where the words cannot be read, or not wholly.

    >>> states_amount("about $1.5 billion", StatedAmount(1.5e9, None, None, "USD", None))
    True
    >>> states_amount("about $1.5 billion", StatedAmount(1.5e6, None, None, "USD", None))
    False
    >>> states_amount("hundreds of millions", StatedAmount(1e8, None, None, None, None)) is None
    True
    """
    if len(words) > _LONGEST:
        return None
    words = _MILLIONS_AFTER.sub(r" million \1", _MILLIONS_BEFORE.sub(r"\1 \2 million", words))
    verdicts = (
        _states_currency(words, stated, money=money),
        _states_unit(words, stated),
        _states_number(words, stated),
    )
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _states_currency(words: str, stated: StatedAmount, *, money: bool) -> bool | None:
    read = read_currencies(words)
    if stated.currency is None:
        # "Pesos" are of nobody in particular; "yen" are.
        return not money or read.open
    return stated.currency in read.codes if read.codes else None


def _states_unit(words: str, stated: StatedAmount) -> bool | None:
    said = next((unit for unit, form in _SHARES.items() if form.search(words)), None)
    if stated.unit in _SHARES or said:
        if said == stated.unit:
            return True
        # Without a unit, or with another kind of share; else a share is said in other words.
        return False if said and (stated.unit is None or stated.unit in _SHARES) else None
    if stated.unit is not None and stated.unit in _TIMES and not _TIMES[stated.unit].search(words):
        return None
    return True


def _states_number(words: str, stated: StatedAmount) -> bool | None:
    wanted = [v for v in (stated.amount, stated.amount_min, stated.amount_max) if v is not None]
    if stated.unit == "quarter":
        words = words.replace("quarter", "period")  # No fourth of something.
    read = read_numbers(words)
    if wanted == [stated.amount_min] and wanted[0] in read.at_least:
        return True
    if not wanted or not read.likely:
        return None
    if all(_is_among(value, read.likely) for value in wanted):
        return True
    if not read.whole or all(_is_among(value, read.likely | read.possible) for value in wanted):
        return None
    return False


def _is_among(value: float, readings: frozenset[float]) -> bool:
    """Whether a number is one of the readings; cents are all that is rounded."""
    return any(
        math.isclose(value, reading, rel_tol=1e-14) or value == round(reading, 2)
        for reading in readings
    )
