"""What a story is made of: plain data, for a terminal, a page or a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

Cell = str | int | float | bool | date | None
Availability = Literal["published", "held", "withheld"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in an article.

    Attributes:
        char_start: where it starts in the normalised text, in code points.
        char_end: where it ends, exclusive.
        exact_sha256: of the words there, keyed with the article where the release withholds them;
            null where the row has no hash of them.
        availability: whether the words are published in the release, held by the reader (proved by
            the hash of the text), or withheld.
        before: the words of the sentence before it, null where they are not at hand.
        exact: the words, null where they are withheld.
        after: the words of the sentence after it.
    """

    article_id: str
    char_start: int
    char_end: int
    exact_sha256: str | None
    availability: Availability
    before: str | None = None
    exact: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One thing the story says.

    Attributes:
        text: a short sentence; it may hold names and titles from articles as they stand there.
        refs: keys of the rows that it speaks of; each is an argument for another story.
        passage: the place that it speaks of.
        notes: what belongs to it.
    """

    text: str
    refs: tuple[str, ...] = ()
    passage: Passage | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Notes under one heading."""

    title: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Why a row is as it is.

    Attributes:
        dataset: name of the release.
        version: the version that holds the row.
        table: name of the table.
        key: primary key, its parts joined by `|`.
        title: the row in a few words.
        summary: what is most worth knowing, one or a few sentences.
        row: the cells of the row.
        sections: the story, sources first.
    """

    dataset: str
    version: str
    table: str
    key: str
    title: str
    summary: str
    row: Mapping[str, Cell]
    sections: tuple[Section, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; dates in ISO 8601."""
        data = asdict(self)
        data["row"] = {
            name: cell.isoformat() if isinstance(cell, date) else cell
            for name, cell in self.row.items()
        }
        return data
