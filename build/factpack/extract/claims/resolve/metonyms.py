"""Cities that act for an organisation: "Acme moved in 2016. Leeds has since invested in Beta"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from factpack.extract.claims.resolve.anaphora import Anaphora
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.languages.en.name_words import COUNTRY, lexicon
from factpack.extract.languages.en.word_lists import word_list
from factpack.model import LocalEntity, Mention, Span

_CAPITALS = word_list("claims", "resolve.metonyms.capitals")
_COUNTRIES = word_list("claims", "resolve.metonyms.countries")
_GOVERNMENTS = _CAPITALS | _COUNTRIES
"""Places whose name mostly stands for a government, when they act; further countries are known."""


class Metonyms:
    """Looks up, in one article, which organisation a city stands for."""

    def __init__(
        self,
        anaphora: Anaphora,
        sentences: Sequence[Span],
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
    ) -> None:
        """Wrap what is known of the article."""
        self._anaphora = anaphora
        self._starts = [s.start for s in sentences]
        self._entities = entities
        self._mentions = mentions
        self._at = [m.start for m in mentions]

    def resolve(self, arg: Arg, other: Arg | None) -> Arg:
        """For a city that acts: the organisation that was the subject just before.

        "Acme moved in 2016. Leeds has since invested in Beta": the city stands for Acme, where
        the sentence before names no other organisation and the city is no seat of a government.
        """
        if arg.mention < 0:
            return arg
        city = self._entities[self._mentions[arg.mention].entity]
        name = city.name.lower()
        if city.type != "Place" or name in _GOVERNMENTS:
            return arg
        if lexicon().flags.get(name, 0) & COUNTRY:
            return arg
        another = bisect_right(self._starts, arg.start) - 1
        if another < 1:
            return arg
        barred = {self._mentions[other.mention].entity} if other and other.mention >= 0 else set()
        one = self._anaphora.nearest(self._starts[another], {"Organization"}, barred, 1)
        if one < 0:
            return arg
        # Its sentence is about it where it comes first.
        first = self._mentions[bisect_left(self._at, self._starts[another - 1])]
        if first.entity != self._mentions[one].entity or first.start != self._starts[another - 1]:
            return arg
        return arg.meaning(one, frozenset(("Organization",)))
