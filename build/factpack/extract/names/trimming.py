"""What belongs to a name of a sequence of capitalised words, and what only its place does."""

from __future__ import annotations

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.extract.names.capitalised_spans import (
    CLITICS,
    LOWER_LEGAL,
    STOPPED,
    VERSION,
    is_dotted,
)
from factpack.extract.names.name import Name
from factpack.extract.names.types.form import is_well_known
from factpack.extract.text.doc import Doc

_FEAST_ENDS = frozenset(["eve", "day", "year", "years"])
_POST_NOMINALS = word_list("names", "trimming.post_nominals")
"""Letters behind a person's name: seats, orders and degrees."""
_UNITS = word_list("names", "trimming.units")
_SIZES = word_list("names", "trimming.sizes")
"""Units before what is sold by them: "the 30GB Orbit"."""
_ORDINALS = word_list("names", "trimming.ordinals")
_NUMERALS = word_list("names", "trimming.numerals")
_BARE = frozenset(["a", "an", "i", "no"])
_OF_NOUN = lx.WEAK_TITLE | lx.ROLE_LOWER | lx.PERSON_NOUN
"""What "of" after it shows to be a post or a common noun."""
_WHOLE = word_list("names", "trimming.whole")
"""What a chief is of in a title: "Chief of Staff Jane Orr"."""
_MEMBERS = word_list("names", "trimming.members")
"""What somebody is "of" a body, where the word has a capital."""
_FIELDS = word_list("names", "trimming.fields")
"""Of what a post may be."""
_SIDES = frozenset(["majority", "minority"])
_PREFIXES = word_list("names", "trimming.prefixes")
"""What common words begin with and names do not: "Pre-tax profit"."""
_ORDINARY = lx.COMMON | lx.FUNCTION
_TITLE = lx.ROLE | lx.LEGAL
_TITLE_NOUN = lx.COMMON | lx.ROLE


class Trimmer:
    """Trims the parts of sequences of one article."""

    def __init__(self, flagged: Doc) -> None:
        """Read a flagged article."""
        self._m = flagged
        self._words, self._lower = flagged.words, flagged.lower
        self._starts, self._ends = flagged.starts, flagged.ends
        self._flags, self._cap = flagged.flags, flagged.cap
        words = lx.lexicon()
        self._known = words.flags
        self._feast = words.classes["feast_word"]
        self._furniture = words.classes["furniture"]
        self._closing = words.classes["closing_function"]
        self._lone_titles = words.classes["lone_title"]
        self._states = words.classes["us_state"]

    def emit(
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
            self.emit_word(part[0], initial, role_before, honorific, role_after, out)
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
            opened = 1 if initial and m.flags[kept[0]] & (lx.PAST | lx.ADJECTIVE) else 0
            if all(m.flags[t] & blank or not m.cap[t] for t in kept[opened:]):
                return  # "Adjusted EBITDA" opens a sentence
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

    def emit_word(
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
        if initial and self._is_compound(token):
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
            # "The All Orrin Club": behind an article nothing is capitalised for its place alone.
            opens = initial and (not first or m.lower[part[0]] != "the")
            return opens or m.lower[token] in _BARE
        if m.words[token][0].isdigit() and m.lower[token].lstrip("0123456789.,") in _SIZES:
            return True
        if initial and not is_well_known(m.text[m.starts[token] : m.ends[part[last]]]):
            # "Chipmaker Zentrix", "Leading Zentrix"; but a well-known name is whole.
            if self._opens_only(flag, part[first + 1 : last + 1]):
                return True
            if self._describes(token, m.flags[part[first + 1]]):
                return True
        if flag & lx.CALENDAR:
            return not flag & lx.MAYBE_CALENDAR
        # "Swedish Jane Orr"; elsewhere a nationality belongs to the name: "Swiss Re".
        person = m.flags[part[first + 1]] & lx.GIVEN and not m.flags[part[last]] & lx.ORG_WORD
        return bool(flag & lx.DEMONYM and person)

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
        if last > 1 and word.isupper() and m.lower[token] in _POST_NOMINALS:
            # "Jane Orr MP": what has two words before it and no noun among them is a person.
            return not any(m.flags[t] & (lx.COMMON | lx.ORG_WORD | lx.ACRONYM) for t in part[:last])
        if m.lower[token] in _SIDES and token + 1 < len(m.words) and not m.cap[token + 1]:
            return bool(m.flags[token + 1] & lx.WEAK_TITLE)  # "Senate Majority leader"
        if m.lower[token : token + 2] == ["chief", "of"]:
            return not _WHOLE.isdisjoint(m.lower[token + 2 : token + 3])
        # "Vela GPUs": an abbreviated common noun in the plural.
        return bool(m.flags[token] & lx.ACRONYM) and len(word) > 2 and word[-1] == "s"

    def _names_alone(self, token: int, role_before: bool) -> bool:
        """Whether a single word may be a name."""
        words, lower = self._words, self._lower
        word, low, flag = words[token], lower[token], self._flags[token]
        if len(word) == 1 or low == "ex" or (low == "board" and not role_before):
            return False
        if low in _WHOLE and lower[max(0, token - 2) : token] == ["chief", "of"]:
            return False
        if low in _FEAST_ENDS and token and self._ends_feast(token - 1):
            return False
        if low[-1] == "s" and self._known.get(low[:-1], 0) & lx.DEMONYM:
            return False  # "Americans": people, no name of one
        if flag & lx.EMPTY and not (flag & lx.MAYBE_CALENDAR and role_before):
            return False
        after = token + 1
        closed = after >= len(words)
        if not closed and lower[after] == "of" and (flag & _OF_NOUN or low in _MEMBERS):
            return False
        if low in _FIELDS and self._is_of_post(token):
            return False
        if flag & _TITLE and not role_before and flag & _TITLE_NOUN:
            return False
        if word[0].isdigit() and low.lstrip("0123456789.,") in _UNITS:
            return False
        place, dash, tail = word.partition("-")
        if place in ("D", "R", "I") and (
            self._known.get(tail.lower(), 0) & lx.PLACE or tail.lower() in self._states
        ):
            return False  # "Sen. Jane Orr, D-Zentria", "R-Wis.": a party and a state
        if dash and tail.islower() and self._known.get(tail, 0) & lx.COMMON:
            if self._known.get(place.lower(), 0) & (lx.PLACE | lx.DEMONYM):
                return False  # "a Zentria-politics researcher"
        if flag & lx.ORG_NOUN and flag & lx.COMMON and word.istitle() and not role_before:
            # "the Company": a description.
            if token and lower[token - 1] in ("the", "our", "this"):
                return False
        return True

    def _is_of_post(self, token: int) -> bool:
        """Whether a field is that of a post: "VP of Engineering", "Engineering Manager"."""
        flags, lower = self._flags, self._lower
        if token > 1 and lower[token - 1] == "of" and flags[token - 2] & lx.ROLE_LOWER:
            return True
        after = token + 1
        return after < len(lower) and self._cap[after] and bool(flags[after] & lx.ROLE_LOWER)

    def _is_compound(self, token: int) -> bool:
        """Whether common words are joined that only their place writes large: "Full-year sales"."""
        opens, dash, rest = self._words[token].partition("-")
        parts = rest.split("-")
        if not dash or not opens.istitle() or not all(part.islower() for part in parts):
            return False
        known = self._known
        if not all(known.get(part, 0) & (lx.COMMON | lx.FUNCTION) for part in parts):
            return False
        return opens.lower() in _PREFIXES or bool(known.get(opens.lower(), 0) & _ORDINARY)

    def _ends_feast(self, before: int) -> bool:
        """Whether "Eve" or "Day" after token `before` ends a feast's name: "New Year's Eve"."""
        possessive = self._words[before] in CLITICS or self._words[before] in "'’"
        return possessive or self._lower[before] in self._feast

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
