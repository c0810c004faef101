"""The per-article kernel: raw articles in, their staged rows out; no clock, network or chance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from factpack.engine.claim_features import claim_features
from factpack.engine.no_collection import no_collection
from factpack.engine.proof import prove
from factpack.engine.sentence_spans import SentenceSpans
from factpack.engine.staging import StagedRows
from factpack.engine.time_limit import OutOfTime, time_limit
from factpack.errors import FactpackError
from factpack.extract.extractor import Extractor
from factpack.ids import make_id, place_id, rejected_id, sha256
from factpack.model import (
    Article,
    Claim,
    Extraction,
    KnownArticle,
    LiteralValue,
    Quote,
    RawArticle,
    Rejected,
    Span,
    Value,
)
from factpack.normalise import normalise
from factpack.normalise.furniture import COPYRIGHT_LINE
from factpack.normalise.offsets import OffsetMap
from factpack_validators.keyed_words import object_digest

MAX_SECONDS = 120
"""Seconds of the processor for one article; the limit is wide, since where it is met depends on the
machine."""

_RIGHTS_LINE = 200
"""Characters of a copyright line that are read on: the holder stands at its beginning."""

_PRONOUNS = frozenset(
    "he him his she her hers it its itself they them their theirs who whom whose which that "
    "i me my mine we us our ours you your yours".split()
)


def run_kernel(
    articles: Iterable[RawArticle], extractor: Extractor, accepted: Collection[str] = ()
) -> StagedRows:
    """Normalise and extract a batch of articles.

    Args:
        articles: as read; their source ids differ.
        extractor: finds mentions, literals, quotes and claims.
        accepted: codes of checks that are no errors in this dataset, so that rows that do not pass
            them stay.

    Returns:
        Rows of all staged tables, in the order of the articles. An article on which the program
        fails is rejected as `article-failed`, and the others go on.

    Raises:
        FactpackError: no article can be extracted as things are.
    """
    rows = StagedRows()
    with no_collection():
        for raw in articles:
            try:
                with time_limit(MAX_SECONDS):
                    found = read_article(raw, extractor, accepted)
                rows.extend(found)
            except FactpackError:
                raise
            except OutOfTime:
                reason = f"Reading it took more than {MAX_SECONDS} seconds of the processor."
                add_rejected(rows, Rejected("article", raw.source, "article-too-costly", reason))
            except Exception as problem:
                # A fault of ours: the name tells where, the message may repeat the article.
                reason = f"The program failed on it: {type(problem).__name__}."
                add_rejected(rows, Rejected("article", raw.source, "article-failed", reason))
    return rows


FAULTS = frozenset({"article-failed", "article-too-costly"})
"""Rejections that another run, with more memory or time, may not repeat."""


def read_article(
    raw: RawArticle, extractor: Extractor, accepted: Collection[str] = ()
) -> StagedRows:
    """Rows of one article; that it was rejected, where nothing is left of it.

    Raises:
        FactpackError: no article can be extracted as things are.
        Exception: the program fails on this article.
    """
    rows = StagedRows()
    article = _known(raw) if isinstance(raw, KnownArticle) else normalise(raw)
    if article.text:
        found = prove(article, extractor.extract(article), accepted)
        _ArticleRows(rows, article, found, extractor.label).add()
    else:
        reason = "Nothing is left of the article after normalisation."
        add_rejected(rows, Rejected("article", raw.source, "article-empty", reason))
    return rows


def _known(raw: KnownArticle) -> Article:
    known = raw.metadata
    return Article(
        article_id=make_id("a", raw.source_id),
        raw=raw,
        text=raw.text,
        blocks=raw.blocks,
        segments=raw.segments,
        title=known.title,
        language=known.language,
        language_basis=raw.language_basis,
    )


def add_rejected(rows: StagedRows, rejected: Rejected) -> None:
    """Add a row to `rejected`, with its identifier."""
    row = {
        "kind": rejected.kind,
        "source": rejected.source,
        "article_id": rejected.article_id,
        "check_code": rejected.check_code,
        "reason": rejected.reason,
        "extractor": rejected.extractor,
        "rule": rejected.rule,
        "char_start": rejected.start,
        "char_end": rejected.end,
    }
    rows.add("rejected", {"rejected_id": rejected_id(row), **row})


class _ArticleRows:
    """Turns one article and what was found in it into staged rows."""

    def __init__(
        self, rows: StagedRows, article: Article, found: Extraction, extractor: str
    ) -> None:
        self._rows = rows
        self._article = article
        self._found = found
        self._extractor = extractor
        self._id = article.article_id
        self._mentions = {(m.start, m.end): m for m in found.mentions}
        self._offsets = OffsetMap(article.segments)
        self._sentences = SentenceSpans(article)
        self._seen: set[str] = set()
        self._spans: dict[tuple[int, int], dict[str, object]] = {}
        self._digests: dict[str, str] = {}
        self._raw_spans: dict[tuple[int, int], tuple[int, int]] = {}

    def add(self) -> None:
        self._add_article()
        self._add_segments()
        self._add_entities()
        for literal in self._found.literals:
            self._add_literal(literal)
        for quote in self._found.quotes:
            self._add_quote(quote)
        for claim in self._found.claims:
            self._add_claim(claim)
        for rejected in self._found.rejected:
            # As in `claims`: the rule names its part of the extractor, the label its version too.
            add_rejected(self._rows, replace(rejected, extractor=self._extractor))
        for features in claim_features(self._article.text, self._rows.by_table()):
            self._rows.add("claim_features", features)

    def _add_article(self) -> None:
        article, raw, known = self._article, self._article.raw, self._article.raw.metadata
        removed = sum(s.raw_end - s.raw_start for s in article.segments if not s.kept)
        self._rows.add(
            "articles",
            {
                "article_id": self._id,
                "source_id": raw.source_id,
                "source": raw.source,
                "url": known.url,
                "publisher": known.publisher,
                "author": known.author,
                "title": article.title,
                "published_on": known.published_on,
                "published_precision": known.published_precision,
                "published_basis": known.published_basis,
                "modified_on": known.modified_on,
                "language": article.language,
                "language_basis": article.language_basis,
                "rights": known.rights,
                "license": known.license,
                "is_accessible_for_free": known.is_accessible_for_free,
                "text": article.text,
                "text_sha256": sha256(article.text),
                "raw_sha256": raw.raw_sha256,
                "encoding": raw.encoding,
                "encoding_basis": raw.encoding_basis,
                "n_chars": len(article.text),
                "n_words": len(article.text.split()),
                "n_removed_chars": removed,
                "rights_line": next(
                    (
                        raw.text[s.raw_start : s.raw_end][:_RIGHTS_LINE]
                        for s in reversed(article.segments)
                        if s.reason == COPYRIGHT_LINE
                    ),
                    None,
                ),
            },
        )

    def _add_segments(self) -> None:
        for ordinal, segment in enumerate(self._article.segments):
            self._rows.add(
                "segments",
                {
                    "article_id": self._id,
                    "ordinal": ordinal,
                    "kind": segment.kind,
                    "kept": segment.kept,
                    "char_start": segment.start,
                    "char_end": segment.end,
                    "raw_start": segment.raw_start,
                    "raw_end": segment.raw_end,
                    "reason": segment.reason,
                },
            )

    def _add_entities(self) -> None:
        forms: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for mention in self._found.mentions:
            span = self._span(mention.start, mention.end)
            if mention.kind == "name":
                forms[mention.entity][str(span["exact"])] += 1
            mention_id = place_id("m", self._id, *self._raw(mention.start, mention.end))
            if not self._is_new(mention_id):
                continue
            self._rows.add(
                "mentions",
                {
                    "mention_id": mention_id,
                    "article_id": self._id,
                    "entity": mention.entity,
                    "kind": mention.kind,
                    **span,
                },
            )
        for number, entity in enumerate(self._found.entities):
            self._rows.add(
                "local_entities",
                {
                    "article_id": self._id,
                    "entity": number,
                    "name": entity.name,
                    "type": entity.type,
                    "namesake": entity.namesake,
                },
            )
            bases = {entity.name: "same-name", **entity.aliases}
            for alias in sorted(bases.keys() | forms[number].keys()):
                self._rows.add(
                    "local_aliases",
                    {
                        "article_id": self._id,
                        "entity": number,
                        "alias": alias,
                        "basis": bases.get(alias, "part-of-name"),
                        "n_mentions": forms[number][alias],
                    },
                )

    def _add_literal(self, literal: LiteralValue) -> None:
        literal_id = make_id("l", self._id, literal.kind, *self._raw(literal.start, literal.end))
        if not self._is_new(literal_id):
            return
        self._rows.add(
            "literals",
            {
                "literal_id": literal_id,
                "article_id": self._id,
                "kind": literal.kind,
                **self._span(literal.start, literal.end),
                **_value_columns(literal.value),
            },
        )

    def _add_quote(self, quote: Quote) -> None:
        span = self._span(quote.start, quote.end)
        speaker = quote.speaker_span
        quote_id = make_id("q", self._id, quote.kind, *self._raw(quote.start, quote.end))
        if not self._is_new(quote_id):
            return
        self._rows.add(
            "quotes",
            {
                "quote_id": quote_id,
                "article_id": self._id,
                "speaker": quote.speaker,
                "kind": quote.kind,
                "cue": quote.cue,
                "speaker_char_start": speaker.start if speaker else None,
                "speaker_char_end": speaker.end if speaker else None,
                **span,
                "n_words": len(str(span["exact"]).split()),
            },
        )

    def _add_claim(self, claim: Claim) -> None:
        text = self._article.text
        parts: list[str | int] = []
        for name, part in sorted(claim.parts.items()):
            parts += [name, *self._raw(part.start, part.end)]
        raw = self._raw(claim.start, claim.end)
        claim_id = make_id("c", self._id, claim.extractor, claim.predicate, *raw, *parts)
        if not self._is_new(claim_id):
            add_rejected(
                self._rows,
                Rejected(
                    "claim",
                    self._article.raw.source,
                    "claim-repeated",
                    "Another rule read the same claim from the same words.",
                    self._id,
                    self._extractor,
                    claim.rule,
                    claim.start,
                    claim.end,
                ),
            )
            return
        sentence = self._sentences.around(claim.start, claim.end)
        words = claim.object_span and text[claim.object_span.start : claim.object_span.end]
        self._rows.add(
            "claims",
            {
                "claim_id": claim_id,
                "article_id": self._id,
                "predicate": claim.predicate,
                "subject": claim.subject,
                "object": claim.object,
                "object_value": words,
                "object_sha256": object_digest(words) if words else None,
                "role": claim.role,
                "organization_unit": claim.organization_unit,
                "former": claim.former,
                "kind": claim.kind,
                "metric": claim.metric,
                "scope": claim.scope and text[claim.scope.start : claim.scope.end],
                **_value_columns(claim.value),
                "date_relation": claim.date_relation,
                "modality": claim.modality,
                "attributed_to": claim.attributed_to,
                **self._span(claim.start, claim.end),
                "sentence_start": sentence.start,
                "sentence_end": sentence.end,
                "extractor": self._extractor,
                "rule": claim.rule,
            },
        )
        entities = {
            "subject": claim.subject,
            "object": claim.object,
            "speaker": claim.attributed_to,
        }
        for name, part in claim.parts.items():
            entity = entities.get(name)
            self._rows.add(
                "evidence",
                {
                    "claim_id": claim_id,
                    "part": name,
                    "resolution": None if entity is None else self._resolution(part, entity),
                    **self._span(part.start, part.end),
                },
            )

    def _resolution(self, part: Span, entity: int) -> str:
        """How the words of a part refer to the entity that the claim links."""
        mention = self._mentions.get((part.start, part.end))
        if mention is not None:
            return mention.kind if mention.entity == entity else "metonym"
        words = self._article.text[part.start : part.end].casefold()
        return "pronoun" if words in _PRONOUNS else "description"

    def _is_new(self, row_id: str) -> bool:
        """Whether this is the first row of that id: a second one would say nothing more."""
        new = row_id not in self._seen
        self._seen.add(row_id)
        return new

    def _span(self, start: int, end: int) -> dict[str, object]:
        # Evidence points at mentions and values again and again, and names come again: each span
        # and each wording is hashed once.
        span = self._spans.get((start, end))
        if span is None:
            exact = self._article.text[start:end]
            digest = self._digests.get(exact)
            if digest is None:
                digest = self._digests[exact] = sha256(exact)
            span = self._spans[start, end] = {
                "char_start": start,
                "char_end": end,
                "exact": exact,
                "exact_sha256": digest,
            }
        return span

    def _raw(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source: they outlive a change of the normaliser, so ids hash them."""
        raw = self._raw_spans.get((start, end))
        if raw is None:
            raw = self._raw_spans[start, end] = self._offsets.to_raw(start, end)
        return raw


def _value_columns(value: Value) -> dict[str, object]:
    dated = value.date_from is not None or value.date_to is not None
    return {
        "amount": value.amount,
        "amount_min": value.amount_min,
        "amount_max": value.amount_max,
        "currency": value.currency,
        "unit": value.unit,
        "date_from": value.date_from,
        "date_to": value.date_to,
        "date_precision": value.date_precision if dated else None,
    }
