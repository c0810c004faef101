"""Cities that act for an organisation: "Acme moved in 2016. Leeds has since invested in Beta"."""

from __future__ import annotations

from dataclasses import dataclass

from factpack.extract.claims.resolve.anaphora import Anaphora
from factpack.extract.claims.syntax.claim_context import Arg
from factpack.extract.languages.en.name_words import COUNTRY, lexicon
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.text.annotated import AnnotatedText

_CAPITALS = word_list("claims", "resolve.metonyms.capitals")
_COUNTRIES = word_list("claims", "resolve.metonyms.countries")
_GOVERNMENTS = _CAPITALS | _COUNTRIES
"""Places whose name mostly stands for a government, when they act; further countries are known."""


@dataclass(frozen=True, slots=True)
class Metonyms:
    """Looks up, in one article, which organisation a city stands for."""

    known: AnnotatedText
    anaphora: Anaphora

    def resolve(self, arg: Arg, other: Arg | None) -> Arg:
        """For a city that acts: the organisation that was the subject just before.

        "Acme moved in 2016. Leeds has since invested in Beta": the city stands for Acme, where
        the sentence before names no other organisation and the city is no seat of a government.
        """
        if arg.mention < 0:
            return arg
        city = self.known.entities[self.known.mentions[arg.mention].entity]
        name = city.name.lower()
        if city.type != "Place" or name in _GOVERNMENTS:
            return arg
        if lexicon().flags.get(name, 0) & COUNTRY:
            return arg
        another = self.known.sentence_at(arg.start)
        if another < 1:
            return arg
        barred = (
            {self.known.mentions[other.mention].entity} if other and other.mention >= 0 else set()
        )
        here, before = (self.known.sentences[i].start for i in (another, another - 1))
        one = self.anaphora.nearest(here, {"Organization"}, barred, 1)
        if one < 0:
            return arg
        # Its sentence is about it where it comes first.
        first = self.known.mentions[self.known.first_mention_from(before)]
        if first.entity != self.known.mentions[one].entity or first.start != before:
            return arg
        return arg.meaning(one, frozenset(("Organization",)))
