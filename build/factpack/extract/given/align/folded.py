"""Find words in a text whatever its quotation marks, dashes and white space look like.

What is found is always a span of the text itself: folding serves the search and is never published.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz import fuzz

from factpack.extract.names.known import is_whole
from factpack.model import Span

MAX_OCCURRENCES = 1000
"""Places at which the same words are looked at; more say nothing of a fact."""

MIN_SIMILAR, MAX_SIMILAR = 24, 2000
"""Characters of words that are sought by likeness: fewer are like too much, more no sentence."""

MAX_SIMILAR_TEXT = 200_000
"""Characters of a text that is searched by likeness, some fifty times a usual article."""

SIMILARITY = 92.0
"""Least likeness in percent (normalised indel similarity): one wrong word in a long sentence. Run
tests/extract/align after a change."""

_SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_FOLDS = (
    {ord(c): " " for c in _SPACES}
    | {ord(c): '"' for c in "“”„‟«»″〝〞"}
    | {ord(c): "'" for c in "‘’‚‛`´′ʼ‹›"}
    | {ord(c): "-" for c in "‐‑‒–—―−"}
)
_UNSEEN = {ord(c): None for c in "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"}
_ELLIPSIS = re.compile(r"\.\.\.|…")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d.,]*")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|den(?:y|ies|ied|ying)|"
    r"refus(?:e|es|ed|ing)|fail(?:s|ed|ing)?)\b|n't\b",
    re.I,
)


def fold(text: str) -> str:
    r"""The text with plain spaces, quotation marks and dashes; offsets stay as they are.

    >>> fold("a\u00a0“b”–c")
    'a "b"-c'
    """
    return text.translate(_FOLDS)


class FoldedText:
    """A text, folded once and searched often."""

    __slots__ = ("folded",)

    def __init__(self, text: str) -> None:
        """Fold a text."""
        self.folded = fold(text)

    def find(self, words: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Where the words stand between two offsets, in order, as whole words.

        >>> list(FoldedText("Say “a  b”, ab, a b.").find('"a b"'))
        [Span(start=4, end=10)]
        """
        pattern = _pattern(words)
        if pattern is None:
            return
        text = self.folded
        limit = len(text) if end is None else end
        found = 0
        for match in pattern.finditer(text, start, limit):
            if is_whole(text, match.start(), match.end()):
                found += 1
                yield Span(match.start(), match.end())
            if found == MAX_OCCURRENCES:
                return

    def find_similar(self, words: str, areas: list[Span]) -> list[Span]:
        """The most similar stretch of the areas, or several where they are as similar.

        Only stretches with the same numbers and the same words of denial count: those change what
        is said. Empty where nothing is similar enough, or where it would take too long to tell.
        """
        wanted = _squeezed(words)
        if not MIN_SIMILAR <= len(wanted) <= MAX_SIMILAR or len(self.folded) > MAX_SIMILAR_TEXT:
            return []
        best, found = SIMILARITY, list[Span]()
        for area in areas:
            if area.end - area.start < len(wanted) * SIMILARITY / 100:
                continue
            there = self.folded[area.start : area.end]
            match = fuzz.partial_ratio_alignment(wanted, there, score_cutoff=best)
            if match is None:
                continue
            first = there.rfind(" ", 0, match.dest_start + 1) + 1
            last = there.find(" ", max(match.dest_end - 1, first))
            stretch = there[first : last if last >= 0 else len(there)].rstrip()
            if not stretch or _meaning(stretch) != _meaning(wanted):
                continue
            if fuzz.ratio(wanted, _squeezed(stretch)) < SIMILARITY:
                continue
            span = Span(area.start + first, area.start + first + len(stretch))
            if match.score > best:
                found.clear()
            best = match.score
            found.append(span)
        return found


def _pattern(words: str) -> re.Pattern[str] | None:
    """The words as a pattern, any white space between them; None where no word is in them."""
    tokens = fold(unicodedata.normalize("NFC", words).translate(_UNSEEN)).split()
    if not _WORD.search("".join(tokens)):
        return None
    # Possessive, so that a megabyte of spaces is read once.
    return re.compile(
        " ++".join(r"(?:\.\.\.|…)".join(map(re.escape, _ELLIPSIS.split(token))) for token in tokens)
    )


def _squeezed(words: str) -> str:
    return " ".join(fold(words.translate(_UNSEEN)).split())


def _meaning(words: str) -> tuple[list[str], int]:
    """What a small difference of spelling must not touch: the numbers, and how often it denies."""
    numbers = [number.rstrip(".,") for number in _NUMBER.findall(words)]
    return numbers, len(_NEGATION.findall(words))
