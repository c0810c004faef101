"""Who says what each cue of an article introduces, and the clauses that it reports."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

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
from factpack.extract.quotes.subjects import NOBODY, Speaker, Subjects
from factpack.model import LocalEntity, Quote, Span

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


class CueReader:
    """Reads the cues of one article in order; each knows who spoke before it."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        entities: Sequence[LocalEntity],
        quoted: QuotedWords,
        subjects: Subjects,
        speakers: Speakers,
        antecedents: Antecedents,
    ) -> None:
        """Take what was found in an article before.

        Args:
            text: its text.
            sentences: in order.
            entities: what the mentions refer to.
            quoted: the words in marks.
            subjects: finds names.
            speakers: finds the subject of a cue.
            antecedents: who is spoken of before a sentence; it is told who speaks.
        """
        self._text = text
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._types = [entity.type for entity in entities]
        self._quoted = quoted
        self._subjects = subjects
        self._speakers = speakers
        self._antecedents = antecedents
        self.said = AllSaid()

    def read(self, cues: Sequence[Cue]) -> list[Quote]:
        """The reported clauses as indirect quotes; the speaker of every cue goes to `said`."""
        reported: list[Quote] = []
        for cue in cues:
            if self._quoted.is_inside(cue.start):
                continue
            number = max(0, bisect_right(self._starts, cue.start) - 1)
            sentence = self._sentences[number]
            if cue.start >= sentence.end:
                continue
            said, quote = self._read_cue(cue, number, sentence)
            if said is not None:
                self.said.add(said)
                if said.speaker[0] is not None:
                    self._speakers.note_issuer(said.speaker[0], sentence)
                    self._antecedents.note(number, said.speaker[0])
            if quote is not None and (not reported or quote.start >= reported[-1].end):
                reported.append(quote)
        opinions = self._to_someone()
        return [quote for quote in reported if not _overlaps(quote, opinions)] + opinions

    def _read_cue(self, cue: Cue, number: int, sentence: Span) -> tuple[Said | None, Quote | None]:
        start = self._quoted.clause_start(sentence, cue.start)
        role = standing(self._text, cue, start)
        if role == "passive" and self._text[cue.end : cue.end + 4] == " by ":
            by = self._speakers.at(cue.end + 4, sentence.end)
            if by is None:
                return None, None
            return Said(cue, number, (by.entity, Span(by.start, by.end))), None
        if role == "passive" and self._text[cue.end : cue.end + 6] == " that ":
            clause = clause_after(self._text, cue, sentence.end)  # "it was reported that"
            return None, self._reported(clause, Said(cue, number, NOBODY), sentence)
        if role != "verb":
            return None, None
        if cue.kind == "according":
            return self._read_according(cue, number, sentence)
        end = self._quoted.clause_end(sentence, cue.end)
        lead = self._text[max(start, cue.start - LEAD) : cue.start].rstrip()
        behind_quote = start > sentence.start and INVERTED.fullmatch(self._text, start, cue.start)
        speaker: Speaker | None
        told = None if behind_quote else trimmed(self._text, sentence.start, cue.start)
        if behind_quote or (lead.endswith(",") and cue.base not in _WITH_LISTENER):
            # "Jane Roe, chief executive of Acme, said the …": who speaks stands before, no clause.
            inverted = behind_quote or (told is not None and has_verb(self._text, told))
            speaker = (
                self._speakers.after(cue, end, number, sure=bool(behind_quote))
                if inverted
                else None
            )
            if speaker is not None:
                said = Said(cue, number, speaker)
                return said, self._reported(told, said, sentence)
        speaker = self._speakers.before(cue, start, number, leads=start > sentence.start)
        if speaker is None:
            speaker = self._speakers.after(cue, end, number, sure=True) if behind_quote else None
        if speaker is not None and start > sentence.start:
            speaker = self._who_spoke(speaker, number)
        participle = is_participle(self._text, cue) and not is_acting_beside(self._text, cue)
        if speaker is None or participle:
            earlier = self.said.last_speaker(number)
            speaker = speaker if earlier == NOBODY else earlier
        said = Said(cue, number, speaker or NOBODY)
        if speaker is None:
            return said, None
        clause = clause_after(self._text, cue, sentence.end) or self._clause_before(said, sentence)
        return said, self._reported(clause, said, sentence)

    def _who_spoke(self, speaker: Speaker, number: int) -> Speaker:
        """Who "he said" behind a quotation means: rather who spoke last than whom that named."""
        span = speaker[1]
        sex = SEX.get(self._text[span.start : span.end].lower()) if span is not None else None
        if sex is None:
            return speaker
        found = self._antecedents.before(number, "Person", sex)
        return speaker if found is None else (found, span)

    def _clause_before(self, said: Said, sentence: Span) -> Span | None:
        """The clause of "Sales rose, the company said on Monday."."""
        cue, (_, span) = said.cue, said.speaker
        if cue.kind not in ("bare", "that") or (span is not None and span.end > cue.start):
            return None
        tail = _TOLD_TAIL if cue.base == "tell" else _TAIL
        if not tail.fullmatch(self._text, cue.end, min(sentence.end, cue.end + AFTER_REACH)):
            return None
        if span is None:
            comma = self._text.rfind(",", max(sentence.start, cue.start - LEAD), cue.start)
            if comma < 0 or not _SOMEBODY.fullmatch(self._text, comma + 1, cue.start):
                return None
            if not self._is_source(comma + 1, cue.start):
                return None
        else:
            comma = self._text.rfind(",", max(sentence.start, span.start - 40), span.start)
            if comma < 0 or _WORD.search(self._text[comma + 1 : span.start].replace("the", "")):
                return None
        clause = trimmed(self._text, sentence.start, comma)
        return clause if clause and has_verb(self._text, clause) else None

    def _read_according(
        self, cue: Cue, number: int, sentence: Span
    ) -> tuple[Said | None, Quote | None]:
        """Read "According to X, C" and "C, according to X"."""
        text = self._text
        source = _REPORT_BY.match(text, cue.end)
        at = source.end() if source else cue.end
        mention = self._speakers.at(at, sentence.end)
        if mention is not None and self._types[mention.entity] in ("Place", "Deal"):
            mention = None
        if mention is not None:
            said = Said(cue, number, (mention.entity, Span(mention.start, mention.end)))
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
            clause = trimmed(text, self._quoted.clause_start(sentence, cue.start), cue.start)
            if self._quoted.clause_start(sentence, cue.start) > sentence.start:
                clause = None
        return said, self._reported(clause, said, sentence)

    def _is_source(self, start: int, end: int) -> bool:
        """Whether a phrase means people or papers that say things: "two people briefed on it"."""
        for word in _WORD.findall(self._text, start, min(end, start + LEAD))[:_SOURCE_REACH]:
            if word.lower() in SOURCES:
                return True
            if word in _PREPOSITIONS:
                return False
        return False

    def _reported(self, clause: Span | None, said: Said, sentence: Span) -> Quote | None:
        """The clause as a quote, unless its words are mostly in marks."""
        if clause is None or said.cue.kind == "beside":
            return None
        low = bisect_left(self._quoted.starts, clause.start)
        high = bisect_left(self._quoted.starts, clause.end)
        if low and self._quoted.spans[low - 1].end > clause.start:
            return None
        marked = 0
        for i in range(low, high):
            if not self._quoted.is_name(self._quoted.spans[i]):
                marked += self._quoted.spans[i].inner(self._text).count(" ") + 1
        if marked and marked > _QUOTED_SHARE * (
            self._text.count(" ", clause.start, clause.end) + 1
        ):
            return None
        entity, span = said.speaker
        cue = self._text[said.cue.start : said.cue.end]
        return Quote("indirect", clause.start, clause.end, entity, span, cue)

    def _to_someone(self) -> list[Quote]:
        """Opinions given as someone's: "To him, the deal is a step forward."."""
        found: list[Quote] = []
        for number, sentence in enumerate(self._sentences):
            if self._text[sentence.start] not in "TF":
                continue
            lead = _TO_SOMEONE.match(self._text, sentence.start, sentence.end)
            if not lead:
                continue
            comma = self._text.find(",", lead.end(), min(sentence.end, lead.end() + 40))
            inside = self._subjects.between(lead.end(), comma) if comma >= 0 else []
            if len(inside) != 1 or (inside[0].start, inside[0].end) != (lead.end(), comma):
                speaker = self._pronoun_before(lead.end(), comma)
            elif self._types[inside[0].entity] == "Person":
                speaker = (inside[0].entity, Span(inside[0].start, inside[0].end))
            else:
                continue
            if speaker is None or speaker[0] is None:
                continue
            clause = trimmed(self._text, comma + 1, sentence.end)
            cue = Cue(sentence.start, comma, "to", "that")
            quote = self._reported(clause, Said(cue, number, speaker), sentence)
            if quote is not None:
                found.append(quote)
        return found

    def _pronoun_before(self, start: int, comma: int) -> Speaker | None:
        if comma < 0 or self._text[start:comma] not in ("him", "her"):
            return None
        number = max(0, bisect_right(self._starts, start) - 1)
        return self._speakers.pronoun(self._text[start:comma], start, comma, number)


def _overlaps(quote: Quote, others: list[Quote]) -> bool:
    """Whether one of the others, which are in order, shares words with a quote."""
    at = bisect_left([other.end for other in others], quote.start + 1)
    return at < len(others) and others[at].start < quote.end
