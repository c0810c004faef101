"""A text with what was found in it so far: its sentences, and what it mentions where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from factpack.extract.text.doc import Doc
from factpack.model import LocalEntity, Mention, Span


@dataclass(slots=True, eq=False)
class AnnotatedText:
    """What later steps look up in one article.

    Attributes:
        doc: the tokens and sentences of the article.
        entities: that the mentions refer to.
        mentions: in the order of their start.
        text: of the article.
        sentences: in order.
    """

    doc: Doc
    entities: Sequence[LocalEntity]
    mentions: Sequence[Mention]
    text: str = field(init=False)
    sentences: Sequence[Span] = field(init=False)
    _mention_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Note where mentions start."""
        self.text, self.sentences = self.doc.text, self.doc.sentences
        self._mention_starts = [mention.start for mention in self.mentions]

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence that an offset is in or behind; 0 before the first."""
        return self.doc.sentence_at(offset)

    def sentence_start(self, offset: int) -> int:
        """Where the sentence starts that an offset is in or behind."""
        return self.doc.sentence_starts[self.doc.sentence_at(offset)]

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
