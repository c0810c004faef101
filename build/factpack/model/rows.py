"""What stands at a place of an article, or was found there.

An article has hundreds of these, so they are written to be compiled: each has its own `__init__`,
since that of a data class stays interpreted, and `Final` attributes, which only the type checker
guards where Python runs the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Literal

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


class _Row:
    """What can be copied and sent to another process, though it has no `__dict__`."""

    __match_args__: ClassVar[tuple[str, ...]]

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return type(self), tuple([getattr(self, name) for name in self.__match_args__])


@dataclass(init=False, order=True, unsafe_hash=True)
class Span(_Row):
    """A half-open range `[start, end)` in code points; `start < end`."""

    start: Final[int]
    end: Final[int]

    def __init__(self, start: int, end: int) -> None:
        """Keep what it is and where it stands."""
        self.start = start
        self.end = end


@dataclass(init=False, order=True, unsafe_hash=True)
class Segment(_Row):
    """A stretch of the source; `start`/`end` are None where it was removed.

    A kept stretch either has the same length on both sides (offsets shift by a constant) or is one
    atomic replacement, such as a composed character.
    """

    kind: Final[str]
    kept: Final[bool]
    start: Final[int | None]
    end: Final[int | None]
    raw_start: Final[int]
    raw_end: Final[int]
    reason: Final[str | None]

    def __init__(
        self,
        kind: str,
        kept: bool,
        start: int | None,
        end: int | None,
        raw_start: int,
        raw_end: int,
        reason: str | None = None,
    ) -> None:
        """Keep what it is and where it stands."""
        self.kind = kind
        self.kept = kept
        self.start = start
        self.end = end
        self.raw_start = raw_start
        self.raw_end = raw_end
        self.reason = reason


@dataclass(init=False, order=True, unsafe_hash=True)
class Block(_Row):
    """A title, heading or paragraph of `Article.text`; blank lines part them, and the dateline."""

    kind: Final[BlockKind]
    start: Final[int]
    end: Final[int]

    def __init__(self, kind: BlockKind, start: int, end: int) -> None:
        """Keep what it is and where it stands."""
        self.kind = kind
        self.start = start
        self.end = end


_NO_ALIASES: Final[Mapping[str, str]] = {}


@dataclass(init=False, unsafe_hash=True)
class LocalEntity(_Row):
    """A thing as one article names it; its number is its place in `Extraction.entities`.

    Attributes:
        name: longest name that the article uses for it.
        type: what kind of thing the article lets us see.
        aliases: other forms that the article itself equates with it (acronym in brackets, ticker,
            part of a name), with the basis: surface form to basis.
    """

    name: Final[str]
    type: Final[EntityType]
    aliases: Final[Mapping[str, str]]

    def __init__(
        self, name: str, type: EntityType, aliases: Mapping[str, str] = _NO_ALIASES
    ) -> None:
        """Keep them."""
        self.name = name
        self.type = type
        self.aliases = aliases


@dataclass(init=False, order=True, unsafe_hash=True)
class Mention(_Row):
    """A place where an article refers to an entity (an index into `Extraction.entities`)."""

    start: Final[int]
    end: Final[int]
    entity: Final[int]
    kind: Final[MentionKind]

    def __init__(self, start: int, end: int, entity: int, kind: MentionKind) -> None:
        """Keep them."""
        self.start = start
        self.end = end
        self.entity = entity
        self.kind = kind


@dataclass(init=False, order=True, unsafe_hash=True)
class Value(_Row):
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

    amount: Final[float | None]
    amount_min: Final[float | None]
    amount_max: Final[float | None]
    currency: Final[str | None]
    unit: Final[str | None]
    date_from: Final[date | None]
    date_to: Final[date | None]
    date_precision: Final[str | None]

    def __init__(
        self,
        amount: float | None = None,
        amount_min: float | None = None,
        amount_max: float | None = None,
        currency: str | None = None,
        unit: str | None = None,
        date_from: date | None = None,
        date_to: date | None = None,
        date_precision: str | None = None,
    ) -> None:
        """Keep them."""
        self.amount = amount
        self.amount_min = amount_min
        self.amount_max = amount_max
        self.currency = currency
        self.unit = unit
        self.date_from = date_from
        self.date_to = date_to
        self.date_precision = date_precision


_NO_VALUE: Final = Value()


@dataclass(init=False, order=True, unsafe_hash=True)
class LiteralValue(_Row):
    """A value stated by the article at a span."""

    kind: Final[LiteralKind]
    start: Final[int]
    end: Final[int]
    value: Final[Value]

    def __init__(self, kind: LiteralKind, start: int, end: int, value: Value) -> None:
        """Keep them."""
        self.kind = kind
        self.start = start
        self.end = end
        self.value = value


@dataclass(init=False, order=True, unsafe_hash=True)
class Quote(_Row):
    """Words given as someone's; `start`/`end` include the quotation marks.

    `speaker` is an index into `Extraction.entities`, None where nobody is named;
    `speaker_span` is where the words that name the speaker stand, None where implied.
    """

    kind: Final[QuoteKind]
    start: Final[int]
    end: Final[int]
    speaker: Final[int | None]
    speaker_span: Final[Span | None]
    cue: Final[str | None]

    def __init__(
        self,
        kind: QuoteKind,
        start: int,
        end: int,
        speaker: int | None,
        speaker_span: Span | None,
        cue: str | None,
    ) -> None:
        """Keep them."""
        self.kind = kind
        self.start = start
        self.end = end
        self.speaker = speaker
        self.speaker_span = speaker_span
        self.cue = cue


@dataclass(init=False, order=True, unsafe_hash=True)
class Claim(_Row):
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

    predicate: Final[str]
    start: Final[int]
    end: Final[int]
    subject: Final[int]
    object: Final[int | None]
    object_span: Final[Span | None]
    parts: Final[Mapping[Part, Span]]
    value: Final[Value]
    role: Final[str | None]
    organization_unit: Final[str | None]
    former: Final[bool | None]
    kind: Final[str | None]
    metric: Final[str | None]
    scope: Final[Span | None]
    date_relation: Final[str | None]
    modality: Final[Modality]
    attributed_to: Final[int | None]
    extractor: Final[str]
    rule: Final[str]

    def __init__(
        self,
        predicate: str,
        start: int,
        end: int,
        subject: int,
        object: int | None,
        object_span: Span | None,
        parts: Mapping[Part, Span],
        value: Value = _NO_VALUE,
        role: str | None = None,
        organization_unit: str | None = None,
        former: bool | None = None,
        kind: str | None = None,
        metric: str | None = None,
        scope: Span | None = None,
        date_relation: str | None = None,
        modality: Modality = "asserted",
        attributed_to: int | None = None,
        extractor: str = "rules",
        rule: str = "",
    ) -> None:
        """Keep them."""
        self.predicate = predicate
        self.start = start
        self.end = end
        self.subject = subject
        self.object = object
        self.object_span = object_span
        self.parts = parts
        self.value = value
        self.role = role
        self.organization_unit = organization_unit
        self.former = former
        self.kind = kind
        self.metric = metric
        self.scope = scope
        self.date_relation = date_relation
        self.modality = modality
        self.attributed_to = attributed_to
        self.extractor = extractor
        self.rule = rule


@dataclass(init=False, order=True, unsafe_hash=True)
class Rejected(_Row):
    """Something read or found that is not published, with the reason.

    `kind` is file, record, article, mention, literal, quote or claim.
    """

    kind: Final[str]
    source: Final[str]
    check_code: Final[str]
    reason: Final[str]
    article_id: Final[str | None]
    extractor: Final[str | None]
    rule: Final[str | None]
    start: Final[int | None]
    end: Final[int | None]

    def __init__(
        self,
        kind: str,
        source: str,
        check_code: str,
        reason: str,
        article_id: str | None = None,
        extractor: str | None = None,
        rule: str | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> None:
        """Keep them."""
        self.kind = kind
        self.source = source
        self.check_code = check_code
        self.reason = reason
        self.article_id = article_id
        self.extractor = extractor
        self.rule = rule
        self.start = start
        self.end = end
