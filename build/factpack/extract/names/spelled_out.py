"""Names that an acronym beside them shows to be one: "Rapid and Fair Orrin Test (RAFOT)"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.definitions import is_acronym
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc

_BETWEEN = word_list("names", "spelled_out.between")
"""What stands between the words that an acronym is made of."""
_MARKS = frozenset(",&-")
_LONGEST = 12
"""Tokens of a name that is spelled out."""
_SHORTEST = 3
"""Letters of an acronym that prove more than chance."""

Span = tuple[int, int]
Form = tuple[str, ...]


def join_spelled_out(names: list[Name], flagged: Doc) -> list[Name]:
    """The names, those joined that make up what an acronym stands for, wherever they stand.

    Args:
        names: of an article, in order.
        flagged: the article.
    """
    spans = [span for name in names for span in _spans(name, flagged)]
    if not spans:
        return names
    starts = [name.first for name in names]
    forms: dict[str, dict[Form, None]] = {}
    for first, last in spans:
        # "Vela Food and Water Service (FWS)": the name that the first word is in is part of it.
        covering = names[max(0, bisect_right(starts, first) - 1)]
        first = covering.first if covering.first <= first <= covering.last else first
        form = tuple(flagged.lower[first : last + 1])
        forms.setdefault(form[0], {})[form] = None
    return _joined(names, forms, flagged)


def _spans(name: Name, flagged: Doc) -> Iterable[Span]:
    """First and last token of what the acronym behind a name, or the name itself, stands for."""
    words, after = flagged.words, name.last + 1
    if words[after : after + 1] == ["("] and words[after + 2 : after + 3] == [")"]:
        acronym = words[after + 1]
        if _is_long_enough(acronym) and not is_acronym(acronym, name.words):
            yield from _before(acronym, name.last, flagged)
    if name.first == name.last and _is_long_enough(words[name.first]):
        lead = flagged.lower[after : after + 3]
        at = after + 1 if lead[:1] == ["("] else after + 3 if lead == [",", "short", "for"] else 0
        if at:
            yield from _behind(words[name.first], at, flagged)


def _is_long_enough(acronym: str) -> bool:
    capitals = sum(map(str.isupper, acronym))
    return len(acronym) >= _SHORTEST and 2 * capitals > len(acronym)


def _goes_on(at: int, flagged: Doc) -> bool:
    """Whether a token may stand inside a name that is spelled out."""
    return flagged.cap[at] or flagged.lower[at] in _BETWEEN or flagged.words[at] in _MARKS


def _before(acronym: str, last: int, flagged: Doc) -> Iterable[Span]:
    """Read back from the bracket until the letters are used up."""
    first = last
    while first > 0 and last - first < _LONGEST and _goes_on(first - 1, flagged):
        first -= 1
        if flagged.cap[first] and _spells(acronym, first, last, flagged):
            yield first, last
            return


def _behind(acronym: str, first: int, flagged: Doc) -> Iterable[Span]:
    """Read on until the letters are used up."""
    end = min(first + _LONGEST, len(flagged.words))
    for last in range(first, end):
        if not _goes_on(last, flagged):
            return
        if flagged.cap[last] and _spells(acronym, first, last, flagged):
            yield first, last
            return


def _spells(acronym: str, first: int, last: int, flagged: Doc) -> bool:
    """Whether each letter is that of a word that has a capital, in order."""
    heads = [flagged.lower[i][0] for i in range(first, last + 1) if flagged.cap[i]]
    every = [w[0] for w in flagged.lower[first : last + 1] if w[0].isalpha()]
    letters = list(acronym.lower().replace(".", ""))
    return letters in (heads, every)


def _joined(names: list[Name], forms: dict[str, dict[Form, None]], flagged: Doc) -> list[Name]:
    """The names with those that a form covers replaced by one."""
    kept: list[Name] = []
    done = -1
    for name in names:
        if name.first <= done:
            continue
        lower = flagged.lower
        for form in forms.get(lower[name.first], ()):
            last = name.first + len(form) - 1
            if last > name.last and tuple(lower[name.first : last + 1]) == form:
                words = tuple(word for word in form if word not in (".", ","))
                name = replace(name, last=last, end=flagged.ends[last], words=words)
                break
        done = name.last
        kept.append(name)
    return kept
