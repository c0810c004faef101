"""The words of a source before anything is done to them: all of it, or the main text of a page."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence

from factpack.model import BlockKind, RawArticle
from factpack.normalise.characters import CleanText, Run, clean
from factpack.normalise.drafts import Draft

_WRITTEN = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[A-Za-z][A-Za-z\d]*);?|\s*[\n\r\t\f]\s*")
"""What stands for other characters in a page: a reference, or white space with a line end."""


def clean_text(raw: RawArticle) -> CleanText:
    """The clean text of a source: of a page, its main text alone."""
    if raw.kept is None:
        return clean(raw.text, raw.text_start)
    return clean(raw.text, source=_of_page(raw))


def _of_page(raw: RawArticle) -> CleanText:
    """The words of a page, decoded; what parts two stretches comes from no place of the page."""
    page, pieces, runs = raw.text, list[str](), list[Run]()
    size = 0

    def add(text: str, start: int, raw_size: int, *, is_atomic: bool) -> None:
        nonlocal size
        if text:
            pieces.append(text)
            runs.append(Run(size, len(text), start, raw_size, is_atomic))
            size += len(text)

    for kept in raw.kept or ():
        add(kept.gap, kept.start, 0, is_atomic=True)
        done = kept.start
        for found in _WRITTEN.finditer(page, kept.start, kept.end):
            start, end = found.span()
            new = html.unescape(found[0]) if found[0][0] == "&" else " "
            if new == found[0]:
                continue
            # Of "&nbspcanteen" only the beginning is a reference.
            n_plain = _common_end(new[1:], found[0])
            add(page[done:start], done, start - done, is_atomic=False)
            done = end - n_plain
            add(new[: len(new) - n_plain], start, done - start, is_atomic=True)
        add(page[done : kept.end], done, kept.end - done, is_atomic=False)
    return CleanText("".join(pieces), runs)


def _common_end(one: str, other: str) -> int:
    """Characters that two texts have in common at their ends."""
    size = 0
    while size < min(len(one), len(other)) and one[-size - 1] == other[-size - 1]:
        size += 1
    return size


def page_kinds(
    kinds: Sequence[BlockKind], drafts: Sequence[Draft], text: CleanText, raw: RawArticle
) -> list[BlockKind]:
    """The kinds of the blocks of a page: its tags say what is a heading, their words the title."""
    kept = raw.kept or ()
    starts = [stretch.start for stretch in kept]
    told: list[BlockKind] = []
    for kind, draft in zip(kinds, drafts, strict=True):
        at = bisect_right(starts, text.raw_start(draft.lines[0].start)) - 1
        is_heading = at >= 0 and kept[at].is_heading
        told.append(kind if kind == "title" else "heading" if is_heading else "paragraph")
    return told
