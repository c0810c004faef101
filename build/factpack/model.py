"""The types that steps hand to one another.

All spans are half-open ranges `[start, end)` counted in Unicode code points. Spans named `raw_*`
lie in the decoded source (after a byte order mark), all others in `Article.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar, dataclass_transform

Rights = Literal["full", "excerpt", "facts"]
Precision = Literal["day", "month", "year"]
EntityType = Literal["Person", "Organization", "Product", "Place", "Deal", "Other"]
MentionKind = Literal["name", "description", "pronoun"]
Modality = Literal["asserted", "reported", "planned", "possible", "negated"]
QuoteKind = Literal["direct", "mixed", "indirect"]
BlockKind = Literal["title", "heading", "paragraph"]
LiteralKind = Literal["money", "date", "duration", "percent", "count"]
Part = Literal[
    "subject",
    "object",
    "trigger",
    "amount",
    "date",
    "speaker",
    "role",
    "organization_unit",
    "scope",
    "metric",
]


_Row = TypeVar("_Row")


@dataclass_transform(frozen_default=True, order_default=True)
def _row(cls: type[_Row]) -> type[_Row]:
    """A data class that is frozen to the type checker only.

    An article has a hundred of them, and one that is frozen takes three times as long to make.
    """
    return dataclass(slots=True, order=True, unsafe_hash=True)(cls)


@_row
class Span:
    """A half-open range `[start, end)` in code points; `start < end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text; None where nobody said.

    `published_on` is the first day of the period where `published_precision` is month or year.
    """

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: date | None = None
    published_precision: Precision | None = None
    published_basis: str | None = None
    language: str | None = None
    rights: Rights = "facts"


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as read: decoded, otherwise untouched.

    Attributes:
        source: file below the articles folder (posix), with `#N` for the N-th record (from 1).
        source_id: stable name at the source: the id given, else the URL, else `source`.
        text: decoded text, line ends untouched, byte order mark dropped.
        text_start: where the article begins in `text`; what stands before is front matter.
        raw_sha256: of the bytes of the file, or of the UTF-8 text of the record.
        encoding: name of the codec used.
        encoding_basis: declared, bom, valid or detected.
        metadata: from front matter, the record, and dataset.yaml (the later wins).
    """

    source: str
    source_id: str
    text: str
    text_start: int
    raw_sha256: str
    encoding: str
    encoding_basis: str
    metadata: Metadata


@_row
class Segment:
    """A stretch of the source; `start`/`end` are None where it was removed.

    A kept stretch either has the same length on both sides (offsets shift by a constant) or is one
    atomic replacement, such as a composed character.
    """

    kind: str
    kept: bool
    start: int | None
    end: int | None
    raw_start: int
    raw_end: int
    reason: str | None = None


@_row
class Block:
    """A title, heading or paragraph of `Article.text`; blocks are separated by a blank line."""

    kind: BlockKind
    start: int
    end: int


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
class LocalEntity:
    """A thing as one article names it; its number is its place in `Extraction.entities`.

    Attributes:
        name: longest name that the article uses for it.
        type: what kind of thing the article lets us see.
        aliases: other forms that the article itself equates with it (acronym in brackets, ticker,
            part of a name), with the basis: surface form to basis.
    """

    name: str
    type: EntityType
    aliases: Mapping[str, str] = field(default_factory=dict)


@_row
class Mention:
    """A place where an article refers to an entity (an index into `Extraction.entities`)."""

    start: int
    end: int
    entity: int
    kind: MentionKind


@_row
class Value:
    """A number with its bounds, unit or currency, or a period of time.

    Attributes:
        amount: in whole units (1 billion is 1e9); None where only bounds are stated.
        amount_min: inclusive lower bound that the words set.
        amount_max: inclusive upper bound that the words set.
        currency: ISO 4217.
        unit: what is counted, or `percent`.
        date_from: first day of the period.
        date_to: last day of the period.
        date_precision: day, week, month, quarter, half-year, season, year, decade, century, range.
    """

    amount: float | None = None
    amount_min: float | None = None
    amount_max: float | None = None
    currency: str | None = None
    unit: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    date_precision: str | None = None


@_row
class LiteralValue:
    """A value stated by the article at a span."""

    kind: LiteralKind
    start: int
    end: int
    value: Value


@_row
class Quote:
    """Words given as someone's; `start`/`end` include the quotation marks.

    `speaker` is an index into `Extraction.entities`, None where nobody is named;
    `speaker_span` is where the words that name the speaker stand, None where implied.
    """

    kind: QuoteKind
    start: int
    end: int
    speaker: int | None
    speaker_span: Span | None
    cue: str | None


@_row
class Claim:
    """What an article states in one place.

    Attributes:
        predicate: name from the vocabulary.
        start: start of the words that state it.
        end: end of those words.
        subject: index into `Extraction.entities`.
        object: index into `Extraction.entities`, or None where the object is a value.
        object_span: words of the object where it is free text (`object_value`), else None.
        parts: span of each part that the words give; `subject` and `trigger` always stand.
        value: amount and date that belong to the claim.
        date_relation: on, by, since, until, before, after; None without a date.
        attributed_to: index of the entity whose words these are; None: the article itself speaks.
        rule: `name` of the rule that found it.
    """

    predicate: str
    start: int
    end: int
    subject: int
    object: int | None
    object_span: Span | None
    parts: Mapping[Part, Span]
    value: Value = field(default_factory=Value)
    role: str | None = None
    organization_unit: str | None = None
    former: bool | None = None
    kind: str | None = None
    metric: str | None = None
    scope: Span | None = None
    date_relation: str | None = None
    modality: Modality = "asserted"
    attributed_to: int | None = None
    extractor: str = "rules"
    rule: str = ""


@_row
class Rejected:
    """Something read or found that is not published, with the reason.

    `kind` is file, record, article, mention, quote or claim.
    """

    kind: str
    source: str
    check_code: str
    reason: str
    article_id: str | None = None
    extractor: str | None = None
    rule: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article says: all indexes are into `entities`."""

    entities: tuple[LocalEntity, ...]
    mentions: tuple[Mention, ...]
    literals: tuple[LiteralValue, ...]
    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...] = ()
