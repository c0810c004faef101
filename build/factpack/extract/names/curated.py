"""Names found openly, against what is known for sure: values and curated names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from factpack.extract.names.known import KnownName
from factpack.extract.names.name import Name
from factpack.extract.text.doc import Doc
from factpack.model import LiteralValue


def outside_values(names: list[Name], literals: tuple[LiteralValue, ...]) -> list[Name]:
    """Names, given in order, that are no part of an amount or a date ("US" of "US$ 5").

    What begins with a digit is a name where it is no number that counts something: "3M users".
    """
    counts = {v.start for v in literals if v.kind == "count"}
    spans = sorted([(v.start, v.end) for v in literals if v.kind in ("money", "date")])
    kept = []
    following = 0
    end = -1
    for name in names:
        while following < len(spans) and spans[following][0] <= name.start:
            end = spans[following][1]
            following += 1
        if end < name.end and name.start not in counts:
            kept.append(name)
    return kept


def with_known(
    names: list[Name], spans: list[tuple[int, int, KnownName]], flagged: Doc
) -> list[Name]:
    """Put curated names in the place of those found openly; a longer name than theirs stays.

    Args:
        names: names found openly, in order; those that are curated are flagged so.
        spans: curated names in the text, in order, without overlaps.
        flagged: the article.
    """
    same = {(name.start, name.end): name for name in names}
    edges = [name.start for name in names]
    gone: set[int] = set()
    added: list[Name] = []
    for start, end, entry in spans:
        if (name := same.get((start, end))) is not None:
            name.known = entry
            continue
        first = bisect_left(flagged.starts, start)
        last = bisect_left(flagged.ends, end)
        if last < first or last >= len(flagged.ends):
            continue  # inside one token
        at = max(0, bisect_right(edges, start) - 1)
        over = []
        while at < len(names) and names[at].start < end:
            if names[at].end > start:
                over.append(at)
            at += 1
        if any(names[i].start <= start and end <= names[i].end for i in over):
            continue
        gone.update(over)
        words = tuple(word for word in flagged.lower[first : last + 1] if word not in ".,")
        added.append(Name(first, last, start, end, words, known=entry))
    kept = [name for i, name in enumerate(names) if i not in gone]
    return sorted(kept + added, key=_start) if added else kept


def _start(name: Name) -> int:
    return name.start
