"""Speakers who are described rather than named: "the Vela spokesman", "the 36-year-old"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.quotes.antecedents import Antecedents
from factpack.extract.quotes.subjects import NOBODY, Speaker
from factpack.extract.text.annotated import AnnotatedText
from factpack.model import Span

DESCRIBED = re.compile(
    r"(?:^|(?<=[\s“”,]))(?P<phrase>(?:the|a|an|its|his|her|their|one|another)\s+"
    r"(?:[\w’'&.-]+\s+){0,4}?(?P<noun>[\w-]+))\s+(?:\w+ly\s+|also\s+|has\s+|had\s+)?$",
    re.IGNORECASE,
)
"""A description that ends before a verb."""
DESCRIBED_AFTER = re.compile(
    r"\s+(?P<phrase>(?:the|a|an|its|his|her|their)\s+(?:[\w’'&-]+\s+){0,3}?(?P<noun>[\w-]+))"
    r"(?=\s*(?:[.,;:]|$)|\s+(?:in|on|at|after|when|who|of)\b)"
)
_OF_ORGANISATIONS = lx.ORG_NOUN | lx.ORG_HEAD
_SPEAKS_FOR = word_list("quotes", "descriptions.speaks_for")
"""Who speaks for an organisation, as a spokesman does, where it is named beside them."""
_SOMEBODY_ENDS = (
    "year-old",
    "er",
    "or",
    "ist",
    "ian",
    "ant",
    "ent",
    "man",
    "woman",
    "star",
    "champion",
    "advocate",
)
"""Ends of nouns that mean a person where "the" and a verb of saying stand around them."""


@dataclass(slots=True, eq=False)
class Descriptions:
    """Resolves descriptions in one article; remembers whom the last spokesman spoke for."""

    known: AnnotatedText
    antecedents: Antecedents
    _spoken_for: int | None = None

    def meant(self, phrase: re.Match[str], number: int) -> Speaker:
        """Who is meant by "the Vela spokesman", "the 36-year-old", "the bank"."""
        span = Span(phrase.start("phrase"), phrase.end("phrase"))
        noun = phrase.group("noun").lower()
        if noun.startswith("spokes") or noun in _SPEAKS_FOR:
            inside = [m for m in self.known.mentions_in(span.start, span.end) if m.kind == "name"]
            for mention in reversed(inside):
                if self.known.type_of(mention) != "Person":
                    self._spoken_for = mention.entity
            words = self.known.doc.lower_in(span.start, span.end)[1:-1]
            if not inside and any(lx.lexicon().flags.get(w, 0) & _OF_ORGANISATIONS for w in words):
                # "a bank spokesman", of the bank that the text is about
                found = self.antecedents.before(number, "Organization")
                self._spoken_for = found if found is not None else self._spoken_for
            elif not inside and noun in _SPEAKS_FOR:
                return NOBODY
            return self._spoken_for, span
        definite = phrase.group("phrase")[:4].lower() == "the "
        flags = lx.lexicon().flags.get(noun, 0)
        if not definite or self.known.mentions_in(span.start, span.end):
            return NOBODY
        if flags & lx.ORG_NOUN:
            return self.antecedents.before(number, "Organization"), span
        if flags & (lx.PERSON_NOUN | lx.ROLE_LOWER) or noun.endswith(_SOMEBODY_ENDS):
            return self.antecedents.before(number, "Person"), span
        return NOBODY
