"""From a text to the stretches where a value may stand, as words with their classes.

The cost of an article without numbers is that of finding that it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factpack.extract.languages.en import number_words as lx
from factpack.extract.text.doc import Doc
from factpack.extract.text.tokens import ValueWords, chunks_of
from factpack.extract.values.name_digits import without_junk
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.stretches import stretches_of
from factpack.extract.values.thousands import join_thousands
from factpack.extract.values.token_classes import TOKEN, classified


def read(doc: Doc, parts: Iterable[tuple[int, int]]) -> Tokens:
    """The words around every trigger in the parts `[start, end)` of a text; linear.

    No stretch crosses a part, so that no value does.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    codes: list[str] = []
    for low, high in stretches_of(doc, parts):
        for at, found in _words_of(doc.text, low, high):
            words += found.words
            codes.append(found.codes)
            starts += [at + start for start in found.starts]
            ends += [at + end for end in found.ends]
        words.append("")
        codes.append(lx.BARRIER)
        starts.append(high)
        ends.append(high)
    return without_junk(join_thousands(Tokens(doc.text, words, starts, ends, "".join(codes))))


def _words_of(text: str, low: int, high: int) -> Iterator[tuple[int, ValueWords]]:
    """The words of a stretch, chunk by chunk, with what their offsets count from."""
    if low and not text[low - 1].isspace():
        # The stretch begins inside a chunk, whose start says what may follow.
        yield 0, _part(text, low, high)
        return
    at = low
    for chunk in chunks_of(text[low:high]):
        if chunk.value_words is None:
            chunk.value_words = _part(chunk.text, 0, len(chunk.text))
        yield at, chunk.value_words
        at += len(chunk.text) + 1


def _part(text: str, low: int, high: int) -> ValueWords:
    """The words of `text[low:high]`."""
    matches = list(TOKEN.finditer(text, low, high))
    known = [classified(match[0]) for match in matches]
    return ValueWords(
        words=[word for word, _ in known],
        codes="".join([code for _, code in known]),
        starts=[match.start() for match in matches],
        ends=[match.end() for match in matches],
    )
