"""Words and marks of a text with their offsets, as every step of the extraction sees them.

A word keeps what binds it: stops and ampersands inside ("U.S", "AT&T", "example.com"), hyphens
("Coca-Cola"), apostrophes ("O’Neill", "don't"). What English merely attaches is a token of its
own: the clitics "’s", "’ll", "’re", "’ve", "’d", "’m", and the lower-case tail of a compound whose
head is a name ("Orrin-backed" reads "Orrin", "-", "backed").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

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

_PREFIXES = frozenset(
    "co non anti pre post ex vice self multi semi sub inter intra mid re un over under pro cross "
    "counter ultra mega micro mini macro hyper super trans bi tri quasi pseudo neo vis".split()
)
"""Heads that belong to the word after the hyphen: "Co-founder" is one word, "Orrin-backed" two."""

_FREE_PREFIXES = frozenset(["ex", "non", "pre", "post", "anti", "pro"])
"""Prefixes in lower case that leave the name after them whole: "ex-Orrin"."""
_SHORTEST = 3
"""Letters of what "Ex" at the start of a sentence is taken from: "Ex-Orrin", not "Ex-Im"."""
_TAILS = frozenset(
    "led run owned built made born held sold sent style like type wide class level era only free "
    "first friendly centric compatible native heavy rich aware ready specific exclusive side "
    "based founder founders owner owners maker makers parent partner rival turned bound plus "
    "grown trained sized dominated linked aged ready dependent independent affiliated unit "
    "oriented driven themed and the cum cloud area backed".split()
)
"""Tails of compounds whose head is a name, besides participles: "Orrin-style"; not "Orrin-moon"."""


class Token:
    """A word in the chunk that it stands in, with what steps know of it wherever that stands.

    Attributes:
        word: as written.
        lower: in lower case; the very object of `word` where that has no capital.
        start: offset of the first character in the chunk.
        end: offset after the last character.
        next: the token after it in the chunk.
        flags: what the lexicon of the mentions says of it; -1: nobody asked yet.
        tag: what the claims take it for before they see its neighbours; "": nobody asked yet.
        triggers: where a value may stand in the chunk that the token opens, as starts and ends;
            None: nobody asked yet.
        cues: where the chunk that the token opens introduces what somebody says, as numbers of
            spellings and starts; None: nobody asked yet.
    """

    def __init__(self, word: str, start: int) -> None:
        """Keep it; nothing is known of it yet."""
        lower = word.lower()
        self.word = word
        self.lower = lower if lower != word else word
        self.start = start
        self.end = start + len(word)
        self.next: Token | None = None
        self.flags = -1
        self.tag = ""
        self.triggers: tuple[int, ...] | None = None
        self.cues: tuple[int, ...] | None = None


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

    def __init__(self) -> None:
        """Begin without any."""
        self.kept: list[Token] = []
        self.words: list[str] = []
        self.lower: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.triggering: list[int] = []
        self.cueing: list[int] = []

    def add(self, first: Token, at: int) -> None:
        """Append the tokens, from the first on, of a chunk that starts at `at`."""
        if first.triggers is None or len(first.triggers):
            self.triggering.append(len(self.kept))
        if first.cues is None or len(first.cues):
            self.cueing.append(len(self.kept))
        token: Token | None = first
        while token is not None:
            self.kept.append(token)
            self.words.append(token.word)
            self.lower.append(token.lower)
            self.starts.append(at + token.start)
            self.ends.append(at + token.end)
            token = token.next

    def index_from(self, offset: int) -> int:
        """Number of the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)


@lru_cache(maxsize=2)
def scan(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Tokens of `text[start:end]`, with offsets into `text`; linear in the length.

    The last results are kept, since several steps read the same article one after another: treat
    them as read-only.

    >>> scan("Orrin-backed Vela’s U.S. arm").words
    ['Orrin', '-', 'backed', 'Vela', '’s', 'U.S', '.', 'arm']
    """
    part = text if not start and end is None else text[start:end]
    tokens = Tokens()
    at = start
    for chunk in part.split(" "):
        first = _chunks.first_of(chunk)
        if first is not None:
            tokens.add(first, at)
        at += len(chunk) + 1
    return tokens


def chunk_at(text: str, start: int) -> str:
    """The chunk of a text that starts at an offset."""
    end = text.find(" ", start)
    return text[start:] if end < 0 else text[start:end]


class Chunks:
    """The tokens of what stands between two spaces, kept: most of it stands in every article.

    No token spans a space and none depends on what stands beyond one, so that a text is scanned
    chunk by chunk, and each chunk but once.

    Attributes:
        known: first token of each chunk that is kept.
        most: so many are kept at most.
    """

    def __init__(self, most: int) -> None:
        """Begin without any."""
        self.known: dict[str, Token] = {}
        self.most = most

    def first_of(self, text: str) -> Token | None:
        """The first token of a chunk, None where there is none; it is kept unless it is long."""
        first = self.known.get(text)
        if first is None and text:
            first = _scan_chunk(text)
            if first is not None and len(text) <= _LONGEST:
                if len(self.known) >= self.most:
                    self.known.clear()
                self.known[text] = first
        return first


_LONGEST = 32
"""Characters of a chunk that is kept; a longer one hardly comes again."""
_chunks = Chunks(1 << 15)  # 14 MB of English words, 121 MB of marks at random


def _scan_chunk(text: str) -> Token | None:
    """The first of the linked tokens of a chunk."""
    first: Token | None = None
    last: Token | None = None
    at = 0
    for piece in _PIECE.findall(text):
        word = piece.strip()
        if cut := _cut(word) if "-" in word and len(word) > 1 else 0:
            parts = [Token(word[:cut], at), Token("-", at + cut)]
            parts.append(Token(word[cut + 1 :], at + cut + 1))
        else:
            parts = [Token(word, at)] if word else []
        for token in parts:
            if last is None:
                first = token
            else:
                last.next = token
            last = token
        at += len(piece)
    return first


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
