"""Money: amounts with a currency, ranges and bounds, as English news writes them."""

from __future__ import annotations

import re
from collections.abc import Callable

from factpack.extract.languages.en import number_words as lx
from factpack.extract.values.bounds import bounded, with_bound
from factpack.extract.values.money.amounts import (
    AFTER_SIGN,
    BEFORE_SIGN,
    CENTS,
    MANY,
    RANGE_BEFORE_SIGN,
    FoundAmount,
    read_after_sign,
    read_before_sign,
    read_cents,
    read_many_of,
)
from factpack.extract.values.number_tokens import Tokens
from factpack.model import LiteralValue, Value


def literals_in(tokens: Tokens) -> list[tuple[LiteralValue, int, int]]:
    """Amounts of money among the tokens, each with the tokens `[first, last)` that it uses.

    The span takes in what the value rests on: sign, scale, the other end of a range, and words
    that make the amount a bound ("more than"); "about" and its like stay outside, since they
    change no column. A bare "$" is the US dollar and a bare pound the British one, as in English
    business news; "franc", "peso" and others that many countries share have no currency.
    """
    codes = tokens.codes
    amounts: list[tuple[LiteralValue, int, int]] = []
    if not (lx.SYMBOL in codes or lx.CODE in codes or lx.NOUN in codes or lx.SUBUNIT in codes):
        return amounts
    search = _Search(tokens)
    at = 0
    while (found := search.next(at)) is not None:
        first, last, bounds, currency = found
        start, end = tokens.starts[first], tokens.ends[last - 1]
        if bounds.amount is not None and bounds.low is None and bounds.high is None:
            start, end, kind = bounded(tokens.text, start, end)
            bounds = with_bound(bounds.amount, kind)
        value = Value(bounds.amount, bounds.low, bounds.high, currency)
        amounts.append((LiteralValue("money", start, end, value), first, last))
        at = last
    return amounts


class _Search:
    """Every pattern's next match, searched again only when the reading has passed it.

    Searching all patterns again after each amount would be quadratic in the number of amounts.
    """

    __slots__ = ("_next", "_tokens")

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._next: list[re.Match[str] | None] = [
            pattern.search(tokens.codes) if needed in tokens.codes else None
            for pattern, needed, _ in _READERS
        ]

    def next(self, at: int) -> FoundAmount | None:
        """The first amount from token `at` on; at one place the longest."""
        ahead = self._next
        while True:
            first = -1
            for i, match in enumerate(ahead):
                if match is not None and match.start() < at:
                    match = ahead[i] = _READERS[i][0].search(self._tokens.codes, at)
                if match is not None and (first < 0 or match.start() < first):
                    first = match.start()
            if first < 0:
                return None
            here = [(-m.end(), i) for i, m in enumerate(ahead) if m and m.start() == first]
            for _, i in sorted(here):
                match = ahead[i]
                assert match is not None
                found = _READERS[i][2](self._tokens, match, at)
                if found is not None:
                    return found
            at = first + 1


_Reader = Callable[[Tokens, "re.Match[str]", int], FoundAmount | None]

# A pattern, a class without which it matches nothing ("" where several would do), and its reader.
_READERS: tuple[tuple[re.Pattern[str], str, _Reader], ...] = (
    (AFTER_SIGN, "", read_after_sign),
    (RANGE_BEFORE_SIGN, "", read_before_sign),
    (BEFORE_SIGN, "", read_before_sign),
    (MANY, lx.NOUN, read_many_of),
    (CENTS, lx.SUBUNIT, read_cents),
)
