"""Whose words state a claim: the speaker of the quotation that holds it, or who reports it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from factpack.extract.claims.rules.candidate import Candidate
from factpack.model import LocalEntity, Mention, Quote, Span


class Speakers:
    """Looks up, in one article, who says what."""

    __slots__ = ("_ends", "_entities", "_mentions", "_quotes", "_starts")

    def __init__(
        self, quotes: Sequence[Quote], entities: Sequence[LocalEntity], mentions: Sequence[Mention]
    ) -> None:
        """Wrap the quotes of an article, sorted by start."""
        self._quotes = quotes
        self._entities = entities
        self._mentions = mentions
        self._starts = [quote.start for quote in quotes]
        self._ends = list(accumulate([quote.end for quote in quotes], max))

    def of(self, candidate: Candidate) -> tuple[int | None, Quote | None]:
        """The entity that speaks, None where nobody is known, and the quotation, None: no quote."""
        at = candidate.trigger[0]
        best: Quote | None = None
        # Back from the last quote that begins before the claim, until none before reaches it.
        i = bisect_right(self._starts, at) - 1
        while i >= 0 and self._ends[i] > at:
            quote = self._quotes[i]
            if at < quote.end and (
                best is None or quote.end - quote.start <= best.end - best.start
            ):
                best = quote
            i -= 1
        if best is not None:
            return best.speaker, best
        if candidate.reporter is not None:
            entity = self._mentions[candidate.reporter.mention].entity
            span = Span(candidate.reporter.start, candidate.reporter.end)
            if self._entities[entity].type in ("Person", "Organization"):
                return entity, Quote("indirect", at, candidate.trigger[1], entity, span, None)
        return None, None
