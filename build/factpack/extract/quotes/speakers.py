"""Who speaks: the subject of a cue, before or after it, or what a document stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.quotes.antecedents import SEX, Antecedents
from factpack.extract.quotes.cues import DOCUMENTS, Cue
from factpack.model import LocalEntity, Mention, Span

Speaker = tuple[int | None, Span | None]
"""Entity and the words that name it; both None for a speaker without a name."""

NOBODY: Speaker = (None, None)

_ADVERB = r"(?:\w+ly|also|further|then|later|once|now|again|just|even|once|soon|recently|still|too)"
_CHAIN = re.compile(
    # What may stand between a subject and its verb.
    rf"(?:\s+(?:{_ADVERB}|has|have|had|is|was|were|are|would|will|could|may|might|did|does|who|"
    r"which|himself|herself|itself|themselves|’s|'s|been|be|to))*\s*$"
)
_AFTER_VERB = re.compile(r"(?:\s+[\w’'.&-]+){0,6}\s+$|\s+$")
_IN_NOUN_PHRASE = re.compile(r"(?:\s+[\w’'&-]+){1,6}\s+$|\s+$|[’']s\s+(?:[\w’'&-]+\s+){0,6}$")
_BREAKS = re.compile(
    r"\b(?:that|to|it|he|she|they|we|of|at|in|on|for|from|with|by|as|and|or|but|the)\b"
)
_BREAKS_PHRASE = re.compile(r"[,;:.!?“”\"(]|\b(?:of|which|that|who|in|with)\b")
_PREPOSITION = re.compile(
    r"\b(?:of|at|from|for|with|in|by|to|on|about)(?:\s+(?:the|its|his|her))?\s+$"
)
_PHRASE = re.compile(r",?(?:\s+[\w’'&.-]+){0,7}\s+(?:of|at|for|from|with|in)(?:\s+the)?\s+$")
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
_APPOSITION = re.compile(r",|\s+who\b|\s*[(—–-]")
_ADVERBIAL = re.compile(r"\b(?:in|at|on|from|after|since|during)\s+(?:the\s+)?$", re.IGNORECASE)
_NO_SUBJECT = re.compile(r"[’']s\b|,?\s+(?:of|at|and)\b")
_SENTENCE_PART = re.compile(
    r"(?:;|:|,\s+(?:and|but|while|so)\b|\b(?:because|while|although|but)\b)"
)
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
_DESCRIBED = re.compile(
    r"(?:^|(?<=[\s“”,]))(?P<phrase>(?:the|a|an|its|his|her|their|one|another)\s+"
    r"(?:[\w’'&.-]+\s+){0,4}?(?P<noun>[\w-]+))\s+(?:\w+ly\s+|also\s+|has\s+|had\s+)?$",
    re.IGNORECASE,
)
"""A description that ends before a verb."""
_DESCRIBED_AFTER = re.compile(
    r"\s+(?P<phrase>(?:the|a|an|its|his|her|their)\s+(?:[\w’'&-]+\s+){0,3}?(?P<noun>[\w-]+))"
    r"(?=\s*(?:[.,;:]|$)|\s+(?:in|on|at|after|when|who|of)\b)"
)
_OF_ORGANISATIONS = lx.ORG_NOUN | lx.ORG_HEAD
_SPEAKS_FOR = word_list("quotes", "speakers.speaks_for")
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
_REACH = 60
"""Characters between a verb and the speaker after it."""
_BEFORE_REACH = 400
"""Characters of a clause that are searched for its subject."""


def in_order(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions by start, the longer first; mostly they are."""
    ordered = list(mentions)
    for i in range(1, len(ordered)):
        one, other = ordered[i - 1], ordered[i]
        if other.start < one.start or (other.start == one.start and other.end > one.end):
            ordered.sort(key=lambda m: (m.start, -m.end))
            break
    return ordered


class Speakers:
    """Finds speakers in one article.

    Every look-up is bounded by a reach or by the sentence, so that a text of one endless sentence
    costs no more than its length.
    """

    def __init__(  # noqa: D107
        self,
        text: str,
        entities: Sequence[LocalEntity],
        mentions: list[Mention],
        documents: list[int],
        antecedents: Antecedents,
    ) -> None:
        self._text = text
        self._types = [entity.type for entity in entities]
        self._mentions = mentions
        self._antecedents = antecedents
        self._spoken_for: int | None = None
        self._starts = [mention.start for mention in self._mentions]
        self._documents = documents
        self._issuer: int | None = None

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions within `[start, end)` in order."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [mention for mention in self._mentions[low:high] if mention.end <= end]

    def before(self, cue: Cue, start: int, number: int, *, leads: bool) -> Speaker | None:
        """Subject of a cue in the clause `[start, cue.start)` of sentence `number`.

        `leads` tells that the clause follows a quotation, so that what opens it is its subject.

        NOBODY where the subject is no entity ("analysts said"), None where there is no subject.
        """
        text = self._text
        end = cue.start
        start = max(start, end - _BEFORE_REACH)
        if text[end - 2 : end] == ") ":
            # "Ann Orr (54, of Acme) said".
            bracket = text.rfind("(", start, end)
            end = bracket if bracket >= 0 else end
        zone = text[start:end]
        if not zone.strip(" ,—–-\n"):
            return None
        mentions = self.between(start, end)
        if is_participle(text, cue):
            if is_acting_beside(text, cue):
                return NOBODY  # "recalled the pilot telling": whose words they are has no name
            # "…, adding that": the subject of the sentence, which the caller may know better.
            return self._subject_of_sentence(mentions, start)
        if leads and mentions and _OPENS.fullmatch(text, start, mentions[0].start):
            opener = mentions[0]
            if self._types[opener.entity] == "Person" and text[opener.end : opener.end + 2] == ", ":
                return opener.entity, Span(opener.start, opener.end)
        if self._document_near(end):
            document = _DOCUMENT_BEFORE.search(text, max(start, end - _REACH), end)
            if document:
                inside = [m for m in mentions if m.start > document.start() and m.kind == "name"]
                if inside and self._types[inside[-1].entity] == "Organization":
                    return inside[-1].entity, Span(inside[-1].start, inside[-1].end)
                return self._of_document(mentions, document.start())
        if mentions:
            if _CHAIN.match(text, mentions[-1].end, end):
                return self._head(mentions, start)
            if _PARTED.search(zone[-20:]):
                found = self._before_apposition(mentions, start, end)
                if found:
                    return found
            if _COORDINATED.search(zone[-20:]):
                if _OTHER_SUBJECT.search(text, mentions[-1].end, end):
                    return NOBODY
                return self._subject_of_sentence(mentions, start)
        pronoun = _PRONOUN.search(_CHAIN.sub("", zone[-40:]))
        if pronoun:
            return self.pronoun(pronoun.group(1).lower(), start, end, number)
        described = _DESCRIBED.search(text, max(start, end - _REACH), end)
        found = self._described(described, number) if described else NOBODY
        if found == NOBODY and mentions and self._types[mentions[0].entity] == "Person":
            # "Ann Orr, head of the Acme workers union said": what opens the clause acts in it.
            opener = mentions[0]
            if _GOES_ON.match(text, opener.end) and _LEADS.fullmatch(text, start, opener.start):
                return opener.entity, Span(opener.start, opener.end)
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
        text = self._text
        document = _DOCUMENT_AFTER.match(text, cue.end, end)
        if document:
            return self._of_document(self.between(cue.end, document.end()), document.start())
        titled = _TITLED.match(text, cue.end, end) if sure else None
        if titled is not None:
            # "said the head of the union, Ann Orr"
            named = self.between(titled.end(), min(end, titled.end() + _REACH))[:1]
            if named and named[0].start == titled.end():
                if self._types[named[0].entity] == "Person":
                    return named[0].entity, Span(named[0].start, named[0].end)
        chain: list[Mention] = []
        at = cue.end
        for mention in self.between(cue.end, min(end, cue.end + 3 * _REACH)):
            gap = text[at : mention.start]
            if not chain:
                pattern = _AFTER_VERB
            elif mention.end <= chain[-1].end:
                # A name inside a description ("the Acme chief").
                continue
            else:
                pattern = _IN_NOUN_PHRASE
            if len(gap) > _REACH or not pattern.fullmatch(gap):
                break
            if chain and _BREAKS.search(gap):
                break
            if not chain and _NO_SPEAKER.search(gap):
                return None
            chain.append(mention)
            at = mention.end
        if not chain:
            pronoun = _PRONOUN_AFTER.match(text, cue.end)
            if pronoun:
                return self.pronoun(pronoun.group(1), cue.end, pronoun.end(), number)
            described = _DESCRIBED_AFTER.match(text, cue.end, end) if sure else None
            return self._described(described, number) if described else None
        found = next((m for m in reversed(chain) if self._types[m.entity] == "Person"), chain[0])
        if self._types[chain[-1].entity] != "Person":
            found = self._named_after_title(chain[-1], end) or found
        if not sure and not _ENDS_PHRASE.match(text, at, end):
            return None
        return found.entity, Span(found.start, found.end)

    def _described(self, phrase: re.Match[str], number: int) -> Speaker:
        """Who is meant by "the Vela spokesman", "the 36-year-old", "the bank"."""
        span = Span(phrase.start("phrase"), phrase.end("phrase"))
        noun = phrase.group("noun").lower()
        if noun.startswith("spokes") or noun in _SPEAKS_FOR:
            inside = [m for m in self.between(span.start, span.end) if m.kind == "name"]
            for mention in reversed(inside):
                if self._types[mention.entity] != "Person":
                    self._spoken_for = mention.entity
            words = phrase.group("phrase").lower().split()[1:-1]
            if not inside and any(lx.lexicon().flags.get(w, 0) & _OF_ORGANISATIONS for w in words):
                # "a bank spokesman", of the bank that the text is about
                found = self._antecedents.before(number, "Organization")
                self._spoken_for = found if found is not None else self._spoken_for
            elif not inside and noun in _SPEAKS_FOR:
                return NOBODY
            return self._spoken_for, span
        definite = phrase.group("phrase")[:4].lower() == "the "
        flags = lx.lexicon().flags.get(noun, 0)
        if not definite or self.between(span.start, span.end):
            return NOBODY
        if flags & lx.ORG_NOUN:
            return self._antecedents.before(number, "Organization"), span
        if flags & (lx.PERSON_NOUN | lx.ROLE_LOWER) or noun.endswith(_SOMEBODY_ENDS):
            return self._antecedents.before(number, "Person"), span
        return NOBODY

    def _named_after_title(self, last: Mention, end: int) -> Mention | None:
        """The person of "the head of Acme, Ann Orr", whose title comes first."""
        gap_end = last.end + 2
        if self._text[last.end : gap_end] != ", ":
            return None
        lead = self._text[max(0, last.start - 40) : last.start]
        if not _OF_BEFORE.search(lead):
            return None
        for mention in self.between(gap_end, min(end, gap_end + _REACH)):
            named = mention.start == gap_end and self._types[mention.entity] == "Person"
            return mention if named else None
        return None

    def at(self, start: int, end: int) -> Mention | None:
        """The first mention in the noun phrase that starts there ("according to the group X")."""
        for mention in self.between(start, min(end, start + 2 * _REACH)):
            gap = self._text[start : mention.start]
            return None if len(gap) > _REACH or _BREAKS_PHRASE.search(gap) else mention
        return None

    def possessor(self, start: int, end: int) -> Speaker | None:
        """Who owns the words before a quotation ("Orr’s reply:"), if anyone does."""
        lead = _OWN_WORDS.search(self._text, max(start, end - _REACH), end)
        if lead is None:
            return None
        mentions = self.between(start, lead.start())
        if not mentions or mentions[-1].end != lead.start():
            return None
        return mentions[-1].entity, Span(mentions[-1].start, mentions[-1].end)

    def note_issuer(self, speaker: int, sentence: Span) -> None:
        """Remember who issued the document that a sentence mentions."""
        at = bisect_left(self._documents, sentence.start)
        if at < len(self._documents) and self._documents[at] < sentence.end:
            self._issuer = speaker

    def _document_near(self, at: int) -> bool:
        """Whether a document is named shortly before an offset."""
        i = bisect_left(self._documents, at) - 1
        return i >= 0 and at - self._documents[i] <= _REACH

    def _of_document(self, mentions: list[Mention], start: int) -> Speaker:
        """Who speaks through a document: its possessor, else whoever issued the last one."""
        if mentions:
            last = mentions[-1]
            if self._text[last.end : last.end + 2].strip() in ("’s", "'s", "’", "'"):
                return last.entity, Span(last.start, last.end)
        return self._issuer, None

    def _head(self, mentions: list[Mention], start: int) -> Speaker:
        """The head of the noun phrase that the last mention ends: "X of Y" is X."""
        last = mentions[-1]
        lead = self._text[max(start, last.start - 30) : last.start]
        preposition = _PREPOSITION.search(lead)
        if preposition:
            for earlier in reversed(mentions[:-1]):
                gap = self._text[earlier.end : last.start]
                if earlier.end > last.start:
                    continue
                if len(gap) > _REACH * 2 or not _PHRASE.fullmatch(gap):
                    break
                if self._types[earlier.entity] == "Person":
                    return earlier.entity, Span(earlier.start, earlier.end)
            if self._types[last.entity] == "Place" or preposition.group().split()[0] in (
                "to",
                "on",
            ):
                return NOBODY
        outer = next((m for m in mentions if m.start < last.start and m.end >= last.end), last)
        return outer.entity, Span(outer.start, outer.end)

    def _before_apposition(self, mentions: list[Mention], start: int, end: int) -> Speaker | None:
        """The subject that commas part from its verb: "Ann Orr, head of Acme, said"."""
        text = self._text
        part = start
        for boundary in _SENTENCE_PART.finditer(text, start, end - 1):
            part = boundary.end()
        for i, mention in enumerate(mentions):
            if mention.start < part:
                continue
            behind = text[mention.end : mention.end + 6]
            if not _APPOSITION.match(behind):
                continue
            lead = text[max(part, mention.start - 12) : mention.start]
            if _ADVERBIAL.search(lead):
                continue
            follower = mentions[i + 1] if i + 1 < len(mentions) else None
            if (
                follower is not None
                and follower.start == mention.end + 2
                and self._types[follower.entity] == "Person"
                and self._types[mention.entity] != "Person"
            ):
                # "The head of Acme, Ann Orr, said".
                mention = follower
            return mention.entity, Span(mention.start, mention.end)
        return None

    def _subject_of_sentence(self, mentions: list[Mention], start: int) -> Speaker:
        """The first person or organisation that is not behind a preposition and has a verb."""
        text = self._text
        for i, mention in enumerate(mentions):
            if self._types[mention.entity] not in ("Person", "Organization"):
                continue
            lead = text[max(start, mention.start - 20) : mention.start]
            if _PREPOSITION.search(lead):
                continue
            for follower in mentions[i + 1 :]:
                # "Acme chief Ann Orr": the name that ends the noun phrase.
                gap = text[mention.end : follower.start]
                if follower.end <= mention.end or not _IN_NOUN_PHRASE.fullmatch(gap):
                    break
                if _BREAKS.search(gap) or self._types[follower.entity] != "Person":
                    break
                mention = follower
            if not _NO_SUBJECT.match(text, mention.end):
                return mention.entity, Span(mention.start, mention.end)
        return NOBODY

    def pronoun(self, word: str, start: int, end: int, number: int) -> Speaker:
        """What a pronoun that nobody resolved most likely means.

        He or she is who spoke or acted last; else it is the last fitting entity.
        """
        low = max(start, end - 60)
        at = self._text[low:end].lower().rfind(word)
        span = Span(low + at, low + at + len(word)) if at >= 0 else None
        if sex := SEX.get(word):
            found = self._antecedents.before(number, "Person", sex)
            if found is not None:
                return found, span
        wanted = ("Person",) if word in ("he", "she", "him", "her") else ("Organization",)
        last = bisect_left(self._starts, end)
        for mention in reversed(self._mentions[max(0, last - 40) : last]):
            if mention.kind == "name" and self._types[mention.entity] in wanted:
                return mention.entity, span
        return None, span


def is_participle(text: str, cue: Cue) -> bool:
    """Whether a cue is an "-ing" form, whose subject is that of the sentence."""
    return text.endswith("ing", cue.start, cue.end)


def is_acting_beside(text: str, cue: Cue) -> bool:
    """Whether an "-ing" form has a subject without a name: "the pilot telling them"."""
    return _ACTING.search(text, max(0, cue.start - _REACH), cue.start) is not None
