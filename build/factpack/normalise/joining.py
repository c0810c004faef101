"""Where a line goes on in the next, and where a paragraph ends: decided on evidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from factpack.normalise.drafts import Draft, Line
from factpack.normalise.titles import MAX_TITLE
from factpack.normalise.words import (
    ends_sentence,
    ends_with_abbreviation,
    is_bound,
    is_bullet,
    is_loose,
    starts_small,
)

MAX_WRAP = 120
"""Longest column that text is wrapped at; mail and terminals use 64 to 100."""

MIN_WRAP = 40
"""Narrowest column of wrapped text; lists of short lines are narrower."""

_MIN_BREAKS = 3
_FULL_SHARE = 0.8
"""Share of breaks within sentences at which the next word would not have fitted, from which text
counts as wrapped. The rest are headings and furniture among the lines."""

_RUNNING = 60
"""Characters from which a text is taken for prose that was cut, not for a heading. The headings of
news are shorter; titles are not, and the first block is therefore joined on stronger evidence."""

_COORDINATORS = frozenset("and or to und oder bis et ou y o e".split())


def wrap_width(lines: Sequence[Line]) -> int | None:
    """Column at which the text was wrapped, or None where lines are paragraphs.

    A wrapper breaks a line where the next word would not fit. Where that is so at nearly all breaks
    between short lines, the ends of paragraphs left aside, the longest line tells the width.
    """
    pairs = [
        (len(line.text), len(line.text) + 1 + len(after.text.split(" ", 1)[0]), line.text)
        for line, after in pairwise(lines)
        if after.gap == 1 and len(line.text) <= MAX_WRAP and len(after.text) <= MAX_WRAP
    ]
    if len(pairs) < _MIN_BREAKS:
        return None
    width = max(size for size, _, _ in pairs)
    full = sum(needed > width for _, needed, _ in pairs)
    ended = sum(needed <= width and ends_sentence(text) for _, needed, text in pairs)
    is_wrapped = full >= max(_MIN_BREAKS, _FULL_SHARE * (len(pairs) - ended))
    return width if width >= MIN_WRAP and is_wrapped else None


def runs_on(before: Draft, after: Draft, gap: int, width: int | None) -> bool:
    """Whether a block calls for what follows it in the same group of lines, whatever that says."""
    if gap > 1:
        return False
    tail = before.tail
    return (
        tail.endswith((",", "-"))
        or is_bound(tail)
        or is_loose(tail)
        or _is_full(before, after, width)
    )


def joint(
    before: Draft, after: Draft, gap: int, width: int | None, *, is_first: bool, in_body: bool
) -> str | None:
    """What joins two blocks: a space, nothing after a hyphen, or None where they stay apart.

    Across blank lines only the end of the one and the first word of the other are looked at: both
    stay what they are when a block grows, so that normalised text is never joined further.

    Args:
        before: a block.
        after: the block after it.
        gap: newlines between the two, 2 for any blank lines.
        width: column at which the text was wrapped, see `wrap_width`.
        is_first: whether nothing stands above the first block; it may then be a title.
        in_body: whether prose stands above the first block; else it may belong to the title.
    """
    if is_bullet(after.head):
        return None
    if not (
        _joins_over_blank(before, after, is_first, in_body)
        or (gap == 1 and _joins_in_group(before, after, width))
    ):
        return None
    if before.tail[-1] == "-" and before.tail[-2:-1].isalpha() and starts_small(after.head):
        return " " if after.head.split(" ", 1)[0] in _COORDINATORS else ""
    return " "


def _joins_over_blank(before: Draft, after: Draft, is_first: bool, in_body: bool) -> bool:
    """Whether a paragraph was torn: no paragraph starts with a small letter or ends with "the"."""
    tail = before.tail
    is_running = before.size >= _RUNNING
    if is_running and is_bound(tail):
        return True
    if not starts_small(after.head) or ends_sentence(tail):
        return False
    if is_running:
        may_be_title = is_first and before.size <= MAX_TITLE
        return not may_be_title or tail[-1] == "," or is_loose(tail)
    return in_body and not starts_small(before.head) and not is_bullet(before.head)


def _joins_in_group(before: Draft, after: Draft, width: int | None) -> bool:
    """The same for a single line break, where more is known."""
    tail = before.tail
    if is_bound(tail) or _is_full(before, after, width):
        return True
    if starts_small(after.head):
        return not ends_sentence(tail) or ends_with_abbreviation(tail)
    return before.size >= _RUNNING and (tail[-1] == "," or is_loose(tail))


def _is_full(before: Draft, after: Draft, width: int | None) -> bool:
    """Whether wrapping explains the break between two lines."""
    if width is None:
        return False
    size = len(before.lines[-1].text)
    return size <= width < size + 1 + len(after.head.split(" ", 1)[0])
