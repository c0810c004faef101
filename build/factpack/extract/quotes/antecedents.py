"""Whom the text before a quotation is about, for speakers who are not named beside it.

"He said", "said the 36-year-old" and a quotation that opens a paragraph without any cue mean
whoever spoke or acted in the sentences before, outside quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from factpack.extract.languages.en import name_words as lx
from factpack.extract.text.annotated import AnnotatedText
from factpack.model import Mention, Span

MAN = 1
WOMAN = 2
EITHER = 3
SEX = {"he": MAN, "him": MAN, "his": MAN, "she": WOMAN, "her": WOMAN, "hers": WOMAN}

_REACH = 3
"""Sentences outside quotation marks that are searched, the nearest first."""
_FARTHEST = 24
"""Sentences that are looked at, those inside quotation marks included."""
_NO_SUBJECT_BEFORE = re.compile(
    r"(?:\b(?:of|in|at|for|with|from|by|on|to|about|against|over|after|before|since|like|than|as|"
    r"under|between|without|including)(?:\s+(?:the|its|his|her|their|a|an))?|[’']s)\s+$",
    re.IGNORECASE,
)
_TITLES = {"Mr": MAN, "Mrs": WOMAN, "Ms": WOMAN, "Miss": WOMAN, "Sir": MAN, "Dame": WOMAN}
_TITLE = re.compile(r"\b(Mrs?|Ms|Miss|Sir|Dame)\.?\s+$")
_LEAD = 24
_CLEFT = re.compile(r"\b[Ii]t (?:was|is|were) (?=(?:[A-Z][\w’'.-]* ){1,4}who\b)")


@dataclass(slots=True, eq=False)
class Antecedents:
    """The sentences of an article with who acts and who speaks in each."""

    known: AnnotatedText
    quoted: Callable[[int], bool]
    """Whether an offset stands between quotation marks."""
    _said: dict[int, int] = field(default_factory=dict)
    _sexes: dict[int, int] = field(default_factory=dict)

    def spoke_in(self, number: int) -> int | None:
        """Who spoke in a sentence; None where nobody who is named did."""
        return self._said.get(number)

    def note(self, number: int, speaker: int) -> None:
        """Note who speaks in a sentence, the last of several."""
        self._said[number] = speaker

    def before(self, number: int, type_: str, sex: int = EITHER) -> int | None:
        """Who of a type spoke or acted last before sentence `number`; None where nobody is plain.

        Args:
            number: place of the sentence.
            type_: Person or Organization.
            sex: MAN, WOMAN or EITHER, of persons.
        """
        left = _REACH
        for at in range(number - 1, max(-1, number - 1 - _FARTHEST), -1):
            found = self._said.get(at)
            if found is None or not self._fits(found, type_, sex):
                subject = self._subject(at, type_, sex, self.known.sentences[at].end)
                found = None if subject is None else subject.entity
            if found is not None:
                return found
            sentence = self.known.sentences[at]
            if not (self.quoted(sentence.start) and self.quoted(sentence.end - 2)):
                left -= 1
                if not left:
                    return None
        return None

    def subject(self, number: int, type_: str, end: int) -> tuple[int, Span] | None:
        """Subject of what a sentence holds before an offset, with the words that name it."""
        found = self._subject(number, type_, EITHER, end)
        return None if found is None else (found.entity, Span(found.start, found.end))

    def _subject(self, number: int, type_: str, sex: int, end: int) -> Mention | None:
        """The first of a type in a sentence who is no possessor and behind no preposition."""
        sentence = self.known.sentences[number]
        text = self.known.text
        cleft = _CLEFT.search(text, sentence.start, end)
        first = self.known.first_mention_from(sentence.start)
        for i in range(first, len(self.known.mentions)):
            mention = self.known.mentions[i]
            if mention.start >= end:
                return None
            if not self._fits(mention.entity, type_, sex) or self.quoted(mention.start):
                continue
            if text[mention.end : mention.end + 1] in ("’", "'"):
                continue
            if cleft is not None and mention.start < cleft.end():
                continue  # "it was Ann Orr who won"
            lead = text[max(sentence.start, mention.start - _LEAD) : mention.start]
            if not _NO_SUBJECT_BEFORE.search(lead):
                return mention
        return None

    def _fits(self, entity: int, type_: str, sex: int) -> bool:
        if self.known.entities[entity].type != type_:
            return False
        return sex == EITHER or bool(self.sex(entity) & sex)

    def sex(self, entity: int) -> int:
        """MAN, WOMAN, or EITHER where neither title, pronoun nor given name tells."""
        if not self._sexes:
            self._learn()
        known = self._sexes.get(entity)
        if known is None:
            word = self.known.entities[entity].name.split(" ")[0].lower()
            given = lx.lexicon().flags.get(word, 0) & lx.GIVEN
            known = MAN if given == lx.GIVEN_M else WOMAN if given == lx.GIVEN_F else EITHER
            self._sexes[entity] = known
        return known

    def _learn(self) -> None:
        """Note what titles tell."""
        self._sexes[-1] = EITHER
        for mention in self.known.mentions:
            if mention.kind == "name":
                title = _TITLE.search(self.known.text[max(0, mention.start - 6) : mention.start])
                if title:
                    self._sexes[mention.entity] = _TITLES[title.group(1)]
