"""Draw claims to be judged: seeded, from every predicate, rule and band of confidence."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factpack.config.vocabulary import vocabulary_of
from factpack.release.open import Release
from factpack.vocabulary import in_force
from factpack.why.phrases import article_label
from factpack.why.sources import read_sources, statement
from factpack.why.story import Passage
from factpack.why.tables import open_tables
from factpack.why.words import Texts, Words

_BANDS = 5
"""Bands of confidence, each a fifth wide."""


@dataclass(frozen=True, slots=True)
class Item:
    """A claim to be judged.

    Attributes:
        claim_id: of the claim.
        statement: what it says, in plain words.
        cells: its cells by name, those that are null left out; entities by name.
        article: publisher, title and date of the article.
        passage: its words in their sentence, as far as rights and the reader allow.
    """

    claim_id: str
    predicate: str
    rule: str
    statement: str
    cells: Mapping[str, str]
    article: str
    passage: Passage

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        words = self.passage
        return {
            "claim_id": self.claim_id,
            "predicate": self.predicate,
            "rule": self.rule,
            "statement": self.statement,
            "cells": dict(self.cells),
            "article": self.article,
            "before": words.before,
            "words": words.exact,
            "after": words.after,
            "words_sha256": words.exact_sha256,
        }


def draw(
    release: Release,
    size: int,
    seed: int,
    *,
    texts: Texts | None = None,
    judged: Collection[str] = (),
) -> list[Item]:
    """A sample of the claims of a release.

    Every stratum (predicate, rule, band of confidence) gives claims in proportion to the square
    root of its size, at least one where there is room, so that rare rules are judged too. The same
    release, size and seed give the same claims in the same order.

    Args:
        release: an open release.
        size: how many claims at most.
        seed: another seed, another sample.
        texts: texts that the reader holds, for words that the release withholds.
        judged: claims that need no verdict any more.
    """
    with in_force(vocabulary_of(release.manifest)), open_tables(release) as tables:
        rows = tables.rows("select claim_id, predicate, rule, confidence from claims")
        done = frozenset(judged)
        wanted = _choose([row for row in rows if row["claim_id"] not in done], size, seed)
        claims = {row["claim_id"]: row for row in tables.among("claims", "claim_id", wanted)}
        words = Words(tables, texts)
        sources = read_sources(tables, list(claims.values()), words)
        items = []
        for claim_id in wanted:
            claim = claims[claim_id]
            article = sources.articles[claim["article_id"]]
            items.append(
                Item(
                    claim_id,
                    claim["predicate"],
                    claim["rule"],
                    statement(claim, sources.names),
                    _cells(claim, sources.names),
                    article_label(article),
                    words.passage(claim),
                )
            )
        return items


def _choose(rows: Sequence[Mapping[str, Any]], size: int, seed: int) -> list[str]:
    strata: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for row in rows:
        confidence = row["confidence"]
        band = -1 if confidence is None else min(int(confidence * _BANDS), _BANDS - 1)
        strata[row["predicate"], row["rule"], band].append(row["claim_id"])
    total = sum(math.sqrt(len(ids)) for ids in strata.values())
    ranked: list[tuple[float, str]] = []
    for ids in strata.values():
        share = math.sqrt(len(ids)) / total
        for place, claim_id in enumerate(sorted(ids, key=lambda id_: _chance(seed, id_))):
            # Where the claim would stand if its stratum were drawn from evenly.
            ranked.append(((place + 0.5) / share, claim_id))
    chosen = [claim_id for _, claim_id in sorted(ranked)[:size]]
    return sorted(chosen, key=lambda id_: _chance(seed, id_))


def _chance(seed: int, claim_id: str) -> str:
    return hashlib.sha256(f"{seed} {claim_id}".encode()).hexdigest()


_SHOWN = (
    "role",
    "organization_unit",
    "former",
    "kind",
    "metric",
    "scope",
    "amount",
    "amount_min",
    "amount_max",
    "currency",
    "unit",
    "date_from",
    "date_to",
    "date_relation",
    "modality",
)


def _cells(claim: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for column in ("subject_id", "object_id"):
        if claim[column] is not None:
            entity = names[claim[column]]
            cells[column.removesuffix("_id")] = f"{entity['name']} ({entity['type']})"
    if claim["object_value"] is not None:
        cells["object"] = claim["object_value"]
    for column in _SHOWN:
        if claim[column] is not None:
            cells[column] = str(claim[column])
    if claim["attributed_to"] is not None:
        cells["attributed_to"] = names[claim["attributed_to"]]["name"]
    return cells
