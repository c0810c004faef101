"""From a text to the stretches where a value may stand, as words with their classes.

The cost of an article without numbers is that of finding that it has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from operator import add, sub
from typing import ClassVar

from factpack.extract.languages.en import number_words as lx
from factpack.extract.values.name_digits import without_junk
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.stretches import stretches_of
from factpack.extract.values.thousands import join_thousands
from factpack.extract.values.token_classes import TOKEN, classified


def read(text: str, parts: Iterable[tuple[int, int]]) -> Tokens:
    """The words around every trigger in the parts `[start, end)` of a text; linear.

    No stretch crosses a part, so that no value does.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    codes: list[str] = []
    for low, high in stretches_of(text, parts):
        chunks = _chunks_of(text, low, high)
        steps: list[int] = []
        sizes: list[int] = []
        for chunk in chunks:
            words += chunk.words
            codes.append(chunk.codes)
            steps += chunk.steps
            sizes += chunk.sizes
        begins = list(accumulate(steps, initial=low + chunks[0].lead))
        ends += map(add, begins, sizes)
        begins[-1] = high
        starts += begins
        words.append("")
        codes.append(lx.BARRIER)
        ends.append(high)
    return without_junk(join_thousands(Tokens(text, words, starts, ends, "".join(codes))))


@dataclass(slots=True, eq=False)
class _Chunk:
    """The tokens of a part of a text.

    Attributes:
        lead: white space before the first.
        words: as in `Tokens`.
        codes: as in `Tokens`.
        steps: from the start of each to that of the next, of the last to the end and a space.
        sizes: characters of each.
    """

    lead: int
    words: list[str]
    codes: str
    steps: list[int]
    sizes: list[int]


class _Chunks(dict[str, _Chunk]):
    """The tokens of what stands between two spaces, kept: most of it stands in every article."""

    _MOST: ClassVar[int] = 1 << 15
    _LONGEST: ClassVar[int] = 32

    def __missing__(self, text: str) -> _Chunk:
        """Scan a chunk that is not known yet."""
        chunk = _scanned(text, 0, len(text))
        if len(text) <= self._LONGEST:
            if len(self) >= self._MOST:
                self.clear()
            self[text] = chunk
        return chunk


_chunks = _Chunks()


def _chunks_of(text: str, low: int, high: int) -> list[_Chunk]:
    """The tokens of a stretch, space by space where no token depends on what stands around it."""
    if not low or text[low - 1].isspace():
        chunks = list(map(_chunks.__getitem__, text[low:high].split(" ")))
        if all([not chunk.lead for chunk in chunks]):
            return chunks
    return [_scanned(text, low, high)]


def _scanned(text: str, low: int, high: int) -> _Chunk:
    """The tokens of `text[low:high]`."""
    known: list[tuple[str, str]] = []
    edges: list[int] = []
    sizes: list[int] = []
    for match in TOKEN.finditer(text, low, high):
        known.append(classified(match[0]))
        edges.append(match.start())
        sizes.append(len(match[0]))
    edges.append(high + 1)
    words = [word for word, _ in known]
    codes = "".join([code for _, code in known])
    steps = list(map(sub, edges[1:], edges))
    return _Chunk(edges[0] - low, words, codes, steps, sizes)
