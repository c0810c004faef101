"""Counts: a number and the noun that it counts."""

from __future__ import annotations

import re

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values import numbers as nb
from factpack.extract.values.bounds import Bounds
from factpack.extract.values.name_digits import MEASURES
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.quantities.numbered import Reading, number_of

NOUNS = "(?P<rest>(?:<DASH>?[<WORD><ADJECTIVE><CODE><POINT><WHOLE><FISCAL><RECENT>]){1,3})"
_SINGULAR = word_list("values", "quantities.counts.singular")
"""Units that stand in the singular behind a number: "a 3-inch screen", "a 101 metre ship"."""
_PEOPLE = word_list("values", "quantities.counts.people")
_NO_NOUNS = word_list("values", "quantities.counts.no_nouns")
_STOPS = word_list("values", "quantities.counts.stops")
_LONGEST_UNIT = 40
"""Characters; longer words are no units."""


def read_count(tokens: Tokens, codes: str, match: re.Match[str]) -> Reading | None:
    """2,000 employees, 60GB, five million paying users."""
    start, end = match.span("two")
    last = _noun_after(tokens, match.start("rest"), match.end("rest"))
    if last is None or _is_version(tokens, start, end) or _is_ratio(tokens, start):
        return None
    if codes[last : last + 1] == lx.PER or tokens.words[max(0, start - 3) : start] == _BEST_OF:
        return None  # "40 miles per hour" are no miles.
    if lx.SLASH in match.group("two") and match.group("two")[1] == lx.SLASH:
        return None  # "3/4 teams" are no part of a team.
    number = number_of(tokens, match)
    if number is None or (number[1].amount == 1 and tokens.codes[start] == lx.SMALL_WORD):
        # A plural does not belong to "one" ("day one sales").
        return None
    return number[0], last, number[1], tokens.words[last - 1].lower()


_BEST_OF = ["-", "of", "-"]
"""What stands before the number of "a best-of-seven series"."""


def _is_ratio(tokens: Tokens, start: int) -> bool:
    """Whether a number is the whole of a ratio ("one in three people", "9 out of 10 doctors")."""
    before = tokens.words[max(0, start - 4) : start]
    if before[-1:] == ["every"]:
        before.pop()
    if before[-1:] == ["in"]:
        size = 1
    elif before[-2:] == ["out", "of"]:
        size = 2
    else:
        return False
    at = start - size - (tokens.words[start - 1] == "every") - 1
    if at < 0:
        return False
    word = tokens.words[at]
    return (tokens.codes[at] == lx.SMALL_WORD and lx.SMALL_NUMBERS[word] < 10) or (
        tokens.codes[at] == lx.SMALL and int(word) < 10
    )


def read_many_count(tokens: Tokens, codes: str, match: re.Match[str]) -> Reading | None:
    """Thousands of users."""
    last = _noun_after(tokens, match.start("rest"), match.end("rest"))
    if last is None or codes[match.end("many") - 1] != lx.OF:
        return None
    low = nb.read_many(tokens, *match.span("many"))
    return match.start(), last, Bounds(None, low, None), tokens.words[last - 1].lower()


def _noun_after(tokens: Tokens, first: int, last: int) -> int | None:
    """The token after the counted noun: the first plural, or a measure that follows at once."""
    words = tokens.words
    at = first + (tokens.codes[first] == lx.DASH)
    if words[first].lower() in MEASURES:
        return first + 1
    if at < last and words[at] in _SINGULAR and words[at + 1 : at + 2] != ["per"]:
        return at + 1  # "a 3.5-inch screen"
    for i in range(first, last):
        word = words[i].lower()
        if word in _STOPS or len(word) > _LONGEST_UNIT:
            return None
        if tokens.codes[i] == lx.DASH or word in _ATTRIBUTIVE:
            continue
        if word in _FRACTIONS:
            return None
        if word in _COLLECTIVE and i + 1 < last and words[i + 1].endswith("s"):
            # "Staff members".
            continue
        if word in _PEOPLE or (
            len(word) > 3
            and word[-1] == "s"
            and word[-2:] not in ("ss", "us", "is")
            and word not in _NO_NOUNS
        ):
            return i + 1
    return None


def _is_version(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a number is part of a name ("Pad 4 owners", "4K screens"), not a count."""
    before = tokens.codes[start - 1] if start else ""
    if tokens.codes[start] == lx.YEAR and before == lx.THE:
        # "The 2009 Games".
        return tokens.text[tokens.starts[end] : tokens.starts[end] + 1].isupper()
    if tokens.codes[start] in (lx.SMALL_WORD, lx.A) and tokens.text[tokens.starts[start]].isupper():
        # "Size Five Games", unless the sentence begins there.
        return before == lx.WORD and tokens.text[tokens.starts[end]].isupper()
    if end - start > 1:
        short = tokens.codes[end - 1] == lx.SHORT_SCALE
        return short and tokens.text[tokens.starts[end - 1]] == "K"
    if tokens.codes[start] not in "DYN" or "," in tokens.words[start] or not start:
        return False
    at = tokens.starts[start - 1]
    word = tokens.text[at : tokens.ends[start - 1]]
    if tokens.codes[start - 1] != lx.WORD or word.islower():
        return False
    # The first word of a sentence is in capitals whatever it is.
    begins = tokens.text[max(0, at - 2) : at].strip(' \n"“') in (".", "")
    return not (begins and word[1:].islower() and word[0].isupper())


_COLLECTIVE = word_list("values", "quantities.counts.collective")
_FRACTIONS = word_list("values", "quantities.counts.fractions")
_ATTRIBUTIVE = word_list("values", "quantities.counts.attributive")
"""Plurals that stand before another noun ("sales jobs")."""
