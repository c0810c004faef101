"""Titles and headings: which blocks are no paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from factpack.model import BlockKind
from factpack.normalise.drafts import Draft
from factpack.normalise.words import ends_sentence, is_bound, is_bullet, starts_small

MAX_TITLE = 150
"""Characters of the longest first line taken for a title on its looks alone."""

MAX_HEADING = 100
"""Characters of the longest heading inside an article."""

MIN_PROSE = 80
"""Characters from which a block that ends as a sentence does is taken for prose."""

_MAX_TITLE_WORDS = 25
_MAX_HEADING_WORDS = 14
_ALWAYS_PROSE = 200
_SENTENCE_BREAK = re.compile(r"[^\W\d_A-Z]{3}\. [“\"]?[A-ZÀ-Þ]")
_NO_WORD = re.compile(r"[\W_]+")
_SITE = re.compile(r"(.{15,}?) ?(?:[|»·–—]| - ) ?[^|»·–—.!?]{1,40}")
_LETTER = re.compile(r"[^\W\d_]")
_QUOTED = re.compile(r"[\"“”„«»'‘].*[\"“”„«»'’]")


@lru_cache(maxsize=16)  # the title is compared again and again, the outlet in every article
def title_key(text: str) -> str:
    """What two printings of one title have in common: their words, without case.

    >>> title_key("Tractors: ‘Back’ at last!")
    'tractors back at last'
    """
    return _NO_WORD.sub(" ", text).strip().casefold()


def _breaks_sentence(text: str) -> bool:
    """Whether a sentence ends inside a text."""
    return ". " in text and _SENTENCE_BREAK.search(text) is not None


def title_keys(text: str) -> tuple[str, ...]:
    """Keys of a title, and of what stands before the name of the site at its end.

    >>> title_keys("Tractors are back at last | Fieldpost")
    ('tractors are back at last fieldpost', 'tractors are back at last')
    """
    keys = [title_key(text)]
    found = _SITE.fullmatch(text)
    if found:
        keys.append(title_key(found[1]))
    return tuple(keys)


def is_prose(draft: Draft) -> bool:
    """Whether a block is surely a paragraph: long, and closed as a sentence is."""
    return draft.size >= _ALWAYS_PROSE or (draft.size >= MIN_PROSE and ends_sentence(draft.tail))


def looks_like_title(draft: Draft) -> bool:
    """Whether a first block may be a title: short, with words, and not closed by a full stop."""
    if not 2 <= draft.size <= MAX_TITLE:
        return False
    text = draft.text
    return (
        (not ends_sentence(draft.tail) or draft.tail.rstrip("\"'”’»)")[-1:] in "?!")
        and not text.endswith((",", "-"))
        and not starts_small(text)
        and not is_bullet(text)
        and not is_bound(draft.tail)
        and len(text.split()) <= _MAX_TITLE_WORDS
        and _LETTER.search(text) is not None
        and not _breaks_sentence(text)
    )


def block_kinds(drafts: Sequence[Draft], title: str | None) -> tuple[BlockKind, ...]:
    """Kind of each block.

    The block that repeats the title known from metadata, else a first block that looks like one
    with an article under it, is the title. Headings are short blocks, not closed as a sentence is
    unless they ask something, with a longer block under them.

    Args:
        drafts: the blocks of the article, debris removed.
        title: from metadata, or None.
    """
    kinds: list[BlockKind] = ["paragraph"] * len(drafts)
    place = _title_place(drafts, title)
    if place is not None:
        kinds[place] = "title"
    for index, draft in enumerate(drafts[:-1]):
        # Without a title, a first block is the beginning of the text, whatever it looks like.
        may_be_heading = index > 0 or title is not None or draft.is_marked
        if index != place and may_be_heading and _is_heading(draft, drafts[index + 1]):
            kinds[index] = "heading"
    return tuple(kinds)


def _title_place(drafts: Sequence[Draft], title: str | None) -> int | None:
    key = title_key(title or "")
    for index, draft in enumerate(drafts):
        if key and draft.size <= 2 * len(key) + 60 and key in title_keys(draft.text):
            return index
        if is_prose(draft):
            break
    if key or len(drafts) < 2 or not looks_like_title(drafts[0]):
        return None
    size = drafts[0].size
    return 0 if any(draft.size > size or is_prose(draft) for draft in drafts[1:]) else None


def _is_heading(draft: Draft, after: Draft) -> bool:
    if draft.size > MAX_HEADING:
        return False
    text = draft.text
    if starts_small(text) or is_bullet(text) or _LETTER.search(text) is None:
        return False
    if draft.is_marked:
        return True
    closed = ends_sentence(draft.tail) and text[-1] != "?"
    return (
        not closed
        and text[-1] not in ",-–—"
        and after.size > draft.size
        and len(text.split()) <= _MAX_HEADING_WORDS
        and not _QUOTED.fullmatch(text)
        and not _breaks_sentence(text)
    )
