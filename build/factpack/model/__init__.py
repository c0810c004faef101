"""The types that steps hand to one another.

All spans are half-open ranges `[start, end)` counted in Unicode code points. Spans named `raw_*`
lie in the decoded source (after a byte order mark), all others in `Article.text`.
"""

from factpack.model.articles import (
    Article,
    Extraction,
    Gap,
    Kept,
    KnownArticle,
    Metadata,
    Precision,
    RawArticle,
    Rights,
)
from factpack.model.rows import (
    Block,
    BlockKind,
    Claim,
    EntityType,
    LiteralKind,
    LiteralValue,
    LocalEntity,
    Mention,
    MentionKind,
    Modality,
    Part,
    Quote,
    QuoteKind,
    Rejected,
    Segment,
    Span,
    Value,
)

__all__ = [
    "Article",
    "Block",
    "BlockKind",
    "Claim",
    "EntityType",
    "Extraction",
    "Gap",
    "Kept",
    "KnownArticle",
    "LiteralKind",
    "LiteralValue",
    "LocalEntity",
    "Mention",
    "MentionKind",
    "Metadata",
    "Modality",
    "Part",
    "Precision",
    "Quote",
    "QuoteKind",
    "RawArticle",
    "Rejected",
    "Rights",
    "Segment",
    "Span",
    "Value",
]
