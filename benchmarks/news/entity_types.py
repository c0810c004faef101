"""How many of the published names are things, and things of the type that the release gives them.

An entity of a release is counted once for each document that names it. It is right where more than
half of its mentions in the document are, span for span, mentions of one thing of the annotation
which has the same type; a name that the annotation has not is wrong.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extraction.sets import read_lines
from factpack.evaluate.measure import normal_name
from factpack.evaluate.predictions import named_spans
from factpack.release.open import Release

TYPES = ("Organization", "Person", "Place", "Product", "Other")


@dataclass(frozen=True, slots=True)
class Named:
    """What a document names; `spans` are offsets of code points into the source."""

    doc: str
    name: str
    type: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A published entity with what the annotation says of it; `true` is None where it has none."""

    entity: Named
    true: Named | None


def annotated_entities(gold_file: Path) -> list[Named]:
    """The entities of an annotation, in the order of the file."""
    return [
        Named(
            row["doc"],
            row["canonical"],
            row["type"],
            tuple((start, end) for start, end in row["mentions"]),
        )
        for row in read_lines(gold_file)
        if row["kind"] == "entity"
    ]


def published_entities(release: Release) -> list[Named]:
    """The entities of a release, once for each document that names them, in a fixed order."""
    entities = {row["entity_id"]: row for row in release.table("entities").to_pylist()}
    spans: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for (doc, start, end), entity_id in named_spans(release).items():
        spans[doc, entity_id].append((start, end))
    return [
        Named(doc, entities[entity_id]["name"], entities[entity_id]["type"], tuple(sorted(places)))
        for (doc, entity_id), places in sorted(spans.items())
    ]


def judge_types(published: Iterable[Named], annotated: Iterable[Named]) -> list[Judged]:
    """Find what each published entity is in the annotation."""
    owner: dict[tuple[str, int, int], Named] = {}
    for true in annotated:
        for start, end in true.spans:
            owner[true.doc, start, end] = true
    judged = []
    for entity in published:
        votes = Counter(
            owner[entity.doc, start, end]
            for start, end in entity.spans
            if (entity.doc, start, end) in owner
        )
        best = max(votes, key=lambda one: (votes[one], one.name), default=None)
        enough = best is not None and 2 * votes[best] > len(entity.spans)
        judged.append(Judged(entity, best if enough else None))
    return judged


def type_table(judged: Iterable[Judged], annotated: Iterable[Named]) -> Iterator[str]:
    """A line for each type: how many are published, are so typed, are of another type, are none."""
    wanted = Counter(one.type for one in annotated)
    counts: Mapping[str, Counter[str]] = {kind: Counter() for kind in TYPES}
    found: Mapping[str, set[Named]] = {kind: set() for kind in TYPES}
    in_full = known = 0
    for one in judged:
        if one.entity.type not in counts:
            continue
        kind = "none" if one.true is None else "right"
        if one.true is not None:
            known += 1
            in_full += normal_name(one.true.name) == normal_name(one.entity.name)
            if one.true.type != one.entity.type:
                kind = "other"
            else:
                found[one.true.type].add(one.true)
        counts[one.entity.type][kind] += 1
    for kind, verdicts in counts.items():
        total = sum(verdicts.values())
        right = verdicts["right"]
        recall = _share(len(found[kind]), wanted[kind])
        yield (
            f"  {kind:13} {total:5} published  {right:5} right  {verdicts['other']:4} other type"
            f"  {verdicts['none']:4} no name  P {_share(right, total)} R {recall}"
        )
    yield f"  named as the annotation names them: {in_full} of {known}, {_share(in_full, known)}"


def draw(published: Iterable[Named], type_: str | None, size: int, seed: int) -> list[Named]:
    """A seeded sample of the entities, each once, of one type or of all."""
    first: dict[tuple[str, str], Named] = {}
    for entity in published:
        if type_ is None or entity.type == type_:
            first.setdefault((entity.name, entity.type), entity)
    listed = [first[key] for key in sorted(first)]
    return random.Random(seed).sample(listed, min(size, len(listed)))


def most_named(published: Iterable[Named], size: int) -> list[tuple[str, str, int, int]]:
    """Name, type, mentions and documents of the entities that are named most."""
    mentions: Counter[tuple[str, str]] = Counter()
    documents: Counter[tuple[str, str]] = Counter()
    for entity in published:
        mentions[entity.name, entity.type] += len(entity.spans)
        documents[entity.name, entity.type] += 1
    ranked = sorted(mentions, key=lambda key: (-mentions[key], key))
    return [(*key, mentions[key], documents[key]) for key in ranked[:size]]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"
