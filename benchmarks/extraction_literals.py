"""Score money, dates and quantities against the openly licensed sets in ../shared/data.

`python benchmarks/extraction_literals.py [DATA]` prints a table; other scripts import `scores`.
What counts: on MEANTIME a span counts where it overlaps one that was annotated, each used once, up
to where annotation ends (nested annotations are one: the widest); a date value where the spans
overlap and the TIMEX values are equal. In the phrase sets a value counts where the spans overlap
and value and currency are equal; a unit that names no country's money ("Franc") takes any of that
name.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from factpack.extract.literals.dates import find_dates, timex
from factpack.extract.literals.money import find_money
from factpack.extract.literals.quantities import find_quantities
from factpack.model import Value

DATA = Path(__file__).parents[1] / ".." / "shared" / "data"


@dataclass(frozen=True)
class Score:
    """Counts of a comparison; `right` of `found` predictions and of `wanted` annotations."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)


Found = tuple[int, int, Any]
"""Start, end, value."""


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def match(
    found: Sequence[Found],
    wanted: Sequence[Found],
    equal: Callable[[Any, Any], bool] = lambda a, b: True,
) -> Score:
    """Overlapping spans with equal values, each used once, in order."""
    used: set[int] = set()
    for start, end, value in wanted:
        for i, (low, high, other) in enumerate(found):
            if i not in used and low < end and start < high and equal(other, value):
                used.add(i)
                break
    return Score(len(used), len(found), len(wanted))


def _lines(text: str, end: int) -> Iterable[tuple[int, str]]:
    at = 0
    for line in text[:end].split("\n"):
        yield at, line
        at += len(line) + 1


def _widest(spans: list[Found]) -> list[Found]:
    spans = sorted(spans, key=lambda span: (span[0], -span[1]))
    kept: list[Found] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def meantime_money(rows: Iterable[dict[str, Any]]) -> Score:
    """Money spans of MEANTIME."""
    total = Score(0, 0, 0)
    for row in rows:
        end = row["annotated_end"]
        wanted = [
            (value["start"], value["end"], None)
            for value in row["gold"]["values"]
            if value["type"] == "MONEY"
        ]
        # A compound such as "$ 4 per share or $ 57 million" is annotated beside its parts.
        parts = [
            span
            for span in wanted
            if not any(o != span and span[0] <= o[0] and o[1] <= span[1] for o in wanted)
        ]
        found = [
            (at + money.start, at + money.end, None)
            for at, line in _lines(row["text"], end)
            for money in find_money(line)
        ]
        total += match(found, parts)
    return total


def anchor_of(row: dict[str, Any]) -> date | None:
    """The publication date that the annotators marked."""
    for timex3 in row["gold"]["timex"]:
        if timex3["function"] == "CREATION_TIME":
            value = timex3["value"]
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                return date.fromisoformat(value)
            day, month, year = value.split("-")
            return date(int(year), int(month), int(day))
    return None


def meantime_dates(rows: Iterable[dict[str, Any]]) -> tuple[Score, Score]:
    """Date spans and TIMEX values of MEANTIME; durations and sets are other kinds of value."""
    spans = values = Score(0, 0, 0)
    for row in rows:
        end = row["annotated_end"]
        wanted = [
            (timex3["start"], timex3["end"], timex3["value"])
            for timex3 in row["gold"]["timex"]
            if timex3["type"] in ("DATE", "TIME")
        ]
        anchor = anchor_of(row)
        found = [
            (at + d.start, at + d.end, timex(d.value))
            for at, line in _lines(row["text"], end)
            for d in find_dates(line, anchor, "day")
        ]
        spans += match(found, wanted)
        values += match(found, wanted, lambda a, b: a == b.partition("T")[0])
    return spans, values


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


def _money_value(value: Value) -> float | None:
    return next(
        (v for v in (value.amount, value.amount_min, value.amount_max) if v is not None), None
    )


def _same_money(value: Value, wanted: tuple[Any, str, str | None]) -> bool:
    number, unit, code = wanted
    if unit in HUNDREDTHS:
        number = float(number) / 100
    code = code or UNITS.get(unit) or (unit if re.fullmatch("[A-Z]{3}", unit) else None)
    amount = _money_value(value)
    close = amount is not None and abs(amount - float(number)) <= 1e-6 * max(1.0, abs(amount))
    return close and (code is None or value.currency == code)


def recognizers_currency(rows: Iterable[dict[str, Any]], *, exact: bool = False) -> Score:
    """Values with currency in the currency specs; bare mentions of a currency are not asked for."""
    total = Score(0, 0, 0)
    for row in rows:
        wanted = [
            (
                gold["Start"],
                gold["End"] + 1,
                (
                    gold["Resolution"]["value"],
                    gold["Resolution"]["unit"],
                    gold["Resolution"].get("isoCurrency"),
                ),
            )
            for gold in row["gold"]
            if gold["Resolution"].get("value") is not None
        ]
        found = [(m.start, m.end, m.value) for m in find_money(row["text"])]
        score = match(found, wanted, _same_money)
        if exact:
            spans = {(start, end) for start, end, _ in found}
            right = sum((start, end) in spans for start, end, _ in wanted)
            score = Score(right, len(found), len(wanted))
        total += score
    return total


def duckling_money(rows: Iterable[dict[str, Any]]) -> Score:
    """Values, bounds and currency in the Duckling corpus, one phrase a row."""
    total = Score(0, 0, 0)
    for row in rows:
        gold = row["gold"]
        found = find_money(row["text"])
        total += Score(
            len(found) == 1 and gold is not None and _same_duckling(found[0].value, gold),
            len(found),
            gold is not None,
        )
    return total


def _same_duckling(value: Value, gold: dict[str, Any]) -> bool:
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


def recognizers_dates(rows: Iterable[dict[str, Any]]) -> tuple[Score, Score]:
    """Spans and first days in the date and period specs; either reading of theirs counts."""
    spans = values = Score(0, 0, 0)
    for row in rows:
        context = row["context"]
        anchor = date.fromisoformat(context["ReferenceDateTime"][:10]) if context else None
        wanted = [
            (
                gold["Start"],
                gold["Start"] + gold["Length"],
                {
                    (gold["Value"] or {}).get(reading, {}).get(key)
                    for reading in ("PastResolution", "FutureResolution")
                    for key in ("date", "startDate")
                }
                - {None},
            )
            for gold in row["gold"]
        ]
        found = [(d.start, d.end, d.value) for d in find_dates(row["text"], anchor, "day")]
        spans += match(found, wanted)
        values += match(found, wanted, lambda a, b: str(a.date_from) in b)
    return spans, values


def recognizers_quantities(rows: Iterable[dict[str, Any]], kind: str) -> Score:
    """Spans of durations, or values of percentages."""
    total = Score(0, 0, 0)
    for row in rows:
        wanted: list[Found] = []
        for gold in row["gold"]:
            if kind == "percent":
                value = gold["Resolution"]["value"].rstrip("%")
                if value == "null":
                    continue
                wanted.append((gold["Start"], gold["End"] + 1, float(value)))
            else:
                wanted.append((gold["Start"], gold["Start"] + gold["Length"], None))
        found = [
            (q.start, q.end, _money_value(q.value))
            for q in find_quantities(row["text"])
            if q.kind == kind
        ]
        total += match(found, wanted, lambda a, b: b is None or a == b)
    return total


def scores(data: Path = DATA) -> dict[str, Score]:
    """Every measure by name; sets that are not there are left out."""
    result: dict[str, Score] = {}
    path = data / "meantime_dev.jsonl"
    if path.exists():
        rows = read(path)
        result["meantime money spans"] = meantime_money(rows)
        result["meantime date spans"], result["meantime date values"] = meantime_dates(rows)
    path = data / "duckling_money.jsonl"
    if path.exists():
        result["duckling money values"] = duckling_money(read(path))
    folder = data / "recognizers"
    if folder.exists():
        rows = read(folder / "currency.jsonl")
        result["recognizers currency values"] = recognizers_currency(rows)
        result["recognizers currency exact spans"] = recognizers_currency(rows, exact=True)
        for name in ("date_parser", "dateperiod_parser"):
            spans, values = recognizers_dates(read(folder / f"{name}.jsonl"))
            result[f"recognizers {name} spans"] = spans
            result[f"recognizers {name} first days"] = values
        for name, kind in (("duration_parser", "duration"), ("percent", "percent")):
            rows = read(folder / f"{name}.jsonl")
            result[f"recognizers {kind}"] = recognizers_quantities(rows, kind)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    print(f"{'measure':<42}{'P':>7}{'R':>7}{'F1':>7}   right/found/wanted")
    for name, score in scores(parser.parse_args().data).items():
        print(
            f"{name:<42}{score.precision:>7.3f}{score.recall:>7.3f}{score.f1:>7.3f}"
            f"   {score.right}/{score.found}/{score.wanted}"
        )


if __name__ == "__main__":
    main()
