"""The few stretches of a text in which a value may stand: what lies around its triggers."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from factpack.extract.languages.en import number_words as lx
from factpack.extract.text.doc import Doc

_TRIGGERS = AhoCorasick(
    list(lx.TRIGGERS), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
)
_WORD_TRIGGERS = tuple(trigger.isalpha() and trigger.isascii() for trigger in lx.TRIGGERS)

_REACH_BACK, _REACH_ON = 30, 36
"""Characters read before and after a trigger: enough for "the very beginning of the", and for the
adjectives between a number and the noun that it counts."""


def stretches_of(doc: Doc, parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where values may stand, in order and without overlap."""
    found: list[tuple[int, int]] = []
    text = doc.text
    left = iter(parts)
    start = end = 0
    low = high = -1
    for at, to in _triggers(doc):
        while at >= end:
            if high >= 0:
                found.append(_whole_words(text, low, high, start, end))
                high = -1
            part = next(left, None)
            if part is None:
                return found
            start, end = part
        if at < start:
            continue
        if high >= 0 and at - _REACH_BACK <= high:
            high = to + _REACH_ON
            continue
        if high >= 0:
            found.append(_whole_words(text, low, high, start, end))
        low, high = at - _REACH_BACK, to + _REACH_ON
    if high >= 0:
        found.append(_whole_words(text, low, high, start, end))
    return found


def _triggers(doc: Doc) -> list[tuple[int, int]]:
    """Start and end of every trigger of a text, in order; each chunk of it is searched but once."""
    found: list[tuple[int, int]] = []
    text = doc.text
    for begin, chunk in doc.triggering:
        if chunk.triggers is None:
            chunk.triggers = _triggers_of(chunk.text)
        hits = chunk.triggers
        for n in range(0, len(hits), 2):
            at, to = begin + hits[n], begin + hits[n + 1]
            before = lx.ONLY_AFTER.get(text[at:to])
            if before is None:
                found.append((at, to))
            elif text.startswith(before, at - len(before)):
                found.append((at - len(before), to))
    return found


def _triggers_of(chunk: str) -> tuple[int, ...]:
    """Start and end of every trigger of a chunk, one after the other."""
    hits: list[int] = []
    for pattern, at, to in _TRIGGERS.find_matches_as_indexes(chunk):
        if at == 0 or not _WORD_TRIGGERS[pattern] or not chunk[at - 1].isalpha():
            hits += [at, to]
    return tuple(hits)


def _whole_words(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """Narrow both ends to white space; a stretch that is all one word stays as it is."""
    if low <= start:
        low = start
    else:
        space = text.find(" ", low, low + _REACH_BACK)
        low = low if space < 0 else space + 1
    if high >= end:
        high = end
    else:
        space = text.rfind(" ", high - _REACH_ON, high)
        high = high if space < 0 else space
    return low, high
