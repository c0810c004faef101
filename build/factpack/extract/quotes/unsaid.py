"""Who speaks beside a quotation where no verb of saying tells: any verb, a colon, a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factpack.extract.quotes.antecedents import Antecedents
from factpack.extract.quotes.cues import Cue
from factpack.extract.quotes.marks import QuotedSpan
from factpack.extract.quotes.quoted_words import LEAD
from factpack.extract.quotes.reported import ABBREVIATED
from factpack.extract.quotes.said import Said
from factpack.extract.quotes.speakers import Speakers
from factpack.extract.quotes.subjects import Speaker
from factpack.extract.text.annotated import AnnotatedText
from factpack.model import Span

_WORD = re.compile(r"\w")
_FINITE = re.compile(r"\s+(?:\w+ly\s+)?(?P<verb>\w+(?:ed|s))\b")
_PRONOUN_VERB = re.compile(rf"(?P<who>he|she){_FINITE.pattern}")
_INVERTED_VERB = re.compile(r"(?P<verb>\w+(?:ed|s))\s+")
_OPENING_PRONOUN = re.compile(r"(?:He|She)\b")
_ISSUED = re.compile(
    r"\b(?:statement|letter|email|e-mail|release|post|message|memo|note|tweet)\b[^.;]*:$"
)
_THE_FIRM = re.compile(
    r"\bthe (?:company|firm|group|bank|agency|organi[sz]ation|ministry|department)\b"
)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Finds such speakers in one article."""

    known: AnnotatedText
    speakers: Speakers
    antecedents: Antecedents

    def by_verb(self, marked: QuotedSpan, number: int) -> Said | None:
        """Who speaks in "“…,” he hollered": behind a comma in the marks, any verb will do."""
        text = self.known.text
        if not marked.inner(text).rstrip().endswith(","):
            return None
        at = marked.end + 1
        if text[marked.end : at] not in (" ", "\n"):
            return None
        pronoun = _PRONOUN_VERB.match(text, at)
        speaker: Speaker
        if pronoun is not None:
            end = pronoun.start("verb")
            speaker = self.speakers.pronoun(pronoun.group("who"), at, end, number)
            verb = pronoun
        else:
            named = next(iter(self.known.mentions_in(at, at + LEAD)), None)
            if named is None or self.known.type_of(named) != "Person":
                return None
            found = _FINITE.match(text, named.end) if named.start == at else None
            if found is None:
                found = _INVERTED_VERB.fullmatch(text, at, named.start)
            if found is None:
                return None
            speaker, verb = (named.entity, Span(named.start, named.end)), found
        return Said(Cue(verb.start("verb"), verb.end("verb"), "", "beside"), number, speaker)

    def issued(self, lead: Span, number: int) -> Said | None:
        """Who issues what a sentence with a colon introduces: "The bank released a statement:"."""
        if not _ISSUED.search(self.known.text, max(lead.start, lead.end - LEAD), lead.end):
            return None
        subject = self.antecedents.subject(number, "Organization", lead.end)
        subject = subject or self.antecedents.subject(number, "Person", lead.end)
        described = _THE_FIRM.search(self.known.text, lead.start, lead.end)
        if subject is None and described is not None:
            found = self.antecedents.before(number, "Organization")
            subject = None if found is None else (found, Span(*described.span()))
        if subject is None:
            return None
        return Said(Cue(lead.end - 1, lead.end - 1, "", "beside"), number, subject)

    def by_lead(self, sentence: Span, marked: QuotedSpan, number: int) -> Said | None:
        """Who speaks in 'Ann Orr, Vela: "…"' and 'He grinned: "…"', where no verb of saying is."""
        text = self.known.text
        start = sentence.start
        speaker: Speaker | None = None
        first = next(iter(self.known.mentions_in(start, marked.start)), None)
        if first is not None and self.known.type_of(first) == "Person":
            if not _WORD.search(ABBREVIATED.sub("", text[start : first.start])):
                speaker = first.entity, Span(first.start, first.end)
        if speaker is None:
            last = self.known.mentions_in(start, marked.start)[-1:]
            if last and self.known.type_of(last[0]) == "Person":
                if not text[last[0].end : marked.start].strip(" :"):
                    speaker = last[0].entity, Span(last[0].start, last[0].end)
        if speaker is None:
            pronoun = _OPENING_PRONOUN.match(text, start, marked.start)
            subject = self.antecedents.subject(number, "Person", marked.start)
            if pronoun is None and subject is not None:
                return Said(Cue(marked.start - 1, marked.start - 1, "", "beside"), number, subject)
            if pronoun is None:
                return None
            word = pronoun.group()
            speaker = self.speakers.pronoun(word.lower(), start, pronoun.end(), number)
        cue = Cue(marked.start - 1, marked.start - 1, "", "beside")
        return Said(cue, number, speaker)
