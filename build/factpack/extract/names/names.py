"""Names in running text: sequences of capitalised words, cut where one name ends.

A sequence is cut at posts ("Vela CEO Jane Orr" holds two names) and trimmed of what only the start
of a sentence or English spelling capitalised. A word that opens a sentence is flagged as such:
whether it is a name, the rest of the article decides (`resolve_ambiguous_names`).
"""

from __future__ import annotations

from bisect import bisect_left

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import (
    CLITICS,
    QUOTES,
    STRONG_LEGAL,
    CapitalisedSpans,
)
from factpack.extract.names.name import Name
from factpack.extract.names.titles import Titles
from factpack.extract.names.trimming import Trimmer
from factpack.extract.text.doc import Doc

_INNER_LEGAL = word_list("names", "names.inner_legal")
"""Legal forms that no name goes on after."""
_SHORTEST_CREDIT = 4
"""Letters of a word in capitals that may be a credit before a name."""


_BULLETS = frozenset("-–—•*·")
"""Marks before the items of a list: "- Make it easy"."""


class NameFinder:
    """Finds the names of one article, sentence by sentence."""

    def __init__(self, flagged: Doc) -> None:
        """Read a flagged article."""
        self._m = flagged
        self._words, self._lower = flagged.words, flagged.lower
        self._starts, self._ends = flagged.starts, flagged.ends
        self._flags, self._cap = flagged.flags, flagged.cap
        self._spans = CapitalisedSpans(flagged)
        self._titles = Titles(flagged)
        self._trimmer = Trimmer(flagged)
        words = lx.lexicon()
        self._places = words.places
        self._agencies = words.classes["photo_agency"]
        self._buttons = words.classes["share_button"]

    def in_sentence(self, first: int, end: int, out: list[Name]) -> None:
        """Append the names of the tokens `[first, end)` of a sentence in ordinary spelling."""
        words, capitals = self._words, self._m.capitals
        done = first
        for at in capitals[bisect_left(capitals, first) : bisect_left(capitals, end)]:
            if at < done or words[at] in CLITICS or self._is_handle(at):
                continue
            before = words[at - 1]
            # Behind a date a caption begins: "23 November 2017 Shoppers pass a sign".
            initial = at == first or before in QUOTES or before == ":" or self._ends_date(at - 1)
            initial = initial or (at == first + 1 and before in _BULLETS)
            run = [at] if self._spans.stands_alone(at, end) else self._spans.grow(at, end)
            done = run[-1] + 1
            if len(run) == 1:
                self._trimmer.emit_word(at, initial, False, False, False, out)
                continue
            for part in self._without_noise(run):
                self._cut(part, initial and part[0] == at, out)

    def _without_noise(self, run: list[int]) -> list[list[int]]:
        """What is left of a sequence without what pages glue to names.

        That is buttons in a row ("Facebook Twitter Pinterest Orrin City") and the headline of a
        picture ("ROW OVER FARES Jane Orr"), where other words stand beside them.
        """
        words, lower, flags, cap = self._words, self._lower, self._m.flags, self._m.cap
        buttons = {i for i in run if lower[i] in self._buttons}
        if not buttons and not any(words[i].isupper() and words[i + 1].isupper() for i in run[:-1]):
            return [run]
        capitals = {
            i
            for i in run
            if not cap[i] or (words[i].isupper() and len(words[i]) > 1) or words[i] == "&"
        }
        noise: set[int] = set()
        for fitting in (buttons, capitals):
            stretch: list[int] = []
            for token in [*run, -1]:
                if token in fitting:
                    stretch.append(token)
                    continue
                plain = sum(
                    bool(flags[i] & (lx.COMMON | lx.FUNCTION)) and words[i].isupper()
                    for i in stretch
                    if not flags[i] & (lx.ACRONYM | lx.ROLE)
                )
                if len(stretch) > 1 and (plain > 1 or lower[stretch[0]] in self._buttons):
                    noise.update(stretch)
                stretch = []
        if not noise or len(noise) == len(run):
            return [run]
        parts: list[list[int]] = [[]]
        for token in run:
            if token in noise:
                parts.append([])
            else:
                parts[-1].append(token)
        return [part for part in parts if any(cap[token] for token in part)]

    def _ends_date(self, at: int) -> bool:
        """Whether a day, a month and a year end at a token."""
        if at < 2 or not self._words[at].isdigit() or not self._words[at - 2].isdigit():
            return False
        return bool(self._flags[at - 1] & lx.CALENDAR)

    def _is_handle(self, at: int) -> bool:
        """Whether a word is the name of an account or a tag: "@VelaNews", "x.com/VelaDay"."""
        if not at or self._starts[at] != self._ends[at - 1]:
            return False
        before = self._words[at - 1]
        return before in "@#" or (before == "/" and at > 1 and "." in self._words[at - 2])

    def _cut(self, run: list[int], initial: bool, out: list[Name]) -> None:
        """Append the names of a run of several tokens."""
        flags, lower, cap = self._m.flags, self._m.lower, self._m.cap
        size = len(run)
        part: list[int] = []
        role = honorific = False
        i = 0
        while i < size:
            token = run[i]
            flag = flags[token]
            if not cap[token]:
                part.append(token)
                i += 1
                continue
            if flag & lx.HONORIFIC and i + 1 < size and self._titles.is_honorific(run, i):
                if part:
                    self._trimmer.emit(part, initial, role, honorific, False, out)
                i += 2 if lower[run[i + 1]] == "." else 1
                part, role, honorific, initial = [], True, True, False
                continue
            if length := self._titles.length_at(run, i):
                # "Vela Chief Executive Officer Jane Orr", "President of the Vela Group".
                if part:
                    self._trimmer.emit(part, initial, role, honorific, True, out)
                part, role, honorific, initial = [], True, False, False
                i += length
                continue
            if part and self._describes_person(run, i):
                # "Vela Network Insider Jane Orr"
                self._trimmer.emit(part, initial, role, honorific, True, out)
                part, role, honorific, initial = [], True, False, False
                i += 1
                continue
            if not i and (length := self._credit_length(run)):
                # "Getty Images Jane Orr waves", "AFP Orrin City fans": the credit before it.
                self._trimmer.emit(run[:length], initial, False, False, False, out)
                initial, i = False, length
                continue
            if part and i == size - 1 and lower[token] in self._agencies:
                # "his action in Afghanistan Reuters": the credit of a picture.
                person = lx.SURNAME if len(part) > 1 else 0
                if flags[part[-1]] & (lx.PLACE | lx.COMMON | person):
                    self._trimmer.emit(part, initial, role, honorific, False, out)
                    part, role, honorific, initial = [], False, False, False
            if initial and part and self._ends_capitals(part, token):
                # "GETTY Jane Orr waves", "CLOSE Jane Orr says": a credit or a button before it.
                if not all(flags[t] & lx.COMMON for t in part):
                    self._trimmer.emit(part, initial, role, honorific, False, out)
                part = []
            if part and self._starts_person(run, i, part):
                # "president of the Vela Group Jane Orr", "Vela Inc. Jane Orr"
                self._trimmer.emit(part, initial, role, honorific, False, out)
                part, role, honorific, initial = [], True, False, False
            part.append(token)
            i += 1
        if part:
            self._trimmer.emit(part, initial, role, honorific, False, out)

    def _credit_length(self, run: list[int]) -> int:
        """Number of tokens at the start of a sequence that credit a picture before other words."""
        if self._lower[run[0]] not in self._agencies:
            return 0
        length = 2 if self._lower[run[1]] in ("images", "news") else 1
        if len(run) - length < 2 or not all(self._cap[token] for token in run[: length + 1]):
            return 0
        return 0 if self._flags[run[-1]] & (lx.ORG_WORD | lx.LEGAL) else length

    def _describes_person(self, run: list[int], at: int) -> bool:
        """Whether the noun at `at` says what the person is whose name ends the sequence."""
        flags = self._flags
        if not flags[run[at]] & lx.PERSON_NOUN or len(run) != at + 3 or not self._cap[run[-1]]:
            return False
        given, last = flags[run[at + 1]], flags[run[-1]]
        is_name = given & lx.GIVEN and not given & (lx.COMMON | lx.PLACE)
        return bool(is_name) and not last & (lx.COMMON | lx.ORG_WORD | lx.PLACE_WORD | lx.LEGAL)

    def _ends_capitals(self, part: list[int], token: int) -> bool:
        """Whether words in capitals end before a word in ordinary spelling that is no firm's."""
        words, flag = self._words, self._flags[token]
        return (
            words[token].istitle()
            and not flag & (lx.COMMON | lx.ORG_WORD | lx.LEGAL | lx.ROLE)
            and all(words[t].isupper() and len(words[t]) >= _SHORTEST_CREDIT for t in part)
        )

    def _starts_person(self, run: list[int], at: int, part: list[int]) -> bool:
        """Whether a person's name starts at `at`, right after an organisation's or country's."""
        m = self._m
        flags, lower = m.flags, m.lower
        last = part[-2] if m.words[part[-1]] == "." and len(part) > 1 else part[-1]
        if lower[last] in _INNER_LEGAL and lower[run[at]] not in STRONG_LEGAL:
            return True
        rest = len(run) - at
        if not 2 <= rest <= 3 or not m.cap[last]:
            return False
        # After "president of" an organisation's name ends where a given name begins.
        before = part[0] - 1
        if before >= 0 and lower[before] == "the":
            before -= 1
        if (
            before < 1
            or lower[before] not in ("of", "for")
            or not flags[before - 1] & lx.ROLE_LOWER
        ):
            return False
        head, tail = flags[run[at]], flags[run[-1]]
        if head & lx.LEGAL or not m.cap[run[-1]]:
            return False
        if tail & (lx.ORG_WORD | lx.PLACE_WORD) or head & lx.ORG_WORD:
            return False
        country = tuple(lower[t] for t in part) in self._places or flags[last] & lx.MAJOR_PLACE
        if country and not (head | tail) & lx.EMPTY and (rest == 2 or head & lx.GIVEN):
            return True
        is_given = head & lx.GIVEN and not head & (lx.COMMON | lx.PLACE)
        return bool(is_given) and not (flags[last] & lx.GIVEN and not flags[last] & lx.COMMON)
