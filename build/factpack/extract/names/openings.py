"""Stories that open with a short name and then say in full whom they speak of."""

from __future__ import annotations

import re

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.entity_type import EVIDENT, ORGANIZATION
from factpack.extract.names.groups import Group
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s")
_OPENING = 600
"""Characters from the start of the text, and between both names, in which it happens."""
_BETWEEN = 2
"""Sentences that may end between both names."""
_GUESSED = 1.5
"""Weight up to which a type rests on the spelling of a name alone."""
_UNITS = word_list("names", "openings.units")
"""Last words of the names of what belongs to a firm, rather than of the firm."""


def opens_story(short: Group, whole: Group, flagged: Doc, body: int) -> bool:
    """Whether a text opens with a short name and gives the whole one in the sentences after it.

    "Tarkin fell on Monday. Tarkin Brothers Shipbuilding, which …": not where the longer one is of
    what is part of a firm ("Tarkin Ventures").

    Args:
        short: the first words of the longer name.
        whole: a longer name.
        flagged: the article.
        body: where its text begins after the title.
    """
    first, full = short.names[0], whole.names[0]
    if whole.votes[ORGANIZATION] < EVIDENT or whole.key[-1] in _UNITS:
        return False
    if max(short.votes) > max(short.votes[ORGANIZATION], _GUESSED):
        return False
    if first.start - body > _OPENING or not 0 <= full.start - first.end < _OPENING:
        return False
    if not (full.initial or _is_explained(full, flagged)):
        return False  # "Tarkin fell. It owns Tarkin Freight."
    return len(_SENTENCE_END.findall(flagged.text[first.end : full.start])) <= _BETWEEN


def _is_explained(name: Name, flagged: Doc) -> bool:
    """Whether a comma or bracket behind a name goes on to say what it is, or a post before it."""
    after, before = name.last + 1, name.first - 2
    if after < len(flagged.words) and flagged.words[after] in ",(":
        return True
    of = before >= 0 and flagged.lower[before + 1] in ("of", "at")
    return of and bool(flagged.flags[before] & lx.ROLE_LOWER)
