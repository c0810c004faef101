"""Amounts and dates of given claims: the value is always read from the words of the article."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from factpack.extract.given.align.place import Places
from factpack.extract.given.align.refused import Refused
from factpack.model import LiteralKind, LiteralValue, Metadata, Span, Value

_LAST_WORD = re.compile(r"(?<![A-Za-z])([A-Za-z]+)\s*$")
_RELATIONS = {
    "since": "since",
    "from": "since",
    "by": "by",
    "within": "by",
    "until": "until",
    "till": "until",
    "through": "until",
    "before": "before",
    "after": "after",
}
"""Prepositions before a date to `date_relation`; any other word is `on`, as in the rules."""

AMOUNTS: tuple[LiteralKind, ...] = ("money", "percent", "count")
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Values:
    """The values that an article states, which given ones are compared with."""

    text: str
    literals: Sequence[LiteralValue]
    places: Places

    def amount(
        self, item: Any, areas: list[Span], kinds: Sequence[LiteralKind], *, raw: bool
    ) -> LiteralValue:
        """The amount that a given one means.

        Args:
            item: words, a number, or an object with either or both.
            areas: where the words may stand, the best first.
            kinds: of values that will do.
            raw: whether offsets count in the source.

        Raises:
            Refused: no such words or number stand there, or they state another amount.
        """
        if isinstance(item, (int, float)):
            item = {"value": item}
        return self._meant("amount", _is_amount, item, areas, kinds, raw=raw)

    def date(self, item: Any, areas: list[Span], *, raw: bool) -> LiteralValue:
        """The date or period that a given one means; as for `amount`."""
        return self._meant("date", _is_period, item, areas, ("date",), raw=raw)

    def _meant(
        self,
        name: str,
        fits: Callable[[Value, dict[str, Any]], bool],
        item: Any,
        areas: list[Span],
        kinds: Sequence[LiteralKind],
        *,
        raw: bool,
    ) -> LiteralValue:
        """The value that given words state; where none are given, the first near that fits."""
        given = {} if isinstance(item, str) else item
        if isinstance(item, str) or "text" in item:
            span = self.places.words(item, areas, raw=raw, taken=None)
            near = self._within([span], kinds, touching=True)[:1] if span is not None else []
        else:
            near = self._within(areas, kinds)
        for literal in near:
            if fits(literal.value, given):
                return literal
        raise Refused(f"{name}-mismatch" if near else f"{name}-not-found")

    def relation(self, literal: LiteralValue) -> str:
        """How a date relates to what is stated: by the preposition before it, else `on`."""
        before = _LAST_WORD.search(self.text[max(literal.start - _NEAR, 0) : literal.start])
        return _RELATIONS.get(before[1].lower(), "on") if before else "on"

    def _within(
        self, areas: list[Span], kinds: Sequence[LiteralKind], *, touching: bool = False
    ) -> list[LiteralValue]:
        found: dict[int, LiteralValue] = {}
        for area in areas:
            at = bisect_right(self.literals, area.start, key=lambda literal: literal.end)
            while at < len(self.literals) and self.literals[at].start < area.end:
                literal = self.literals[at]
                at += 1
                whole = area.start <= literal.start and literal.end <= area.end
                if literal.kind in kinds and (whole or touching):
                    found.setdefault(literal.start, literal)
        return list(found.values())


def is_after_publication(value: Value, metadata: Metadata) -> bool:
    """Whether a period begins after the last day on which the article can have appeared."""
    published = metadata.published_on
    if published is None or value.date_from is None:
        return False
    if metadata.published_precision == "year":
        published = date(published.year, 12, 31)
    elif metadata.published_precision == "month":
        published = (published.replace(day=28) + timedelta(days=4)).replace(day=1)
        published -= timedelta(days=1)
    return value.date_from > published


def has_value(value: Value) -> bool:
    """Whether anything is known of an amount or a period."""
    amounts = value.amount, value.amount_min, value.amount_max
    return any(known is not None for known in (*amounts, value.date_from, value.date_to))


def _is_amount(value: Value, given: dict[str, Any]) -> bool:
    if "currency" in given and given["currency"] != value.currency:
        return False
    if "value" not in given:
        return True
    stated = [x for x in (value.amount, value.amount_min, value.amount_max) if x is not None]
    try:
        wanted = float(given["value"])
    except OverflowError:
        return False
    return any(math.isclose(x, wanted, rel_tol=1e-9) for x in stated)


def _is_period(value: Value, given: dict[str, Any]) -> bool:
    if "from" not in given:
        return True
    stated = (value.date_from, value.date_to)
    return [given["from"], given["to"]] == [d and d.isoformat() for d in stated]
