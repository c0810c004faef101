"""Who says what each cue of an article introduces, and the clauses that it reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.quotes.antecedents import SEX, Antecedents
from factpack.extract.quotes.cues import SOURCES, Cue
from factpack.extract.quotes.quoted_words import LEAD, QuotedWords
from factpack.extract.quotes.reported import (
    AFTER_REACH,
    INVERTED,
    clause_after,
    has_verb,
    standing,
    trimmed,
)
from factpack.extract.quotes.said import AllSaid, Said
from factpack.extract.quotes.speakers import Speakers, is_acting_beside, is_participle
from factpack.extract.quotes.subjects import NOBODY, Speaker, as_speaker
from factpack.extract.text.annotated import AnnotatedText
from factpack.model import Quote, Span

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_QUOTED_SHARE = 0.15
"""A reported clause with a larger share of words in marks is not published beside them."""
_TO_SOMEONE = re.compile(r"(?:To|For) (?=\w)")
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday|earlier)"
_TAIL = re.compile(
    # What may follow "C, X said": when, where, to whom; no clause.
    rf"(?:\s+(?:on\s+|late\s+|early\s+)*{_DAY}(?:\s+(?:morning|afternoon|evening|night))?)?"
    r"(?:,?\s+(?:in|at|during|on|to|via|through|citing)\s+[^,;“”\"]{1,80})?\s*[.!?]?\s*"
)
_TOLD_TAIL = re.compile(
    # "C, X told the Post in an interview"; "to" would begin an order.
    rf"(?![^,]*\sto\s)(?:\s+(?!(?:that|about|of|how|what)\b)[\w’'&.-]+){{1,5}}?{_TAIL.pattern}"
)
_REPORT_BY = re.compile(r"\s+(?:(?:a|an|the|its)\s+(?:[\w-]+\s+){0,3}(?:by|from|in|at)\s+)?")
_SOMEBODY = re.compile(
    # "a person briefed on the deal", "two of the sources", "analysts"
    r"\s+(?:(?:a|an|the|one|two|three|four|some|several|many|most|other|another)\s+)?"
    r"[a-z’'-]+(?:\s+[a-z’'-]+){0,8}\s+"
)
_SOURCE_REACH = 6
"""Words of a phrase among which its noun is looked for."""
_PREPOSITIONS = word_list("quotes", "cue_reader.prepositions")
_RELATIVE = re.compile(r"\s+(?:who|which|whose)\b")
_WITH_LISTENER = word_list("quotes", "cue_reader.with_listener")
"""Verbs whose object is whom they are said to, so that no speaker follows them."""


@dataclass(frozen=True, slots=True)
class CueReader:
    """Reads the cues of one article in order; each knows who spoke before it."""

    known: AnnotatedText
    quoted: QuotedWords
    speakers: Speakers
    antecedents: Antecedents
    """Who is spoken of before a sentence; it is told who speaks."""
    said: AllSaid = field(default_factory=AllSaid)

    def read(self, cues: Sequence[Cue]) -> list[Quote]:
        """The reported clauses as indirect quotes; the speaker of every cue goes to `said`."""
        reported: list[Quote] = []
        for cue in cues:
            if self.quoted.is_inside(cue.start):
                continue
            number = self.known.sentence_at(cue.start)
            sentence = self.known.sentences[number]
            if cue.start >= sentence.end:
                continue
            said, quote = self._read_cue(cue, number, sentence)
            if said is not None:
                self.said.add(said)
                if said.speaker[0] is not None:
                    self.speakers.note_issuer(said.speaker[0], sentence)
                    self.antecedents.note(number, said.speaker[0])
            if quote is not None and (not reported or quote.start >= reported[-1].end):
                reported.append(quote)
        opinions = self._to_someone()
        return [quote for quote in reported if not _overlaps(quote, opinions)] + opinions

    def _read_cue(self, cue: Cue, number: int, sentence: Span) -> tuple[Said | None, Quote | None]:
        text = self.known.text
        start = self.quoted.clause_start(sentence, cue.start)
        role = standing(text, cue, start)
        if role == "passive" and text[cue.end : cue.end + 4] == " by ":
            by = self.speakers.at(cue.end + 4, sentence.end)
            if by is None:
                return None, None
            return Said(cue, number, as_speaker(by)), None
        if role == "passive" and text[cue.end : cue.end + 6] == " that ":
            clause = clause_after(text, cue, sentence.end)  # "it was reported that"
            return None, self._reported(clause, Said(cue, number, NOBODY))
        if role != "verb":
            return None, None
        if cue.kind == "according":
            return self._read_according(cue, number, sentence)
        end = self.quoted.clause_end(sentence, cue.end)
        lead = text[max(start, cue.start - LEAD) : cue.start].rstrip()
        behind_quote = start > sentence.start and INVERTED.fullmatch(text, start, cue.start)
        speaker: Speaker | None
        told = None if behind_quote else trimmed(text, sentence.start, cue.start)
        if behind_quote or (lead.endswith(",") and cue.base not in _WITH_LISTENER):
            # "Jane Roe, chief executive of Acme, said the …": who speaks stands before, no clause.
            inverted = behind_quote or (told is not None and has_verb(text, told))
            speaker = (
                self.speakers.after(cue, end, number, sure=bool(behind_quote)) if inverted else None
            )
            if speaker is not None:
                said = Said(cue, number, speaker)
                return said, self._reported(told, said)
        speaker = self.speakers.before(cue, start, number, leads=start > sentence.start)
        if speaker is None:
            speaker = self.speakers.after(cue, end, number, sure=True) if behind_quote else None
        if speaker is not None and start > sentence.start:
            speaker = self._who_spoke(speaker, number)
        participle = is_participle(text, cue) and not is_acting_beside(text, cue)
        if speaker is None or participle:
            earlier = self.said.last_speaker(number)
            speaker = speaker if earlier == NOBODY else earlier
        said = Said(cue, number, speaker or NOBODY)
        if speaker is None:
            return said, None
        clause = clause_after(text, cue, sentence.end) or self._clause_before(said, sentence)
        return said, self._reported(clause, said)

    def _who_spoke(self, speaker: Speaker, number: int) -> Speaker:
        """Who "he said" behind a quotation means: rather who spoke last than whom that named."""
        span = speaker[1]
        sex = SEX.get(self.known.text[span.start : span.end].lower()) if span is not None else None
        if sex is None:
            return speaker
        found = self.antecedents.before(number, "Person", sex)
        return speaker if found is None else (found, span)

    def _clause_before(self, said: Said, sentence: Span) -> Span | None:
        """The clause of "Sales rose, the company said on Monday."."""
        text = self.known.text
        cue, (_, span) = said.cue, said.speaker
        if cue.kind not in ("bare", "that") or (span is not None and span.end > cue.start):
            return None
        tail = _TOLD_TAIL if cue.base == "tell" else _TAIL
        if not tail.fullmatch(text, cue.end, min(sentence.end, cue.end + AFTER_REACH)):
            return None
        if span is None:
            comma = text.rfind(",", max(sentence.start, cue.start - LEAD), cue.start)
            if comma < 0 or not _SOMEBODY.fullmatch(text, comma + 1, cue.start):
                return None
            if not self._is_source(comma + 1, cue.start):
                return None
        else:
            comma = text.rfind(",", max(sentence.start, span.start - 40), span.start)
            if comma < 0 or _WORD.search(text[comma + 1 : span.start].replace("the", "")):
                return None
        clause = trimmed(text, sentence.start, comma)
        return clause if clause and has_verb(text, clause) else None

    def _read_according(
        self, cue: Cue, number: int, sentence: Span
    ) -> tuple[Said | None, Quote | None]:
        """Read "According to X, C" and "C, according to X"."""
        text = self.known.text
        source = _REPORT_BY.match(text, cue.end)
        at = source.end() if source else cue.end
        mention = self.speakers.at(at, sentence.end)
        if mention is not None and self.known.type_of(mention) in ("Place", "Deal"):
            mention = None
        if mention is not None:
            said = Said(cue, number, as_speaker(mention))
            behind = mention.end
        elif self._is_source(cue.end, sentence.end):
            said = Said(cue, number, NOBODY)
            behind = cue.end
        else:
            return None, None
        lead = text[max(sentence.start, cue.start - LEAD) : cue.start]
        if len(lead) < 30 and not _WORD.sub("", lead, count=2).strip(" ,"):
            comma = text.find(",", behind, min(sentence.end, behind + 120))
            if comma >= 0 and _RELATIVE.match(text, comma + 1):
                comma = text.find(",", comma + 1, min(sentence.end, comma + 160))
            clause = trimmed(text, comma + 1, sentence.end) if comma >= 0 else None
        else:
            clause = trimmed(text, self.quoted.clause_start(sentence, cue.start), cue.start)
            if self.quoted.clause_start(sentence, cue.start) > sentence.start:
                clause = None
        return said, self._reported(clause, said)

    def _is_source(self, start: int, end: int) -> bool:
        """Whether a phrase means people or papers that say things: "two people briefed on it"."""
        words = self.known.doc.words_in(start, min(end, start + LEAD))
        for word in [word for word in words if word[0].isalnum()][:_SOURCE_REACH]:
            if word.lower() in SOURCES:
                return True
            if word in _PREPOSITIONS:
                return False
        return False

    def _reported(self, clause: Span | None, said: Said) -> Quote | None:
        """The clause as a quote, unless its words are mostly in marks."""
        text = self.known.text
        if clause is None or said.cue.kind == "beside":
            return None
        low = bisect_left(self.quoted.starts, clause.start)
        high = bisect_left(self.quoted.starts, clause.end)
        if low and self.quoted.spans[low - 1].end > clause.start:
            return None
        marked = 0
        for i in range(low, high):
            if not self.quoted.is_name(self.quoted.spans[i]):
                marked += self.quoted.spans[i].inner(text).count(" ") + 1
        if marked and marked > _QUOTED_SHARE * (text.count(" ", clause.start, clause.end) + 1):
            return None
        entity, span = said.speaker
        cue = text[said.cue.start : said.cue.end]
        return Quote("indirect", clause.start, clause.end, entity, span, cue)

    def _to_someone(self) -> list[Quote]:
        """Opinions given as someone's: "To him, the deal is a step forward."."""
        text = self.known.text
        found: list[Quote] = []
        for number, sentence in enumerate(self.known.sentences):
            if text[sentence.start] not in "TF":
                continue
            lead = _TO_SOMEONE.match(text, sentence.start, sentence.end)
            if not lead:
                continue
            comma = text.find(",", lead.end(), min(sentence.end, lead.end() + 40))
            inside = self.known.mentions_in(lead.end(), comma) if comma >= 0 else []
            if len(inside) != 1 or (inside[0].start, inside[0].end) != (lead.end(), comma):
                speaker = self._pronoun_before(lead.end(), comma)
            elif self.known.type_of(inside[0]) == "Person":
                speaker = as_speaker(inside[0])
            else:
                continue
            if speaker is None or speaker[0] is None:
                continue
            clause = trimmed(text, comma + 1, sentence.end)
            cue = Cue(sentence.start, comma, "to", "that")
            quote = self._reported(clause, Said(cue, number, speaker))
            if quote is not None:
                found.append(quote)
        return found

    def _pronoun_before(self, start: int, comma: int) -> Speaker | None:
        if comma < 0 or self.known.text[start:comma] not in ("him", "her"):
            return None
        number = self.known.sentence_at(start)
        return self.speakers.pronoun(self.known.text[start:comma], start, comma, number)


def _overlaps(quote: Quote, others: list[Quote]) -> bool:
    """Whether one of the others, which are in order, shares words with a quote."""
    at = bisect_left([other.end for other in others], quote.start + 1)
    return at < len(others) and others[at].start < quote.end
