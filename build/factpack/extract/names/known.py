"""Names that a curator gave: they are found wherever they stand and override open detection."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import ahocorasick_rs

from factpack.model import EntityType

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
        size = len(text)
        # Half characters, which no name has, cannot be handed to the automaton.
        scanned = _SURROGATE.sub("\ufffd", text)
        return [
            (start, end, self.entries[self._owner[number]])
            for number, start, end in self._automaton.find_matches_as_indexes(scanned)
            if not (start and text[start - 1].isalnum() and text[start].isalnum())
            and not (end < size and text[end].isalnum() and text[end - 1].isalnum())
        ]
