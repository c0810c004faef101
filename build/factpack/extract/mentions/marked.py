"""An article's tokens with what is known of each before any rule looks at them."""

from __future__ import annotations

from typing import ClassVar, Final

from factpack.extract.mentions import lexicon as lx
from factpack.extract.tokens import Tokens, scan


class Marked:
    """The tokens of a text as columns.

    Attributes:
        text: the text.
        words: each token as written.
        lower: in lower case.
        starts: offset of its first character.
        ends: offset after its last.
        flags: what the lexicon knows of it, see `lexicon`.
        cap: whether it has a capital, anywhere.
    """

    def __init__(self, text: str, tokens: Tokens, flags: list[int], cap: list[bool]) -> None:
        """Take the tokens of a text and what is known of each."""
        self.text = text
        self.words = tokens.words
        self.lower = tokens.lower
        self.starts = tokens.starts
        self.ends = tokens.ends
        self.flags = flags
        self.cap = cap


class _Flags(dict[str, int]):
    """Flags of the words seen so far: few enough to stay at hand, unlike the whole lexicon."""

    _MOST: ClassVar[int] = 1 << 15

    def __missing__(self, word: str) -> int:
        """Look a word up; every word that the lexicon does not have has no flags."""
        if len(self) >= self._MOST:
            self.clear()
        flags = self[word] = lx.lexicon().flags.get(word, 0)
        return flags


_flags: Final = _Flags()


def mark(text: str) -> Marked:
    """Scan a text and look its words up."""
    tokens = scan(text)
    lower = tokens.lower
    flags = list(map(_flags.__getitem__, lower))
    cap: list[bool] = []
    for i, word in enumerate(tokens.words):
        cap.append(word is not lower[i])
        if word == "US":
            flags[i] = lx.PLACE | lx.MAJOR_PLACE
    return Marked(text, tokens, flags, cap)
