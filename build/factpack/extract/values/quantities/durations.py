"""Durations: numbers of years, days and hours, and "a decade" where it is measured."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values import numbers as nb
from factpack.extract.values.bounds import Bounds
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.quantities.numbered import Reading, number_of

UNIT = "(?P<of>[<UNIT><QUARTER><CLOCK>])"
A_DURATION = nb.grammar(
    "(?=[<HALF><DASH><A><UNIT><QUARTER><CLOCK>])"
    f"(?P<half><HALF>)?<DASH>?(?P<a><A>)?{UNIT}(?P<and><AND><A>[<HALF><QUARTER>])?"
)


def read_duration(tokens: Tokens, codes: str, match: re.Match[str]) -> Reading | None:
    """Five years, a 90-day review, two and a half decades."""
    number = number_of(tokens, match)
    word = tokens.words[match.start("of")]
    unit = lx.UNITS[word]
    if unit == "quarter" and codes[match.end() : match.end() + 1] == lx.OF:
        return None  # "Three quarters of the staff" are no time.
    if unit == "hour" and _is_clock(tokens, match.start("two")):
        return None
    part = match.group("and")
    if number and part and number[1].amount is not None:
        more = 0.5 if part[-1] == lx.HALF else 0.25
        number = number[0], Bounds(number[1].amount + more)
    return (number[0], match.end(), number[1], unit) if number else None


def _is_clock(tokens: Tokens, number: int) -> bool:
    """Whether four digits before "hours" are a time of day ("at 1930 hours")."""
    word = tokens.words[number]
    before = tokens.words[number - 1] if number else ""
    return (
        len(word) == 4
        and word.isdecimal()
        and word[:2] < "24"
        and word[2:] < "60"
        and (before in _BEFORE_CLOCK or word[0] == "0")
    )


_BEFORE_CLOCK = word_list("values", "quantities.durations.before_clock")


def read_a_duration(tokens: Tokens, codes: str, match: re.Match[str]) -> Reading | None:
    """For a decade, within half a year, a year and a half; not the year of "$5 a year"."""
    if not match.group("half"):
        before = tokens.words[match.start() - 1] if match.start() else ""
        after = codes[match.end() : match.end() + 2]
        long = after and "long" in tokens.words[match.end() : match.end() + 2]
        if not match.group("a") or (
            before not in _MEASURING and not long and not match.group("and")
        ):
            return None
    word = tokens.words[match.start("of")]
    if not (match.group("a") or match.group("half")) or word.endswith("s"):
        return None
    if word == "quarter":
        # "A quarter" is as often a fourth of something.
        return None
    part = match.group("and")
    more = 0.0 if not part else 0.5 if part[-1] == lx.HALF else 0.25
    amount = 0.5 if match.group("half") else 1.0 + more
    return match.start(), match.end(), Bounds(amount), lx.UNITS[word]


_MEASURING = word_list("values", "quantities.durations.measuring")


def read_many_units(tokens: Tokens, codes: str, match: re.Match[str]) -> Reading | None:
    """Hundreds of years."""
    low = nb.read_many(tokens, *match.span("many"))
    unit = lx.UNITS[tokens.words[match.start("of")]]
    return match.start(), match.end(), Bounds(None, low, None), unit
