"""Which organisation an article is about at a point of it.

A sentence that says "revenue rose", "the company" or "the chief executive, Jane Roe" without
naming anybody means the organisation in play. Each mention before the sentence speaks for its
organisation: more where it leads its sentence or owns something than where it stands behind a
preposition, and less the farther back it is. One organisation must be clearly ahead of the next,
or nothing is in play.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from factpack.extract.coreference.mention_history import PREPOSITIONS
from factpack.model import LocalEntity, Mention, Span

_LEADING = 2.0
_OWNING = 1.5
_PLAIN = 1.0
_ASIDE = 0.5
"""What a mention counts by the part it plays: the first of its sentence, a possessor, any other,
behind a preposition."""
_FADING = 0.6
"""What is left of it one sentence on."""
_KEPT = 0.3
"""What is left of it, however far back: what is named often stays in play."""
_MARGIN = 1.5
"""How far ahead of the next an organisation must be.

Fading, kept and margin were chosen by the posts and figures added on annotated news, over {0.6,
0.75, 0.8}, {0.2 to 0.6} and {1, 1.2, 1.5, 2}; between 1.2 and 2 little changes.
"""
_LEAST = 1.5
"""What the mentions of an organisation must count together."""
_REACH = 20
"""Characters before a name in which its preposition stands."""
_WORD_BEFORE = re.compile(r"(\w+) (?:the )?$", re.IGNORECASE)
_OWNS = ("'s", "\u2019s", "' ", "\u2019 ")


class Discourse:
    """What one article is about, from one sentence to the next."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
    ) -> None:
        """Wrap what is known of the article.

        Args:
            text: of the article.
            sentences: in order.
            entities: that the mentions refer to.
            mentions: sorted by start.
        """
        self._text = text
        self._starts = [sentence.start for sentence in sentences]
        self._entities = entities
        self._mentions = mentions

    @cached_property
    def _seen(self) -> list[tuple[int, int, float]]:
        """Sentence, mention and what it counts, of every mention of an organisation."""
        seen: list[tuple[int, int, float]] = []
        last = -1
        for number, mention in enumerate(self._mentions):
            sentence = bisect_right(self._starts, mention.start) - 1
            leads, last = sentence != last, sentence
            if self._entities[mention.entity].type == "Organization":
                seen.append((sentence, number, self._weight(mention, leads)))
        return seen

    def _weight(self, mention: Mention, leads: bool) -> float:
        """What a mention counts in its own sentence."""
        if self._text.startswith(_OWNS, mention.end):
            return _OWNING
        start = max(0, mention.start - _REACH)
        before = _WORD_BEFORE.search(self._text[start : mention.start])
        if before is not None and before[1].lower() in PREPOSITIONS:
            return _ASIDE
        return _LEADING if leads else _PLAIN

    def in_play(self, at: int) -> int:
        """The last mention of the organisation that the sentences before an offset are about.

        Returns:
            Index of the mention, -1: none is clearly ahead.
        """
        now = bisect_right(self._starts, at) - 1
        counts: dict[int, float] = {}
        latest: dict[int, int] = {}
        spoken_of: set[int] = set()
        """What stood elsewhere than behind a preposition, where places stand too."""
        for sentence, number, weight in self._seen:
            if sentence >= now:
                break
            kept = 1.0 if sentence == 0 else max(_KEPT, _FADING ** (now - 1 - sentence))
            entity = self._mentions[number].entity
            counts[entity] = counts.get(entity, 0.0) + weight * kept
            latest[entity] = number
            if weight > _ASIDE:
                spoken_of.add(entity)
        ranked = sorted(counts, key=lambda entity: (-counts[entity], entity))
        if not ranked or counts[ranked[0]] < _LEAST or ranked[0] not in spoken_of:
            return -1
        if len(ranked) > 1 and counts[ranked[0]] < _MARGIN * counts[ranked[1]]:
            return -1
        return latest[ranked[0]]
