"""Who speaks: the subject of a cue, before or after it, or what a document stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from factpack.extract.quotes.antecedents import SEX, Antecedents
from factpack.extract.quotes.cues import DOCUMENTS, Cue
from factpack.extract.quotes.descriptions import DESCRIBED, DESCRIBED_AFTER, Descriptions
from factpack.extract.quotes.subjects import (
    BREAKS,
    IN_NOUN_PHRASE,
    NOBODY,
    REACH,
    Speaker,
    as_speaker,
    before_apposition,
    head,
    of_sentence,
)
from factpack.extract.text.annotated import AnnotatedText
from factpack.model import Mention, Span

_ADVERB = r"(?:\w+ly|also|further|then|later|once|now|again|just|even|once|soon|recently|still|too)"
_CHAIN = re.compile(
    # What may stand between a subject and its verb.
    rf"(?:\s+(?:{_ADVERB}|has|have|had|is|was|were|are|would|will|could|may|might|did|does|who|"
    r"which|himself|herself|itself|themselves|’s|'s|been|be|to))*\s*$"
)
_AFTER_VERB = re.compile(r"(?:\s+[\w’'.&-]+){0,6}\s+$|\s+$")
_BREAKS_PHRASE = re.compile(r"[,;:.!?“”\"(]|\b(?:of|which|that|who|in|with)\b")
_PRONOUN = re.compile(r"\b(he|she|it|they|we|him|her|them)\s*$", re.IGNORECASE)
_PRONOUN_AFTER = re.compile(r"\s+(he|she|it|they)\b")
_PARTED = re.compile(r"[,—–-]\s*(?:\w+ly\s+)?$")
_COORDINATED = re.compile(r"\band\s+(?:\w+ly\s+|also\s+|then\s+|has\s+|had\s+|have\s+)*$")
_NO_SPEAKER = re.compile(r"\b(?:that|to|in|on|at|if|whether|it|there)\b")
_ACTING = re.compile(r"\b(?:the|a|an|his|her|their)\s+[a-z]+\s+$")
_OTHER_SUBJECT = re.compile(
    r"\b(?:before|after|when|as|while|until)\s+(?:the|a|an|his|her|their)\s+[a-z]+\s+[a-z]+"
)
"""A clause of its own, "before the captain came back and said", in which nobody has a name."""
_OF_BEFORE = re.compile(r"\b(?:of|at|for)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}$", re.IGNORECASE)
_TITLED = re.compile(r"\s+(?:the|its|their|his|her|a)\s+[\w’'& -]{2,100},\s+")
"""A post between a verb and the name of who holds it."""
_DOCUMENT = "(?:" + "|".join(sorted(map(re.escape, DOCUMENTS), key=len, reverse=True)) + ")"
_DOCUMENT_AFTER = re.compile(
    rf"\s+(?:the|a|an|its|their|his|her|this)\s+(?:[\w-]+\s+){{0,2}}{_DOCUMENT}\b"
)
_DOCUMENT_BEFORE = re.compile(
    rf"(?:\b(?:the|a|an|its|their|his|her|this)\s+|[’']s?\s+)(?:[\w&.-]+\s+){{0,3}}{_DOCUMENT}\s*$",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"[’']s?\s+(?:[\w-]+\s+){0,2}(?:reply|response|answer|verdict|advice|words|comment|question|"
    r"conclusion|message|explanation|reaction|argument|motto|slogan|promise|warning|statement)"
    r"(?:\s+(?:is|was))?(?:\s+[\w-]+){0,3}\s*[:,]?\s*$"
)
_ENDS_PHRASE = re.compile(
    # What may follow "said X": not a verb, which would make X the subject of a clause.
    r"\s*(?:$|[.,;:!?()—–\"“”-]|\s(?:in|on|at|during|to|when|as|after|before|who|whose|of|from|"
    r"yesterday|today|earlier|last|this|late|via|through|by|and|while|with|for|about|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
_GOES_ON = re.compile(r", | (?:of|from|at|with) ")
"""What may tell more of a name: "Ann Orr, head of", "Ann Orr of"."""
_LEADS = re.compile(
    r"(?:\s*(?:On|In|At|After|During)\s[^,;:“”\"]{1,60},)?[,\s]*(?:[A-Z]\w+\.?\s+)?"
)
"""What may stand between the start of a clause and its subject: when, and a title."""
_OPENS = re.compile(r"[,\s]*(?:(?:\w+\s+){0,2}\w+\.?\s+)?")
"""What may stand between a quotation and the name of who speaks: a title."""
_BEFORE_REACH = 400
"""Characters of a clause that are searched for its subject."""


@dataclass(slots=True, eq=False)
class Speakers:
    """Finds speakers in one article.

    Every look-up is bounded by a reach or by the sentence, so that a text of one endless sentence
    costs no more than its length.
    """

    known: AnnotatedText
    documents: list[int]
    antecedents: Antecedents
    _descriptions: Descriptions = field(init=False)
    _issuer: int | None = None

    def __post_init__(self) -> None:
        """Make what resolves descriptions."""
        self._descriptions = Descriptions(self.known, self.antecedents)

    def before(self, cue: Cue, start: int, number: int, *, leads: bool) -> Speaker | None:
        """Subject of a cue in the clause `[start, cue.start)` of sentence `number`.

        `leads` tells that the clause follows a quotation, so that what opens it is its subject.

        NOBODY where the subject is no entity ("analysts said"), None where there is no subject.
        """
        text = self.known.text
        end = cue.start
        start = max(start, end - _BEFORE_REACH)
        if text[end - 2 : end] == ") ":
            # "Ann Orr (54, of Acme) said".
            bracket = text.rfind("(", start, end)
            end = bracket if bracket >= 0 else end
        zone = text[start:end]
        if not zone.strip(" ,—–-\n"):
            return None
        mentions = self.known.mentions_in(start, end)
        if is_participle(text, cue):
            if is_acting_beside(text, cue):
                return NOBODY  # "recalled the pilot telling": whose words they are has no name
            # "…, adding that": the subject of the sentence, which the caller may know better.
            return of_sentence(self.known, mentions, start)
        if leads and mentions and _OPENS.fullmatch(text, start, mentions[0].start):
            opener = mentions[0]
            if self.known.type_of(opener) == "Person" and text[opener.end : opener.end + 2] == ", ":
                return as_speaker(opener)
        if self._document_near(end):
            document = _DOCUMENT_BEFORE.search(text, max(start, end - REACH), end)
            if document:
                inside = [m for m in mentions if m.start > document.start() and m.kind == "name"]
                if inside and self.known.type_of(inside[-1]) == "Organization":
                    return as_speaker(inside[-1])
                return self._of_document(mentions)
        if mentions:
            if _CHAIN.match(text, mentions[-1].end, end):
                return head(self.known, mentions, start)
            if _PARTED.search(zone[-20:]):
                found = before_apposition(self.known, mentions, start, end)
                if found:
                    return found
            if _COORDINATED.search(zone[-20:]):
                if _OTHER_SUBJECT.search(text, mentions[-1].end, end):
                    return NOBODY
                return of_sentence(self.known, mentions, start)
        pronoun = _PRONOUN.search(_CHAIN.sub("", zone[-40:]))
        if pronoun:
            return self.pronoun(pronoun.group(1).lower(), start, end, number)
        described = DESCRIBED.search(text, max(start, end - REACH), end)
        found = self._descriptions.meant(described, number) if described else NOBODY
        if found == NOBODY and mentions and self.known.type_of(mentions[0]) == "Person":
            # "Ann Orr, head of the Acme workers union said": what opens the clause acts in it.
            opener = mentions[0]
            if _GOES_ON.match(text, opener.end) and _LEADS.fullmatch(text, start, opener.start):
                return as_speaker(opener)
        return found

    def after(self, cue: Cue, end: int, number: int, *, sure: bool) -> Speaker | None:
        """Speaker named after a cue ("said Ann Orr"), or None.

        Args:
            cue: the cue.
            end: where the clause ends.
            number: place of the sentence.
            sure: the cue stands right behind a quotation; else what follows must not go on like a
                clause of its own ("…, said Acme would …").
        """
        text = self.known.text
        document = _DOCUMENT_AFTER.match(text, cue.end, end)
        if document:
            return self._of_document(self.known.mentions_in(cue.end, document.end()))
        titled = _TITLED.match(text, cue.end, end) if sure else None
        if titled is not None:
            # "said the head of the union, Ann Orr"
            named = self.known.mentions_in(titled.end(), min(end, titled.end() + REACH))[:1]
            if named and named[0].start == titled.end():
                if self.known.type_of(named[0]) == "Person":
                    return as_speaker(named[0])
        chain: list[Mention] = []
        at = cue.end
        for mention in self.known.mentions_in(cue.end, min(end, cue.end + 3 * REACH)):
            gap = text[at : mention.start]
            if not chain:
                pattern = _AFTER_VERB
            elif mention.end <= chain[-1].end:
                # A name inside a description ("the Acme chief").
                continue
            else:
                pattern = IN_NOUN_PHRASE
            if len(gap) > REACH or not pattern.fullmatch(gap):
                break
            if chain and BREAKS.search(gap):
                break
            if not chain and _NO_SPEAKER.search(gap):
                return None
            chain.append(mention)
            at = mention.end
        if not chain:
            pronoun = _PRONOUN_AFTER.match(text, cue.end)
            if pronoun:
                return self.pronoun(pronoun.group(1), cue.end, pronoun.end(), number)
            described = DESCRIBED_AFTER.match(text, cue.end, end) if sure else None
            return self._descriptions.meant(described, number) if described else None
        found = next((m for m in reversed(chain) if self.known.type_of(m) == "Person"), chain[0])
        if self.known.type_of(chain[-1]) != "Person":
            found = self._named_after_title(chain[-1], end) or found
        if not sure and not _ENDS_PHRASE.match(text, at, end):
            return None
        return as_speaker(found)

    def _named_after_title(self, last: Mention, end: int) -> Mention | None:
        """The person of "the head of Acme, Ann Orr", whose title comes first."""
        gap_end = last.end + 2
        if self.known.text[last.end : gap_end] != ", ":
            return None
        lead = self.known.text[max(0, last.start - 40) : last.start]
        if not _OF_BEFORE.search(lead):
            return None
        for mention in self.known.mentions_in(gap_end, min(end, gap_end + REACH)):
            named = mention.start == gap_end and self.known.type_of(mention) == "Person"
            return mention if named else None
        return None

    def at(self, start: int, end: int) -> Mention | None:
        """The first mention in the noun phrase that starts there ("according to the group X")."""
        for mention in self.known.mentions_in(start, min(end, start + 2 * REACH)):
            gap = self.known.text[start : mention.start]
            return None if len(gap) > REACH or _BREAKS_PHRASE.search(gap) else mention
        return None

    def possessor(self, start: int, end: int) -> Speaker | None:
        """Who owns the words before a quotation ("Orr’s reply:"), if anyone does."""
        lead = _OWN_WORDS.search(self.known.text, max(start, end - REACH), end)
        if lead is None:
            return None
        mentions = self.known.mentions_in(start, lead.start())
        if not mentions or mentions[-1].end != lead.start():
            return None
        return as_speaker(mentions[-1])

    def note_issuer(self, speaker: int, sentence: Span) -> None:
        """Remember who issued the document that a sentence mentions."""
        at = bisect_left(self.documents, sentence.start)
        if at < len(self.documents) and self.documents[at] < sentence.end:
            self._issuer = speaker

    def _document_near(self, at: int) -> bool:
        """Whether a document is named shortly before an offset."""
        i = bisect_left(self.documents, at) - 1
        return i >= 0 and at - self.documents[i] <= REACH

    def _of_document(self, mentions: list[Mention]) -> Speaker:
        """Who speaks through a document: its possessor, else whoever issued the last one."""
        if mentions:
            last = mentions[-1]
            if self.known.text[last.end : last.end + 2].strip() in ("’s", "'s", "’", "'"):
                return as_speaker(last)
        return self._issuer, None

    def pronoun(self, word: str, start: int, end: int, number: int) -> Speaker:
        """What a pronoun that nobody resolved most likely means.

        He or she is who spoke or acted last; else it is the last fitting entity.
        """
        low = max(start, end - 60)
        at = self.known.text[low:end].lower().rfind(word)
        span = Span(low + at, low + at + len(word)) if at >= 0 else None
        if sex := SEX.get(word):
            found = self.antecedents.before(number, "Person", sex)
            if found is not None:
                return found, span
        wanted = ("Person",) if word in ("he", "she", "him", "her") else ("Organization",)
        last = self.known.first_mention_from(end)
        for mention in reversed(self.known.mentions[max(0, last - 40) : last]):
            if mention.kind == "name" and self.known.type_of(mention) in wanted:
                return mention.entity, span
        return None, span


def is_participle(text: str, cue: Cue) -> bool:
    """Whether a cue is an "-ing" form, whose subject is that of the sentence."""
    return text.endswith("ing", cue.start, cue.end)


def is_acting_beside(text: str, cue: Cue) -> bool:
    """Whether an "-ing" form has a subject without a name: "the pilot telling them"."""
    return _ACTING.search(text, max(0, cue.start - REACH), cue.start) is not None
