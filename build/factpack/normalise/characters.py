"""Characters: one form for each, nothing invisible, and a map back to every source offset."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factpack.read.repair import MAX_ROUNDS, may_need_repair, repair_edits

MAX_MARKS = 30
"""Combining marks that a letter may bear where they need reordering; the rest is removed.

No orthography stacks more: it is the limit of the Stream-Safe Text Format (UAX #15, section 13).
Reordering costs the square of their number, so that a megabyte of marks would take hours.
"""

# The last two, fillers of Hangul, are shown as a blank and used as one.
_SPACES = "\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000\u3164\uffa0"
_LINE_ENDS = "\n\x0b\x0c\r\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_SOFT_HYPHEN = "\xad"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = "\u115f\u1160\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff"
_ANNOTATIONS = "\ufff9-\ufffb"
_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
_ASTRAL_ANNOTATIONS = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
_ASTRAL_TAGS = "\U000e0000-\U000e007f"
_ASTRAL_NONCHARACTERS = "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)
)
_INVISIBLE = (
    _CONTROLS + _SOFT_HYPHEN + _BIDI + _ZERO_WIDTH + _ANNOTATIONS + _NONCHARACTERS,
    _ASTRAL_ANNOTATIONS + _ASTRAL_TAGS + _ASTRAL_NONCHARACTERS,
)
# As numbers: no compiler takes half a pair in a literal.
_SURROGATES = f"{chr(0xD800)}-{chr(0xDFFF)}"


def _changed(invisible: str) -> str:
    """Characters that never stay as they are."""
    blank = _SPACES + _LINE_ENDS + invisible
    return blank.replace(" ", "").replace("\n", "") + _SURROGATES


def _special(invisible: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of what must be changed: in text whose spaces are single, and in any text.

    A class of characters is looked up in one step, a choice between patterns is not: the first is
    seven times as fast. Both leave out spaces and newlines before the match.
    """
    blank = _SPACES + _LINE_ENDS + invisible
    change = _changed(invisible)
    return (
        re.compile(f"[{change}][{blank}]*"),
        re.compile(f"(?:[{change}]| [ \n]|\n(?: |\n\n))[{blank}]*"),
    )


# Classes beyond the Basic Multilingual Plane are searched one range after the other: only texts
# that have such characters pay for it.
_SPECIAL = _special(_INVISIBLE[0])
_SPECIAL_ASTRAL = _special("".join(_INVISIBLE))
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SUSPECT = re.compile(f"[{_changed(_INVISIBLE[0])}\U00010000-\U0010ffff]")
"""Without one of these, and with single spaces, there is nothing to change in a text."""
_COMMON = b"\n" + bytes(range(0x20, 0x7F))
"""Characters of ASCII that stay as they are wherever they stand, unless spaces follow spaces."""
_UNUSUAL = re.compile("[^\xa1-\xac\xae-\u02ff\u2010-\u2027\u20ac]")
"""What is none of the other characters of that kind: letters, quotes, dashes and the euro sign.

None of those is invisible or space, and none composes with another."""
_LINE_END = re.compile(f"\r\n|[{_LINE_ENDS}]")
_UNEVEN = ("  ", " \n", "\n ", "\n\n\n")
"""One of these stands in every run of spaces and newlines but those that stay as they are."""
_SPACE = re.compile(f"[{_SPACES}]")
_JOINER = re.compile("[\u200c\u200d]")

_REASONS: tuple[tuple[str, str], ...] = (
    (_SOFT_HYPHEN, "soft hyphen"),
    (_ZERO_WIDTH, "zero-width character"),
    (_BIDI, "bidirectional control"),
    (_CONTROLS, "control character"),
    (_ANNOTATIONS + _ASTRAL_ANNOTATIONS, "invisible formatting character"),
    (_ASTRAL_TAGS, "tag character"),
    (_NONCHARACTERS + _ASTRAL_NONCHARACTERS, "noncharacter"),
)
_REMOVED = re.compile(
    "|".join(f"([{members}]+)" for members, _ in _REASONS) + f"|[^\\s{''.join(_INVISIBLE)}]+"
)

# Scripts in which a joiner between two letters changes the word: Arabic and its neighbours, N'Ko,
# the scripts of India and Sri Lanka, Myanmar, Khmer, Mongolian.
_JOINING_SCRIPTS = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua8ff"
_JOINING_LETTER = re.compile(f"[{_JOINING_SCRIPTS}]")
# Emoji that a zero-width joiner fuses into one picture.
_EMOJI = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")


_MOST_MARKS = 32
"""Marks on one letter that are looked past: more is no writing."""


@dataclass(slots=True, eq=False)
class Run:
    """A stretch of clean text: character for character its source, or one atomic replacement.

    Attributes:
        start: in the clean text.
        size: code points there.
        raw_start: in the source.
        raw_size: code points there.
        is_atomic: whether it replaces its source as a whole; else offsets shift by a constant.
    """

    start: int
    size: int
    raw_start: int
    raw_size: int
    is_atomic: bool = False


class CleanText:
    """Text after the work on characters, and where each of them stood.

    Its white space is spaces and newlines, and no two spaces follow one another.
    """

    __slots__ = ("_runs", "_starts", "text")

    def __init__(self, text: str, runs: list[Run]) -> None:
        """Keep the text and its runs, which are ordered and cover all of it."""
        self.text = text
        self._runs = runs
        self._starts = [run.start for run in runs]

    def runs(self, start: int, end: int) -> list[Run]:
        """Runs of the clean text between two offsets; the first and the last are cut to fit.

        An atomic replacement is never cut: it is given whole.
        """
        found: list[Run] = []
        index = bisect_right(self._starts, start) - 1
        while start < end:
            run = self._runs[index]
            if run.is_atomic:
                found.append(run)
                start = run.start + run.size
            else:
                size = min(end, run.start + run.size) - start
                found.append(Run(start, size, run.raw_start + start - run.start, size))
                start += size
            index += 1
        return found

    def raw_start(self, offset: int) -> int:
        """Where the source of the character at an offset begins."""
        run = self._runs[bisect_right(self._starts, offset) - 1]
        return run.raw_start + (0 if run.is_atomic else offset - run.start)

    def raw_end(self, offset: int) -> int:
        """Where the source of the character before an offset ends."""
        run = self._runs[bisect_right(self._starts, offset - 1) - 1]
        return run.raw_start + (run.raw_size if run.is_atomic else offset - run.start)


def clean(raw: str, start: int = 0, source: CleanText | None = None) -> CleanText:
    """Give every character one form and remove what nobody can see.

    - HTML, character references and mojibake go, see `factpack.read.repair`.
    - Every Unicode space and the tab become a space, every line end (CRLF, CR, NEL, VT, FF, LS, PS)
      a newline; a run of white space becomes one space, one newline, or two for blank lines.
    - Controls, soft hyphens, zero-width and bidirectional controls, tags and noncharacters go.
      ZWJ and ZWNJ stay where they tell words apart: between two characters of Arabic, Indic and
      other scripts that join letters; ZWJ also between two emoji.
    - Lone surrogates become U+FFFD.
    - What is left is put into NFC, so that a letter and its accent meet across a removed character.

    Quotes, dashes and ligatures stay: words are provenance. The cost is linear.

    Args:
        raw: decoded source.
        start: where the article begins in it.
        source: what of it is to be cleaned; by default all from `start` on.
    """
    if source is None:
        text = raw[start:] if start else raw
        source = CleanText(text, [Run(0, len(text), start, len(text))] if text else [])
    for _ in range(MAX_ROUNDS):
        repaired = _repaired(source)
        source = _one_form(repaired)
        if not may_need_repair(source.text):
            break
    return source


def _repaired(source: CleanText) -> CleanText:
    """The text without HTML, character references and mojibake."""
    for _ in range(3 * MAX_ROUNDS):
        edits = repair_edits(source.text) if may_need_repair(source.text) else []
        if not edits:
            break
        source = _edit(source, edits, is_atomic=True)
    return source


def _one_form(source: CleanText) -> CleanText:
    """The text with one form for each character, and none that nobody sees."""
    text = source.text
    several_spaces = "  " in text
    if _is_plain(text):
        return _edit(source, _unify_spaces(text)) if several_spaces else source
    if several_spaces or _SUSPECT.search(text):
        has_astral = not text.isascii() and _ASTRAL.search(text)
        single, several = _SPECIAL_ASTRAL if has_astral else _SPECIAL
        special = several if several_spaces else single
        if special.search(text):
            source = _edit(source, _unify(text, special))
    if not unicodedata.is_normalized("NFC", source.text):
        source = _edit(source, _compose(source.text))
    return source


def _is_plain(text: str) -> bool:
    """Whether no character of a text need change, judged by its rare ones alone.

    Most texts are, and bytes are looked up four times as fast as characters are matched.
    """
    rare = text.encode("utf-8", "surrogatepass").translate(None, _COMMON)
    return _UNUSUAL.search(rare.decode("utf-8", "surrogatepass")) is None


MARKUP = "HTML"
"""Reason of what was removed as tags, or as what nobody sees of a page."""


def reasons(raw: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    r"""Why characters that are no part of the clean text went: stretches of one reason each.

    White space has none and is passed over, but within HTML.

    >>> list(reasons("a\u200b\u200b \x00b", 1, 5))
    [(1, 3, 'zero-width character'), (4, 5, 'control character')]
    >>> list(reasons("<p>A</p> <p class='b'>", 4, 22))
    [(4, 22, 'HTML')]
    """
    markup: tuple[int, int] | None = None
    for found in _REMOVED.finditer(raw, start, end):
        if not found.lastindex and unicodedata.category(found[0][0])[0] != "M":
            markup = (markup[0] if markup else found.start(), found.end())
            continue
        if markup:
            yield *markup, MARKUP
            markup = None
        reason = _REASONS[found.lastindex - 1][1] if found.lastindex else "mark beyond the limit"
        yield found.start(), found.end(), reason
    if markup:
        yield *markup, MARKUP


_Edit = tuple[int, int, str]
"""Start and end of what is replaced, and the replacement."""


def _unify(text: str, special: re.Pattern[str]) -> list[_Edit]:
    """Edits that bring white space to one form and remove the invisible."""
    edits: list[_Edit] = []
    done = 0
    for found in special.finditer(text):
        start, end = found.span()
        if 0xD800 <= ord(text[start]) <= 0xDFFF:
            edits.append((start, start + 1, "\ufffd"))
            start += 1
            if start == end:
                continue
        else:
            while start > done and text[start - 1] in " \n":
                start -= 1
        done = end
        run = text[start:end]
        line_end = _LINE_END.search(run)
        if line_end:
            several = _LINE_END.search(run, line_end.end())
            edits.append((start, end, "\n\n" if several else "\n"))
        elif _SPACE.search(run):
            edits.append((start, end, " "))
        else:
            joiner = _joiner(text, start, end)
            if joiner is None:
                edits.append((start, end, ""))
                continue
            if start < joiner:
                edits.append((start, joiner, ""))
            if joiner + 1 < end:
                edits.append((joiner + 1, end, ""))
    return edits


def _unify_spaces(text: str) -> list[_Edit]:
    """The same for a text whose only white space is spaces and newlines, with nothing invisible."""
    edits: list[_Edit] = []
    size = len(text)
    places = [text.find(uneven) for uneven in _UNEVEN]
    while True:
        start = min([place if place >= 0 else size for place in places])
        if start == size:
            return edits
        end = start
        while start and text[start - 1] in " \n":
            start -= 1
        while end < size and text[end] in " \n":
            end += 1
        lines = text.count("\n", start, end)
        edits.append((start, end, "\n" * min(lines, 2) or " "))
        for i, uneven in enumerate(_UNEVEN):
            if 0 <= places[i] < end:
                places[i] = text.find(uneven, end)


def _joiner(text: str, start: int, end: int) -> int | None:
    """Place of the joiner that a run of invisible characters must keep, or None."""
    found = _JOINER.search(text, start, end)
    if not found or not start or end == len(text):
        return None
    base, after = start - 1, text[end]
    while base and unicodedata.category(text[base])[0] == "M" and start - base < _MOST_MARKS:
        base -= 1  # marks are put in order later: the letter that carries them decides
    before = text[start - 1] if _EMOJI.match(text[start - 1]) else text[base]
    is_mark = unicodedata.category(after)[0] == "M"
    if _JOINING_LETTER.match(before) and _JOINING_LETTER.match(after) and not is_mark:
        return found.start()
    if _EMOJI.match(before) and _EMOJI.match(after):
        place = text.find("\u200d", start, end)
        return None if place < 0 else place
    return None


def _compose(text: str) -> list[_Edit]:
    """Edits that put text into NFC, a letter with its marks at a time.

    A character that is no mark, no medial or final jamo, never composes with what stands before it,
    so text may be composed between two of them (UAX #15, section 9).
    """
    marks, others = [], []
    for char in sorted(set(text)):
        if unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff":
            marks.append(char)
        elif not unicodedata.is_normalized("NFC", char):
            others.append(char)
    classes = []
    if marks:
        follow = "".join(map(re.escape, marks))
        classes.append(f"[^\\s{follow}]?[{follow}]+")
    if others:
        classes.append(f"[{''.join(map(re.escape, others))}]")
    edits: list[_Edit] = []
    for found in re.finditer("|".join(classes), text):
        start, end = found.span()
        whole = found[0]
        if end - start <= MAX_MARKS + 1:
            composed = unicodedata.normalize("NFC", whole)
            if composed != whole:
                edits.append((start, end, composed))
        elif not unicodedata.is_normalized("NFC", whole):  # gives up at the first disorder
            cut = start + MAX_MARKS + 1
            first = unicodedata.normalize("NFC", text[start:cut])[: MAX_MARKS + 1]
            edits += [(start, cut, first), (cut, end, "")]
    return edits


def _edit(source: CleanText, edits: Sequence[_Edit], *, is_atomic: bool = False) -> CleanText:
    """Apply ordered edits and carry the map to the source along.

    A character in the place of one keeps offsets shifting by a constant; any other replacement is
    atomic, and all are where `is_atomic` says so.
    """
    text, pieces, runs = source.text, list[str](), list[Run]()
    done = 0
    for start, end, new in edits:
        if done < start:
            pieces.append(text[done:start])
            for run in source.runs(done, start):
                _add(runs, run.size, run.raw_start, run.raw_size, run.is_atomic)
        done = end
        if new:
            pieces.append(new)
            raw_start, raw_end = source.raw_start(start), source.raw_end(end)
            # What parts two stretches of a page has no source: two characters may have one.
            is_one = len(new) == 1 == raw_end - raw_start == end - start
            is_whole = is_atomic or not is_one
            _add(runs, len(new), raw_start, raw_end - raw_start, is_whole)
    if done < len(text):
        pieces.append(text[done:])
        for run in source.runs(done, len(text)):
            _add(runs, run.size, run.raw_start, run.raw_size, run.is_atomic)
    return CleanText("".join(pieces), runs)


def _add(runs: list[Run], size: int, raw_start: int, raw_size: int, is_atomic: bool) -> None:
    """Let the last run go on with what stands behind it in the source, or begin another."""
    last = runs[-1] if runs else None
    start = last.start + last.size if last is not None else 0
    if (
        last is not None
        and not (is_atomic or last.is_atomic)
        and last.raw_start + last.raw_size == raw_start
    ):
        last.size += size
        last.raw_size = last.size
    else:
        runs.append(Run(start, size, raw_start, raw_size, is_atomic))
