"""Names of months, seasons and years that are dates only beside words that show it."""

from __future__ import annotations

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.values.dates.date_match import DateMatch
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.years import is_year

_NAMES_TOO = word_list("values", "dates.bare_names.names_too")
_FINE_BEFORE = frozenset(
    lx.IN + lx.TO + lx.OF + lx.EARLY + lx.EARLIER + lx.BEGINNING + lx.AND + lx.DASH + lx.BETWEEN
)
_PEOPLE = word_list("values", "dates.bare_names.people")


def is_meant(tokens: Tokens, codes: str, match: DateMatch) -> bool:
    """Whether the words around a bare name show that it is a date."""
    if not match.bare:
        return True
    before = codes[match.first - 1] if match.first else ""
    after = match.last
    word = tokens.words[match.first]
    next_word = tokens.words[after] if after < len(codes) else ""
    next_code = codes[after] if after < len(codes) else ""
    if match.unit == "year":
        if not is_year(tokens, match.first):
            return False
        if next_code in (lx.NOUN, lx.PERCENT, lx.SCALE, lx.SHORT_SCALE, lx.CLOCK, lx.UNIT):
            return False
        if before == lx.THE and next_word[:1].isupper():
            # "The 2009 Games".
            return True
        counted = next_code == lx.WORD and (next_word.endswith("s") or next_word in _PEOPLE)
        counted = counted and next_word not in ("was", "is", "has", "as", "its", "this")
        measured = before == lx.IN and tokens.words[match.first - 1] in (
            "over",
            "at",
            "within",
            "for",
        )
        return not counted or (before in _FINE_BEFORE and before != lx.AND and not measured)
    if match.unit == "decade":
        return before in _FINE_BEFORE or before in (lx.THE, lx.APOSTROPHE)
    if match.unit == "season":
        if next_code == lx.YEAR or (
            next_code in lx.OF + lx.COMMA and codes[after + 1 : after + 2] == "Y"
        ):
            return True
        early = before in (lx.EARLY, lx.EARLIER)
        return early or (
            before == lx.THE and codes[match.first - 2 : match.first - 1] in tuple("IOGeg")
        )
    capital_next = bool(next_word) and tokens.text[tokens.starts[after]].isupper()
    if codes[match.first] == lx.SHORT_MONTH:
        return before in (lx.IN, lx.TO, lx.EARLY) and not capital_next
    if word in _NAMES_TOO:
        if before not in _FINE_BEFORE and before != lx.THE:
            return False
        sure = tokens.words[match.first - 1] in (
            "in",
            "since",
            "until",
            "during",
            "mid",
            "early",
            "late",
        )
        return sure or not capital_next
    return not capital_next or next_code != lx.WORD or before in _FINE_BEFORE
