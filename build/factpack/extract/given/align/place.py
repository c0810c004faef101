"""Where given words stand in an article: at their offsets, at the one place they have, or near."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from factpack.extract.given.align.folded import FoldedText, fold
from factpack.extract.given.align.refused import Refused
from factpack.extract.text.doc import Doc
from factpack.model import Article, Span
from factpack.normalise.offsets import OffsetMap

MAX_EVIDENCE = 2000
"""Characters of evidence: the longest sentence that the rules read, too."""

REACH = 1000
"""Characters before and after the evidence that are near it, however long a sentence goes on."""

MAX_PLACES = 50
"""Places of repeated evidence that are tried."""


class Places:
    """Finds given words in one article.

    A given item is a string, or an object with `text`, `start` and `end`, as in
    `schema/facts-input.schema.json`.
    """

    def __init__(self, article: Article, doc: Doc, folded: FoldedText) -> None:
        """Wrap an article, its sentences and its folded text."""
        self.folded = folded
        self._article = article
        self._sentences = doc.sentences
        self._ends = [sentence.end for sentence in self._sentences]
        self._offsets = OffsetMap(article.segments)

    def passages(
        self, item: Any, *, raw: bool, within: Span | None, limit: int = MAX_EVIDENCE
    ) -> list[Span]:
        """Where evidence or quoted words stand: one place, or several equally good ones.

        In order: the offsets, where the words stand there (or no words are given); the place of
        the words nearest to the offsets, the first of two as near; all places of the words, after
        white space, quotation marks and dashes are made alike; the most similar stretch of a
        paragraph, if it differs in spelling only.

        Args:
            item: as given.
            raw: whether offsets count in the source.
            within: where the words must stand; None: anywhere.
            limit: characters that they may have.

        Raises:
            Refused: they stand nowhere, or are too many.
        """
        words = item if isinstance(item, str) else item.get("text")
        if words is not None and len(words) > limit:
            raise Refused("evidence-too-long")
        hint = self._given_span(item, raw=raw)
        if hint is not None and self._says(hint, words):
            if hint.end - hint.start > limit:
                raise Refused("evidence-too-long")
            found = [hint]
        elif words is None:
            found = []
        else:
            area = within or Span(0, len(self._article.text))
            found = list(self.folded.find(words, area.start, area.end))
            if hint is not None and found:
                found = [min(found, key=lambda span: (abs(span.start - hint.start), span.start))]
            if not found:
                found = self.folded.find_similar(words, self._areas(area))
        if within is not None:
            found = [s for s in found if within.start <= s.start and s.end <= within.end]
        if not found:
            raise Refused("evidence-not-found")
        return found[:MAX_PLACES]

    def words(self, item: Any, areas: list[Span], *, raw: bool, taken: Span | None) -> Span | None:
        """Where words stand: at their offsets, else first in the first area that has them.

        Args:
            item: as given.
            areas: where they may stand, the best first.
            raw: whether offsets count in the source.
            taken: a place that other words have, which these do not touch.
        """
        text = item if isinstance(item, str) else item["text"]
        hint = self._given_span(item, raw=raw)
        if hint is not None and self._says(hint, text):
            if any(area.start <= hint.start and hint.end <= area.end for area in areas):
                return hint
        for area in areas:
            for span in self.folded.find(text, area.start, area.end):
                if taken is None or span.end <= taken.start or taken.end <= span.start:
                    return span
        return None

    def sentences_of(self, span: Span) -> Span:
        """The sentences that a span touches, as one stretch; the span where it touches none."""
        first, last = self._touched(span)
        if first > last:
            return span
        return Span(
            min(max(self._sentences[first].start, span.start - REACH), span.start),
            max(min(self._sentences[last].end, span.end + REACH), span.end),
        )

    def before(self, span: Span) -> list[Span]:
        """The sentence before those that a span touches, if there is one that is near."""
        first, _ = self._touched(span)
        found = self._sentences[first - 1] if first > 0 else None
        return [found] if found and span.start - found.start <= 2 * REACH else []

    def after(self, span: Span) -> list[Span]:
        """The sentence after those that a span touches, if there is one that is near."""
        _, last = self._touched(span)
        found = self._sentences[last + 1] if last + 1 < len(self._sentences) else None
        return [found] if found and found.end - span.end <= 2 * REACH else []

    def ends_sentence(self, span: Span) -> bool:
        """Whether nothing of its last sentence follows a span."""
        return self.sentences_of(span).end == span.end

    def _touched(self, span: Span) -> tuple[int, int]:
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._sentences, span.end, key=lambda sentence: sentence.start) - 1
        return first, last

    def _areas(self, area: Span) -> list[Span]:
        """Paragraphs and titles inside an area."""
        return [
            Span(max(b.start, area.start), min(b.end, area.end))
            for b in self._article.blocks
            if b.start < area.end and area.start < b.end
        ]

    def _given_span(self, item: Any, *, raw: bool) -> Span | None:
        """Offsets as given, in the normalised text and on its characters; None without any."""
        if isinstance(item, str) or "start" not in item:
            return None
        start, end = item["start"], item["end"]
        if raw:
            there = self._offsets.to_normalised(start, end)
            if there is None:
                return None
            start, end = there
        text = self._article.text
        end = min(end, len(text))
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return Span(start, end) if start < end else None

    def _says(self, span: Span, words: str | None) -> bool:
        """Whether the words are those of a span but for quotation marks, dashes and white space."""
        there = self.folded.folded[span.start : span.end]
        if words is None:
            return any(c.isalnum() for c in there)
        return there.split() == fold(words).split()
