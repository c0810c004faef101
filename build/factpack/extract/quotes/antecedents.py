"""Whom the text before a quotation is about, for speakers who are not named beside it.

"He said", "said the 36-year-old" and a quotation that opens a paragraph without any cue mean
whoever spoke or acted in the sentences before, outside quotation marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from factpack.extract.languages.en import name_words as lx
from factpack.model import LocalEntity, Mention, Span

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


class Antecedents:
    """The sentences of an article with who acts and who speaks in each."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        entities: Sequence[LocalEntity],
        mentions: Sequence[Mention],
        quoted: Callable[[int], bool],
    ) -> None:
        """Read an article.

        Args:
            text: its text.
            sentences: in order.
            entities: what the mentions refer to.
            mentions: in order of their start.
            quoted: whether an offset stands between quotation marks.
        """
        self._text = text
        self._sentences = sentences
        self._entities = entities
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._quoted = quoted
        self._said: dict[int, int] = {}
        self._sexes: dict[int, int] = {}

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
                subject = self._subject(at, type_, sex, self._sentences[at].end)
                found = None if subject is None else subject.entity
            if found is not None:
                return found
            sentence = self._sentences[at]
            if not (self._quoted(sentence.start) and self._quoted(sentence.end - 2)):
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
        sentence = self._sentences[number]
        text = self._text
        cleft = _CLEFT.search(text, sentence.start, end)
        for i in range(bisect_left(self._starts, sentence.start), len(self._mentions)):
            mention = self._mentions[i]
            if mention.start >= end:
                return None
            if not self._fits(mention.entity, type_, sex) or self._quoted(mention.start):
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
        if self._entities[entity].type != type_:
            return False
        return sex == EITHER or bool(self.sex(entity) & sex)

    def sex(self, entity: int) -> int:
        """MAN, WOMAN, or EITHER where neither title, pronoun nor given name tells."""
        if not self._sexes:
            self._learn()
        known = self._sexes.get(entity)
        if known is None:
            word = self._entities[entity].name.split(" ")[0].lower()
            given = lx.lexicon().flags.get(word, 0) & lx.GIVEN
            known = MAN if given == lx.GIVEN_M else WOMAN if given == lx.GIVEN_F else EITHER
            self._sexes[entity] = known
        return known

    def _learn(self) -> None:
        """Note what titles tell."""
        self._sexes[-1] = EITHER
        for mention in self._mentions:
            if mention.kind == "name":
                title = _TITLE.search(self._text[max(0, mention.start - 6) : mention.start])
                if title:
                    self._sexes[mention.entity] = _TITLES[title.group(1)]
