"""From the items of an answer to facts of the format that `schema/facts-input.schema.json` has.

Nothing is corrected here: what a model adds of its own keeps its place in the facts, and the schema
refuses it there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from factpack.extract.given.llm.prompt import QUOTE
from factpack.vocabulary import load_vocabulary

_SUFFIX = "_attributes"
_REFERENCES = ("subject", "object", "attributed_to", "speaker")


@dataclass(slots=True)
class AnswerFacts:
    """Entities, claims and quotes of an answer, and the numbers of items that are none of them."""

    entities: list[Any] = field(default_factory=list)
    claims: list[Any] = field(default_factory=list)
    quotes: list[Any] = field(default_factory=list)
    misshapen: list[int] = field(default_factory=list)


def facts_of(items: Sequence[dict[str, Any]]) -> AnswerFacts:
    """Facts as an answer gives them, in its order.

    >>> facts_of([{"acquired": "Vela bought it", "acquired_attributes": {"amount": "3"}}]).claims
    [{'predicate': 'acquired', 'evidence': 'Vela bought it', 'amount': '3'}]
    """
    facts = AnswerFacts()
    types = load_vocabulary().types
    for number, item in enumerate(items, 1):
        classes = [key for key in item if not key.endswith(_SUFFIX)]
        if len(classes) != 1 or item.keys() - {classes[0], classes[0] + _SUFFIX}:
            facts.misshapen.append(number)
            continue
        (cls,) = classes
        attributes = item.get(cls + _SUFFIX) or {}
        if not isinstance(attributes, dict):
            facts.misshapen.append(number)
        elif cls in types:
            facts.entities.append(
                _without_empty({"name": item[cls], "type": cls, **_aliased(attributes)})
            )
        elif cls == QUOTE:
            facts.quotes.append({**_referring(attributes), "text": item[cls]})
        else:
            facts.claims.append(
                {"predicate": cls, "evidence": item[cls], **_claim(_referring(attributes))}
            )
    return facts


def _claim(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes without the two that the item itself says."""
    return {k: v for k, v in attributes.items() if k not in ("predicate", "evidence")}


def _aliased(attributes: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in attributes.items() if k not in ("name", "type")}
    aliases = kept.get("aliases")
    return {**kept, "aliases": [aliases]} if isinstance(aliases, str) and aliases else kept


def _referring(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes with references in one: words, or the entity and the words that refer to it."""
    kept = _without_empty(attributes)
    for side in _REFERENCES:
        entity = kept.pop(f"{side}_entity", None)
        words = kept.get(side)
        if entity is not None and entity != words:
            kept[side] = {"entity": entity} if words is None else {"entity": entity, "text": words}
    return kept


def _without_empty(attributes: dict[str, Any]) -> dict[str, Any]:
    """Models write null, "" and [] for what they were told to leave out."""
    return {k: v for k, v in attributes.items() if v is not None and v != "" and v != []}
