"""Give each quotation of an article its speaker: from the cue beside it, or from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from factpack.extract.quotes.antecedents import Antecedents
from factpack.extract.quotes.marks import QuotedSpan
from factpack.extract.quotes.quoted_words import QuotedWords
from factpack.extract.quotes.reported import ABBREVIATED, AFTER_REACH, INVERTED
from factpack.extract.quotes.said import AllSaid, Said
from factpack.extract.quotes.speakers import Speakers
from factpack.extract.quotes.unsaid import Unsaid
from factpack.extract.text.annotated import AnnotatedText
from factpack.model import Block, Quote, QuoteKind, Span

_FEW_WORDS = re.compile(r"(?:\W*+\w++(?:[’'.-]\w++)*+){5}")
"""Quoted words without a cue: fewer are never taken for someone's, unless a sentence."""
_LAST_SPEAKER_REACH = 1000
_BREAKS_GAP = re.compile(r"[.;:]|\b(?:that|which|but|because)\b")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Attributes the quotations of one article."""

    known: AnnotatedText
    blocks: Sequence[Block]
    quoted: QuotedWords
    said: AllSaid
    unsaid: Unsaid
    speakers: Speakers
    antecedents: Antecedents

    def attribute(self, reported: list[Quote]) -> list[Quote]:
        """Give every quotation its speaker, in the order of the text."""
        quotes: list[Quote] = list(reported)
        reports = sorted(reported, key=lambda quote: quote.start)
        at = 0
        last: Quote | None = None
        last_sentence = -2
        for i, marked in enumerate(self.quoted.spans):
            while at < len(reports) and reports[at].start < marked.start:
                last = reports[at]
                last_sentence = self.known.sentence_at(last.start)
                at += 1
            number = self.known.sentence_at(marked.start)
            end_number = self.known.sentence_at(marked.end - 1)
            quote = self._quote(marked, i, number, end_number)
            if quote is None:
                quote = self._continued(marked, number, last, last_sentence)
            if quote is not None:
                quotes.append(quote)
                last = quote
                last_sentence = end_number
        return self._shared_paragraphs(quotes)

    def _quote(self, marked: QuotedSpan, at: int, number: int, end_number: int) -> Quote | None:
        """A quotation with the cue beside it, or None where there is none."""
        opening, closing = self.known.sentences[number], self.known.sentences[end_number]
        kind = self.quoted.kind(marked, opening)
        said = (
            self._cue_after(marked, at, closing, kind)
            or self._cue_before(marked, opening, number)
            or self.unsaid.by_verb(marked, end_number)
        )
        if said is None:
            return None
        if kind == "mixed" and self.quoted.is_name(marked):
            return None
        entity, span = said.speaker
        cue = self.known.text[said.cue.start : said.cue.end] or None
        return Quote(kind, marked.start, marked.end, entity, span, cue)

    def _cue_after(
        self, marked: QuotedSpan, at: int, sentence: Span, kind: QuoteKind
    ) -> Said | None:
        """The cue behind a quotation: “…,” said X; “…,” X said; …, according to X."""
        text = self.known.text
        limit = min(sentence.end, marked.end + AFTER_REACH)
        if at + 1 < len(self.quoted.spans):
            limit = min(limit, self.quoted.spans[at + 1].start)
        for said in self.said.between(marked.end, limit):
            gap = text[marked.end : said.cue.start]
            if said.cue.kind == "according":
                return said if len(gap) <= 3 else None
            if INVERTED.fullmatch(gap):
                return said
            inner = marked.inner(text).rstrip()
            parted = inner[-1:] in ",?!—–…" or gap.lstrip()[:1] in (",", "—", "–")
            begins = not self.quoted.lead(sentence, marked).strip()
            if not parted and not (kind == "direct" and begins):
                return None
            if _BREAKS_GAP.search(ABBREVIATED.sub("", gap)):
                return None
            _, span = said.speaker
            return said if span is None or span.start >= marked.end else None
        return None

    def _cue_before(self, marked: QuotedSpan, sentence: Span, number: int) -> Said | None:
        """The cue before a quotation in its sentence, or at the end of a paragraph with a colon."""
        cues = self.said.between(sentence.start, marked.start)
        if cues:
            return cues[-1]
        lead = self.quoted.lead(sentence, marked)
        if lead.rstrip().endswith(":"):
            return self.unsaid.by_lead(sentence, marked, number)
        if lead.strip() or not number:
            return None
        previous = self.known.sentences[number - 1]
        if not self.known.text[previous.start : previous.end].endswith((":", ",")):
            return None
        cues = self.said.between(previous.start, previous.end)
        if cues:
            return cues[-1]
        if not self.known.text[previous.start : previous.end].endswith(":"):
            return None
        return self.unsaid.issued(previous, number - 1)

    def _continued(
        self,
        marked: QuotedSpan,
        number: int,
        last: Quote | None,
        last_sentence: int,
    ) -> Quote | None:
        """A quotation without cue: of the last one speaking, of nobody known, or none at all."""
        sentence = self.known.sentences[number]
        kind = self.quoted.kind(marked, sentence)
        owner = self.speakers.possessor(sentence.start, marked.start)
        if owner is not None:
            return Quote(kind, marked.start, marked.end, *owner, None)
        few = _FEW_WORDS.match(marked.inner(self.known.text)) is None
        whole = kind == "direct" and self.quoted.is_utterance(marked)
        if last is not None and (whole or not few):
            # After a colon somebody else may be speaking.
            led = kind == "direct" and bool(self.quoted.lead(sentence, marked).strip())
            follows = number - last_sentence <= 1 and self._same_part(last, marked) and not led
            if follows or (whole and marked.continued):
                return Quote(kind, marked.start, marked.end, last.speaker, None, None)
        if whole and not few:
            speaker = self._told_of(marked, number)
            if speaker is not None:
                return Quote(kind, marked.start, marked.end, speaker, None, None)
        if whole and not few and self.quoted.ends_sentence(marked):
            return Quote(kind, marked.start, marked.end, None, None, None)
        return None

    def _told_of(self, marked: QuotedSpan, number: int) -> int | None:
        """The person of whom the sentence or paragraph before a quotation without a cue speaks."""
        block = self.blocks[marked.block]
        if self.known.sentences[number].start != marked.start:
            return None
        if block.start == marked.start:
            if marked.block == 0 or self.blocks[marked.block - 1].kind != "paragraph":
                return None
        spoke = self.antecedents.spoke_in(number - 1)
        return self.antecedents.before(number, "Person") if spoke is None else spoke

    def _same_part(self, last: Quote, marked: QuotedSpan) -> bool:
        """Whether a quotation directly follows another in its paragraph or opens the next one."""
        if marked.start - last.end > _LAST_SPEAKER_REACH:
            return False
        between = self.known.text[last.end : marked.start]
        if "\n\n" not in between:
            return True
        # The next paragraph: only where it is all quotation, and the one before ended in one.
        block = self.blocks[marked.block]
        return block.start == marked.start and between.count("\n\n") == 1

    def _shared_paragraphs(self, quotes: list[Quote]) -> list[Quote]:
        """Give paragraphs of one statement the speaker that only the last of them names."""
        if all([marked.closing for marked in self.quoted.spans]):
            return quotes
        spans = {(quote.start, quote.end): i for i, quote in enumerate(quotes)}
        for one, two in zip(
            reversed(self.quoted.spans[:-1]), reversed(self.quoted.spans[1:]), strict=True
        ):
            first, second = spans.get((one.start, one.end)), spans.get((two.start, two.end))
            if one.closing == 0 and first is not None and second is not None:
                speaker = quotes[second].speaker
                if quotes[first].speaker is None and speaker is not None:
                    quotes[first] = replace(quotes[first], speaker=speaker)
        return quotes
