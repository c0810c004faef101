"""Which organisation an article is about at a point of it.

Questions in the order of the text cost no more together than reading all mentions once.

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
_KEPT = 0.4
"""What is left of it, however far back: what is named often stays in play."""
_MARGIN = 1.5
"""How far ahead of the next an organisation must be.

Fading, kept, margin and least were chosen on the figures and posts of annotated news whose owner
their sentence does not name: asked there, 163 of 190 answers are right. Over {0.5, 0.6, 0.75},
{0.2, 0.3, 0.4}, {1.2, 1.5, 2} and {1, 1.5} the share of right ones is .82 to .90.
"""
_LEAST = 1.0
"""What the mentions of an organisation must count together."""
_SURE_LEAST = 3.0
_SURE_MARGIN = 2.0
"""The same where more is asked for: two sentences about an organisation, and half as much on the
next."""
_FRESH = 2
"""Sentences after which a mention has faded to what is kept of it."""
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
        self._answers: dict[int, tuple[int, float, float]] = {}
        self._now = 0
        self._read = 0
        self._restart()

    @cached_property
    def _seen(self) -> list[tuple[int, int, float, float]]:
        """Of every mention of an organisation its sentence, number and what it counts.

        That is at first, and however far back.
        """
        seen: list[tuple[int, int, float, float]] = []
        last = -1
        for number, mention in enumerate(self._mentions):
            sentence = bisect_right(self._starts, mention.start) - 1
            leads, last = sentence != last, sentence
            if self._entities[mention.entity].type == "Organization":
                weight = self._weight(mention, leads)
                heads = sentence == 0 and weight >= _OWNING  # the headline holds for the whole
                seen.append((sentence, number, weight, weight if heads else weight * _KEPT))
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

    def in_play(self, at: int, *, sure: bool = False) -> int:
        """The last mention of the organisation that the sentences before an offset are about.

        Args:
            at: offset of any character of a sentence.
            sure: whether more than one sentence must be about it, and the next be far behind: for
                what may as well mean something that has no name.

        Returns:
            Index of the mention, -1: none is clearly ahead.
        """
        now = bisect_right(self._starts, at) - 1
        answer = self._answers.get(now)
        if answer is None:
            answer = self._answers[now] = self._find(now)
        mention, first, second = answer
        least, margin = (_SURE_LEAST, _SURE_MARGIN) if sure else (_LEAST, _MARGIN)
        return mention if first >= least and first >= margin * second else -1

    def opens_paragraph(self, at: int) -> bool:
        """Whether a line ends before the sentence at an offset."""
        now = bisect_right(self._starts, at) - 1
        return now < 1 or "\n" in self._text[self._starts[now - 1] : self._starts[now]]

    def _find(self, now: int) -> tuple[int, float, float]:
        """Of a sentence the mention in question, and what the first and the next count."""
        if now < self._now:
            self._restart()
        self._now = now
        while self._read < len(self._seen) and self._seen[self._read][0] < now:
            self._count(*self._seen[self._read])
            self._read += 1
        counts = {entity: self._lasting[entity] for entity in self._ahead}
        for index in range(self._read - 1, -1, -1):
            sentence, number, weight, lasting = self._seen[index]
            fresh = weight * _FADING ** (now - 1 - sentence)
            if sentence < now - _FRESH:
                break
            entity = self._mentions[number].entity
            counts.setdefault(entity, self._lasting[entity])
            counts[entity] += max(0.0, fresh - lasting)
        ranked = sorted(counts, key=lambda entity: (-counts[entity], entity))
        if not ranked or ranked[0] not in self._led:
            return -1, 0.0, 0.0
        second = counts[ranked[1]] if len(ranked) > 1 else 0.0
        return self._latest[ranked[0]], counts[ranked[0]], second

    def _count(self, _: int, number: int, weight: float, lasting: float) -> None:
        """Read on over a mention."""
        entity = self._mentions[number].entity
        self._lasting[entity] = self._lasting.get(entity, 0.0) + lasting
        self._latest[entity] = number
        if weight > _ASIDE:
            self._led.add(entity)
        if entity not in self._ahead:
            self._ahead.append(entity)
        # What is behind these two, and not fresh, is neither the first nor the next.
        self._ahead.sort(key=lambda one: (-self._lasting[one], one))
        del self._ahead[2:]

    def _restart(self) -> None:
        """Go back to the beginning of the article."""
        self._now = self._read = 0
        self._lasting: dict[int, float] = {}
        """What the mentions read of each organisation count, however far back."""
        self._latest: dict[int, int] = {}
        self._led: set[int] = set()
        """What stood elsewhere than behind a preposition, where places stand too."""
        self._ahead: list[int] = []
        """The two whose mentions count most."""
