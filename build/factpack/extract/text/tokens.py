"""Words and marks of a text with their offsets, as every step of the extraction sees them.

A word keeps what binds it: stops and ampersands inside ("U.S", "AT&T", "example.com"), hyphens
("Coca-Cola"), apostrophes ("O’Neill", "don't"). What English merely attaches is a token of its
own: the clitics "’s", "’ll", "’re", "’ve", "’d", "’m", and the lower-case tail of a compound whose
head is a name ("Orrin-backed" reads "Orrin", "-", "backed").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import add

from factpack.extract.languages.en.word_lists import word_list

# A piece is a token with the one space that may follow it, or a stretch of white space; pieces
# tile the text, so their lengths add up to offsets. No two branches begin alike, no class repeats
# inside itself, and a word gives nothing back: the scan is linear. Most words are followed by a
# space, which is therefore tried first.
_PIECE = re.compile(
    r"\w++(?:[ \u00a0]|"
    r"(?:(?:[&-]|\.(?!(?<=[a-zà-ÿ]\.)[A-ZÀ-Þ][a-zà-ÿ])|['’](?!(?:s|S|ll|re|ve|d|m)\b))\w++)*+"
    r"[ \u00a0]?)"
    r"|[^\w\s'’][ \u00a0]?"
    r"|['’](?:(?:s|S|ll|re|ve|d|m)\b)?[ \u00a0]?"
    r"|\s+"
)

_PREFIXES = word_list("text", "tokens.prefixes")
"""Heads that belong to the word after the hyphen: "Co-founder" is one word, "Orrin-backed" two."""

_FREE_PREFIXES = word_list("text", "tokens.free_prefixes")
"""Prefixes in lower case that leave the name after them whole: "ex-Orrin"."""
_SHORTEST = 3
"""Letters of what "Ex" at the start of a sentence is taken from: "Ex-Orrin", not "Ex-Im"."""
_TAILS = word_list("text", "tokens.tails")
"""Tails of compounds whose head is a name, besides participles: "Orrin-style"; not "Orrin-moon"."""


@dataclass(slots=True, eq=False)
class Token:
    """A word or mark, with what steps know of it wherever it stands.

    Attributes:
        word: as written.
        lower: in lower case; the very object of `word` where that has no capital.
        flags: what the lexicon of the mentions says of it; -1: nobody asked yet.
        tag: what the claims take it for before they see its neighbours; "": nobody asked yet.
    """

    word: str
    lower: str
    flags: int = -1
    tag: str = ""


@dataclass(slots=True, eq=False)
class ValueWords:
    """Words and marks as the grammars of values part them: "$3.5bn" is three, "1,000" is one.

    Attributes:
        words: those that the lexicon of values knows in lower case, others as written.
        codes: one class letter a word, see `languages.en.number_words`.
        starts: offset of the first character of each.
        ends: offset after the last.
    """

    words: list[str]
    codes: str
    starts: list[int]
    ends: list[int]


@dataclass(slots=True, eq=False)
class Chunk:
    """What stands between two spaces, with what steps know of it wherever it stands.

    Attributes:
        text: as written.
        tokens: its words and marks, perhaps none.
        offsets: of the first character of each.
        triggers: where a value may stand in it, as starts and ends; None: nobody asked yet.
        cues: where it introduces what somebody says, as numbers of spellings and starts; None:
            nobody asked yet.
        value_words: how values part it; None: nobody asked yet.
    """

    text: str
    tokens: tuple[Token, ...]
    offsets: tuple[int, ...]
    triggers: tuple[int, ...] | None = None
    cues: tuple[int, ...] | None = None
    value_words: ValueWords | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of a text as columns: the i-th of each belongs to the i-th token.

    Attributes:
        kept: the token, shared by all places where its word stands.
        words: as written.
        lower: in lower case; the very object of `words` where that has no capital.
        starts: offset of the first character.
        ends: offset after the last character.
        triggering: the chunks in which a value may stand, with the offset of each.
        cueing: the same for what introduces what somebody says.
    """

    kept: list[Token]
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    triggering: list[tuple[int, Chunk]]
    cueing: list[tuple[int, Chunk]]


def scan(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Tokens of `text[start:end]`, with offsets into `text`; linear in the length.

    >>> scan("Orrin-backed Vela’s U.S. arm").words
    ['Orrin', '-', 'backed', 'Vela', '’s', 'U.S', '.', 'arm']
    """
    part = text if not start and end is None else text[start:end]
    kept: list[Token] = []
    starts: list[int] = []
    triggering: list[tuple[int, Chunk]] = []
    cueing: list[tuple[int, Chunk]] = []
    at = start
    for chunk in chunks_of(part):
        tokens, offsets = chunk.tokens, chunk.offsets
        if len(tokens) == 1:
            kept.append(tokens[0])
            starts.append(at + offsets[0])
        else:
            kept += tokens
            for offset in offsets:
                starts.append(at + offset)
        if chunk.triggers != ():
            triggering.append((at, chunk))
        if chunk.cues != ():
            cueing.append((at, chunk))
        at += len(chunk.text) + 1
    words = [token.word for token in kept]
    return Tokens(
        kept=kept,
        words=words,
        lower=[token.lower for token in kept],
        starts=starts,
        ends=list(map(add, starts, map(len, words))),
        triggering=triggering,
        cueing=cueing,
    )


class Words(dict[str, Token]):
    """The token of each word, kept: most of them stand in every article.

    A word that is asked for becomes known. Long ones are not kept: they hardly come again.
    """

    def __init__(self, most: int) -> None:
        """Nothing is known; so many are kept at most."""
        self._most = most

    def __missing__(self, word: str) -> Token:
        """The token of a word that is not known yet."""
        lower = word.lower()
        token = Token(word, lower if lower != word else word)
        if len(word) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[word] = token
        return token


class Chunks(dict[str, Chunk]):
    """The tokens of what stands between two spaces, kept like those of single words.

    No token spans a space and none depends on what stands beyond one, so that a text is scanned
    chunk by chunk, and each chunk but once.
    """

    def __init__(self, most: int) -> None:
        """Nothing is known; so many are kept at most, of words and of chunks."""
        self.words = Words(most)
        self._most = most

    def __missing__(self, text: str) -> Chunk:
        """Scan a chunk that is not known yet."""
        if text.isalpha():  # most are a single word
            chunk = Chunk(text, (self.words[text],), (0,))
        else:
            words, offsets = _split(text)
            chunk = Chunk(text, tuple(map(self.words.__getitem__, words)), tuple(offsets))
        if len(text) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[text] = chunk
        return chunk


_LONGEST = 32
"""Characters of a word or chunk that is kept."""
_chunks = Chunks(1 << 16)  # 10 MB of English words, 43 MB of marks at random


def chunks_of(text: str) -> Iterator[Chunk]:
    """What stands between the spaces of a text, in order, with what is known of it."""
    return map(_chunks.__getitem__, text.split(" "))


def _split(chunk: str) -> tuple[list[str], list[int]]:
    """Words and marks of a chunk, and the offset of each."""
    words: list[str] = []
    offsets: list[int] = []
    at = 0
    for piece in _PIECE.findall(chunk):
        word = piece.strip()
        if cut := _cut(word) if "-" in word and len(word) > 1 else 0:
            words += word[:cut], "-", word[cut + 1 :]
            offsets += at, at + cut, at + cut + 1
        elif word:
            words.append(word)
            offsets.append(at)
        at += len(piece)
    return words, offsets


def _cut(word: str) -> int:
    """Offset of the hyphen that parts a name from the rest of its compound; 0 where none does."""
    first = word.find("-")
    head, tail = word[:first], word[first + 1 :]
    if head in ("ex", "Ex") and tail.islower():
        # "ex-chief executive": former, whatever the post.
        return first if tail.isalpha() else 0
    if word.islower():
        return 0
    if tail[0].isupper():
        if head in _FREE_PREFIXES:
            return first
        if head == "Ex" and (tail.isupper() or len(tail) >= _SHORTEST):
            return first
    at = word.rfind("-")
    tail = word[at + 1 :]
    if not (tail.isalpha() and tail.islower() and len(tail) > 2):
        return 0
    if not (tail.endswith(("ed", "ing", "al", "ic")) or tail in _TAILS):
        return 0
    # "Orrin-in-waiting": the head ends before the first of the lower-case parts.
    while (before := word.rfind("-", 0, at)) >= 0 and word[before + 1 : at].islower():
        at = before
    head = word[:at]
    return 0 if head.lower() in _PREFIXES or head.islower() or head.isnumeric() else max(at, 0)
