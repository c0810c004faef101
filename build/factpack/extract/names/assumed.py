"""What becomes of names that are taken for organisations for want of evidence that they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.model import Article, Claim, EntityType, LocalEntity, Rejected
from factpack.vocabulary import load_vocabulary

_LOOSE = word_list("names", "assumed.loose")
"""Rules that read whatever has something: "Nemo's tent" makes no firm of Nemo."""
_BODIES = word_list("names", "assumed.bodies")
"""Nouns of what people are together, beside those that are organisations' own."""


def is_untold(entity: LocalEntity) -> bool:
    """Whether nothing shows what a name names, so that what is done with it may tell."""
    return entity.otherwise == "Other" and not _is_common(entity.name)


def settle_assumed(
    entities: Sequence[LocalEntity],
    claims: Iterable[Claim],
    text: str,
    shown: Collection[str] = (),
) -> tuple[LocalEntity, ...]:
    """Entities as they are published: nothing is an organisation by assumption alone.

    But for what a claim speaks of: a rule that wants an organisation there is evidence for one,
    and what a thing is said to be tells which of both it is.

    Args:
        entities: of an article.
        claims: of the same article.
        text: of the same article.
        shown: rules whose object is a product where nothing else tells what it is.
    """
    said: dict[int, EntityType] = {}
    claims = tuple(claims)
    called = {claim.object for claim in claims if claim.rule in shown}
    for claim in claims:
        for end in (claim.subject, claim.object):
            if end is None or entities[end].otherwise is None:
                continue
            type_: EntityType | None = "Product"
            if end not in called or not _may_be_product(claim, end):
                type_ = borne_out(claim, end, entities[end].name, text)
            if type_ is not None and said.get(end) != "Organization":
                said[end] = type_
    return tuple(
        entity
        if entity.otherwise is None
        else replace(entity, type=said.get(number, entity.otherwise), otherwise=None)
        for number, entity in enumerate(entities)
    )


def without_refuted(
    claims: Sequence[Claim],
    entities: Sequence[LocalEntity],
    article: Article,
    showing: Collection[str],
) -> tuple[list[Claim], list[Rejected]]:
    """The claims, and as rejected those that take for a product what others say is none.

    "Vela launched Orbit. Orbit sued Zent": Orbit is a firm.

    Args:
        claims: of the article.
        entities: of the article, with the types that they are published with.
        article: the article.
        showing: rules whose object is a product where nothing else tells what it is.
    """
    predicates = load_vocabulary().predicates
    kept: list[Claim] = []
    refused: list[Rejected] = []
    for claim in claims:
        if claim.rule in showing and claim.object is not None:
            if entities[claim.object].type not in predicates[claim.predicate].object_types:
                refused.append(_refused(claim, article))
                continue
        kept.append(claim)
    return kept, refused


def _refused(claim: Claim, article: Article) -> Rejected:
    return Rejected(
        kind="claim",
        source=article.raw.source,
        check_code="type-mismatch",
        reason="The object would be a product, and other claims of the article say it is none.",
        article_id=article.article_id,
        extractor=claim.extractor,
        rule=claim.rule,
        start=claim.start,
        end=claim.end,
    )


def _may_be_product(claim: Claim, end: int) -> bool:
    """Whether a claim leaves it open that one of its ends is a product."""
    predicate = load_vocabulary().predicates[claim.predicate]
    if predicate.name == "has_type":
        return False
    if end == claim.object:
        return "Product" in predicate.object_types
    return "Product" in predicate.subject_types


def borne_out(claim: Claim, end: int, name: str, text: str) -> EntityType | None:
    """The type that a claim shows one of its ends to have; None where it shows none.

    Args:
        claim: of the article.
        end: its subject or its object, the number of an entity.
        name: of that entity.
        text: of the article.
    """
    if claim.rule in _LOOSE:
        return None
    if claim.predicate == "has_type" and claim.object_span is not None:
        return _of_kind(text[claim.object_span.start : claim.object_span.end])
    if end == claim.object and _is_common(name):
        return None  # "an author of books on Space"
    return "Organization"


def _of_kind(kind: str) -> EntityType:
    """The type of what is said to be of a kind: a bank is an organisation, a capsule is none.

    >>> _of_kind("bank in Leeds"), _of_kind("space capsule"), _of_kind("rap trio")
    ('Organization', 'Product', 'Organization')
    """
    flags = lx.lexicon().flags
    head = ""
    for word in kind.lower().split():
        if flags.get(word, 0) & lx.FUNCTION:
            break
        head = word
    is_body = head in _BODIES or flags.get(head, 0) & lx.ORG_NOUN
    return "Organization" if is_body else "Product"


def _is_common(name: str) -> bool:
    """Whether all words of a name are common nouns and none is what organisations are called by."""
    flags = lx.lexicon().flags
    words = [flags.get(word, 0) for word in name.lower().split()]
    return all(w & lx.COMMON for w in words) and not words[-1] & (lx.ORG_WORD | lx.ORG_HEAD)
