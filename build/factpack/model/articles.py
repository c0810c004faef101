"""An article as it goes through the steps, and all that was found in it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Literal

from factpack.model.rows import (
    Block,
    Claim,
    LiteralValue,
    LocalEntity,
    Mention,
    Quote,
    Rejected,
    Segment,
)

Rights = Literal["full", "excerpt", "facts"]
Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text; None where nobody said.

    `published_on` is the first day of the period where `published_precision` is month or year;
    `modified_on` is a day. `license` and `is_accessible_for_free` are what the article states of
    itself, and `rights` what is published of it.
    """

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: date | None = None
    published_precision: Precision | None = None
    published_basis: str | None = None
    modified_on: date | None = None
    language: str | None = None
    rights: Rights = "facts"
    license: str | None = None
    is_accessible_for_free: bool | None = None


Gap = Literal["", " ", "\n", "\n\n"]
"""What parts two stretches of a page: nothing, a space, a line or a paragraph."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch of a page that belongs to its article: words, without tags.

    Attributes:
        start: in the page.
        end: in the page, exclusive.
        gap: what parts it from the stretch before.
        is_heading: whether it stands in an element of a heading.
    """

    start: int
    end: int
    gap: Gap = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as read: decoded, otherwise untouched.

    Attributes:
        source: file below the articles folder (posix), with `#N` for the N-th record (from 1).
        source_id: stable name at the source: the id given, else the URL, else `source`.
        text: decoded text, line ends untouched, byte order mark dropped.
        text_start: where the article begins in `text`; what stands before is front matter.
        raw_sha256: of the bytes of the file, unpacked, or of the UTF-8 text of the record.
        encoding: name of the codec used.
        encoding_basis: declared, bom, valid or detected.
        metadata: from front matter, the record, and dataset.yaml (the later wins).
        standing: keys of paragraphs that stand in many articles of its outlet and are no part of
            it, see `factpack.normalise.standing`.
        kept: what of `text` is the article where that is a page; None: all of it is.
        reader: library and version that found the main text of a page.
    """

    source: str
    source_id: str
    text: str
    text_start: int
    raw_sha256: str
    encoding: str
    encoding_basis: str
    metadata: Metadata
    standing: Container[int] = frozenset()
    kept: tuple[Kept, ...] | None = None
    reader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownArticle(RawArticle):
    """An article whose normal form somebody tells instead of its source: `text` is normalised."""

    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    language_basis: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article after normalisation."""

    article_id: str
    raw: RawArticle
    text: str
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    title: str | None
    language: str | None
    language_basis: str | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article says: all indexes are into `entities`."""

    entities: tuple[LocalEntity, ...]
    mentions: tuple[Mention, ...]
    literals: tuple[LiteralValue, ...]
    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...] = ()
