"""Pairs of annotated news and of KnowledgeNet with what the annotation says of each."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.extraction.knowledgenet import FILE, PROPERTIES, SIX
from benchmarks.extraction.sets import Range, Record, overlap, plain_article, read_lines
from benchmarks.news.material import Material
from benchmarks.news.scoring import write_dataset
from benchmarks.reader.pairs import Pair, find_pairs
from factpack.config import Dataset
from factpack.evaluate.measure import judge_claims, normal_name
from factpack.evaluate.predictions import predictions
from factpack.evaluate.records import Annotation, ClaimRecord
from factpack.extract.names import KnownNames
from factpack.extract.rules_extractor import RulesExtractor
from factpack.extract.text.doc import doc_of
from factpack.model import Article, Extraction, Value
from factpack.normalise.offsets import OffsetMap
from factpack.pipeline import build
from factpack.release.open import open_release


@dataclass(frozen=True, slots=True)
class Example:
    """A claim that a pair may state.

    Attributes:
        group: of stories that share names; examples of one group are in one fold.
        right: whether the annotation has it; None where it neither says so nor denies it.
        claim: as it would be published; None in KnowledgeNet, which is only learnt from.
        sentence: document, and offsets of the sentence in its source.
    """

    predicate: str
    features: frozenset[str]
    group: str
    right: bool | None
    claim: ClaimRecord | None = None
    sentence: tuple[str, int, int] = ("", 0, 0)


@dataclass(frozen=True, slots=True)
class NewsSet:
    """A set with the claims of the rules, the published ones and all, and its examples."""

    name: str
    gold: Annotation
    published: tuple[ClaimRecord, ...]
    every: tuple[ClaimRecord, ...]
    examples: tuple[Example, ...]


@dataclass(slots=True)
class _Recorder:
    """The default extractor, which keeps the pairs of each article besides."""

    rules: RulesExtractor
    kept: dict[str, tuple[Article, Extraction, list[Pair]]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.rules.label

    def extract(self, article: Article) -> Extraction:
        found = self.rules.extract(article)
        pairs = find_pairs(doc_of(article), found.entities, found.mentions, found.literals)
        self.kept[article.raw.source] = article, found, list(pairs)
        return found


def read_set(material: Material, group: Mapping[str, str], threshold: float) -> NewsSet:
    """Build a set, and label its pairs.

    Args:
        material: the set.
        group: group of stories of every document.
        threshold: `publish.min_confidence` of the claims that count as published.
    """
    recorder = _Recorder(RulesExtractor())

    def choose(dataset: Dataset, known: KnownNames | None) -> _Recorder:
        return recorder

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = write_dataset(folder, material.documents, 0.0)
        built = build(folder / "dataset.yaml", articles=articles, out=folder / "out", choose=choose)
        release = open_release(built.path)
        claims = predictions(release, {}).claims
        sure = {
            row["claim_id"]
            for row in release.table("claims").to_pylist()
            if row["confidence"] is None or row["confidence"] >= threshold
        }
        names = {row["entity_id"]: row["name"] for row in release.table("entities").to_pylist()}
        sources = {
            row["article_id"]: row["source"] for row in release.table("articles").to_pylist()
        }
        linked = {
            (sources[row["article_id"]], row["char_start"]): names[row["entity_id"]]
            for row in release.table("mentions").to_pylist()
        }
    examples = [
        example
        for doc, (article, found, pairs) in sorted(recorder.kept.items())
        for example in _label(doc, article, found, pairs, linked, material.gold, group[doc])
    ]
    published = tuple(claim for claim in claims if claim.claim_id in sure)
    return NewsSet(material.name, material.gold, published, claims, tuple(examples))


def _label(
    doc: str,
    article: Article,
    found: Extraction,
    pairs: list[Pair],
    linked: Mapping[tuple[str, int], str],
    gold: Annotation,
    group: str,
) -> Iterator[Example]:
    offsets = OffsetMap(article.segments)
    called = _gold_names(doc, found, offsets, gold)
    names = frozenset(normal_name(name) for name in gold.mentions.values())
    true = [claim for claim in gold.claims if claim.doc == doc]
    for pair in pairs:
        sentence = offsets.to_raw(pair.sentence.start, pair.sentence.end)
        one = found.mentions[pair.subject]
        subject = called[one.entity]
        said = linked.get((doc, one.start)) or found.entities[one.entity].name
        qualifiers: dict[str, object] = {}
        if pair.object >= 0:
            other = found.mentions[pair.object]
            words = linked.get((doc, other.start)) or found.entities[other.entity].name
            target = called[other.entity]
        else:
            literal = found.literals[pair.literal]
            target = words = article.text[literal.start : literal.end]
            qualifiers = _value(literal.value)
        for predicate in pair.predicates:
            claim = ClaimRecord(
                doc, predicate, subject, target, qualifiers, "article", "asserted", (sentence,)
            )
            right = _truth(claim, true, names)
            span = offsets.to_raw(pair.start, pair.end)
            claim = replace(claim, subject=said, object=words, spans=(span,))
            yield Example(predicate, pair.features, group, right, claim, (doc, *sentence))


def _value(value: Value) -> dict[str, object]:
    """A value as the qualifiers by which an annotation is compared."""
    bounds = (value.amount, value.amount_min, value.amount_max)
    amount = next((bound for bound in bounds if bound is not None), None)
    return {"amount": amount, "date": value.date_from and value.date_from.isoformat()}


def _truth(claim: ClaimRecord, true: list[ClaimRecord], names: frozenset[str]) -> bool | None:
    """Whether a claim is required at its place; None where it is optional, or said elsewhere."""
    verdict = judge_claims([claim], true, names)[0]
    if verdict.kind == "wrong":
        return False
    return True if verdict.kind == "right" else None


def _gold_names(
    doc: str, found: Extraction, offsets: OffsetMap, gold: Annotation
) -> dict[int, str]:
    """Each entity by the name that the annotation has for most of its mentions."""
    wanted = [(start, end, name) for (d, start, end), name in gold.mentions.items() if d == doc]
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for mention in found.mentions:
        if mention.kind == "name":
            at = offsets.to_raw(mention.start, mention.end)
            votes[mention.entity].update(
                name for start, end, name in wanted if overlap(at, (start, end))
            )
    called = {i: entity.name for i, entity in enumerate(found.entities)}
    for entity, counts in votes.items():
        if counts:
            called[entity] = min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
    return called


def read_knowledgenet(shared: Path) -> Iterator[Example]:
    """Pairs of passages, of the properties that each is annotated for."""
    meant = {name: predicate for predicate, name in PROPERTIES.items() if predicate != "owned_by"}
    meant |= {"HEADQUARTERS": "located_in", "CEO": "has_role", "EMPLOYEE_OR_MEMBER_OF": "has_role"}
    for row in read_lines(shared / FILE):
        asked = SIX & set(row["annotated_properties"])
        posts = {"CEO", "EMPLOYEE_OR_MEMBER_OF"} & asked
        told = {meant[name] for name in asked if name not in posts or len(posts) == 2}
        facts = []
        for fact in row["facts"]:
            if fact["property"] in asked:
                first, second = ("subject", "object")
                if fact["property"] == "CEO":
                    first, second = second, first
                facts.append((meant[fact["property"]], _span(fact[first]), _span(fact[second])))
        article = plain_article(row["text"])
        found = RulesExtractor().extract(article)
        pairs = find_pairs(doc_of(article), found.entities, found.mentions, found.literals)
        for pair in pairs:
            one = found.mentions[pair.subject]
            other = (
                found.mentions[pair.object] if pair.object >= 0 else found.literals[pair.literal]
            )
            for predicate in told & set(pair.predicates):
                right = any(
                    name == predicate
                    and overlap((one.start, one.end), subject)
                    and overlap((other.start, other.end), target)
                    for name, subject, target in facts
                )
                yield Example(predicate, pair.features, "", right)


def _span(end: Record) -> Range:
    return end["start"], end["end"]
