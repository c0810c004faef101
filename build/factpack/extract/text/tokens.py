"""Words and marks of a text with their offsets, as every step of the extraction sees them.

A word keeps what binds it: stops and ampersands inside ("U.S", "AT&T", "example.com"), hyphens
("Coca-Cola"), apostrophes ("O’Neill", "don't"). What English merely attaches is a token of its
own: the clitics "’s", "’ll", "’re", "’ve", "’d", "’m", and the lower-case tail of a compound whose
head is a name ("Orrin-backed" reads "Orrin", "-", "backed").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

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
    """A word in the chunk that it stands in, with what steps know of it wherever that stands.

    Attributes:
        word: as written.
        lower: in lower case; the very object of `word` where that has no capital.
        start: offset of the first character in the chunk.
        flags: what the lexicon of the mentions says of it; -1: nobody asked yet.
        tag: what the claims take it for before they see its neighbours; "": nobody asked yet.
        triggers: where a value may stand in the chunk that the token opens, as starts and ends;
            None: nobody asked yet.
        cues: where the chunk that the token opens introduces what somebody says, as numbers of
            spellings and starts; None: nobody asked yet.
    """

    word: str
    lower: str
    start: int
    flags: int = -1
    tag: str = ""
    triggers: tuple[int, ...] | None = None
    cues: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of a text as columns: the i-th of each belongs to the i-th token.

    Attributes:
        kept: the token with its place in the chunk, shared by all places where the chunk stands.
        words: as written.
        lower: in lower case; the very object of `words` where that has no capital.
        starts: offset of the first character.
        ends: offset after the last character.
        triggering: numbers of the tokens that open a chunk in which a value may stand.
        cueing: the same for what introduces what somebody says.
    """

    kept: list[Token]
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    triggering: list[int]
    cueing: list[int]


@lru_cache(maxsize=2)
def scan(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Tokens of `text[start:end]`, with offsets into `text`; linear in the length.

    The last results are kept, since several steps read the same article one after another: treat
    them as read-only.

    >>> scan("Orrin-backed Vela’s U.S. arm").words
    ['Orrin', '-', 'backed', 'Vela', '’s', 'U.S', '.', 'arm']
    """
    part = text if not start and end is None else text[start:end]
    kept: list[Token] = []
    begins: list[int] = []
    triggering: list[int] = []
    cueing: list[int] = []
    at = start
    for chunk in part.split(" "):
        tokens = _chunks.tokens_of(chunk) if chunk else ()
        if tokens:
            first = tokens[0]
            if first.triggers != ():
                triggering.append(len(kept))
            if first.cues != ():
                cueing.append(len(kept))
            if len(tokens) == 1:
                kept.append(first)
                begins.append(at)
            else:
                kept += tokens
                begins += [at] * len(tokens)
        at += len(chunk) + 1
    words = [token.word for token in kept]
    starts = [begin + token.start for begin, token in zip(begins, kept, strict=True)]
    return Tokens(
        kept=kept,
        words=words,
        lower=[token.lower for token in kept],
        starts=starts,
        ends=[begin + len(word) for begin, word in zip(starts, words, strict=True)],
        triggering=triggering,
        cueing=cueing,
    )


def chunk_at(text: str, start: int) -> str:
    """The chunk of a text that starts at an offset."""
    end = text.find(" ", start)
    return text[start:] if end < 0 else text[start:end]


@dataclass(slots=True, eq=False)
class Chunks:
    """The tokens of what stands between two spaces, kept: most of it stands in every article.

    No token spans a space and none depends on what stands beyond one, so that a text is scanned
    chunk by chunk, and each chunk but once.

    Attributes:
        known: tokens of each chunk that is kept.
        most: so many are kept at most.
    """

    most: int
    known: dict[str, tuple[Token, ...]] = field(default_factory=dict)

    def tokens_of(self, text: str) -> tuple[Token, ...]:
        """The tokens of a chunk, perhaps none; they are kept unless the chunk is long."""
        tokens = self.known.get(text)
        if tokens is None:
            tokens = tuple(_scan_chunk(text))
            if len(text) <= _LONGEST:
                if len(self.known) >= self.most:
                    self.known.clear()
                self.known[text] = tokens
        return tokens


_LONGEST = 32
"""Characters of a chunk that is kept; a longer one hardly comes again."""
_chunks = Chunks(1 << 15)  # 14 MB of English words, 121 MB of marks at random


def _scan_chunk(text: str) -> Iterator[Token]:
    at = 0
    for piece in _PIECE.findall(text):
        word = piece.strip()
        if cut := _cut(word) if "-" in word and len(word) > 1 else 0:
            yield _token(word[:cut], at)
            yield _token("-", at + cut)
            yield _token(word[cut + 1 :], at + cut + 1)
        elif word:
            yield _token(word, at)
        at += len(piece)


def _token(word: str, start: int) -> Token:
    lower = word.lower()
    return Token(word, lower if lower != word else word, start)


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
