"""Names that a curator gave: they are found wherever they stand and override open detection."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import ahocorasick_rs

from factpack.model import EntityType

_UNSPACED = re.compile(
    # Han, kana, Thai, Lao, Khmer, Myanmar: nothing parts the words of these scripts.
    "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uff66-\uff9f]"
)
_HANGUL = re.compile("[\uac00-\ud7a3]")
"""Whose words take particles at their ends, without a space."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class KnownName:
    """A row of `entities.csv` as far as text is concerned, or a name that the language has.

    Attributes:
        name: what it is called in the release.
        type: its type, which no context overrules.
        aliases: other spellings.
        curated: whether a curator gave it.
    """

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    curated: bool = True


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch is no part of a longer word, as far as its script parts words.

    >>> is_whole("Velar", 0, 4), is_whole("诺万公司收购了", 0, 4), is_whole("노반은", 0, 2)
    (False, True, True)
    """
    if start and _goes_on(text[start - 1], text[start]):
        return False
    if end == len(text) or not _goes_on(text[end - 1], text[end]):
        return True
    return _HANGUL.match(text[end - 1]) is not None and _HANGUL.match(text[end]) is not None


def _goes_on(one: str, other: str) -> bool:
    """Whether two characters beside one another stand in one word."""
    if not (one.isalnum() and other.isalnum()):
        return False
    return not (_UNSPACED.match(one) or _UNSPACED.match(other))


class KnownNames:
    """Finds curated names and aliases in a text: the longest of those that start leftmost."""

    def __init__(self, entries: Iterable[KnownName]) -> None:
        """Build the automaton; of two entries with one form, the first has it."""
        self.entries = tuple(entries)
        owners: dict[str, int] = {}
        for number, entry in enumerate(self.entries):
            for form in (entry.name, *entry.aliases):
                if form.strip():
                    owners.setdefault(form.strip(), number)
        self._owner = tuple(owners.values())
        self._automaton = (
            ahocorasick_rs.AhoCorasick(
                list(owners), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
            )
            if owners
            else None
        )

    def __reduce__(self) -> tuple[type[KnownNames], tuple[tuple[KnownName, ...]]]:
        """Pickle the entries: a worker process builds its own automaton."""
        return KnownNames, (self.entries,)

    def find(self, text: str) -> list[tuple[int, int, KnownName]]:
        """Spans of known names in order, at word boundaries, with the entry that each names.

        >>> names = KnownNames([KnownName("Vela Corporation", "Organization", ("Vela",))])
        >>> [(start, end, entry.name) for start, end, entry in names.find("Vela won, Velar not")]
        [(0, 4, 'Vela Corporation')]
        """
        if self._automaton is None:
            return []
        # Half characters, which no name has, cannot be handed to the automaton.
        scanned = _SURROGATE.sub("\ufffd", text)
        return [
            (start, end, self.entries[self._owner[number]])
            for number, start, end in self._automaton.find_matches_as_indexes(scanned)
            if is_whole(text, start, end)
        ]
