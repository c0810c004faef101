"""The sentence around a claim."""

from __future__ import annotations

from bisect import bisect_right

from factpack.extract.text.sentences import split_text
from factpack.model import Article, Span
from factpack_validators.word_limits import SENTENCE_CHARS


class SentenceSpans:
    """Sentences of an article; a block is split when it is asked for."""

    def __init__(self, article: Article) -> None:
        """Take the article."""
        self._text = article.text
        self._blocks = article.blocks
        self._starts = [block.start for block in article.blocks]
        self._sentences: dict[int, tuple[Span, ...]] = {}

    def around(self, start: int, end: int) -> Span:
        """The sentence, or from the first to the last of several, that hold a span.

        Of one longer than `SENTENCE_CHARS`, the part around the span, cut at white space.
        """
        low, high = start, end
        for place in (start, end - 1):
            sentence = self._at(place)
            if sentence is not None:
                low, high = min(low, sentence.start), max(high, sentence.end)
        if high - low > SENTENCE_CHARS:
            return self._cut(low, high, start, end)
        return Span(low, high)

    def _at(self, place: int) -> Span | None:
        number = bisect_right(self._starts, place) - 1
        if number < 0 or place >= self._blocks[number].end:
            return None
        if number not in self._sentences:
            block = self._blocks[number]
            self._sentences[number] = split_text(self._text[block.start : block.end], block.start)
        sentences = self._sentences[number]
        found = bisect_right(sentences, place, key=lambda span: span.start) - 1
        if found < 0 or place >= sentences[found].end:
            return None
        return sentences[found]

    def _cut(self, low: int, high: int, start: int, end: int) -> Span:
        text, room = self._text, max(0, SENTENCE_CHARS - (end - start)) // 2
        left, right = max(low, start - room), min(high, end + room)
        if left > low:
            left = next((at + 1 for at in range(left, start) if text[at].isspace()), start)
        if right < high:
            right = next((at for at in range(right - 1, end - 1, -1) if text[at].isspace()), end)
        # Spaces in a row: the edges are words.
        while left < start and text[left].isspace():
            left += 1
        while right > end and text[right - 1].isspace():
            right -= 1
        return Span(left, right)
