"""Names in running text: sequences of capitalised words, cut where one name ends.

A sequence is cut at posts ("Vela CEO Jane Orr" holds two names) and trimmed of what only the start
of a sentence or English spelling capitalised. A word that opens a sentence is flagged as such:
whether it is a name, the rest of the article decides (`resolve_ambiguous_names`).
"""

from __future__ import annotations

from dataclasses import dataclass

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import (
    CLITICS,
    LOWER_LEGAL,
    QUOTES,
    STOPPED,
    STRONG_LEGAL,
    VERSION,
    CapitalisedSpans,
    is_dotted,
)
from factpack.extract.names.known import KnownName
from factpack.extract.text.flagged_tokens import FlaggedText

_INNER_LEGAL = word_list("names", "names.inner_legal")
"""Legal forms that no name goes on after."""
_SHORTEST_CREDIT = 4
"""Letters of a word in capitals that may be a credit before a name."""
_FEAST_ENDS = frozenset(["eve", "day", "year", "years"])
_UNITS = word_list("names", "names.units")
_SIZES = word_list("names", "names.sizes")
"""Units before what is sold by them: "the 30GB Orbit"."""
_ORDINALS = word_list("names", "names.ordinals")
_GENTLE = word_list("names", "names.gentle")
"""Honorifics that are common words as well: titles only before what is a person's name."""
_NUMERALS = word_list("names", "names.numerals")
_BARE = frozenset(["a", "an", "i", "no"])
_OF_NOUN = lx.WEAK_TITLE | lx.ROLE_LOWER | lx.PERSON_NOUN
"""What "of" after it shows to be a post or a common noun."""
_FOR_NOW = frozenset(["acting", "interim"])
_WHOLE = frozenset(["staff", "police"])
"""What a chief is of in a title: "Chief of Staff Jane Orr"."""
_SIDES = frozenset(["majority", "minority"])
_TITLE_WORDS = 6
"""Words of the longest title before a name: "Deputy Assistant Chief Financial Officer"."""
_PERSON_WORDS = 4
_TITLE = lx.ROLE | lx.LEGAL
_TITLE_NOUN = lx.COMMON | lx.ROLE


@dataclass(slots=True, eq=False)
class Name:
    """A name as it stands in the text.

    Attributes:
        first: number of its first token.
        last: number of its last token.
        start: offset of its first character.
        end: offset after its last.
        words: its words in lower case, without stops and commas.
        initial: opens a sentence, so that its capital proves nothing.
        role_before: a post or an honorific stands right before it.
        honorific: that is an honorific.
        role_after: a post stands right after it.
        known: the curated name that it is, or None.
    """

    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    initial: bool = False
    role_before: bool = False
    honorific: bool = False
    role_after: bool = False
    known: KnownName | None = None


class NameFinder:
    """Finds the names of one article, sentence by sentence."""

    def __init__(self, flagged: FlaggedText) -> None:
        """Read a flagged article."""
        self._m = flagged
        self._words, self._lower = flagged.words, flagged.lower
        self._starts, self._ends = flagged.starts, flagged.ends
        self._flags, self._cap = flagged.flags, flagged.cap
        self._spans = CapitalisedSpans(flagged)
        words = lx.lexicon()
        self._known = words.flags
        self._places = words.places
        self._anew = words.classes["sentence_opener"]
        self._agencies = words.classes["photo_agency"]
        self._feast = words.classes["feast_word"]
        self._buttons = words.classes["share_button"]
        self._furniture = words.classes["furniture"]
        self._closing = words.classes["closing_function"]
        self._states = words.classes["us_state"]
        self._portfolios = words.classes["portfolio"]
        self._parties = words.classes["party"]
        self._office_heads = words.classes["office_head"]
        self._lone_titles = words.classes["lone_title"]

    def in_sentence(self, first: int, end: int, out: list[Name]) -> None:
        """Append the names of the tokens `[first, end)` of a sentence in ordinary spelling."""
        words, cap = self._words, self._m.cap
        done = first
        for at in range(first, end):
            if at < done or not cap[at] or words[at] in CLITICS or self._is_handle(at):
                continue
            before = words[at - 1]
            # Behind a date a caption begins: "23 November 2017 Shoppers pass a sign".
            initial = at == first or before in QUOTES or before == ":" or self._ends_date(at - 1)
            run = [at] if self._spans.stands_alone(at, end) else self._spans.grow(at, end)
            done = run[-1] + 1
            if len(run) == 1:
                self._emit_word(at, initial, False, False, False, out)
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

    # -- cutting -------------------------------------------------------------------------------

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
            if flag & lx.HONORIFIC and i + 1 < size and self._is_honorific(run, i):
                if part:
                    self._emit(part, initial, role, honorific, False, out)
                i += 2 if lower[run[i + 1]] == "." else 1
                part, role, honorific, initial = [], True, True, False
                continue
            if length := self._role_at(run, i):
                # "Vela Chief Executive Officer Jane Orr", "President of the Vela Group".
                if part:
                    self._emit(part, initial, role, honorific, True, out)
                part, role, honorific, initial = [], True, False, False
                i += length
                if i < size and lower[run[i]] in ("of", "for", "and", "&", "."):
                    role = lower[run[i]] not in ("of", "for")
                    i += 2 if i + 1 < size and lower[run[i + 1]] == "the" else 1
                continue
            if part and lower[token] in self._agencies and i == size - 1 and len(part) > 0:
                # "his action in Afghanistan Reuters": the credit of a picture.
                if flags[part[-1]] & (lx.PLACE | lx.COMMON | lx.SURNAME):
                    self._emit(part, initial, role, honorific, False, out)
                    part, role, honorific, initial = [], False, False, False
            if initial and part and self._ends_capitals(part, token):
                # "GETTY Jane Orr waves", "CLOSE Jane Orr says": a credit or a button before it.
                if not all(flags[t] & lx.COMMON for t in part):
                    self._emit(part, initial, role, honorific, False, out)
                part = []
            if part and flag & lx.FUNCTION and self._opens_anew(token, part[-1]):
                # "GETTY The launch", "Crowded Place in the Milky Way This image shows"
                self._emit(part, initial, role, honorific, False, out)
                part, role, honorific, initial = [], False, False, True
            if part and self._starts_person(run, i, part):
                # "president of the Vela Group Jane Orr", "Vela Inc. Jane Orr"
                self._emit(part, initial, role, honorific, False, out)
                part, role, honorific, initial = [], True, False, False
            part.append(token)
            i += 1
        if part:
            self._emit(part, initial, role, honorific, False, out)

    def _ends_capitals(self, part: list[int], token: int) -> bool:
        """Whether words in capitals end before a word in ordinary spelling that is no firm's."""
        words, flag = self._words, self._flags[token]
        return (
            words[token].istitle()
            and not flag & (lx.COMMON | lx.ORG_WORD | lx.LEGAL | lx.ROLE)
            and all(words[t].isupper() and len(words[t]) >= _SHORTEST_CREDIT for t in part)
        )

    def _opens_anew(self, token: int, before: int) -> bool:
        """Whether a function word with a capital opens a sentence that no stop parts off."""
        word = self._words[token]
        if not word.istitle() or len(word) == 1 or self._lower[token] not in self._anew:
            return False
        return word != "The" or self._words[before].isupper()

    def _starts_person(self, run: list[int], i: int, part: list[int]) -> bool:
        """Whether a person's name starts at `i`, right after that of an organisation or country."""
        m = self._m
        flags, lower = m.flags, m.lower
        last = part[-2] if m.words[part[-1]] == "." and len(part) > 1 else part[-1]
        if lower[last] in _INNER_LEGAL and lower[run[i]] not in STRONG_LEGAL:
            return True
        rest = len(run) - i
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
        head, tail = flags[run[i]], flags[run[-1]]
        if head & lx.LEGAL or not m.cap[run[-1]]:
            return False
        if tail & (lx.ORG_WORD | lx.PLACE_WORD) or head & lx.ORG_WORD:
            return False
        country = tuple(lower[t] for t in part) in self._places or flags[last] & lx.MAJOR_PLACE
        if country and not (head | tail) & lx.EMPTY and (rest == 2 or head & lx.GIVEN):
            return True
        is_given = head & lx.GIVEN and not head & (lx.COMMON | lx.PLACE)
        return bool(is_given) and not (flags[last] & lx.GIVEN and not flags[last] & lx.COMMON)

    def _is_honorific(self, run: list[int], i: int) -> bool:
        after = run[i + 1]
        if self._m.lower[run[i]] in _GENTLE:
            return self._m.cap[after] and bool(self._m.flags[after] & (lx.GIVEN | lx.SURNAME))
        if self._m.words[after] == ".":
            return i + 2 < len(run)
        return self._m.cap[after]

    def _role_at(self, run: list[int], i: int) -> int:
        """Number of run tokens that a post starting at `i` takes; 0 where there is none."""
        flags, lower, cap = self._m.flags, self._m.lower, self._m.cap
        flag = flags[run[i]]
        size = len(run)
        portfolio = lower[run[i]] in self._portfolios or lower[run[i]] in self._parties
        if not portfolio and not flag & (lx.ROLE | lx.ROLE_MOD | lx.WEAK_TITLE):
            return 0
        if length := self._title_before_person(run, i):
            return length
        if portfolio and not flag & (lx.ROLE | lx.ROLE_MOD | lx.WEAK_TITLE):
            # "the White House Press Secretary", "the Finance Minister"
            after = run[i + 1] if i + 1 < size else run[i]
            whole = i and lower[run[i - 1]] in ("of", "for", "and", "the", "&")
            return 0 if whole or lower[after] not in self._office_heads else 2
        if flag & lx.WEAK_TITLE and not flag & lx.ROLE_MOD:
            # "King", "Judge": a title only before a given name that is not the last word.
            after = flags[run[i + 1]] if i + 2 < size else 0
            given = after & lx.GIVEN and not after & lx.COMMON
            return 1 if given and (i == 0 or size > 3) else 0
        j = i
        while j < size and flags[run[j]] & lx.ROLE_MOD and not flags[run[j]] & lx.ROLE:
            j += 1
        heads = j
        while j < size and flags[run[j]] & lx.ROLE and cap[run[j]]:
            j += 1
        if j > heads:
            if j < size and lower[run[j]] in ("general", "emeritus", "elect"):
                j += 1
            if not i and j < size and flags[run[j]] & lx.ORG_HEAD and flags[run[j]] & lx.ORG_WORD:
                return 0  # "Vela's Advisor Council"
            if i and j < size and cap[run[j]]:
                # "Orrin Developer Program": what a common noun follows is part of a name.
                after = flags[run[j]]
                if (
                    after & lx.COMMON
                    and not after & (lx.GIVEN | lx.SURNAME | lx.ROLE_MOD)
                    and not self._calls_person(run, j, flag)
                ):
                    return 0
            return j - i
        if j - i >= 2 and lower[run[i]] == "chief" and lower[run[i + 1]] == "executive":
            return 2
        if lower[run[i]] in ("former", "ex") and i + 1 < size:
            return 1
        # "Acting U.S. Attorney Jane Orr"
        titled = any(flags[t] & (lx.ROLE | lx.WEAK_TITLE) for t in run[i + 1 :])
        return 1 if not i and lower[run[i]] in _FOR_NOW and titled else 0

    def _calls_person(self, run: list[int], j: int, flag: int) -> bool:
        """Whether a post in capitals stands before two words of a person: "CEO Hock Orr"."""
        person = len(run) == j + 2 and not self._m.flags[run[-1]] & lx.COMMON
        return person and bool(flag & lx.ACRONYM)

    def _title_before_person(self, run: list[int], i: int) -> int:
        """Number of run tokens of a title at `i` that a person's name closes the run after.

        "Minority Leader Jane Orr", "Finance Minister Jane Orr", "Chief Orr", where the words alone
        may as well be part of a name: "Chief", "Leader", "Finance". What "of" leads to is whole:
        "Ministry of Finance Director".
        """
        flags, lower, cap = self._m.flags, self._m.lower, self._m.cap
        if i and lower[run[i - 1]] in ("of", "for", "and", "the", "&"):
            return 0
        size, j = len(run), i
        title = lx.ROLE | lx.ROLE_MOD | lx.WEAK_TITLE
        while j < size and cap[run[j]] and j - i < _TITLE_WORDS:
            flag = flags[run[j]]
            party = lower[run[j]] in self._parties
            if not (flag & title or lower[run[j]] in self._portfolios or party):
                break
            j += 1
        while j > i and not self._heads_title(run, i, j - 1):
            j -= 1
        if j == i or not (self._is_person(run, j) or self._is_surely_person(run, i, j)):
            return 0
        if lower[run[j - 1]] not in self._office_heads and any(
            lower[t] in self._portfolios and not flags[t] & title for t in run[i:j]
        ):
            return 0  # "Vela Energy CEO Jane Orr"
        return j - i

    def _heads_title(self, run: list[int], i: int, last: int) -> bool:
        """Whether the word at `last` may end a title that begins at `i`."""
        flag, low = self._m.flags[run[last]], self._m.lower[run[last]]
        if last > i and flag & (lx.ROLE | lx.WEAK_TITLE):
            return True
        return low in self._lone_titles and (i > 0 or len(run) > last + 1)

    def _is_surely_person(self, run: list[int], i: int, j: int) -> bool:
        """Whether a title that nothing else has leads to two words: "Chief Executive Officer"."""
        lower, flags = self._m.lower, self._m.flags
        whole = j - i > 2 and lower[run[i]] == "chief" and lower[run[j - 1]] == "officer"
        bare = not any(flags[t] & (lx.ORG_WORD | lx.LEGAL | lx.ROLE) for t in run[j:])
        return whole and bare and 0 < len(run) - j <= _PERSON_WORDS

    def _is_person(self, run: list[int], j: int) -> bool:
        """Whether what is left of a run from `j` on is a person's name by its words."""
        flags, cap = self._m.flags, self._m.cap
        rest = [flags[t] for t in run[j:] if cap[t]]
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
        return bool(known or (rest[-1] & lx.SURNAME and not rest[0] & (lx.COMMON | lx.PLACE)))

    # -- trimming ------------------------------------------------------------------------------

    def _emit(
        self,
        part: list[int],
        initial: bool,
        role_before: bool,
        honorific: bool,
        role_after: bool,
        out: list[Name],
    ) -> None:
        """Trim a part of a run and append it where a name is left."""
        m = self._m
        first, last = 0, len(part) - 1
        if not last:
            self._emit_word(part[0], initial, role_before, honorific, role_after, out)
            return
        while first <= last and self._opens_not(part, first, last, initial):
            first += 1
        while last > first and self._closes_not(part, last):
            last -= 1
        if last < first:
            return
        kept = part[first : last + 1]
        if len(kept) == 1:
            if not self._names_alone(kept[0], role_before):
                return
        else:
            if m.lower[kept[-1]] in _FEAST_ENDS and all(m.lower[t] in self._feast for t in kept):
                return  # "New Year's Eve", "Christmas Day"
            if all(m.lower[t] in self._furniture for t in kept):
                return  # "Sign Up", "Continue Reading"
            blank = lx.EMPTY | lx.ROLE | lx.ROLE_MOD
            if m.lower[kept[-1]] in self._lone_titles:
                blank |= lx.WEAK_TITLE  # "Assistant Chief Constable"
            if all(m.flags[t] & blank or not m.cap[t] for t in kept):
                return
            if self._is_ordinal(kept[0] - 1, kept[0]):
                kept.insert(0, kept[0] - 1)
        out.append(
            Name(
                kept[0],
                kept[-1],
                m.starts[kept[0]],
                m.ends[kept[-1]],
                tuple([m.lower[t] for t in kept if m.words[t] not in (".", ",")]),
                initial and not first,
                role_before,
                honorific,
                role_after,
            )
        )

    def _emit_word(
        self,
        token: int,
        initial: bool,
        role_before: bool,
        honorific: bool,
        role_after: bool,
        out: list[Name],
    ) -> None:
        """Append a single word where it may be a name."""
        if self._flags[token] & lx.FUNCTION or not self._names_alone(token, role_before):
            return
        start, end = self._starts[token], self._ends[token]
        words = (self._lower[token],)
        out.append(
            Name(token, token, start, end, words, initial, role_before, honorific, role_after)
        )

    def _opens_not(self, part: list[int], first: int, last: int, initial: bool) -> bool:
        """Whether the token `part[first]` is no part of the name that `part[last]` closes."""
        m = self._m
        token = part[first]
        flag = m.flags[token]
        if not m.cap[token]:
            return True
        if first == last:
            return bool(flag & lx.FUNCTION)
        if flag & lx.FUNCTION:
            if m.lower[token] in _NUMERALS and m.flags[part[last]] & lx.ORG_WORD:
                # "First Home Mortgage Corporation"
                return not all(m.flags[t] & lx.COMMON for t in part[first + 1 : last + 1])
            return initial or m.lower[token] in _BARE
        if m.words[token][0].isdigit() and m.lower[token].lstrip("0123456789.,") in _SIZES:
            return True
        if initial and self._opens_only(flag, part[first + 1 : last + 1]):
            return True
        if initial and self._describes(token, m.flags[part[first + 1]]):
            return True
        if self._ends_title(token):
            return True
        if flag & lx.CALENDAR:
            return not flag & lx.MAYBE_CALENDAR
        if flag & lx.DEMONYM:
            rest = m.flags[part[first + 1]]
            if rest & (lx.COMMON | lx.ORG_WORD | lx.DEMONYM):
                return False
            if rest & lx.GIVEN and m.flags[part[last]] & lx.ORG_WORD:
                return False
            return tuple(m.lower[t] for t in part[first : last + 1]) not in self._places
        return False

    def _describes(self, token: int, after: int) -> bool:
        """Whether a common noun at the start of a sentence says what the name after it is.

        "Mathematician Jane Orr", "Siblings Jane and Tom Orr", "Chipmaker Zentrix"; not "Bank
        Zentria".
        """
        flag = self._flags[token]
        if flag & lx.PLURAL:
            flag |= self._known.get(self._lower[token][:-1], 0) & lx.PERSON_NOUN
        if flag & (lx.GIVEN | lx.ORG_HEAD):
            return False
        if flag & (lx.PERSON_NOUN | lx.ROLE_LOWER):
            if self._cap[token + 1 : token + 4] == [True, True, False]:
                two = after | self._flags[token + 2]
                if not two & (lx.COMMON | lx.ORG_WORD | lx.PLACE_WORD | lx.PLACE | lx.EMPTY):
                    return True  # "Author Zentra Orrin": two words that only names are
            return bool(after & lx.GIVEN and not after & lx.COMMON)
        return bool(flag & lx.ORG_NOUN) and not after & (lx.COMMON | lx.ORG_WORD)

    def _opens_only(self, flag: int, rest: list[int]) -> bool:
        """Whether a word at the start of a sentence is no part of the name that follows."""
        flags = self._m.flags
        if flag & lx.OPENER:
            return True
        if flag & (lx.NOUN | lx.ADJECTIVE | lx.PLURAL | lx.GIVEN):
            return False
        if flag & (lx.PAST | lx.ADVERB):
            return True
        if not flag & (lx.GERUND | lx.VERB):
            return False
        # "Leading Edge", "Entitle Direct Group": all common nouns make a name of their own.
        if flags[rest[-1]] & lx.PLURAL:
            return True
        return not all(flags[i] & (lx.COMMON | lx.ORG_WORD) for i in rest)

    def _closes_not(self, part: list[int], last: int) -> bool:
        """Whether the token `part[last]` is no part of the name before it."""
        m = self._m
        token = part[last]
        word = m.words[token]
        if not m.cap[token]:
            if word == ".":
                before = m.words[part[last - 1]]
                return not (before.lower() in STOPPED or is_dotted(before) or len(before) == 1)
            return not (VERSION.fullmatch(word) or word in LOWER_LEGAL or word in "+!")
        if m.lower[token] in self._closing and word.istitle():
            return True
        if m.lower[token] == "chief" and m.lower[token + 1 : token + 2] == ["of"]:
            return not _WHOLE.isdisjoint(m.lower[token + 2 : token + 3])
        if m.lower[token] in _SIDES and token + 1 < len(m.words) and not m.cap[token + 1]:
            return bool(m.flags[token + 1] & lx.WEAK_TITLE)  # "Senate Majority leader"
        # "Vela GPUs": an abbreviated common noun in the plural.
        return bool(m.flags[token] & lx.ACRONYM) and len(word) > 2 and word[-1] == "s"

    def _names_alone(self, token: int, role_before: bool) -> bool:
        """Whether a single word may be a name."""
        words, lower = self._words, self._lower
        word, low, flag = words[token], lower[token], self._flags[token]
        if len(word) == 1 or low == "ex" or self._ends_title(token):
            return False
        if low in _FEAST_ENDS and token and self._ends_feast(token - 1):
            return False
        if low in self._states and self._is_state(token):
            return True
        if low[-1] == "s" and self._known.get(low[:-1], 0) & lx.DEMONYM:
            return False  # "Americans": people, no name of one
        if flag & lx.EMPTY and not (flag & lx.MAYBE_CALENDAR and role_before):
            return False
        after = token + 1
        closed = after >= len(words)
        if flag & _OF_NOUN and not closed and lower[after] == "of":
            return False
        if low == "board" and not role_before:
            return False
        if flag & _TITLE and not role_before and flag & _TITLE_NOUN:
            return False
        if word[0].isdigit() and low.lstrip("0123456789.,") in _UNITS:
            return False
        if flag & lx.ORG_NOUN and flag & lx.COMMON and word.istitle() and not role_before:
            # "the Company": a description.
            if token and lower[token - 1] in ("the", "our", "this"):
                return False
        # "US$"
        return closed or words[after] not in "$€£¥" or self._starts[after] != self._ends[token]

    def _ends_title(self, token: int) -> bool:
        """Whether a word ends "Chief of Staff"."""
        before = self._lower[max(0, token - 2) : token]
        return self._lower[token] in _WHOLE and before == ["chief", "of"]

    def _ends_feast(self, before: int) -> bool:
        """Whether "Eve" or "Day" after token `before` ends a feast's name: "New Year's Eve"."""
        possessive = self._words[before] in CLITICS or self._words[before] in "'’"
        return possessive or self._lower[before] in self._feast

    def _is_state(self, token: int) -> bool:
        """Whether a word is a state's abbreviation: "Orrville, OH", "Orrville, Wis."."""
        m = self._m
        before = token - 1
        after = token + 1
        stopped = after < len(m.words) and m.words[after] == "."
        if before < 1 or not (m.words[token].isupper() or stopped):
            return False
        return m.words[before] == ")" or (m.words[before] == "," and m.cap[before - 1])

    def _is_ordinal(self, before: int, first: int) -> bool:
        """Whether an ordinal number right before a name belongs to it: "10th Battalion"."""
        m = self._m
        return (
            before >= 0
            and m.words[before][0].isdigit()
            and m.lower[before][-2:] in _ORDINALS
            and bool(m.flags[first] & (lx.COMMON | lx.ORG_WORD))
            and m.starts[first] - m.ends[before] == 1
        )
