"""What becomes of names that are taken for organisations for want of evidence that they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from factpack.extract.languages.en import name_words as lx
from factpack.extract.languages.en.word_lists import word_list
from factpack.model import Claim, EntityType, LocalEntity

_LOOSE = word_list("names", "assumed.loose")
"""Rules that read whatever has something: "Nemo's tent" makes no firm of Nemo."""
_BODIES = word_list("names", "assumed.bodies")
"""Nouns of what people are together, beside those that are organisations' own."""


def settle_assumed(
    entities: Sequence[LocalEntity], claims: Iterable[Claim], text: str
) -> tuple[LocalEntity, ...]:
    """Entities as they are published: nothing is an organisation by assumption alone.

    But for what a claim speaks of: a rule that wants an organisation there is evidence for one,
    and what a thing is said to be tells which of both it is.

    Args:
        entities: of an article.
        claims: of the same article.
        text: of the same article.
    """
    said: dict[int, EntityType] = {}
    for claim in claims:
        for end in (claim.subject, claim.object):
            if end is None or entities[end].otherwise is None:
                continue
            type_ = _borne_out(claim, end, entities[end].name, text)
            if type_ is not None and said.get(end) != "Organization":
                said[end] = type_
    return tuple(
        entity
        if entity.otherwise is None
        else replace(entity, type=said.get(number, entity.otherwise), otherwise=None)
        for number, entity in enumerate(entities)
    )


def _borne_out(claim: Claim, end: int, name: str, text: str) -> EntityType | None:
    """The type that a claim shows one of its ends to have; None where it shows none."""
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
