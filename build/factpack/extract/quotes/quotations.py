"""Quotes of an article: marks, cues and speakers put together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.quotes.antecedents import SEX, Antecedents
from factpack.extract.quotes.cues import SOURCES, Cue, find_cues
from factpack.extract.quotes.marks import QuotedSpan, find_marked
from factpack.extract.quotes.reported import clause_after, has_verb, standing, trimmed
from factpack.extract.quotes.speakers import (
    NOBODY,
    Speaker,
    Speakers,
    in_order,
    is_acting_beside,
    is_participle,
)
from factpack.model import Article, LocalEntity, Mention, Quote, QuoteKind, Span

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_FOUR_WORDS = re.compile(r"(?:\W*+\w++(?:[’'.-]\w++)*+){4}")
_FEW_WORDS = re.compile(r"(?:\W*+\w++(?:[’'.-]\w++)*+){5}")
"""QuotedSpan words without a cue: fewer are never taken for someone's, unless a sentence."""
_QUOTED_SHARE = 0.15
"""A reported clause with a larger share of words in marks is not published beside them."""
_AFTER_REACH = 200
_LEAD = 200
_LAST_SPEAKER_REACH = 1000
_TO_SOMEONE = re.compile(r"(?:To|For) (?=\w)")
_INVERTED = re.compile(r"[,\s—–-]*(?:(?:\w+ly|also|then|later|further|soon)\s+)?")
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
_PREPOSITIONS = word_list("quotes", "quotations.prepositions")
_RELATIVE = re.compile(r"\s+(?:who|which|whose)\b")
_BREAKS_GAP = re.compile(r"[.;:]|\b(?:that|which|but|because)\b")
_ABBREVIATED = re.compile(
    # Stops that end no clause: "Mr. Orr", "Sen. Orr", "J. Orr", "of Vela Inc."
    r"\b(?:[A-Z]|(?:[A-Z]\.)+[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Fr|Sr|Jr|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|"
    r"Cmdr|Adm|Sgt|Cpl|Pvt|Supt|Insp|Det|Pres|Amb|Atty|Sec|St|Inc|Corp|Co|Ltd|Bros|Assn|Dept|Univ|"
    r"vs|No)\."
)
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
_NAME_BEFORE = re.compile(
    r"(?:dubbed|called|named|titled|entitled|nicknamed|known as|so-called|codenamed|code-named|"
    r"headlined|\bor|\bthe term|\bword)(?:\s+(?:a|an|the))?\s*$"
)
_NAME_BEFORE_ENDS = ("ed", "as", "or", "the term", "word", "a", "an", "the")
"""What ends everything that `_NAME_BEFORE` finds: a look at the end is cheaper than a search."""
_WITH_LISTENER = word_list("quotes", "quotations.with_listener")
"""Verbs whose object is whom they are said to, so that no speaker follows them."""


@dataclass(slots=True, eq=False)
class _Said:
    """A cue with its speaker, in sentence number `sentence`."""

    cue: Cue
    sentence: int
    speaker: Speaker


def find_quotes(
    article: Article,
    sentences: tuple[Span, ...],
    entities: tuple[LocalEntity, ...],
    mentions: tuple[Mention, ...],
) -> tuple[Quote, ...]:
    """Words that an article gives as someone's, in order.

    Direct quotes are whole utterances in marks, mixed ones quoted words inside the author's
    sentence, indirect ones reported clauses, whose span is the clause without "that" and the
    final stop; where those who say so are not named ("analysts said"), they have no speaker.
    Each part of a split quotation, and each paragraph of one that runs over several,
    is a quote of its own with the same speaker. An indirect quote may contain a mixed one of few
    words; other quotes do not overlap. Words in marks that nobody is said to have uttered (names,
    titles, distance) are left out; whole sentences in marks are kept without speaker.

    Args:
        article: normalised article.
        sentences: its sentences, in order.
        entities: what the mentions refer to.
        mentions: names, descriptions and pronouns, in any order.
    """
    return _Finder(article, sentences, entities, mentions).find()


class _Finder:
    def __init__(
        self,
        article: Article,
        sentences: tuple[Span, ...],
        entities: tuple[LocalEntity, ...],
        mentions: tuple[Mention, ...],
    ) -> None:
        self._text = article.text
        self._blocks = article.blocks
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._cues, documents = find_cues(article.text)
        self._types = [entity.type for entity in entities]
        self._marked = find_marked(article)
        self._marked_starts = [marked.start for marked in self._marked]
        ordered = in_order(mentions)
        self._antecedents = Antecedents(article.text, sentences, entities, ordered, self._is_inside)
        self._speakers = Speakers(article.text, entities, ordered, documents, self._antecedents)
        self._said: list[_Said] = []
        self._said_starts: list[int] = []

    def find(self) -> tuple[Quote, ...]:
        """Every quote, in order."""
        if not self._sentences:
            return ()
        reported = self._read_cues()
        quotes = self._attribute(reported)
        quotes.sort(key=lambda quote: (quote.start, -quote.end))
        return tuple(quotes)

    def _sentence_of(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _inside(self, offset: int) -> QuotedSpan | None:
        """The marks that enclose an offset."""
        i = bisect_right(self._marked_starts, offset) - 1
        return self._marked[i] if i >= 0 and offset < self._marked[i].end else None

    def _is_inside(self, offset: int) -> bool:
        return self._inside(offset) is not None

    def _clause_start(self, sentence: Span, at: int) -> int:
        """Where the clause of a cue starts: its sentence, or the marks before it."""
        i = bisect_right(self._marked_starts, at) - 1
        return max(sentence.start, self._marked[i].end) if i >= 0 else sentence.start

    def _clause_end(self, sentence: Span, at: int) -> int:
        """Where it ends: its sentence, or the marks behind it."""
        i = bisect_left(self._marked_starts, at)
        return min(sentence.end, self._marked_starts[i]) if i < len(self._marked) else sentence.end

    def _read_cues(self) -> list[Quote]:
        """Resolve the speaker of every cue, and collect reported clauses."""
        reported: list[Quote] = []
        for cue in self._cues:
            if self._inside(cue.start):
                continue
            number = self._sentence_of(cue.start)
            sentence = self._sentences[number]
            if cue.start >= sentence.end:
                continue
            said, quote = self._read_cue(cue, number, sentence)
            if said is not None:
                self._said.append(said)
                self._said_starts.append(cue.start)
                if said.speaker[0] is not None:
                    self._speakers.note_issuer(said.speaker[0], sentence)
                    self._antecedents.note(number, said.speaker[0])
            if quote is not None and (not reported or quote.start >= reported[-1].end):
                reported.append(quote)
        opinions = self._to_someone()
        return [quote for quote in reported if not _overlaps(quote, opinions)] + opinions

    def _read_cue(self, cue: Cue, number: int, sentence: Span) -> tuple[_Said | None, Quote | None]:
        start = self._clause_start(sentence, cue.start)
        role = standing(self._text, cue, start)
        if role == "passive" and self._text[cue.end : cue.end + 4] == " by ":
            by = self._speakers.at(cue.end + 4, sentence.end)
            if by is None:
                return None, None
            return _Said(cue, number, (by.entity, Span(by.start, by.end))), None
        if role == "passive" and self._text[cue.end : cue.end + 6] == " that ":
            clause = clause_after(self._text, cue, sentence.end)  # "it was reported that"
            return None, self._reported(clause, _Said(cue, number, NOBODY), sentence)
        if role != "verb":
            return None, None
        if cue.kind == "according":
            return self._read_according(cue, number, sentence)
        end = self._clause_end(sentence, cue.end)
        lead = self._text[max(start, cue.start - _LEAD) : cue.start].rstrip()
        behind_quote = start > sentence.start and _INVERTED.fullmatch(self._text, start, cue.start)
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
                said = _Said(cue, number, speaker)
                return said, self._reported(told, said, sentence)
        speaker = self._speakers.before(cue, start, number, leads=start > sentence.start)
        if speaker is None:
            speaker = self._speakers.after(cue, end, number, sure=True) if behind_quote else None
        if speaker is not None and start > sentence.start:
            speaker = self._who_spoke(speaker, number)
        participle = is_participle(self._text, cue) and not is_acting_beside(self._text, cue)
        if speaker is None or participle:
            earlier = self._earlier_in_sentence(number)
            speaker = speaker if earlier == NOBODY else earlier
        said = _Said(cue, number, speaker or NOBODY)
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

    def _earlier_in_sentence(self, number: int) -> Speaker:
        """The speaker of the cue before in the same sentence ("…, adding that")."""
        if self._said and self._said[-1].sentence == number:
            return self._said[-1].speaker
        return NOBODY

    def _clause_before(self, said: _Said, sentence: Span) -> Span | None:
        """The clause of "Sales rose, the company said on Monday."."""
        cue, (_, span) = said.cue, said.speaker
        if cue.kind not in ("bare", "that") or (span is not None and span.end > cue.start):
            return None
        tail = _TOLD_TAIL if cue.base == "tell" else _TAIL
        if not tail.fullmatch(self._text, cue.end, min(sentence.end, cue.end + _AFTER_REACH)):
            return None
        if span is None:
            comma = self._text.rfind(",", max(sentence.start, cue.start - _LEAD), cue.start)
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
    ) -> tuple[_Said | None, Quote | None]:
        """Read "According to X, C" and "C, according to X"."""
        text = self._text
        source = _REPORT_BY.match(text, cue.end)
        at = source.end() if source else cue.end
        mention = self._speakers.at(at, sentence.end)
        if mention is not None and self._types[mention.entity] in ("Place", "Deal"):
            mention = None
        if mention is not None:
            said = _Said(cue, number, (mention.entity, Span(mention.start, mention.end)))
            behind = mention.end
        elif self._is_source(cue.end, sentence.end):
            said = _Said(cue, number, NOBODY)
            behind = cue.end
        else:
            return None, None
        lead = text[max(sentence.start, cue.start - _LEAD) : cue.start]
        if len(lead) < 30 and not _WORD.sub("", lead, count=2).strip(" ,"):
            comma = text.find(",", behind, min(sentence.end, behind + 120))
            if comma >= 0 and _RELATIVE.match(text, comma + 1):
                comma = text.find(",", comma + 1, min(sentence.end, comma + 160))
            clause = trimmed(text, comma + 1, sentence.end) if comma >= 0 else None
        else:
            clause = trimmed(text, self._clause_start(sentence, cue.start), cue.start)
            if self._clause_start(sentence, cue.start) > sentence.start:
                clause = None
        return said, self._reported(clause, said, sentence)

    def _is_source(self, start: int, end: int) -> bool:
        """Whether a phrase means people or papers that say things: "two people briefed on it"."""
        for word in _WORD.findall(self._text, start, min(end, start + _LEAD))[:_SOURCE_REACH]:
            if word.lower() in SOURCES:
                return True
            if word in _PREPOSITIONS:
                return False
        return False

    def _reported(self, clause: Span | None, said: _Said, sentence: Span) -> Quote | None:
        """The clause as a quote, unless its words are mostly in marks."""
        if clause is None or said.cue.kind == "beside":
            return None
        low = bisect_left(self._marked_starts, clause.start)
        high = bisect_left(self._marked_starts, clause.end)
        if low and self._marked[low - 1].end > clause.start:
            return None
        marked = 0
        for i in range(low, high):
            if not self._is_name(self._marked[i]):
                marked += self._marked[i].inner(self._text).count(" ") + 1
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
            inside = self._speakers.between(lead.end(), comma) if comma >= 0 else []
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
            quote = self._reported(clause, _Said(cue, number, speaker), sentence)
            if quote is not None:
                found.append(quote)
        return found

    def _pronoun_before(self, start: int, comma: int) -> Speaker | None:
        if comma < 0 or self._text[start:comma] not in ("him", "her"):
            return None
        number = self._sentence_of(start)
        return self._speakers.pronoun(self._text[start:comma], start, comma, number)

    def _attribute(self, reported: list[Quote]) -> list[Quote]:
        """Give every quotation its speaker, in the order of the text."""
        quotes: list[Quote] = list(reported)
        reports = sorted(reported, key=lambda quote: quote.start)
        at = 0
        last: Quote | None = None
        last_sentence = -2
        previous: QuotedSpan | None = None
        for i, marked in enumerate(self._marked):
            while at < len(reports) and reports[at].start < marked.start:
                last = reports[at]
                last_sentence = self._sentence_of(last.start)
                at += 1
            number = self._sentence_of(marked.start)
            end_number = self._sentence_of(marked.end - 1)
            quote = self._quote(marked, i, number, end_number)
            if quote is None:
                quote = self._continued(marked, previous, number, last, last_sentence)
            if quote is not None:
                quotes.append(quote)
                last = quote
                last_sentence = end_number
                previous = marked
        return self._shared_paragraphs(quotes)

    def _quote(self, marked: QuotedSpan, i: int, number: int, end_number: int) -> Quote | None:
        """A quotation with the cue beside it, or None where there is none."""
        opening, closing = self._sentences[number], self._sentences[end_number]
        kind = self._kind(marked, opening)
        said = (
            self._cue_after(marked, i, closing, kind)
            or self._cue_before(marked, opening, number)
            or self._verb_after(marked, end_number)
        )
        if said is None:
            return None
        if kind == "mixed" and self._is_name(marked):
            return None
        entity, span = said.speaker
        cue = self._text[said.cue.start : said.cue.end] or None
        return Quote(kind, marked.start, marked.end, entity, span, cue)

    def _lead(self, sentence: Span, marked: QuotedSpan) -> str:
        """What stands before a quotation in its sentence, or the last part of it."""
        return self._text[max(sentence.start, marked.start - _LEAD) : marked.start]

    def _is_name(self, marked: QuotedSpan) -> bool:
        """Whether marked words are a name or a term rather than what somebody said."""
        inner = marked.inner(self._text)
        if _FOUR_WORDS.match(inner):
            return False
        lead = self._text[max(0, marked.start - 24) : marked.start]
        if lead.rstrip().endswith(_NAME_BEFORE_ENDS) and _NAME_BEFORE.search(lead):
            return True
        return inner[-1:] not in ".,!?" and all(w[0].isupper() for w in _WORD.findall(inner))

    def _kind(self, marked: QuotedSpan, sentence: Span) -> QuoteKind:
        """Direct where a whole utterance is quoted, mixed where words are built in."""
        inner = marked.inner(self._text).lstrip(" …[(")
        lead = self._lead(sentence, marked).rstrip()
        if not inner:
            return "mixed"
        if not lead:
            return "direct"
        if lead[-1] in ",:—–" and (not inner[0].islower() or self._is_second_part(marked, lead)):
            return "direct"
        last_word = lead.rpartition(" ")[2].lower()
        utterance = not inner[0].islower() and self._is_utterance(marked)
        return "direct" if utterance and last_word in _DIRECT_AFTER else "mixed"

    def _is_second_part(self, marked: QuotedSpan, lead: str) -> bool:
        """Whether a lower-case quotation goes on with one before its attribution."""
        i = bisect_left(self._marked_starts, marked.start) - 1
        if i < 0 or lead[-1] != ",":
            return False
        before = self._marked[i]
        return (
            before.block == marked.block
            and marked.start - before.end <= 160
            and before.inner(self._text).rstrip()[-1:] in tuple(",—–…")
        )

    def _is_utterance(self, marked: QuotedSpan) -> bool:
        """Whether marked words can stand alone: several, or ended by a stop."""
        inner = marked.inner(self._text).rstrip()
        return inner.endswith((".", "!", "?", ",")) or _FOUR_WORDS.match(inner) is not None

    def _cue_after(
        self, marked: QuotedSpan, i: int, sentence: Span, kind: QuoteKind
    ) -> _Said | None:
        """The cue behind a quotation: “…,” said X; “…,” X said; …, according to X."""
        text = self._text
        limit = min(sentence.end, marked.end + _AFTER_REACH)
        if i + 1 < len(self._marked):
            limit = min(limit, self._marked[i + 1].start)
        for said in self._cues_between(marked.end, limit):
            gap = text[marked.end : said.cue.start]
            if said.cue.kind == "according":
                return said if len(gap) <= 3 else None
            if _INVERTED.fullmatch(gap):
                return said
            inner = marked.inner(text).rstrip()
            parted = inner[-1:] in ",?!—–…" or gap.lstrip()[:1] in (",", "—", "–")
            begins = not self._lead(sentence, marked).strip()
            if not parted and not (kind == "direct" and begins):
                return None
            if _BREAKS_GAP.search(_ABBREVIATED.sub("", gap)):
                return None
            _, span = said.speaker
            return said if span is None or span.start >= marked.end else None
        return None

    def _verb_after(self, marked: QuotedSpan, number: int) -> _Said | None:
        """Who speaks in "“…,” he hollered": behind a comma in the marks, any verb will do."""
        text = self._text
        if not marked.inner(text).rstrip().endswith(","):
            return None
        at = marked.end + 1
        if text[marked.end : at] not in (" ", "\n"):
            return None
        pronoun = _PRONOUN_VERB.match(text, at)
        speaker: Speaker
        if pronoun is not None:
            end = pronoun.start("verb")
            speaker = self._speakers.pronoun(pronoun.group("who"), at, end, number)
            verb = pronoun
        else:
            named = next(iter(self._speakers.between(at, at + _LEAD)), None)
            if named is None or self._types[named.entity] != "Person":
                return None
            found = _FINITE.match(text, named.end) if named.start == at else None
            if found is None:
                found = _INVERTED_VERB.fullmatch(text, at, named.start)
            if found is None:
                return None
            speaker, verb = (named.entity, Span(named.start, named.end)), found
        return _Said(Cue(verb.start("verb"), verb.end("verb"), "", "beside"), number, speaker)

    def _cue_before(self, marked: QuotedSpan, sentence: Span, number: int) -> _Said | None:
        """The cue before a quotation in its sentence, or at the end of a paragraph with a colon."""
        cues = self._cues_between(sentence.start, marked.start)
        if cues:
            return cues[-1]
        lead = self._lead(sentence, marked)
        if lead.rstrip().endswith(":"):
            return self._said_by_lead(sentence, marked, number)
        if lead.strip() or not number:
            return None
        previous = self._sentences[number - 1]
        if not self._text[previous.start : previous.end].endswith((":", ",")):
            return None
        cues = self._cues_between(previous.start, previous.end)
        if cues:
            return cues[-1]
        if not self._text[previous.start : previous.end].endswith(":"):
            return None
        return self._issued(previous, number - 1)

    def _issued(self, lead: Span, number: int) -> _Said | None:
        """Who issues what a sentence with a colon introduces: "The bank released a statement:"."""
        if not _ISSUED.search(self._text, max(lead.start, lead.end - _LEAD), lead.end):
            return None
        subject = self._antecedents.subject(number, "Organization", lead.end)
        subject = subject or self._antecedents.subject(number, "Person", lead.end)
        described = _THE_FIRM.search(self._text, lead.start, lead.end)
        if subject is None and described is not None:
            found = self._antecedents.before(number, "Organization")
            subject = None if found is None else (found, Span(*described.span()))
        if subject is None:
            return None
        return _Said(Cue(lead.end - 1, lead.end - 1, "", "beside"), number, subject)

    def _said_by_lead(self, sentence: Span, marked: QuotedSpan, number: int) -> _Said | None:
        """Who speaks in 'Ann Orr, Vela: "…"' and 'He grinned: "…"', where no verb of saying is."""
        start = sentence.start
        speaker: Speaker | None = None
        first = next(iter(self._speakers.between(start, marked.start)), None)
        if first is not None and self._types[first.entity] == "Person":
            if not _WORD.search(_ABBREVIATED.sub("", self._text[start : first.start])):
                speaker = first.entity, Span(first.start, first.end)
        if speaker is None:
            last = self._speakers.between(start, marked.start)[-1:]
            if last and self._types[last[0].entity] == "Person":
                if not self._text[last[0].end : marked.start].strip(" :"):
                    speaker = last[0].entity, Span(last[0].start, last[0].end)
        if speaker is None:
            pronoun = _OPENING_PRONOUN.match(self._text, start, marked.start)
            subject = self._antecedents.subject(number, "Person", marked.start)
            if pronoun is None and subject is not None:
                return _Said(Cue(marked.start - 1, marked.start - 1, "", "beside"), number, subject)
            if pronoun is None:
                return None
            word = pronoun.group()
            speaker = self._speakers.pronoun(word.lower(), start, pronoun.end(), number)
        cue = Cue(marked.start - 1, marked.start - 1, "", "beside")
        return _Said(cue, number, speaker)

    def _cues_between(self, start: int, end: int) -> list[_Said]:
        low = bisect_left(self._said_starts, start)
        high = bisect_left(self._said_starts, end)
        return self._said[low:high]

    def _continued(
        self,
        marked: QuotedSpan,
        previous: QuotedSpan | None,
        number: int,
        last: Quote | None,
        last_sentence: int,
    ) -> Quote | None:
        """A quotation without cue: of the last one speaking, of nobody known, or none at all."""
        sentence = self._sentences[number]
        kind = self._kind(marked, sentence)
        owner = self._speakers.possessor(sentence.start, marked.start)
        if owner is not None:
            return Quote(kind, marked.start, marked.end, *owner, None)
        few = _FEW_WORDS.match(marked.inner(self._text)) is None
        whole = kind == "direct" and self._is_utterance(marked)
        if last is not None and (whole or not few):
            # After a colon somebody else may be speaking.
            led = kind == "direct" and bool(self._lead(sentence, marked).strip())
            follows = number - last_sentence <= 1 and self._same_part(last, marked) and not led
            if follows or (whole and marked.continued):
                return Quote(kind, marked.start, marked.end, last.speaker, None, None)
        if whole and not few:
            speaker = self._told_of(marked, number)
            if speaker is not None:
                return Quote(kind, marked.start, marked.end, speaker, None, None)
        if whole and not few and self._ends_sentence(marked):
            return Quote(kind, marked.start, marked.end, None, None, None)
        return None

    def _told_of(self, marked: QuotedSpan, number: int) -> int | None:
        """The person of whom the sentence or paragraph before a quotation without a cue speaks."""
        block = self._blocks[marked.block]
        if self._sentences[number].start != marked.start:
            return None
        if block.start == marked.start:
            if marked.block == 0 or self._blocks[marked.block - 1].kind != "paragraph":
                return None
        spoke = self._antecedents.spoke_in(number - 1)
        return self._antecedents.before(number, "Person") if spoke is None else spoke

    def _same_part(self, last: Quote, marked: QuotedSpan) -> bool:
        """Whether a quotation directly follows another in its paragraph or opens the next one."""
        if marked.start - last.end > _LAST_SPEAKER_REACH:
            return False
        between = self._text[last.end : marked.start]
        if "\n\n" not in between:
            return True
        # The next paragraph: only where it is all quotation, and the one before ended in one.
        block = self._blocks[marked.block]
        return block.start == marked.start and between.count("\n\n") == 1

    def _ends_sentence(self, marked: QuotedSpan) -> bool:
        inner = marked.inner(self._text).rstrip()
        return (
            inner.endswith((".", "!", "?", ",")) or self._text[marked.end : marked.end + 1] == "."
        )

    def _shared_paragraphs(self, quotes: list[Quote]) -> list[Quote]:
        """Give paragraphs of one statement the speaker that only the last of them names."""
        if all([marked.closing for marked in self._marked]):
            return quotes
        spans = {(quote.start, quote.end): i for i, quote in enumerate(quotes)}
        for one, two in zip(reversed(self._marked[:-1]), reversed(self._marked[1:]), strict=True):
            first, second = spans.get((one.start, one.end)), spans.get((two.start, two.end))
            if one.closing == 0 and first is not None and second is not None:
                speaker = quotes[second].speaker
                if quotes[first].speaker is None and speaker is not None:
                    quotes[first] = replace(quotes[first], speaker=speaker)
        return quotes


def _overlaps(quote: Quote, others: list[Quote]) -> bool:
    """Whether one of the others, which are in order, shares words with a quote."""
    at = bisect_left([other.end for other in others], quote.start + 1)
    return at < len(others) and others[at].start < quote.end


_DIRECT_AFTER = word_list("quotes", "quotations.direct_after")
"""Verbs that a whole utterance may follow without a comma."""
