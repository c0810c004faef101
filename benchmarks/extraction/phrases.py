"""Values in the phrases of Recognizers-Text and Duckling.

Money counts where the spans overlap and value and currency are equal; a unit that names no
country's money ("Franc") takes any of that name. Dates and periods count where the spans overlap
and the first day is that of either of their readings, later or earlier. Of numbers, the value of a
given phrase is asked for: a number that counts nothing is no value of an article.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from benchmarks.extraction.sets import Record, read_lines
from benchmarks.extraction.tally import Found, Measure, Tally, match, measures
from benchmarks.extraction.values import find_dates, find_money, find_quantities, whole
from factpack.model import Value

RECOGNIZERS = "data/recognizers"
DUCKLING = "data/duckling_money.jsonl"

UNITS = {
    "Dollar": "USD",
    "United States dollar": "USD",
    "Cent": "USD",
    "Pound": "GBP",
    "Pence": "GBP",
    "Rupee": "INR",
    "Unnamed": "USD",
    "Netherlands guilder": "NLG",
    "Finnish markka": "FIM",
    "Peseta": "ESP",
}
HUNDREDTHS = ("Cent", "Pence", "Penny", "Sen")


def score_recognizers(shared: Path) -> list[Measure]:
    """Currency, dates, periods, durations, percentages and numbers."""

    def rows(name: str) -> list[Record]:
        return read_lines(shared / RECOGNIZERS / f"{name}.jsonl")

    values, exact = _currency(rows("currency"))
    found = measures("recognizers", "currency values", values, "F1")
    found += measures("recognizers", "exact currency spans", exact, "F1")
    for file, name in (("date_parser", "date"), ("dateperiod_parser", "period")):
        spans, days = _dates(rows(file))
        found += measures("recognizers", f"{name} spans", spans, "F1")
        found += measures("recognizers", f"first days of a {name}", days, "F1")
    for file, name in (("duration_parser", "duration"), ("percent", "percent")):
        values = _quantities(rows(file), name)
        found += measures("recognizers", f"{name} values", values, "F1")
    return found + measures("recognizers", "value of a number", _numbers(rows("number")), "share")


def score_duckling(shared: Path) -> list[Measure]:
    """Values, bounds and currency, one phrase a row."""
    tally = Tally()
    for row in read_lines(shared / DUCKLING):
        gold = row["gold"]
        found = find_money(row["text"])
        right = len(found) == 1 and gold is not None and _same_duckling(found[0].value, gold)
        if not right and (found or gold):
            values = [amount.value for amount in found]
            tally.errors.append(f"{row['text']!r} = {gold}, found {values}")
        tally.add(right, len(found), gold is not None)
    return measures("duckling", "money values", tally, "F1")


def _currency(rows: list[Record]) -> tuple[Tally, Tally]:
    """Values, and spans to the character; bare mentions of a currency are not asked for."""
    values, exact = Tally(), Tally()
    for row in rows:
        wanted: list[Found] = []
        for gold in row["gold"]:
            resolution = gold["Resolution"]
            if resolution.get("value") is not None:
                value = resolution["value"], resolution["unit"], resolution.get("isoCurrency")
                wanted.append((gold["Start"], gold["End"] + 1, value))
        found = [(m.start, m.end, m.value) for m in find_money(row["text"])]
        match(values, row["text"], found, wanted, _same_money)
        spans = {(start, end) for start, end, _ in found} & {(a, b) for a, b, _ in wanted}
        exact.add(len(spans), len(found), len(wanted))
    return values, exact


def _same_money(value: Value, wanted: tuple[str, str, str | None]) -> bool:
    words, unit, code = wanted
    number = float(words) / (100 if unit in HUNDREDTHS else 1)
    code = code or UNITS.get(unit) or (unit if re.fullmatch("[A-Z]{3}", unit) else None)
    amount = _amount(value)
    close = amount is not None and abs(amount - number) <= 1e-6 * max(1.0, abs(amount))
    return close and (code is None or value.currency == code)


def _amount(value: Value) -> float | None:
    bounds = (value.amount, value.amount_min, value.amount_max)
    return next((amount for amount in bounds if amount is not None), None)


def _same_duckling(value: Value, gold: Record) -> bool:
    unit = gold["unit"]
    factor = 0.01 if unit == "Cent" else 1.0
    code = UNITS.get(unit) or (unit if re.fullmatch("[A-Z]{3}", unit) else None)
    if code is not None and value.currency != code:
        return False
    if "interval" in gold:
        pairs = [(value.amount_min, gold["from"]), (value.amount_max, gold["to"])]
    else:
        pairs = [(value.amount, gold["value"])]
    return all(
        (a is None) == (b is None) and (a is None or abs(a - b * factor) < 1e-6) for a, b in pairs
    )


def _dates(rows: list[Record]) -> tuple[Tally, Tally]:
    spans, days = Tally(), Tally()
    for row in rows:
        context = row["context"]
        anchor = date.fromisoformat(context["ReferenceDateTime"][:10]) if context else None
        wanted = [
            (gold["Start"], gold["Start"] + gold["Length"], _first_days(gold["Value"] or {}))
            for gold in row["gold"]
        ]
        found = [(d.start, d.end, d.value) for d in find_dates(row["text"], anchor, "day")]
        match(spans, row["text"], found, wanted)
        match(days, row["text"], found, wanted, lambda a, b: str(a.date_from) in b)
    return spans, days


def _first_days(value: Record) -> set[str]:
    readings = (value.get(name, {}) for name in ("PastResolution", "FutureResolution"))
    return {r[key] for r in readings for key in ("date", "startDate") if key in r}


_SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 7 * 86400,
    "month": 30 * 86400,
    "quarter": 90 * 86400,
    "year": 365 * 86400,
    "decade": 10 * 365 * 86400,
}


def _quantities(rows: list[Record], kind: str) -> Tally:
    """Values; of durations those in seconds, a month being 30 days and a year 365, as theirs."""
    tally = Tally()
    for row in rows:
        wanted: list[Found] = []
        for gold in row["gold"]:
            if kind == "percent":
                words = gold["Resolution"]["value"].rstrip("%")
                if words != "null":
                    wanted.append((gold["Start"], gold["End"] + 1, float(words)))
            else:
                seconds = gold["Value"]["FutureResolution"].get("duration")
                end = gold["Start"] + gold["Length"]
                wanted.append((gold["Start"], end, seconds and float(seconds)))
        found = [
            (q.start, q.end, _seconds(q.value) if kind == "duration" else _amount(q.value))
            for q in find_quantities(row["text"])
            if q.kind == kind
        ]
        match(tally, row["text"], found, wanted, lambda a, b: bool(a == b))
    return tally


def _seconds(value: Value) -> float | None:
    amount, unit = _amount(value), _SECONDS.get(value.unit or "")
    return None if amount is None or unit is None else amount * unit


def _numbers(rows: list[Record]) -> Tally:
    """Whether "<phrase> shops" counts so many; powers ("2^3") are no numbers of an article."""
    tally = Tally()
    for row in rows:
        for gold in row["gold"]:
            resolution = gold["Resolution"]
            if resolution.get("subtype") in ("integer", "decimal", "fraction"):
                words = " ".join(gold["Text"].split())
                shops = f"{words} shops"
                value = whole(shops, find_quantities(shops))
                amount = None if value is None else _amount(value)
                wanted = float(resolution["value"])
                close = amount is not None and abs(amount - wanted) <= 1e-6 * max(1.0, abs(wanted))
                tally.case(close, f"{words!r} = {wanted}, found {amount}")
    return tally
