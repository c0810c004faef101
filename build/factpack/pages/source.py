"""The words of a page and where each stands in its source."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, islice

from factpack.model import Gap

_NAME = r"/?(?P<name>[a-z][a-z\d]*)"
_PLAIN = r"[^>]*+>?"
_QUOTED = r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>"""
_HIDDEN = (
    rf"(?P<hidden>script|style|template|svg|iframe|title)(?=[\s/>]){_PLAIN}"
    r"(?:[^<]++|<(?!/(?P=hidden)(?=[\s/>])))*+"
)
_OTHER = rf"!--(?:.*?-->|.*+)|[!?/]{_PLAIN}"
_SIMPLE = re.compile(
    rf"<(?:(?!(?:script|style|template|svg|iframe|title)[\s/>]){_NAME}{_PLAIN}|{_HIDDEN}|{_OTHER})|\Z",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(
    rf"<(?:(?!(?:script|style|template|svg|iframe|title)[\s/>]){_NAME}"
    rf"(?:{_QUOTED}|(?P<odd>){_PLAIN})|{_HIDDEN}|{_OTHER})|\Z",
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

_RUN = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[A-Za-z][A-Za-z\d]*);?|[^\s&]+|&")
"""A reference to a character as markup writes it, or characters that stand for themselves."""

_LONG = 4096
"""Characters of a node from which on places in it are looked up from marks so far apart: main text
that is found word by word asks for thousands of them."""


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
    _marks: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)
    _words: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def nodes_with(self, seed: str) -> list[int]:
        """Places at which a node begins and the text goes on as a seed, all of one length."""
        if not self._seeds:
            size = len(seed)
            for place in self.places:
                self._seeds.setdefault(self.text[place : place + size], []).append(place)
        return self._seeds.get(seed, [])

    def words(self, low: int, high: int, most: int) -> list[tuple[str, int]] | None:
        """Words of the nodes between two places, squeezed, each with its place.

        None where there are more than so many, which costs no more than these.
        """
        found: list[tuple[str, int]] = []
        first = bisect_left(self.places, low)
        for node in range(first, bisect_left(self.places, high)):
            words = self._words_in(node)
            if len(found) + len(words) > most:
                return None
            found += words
        return found

    def _words_in(self, node: int) -> list[tuple[str, int]]:
        words = self._words.get(node)
        if words is None:
            place = self.places[node]
            words = self._words[node] = []
            for word in words_of(html.unescape(self.raw[self.starts[node] : self.ends[node]])):
                words.append((word, place))
                place += len(word)
        return words

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
        start, end = self.starts[node], self.ends[node]
        if not count and not after:
            return start
        if end - start > _LONG:
            counts, places = self._marks_of(node)
            number = bisect_right(counts, count) - 1
            start, count = places[number], count - counts[number]
        for found in _RUN.finditer(self.raw, start, end):
            run = found[0]
            size = _size(run)
            if count < size:
                place = found.start()
                if run[0] == "&":
                    return found.end() if after else place
                if size < len(run):  # some of its characters nobody sees
                    seen = (n for n, sign in enumerate(run) if sign.isprintable())
                    count = next(islice(seen, count, None))
                return place + count + after
            count -= size
        return end

    def _marks_of(self, node: int) -> tuple[list[int], list[int]]:
        """How many visible characters of a long node stand before some of its places."""
        marks = self._marks.get(node)
        if marks is None:
            counts, places = marks = self._marks[node] = ([0], [self.starts[node]])
            count = 0
            for found in _RUN.finditer(self.raw, self.starts[node], self.ends[node]):
                if found.start() - places[-1] >= _LONG:
                    counts.append(count)
                    places.append(found.start())
                count += _size(found[0])
        return marks


def _size(run: str) -> int:
    """Visible characters of a run."""
    if run[0] == "&":
        return len(squeezed(html.unescape(run)))
    return len(run) if run.isprintable() else sum(map(str.isprintable, run))


def read_source(raw: str) -> PageSource:
    """Find the text nodes of a page; cost is linear in its length."""
    found = _Builder(raw)
    end = found.read(_MARKUP, 0)
    if end is not None:
        found.read(_SIMPLE, end)
    return found.source()


class _Builder:
    """The text nodes of a page so far."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._nodes: list[tuple[str, int, int, Gap, bool]] = []
        self._gap: Gap = ""
        self._is_heading = False

    def read(self, markup: re.Pattern[str], done: int) -> int | None:
        """Go on from an offset; where to go on without quotes, None where all is read."""
        raw, add = self._raw, self._nodes.append
        gap, is_heading = self._gap, self._is_heading
        n_odd = 0
        for found in markup.finditer(raw, done):
            start, end = found.span()
            if start > done:
                node = raw[done:start]
                words = node.split()
                if words:
                    if not gap and node[0].isspace():
                        gap = " "
                    text = "".join(words)
                    if "&" in text:
                        text = "".join(html.unescape(node).split())
                        if not text and not gap:
                            gap = " "  # nothing but references to spaces
                    if not text.isprintable():
                        text = "".join(filter(str.isprintable, text))
                    if text:
                        first, last = start - len(node.lstrip()), done + len(node.rstrip())
                        add((text, first, last, gap, is_heading))
                        gap = " " if node[-1].isspace() else ""
                elif not gap:
                    gap = " "
            done = end
            name = found[1]
            if name is None:
                continue
            left = _BREAKS.get(name) or _BREAKS.get(name.lower())
            if left is None:
                pass
            elif left == "\n\n":
                gap, is_heading = left, raw[start + 1] in "hH" and name.lower() in _HEADINGS
            elif gap != "\n\n":
                # A second line break makes a blank line.
                gap = "\n\n" if left == "\n" == gap else widest([gap, left])
            if found.lastgroup == "odd":
                n_odd += 1
                if n_odd == _MOST_ODD:
                    self._gap, self._is_heading = gap, is_heading
                    return end
        return None

    def source(self) -> PageSource:
        """All that was found."""
        texts = [node[0] for node in self._nodes]
        places = list(accumulate(map(len, texts), initial=0))[:-1]
        return PageSource(
            self._raw,
            "".join(texts),
            places,
            [node[1] for node in self._nodes],
            [node[2] for node in self._nodes],
            [node[3] for node in self._nodes],
            [node[4] for node in self._nodes],
        )


_WIDTH: dict[Gap, int] = {"": 0, " ": 1, "\n": 2, "\n\n": 3}


def widest(gaps: list[Gap]) -> Gap:
    """The widest of some gaps, none of none."""
    return max(gaps, key=_WIDTH.__getitem__, default="")
