"""Where the words of the main text stand in the page: one place for each, in the page's order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from factpack.model import Kept
from factpack.pages.source import PageSource, squeezed, widest, words_of

_SEED = 8
"""Characters at the beginning of a node by which it is looked up."""

_MOST_CANDIDATES = 8
"""Places that are tried for one piece of text; what stands more often is told by its neighbours."""

_REACH = 20_000
"""Characters, without white space, within which a piece is sought beside its neighbour: so the cost
stays linear. What lies between two paragraphs of one article is shorter, scripts aside."""

_MOST_WORDS = 2_000
"""Words of one piece, and three times as many of the page, that are compared one by one."""

Place = tuple[int, int]
"""Start and end of a piece in the squeezed text of the page."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What of the main text was found in its page.

    Attributes:
        kept: stretches of the page in its order.
        n_lost: words of the main text that could not be found.
    """

    kept: tuple[Kept, ...]
    n_lost: int


def align(blocks: Iterable[Sequence[str]], page: PageSource) -> Alignment:
    """Find the main text in its page.

    A piece that stands in the page once is where it stands. One that stands there several times is
    the one beside its neighbours. A block that the page does not have as a whole is looked for text
    node by text node, and these word by word: what is found must equal the page.

    Args:
        blocks: paragraphs of the main text, each as its text nodes.
        page: the page.
    """
    nodes = [[node for node in block if squeezed(node)] for block in blocks]
    wholes = [squeezed("".join(block)) for block in nodes]
    found = _place_all(wholes, page, 0, len(page.text))
    places: list[Place] = []
    n_lost = 0
    windows = _windows(found, 0, len(page.text))
    for texts, place, window in zip(nodes, found, windows, strict=True):
        if place is not None:
            places.append(place)
            continue
        parts = _place_all([squeezed(text) for text in texts], page, *window)
        for text, part, inner in zip(texts, parts, _windows(parts, *window), strict=True):
            if part is not None:
                places.append(part)
            else:
                words, lost = _place_words(text, page, *inner)
                places += words
                n_lost += lost
    return Alignment(_kept(places, page), n_lost)


def _place_all(pieces: Sequence[str], page: PageSource, low: int, high: int) -> list[Place | None]:
    """A place for each piece between two places of the page, None where it has none."""
    found: list[Place | None] = [None] * len(pieces)
    only = [
        (number, start)
        for number, piece in enumerate(pieces)
        if (start := _only_place(piece, page, low, high)) is not None
    ]
    sure = _in_order(only)
    for number, start in sure:
        found[number] = start, start + len(pieces[number])
    starts = [number for number, _ in sure]
    # Before the first sure piece, its neighbour stands behind it; elsewhere, before it.
    first = starts[0] if starts else 0
    end = sure[0][1] if sure else high
    for number in range(first - 1, -1, -1):
        place = _place_before(pieces[number], page, low, end)
        if place is not None:
            found[number] = place
            end = place[0]
    begin = low
    following = iter([*[start for _, start in sure[1:]], high])
    stop = next(following) if sure else high
    for number in range(first, len(pieces)):
        place = found[number]
        if place is not None:
            begin = place[1]
            if number != first:
                stop = next(following, high)
            continue
        place = _place_after(pieces[number], page, begin, stop)
        if place is not None:
            found[number] = place
            begin = place[1]
    for number, start in only:
        # What the library moved stands where the page has it.
        found[number] = start, start + len(pieces[number])
    return found


def _only_place(piece: str, page: PageSource, low: int, high: int) -> int | None:
    """The only place at which a node begins and the piece stands, None where there are several."""
    if len(piece) < _SEED:
        return None
    candidates = page.nodes_with(piece[:_SEED])
    if len(candidates) > _MOST_CANDIDATES:
        return None
    places = [
        place
        for place in candidates
        if low <= place and place + len(piece) <= high and page.text.startswith(piece, place)
    ]
    return places[0] if len(places) == 1 else None


def _in_order(sure: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pieces whose places rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for count, (_, place) in enumerate(sure):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(count)
        else:
            tails[at], ends[at] = place, count
    row: list[tuple[int, int]] = []
    last = ends[-1] if ends else -1
    while last >= 0:
        row.append(sure[last])
        last = before[last]
    return row[::-1]


def _place_after(piece: str, page: PageSource, low: int, high: int) -> Place | None:
    place = page.text.find(piece, low, min(high, low + _REACH + len(piece))) if piece else -1
    return (place, place + len(piece)) if place >= 0 else None


def _place_before(piece: str, page: PageSource, low: int, high: int) -> Place | None:
    place = page.text.rfind(piece, max(low, high - _REACH - len(piece)), high) if piece else -1
    return (place, place + len(piece)) if place >= 0 else None


def _windows(found: Sequence[Place | None], low: int, high: int) -> list[Place]:
    """For each piece the places between those of its neighbours."""
    ends: list[int] = []
    for place in found:
        ends.append(low)
        low = max(low, place[1]) if place else low
    windows: list[Place] = []
    for number in range(len(found) - 1, -1, -1):
        begin = ends[number]
        windows.append((begin, max(begin, min(high, begin + _REACH))))
        place = found[number]
        high = min(high, place[0]) if place else high
    return windows[::-1]


def _place_words(text: str, page: PageSource, low: int, high: int) -> tuple[list[Place], int]:
    """Places of the words of a text, and how many words have none."""
    words = words_of(text)
    theirs = page.words(low, high, 3 * _MOST_WORDS) if len(words) <= _MOST_WORDS else None
    if theirs is None:
        return [], len(words)
    places: list[Place] = []
    n_found = 0
    for step in LCSseq.opcodes(words, [word for word, _ in theirs]):
        if step.tag == "equal":
            n_found += step.src_end - step.src_start
            last, start = theirs[step.dest_end - 1]
            places.append((theirs[step.dest_start][1], start + len(last)))
    if n_found < _MIN_FOUND * len(words):
        return [], len(words)
    return places, len(words) - n_found


_MIN_FOUND = 0.5
"""Share of the words of a text that a page must have in their order: by chance it has fewer."""


def _kept(places: Iterable[Place], page: PageSource) -> tuple[Kept, ...]:
    """Stretches of the page, text node by text node, in its order."""
    kept: list[Kept] = []
    done = node_done = 0
    for start, end in sorted(places):
        start = max(start, done)
        if start >= end:
            continue
        first, last = page.node_at(start), page.node_at(end - 1)
        for node in range(first, last + 1):
            raw_start = page.starts[node] if node > first else page.raw_at(start)
            raw_end = page.ends[node] if node < last else page.raw_after(end)
            gap = widest(page.gaps[node_done + 1 : node + 1])
            if kept and node == node_done and raw_start > kept[-1].end:
                gap = " "
            kept.append(Kept(raw_start, raw_end, gap if kept else "", page.headings[node]))
            node_done = node
        done = end
    return tuple(kept)
