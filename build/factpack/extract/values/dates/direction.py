"""Whether the words around a date look back or ahead."""

from __future__ import annotations

import re

from factpack.extract.values.dates.date_match import DateMatch
from factpack.extract.values.number_tokens import Tokens

_CUES = re.compile(
    # What looks ahead; what looks back. The last cue before the date counts.
    r"\b(?:(?P<ahead>will|won[’']t|would|shall|going to|to (?:be )?[a-z]+|plan(?:s|ned|ning)? to|"
    r"(?:be )?(?:scheduled?|expect(?:s|ed|ing)?|due|slated|planned|intend(?:s|ed)?)|"
    r"promis(?:es|ed)|aim(?:s|ed|ing)?|target(?:s|ed|ing)?|forecast|upcoming|deadline|starting|"
    r"(?:by|until|till)(?=\s*$)|be [a-z]+ed|available|begins?|starts?|opens?|arrives?|ships?)|"
    r"(?P<behind>was|were|had|since|ago|earlier|last|said|says|told|began|rose|fell|sold|bought|"
    r"made|saw|took|won|met|held|came|went|paid|became|gave|grew|led|left|lost|posted|"
    r"[a-z]{2,}(?<!e)ed))\b"
)
_CLAUSE_BEFORE, _CLAUSE_AFTER = 90, 60
_CLAUSE_END = re.compile(r"[.;:\n]|\b(?:that|which|while|after|when)\b")
_OPENING = re.compile(
    r"\W*(?:On|In|By|During|Early|Late|Starting|From)?\W*(?:the\W*)?", re.IGNORECASE
)


def looks_ahead(tokens: Tokens, match: DateMatch) -> bool | None:
    """Whether the clause around a date speaks of the future; None where it does not tell."""
    text = tokens.text
    start, end = tokens.starts[match.first], tokens.ends[match.last - 1]
    before = text[max(0, start - _CLAUSE_BEFORE) : start]
    before = before[max(before.rfind(". "), before.rfind("\n"), before.rfind(";")) + 1 :]
    cues = list(_CUES.finditer(before))
    if cues:
        return bool(cues[-1].group("ahead"))
    after = text[end : end + _CLAUSE_AFTER]
    if not _OPENING.fullmatch(before):
        after = after.partition(",")[0]
    cue = _CUES.search(_CLAUSE_END.split(after, maxsplit=1)[0])
    return bool(cue.group("ahead")) if cue else None
