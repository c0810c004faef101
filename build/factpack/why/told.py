"""The part of a story that depends on the kind of row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factpack.why.story import Note, Section


@dataclass(frozen=True, slots=True)
class Told:
    """What the teller of a table says of a row: see `Story`."""

    title: str
    summary: str
    sections: tuple[Section, ...]


def sections(*given: tuple[str, Iterable[Note | None]]) -> tuple[Section, ...]:
    """Sections of titles and their notes, without those that have none."""
    made = [(title, tuple(note for note in notes if note is not None)) for title, notes in given]
    return tuple(Section(title, notes) for title, notes in made if notes)


def sentences(parts: Sequence[str | None]) -> str:
    """Sentences that are there, one after the other.

    >>> sentences(["One.", None, "", "Two."])
    'One. Two.'
    """
    return " ".join(part for part in parts if part)
