"""Which organisation an article speaks of at a point of it, and how sure that is.

A sentence that says "revenue rose", "the company" or "the chief executive, Jane Roe" without
naming anybody speaks of an organisation that was named before. What speaks for each of these is
added up, and its share in what speaks for all of them says how sure the answer is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import accumulate
from math import exp, log1p
from operator import mul
from typing import NamedTuple

from factpack.extract.coreference.mention_history import PREPOSITIONS
from factpack.extract.text.doc import Doc
from factpack.model import LocalEntity, Mention


class Evidence(NamedTuple):
    """What speaks for an organisation at a sentence.

    Attributes:
        times: logarithm of one more than how often the whole article mentions it.
        opens: whether it is the first organisation of the article.
        assumed: whether it is taken for an organisation for want of evidence that it is anything.
        leads: mentions that are the first of one of the sentences before; each counts less the
            farther back it is.
        named: the other mentions in them that do not stand behind a preposition.
        near: whether the sentence before mentions it.
        paragraph: whether the paragraph has mentioned it.
    """

    times: float
    opens: float
    assumed: float
    leads: float = 0.0
    named: float = 0.0
    near: float = 0.0
    paragraph: float = 0.0


class Demand(NamedTuple):
    """How sure an answer must be.

    Attributes:
        score: what must speak for it, by the weights: the less does, the more likely it is that
            something without a name is meant.
        share: its least share in what speaks for all.
    """

    score: float
    share: float


class Answer(NamedTuple):
    """The organisation that a sentence most likely speaks of.

    Attributes:
        mention: index of its last mention before the sentence, -1: none is named before.
        score: what speaks for it, by the weights.
        share: its share in what speaks for all, between 0 and 1.
    """

    mention: int
    score: float
    share: float

    def given(self, demand: Demand) -> int:
        """The mention where the answer is as sure as that, else -1."""
        sure = self.score >= demand.score and self.share >= demand.share
        return self.mention if sure else -1


WEIGHTS = Evidence(
    times=2.0, opens=0.9, assumed=-0.5, leads=1.0, named=0.3, near=0.6, paragraph=0.5
)
FADING = 0.6
"""What is left of a mention one sentence on."""
LIKELY = Demand(score=3.5, share=0.6)
"""Where the words say that an organisation is meant: a post, "the company"."""
SURE = Demand(score=4.5, share=0.9)
"""Where they may as well mean something that has no name.

Weights and demands come from `python -m benchmarks referents --fit`: a logistic regression over
the organisations of annotated news, asked where a claim is stated in whose sentence its
organisation is not named. On folds, likely answers are right in .85, sure ones in .88 of cases.
"""
_NOTHING = Answer(-1, 0.0, 0.0)
_REACH = 8
"""Sentences after which nothing of a mention is left but that it was one."""
_MOST = 3.0
"""What other mentions count at most: a list that repeats a name says no more of it."""
_STALE = 3
"""Organisations not mentioned for so long of which the likeliest are looked at."""
_BEFORE = 20
"""Characters before a name in which its preposition stands."""
_WORD_BEFORE = re.compile(r"(?<!\w)(\w+) (?:the )?$", re.IGNORECASE)
_OWNS = ("'s", "\u2019s", "' ", "\u2019 ")


class _Seen(NamedTuple):
    """A mention of an organisation: where, of which, and how it counts."""

    sentence: int
    entity: int
    leads: bool
    aside: bool


class Referents:
    """What one article speaks of, sentence by sentence."""

    def __init__(
        self,
        doc: Doc,
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
    ) -> None:
        """Read the mentions once.

        Args:
            doc: the tokens and sentences of the article.
            entities: that the mentions refer to.
            mentions: sorted by start.
        """
        self._text = text = doc.text
        self._doc = doc
        self._starts = doc.sentence_starts
        breaks = [
            "\n" in text[one:other]
            for one, other in zip(self._starts, self._starts[1:], strict=False)
        ]
        self._paragraphs = [0, *accumulate(map(int, breaks))]
        self._seen: list[_Seen] = []
        self._mentions: dict[int, list[int]] = {}
        """Of each organisation the mentions, by index."""
        self._at = [mention.start for mention in mentions]
        last = -1
        for number, mention in enumerate(mentions):
            sentence = doc.sentence_at(mention.start)
            leads, last = sentence != last, sentence
            if entities[mention.entity].type == "Organization":
                aside = self._is_aside(mention)
                self._seen.append(_Seen(sentence, mention.entity, leads and not aside, aside))
                self._mentions.setdefault(mention.entity, []).append(number)
        self._lasting = self._weigh_lasting(entities)
        self._lasting_scores = {one: _score(found) for one, found in self._lasting.items()}
        self._places = [seen.sentence for seen in self._seen]
        self._stale, self._sums = self._rank_lasting()
        self._answers: dict[int, Answer] = {}

    def at(self, offset: int, barred: Collection[int] = ()) -> Answer:
        """What the sentence at an offset speaks of, from what stands before it.

        Args:
            offset: of any character of the sentence.
            barred: entities that are not meant.
        """
        now = self._doc.sentence_at(offset)
        if barred:
            return self._answer(now, barred)
        known = self._answers.get(now)
        if known is None:
            known = self._answers[now] = self._answer(now, barred)
        return known

    def opens_paragraph(self, offset: int) -> bool:
        """Whether the sentence at an offset is the first of its paragraph."""
        now = bisect_right(self._starts, offset) - 1
        return now < 1 or self._paragraphs[now] != self._paragraphs[now - 1]

    def is_assumed(self, entity: int) -> bool:
        """Whether nothing shows that an organisation is one."""
        return bool(self._lasting[entity].assumed)

    def candidates(self, offset: int) -> dict[int, Evidence]:
        """Entity to what speaks for it, of every organisation mentioned before a sentence."""
        now = self._doc.sentence_at(offset)
        fresh = self._fresh(now)
        before = self._seen[: bisect_left(self._places, now)]
        return {seen.entity: fresh.get(seen.entity, self._lasting[seen.entity]) for seen in before}

    def _is_aside(self, mention: Mention) -> bool:
        """Whether a mention that owns nothing stands behind a preposition."""
        if self._text.startswith(_OWNS, mention.end):
            return False
        start = max(0, mention.start - _BEFORE)
        before = _WORD_BEFORE.search(self._text[start : mention.start])
        return before is not None and before[1].lower() in PREPOSITIONS

    def _weigh_lasting(self, entities: Sequence[LocalEntity]) -> dict[int, Evidence]:
        """Of each organisation what speaks for it however far back it was mentioned."""
        times = Counter(seen.entity for seen in self._seen)
        first = self._seen[0].entity if self._seen else -1
        return {
            entity: Evidence(
                log1p(count),
                float(entity == first),
                float(entities[entity].otherwise is not None),
            )
            for entity, count in times.items()
        }

    def _rank_lasting(self) -> tuple[list[list[int]], list[float]]:
        """At each mention, the organisations before it that lasting evidence speaks most for.

        Beside these, the sum of what speaks for all of them.
        """
        ranked: list[list[int]] = [[]]
        sums = [0.0]
        known: set[int] = set()
        best: list[int] = []
        total = 0.0
        for seen in self._seen:
            if seen.entity not in known:
                known.add(seen.entity)
                total += exp(self._lasting_scores[seen.entity])
                best = sorted(
                    (*best, seen.entity), key=lambda one: (-self._lasting_scores[one], one)
                )[:_STALE]
            ranked.append(best)
            sums.append(total)
        return ranked, sums

    def _fresh(self, now: int) -> dict[int, Evidence]:
        """Of the organisations that the sentences before mention what speaks for each."""
        fresh: dict[int, Evidence] = {}
        first, stop = (bisect_left(self._places, place) for place in (now - _REACH, now))
        for seen in self._seen[first:stop]:
            known = fresh.get(seen.entity, self._lasting[seen.entity])
            weight = FADING ** (now - 1 - seen.sentence)
            fresh[seen.entity] = known._replace(
                leads=known.leads + weight * seen.leads,
                named=min(_MOST, known.named + weight * (not seen.leads and not seen.aside)),
                near=float(known.near or seen.sentence == now - 1),
                paragraph=float(
                    known.paragraph or self._paragraphs[seen.sentence] == self._paragraphs[now]
                ),
            )
        return fresh

    def _answer(self, now: int, barred: Collection[int]) -> Answer:
        read = bisect_left(self._places, now)
        whole = self._sums[read]
        scores = {entity: _score(found) for entity, found in self._fresh(now).items()}
        for entity, score in scores.items():
            whole += exp(score) - exp(self._lasting_scores[entity])
        for entity in self._stale[read]:
            scores.setdefault(entity, self._lasting_scores[entity])
        for entity in barred:
            if entity in scores:
                whole -= exp(scores.pop(entity))
        if not scores:
            return _NOTHING
        best = min(scores, key=lambda entity: (-scores[entity], entity))
        own = self._mentions[best]
        last = own[bisect_left(own, bisect_left(self._at, self._starts[now])) - 1]
        return Answer(last, scores[best], min(1.0, exp(scores[best]) / whole))


def _score(evidence: Evidence) -> float:
    """What speaks for an organisation, by the weights."""
    found: float = sum(map(mul, WEIGHTS, evidence))
    return found
