"""What the edges of a line tell: whether a sentence ends there, or runs on."""

from __future__ import annotations

import re

TERMINAL = ".!?…:;。！？："
"""Marks at the end of a sentence or of a clause that stands alone."""

_CLOSERS = "\"'”’»›)]*_“‘"
_BULLET = re.compile(r"(?:[-*+•·▪▸►➤‣◦»]|[–—](?= [^a-zß-ÿ])|\(?(?:\d{1,3}|[a-zA-Z])[.)])(?: |$)")
_ABBREVIATION = re.compile(
    r"(?:^|[ (])(?:(?:\w\.)+|(?:Inc|Corp|Co|Ltd|Bros|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|Nos?|Gov|Sen"
    r"|Rep|Gen|Capt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nr|Abs|bzw|ca|vgl|Mio|Mrd)\.)"
)

# No line, heading or title ends with one of these, except by accident of breaking.
_BOUND = frozenset(
    "the a an and or but nor its their my our your than whose which because although whether "
    "der das den dem des ein eine einen einem einer und oder aber dass weil seine seiner ihre "
    "ihrer le la les un une et ou mais que qui du au aux sa ses leur leurs el los las una y o "
    "pero il lo gli e ma che".split()
)
# A sentence does not end with one of these, but a heading or a title may ("What it is about").
_LOOSE = frozenset(
    "that his her if while of to in on at by for from with into about over under between "
    "against after before since until during as is are was were be been has have had will "
    "would can could may might should who when where this these those more most very die sein "
    "von zu mit bei aus nach für auf an im am zum zur vom über unter ist sind war hat haben "
    "wird werden nicht de à en dans sur pour par avec est sont a ont ne pas del con por para "
    "es son fue di da per".split()
)


def ends_sentence(tail: str) -> bool:
    """Whether a text closes with a terminal mark, quotes and brackets after it not counted.

    >>> ends_sentence("He left.”"), ends_sentence("Why now?"), ends_sentence("he left the")
    (True, True, False)
    """
    return tail.rstrip(_CLOSERS)[-1:] in TERMINAL if tail.rstrip(_CLOSERS) else False


def is_bound(tail: str) -> bool:
    """Whether the last word is an article, conjunction or the like: no text ends with it.

    >>> is_bound("the firm and its"), is_bound("Vitamin A"), is_bound("What it is about")
    (True, False, False)
    """
    return tail[tail.rfind(" ") + 1 :] in _BOUND


def is_loose(tail: str) -> bool:
    """Whether the last word calls for another, as prepositions and auxiliary verbs do."""
    return tail[tail.rfind(" ") + 1 :] in _LOOSE


def ends_with_abbreviation(tail: str) -> bool:
    """Whether a full stop at the end may belong to the last word.

    >>> ends_with_abbreviation("said Acme Inc."), ends_with_abbreviation("They left.")
    (True, False)
    """
    start = tail.rfind(" ")
    return bool(_ABBREVIATION.fullmatch(tail, max(start, 0)))


def is_bullet(text: str) -> bool:
    """Whether a line opens with the mark or number of a list.

    >>> is_bullet("- first"), is_bullet("2) second"), is_bullet("2 firms")
    (True, True, False)
    """
    if text[:1].isalpha() and text[1:2] not in (".", ")"):
        return False
    return bool(_BULLET.match(text))


def starts_small(text: str) -> bool:
    """Whether the first word is wholly in small letters, as no sentence of prose starts.

    Names such as iPhone and eBay have a capital inside and do not count.

    >>> starts_small("at its disposal"), starts_small("iPhone sales"), starts_small("“and so”")
    (True, False, False)
    """
    first = text[: text.find(" ")] if " " in text[:_LONGEST] else text[:_LONGEST]
    first = first.rstrip(",.;:!?'’\")”")
    return bool(first) and first.islower() and first.replace("-", "").replace("’", "").isalpha()


_LONGEST = 40
"""Longer strings without a space are no word of prose."""
