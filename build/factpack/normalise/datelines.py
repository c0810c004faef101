"""Datelines: the place, day and agency before the first sentence of a wire story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factpack.normalise.drafts import Draft
from factpack.normalise.titles import is_prose
from factpack.normalise.words import ends_sentence

MAX_DATELINE = 120
"""Characters of the longest dateline; those of press releases, with state and year, have 90."""

_MIN_REST = 20
"""Characters that must follow in the paragraph; less is no sentence."""

_FIRST_BLOCKS = 4
"""Blocks that are looked at: the title, a line under it, and the first paragraph."""

_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*){0,3}"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{1,20}(?:[ /-][A-ZÀ-ÖØ-Þ][\w.'’-]{1,20}){0,3}"
_REGION = r"(?:, [A-ZÀ-ÖØ-Þ][\w.'’]{1,20}(?: [A-ZÀ-ÖØ-Þ][\w.'’]{1,20})?){0,2}?"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|okt|dez|mai|janv|févr|avr|juil|déc"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|januar|februar|märz|juni|juli|oktober|dezember"
    r"|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_DAY = (
    rf"(?i:(?:[a-z]{{3,9}},? )?(?:{_MONTH}\.? \d{{1,2}}|\d{{1,2}}\.? {_MONTH}\.?))(?:,? \d{{4}})?"
)
_AGENCY = r"(?:\((?!NYSE|N[Aa][Ss]|LSE)[A-ZÀ-Þa-z][\w .&/'’-]{1,30}\)|/[A-Z][\w .-]{2,30}/)"
_OWN_AGENCY = (
    r"(?:\((?![A-Z.]{1,6}\))[A-Za-zÀ-Þ][\w .&/'’-]{1,30}\)|/[A-Z][\w .-]{2,30}/"
    r"|\((?:AAP|AFP|ANI|ANSA|AP|BBC|CBS|CNN|CP|DPA|EFE|IANS|KYODO|PA|PTI|TASS|UPI|VOA)\))"
)
"""An agency after what may be the name of a firm, whose shares have a sign in capitals."""

_DASH = r"(?: ?(?:--|[-–—]) ?)"
_WHEN = rf"(?:,? {_DAY}|,? ?[-–—] ?{_DAY})?,?{_DASH}?\s?"

_DATELINE = re.compile(
    rf"(?:{_CAPITALS}{_REGION}{_WHEN}{_AGENCY}{_DASH}"
    rf"|{_NAME}{_REGION}{_WHEN}{_OWN_AGENCY}{_DASH}"
    rf"|{_CAPITALS}{_REGION},? {_DAY}{_DASH}"
    rf"|{_NAME}{_REGION}, {_DAY}{_DASH}"
    rf"|{_NAME}, [A-ZÀ-ÖØ-Þ][\w.]{{1,20}} ?[-–—] ?{_DAY}{_DASH}"
    rf"|(?=[A-ZÀ-ÖØ-Þ]{{4}}|[^–—-]{{2,60}}(?:,| [A-ZÀ-ÖØ-Þ])){_CAPITALS}{_REGION} (?:--|[-–—]) "
    rf"|{_AGENCY}{_DASH}"
    r"|\([A-Z]{2,5}\) ?(?=[A-Z“\"]|$))(?=[A-ZÀ-ÖØ-Þ\d“„«\"'‘(]|$)"
)
"""Place with day, agency or both, and a dash; a place alone in capitals; an agency alone.

Quantifiers are bounded, so that no text costs more than its first hundred characters."""


def split_datelines(drafts: Sequence[Draft]) -> tuple[list[Draft], frozenset[int]]:
    """Blocks with the dateline of the first paragraph as a block of its own.

    Returns:
        The blocks, and the places among them of those that are datelines.
    """
    for index, draft in enumerate(drafts[:_FIRST_BLOCKS]):
        end = _dateline_end(draft)
        if end is not None:
            before, after = draft.split(end)
            if before is None:
                break
            if after is None:
                is_told = index + 1 < len(drafts) and _is_told(drafts[index + 1])
                return list(drafts), frozenset([index] if is_told else [])
            if _is_told(after):
                whole = [*drafts[:index], before, after, *drafts[index + 1 :]]
                return whole, frozenset([index])
            break
        if is_prose(draft):
            break
    return list(drafts), frozenset()


def _dateline_end(draft: Draft) -> int | None:
    """Where the dateline at the beginning of a block ends, None where there is none."""
    head = draft.text[: 2 * MAX_DATELINE]
    # At its end, the dash of a block that is nothing else has lost its space.
    found = _DATELINE.match(f"{head} " if len(head) == draft.size else head)
    return found.end() if found and found.end() <= MAX_DATELINE else None


def _is_told(draft: Draft) -> bool:
    """Whether a block is a sentence that a dateline may stand before."""
    return draft.size >= _MIN_REST and ends_sentence(draft.tail) and _dateline_end(draft) is None
