"""Whose the stop is that ends both a sentence and an abbreviation: "… has bought Vexley Inc."."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from factpack.extract.names.capitalised_spans import STOPPED
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc


def without_closing_stops(names: list[Name], ends: Iterable[int], flagged: Doc) -> list[Name]:
    """The names, without the stop of the sentence where the article writes the name without one.

    How it writes the name elsewhere tells, else how it writes other names that end so. Where
    nothing tells, the stop is that of the abbreviation too.

    Args:
        names: of the article.
        ends: end tokens of its sentences.
        flagged: its tokens.
    """
    last = {end - 1 for end in ends}
    open_, stopless, stopped = [], set[tuple[str, ...]](), set[tuple[str, ...]]()
    for place, name in enumerate(names):
        has_stop = flagged.words[name.last] == "."
        if flagged.lower[name.last - has_stop] not in STOPPED or name.known is not None:
            continue
        if has_stop and name.last in last:
            open_.append(place)
        else:
            (stopped if has_stop else stopless).add(name.words)
    if not open_ or not stopless:
        return names
    found = list(names)
    for place in open_:
        name = names[place]
        if name.words in stopless if name.words in stopless | stopped else not stopped:
            token = name.last - 1
            found[place] = replace(name, last=token, end=flagged.ends[token])
    return found
