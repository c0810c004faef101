"""An article's tokens and sentences, made once and read by every step of the extraction."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress

from factpack.extract.languages.en import name_words as lx
from factpack.extract.text.sentences import split_sentences
from factpack.extract.text.tokens import Token, scan
from factpack.model import Article, Span


class Doc:
    """A text as tokens and sentences; the columns of tokens have one element a token.

    Attributes:
        text: the text.
        sentences: in order.
        sentence_starts: offset of the first character of each.
        tokens: each with what is known of it wherever it stands.
        words: each token as written.
        lower: in lower case; the very object of `words` where that has no capital.
        starts: offset of its first character.
        ends: offset after its last.
        flags: what the lexicon of names knows of it, see `languages.en.name_words`.
        cap: whether it has a capital, anywhere.
        capitals: the tokens that have one.
        triggering: the chunks in which a value may stand, with the offset of each.
        cueing: the same for what introduces what somebody says.
    """

    __slots__ = (
        "cap", "capitals", "cueing", "ends", "flags", "lower", "sentence_starts", "sentences",
        "starts", "text", "tokens", "triggering", "words",
    )  # fmt: skip

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        """Scan a text whose sentences are known, and look its words up."""
        found = scan(text)
        self.text = text
        self.sentences = sentences
        self.sentence_starts = [sentence.start for sentence in sentences]
        self.tokens = found.kept
        self.words = found.words
        self.lower = found.lower
        self.starts = found.starts
        self.ends = found.ends
        self.flags = [token.flags if token.flags >= 0 else _flags(token) for token in found.kept]
        self.cap = [token.word is not token.lower for token in found.kept]
        self.capitals = list(compress(range(len(self.cap)), self.cap))
        self.triggering = found.triggering
        self.cueing = found.cueing

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence that an offset is in or behind; 0 before the first."""
        return max(0, bisect_right(self.sentence_starts, offset) - 1)

    def words_in(self, start: int, end: int) -> list[str]:
        """The words and marks of `[start, end)`: the tokens that start there."""
        first = bisect_left(self.starts, start)
        return self.words[first : bisect_left(self.starts, end, first)]

    def lower_in(self, start: int, end: int) -> list[str]:
        """The same in lower case."""
        first = bisect_left(self.starts, start)
        return self.lower[first : bisect_left(self.starts, end, first)]

    def bounds(self) -> list[tuple[int, int]]:
        """First and end token of each sentence that has tokens."""
        bounds = []
        at = 0
        for sentence in self.sentences:
            first = bisect_left(self.starts, sentence.start, at)
            at = bisect_left(self.starts, sentence.end, first)
            if first < at:
                bounds.append((first, at))
        return bounds


def doc_of(article: Article) -> Doc:
    """The tokens and sentences of an article; linear in its length."""
    return Doc(article.text, split_sentences(article))


def _flags(token: Token) -> int:
    """What the lexicon knows of a word; nothing of one that it does not have."""
    if token.word == "US":
        token.flags = lx.PLACE | lx.MAJOR_PLACE
    else:
        token.flags = lx.lexicon().flags.get(token.lower, 0)
    return token.flags
