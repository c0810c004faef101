"""What stands at a place of an article, or was found there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

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
EntityType = Literal["Person", "Organization", "Product", "Place", "Deal", "Other"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` in code points; `start < end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
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


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A title, heading or paragraph of `Article.text`; blank lines part them, and the dateline."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """A thing as one article names it; its number is its place in `Extraction.entities`.

    Attributes:
        name: longest name that the article uses for it.
        type: what kind of thing the article lets us see.
        aliases: other forms that the article itself equates with it (acronym in brackets, ticker,
            part of a name), with the basis: surface form to basis.
        otherwise: what it is where no claim bears out its type, which was but assumed; None where
            the type stands, as it does once published.
        namesake: whether the article says that it is another than the one of this name that it
            names before.
    """

    name: str
    type: EntityType
    aliases: Mapping[str, str] = field(default_factory=dict)
    otherwise: EntityType | None = None
    namesake: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place where an article refers to an entity (an index into `Extraction.entities`)."""

    start: int
    end: int
    entity: int
    kind: MentionKind


@dataclass(frozen=True, slots=True, order=True)
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

    def dated(self, date: Value) -> Value:
        """The same amount with the period of another value."""
        return replace(
            self,
            date_from=date.date_from,
            date_to=date.date_to,
            date_precision=date.date_precision,
        )


@dataclass(frozen=True, slots=True, order=True)
class LiteralValue:
    """A value stated by the article at a span."""

    kind: LiteralKind
    start: int
    end: int
    value: Value


@dataclass(frozen=True, slots=True, order=True)
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


@dataclass(frozen=True, slots=True, order=True)
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
        attributed_to: index of the entity whose words these are; None: the article speaks, or
            somebody whom it does not name.
        rule: `name` of the rule that found it.
    """

    predicate: str
    start: int
    end: int
    subject: int
    object: int | None
    object_span: Span | None
    parts: Mapping[Part, Span]
    value: Value = Value()
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


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """Something read or found that is not published, with the reason.

    `kind` is file, record, article, mention, literal, quote or claim.
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
