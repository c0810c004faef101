"""Posts and honorifics inside sequences of capitalised words: "Vela CEO Jane Orr"."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.types.form import is_strange
from factpack.extract.text.doc import Doc

_GENTLE = word_list("names", "titles.gentle")
"""Honorifics that are common words as well: titles only before what is a person's name."""
_AFTER_POST = word_list("names", "titles.after_post")
_FOR_NOW = word_list("names", "titles.for_now")
_TITLE_WORDS = 6
"""Words of the longest title before a name: "Deputy Assistant Chief Financial Officer"."""
_PERSON_WORDS = 4


class Titles:
    """Finds titles in the sequences of one article."""

    def __init__(self, flagged: Doc) -> None:
        """Read a flagged article."""
        self._m = flagged
        classes = lx.lexicon().classes
        self._portfolios = classes["portfolio"]
        self._parties = classes["party"]
        self._office_heads = classes["office_head"]
        self._lone_titles = classes["lone_title"]

    def is_honorific(self, run: list[int], at: int) -> bool:
        """Whether the honorific at `at` stands before what is a name."""
        after = run[at + 1]
        if self._m.lower[run[at]] in _GENTLE:
            return self._m.cap[after] and bool(self._m.flags[after] & (lx.GIVEN | lx.SURNAME))
        if self._m.words[after] == ".":
            return at + 2 < len(run)
        return self._m.cap[after]

    def length_at(self, run: list[int], at: int) -> int:
        """Number of run tokens that a post starting at `at` takes; 0 where there is none."""
        flags, lower, cap = self._m.flags, self._m.lower, self._m.cap
        flag = flags[run[at]]
        size = len(run)
        portfolio = lower[run[at]] in self._portfolios or lower[run[at]] in self._parties
        if not portfolio and not flag & (lx.ROLE | lx.ROLE_MOD | lx.WEAK_TITLE):
            return 0
        if length := self._title_before_person(run, at):
            return length
        if portfolio and not flag & (lx.ROLE | lx.ROLE_MOD | lx.WEAK_TITLE):
            # "the White House Press Secretary", "the Finance Minister"
            after = run[at + 1] if at + 1 < size else run[at]
            whole = at and lower[run[at - 1]] in ("of", "for", "and", "the", "&")
            return 0 if whole or lower[after] not in self._office_heads else 2
        if flag & lx.WEAK_TITLE and not flag & lx.ROLE_MOD:
            # "King", "Judge": a title only before a given name that is not the last word.
            after = flags[run[at + 1]] if at + 2 < size else 0
            given = after & lx.GIVEN and not after & lx.COMMON
            return 1 if given and (at == 0 or size > 3) else 0
        j = at
        while j < size and flags[run[j]] & lx.ROLE_MOD and not flags[run[j]] & lx.ROLE:
            j += 1
        heads = j
        while j < size and flags[run[j]] & lx.ROLE and cap[run[j]]:
            j += 1
        if j > heads:
            if j < size and lower[run[j]] in _AFTER_POST:
                j += 1
            if not at and j < size and flags[run[j]] & lx.ORG_HEAD and flags[run[j]] & lx.ORG_WORD:
                return 0  # "Vela's Advisor Council"
            if at and j < size and cap[run[j]]:
                # "Orrin Developer Program": what a common noun follows is part of a name.
                after = flags[run[j]]
                common = after & lx.COMMON and not after & (lx.GIVEN | lx.SURNAME | lx.ROLE_MOD)
                if common and not self._calls_person(run, j, flag):
                    return 0
            return j - at
        if j - at >= 2 and lower[run[at]] == "chief" and lower[run[at + 1]] == "executive":
            return 2
        # "Acting U.S. Attorney Jane Orr"
        titled = any(flags[t] & (lx.ROLE | lx.WEAK_TITLE) for t in run[at + 1 :])
        return 1 if not at and lower[run[at]] in _FOR_NOW and titled else 0

    def _calls_person(self, run: list[int], at: int, flag: int) -> bool:
        """Whether a post in capitals stands before two words of a person: "CEO Hock Orr"."""
        person = len(run) == at + 2 and not self._m.flags[run[-1]] & lx.COMMON
        return person and bool(flag & lx.ACRONYM)

    def _title_before_person(self, run: list[int], at: int) -> int:
        """Number of run tokens of a title at `at` that a person's name closes the run after.

        "Minority Leader Jane Orr", "Finance Minister Jane Orr", "Chief Orr", where the words alone
        may as well be part of a name: "Chief", "Leader", "Finance". What "of" leads to is whole:
        "Ministry of Finance Director".
        """
        flags, lower, cap = self._m.flags, self._m.lower, self._m.cap
        if at and lower[run[at - 1]] in ("of", "for", "and", "the", "&"):
            return 0
        size, j = len(run), at
        title = lx.ROLE | lx.ROLE_MOD | lx.WEAK_TITLE
        while j < size and cap[run[j]] and j - at < _TITLE_WORDS:
            flag = flags[run[j]]
            party = lower[run[j]] in self._parties
            if not (flag & title or lower[run[j]] in self._portfolios or party):
                break
            j += 1
        while j > at and not self._heads_title(run, at, j - 1):
            j -= 1
        if j == at or not (self._is_person(run, j) or self._is_surely_person(run, at, j)):
            return 0
        if lower[run[j - 1]] not in self._office_heads and any(
            lower[t] in self._portfolios and not flags[t] & title for t in run[at:j]
        ):
            return 0  # "Vela Energy CEO Jane Orr"
        return j - at

    def _heads_title(self, run: list[int], at: int, last: int) -> bool:
        """Whether the word at `last` may end a title that begins at `at`."""
        flag, low = self._m.flags[run[last]], self._m.lower[run[last]]
        if last > at and flag & (lx.ROLE | lx.WEAK_TITLE):
            return True
        return low in self._lone_titles and (at > 0 or len(run) > last + 1)

    def _is_surely_person(self, run: list[int], at: int, token: int) -> bool:
        """Whether a title that nothing else has leads to two words: "Chief Executive Officer"."""
        lower, flags = self._m.lower, self._m.flags
        whole = token - at > 2 and lower[run[at]] == "chief" and lower[run[token - 1]] == "officer"
        bare = not any(flags[t] & (lx.ORG_WORD | lx.LEGAL | lx.ROLE) for t in run[token:])
        return whole and bare and 0 < len(run) - token <= _PERSON_WORDS

    def _is_person(self, run: list[int], at: int) -> bool:
        """Whether what is left of a run from `at` on is a person's name by its words."""
        flags, cap = self._m.flags, self._m.cap
        rest = [flags[t] for t in run[at:] if cap[t]]
        if not rest or len(rest) > _PERSON_WORDS:
            return False
        no_person = lx.ORG_WORD | lx.PLACE_WORD | lx.PRODUCT_WORD | lx.LEGAL | lx.ROLE | lx.EMPTY
        if rest[-1] & no_person and not rest[-1] & lx.SURNAME:
            return False
        known = rest[0] & lx.GIVEN and not rest[0] & lx.PLACE
        if len(rest) == 1:
            return bool(rest[0] & lx.SURNAME and not rest[0] & (lx.COMMON | lx.PLACE))
        if rest[0] & lx.COMMON and not rest[-1] & lx.SURNAME and rest[-1] & lx.COMMON:
            return False
        if len(rest) == 2 and all(is_strange(t, self._m) for t in run[at:]):
            return True  # "General Xarl Zentok"
        return bool(known or (rest[-1] & lx.SURNAME and not rest[0] & (lx.COMMON | lx.PLACE)))
