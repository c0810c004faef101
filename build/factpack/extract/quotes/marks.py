"""Where quotation marks open and close: double, single and angled ones, also unpaired ones.

Apostrophes are told from single marks by what stands around them; a mark that could be either, as
after "companies’", closes only if no better one follows. Marks that do not pair within a paragraph
are dropped, except that a paragraph may leave its quotation open where the next one opens again,
as English does for a statement of several paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from factpack.model import Article, Block

_DOUBLE = '"“”„‟«»'
_DOUBLE_AND_TYPED = re.compile(f"[{_DOUBLE}]|``|''")
_NEVER_BEFORE = frozenset(".,!?’'”\"_")
_SINGLE_CLOSE = re.compile(r"[’'](?!\w)(?<=[\w.,!?…;:)%].)")
_ELISION = re.compile(r"[‘’'](?:\d\d?s?\b|(?:em|n|til|tis|twas|cause|bout|round)\b)", re.IGNORECASE)
_OPENS = frozenset("“„‟«")
_CLOSES = frozenset("”»")
_LONGEST_SINGLE = 600
"""Characters between single marks; what is longer is two apostrophes."""


@dataclass(slots=True, eq=False)
class QuotedSpan:
    """A stretch between quotation marks, marks included.

    Attributes:
        start: offset of the opening mark.
        end: offset after the closing mark, or of the end of the paragraph where it is left open.
        opening: characters of the opening mark.
        closing: characters of the closing mark; 0 where the quotation is left open.
        block: number of its block.
        continued: the paragraph before left its quotation open for this one.
    """

    start: int
    end: int
    opening: int
    closing: int
    block: int
    continued: bool = False

    def inner(self, text: str) -> str:
        """The words between the marks."""
        return text[self.start + self.opening : self.end - self.closing]


def find_marked(article: Article) -> list[QuotedSpan]:
    """Outermost quotations of an article, in order, each within one block; linear."""
    text = article.text
    doubles_at = _double_marks(text)
    openings = _single_openings(text)
    if not (doubles_at or openings):
        return []
    found: list[QuotedSpan] = []
    continued = False
    at = 0
    for number, block in enumerate(article.blocks):
        first = at
        while at < len(doubles_at) and doubles_at[at][0] < block.end:
            at += 1
        doubles, open_at = _doubles(text, block, number, continued, doubles_at[first:at])
        singles = _plain_singles(text, block, number, openings) if openings else []
        continued = False
        if open_at is not None:
            continued = _opens_again(text, article.blocks, number)
            lead = text[block.start : open_at].rstrip()
            if continued or not lead or lead[-1] in ":,":
                doubles.append(QuotedSpan(open_at, block.end, 1, 0, number))
        found += _outermost(doubles, singles) if singles else doubles
    return found


def _single_openings(text: str) -> list[int]:
    """Where single marks stand that may open a quotation, in order; most are apostrophes."""
    found: list[int] = []
    for mark in "‘’'":
        at = text.find(mark)
        while at >= 0:
            if _may_open(text, at):
                found.append(at)
            at = text.find(mark, at + 1)
    found.sort()
    return found


def _may_open(text: str, at: int) -> bool:
    """Whether a word follows a single mark, and none stands before it."""
    after = text[at + 1] if at + 1 < len(text) else " "
    if not (after.isalnum() or after == "_"):
        return False
    before = text[at - 1] if at else " "
    if before.isspace():
        return True
    return text[at] != "’" and not before.isalnum() and before not in _NEVER_BEFORE


def _double_marks(text: str) -> list[tuple[int, int]]:
    """Spans of the double marks of a text, in order."""
    if "`" in text and "``" in text:
        return [match.span() for match in _DOUBLE_AND_TYPED.finditer(text)]
    found: list[tuple[int, int]] = []
    for mark in _DOUBLE:
        at = text.find(mark)
        while at >= 0:
            found.append((at, at + 1))
            at = text.find(mark, at + 1)
    found.sort()
    return found


def _doubles(
    text: str, block: Block, number: int, continued: bool, marks: list[tuple[int, int]]
) -> tuple[list[QuotedSpan], int | None]:
    """Pairs among the double marks of a block, and where one is left open."""
    found: list[QuotedSpan] = []
    open_at: int | None = None
    width = 1
    for at, end in marks:
        role = _role(text, at, end, block)
        if role == "either":
            role = "open" if open_at is None else "close"
        if role == "open":
            open_at, width = at, end - at
        elif open_at is not None:
            if end - open_at > width + (end - at):
                first = not found and continued and not text[block.start : open_at].strip()
                found.append(QuotedSpan(open_at, end, width, end - at, number, first))
            open_at = None
    return found, open_at


def _role(text: str, at: int, end: int, block: Block) -> str:
    mark = text[at:end]
    before = text[at - 1] if at > block.start else " "
    after = text[end] if end < block.end else " "
    if mark == "``":
        return "open"
    if mark == "''":
        return "close"
    opens = before.isspace() or before in "([{—–-/‘'"
    ends = after.isspace() or not after.isalnum()
    if mark in _OPENS:
        return "close" if not opens and after.isspace() else "open"
    if mark in _CLOSES:
        return "open" if opens and after.isalnum() else "close"
    if opens and not after.isspace():
        return "open"
    if not before.isspace() and ends:
        # 'a 15" screen' is inches where nothing is open; an unpaired mark is dropped anyway.
        return "close"
    return "either"


def _plain_singles(text: str, block: Block, number: int, openings: list[int]) -> list[QuotedSpan]:
    """Pairs of single marks that hold no double ones."""
    return [
        single
        for single in _singles(text, block, number, openings)
        if "“" not in (inner := single.inner(text)) and '"' not in inner
    ]


def _singles(text: str, block: Block, number: int, openings: list[int]) -> list[QuotedSpan]:
    """Pairs of single marks."""
    found: list[QuotedSpan] = []
    at = block.start
    while (opening := _next_opening(openings, at, block.end)) >= 0:
        at = opening + 1
        if _ELISION.match(text, opening, block.end):
            continue
        limit = min(block.end, opening + _LONGEST_SINGLE)
        again = _next_opening(openings, at, limit)
        close = _closing(text, at, again if again >= 0 else limit)
        if close is not None:
            found.append(QuotedSpan(opening, close, 1, 1, number))
            at = close
    return found


def _next_opening(openings: list[int], start: int, end: int) -> int:
    """The next of the openings whose word begins in `[start, end)`, too, or -1."""
    i = bisect_left(openings, start)
    return openings[i] if i < len(openings) and openings[i] + 1 < end else -1


def _closing(text: str, at: int, limit: int) -> int | None:
    """End of the mark that closes a single quotation opened before `at`."""
    doubtful: int | None = None
    for close in _SINGLE_CLOSE.finditer(text, at, limit):
        possessive = text[close.start() - 1] in "sS" and text[close.end() : close.end() + 2].strip()
        follows = text[close.end() : close.end() + 2]
        if possessive and follows[:1] == " " and follows[1:].isalpha():
            doubtful = doubtful or close.end()
            continue
        return close.end()
    return doubtful


def _opens_again(text: str, blocks: tuple[Block, ...], number: int) -> bool:
    """Whether the next paragraph goes on with a quotation left open."""
    if number + 1 >= len(blocks):
        return False
    start = blocks[number + 1].start
    return text[start] in '“„«"' and _role(text, start, start + 1, blocks[number + 1]) == "open"


def _outermost(doubles: list[QuotedSpan], singles: list[QuotedSpan]) -> list[QuotedSpan]:
    """Both in order, without those inside another or overlapping one."""
    found: list[QuotedSpan] = []
    for marked in sorted([*doubles, *singles], key=lambda marked: (marked.start, -marked.end)):
        if not found or marked.start >= found[-1].end:
            found.append(marked)
    return found
