"""Sequences of words that may be one name.

A sequence grows over capitalised words, over initials and abbreviations with their stops, over
"&", over the small words of names ("de", "van"), over "of", "for", "on" and "and" after nouns that
take them ("Bank of", "Council on", "Department of Trade and"), over a legal form after a comma,
and over the number of a model ("Zentrix 7").
"""

from __future__ import annotations

import re

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.text.doc import Doc

QUOTES = frozenset("\"'“”‘’«»‹›„`")
POSSESSIVE = word_list("names", "capitalised_spans.possessive")
CLITICS = frozenset(mark + end for mark in "'’" for end in ("s", "S", "ll", "re", "ve", "d", "m"))
STRONG_LEGAL = word_list("names", "capitalised_spans.strong_legal")
"""Legal forms, and "Jr.", that a comma may part from the name."""
LOWER_LEGAL = word_list("names", "capitalised_spans.lower_legal")
"""Legal forms that are written in lower case as well."""
STOPPED = word_list("names", "capitalised_spans.stopped")
"""Abbreviations whose stop belongs to them."""
PARTICLES = word_list("names", "capitalised_spans.particles")
"""Small words inside names, and before surnames: "de la", "van", "al"."""
_COUNTED = word_list("names", "capitalised_spans.counted")
"""What a number counts where it is no model's."""
_CLOSES_FIRM = word_list("names", "capitalised_spans.closes_firm")
_OFFICES = word_list("names", "capitalised_spans.offices")
_RELATIONAL = (
    lx.GIVEN | lx.SURNAME | lx.ROLE_LOWER | lx.WEAK_TITLE | lx.EMPTY | lx.ROLE_MOD | lx.PERSON_NOUN
)
_INNER = frozenset(["for", "and"])
_UNIT_ENDS = word_list("names", "capitalised_spans.unit_ends")
_PARTS = word_list("names", "capitalised_spans.parts")
"""Nouns whose "of" leads to another thing: "Subsidiary of Vela"."""
PURPOSE = word_list("names", "capitalised_spans.purpose")
"""Words by which an institution says what it is for: "Centre for", "Council on"."""
_INSTITUTE_ENDS = word_list("names", "capitalised_spans.institute_ends")
_SHARED = word_list("names", "capitalised_spans.shared")
"""What two names share more often than they make one: "the Treasury and Justice Department"."""
_JOINING = PARTICLES | LOWER_LEGAL | QUOTES | PURPOSE | frozenset(["and", "in", *".,&+!/"])
"""Words and marks that may belong to a name though they have no capital."""
VERSION = re.compile(r"\d+|\d{1,2}(?:\.\d{1,2}){1,2}")
"""Numbers of models: "7", "3.5", "4.0.1"."""
_LONGEST = 40
"""Tokens of a sequence; no name is as long, but text in capitals is."""


def is_dotted(word: str) -> bool:
    """Whether a word has stops between letters ("U.S") and does not end like an address does."""
    return "." in word and not word.rpartition(".")[2].islower()


class CapitalisedSpans:
    """Grows sequences in one article."""

    def __init__(self, flagged: Doc) -> None:
        """Read a flagged article."""
        self._m = flagged
        classes = lx.lexicon().classes
        self._and_last = classes["and_last"]
        self._for_heads = classes["for_head"]
        self._known = lx.lexicon().flags

    def stands_alone(self, at: int, end: int) -> bool:
        """Whether nothing of the kind that may go on a name follows `at`; `grow` is not needed."""
        k = at + 1
        if k >= end:
            return True
        m = self._m
        if m.cap[k]:
            return m.starts[k] - m.ends[at] > 1
        low = m.lower[k]
        return low not in _JOINING and not low[0].isdigit()

    def grow(self, at: int, end: int) -> list[int]:
        """Tokens from `at`, which has a capital, that may be one name; none at or after `end`."""
        m = self._m
        cap, words, lower, starts, ends = m.cap, m.words, m.lower, m.starts, m.ends
        run = [at]
        j = at
        while (k := j + 1) < end and starts[k] - ends[j] <= 1 and len(run) < _LONGEST:
            if cap[k]:
                if words[k] in CLITICS:
                    break
                run.append(k)
                j = k
                continue
            low = lower[k]
            taken = self._join(run, k, end) if low in _JOINING or low[0].isdigit() else 0
            if not taken:
                break
            run.extend(range(k, k + taken))
            j = k + taken - 1
        return run

    def _join(self, run: list[int], at: int, end: int) -> int:
        """Number of tokens from `at`, which has no capital, that belong to the name; 0 to stop."""
        m = self._m
        cap, lower = m.cap, m.lower
        last = run[-1]
        low = lower[at]
        after = at + 1
        if not low[0].isalnum():
            return self._join_sign(run, at, end)
        if low == "of":
            step = after + 1 if after < end and lower[after] == "the" else after
            return step - at + 1 if step < end and cap[step] and self._takes_of(run, step) else 0
        if low in PARTICLES:
            step = after + 1 if after < end and lower[after] in PARTICLES else after
            fits = step < end and cap[step] and not m.flags[last] & (lx.FUNCTION | lx.ROLE)
            return step - at + 1 if fits else 0
        if low in PURPOSE:
            step = after + 1 if after < end and lower[after] == "the" else after
            fits = step < end and cap[step]
            if fits and low == "for" and self._is_for_place(run, step):
                return step - at + 1
            # "Centre for Research on Water": what it is for may be said in two steps.
            again = low != "for" and self._has_purpose(run)
            fits = fits and (lower[last] in self._for_heads or again)
            fits = fits and bool(m.flags[step] & (lx.COMMON | lx.DEMONYM))
            return step - at + 1 if fits and not m.flags[step] & lx.CALENDAR else 0
        if low == "in":
            # "Institute for Research in the Amazon"
            fits = after + 1 < end and lower[after] == "the" and cap[after + 1]
            return 3 if fits and self._has_purpose(run) else 0
        if low == "and":
            return 2 if after < end and cap[after] and self._takes_and(run, at, end) else 0
        if low in LOWER_LEGAL:
            return 1
        return 1 if VERSION.fullmatch(low) and self._takes_number(run, at, end) else 0

    def _join_sign(self, run: list[int], at: int, end: int) -> int:
        """As `_join`, for a mark."""
        m = self._m
        cap, words = m.cap, m.words
        word, after, last = words[at], at + 1, run[-1]
        glued = m.starts[at] == m.ends[last]
        if word == ".":
            if not self._takes_stop(last) or (after >= end and len(words[last]) == 1):
                return 0
            return 1
        if word == ",":
            return 1 if self._is_legal(after, end) or self._is_listed(run, after, end) else 0
        if word == "&":
            return 2 if after < end and cap[after] else 0
        if word == "+":
            return 1 if glued else 0
        if word == "!":
            return 1 if glued and after < end and words[after] not in QUOTES else 0
        if word == "/":
            return 2 if words[last] == "A" and after < end and words[after] == "S" else 0
        return 4 if word in QUOTES and at + 3 < end and self._is_nickname(last, at) else 0

    def _takes_stop(self, at: int) -> bool:
        """Whether a stop after token `at` belongs to it."""
        word = self._m.words[at]
        if len(word) == 1:
            return word.isupper()
        return self._m.lower[at] in STOPPED or is_dotted(word)

    def _is_legal(self, at: int, end: int) -> bool:
        return at < end and self._m.cap[at] and self._m.lower[at] in STRONG_LEGAL

    def _is_nickname(self, given: int, mark: int) -> bool:
        """Whether a quotation mark at `mark` opens the nickname in 'Jane "Jay" Orr'."""
        m = self._m
        return bool(m.flags[given] & lx.GIVEN) and m.cap[mark + 1] and m.words[mark + 2] in QUOTES

    def _has_purpose(self, run: list[int]) -> bool:
        """Whether a common noun says what an institution is for: "Institute for Research"."""
        lower = self._m.lower
        return bool(self._m.flags[run[-1]] & lx.COMMON) and any(
            lower[i] in self._for_heads and lower[i + 1] in PURPOSE and lower[i + 1] != "of"
            for i in run
        )

    def _is_listed(self, run: list[int], at: int, end: int) -> bool:
        """Whether common nouns go on behind a comma: "Ministry of Education, Culture and Sport"."""
        flags, lower, cap = self._m.flags, self._m.lower, self._m.cap
        if not any(flags[i] & lx.ORG_HEAD and lower[i + 1] in PURPOSE for i in run[:-1]):
            return False
        while at < end and cap[at] and flags[at] & lx.COMMON and not flags[at] & _RELATIONAL:
            if at + 1 < end and lower[at + 1] == "and":
                return at + 2 < end and cap[at + 2] and bool(flags[at + 2] & lx.COMMON)
            at += 2 if at + 1 < end and lower[at + 1] == "," else end
        return False

    def _is_for_place(self, run: list[int], step: int) -> bool:
        """Whether a body says whom it is for: "Transport for Zentria", no common noun's "for"."""
        flags, words = self._m.flags, self._m.words
        inside = run[0] > 0 and words[run[0] - 1] not in QUOTES and words[run[0] - 1] not in ".!?:"
        nouns = all(flags[i] & lx.NOUN and not flags[i] & _RELATIONAL for i in run)
        return inside and nouns and bool(flags[step] & lx.PLACE)

    def _takes_of(self, run: list[int], after: int) -> bool:
        """Whether "of" joins what stands before it and the token `after` it into one name."""
        flags, lower = self._m.flags, self._m.lower
        j = run[-1]
        flag = flags[j]
        if flag & (lx.ROLE | lx.HONORIFIC | lx.FUNCTION):
            return False
        if lower[j] == "board":
            return bool(flags[after] & lx.COMMON and not flags[after] & lx.PLURAL)
        if flag & lx.ORG_HEAD:
            return True
        if any(lower[i] in _INNER for i in run[-3:]) or self._has_purpose(run):
            # "Association for the Advancement of Science", "Council on Uses of Land"
            return bool(flags[after] & lx.COMMON)
        # "Call of Duty": a common noun alone; "Orrin of Vela" are two names.
        return (
            len(run) == 1
            and bool(flag & (lx.NOUN | lx.PLURAL))
            and not flag & _RELATIONAL
            and lower[j] not in _PARTS
            and not flags[after] & lx.PLACE
        )

    def _takes_and(self, run: list[int], at: int, end: int) -> bool:
        """Whether "and" at `at` joins two halves of one name."""
        flags, lower = self._m.flags, self._m.lower
        after = at + 1
        left, right = flags[run[-1]], flags[after]
        both_common = self._is_common(run[-1]) and self._is_common(after)
        # "Department of Trade and Industry": after the "of" of an institution, a common noun.
        if both_common and any(
            flags[i] & lx.ORG_HEAD and lower[i + 1] in PURPOSE for i in run[-8:-1]
        ):
            return True
        last = not (after + 1 < end and self._m.cap[after + 1])
        if last and lower[after] in _CLOSES_FIRM:
            return True
        if not both_common:
            return False
        if last and len(run) > 1:
            # "Orrin Heating and Cooling", not "the Orrin Service and Bureau of Parks"
            apart = left & lx.PLURAL or lower[after + 1 : after + 2] == ["of"]
            return bool(left & right & lx.ORG_WORD) and not apart
        if last:
            return self._is_unit(run[0], after, end)
        if left & lx.PLURAL and lower[after + 1] in _OFFICES:
            return True  # "Securities and Exchange Commission"
        if self._is_after_the(run) and self._is_institute(after + 1, end):
            return True  # "The Energy and Resources Institute"
        if len(run) == 1 and left & right & lx.ADJECTIVE and not left & _RELATIONAL:
            return True  # "Social and Cultural Affairs Team"
        if left & lx.ORG_WORD:
            # "Orrin Media and Cedar Group": the first name is whole; two trades make one.
            return bool(right & lx.ORG_WORD) and lower[after + 1] in self._and_last
        # "Orrin Nursery and Land Society"
        return len(run) > 1 and lower[after + 1] in self._and_last

    def _is_common(self, token: int) -> bool:
        """Whether a word is a common one, or made of some: "Co-Operation"."""
        first, dash, last = self._m.lower[token].partition("-")
        both = self._known.get(first, 0) & self._known.get(last, 0) & lx.COMMON
        made = dash and (both or first == "co")
        return bool(self._m.flags[token] & lx.COMMON or made)

    def _is_unit(self, first: int, last: int, end: int) -> bool:
        """Whether a post stands before and an employer after: "president of X and Y at Vela"."""
        flags, lower = self._m.flags, self._m.lower
        return bool(
            first > 1
            and lower[first - 1] == "of"
            and flags[first - 2] & lx.ROLE_LOWER
            and last + 1 < end
            and lower[last + 1] in _UNIT_ENDS
        )

    def _is_after_the(self, run: list[int]) -> bool:
        """Whether a name is "the" and one word, or one word after "the"."""
        at = run[0] - (len(run) == 1)
        return len(run) <= 2 and at >= 0 and self._m.lower[at] == "the"

    def _is_institute(self, at: int, end: int) -> bool:
        """Whether what goes on at `at` ends in one institution, no department of two."""
        while at + 1 < end and self._m.cap[at + 1]:
            at += 1
        return self._m.lower[at] in (self._for_heads | _INSTITUTE_ENDS) - _SHARED

    def _takes_number(self, run: list[int], at: int, end: int) -> bool:
        """Whether the number at `at` is that of a model."""
        m = self._m
        word, last = m.words[at], run[-1]
        if len(word) == 4 and word[:2] in ("19", "20"):
            return False
        if m.flags[last] & (lx.CALENDAR | lx.FUNCTION | lx.ROLE | lx.LEGAL | lx.GIVEN):
            return False
        after = at + 1
        if after >= end:
            return True
        if m.lower[after] in _COUNTED:
            return False
        # "3,500", "7-9", "7:30"
        goes_on = after + 1 < end and m.starts[after + 1] == m.ends[at] + 1
        return not (goes_on and m.words[after] in ",./-:" and m.words[after + 1].isdigit())
