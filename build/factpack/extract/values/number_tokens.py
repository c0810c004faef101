"""What a scan of a text makes of it: words and marks, each with its class."""

from __future__ import annotations

from dataclasses import dataclass

from factpack.extract.languages.en import number_words as lx


@dataclass(slots=True, eq=False)
class Tokens:
    """Words and marks of the stretches of a text, in order.

    Between two stretches stands a barrier of no width, which no grammar matches.

    Attributes:
        text: the whole text.
        words: those that the lexicon knows in lower case, others as written.
        starts: offsets into `text`.
        ends: offsets into `text`, exclusive.
        codes: one class letter a word, see `languages.en.number_words`.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    codes: str

    def glued(self, at: int) -> bool:
        """Whether token `at` touches the one before it."""
        return at > 0 and self.ends[at - 1] == self.starts[at]


def blank(codes: str, spans: list[tuple[int, int]], letter: str = lx.MARK) -> str:
    """The classes with the tokens of `spans`, which are in order, given another letter."""
    if not spans:
        return codes
    parts: list[str] = []
    at = 0
    for first, last in spans:
        parts += [codes[at:first], letter * (last - first)]
        at = last
    parts.append(codes[at:])
    return "".join(parts)
