"""From a text to the few stretches where a value may stand, as words with their classes.

A multi-pattern scan finds triggers (digits, signs, names of months, units …); only the words
around one are read. The cost of an article without numbers is that of the scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add, sub
from typing import ClassVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from factpack.extract.languages.en import number_words as lx
from factpack.extract.languages.en.currencies import CURRENCIES
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.text.tokens import chunk_at, scan
from factpack.extract.values.number_tokens import Tokens
from factpack.extract.values.thousands import join_thousands

_TRIGGERS = AhoCorasick(
    list(lx.TRIGGERS), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
)
_WORD_TRIGGERS = tuple(trigger.isalpha() and trigger.isascii() for trigger in lx.TRIGGERS)

_REACH_BACK, _REACH_ON = 30, 36
"""Characters read before and after a trigger: enough for "the very beginning of the", and for the
adjectives between a number and the noun that it counts."""

_DATE = r"\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d\d)"
_STAMP = r"\d{4}-\d\d-\d\dT\d\d(?::?\d\d){0,2}(?:[.,]\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?(?!\w)"
_NUMERIC_DATE = re.compile(f"{_DATE}|{_STAMP}", re.IGNORECASE)
_TOKEN = re.compile(
    # The commonest first; white space fails at once.
    r"(?=\S)(?:[^\W\d_]{3,}+"
    r"|(?=\d)(?:"
    rf"(?<![\w.,/-])(?:{_STAMP}|(?:{_DATE})(?![\w/-]|\.\d))"
    r"|\d{1,3}(?:,\d{2,3})+(?![\d,])(?:\.\d+)?(?!,\d)"
    # "3,4" and "1.234,5" are decimals of other languages, or lists; "7,2017" a day and its year.
    r"|(?<!\d,)\d++(?:\.\d++)*+(?:,\d++(?:\.\d++)*+)++(?<!,[12]\d{3})"
    r"|[1-4][QH](?:\d\d)?\b"
    r"|\d++(?:\.\d++)*+(?:(?:st|nd|rd|th|s)(?![^\W\d_]))?)"
    r"|['’]s\b"
    r"|[QqHh][1-4]\b"
    r"|[Ff][Yy]\d\d(?:\d\d)?\b"
    r"|[^\W\d_](?:\.[^\W\d_])+(?![^\W\d_])"
    r"|[^\W\d_]+"
    r"|\S)"
)
_GROUPED = re.compile(r"\d{1,3}(?:(?:,\d{3})+|(?:,\d\d)+,\d{3})(?:\.\d+)?")
_LONGEST_NUMBER = 24
"""Characters; what is longer is an identifier, and floats hold no more digits anyway."""

_AFTER_DIGITS = frozenset(
    (
        lx.SHORT_SCALE,
        lx.SCALE,
        lx.NOUN,
        lx.CODE,
        lx.PERCENT,
        lx.UNIT,
        lx.CLOCK,
        lx.SUBUNIT,
        lx.SYMBOL,
        lx.BASIS_POINT,
    )
)
_BEFORE_DIGITS = frozenset((lx.CODE, lx.MONTH, lx.SHORT_MONTH, lx.NOUN))
MEASURES = word_list("values", "scan.measures")
"""Abbreviations of physical units that touch the number before them."""


def read(text: str, parts: Iterable[tuple[int, int]]) -> Tokens:
    """The words around every trigger in the parts `[start, end)` of a text; linear.

    No stretch crosses a part, so that no value does.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    codes: list[str] = []
    for low, high in _stretches(text, parts):
        chunks = _chunks_of(text, low, high)
        at = low + chunks[0].lead
        for chunk in chunks:
            words += chunk.words
            codes.append(chunk.codes)
            steps, sizes = chunk.steps, chunk.sizes
            for i in range(len(sizes)):
                starts.append(at)
                ends.append(at + sizes[i])
                at += steps[i]
        words.append("")
        codes.append(lx.BARRIER)
        starts.append(high)
        ends.append(high)
    return _without_junk(join_thousands(Tokens(text, words, starts, ends, "".join(codes))))


def read_all(words: str) -> Tokens:
    """Every word of a text that is one stretch."""
    chunk = _scanned(words, 0, len(words))
    starts = list(accumulate(chunk.steps, initial=chunk.lead))
    starts.pop()
    ends = list(map(add, starts, chunk.sizes))
    tokens = Tokens(words, chunk.words, starts, ends, chunk.codes)
    return _without_junk(join_thousands(tokens))


@dataclass(slots=True, eq=False)
class _Chunk:
    """The tokens of a part of a text.

    Attributes:
        lead: white space before the first.
        words: as in `Tokens`.
        codes: as in `Tokens`.
        steps: from the start of each to that of the next, of the last to the end and a space.
        sizes: characters of each.
    """

    lead: int
    words: list[str]
    codes: str
    steps: list[int]
    sizes: list[int]


class _Chunks(dict[str, _Chunk]):
    """The tokens of what stands between two spaces, kept: most of it stands in every article."""

    _MOST: ClassVar[int] = 1 << 15
    _LONGEST: ClassVar[int] = 32

    def __missing__(self, text: str) -> _Chunk:
        """Scan a chunk that is not known yet."""
        chunk = _scanned(text, 0, len(text))
        if len(text) <= self._LONGEST:
            if len(self) >= self._MOST:
                self.clear()
            self[text] = chunk
        return chunk


_chunks = _Chunks()


def _chunks_of(text: str, low: int, high: int) -> list[_Chunk]:
    """The tokens of a stretch, space by space where no token depends on what stands around it."""
    if not low or text[low - 1].isspace():
        chunks = list(map(_chunks.__getitem__, text[low:high].split(" ")))
        if all([not chunk.lead for chunk in chunks]):
            return chunks
    return [_scanned(text, low, high)]


def _scanned(text: str, low: int, high: int) -> _Chunk:
    """The tokens of `text[low:high]`."""
    known: list[tuple[str, str]] = []
    edges: list[int] = []
    sizes: list[int] = []
    for match in _TOKEN.finditer(text, low, high):
        known.append(_classified(match[0]))
        edges.append(match.start())
        sizes.append(len(match[0]))
    edges.append(high + 1)
    words = [word for word, _ in known]
    codes = "".join([code for _, code in known])
    steps = list(map(sub, edges[1:], edges))
    return _Chunk(edges[0] - low, words, codes, steps, sizes)


def _stretches(text: str, parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where values may stand, in order and without overlap."""
    found: list[tuple[int, int]] = []
    left = iter(parts)
    start = end = 0
    low = high = -1
    for at, to in _triggers(text):
        while at >= end:
            if high >= 0:
                found.append(_whole_words(text, low, high, start, end))
                high = -1
            part = next(left, None)
            if part is None:
                return found
            start, end = part
        if at < start:
            continue
        if high >= 0 and at - _REACH_BACK <= high:
            high = to + _REACH_ON
            continue
        if high >= 0:
            found.append(_whole_words(text, low, high, start, end))
        low, high = at - _REACH_BACK, to + _REACH_ON
    if high >= 0:
        found.append(_whole_words(text, low, high, start, end))
    return found


def _triggers(text: str) -> list[tuple[int, int]]:
    """Start and end of every trigger of a text, in order; each chunk of it is searched but once."""
    found: list[tuple[int, int]] = []
    tokens = scan(text)
    for i in tokens.triggering:
        token = tokens.kept[i]
        begin = tokens.starts[i] - token.start
        if token.triggers is None:
            token.triggers = _triggers_of(chunk_at(text, begin))
        hits = token.triggers
        for n in range(0, len(hits), 2):
            at, to = begin + hits[n], begin + hits[n + 1]
            before = lx.ONLY_AFTER.get(text[at:to])
            if before is None:
                found.append((at, to))
            elif text.startswith(before, at - len(before)):
                found.append((at - len(before), to))
    return found


def _triggers_of(chunk: str) -> tuple[int, ...]:
    """Start and end of every trigger of a chunk, one after the other."""
    hits: list[int] = []
    for pattern, at, to in _TRIGGERS.find_matches_as_indexes(chunk):
        if at == 0 or not _WORD_TRIGGERS[pattern] or not chunk[at - 1].isalpha():
            hits += [at, to]
    return tuple(hits)


def _whole_words(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """Narrow both ends to white space; a stretch that is all one word stays as it is."""
    if low <= start:
        low = start
    else:
        space = text.find(" ", low, low + _REACH_BACK)
        low = low if space < 0 else space + 1
    if high >= end:
        high = end
    else:
        space = text.rfind(" ", high - _REACH_ON, high)
        high = high if space < 0 else space
    return low, high


_NUMBERS = re.compile("[DYNo]")
_BEFORE_WORDS = frozenset((lx.WORD, lx.JUNK, lx.DOT))
_BEFORE_MARKS = frozenset("#_\\:@=")


def _without_junk(tokens: Tokens) -> Tokens:
    """Mark digits that are part of a name or an address: "COVID-19", "3G", "a%20b"."""
    words, codes, starts, ends = tokens.words, tokens.codes, tokens.starts, tokens.ends
    junk: list[tuple[int, int]] = []
    other: list[tuple[int, int]] = []
    last = len(words) - 1
    for match in _NUMBERS.finditer(codes):
        i = match.start()
        if not words[i][0].isdigit():
            continue
        if codes[i + 1 : i + 2] == lx.SHORT_SCALE and not _is_scale(tokens, i + 1):
            other.append((i + 1, i + 2))
        if i and ends[i - 1] == starts[i] and not _may_precede(tokens, i):
            junk.append((i, i + 1))
        elif i < last and ends[i] == starts[i + 1]:
            after = words[i + 1]
            if after[:1].isalpha() and codes[i + 1] not in _AFTER_DIGITS:
                if after.lower() not in MEASURES and after not in ("x", "c"):
                    junk.append((i, i + 1))
    codes = blank(codes, junk, lx.JUNK)
    codes = blank(codes, other, lx.WORD)
    return Tokens(tokens.text, words, starts, ends, codes)


def _is_scale(tokens: Tokens, i: int) -> bool:
    """Whether the abbreviation at token `i` is a scale; that of "$20 T-shirt" is none."""
    words, codes = tokens.words, tokens.codes
    if tokens.glued(i) or len(words[i]) > 1:
        return True
    if i + 2 < len(words) and tokens.glued(i + 1) and tokens.glued(i + 2):
        if codes[i + 1] != lx.DOT and words[i + 2][:1].isalpha():
            return words[i + 2] == "plus"
    return words[i] != "t" or codes[i + 1 : i + 2] != lx.WORD


def _may_precede(tokens: Tokens, i: int) -> bool:
    """Whether digits that touch token `i - 1` are still a number ("USD5", "mid-2011")."""
    words, codes = tokens.words, tokens.codes
    before = codes[i - 1]
    if before in (lx.DASH, lx.SLASH):
        if tokens.glued(i - 1) and words[i - 2][:1].isalpha():
            # "COVID-19" and "F-150" are names; "post-2008" is not.
            return codes[i - 2] != lx.WORD or (words[i - 2].islower() and len(words[i - 2]) > 2)
        return True
    if words[i - 1][:1].isalpha():
        return before in _BEFORE_DIGITS
    if before == lx.DOT and codes[i - 2 : i - 1] == lx.SHORT_MONTH and tokens.glued(i - 1):
        return True  # "Dec.25".
    return before not in _BEFORE_WORDS and words[i - 1] not in _BEFORE_MARKS


def _known() -> dict[str, tuple[str, str]]:
    """Every spelling of every word of the lexicon."""
    known: dict[str, tuple[str, str]] = {}
    for code in CURRENCIES.codes:
        known[code] = (code, lx.CODE)
    for code in CURRENCIES.plain_codes:
        known[code.lower()] = (code, lx.CODE)
    for code in CURRENCIES.million_codes:
        known["M" + code] = ("M" + code, lx.CODE)
    for word in lx.SHORT_SCALES:
        for spelling in (word, word.upper(), word.title()):
            known.setdefault(spelling, (word, lx.SHORT_SCALE))
    for word, letter in lx.CLASSES.items():
        for spelling in (word, word.title(), word.upper()):
            if spelling == word or spelling not in CURRENCIES.codes:
                known[spelling] = (word, letter)
    for word in lx.CAPITAL_ONLY:
        known[word] = (word, lx.WORD)
    for mark in ("'s", "’s"):
        known[mark] = (mark, lx.POSSESSIVE)
    return known


_KNOWN = _known()


@lru_cache(maxsize=1 << 16)
def _classified(raw: str) -> tuple[str, str]:
    """A token as kept and its class; a pure function, remembered because words come again."""
    found = _KNOWN.get(raw)
    if found:
        return found
    if raw[0].isdecimal():
        word = raw.lower()
        return word, _digits_class(word)
    if raw[0].isalpha():
        if raw[-1].isdecimal():
            word = raw.lower()
            return word, lx.FISCAL_CODE if word.startswith("fy") else lx.QUARTER_CODE
        found = _KNOWN.get(raw.lower())
        # Mixed case such as "MiLLion"; "iOs" and other names stay.
        return found if found and found[1] != lx.CODE else (raw, lx.WORD)
    return raw, lx.MARK


def _digits_class(word: str) -> str:
    if _NUMERIC_DATE.fullmatch(word):
        return lx.NUMERIC_DATE
    last = word[-1]
    if len(word) > _LONGEST_NUMBER:
        return lx.JUNK
    if last in "hdt":
        # "The 99.95th percentile" has no rank.
        return lx.ORDINAL if word[:-2].isdecimal() else lx.JUNK
    if last == "s":
        number = word[:-1]
        decade = number.isdecimal() and len(number) in (2, 4) and number[-1] == "0"
        return lx.DECADE if decade else lx.JUNK
    if word[1:2] in ("q", "h"):
        return lx.QUARTER_CODE
    if word.isdecimal():
        if not word.isascii():
            return lx.JUNK
        if len(word) == 4 and "1000" <= word < "2200":
            return lx.YEAR
        return lx.SMALL if len(word) <= 2 and int(word) <= 31 else lx.NUMBER
    if "," in word:
        return lx.NUMBER if _GROUPED.fullmatch(word) else lx.JUNK
    return lx.NUMBER if word.count(".") == 1 and word.isascii() else lx.JUNK


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
