"""The words of a page and where each stands in its source."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from factpack.model import Gap

_HIDDEN = "script|style|template|svg|iframe|title"
_TO_ITS_END = r"(?:[^<]++|<(?!/(?P=hidden)(?=[\s/>])))*+"
_COMMENT = r"!--(?:.*?-->|.*+)"
_NAME = r"/?(?P<name>[a-z][a-z\d]*)"
_PLAIN = r"[^>]*+>?"
_QUOTED = r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>"""
_SIMPLE = re.compile(
    rf"<(?:{_COMMENT}|(?P<hidden>{_HIDDEN})(?=[\s/>]){_PLAIN}{_TO_ITS_END}"
    rf"|{_NAME}(?P<odd>){_PLAIN}|[!?/]{_PLAIN})",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(
    rf"<(?:{_COMMENT}|(?P<hidden>{_HIDDEN})(?=[\s/>]){_PLAIN}{_TO_ITS_END}"
    rf"|{_NAME}(?:{_QUOTED}|(?P<odd>){_PLAIN})|[!?/]{_PLAIN})",
    re.IGNORECASE | re.DOTALL,
)
"""A tag, a comment, or an element with what it hides. A `>` in an attribute does not end a tag,
unless its quotes are at odds: whether they are takes looking to the end of the page."""

_MOST_ODD = 20
"""Tags with quotes at odds after which a `>` ends every tag, so that the cost stays linear."""

_BREAKS: dict[str, Gap] = {
    **dict.fromkeys(
        "address article aside blockquote body caption center dd details dialog dir div dl dt "
        "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html "
        "legend li main menu nav ol optgroup option p pre section select summary table tbody "
        "tfoot thead tr ul".split(),
        "\n\n",
    ),
    "br": "\n",
    "td": " ",
    "th": " ",
}
"""What tags leave between the words before and after them; others leave nothing."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_CHARACTER = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[A-Za-z][A-Za-z\d]*);?|[^\s]")
"""A character of a text as markup writes it."""


def squeezed(text: str) -> str:
    r"""What two readings of a text have in common: its visible characters, without white space.

    >>> squeezed(" A\xadn\n\xa0old  mill ")
    'Anoldmill'
    """
    text = "".join(text.split())
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def words_of(text: str) -> list[str]:
    """Words and signs of a text, squeezed; put together they are the text, squeezed.

    >>> words_of("He said: no.")
    ['He', 'said', ':', 'no', '.']
    """
    return [word for found in _WORD.findall(text) if (word := squeezed(found))]


_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(slots=True)
class PageSource:
    """The text nodes of a page, those of its main text and all others.

    Attributes:
        raw: the page.
        text: the words of all nodes, squeezed.
        places: where each node begins in `text`, in order.
        starts: where it begins in `raw`, after white space.
        ends: where it ends there, before white space.
        gaps: what parts each from the one before.
        headings: whether each stands in an element of a heading.
    """

    raw: str
    text: str
    places: list[int]
    starts: list[int]
    ends: list[int]
    gaps: list[Gap]
    headings: list[bool]
    _seeds: dict[str, list[int]] = field(default_factory=dict)

    def nodes_with(self, seed: str) -> list[int]:
        """Places at which a node begins and the text goes on as a seed, all of one length."""
        if not self._seeds:
            size = len(seed)
            for place in self.places:
                self._seeds.setdefault(self.text[place : place + size], []).append(place)
        return self._seeds.get(seed, [])

    def words(self, low: int, high: int) -> list[tuple[str, int]]:
        """Words of the nodes between two places, squeezed, each with its place."""
        found: list[tuple[str, int]] = []
        first = bisect_left(self.places, low)
        for node in range(first, bisect_left(self.places, high)):
            place = self.places[node]
            for word in words_of(html.unescape(self.raw[self.starts[node] : self.ends[node]])):
                found.append((word, place))
                place += len(word)
        return found

    def node_at(self, place: int) -> int:
        """The number of the node that a character of `text` stands in."""
        return bisect_right(self.places, place) - 1

    def raw_at(self, place: int) -> int:
        """Where a character of `text` stands in the page."""
        node = self.node_at(place)
        return self._inside(node, place - self.places[node])

    def raw_after(self, place: int) -> int:
        """Where the character before a place of `text` ends in the page."""
        node = self.node_at(place - 1)
        size = place - self.places[node]
        end = self.places[node + 1] if node + 1 < len(self.places) else len(self.text)
        if place == end:
            return self.ends[node]
        return self._inside(node, size - 1, after=True)

    def _inside(self, node: int, count: int, *, after: bool = False) -> int:
        start = self.starts[node]
        if not count and not after:
            return start
        for found in _CHARACTER.finditer(self.raw, start, self.ends[node]):
            size = len(squeezed(html.unescape(found[0])))
            if size and count < size:
                return found.end() if after else found.start()
            count -= size
        return self.ends[node]


def _all_markup(raw: str) -> Iterator[re.Match[str]]:
    """Everything in a page that is no text."""
    n_odd = 0
    end = 0
    for markup in _MARKUP.finditer(raw):
        yield markup
        if markup["odd"] is not None:
            n_odd += 1
            if n_odd == _MOST_ODD:
                end = markup.end()
                break
    if end:
        yield from _SIMPLE.finditer(raw, end)


def read_source(raw: str) -> PageSource:
    """Find the text nodes of a page; cost is linear in its length."""
    found = PageSource(raw, "", [], [], [], [], [])
    pieces: list[str] = []
    size = done = 0
    gap: Gap = ""
    is_heading = False
    add_piece, add_place = pieces.append, found.places.append
    for markup in _all_markup(raw):
        start = markup.start()
        if start > done:
            node = raw[done:start]
            words = node.split()
            if words:
                if not gap and node[0].isspace():
                    gap = " "
                text = "".join(words)
                if "&" in text:
                    text = html.unescape(node)
                    text = "".join(text.split())
                if not text.isprintable():
                    text = "".join(filter(str.isprintable, text))
                if text:
                    add_piece(text)
                    add_place(size)
                    size += len(text)
                    found.starts.append(start - len(node.lstrip()))
                    found.ends.append(done + len(node.rstrip()))
                    found.gaps.append(gap)
                    found.headings.append(is_heading)
                    gap = " " if node[-1].isspace() else ""
            elif not gap:
                gap = " "
        done = markup.end()
        name = markup["name"]
        if not name:
            continue
        name = name.lower()
        left = _BREAKS.get(name, "")
        if left == "\n\n":
            gap, is_heading = left, name in _HEADINGS and raw[start + 1] != "/"
        elif left and gap != "\n\n":
            # A second line break makes a blank line.
            gap = "\n\n" if left == "\n" == gap else max(gap, left, key=_WIDTH.__getitem__)
    found.text = "".join(pieces)
    return found


_WIDTH: dict[Gap, int] = {"": 0, " ": 1, "\n": 2, "\n\n": 3}


def widest(gaps: list[Gap]) -> Gap:
    """The widest of some gaps, none of none."""
    return max(gaps, key=_WIDTH.__getitem__, default="")
