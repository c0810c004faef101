"""Who founded something: a name that could be a firm's or a person's is that of a person there."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc

_FIRMS = word_list("names", "types.founders.firms")
"""Words of other languages that firms have in their names, and people have not."""
_FOUNDED = word_list("names", "types.founders.founded")
_ESTABLISHED = word_list("names", "types.founders.established")
_LIST_SIGNS = frozenset((",", "and", "&"))
_LIST_REACH = 16
"""Tokens from a name of a list to its ends."""
_DATE_REACH = 4
"""Tokens of a date between "founded" and "by"."""
_ENGLISH = lx.COMMON | lx.ORG_WORD | lx.LEGAL | lx.PLACE


def is_founder(name: Name, flagged: Doc) -> bool:
    """Whether a full name is one of those in "founded in 2011 by X, Y and Z", "X and Y founded".

    A full name has two to four words, none of them English, a place or an abbreviation.
    """
    tokens = range(name.first, name.last + 1)
    if not 2 <= len(tokens) <= 4 or any(
        flagged.flags[i] & _ENGLISH or flagged.lower[i] in _FIRMS or not flagged.words[i].istitle()
        for i in tokens
    ):
        return False
    lower = flagged.lower
    after = _list_end(flagged, name.last, 1)
    if after < len(lower) and lower[after] in _FOUNDED:
        return True
    by = _list_end(flagged, name.first, -1)
    if by < 1 or lower[by] != "by":
        return False
    return not _FOUNDED.isdisjoint(lower[max(0, by - _DATE_REACH) : by])


def is_said_to_found(name: Name, flagged: Doc) -> bool:
    """Whether "established by" stands before a name, or a like word, whatever the name is."""
    by = name.first - 1
    if by < 1 or flagged.lower[by] != "by":
        return False
    return not _ESTABLISHED.isdisjoint(flagged.lower[max(0, by - _DATE_REACH) : by])


def _list_end(flagged: Doc, at: int, step: int) -> int:
    """The token next to the list of names that the token `at` stands in, on one side of it."""
    lower, cap = flagged.lower, flagged.cap
    for _ in range(_LIST_REACH):
        at += step
        if not 0 <= at < len(lower) or not (cap[at] or lower[at] in _LIST_SIGNS):
            break
    return at
