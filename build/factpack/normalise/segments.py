"""Segments: the exact map from the source to the normalised text (docs/decisions/0003)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from factpack.model import Segment
from factpack.normalise.characters import MARKUP, CleanText, Run, reasons
from factpack.normalise.debris import Removed
from factpack.normalise.drafts import Draft

SEPARATOR = "\n\n"
"""What stands between two blocks of normalised text."""

WHITE_SPACE = "white space made one space"
"""Reason of an atomic replacement of white space; what else went with it is named behind it."""

COMPOSED = "composed (NFC)"
"""Reason of an atomic replacement of a letter and its marks."""

REFERENCE = "character reference decoded"
"""Reason of an atomic replacement of what HTML writes for a character."""

OUTSIDE = "outside the main text of the page, found by "
"""Reason of what a page holds besides its article; the library that told them apart stands behind
it, with its version."""

_WORDS_BETWEEN_TAGS = re.compile(r"(?:\A|>)[^<>]*[^<>\s]")

MOJIBAKE = "mojibake repaired"
"""Reason of an atomic replacement of characters that are the bytes of one in a wrong encoding."""


def segments_of(
    raw: str,
    text_start: int,
    clean: CleanText,
    drafts: Sequence[Draft],
    kinds: Sequence[str],
    removed: Sequence[Removed],
    reader: str | None = None,
) -> tuple[Segment, ...]:
    """Segments of an article in the order of its source.

    Args:
        raw: the whole source.
        text_start: what stands before it is front matter.
        clean: the text after the work on characters.
        drafts: blocks of the article.
        kinds: their kinds.
        removed: stretches of the clean text that were taken away.
        reader: what found the main text where the source is a page.
    """
    builder = _Builder(raw, clean, reader)
    builder.skip_front_matter(text_start)
    gone = sorted(removed, key=lambda stretch: stretch.start)
    done = 0
    for draft, kind in zip(drafts, kinds, strict=True):
        for number, line in enumerate(draft.lines):
            while done < len(gone) and gone[done].start < line.start:
                builder.remove(gone[done])
                done += 1
            if number:
                builder.join(draft.joints[number - 1], kind, line.start)
            else:
                builder.open()
            builder.keep(line.start, line.end, kind)
    for stretch in gone[done:]:
        builder.remove(stretch)
    return builder.finish()


class _Builder:
    """Segments so far, and how far source and text are covered."""

    def __init__(self, raw: str, clean: CleanText, reader: str | None) -> None:
        self._raw = raw
        self._clean = clean
        self._reader = reader
        self._segments: list[Segment] = []
        self._raw_end = 0
        self._end = 0
        self._is_empty = True

    def skip_front_matter(self, end: int) -> None:
        front = self._raw[:end]
        kept = front.strip()
        if kept:
            start = len(front) - len(front.lstrip())
            self._add_removed("metadata", start, start + len(kept), "front matter")

    def open(self) -> None:
        """Begin a block."""
        if not self._is_empty:
            self._end += len(SEPARATOR)
        self._is_empty = False

    def keep(self, start: int, end: int, kind: str) -> None:
        """Keep a stretch of the clean text."""
        for run in self._clean.runs(start, end):
            if not run.raw_size:  # a joint that a page has nothing for
                self._end += run.size
                continue
            self._fill(run.raw_start)
            raw_end = run.raw_start + run.raw_size
            reason = self._replacement(run, raw_end) if run.is_atomic else None
            self._add_kept(kind, run.size, run.raw_start, raw_end, reason)

    def _replacement(self, run: Run, raw_end: int) -> str:
        """Why an atomic replacement stands in the place of its source."""
        raw, text = self._raw[run.raw_start : raw_end], self._clean.text
        if text[run.start] == " ":
            return self._white_space(run.raw_start, raw_end)
        if "&" in raw:
            return REFERENCE
        if any(unicodedata.category(char)[0] == "M" for char in raw):
            return COMPOSED
        gone = [(a, b) for a, b, reason in reasons(raw, 0, len(raw)) if reason != MARKUP]
        for start, end in reversed(gone):
            raw = raw[:start] + raw[end:]
        clean = text[run.start : run.start + run.size]
        return COMPOSED if unicodedata.normalize("NFC", raw) == clean else MOJIBAKE

    def join(self, joint: str, kind: str, offset: int) -> None:
        """Put what joins two lines in the place of the white space before an offset."""
        raw_start, raw_end = self._raw_end, self._clean.raw_start(offset)
        if self._reader is not None:
            self._end += len(joint)
        elif joint:
            is_same = raw_end - raw_start == len(joint)
            reason = None if is_same else self._white_space(raw_start, raw_end)
            self._add_kept(kind, len(joint), raw_start, raw_end, reason)
        else:
            self._add_removed("space", raw_start, raw_end, "line break after a hyphen")

    def remove(self, stretch: Removed) -> None:
        """Note a stretch of the clean text that was taken away."""
        start, end = self._clean.raw_start(stretch.start), self._clean.raw_end(stretch.end)
        self._fill(start)
        self._add_removed(stretch.kind, start, end, stretch.reason)

    def finish(self) -> tuple[Segment, ...]:
        self._fill(len(self._raw))
        return tuple(self._segments)

    def _white_space(self, raw_start: int, raw_end: int) -> str:
        """Why white space was replaced, and what else went with it."""
        if self._raw[raw_start:raw_end].isspace():
            return WHITE_SPACE
        gone = dict.fromkeys([reason for _, _, reason in reasons(self._raw, raw_start, raw_end)])
        return ", ".join([WHITE_SPACE, *[f"{reason} removed" for reason in gone]])

    def _fill(self, raw_start: int) -> None:
        """Name the invisible characters between what is covered and an offset of the source."""
        if raw_start > self._raw_end and not self._raw[self._raw_end : raw_start].isspace():
            if self._reader is not None and self._add_outside(raw_start):
                return
            for start, end, reason in list(reasons(self._raw, self._raw_end, raw_start)):
                kind = "markup" if reason == MARKUP else "character"
                self._add_removed(kind, start, end, reason)
        self._raw_end = max(self._raw_end, raw_start)

    def _add_outside(self, raw_end: int) -> bool:
        """Note what a page holds besides its main text; whether there is any before an offset."""
        gap = self._raw[self._raw_end : raw_end]
        if not _WORDS_BETWEEN_TAGS.search(gap):
            return False
        start = self._raw_end + len(gap) - len(gap.lstrip())
        end = raw_end - len(gap) + len(gap.rstrip())
        self._add_removed("markup", start, end, f"{OUTSIDE}{self._reader}")
        self._raw_end = raw_end
        return True

    def _add_removed(self, kind: str, raw_start: int, raw_end: int, reason: str) -> None:
        self._segments.append(Segment(kind, False, None, None, raw_start, raw_end, reason))
        self._raw_end = raw_end

    def _add_kept(
        self, kind: str, size: int, raw_start: int, raw_end: int, reason: str | None
    ) -> None:
        """Add a kept stretch, or lengthen the last one where both shift by the same constant."""
        start, end = self._end, self._end + size
        self._end, self._raw_end = end, raw_end
        last = self._segments[-1] if self._segments and reason is None else None
        if (
            last is not None
            and last.kept
            and last.reason is None
            and last.end == start
            and last.raw_end == raw_start
        ):
            start, raw_start = last.start or 0, last.raw_start
            self._segments.pop()
        self._segments.append(Segment(kind, True, start, end, raw_start, raw_end, reason))
