"""A date as its words give it, and how forms of dates are declared beside what reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from factpack.extract.languages.en import number_words as lx
from factpack.extract.values import numbers as nb
from factpack.extract.values.number_tokens import Tokens
from factpack.model import Value


class DateMatch(NamedTuple):
    """A date as its own words give it, before it is resolved.

    Attributes:
        first: its first token.
        last: the token after its last.
        unit: year, half-year, quarter, season, month, week, weekday, day, or another unit that is
            counted from the anchor.
        number: which month, quarter, half-year, season or weekday (from 0), where it is named.
        day: day of the month.
        year: the year, where it is written.
        year_shift: the year, counted from that of the anchor.
        shift: how many units after the anchor's the period lies.
        span: count of units up to (negative) or from the anchor.
        fixed: the value, where no anchor matters.
        bare: a name without anything that shows that a date is meant ("May", "summer").
    """

    first: int
    last: int
    unit: str
    number: int | None = None
    day: int | None = None
    year: int | None = None
    year_shift: int | None = None
    shift: int | None = None
    span: int | None = None
    fixed: Value | None = None
    bare: bool = False

    def takes_year(self) -> bool:
        """Whether it is part of a year that its own words leave open."""
        return (
            self.unit in _SUB_YEAR
            and self.number is not None
            and self.year is None
            and self.year_shift is None
            and self.shift is None
            and self.fixed is None
        )

    def is_year(self) -> bool:
        """Whether it is one year, written or counted from the anchor."""
        return self.unit == "year" and self.span is None and (self.year or self.shift) is not None


_SUB_YEAR = frozenset(("day", "days", "month", "quarter", "half-year", "season"))

Reader = Callable[[Tokens, "re.Match[str]"], DateMatch | None]


class Form(NamedTuple):
    """One way of writing a date.

    Attributes:
        needs: classes of words without which the pattern cannot match, one of each group.
        pattern: a grammar over classes of words.
        reader: what makes a date of its matches, or None where they are none.
    """

    needs: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]
    reader: Reader


class Forms(list[Form]):
    """Forms in the order in which they are tried: of two of one extent, the first counts."""

    def written(self, needs: str, *patterns: str) -> Callable[[Reader], Reader]:
        """Declare the forms that a function reads; groups of `needs` are parted by spaces."""

        def declare(reader: Reader) -> Reader:
            groups = tuple(frozenset(nb.expand(group).replace("\\", "")) for group in needs.split())
            self.extend(Form(groups, nb.grammar(pattern), reader) for pattern in patterns)
            return reader

        return declare


RANK = "(?:<SMALL_WORD><DASH>?)?<ORDINAL>"
RELATION = "(?P<rel><THIS>?<LAST>|<NEXT>|<THIS>)"
RELATIONS = "<THIS><LAST><NEXT>"


def rank_of(tokens: Tokens, token: int) -> int:
    """The number of a day or rank whose first word is at `token`; 0 where it is none."""
    word = tokens.words[token]
    if tokens.codes[token] == lx.SMALL_WORD:
        # "Twenty-first"; "two first" is no rank.
        tens = lx.SMALL_NUMBERS[word]
        at = tokens.codes.index(lx.ORDINAL, token)
        ones = lx.ORDINALS.get(tokens.words[at], 0)
        return tens + ones if tens >= 20 and 0 < ones < 10 else 0
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else lx.ORDINALS[word]


def shift_of(match: re.Match[str]) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    relation = match.group("rel")
    return -1 if lx.LAST in relation else 1 if lx.NEXT in relation else 0
