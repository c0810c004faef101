"""Build a set as a publisher would, and judge every claim of the release.

Three times. With the names of the release: the figure of record. With any name of the thing: an
annotation calls a thing by the longest form of its own document, a release by one name for all its
articles, so a name is right as well where the release itself lists that of the annotation for the
same entity. With the names of the annotation put in place of those of the release where a mention
is the same, so that reading and naming are told apart.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.news.material import YOUNGER, Document, Material
from factpack.evaluate.measure import (
    SOFT,
    Evaluation,
    Score,
    Verdict,
    evaluate,
    judge_claims,
    normal_name,
    score,
)
from factpack.evaluate.predictions import predictions
from factpack.evaluate.records import Annotation, ClaimRecord
from factpack.pipeline import build
from factpack.release.open import Release, open_release

_CONFIG = """\
name: news
title: Annotated news
description: Articles that people annotated, built to be measured and thrown away.
license: CC0-1.0
rights: full
released: 2026-11-21
sources:
  - path: "*.txt"
"""


@dataclass(frozen=True, slots=True)
class Scored:
    """A set, judged.

    Attributes:
        evaluation: all scores of `factpack evaluate`, with the names of the release.
        verdicts: of every claim, with the names of the release.
        verdicts_any_name: of every claim, with any name that the release lists for its entities.
        verdicts_gold_names: of every claim, with the names of the annotation.
        missed: required claims of the annotation that no claim is, with the names of the release.
        gold: the annotation.
    """

    evaluation: Evaluation
    verdicts: list[Verdict]
    verdicts_any_name: list[Verdict]
    verdicts_gold_names: list[Verdict]
    missed: list[ClaimRecord]
    gold: Annotation


def score_material(material: Material, min_confidence: float | None = None) -> Scored:
    """Build the set in a temporary folder, and judge it.

    Args:
        material: documents and annotation.
        min_confidence: `publish.min_confidence` of the build; None: its default.
    """
    with built_release(material.name, material.documents, min_confidence) as release:
        predicted, listed = predictions(release, {}), listed_names(release)
    gold = material.gold
    predicted = annotated(predicted, gold)
    names = frozenset(normal_name(name) for name in gold.mentions.values())
    verdicts = judge_claims(predicted.claims, gold.claims, names)
    any_name = with_any_name(predicted, gold, listed)
    gold_names = with_gold_names(predicted, gold)
    found = {id(verdict.true) for verdict in verdicts if verdict.true is not None}
    return Scored(
        evaluate(predicted, gold),
        verdicts,
        judge_claims(any_name.claims, gold.claims, names),
        judge_claims(gold_names.claims, gold.claims, names),
        [claim for claim in gold.claims if not claim.optional and id(claim) not in found],
        gold,
    )


def annotated(predicted: Annotation, gold: Annotation) -> Annotation:
    """The claims of those predicates that the annotators of a set looked for.

    A set in which one of the younger predicates stands was annotated when the vocabulary had them.
    """
    if any(claim.predicate in YOUNGER for claim in gold.claims):
        return predicted
    claims = tuple(claim for claim in predicted.claims if claim.predicate not in YOUNGER)
    return replace(predicted, claims=claims)


def with_gold_names(predicted: Annotation, gold: Annotation) -> Annotation:
    """The claims of a release with every name as the annotation calls it.

    A name of the release stands for that of the annotation which most of its mentions in the
    document overlap; a name without such a mention stays.
    """
    return _renamed(predicted, _by_mentions(predicted, gold))


def with_any_name(
    predicted: Annotation, gold: Annotation, listed: Mapping[str, frozenset[str]]
) -> Annotation:
    """The claims of a release, calling an entity as the annotation does where it lists that name.

    An entity whose names are those of two things in one document was merged wrongly there: which
    of them it is, its mentions decide, so that the claims about the other stay wrong.

    Args:
        predicted: the release.
        gold: the annotation.
        listed: from `listed_names`.
    """
    things: dict[str, dict[str, str]] = defaultdict(dict)
    for (doc, _, _), name in gold.mentions.items():
        things[doc].setdefault(normal_name(name), name)
    by_mentions = _by_mentions(predicted, gold)
    call: dict[tuple[str, str], str] = {}
    for doc, name in _named(predicted):
        true = [things[doc][key] for key in sorted(listed.get(name, ())) if key in things[doc]]
        if len(true) == 1:
            call[doc, name] = true[0]
        elif true and (doc, name) in by_mentions:
            call[doc, name] = by_mentions[doc, name]
    return _renamed(predicted, call)


def listed_names(release: Release) -> Mapping[str, frozenset[str]]:
    """The names, as they are compared, that a release lists for the entities of each name."""
    names = {row["entity_id"]: row["name"] for row in release.table("entities").to_pylist()}
    listed: dict[str, set[str]] = {name: {normal_name(name)} for name in names.values()}
    for row in release.table("aliases").to_pylist():
        listed[names[row["entity_id"]]].add(normal_name(row["alias"]))
    return {name: frozenset(keys) for name, keys in listed.items()}


def _named(predicted: Annotation) -> set[tuple[str, str]]:
    """What the claims of each document are about."""
    ends = ((c.doc, name) for c in predicted.claims for name in (c.subject, c.object))
    return {(doc, name) for doc, name in ends if name is not None}


def _by_mentions(predicted: Annotation, gold: Annotation) -> Mapping[tuple[str, str], str]:
    """The name of the annotation that most mentions of a release's name overlap, by document."""
    by_doc: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for (doc, start, end), name in gold.mentions.items():
        by_doc[doc].append((start, end, name))
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (doc, start, end), name in predicted.mentions.items():
        for low, high, true in by_doc[doc]:
            if low < end and start < high:
                votes[doc, name][true] += 1
    return {
        key: min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
        for key, counts in votes.items()
    }


def _renamed(predicted: Annotation, call: Mapping[tuple[str, str], str]) -> Annotation:
    """A release with the names of its claims replaced, by document and name."""

    def rename(doc: str, name: str) -> str:
        return call.get((doc, name), name)

    claims = tuple(
        replace(
            claim,
            subject=rename(claim.doc, claim.subject),
            object=None if claim.object is None else rename(claim.doc, claim.object),
            attribution=rename(claim.doc, claim.attribution),
        )
        for claim in predicted.claims
    )
    return replace(predicted, claims=claims)


def core(verdicts: Iterable[Verdict], gold: Annotation) -> Score:
    """Counts over the predicates whose objects are no free text."""
    return score(
        (verdict for verdict in verdicts if verdict.claim.predicate not in SOFT),
        (claim for claim in gold.claims if claim.predicate not in SOFT),
    )


def by_rule(verdicts: Iterable[Verdict]) -> Mapping[str, Counter[str]]:
    """Verdicts by the rule that found the claim."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict in verdicts:
        counts[verdict.claim.rule or ""][verdict.kind] += 1
    return counts


def write_dataset(
    folder: Path, documents: Iterable[Document], min_confidence: float | None = None
) -> Path:
    """Write a dataset.yaml and the articles beside it; the folder of the articles.

    Args:
        folder: an empty folder.
        documents: the articles.
        min_confidence: `publish.min_confidence`; None: the default.
    """
    articles = folder / "articles"
    articles.mkdir()
    config = _CONFIG
    if min_confidence is not None:
        config += f"publish: {{min_confidence: {min_confidence}}}\n"
    config += "articles:\n"
    for document in documents:
        (articles / document.name).write_text(document.content, "utf-8", newline="\n")
        known = {"publisher": document.publisher, "published": document.published}
        known = {key: value for key, value in known.items() if value}
        config += f"  {json.dumps(document.name)}: {json.dumps(known)}\n"
    (folder / "dataset.yaml").write_text(config, "utf-8")
    return articles


@contextmanager
def built_release(
    name: str, documents: Iterable[Document], min_confidence: float | None = None
) -> Iterator[Release]:
    """Build documents in a temporary folder; the release is gone at the end of the block.

    Raises:
        RuntimeError: the release was refused.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        articles = write_dataset(folder, documents, min_confidence)
        built = build(folder / "dataset.yaml", articles=articles, out=folder / "out")
        if not built.published:
            worst = built.findings[0]
            raise RuntimeError(f"{name} was refused: {worst.code}: {worst.message}")
        yield open_release(built.path)
