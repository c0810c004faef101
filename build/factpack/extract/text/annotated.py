"""A text with what was found in it so far: its sentences, and what it mentions where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from factpack.model import LocalEntity, Mention, Span


@dataclass(slots=True, eq=False)
class AnnotatedText:
    """What later steps look up in one article.

    Attributes:
        text: of the article.
        sentences: in order.
        entities: that the mentions refer to.
        mentions: in the order of their start.
    """

    text: str
    sentences: Sequence[Span]
    entities: Sequence[LocalEntity]
    mentions: Sequence[Mention]
    _sentence_starts: list[int] = field(init=False)
    _mention_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Note where sentences and mentions start."""
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._mention_starts = [mention.start for mention in self.mentions]

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence that an offset is in or behind; 0 before the first."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def sentence_start(self, offset: int) -> int:
        """Where the sentence starts that an offset is in or behind."""
        return self._sentence_starts[self.sentence_at(offset)]

    def first_mention_from(self, offset: int) -> int:
        """Index of the first mention that starts at an offset or behind it."""
        return bisect_left(self._mention_starts, offset)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Mentions within `[start, end)` in order."""
        first, stop = self.first_mention_from(start), self.first_mention_from(end)
        return [mention for mention in self.mentions[first:stop] if mention.end <= end]

    def type_of(self, mention: Mention) -> str:
        """Type of the entity that a mention refers to."""
        return self.entities[mention.entity].type
