"""MEANTIME: money and dates in news, up to where a text is annotated.

A span counts where it overlaps one that was annotated, each used once; nested annotations are one:
the widest. A date value counts where the spans overlap and the TIMEX values are equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.extraction.sets import Record, read_lines
from benchmarks.extraction.tally import Found, Measure, Tally, match, measures
from benchmarks.extraction.values import find_dates, find_money, timex

FILE = "data/meantime_dev.jsonl"


def score_meantime(shared: Path) -> list[Measure]:
    """Money spans, date spans and date values."""
    money, spans, values = Tally(), Tally(), Tally()
    for row in read_lines(shared / FILE):
        text = row["text"]
        match(money, text, _money_found(row), _money_wanted(row))
        found, wanted = _dates_found(row), _dates_wanted(row)
        match(spans, text, found, wanted)
        match(values, text, found, wanted, lambda a, b: bool(a == b.partition("T")[0]))
    return [
        *measures("meantime", "money spans", money, "F1"),
        *measures("meantime", "date spans", spans, "F1"),
        *measures("meantime", "date values", values, "F1"),
    ]


def _lines(row: Record) -> Iterator[tuple[int, str]]:
    at = 0
    for line in row["text"][: row["annotated_end"]].split("\n"):
        yield at, line
        at += len(line) + 1


def _money_wanted(row: Record) -> list[Found]:
    """A compound such as "$ 4 per share or $ 57 million" is annotated beside its parts: these."""
    spans = [(v["start"], v["end"]) for v in row["gold"]["values"] if v["type"] == "MONEY"]
    return [
        (*span, None)
        for span in spans
        if not any(o != span and span[0] <= o[0] and o[1] <= span[1] for o in spans)
    ]


def _money_found(row: Record) -> list[Found]:
    return [
        (at + money.start, at + money.end, None)
        for at, line in _lines(row)
        for money in find_money(line)
    ]


def _dates_wanted(row: Record) -> list[Found]:
    """Durations and sets are other kinds of value."""
    return [
        (timex3["start"], timex3["end"], timex3["value"])
        for timex3 in row["gold"]["timex"]
        if timex3["type"] in ("DATE", "TIME")
    ]


def _dates_found(row: Record) -> list[Found]:
    anchor = _published(row)
    return [
        (at + found.start, at + found.end, timex(found.value))
        for at, line in _lines(row)
        for found in find_dates(line, anchor, "day")
    ]


def _published(row: Record) -> date | None:
    """The publication date that the annotators marked."""
    for timex3 in row["gold"]["timex"]:
        if timex3["function"] == "CREATION_TIME":
            value = timex3["value"]
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                return date.fromisoformat(value)
            day, month, year = value.split("-")
            return date(int(year), int(month), int(day))
    return None
