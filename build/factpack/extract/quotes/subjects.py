"""The subject of a clause in which somebody speaks, among the names that the clause has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from factpack.model import LocalEntity, Mention, Span

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
            ordered.sort(key=lambda m: (m.start, -m.end))
            break
    return ordered


class Subjects:
    """Finds subjects among the mentions of one article."""

    def __init__(
        self, text: str, entities: Sequence[LocalEntity], mentions: Sequence[Mention]
    ) -> None:
        """Take the mentions of a text, in the order of their start."""
        self._text = text
        self._types = [entity.type for entity in entities]
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions within `[start, end)` in order."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [mention for mention in self._mentions[low:high] if mention.end <= end]

    def head(self, mentions: list[Mention], start: int) -> Speaker:
        """The head of the noun phrase that the last mention ends: "X of Y" is X."""
        last = mentions[-1]
        lead = self._text[max(start, last.start - 30) : last.start]
        preposition = _PREPOSITION.search(lead)
        if preposition:
            for earlier in reversed(mentions[:-1]):
                gap = self._text[earlier.end : last.start]
                if earlier.end > last.start:
                    continue
                if len(gap) > REACH * 2 or not _PHRASE.fullmatch(gap):
                    break
                if self._types[earlier.entity] == "Person":
                    return earlier.entity, Span(earlier.start, earlier.end)
            if self._types[last.entity] == "Place" or preposition.group().split()[0] in (
                "to",
                "on",
            ):
                return NOBODY
        outer = next((m for m in mentions if m.start < last.start and m.end >= last.end), last)
        return outer.entity, Span(outer.start, outer.end)

    def before_apposition(self, mentions: list[Mention], start: int, end: int) -> Speaker | None:
        """The subject that commas part from its verb: "Ann Orr, head of Acme, said"."""
        text = self._text
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
                and self._types[follower.entity] == "Person"
                and self._types[mention.entity] != "Person"
            ):
                # "The head of Acme, Ann Orr, said".
                mention = follower
            return mention.entity, Span(mention.start, mention.end)
        return None

    def of_sentence(self, mentions: list[Mention], start: int) -> Speaker:
        """The first person or organisation that is not behind a preposition and has a verb."""
        text = self._text
        for i, mention in enumerate(mentions):
            if self._types[mention.entity] not in ("Person", "Organization"):
                continue
            lead = text[max(start, mention.start - 20) : mention.start]
            if _PREPOSITION.search(lead):
                continue
            for follower in mentions[i + 1 :]:
                # "Acme chief Ann Orr": the name that ends the noun phrase.
                gap = text[mention.end : follower.start]
                if follower.end <= mention.end or not IN_NOUN_PHRASE.fullmatch(gap):
                    break
                if BREAKS.search(gap) or self._types[follower.entity] != "Person":
                    break
                mention = follower
            if not _NO_SUBJECT.match(text, mention.end):
                return mention.entity, Span(mention.start, mention.end)
        return NOBODY
