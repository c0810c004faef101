"""The subject of a clause in which somebody speaks, among the names that the clause has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factpack.extract.text.annotated import AnnotatedText
from factpack.model import Mention, Span

Speaker = tuple[int | None, Span | None]
"""Entity and the words that name it; both None for a speaker without a name."""
NOBODY: Speaker = (None, None)

IN_NOUN_PHRASE = re.compile(r"(?:\s+[\w’'&-]+){1,6}\s+$|\s+$|[’']s\s+(?:[\w’'&-]+\s+){0,6}$")
BREAKS = re.compile(
    r"\b(?:that|to|it|he|she|they|we|of|at|in|on|for|from|with|by|as|and|or|but|the)\b"
)
_PREPOSITION = re.compile(
    r"\b(?:of|at|from|for|with|in|by|to|on|about)(?:\s+(?:the|its|his|her))?\s+$"
)
_PHRASE = re.compile(r",?(?:\s+[\w’'&.-]+){0,7}\s+(?:of|at|for|from|with|in)(?:\s+the)?\s+$")
_APPOSITION = re.compile(r",|\s+who\b|\s*[(—–-]")
_ADVERBIAL = re.compile(r"\b(?:in|at|on|from|after|since|during)\s+(?:the\s+)?$", re.IGNORECASE)
_NO_SUBJECT = re.compile(r"[’']s\b|,?\s+(?:of|at|and)\b")
_SENTENCE_PART = re.compile(
    r"(?:;|:|,\s+(?:and|but|while|so)\b|\b(?:because|while|although|but)\b)"
)
REACH = 60
"""Characters between a verb and the speaker after it."""


def in_order(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions by start, the longer first; mostly they are."""
    ordered = list(mentions)
    for i in range(1, len(ordered)):
        one, other = ordered[i - 1], ordered[i]
        if other.start < one.start or (other.start == one.start and other.end > one.end):
            ordered.sort(key=lambda mention: (mention.start, -mention.end))
            break
    return ordered


def as_speaker(mention: Mention) -> Speaker:
    """The speaker whom a mention names."""
    return mention.entity, Span(mention.start, mention.end)


def head(known: AnnotatedText, mentions: list[Mention], start: int) -> Speaker:
    """The head of the noun phrase that the last mention ends: "X of Y" is X."""
    last = mentions[-1]
    lead = known.text[max(start, last.start - 30) : last.start]
    preposition = _PREPOSITION.search(lead)
    if preposition:
        for earlier in reversed(mentions[:-1]):
            gap = known.text[earlier.end : last.start]
            if earlier.end > last.start:
                continue
            if len(gap) > REACH * 2 or not _PHRASE.fullmatch(gap):
                break
            if known.type_of(earlier) == "Person":
                return as_speaker(earlier)
        if known.type_of(last) == "Place" or preposition.group().split()[0] in (
            "to",
            "on",
        ):
            return NOBODY
    outer = next((m for m in mentions if m.start < last.start and m.end >= last.end), last)
    return as_speaker(outer)


def before_apposition(
    known: AnnotatedText, mentions: list[Mention], start: int, end: int
) -> Speaker | None:
    """The subject that commas part from its verb: "Ann Orr, head of Acme, said"."""
    text = known.text
    part = start
    for boundary in _SENTENCE_PART.finditer(text, start, end - 1):
        part = boundary.end()
    for i, mention in enumerate(mentions):
        if mention.start < part:
            continue
        behind = text[mention.end : mention.end + 6]
        if not _APPOSITION.match(behind):
            continue
        lead = text[max(part, mention.start - 12) : mention.start]
        if _ADVERBIAL.search(lead):
            continue
        follower = mentions[i + 1] if i + 1 < len(mentions) else None
        if (
            follower is not None
            and follower.start == mention.end + 2
            and known.type_of(follower) == "Person"
            and known.type_of(mention) != "Person"
        ):
            # "The head of Acme, Ann Orr, said".
            mention = follower
        return as_speaker(mention)
    return None


def of_sentence(known: AnnotatedText, mentions: list[Mention], start: int) -> Speaker:
    """The first person or organisation that is not behind a preposition and has a verb."""
    text = known.text
    for i, mention in enumerate(mentions):
        if known.type_of(mention) not in ("Person", "Organization"):
            continue
        lead = text[max(start, mention.start - 20) : mention.start]
        if _PREPOSITION.search(lead):
            continue
        for follower in mentions[i + 1 :]:
            # "Acme chief Ann Orr": the name that ends the noun phrase.
            gap = text[mention.end : follower.start]
            if follower.end <= mention.end or not IN_NOUN_PHRASE.fullmatch(gap):
                break
            if BREAKS.search(gap) or known.type_of(follower) != "Person":
                break
            mention = follower
        if not _NO_SUBJECT.match(text, mention.end):
            return as_speaker(mention)
    return NOBODY
