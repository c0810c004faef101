"""An article's tokens with what is known of each before any rule looks at them."""

from __future__ import annotations

from itertools import compress

from factpack.extract.languages.en import name_words as lx
from factpack.extract.text.tokens import Token, Tokens, scan


class FlaggedText:
    """The tokens of a text as columns.

    Attributes:
        text: the text.
        words: each token as written.
        lower: in lower case.
        starts: offset of its first character.
        ends: offset after its last.
        flags: what the lexicon knows of it, see `languages.en.name_words`.
        cap: whether it has a capital, anywhere.
        capitals: the tokens that have one.
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
        self.capitals = list(compress(range(len(cap)), cap))


def flag_tokens(text: str) -> FlaggedText:
    """Scan a text and look its words up."""
    tokens = scan(text)
    flags = [token.flags if token.flags >= 0 else _flags(token) for token in tokens.kept]
    cap = [token.word is not token.lower for token in tokens.kept]
    return FlaggedText(text, tokens, flags, cap)


def _flags(token: Token) -> int:
    """What the lexicon knows of a word; nothing of one that it does not have."""
    if token.word == "US":
        token.flags = lx.PLACE | lx.MAJOR_PLACE
    else:
        token.flags = lx.lexicon().flags.get(token.lower, 0)
    return token.flags
