"""Places of annotated news that speak of an organisation which their sentence does not name."""

from __future__ import annotations

import re
import tempfile
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extraction.sets import Range, overlap, read_lines
from benchmarks.news.material import Material
from benchmarks.news.scoring import write_dataset
from factpack.config import load_dataset_config
from factpack.evaluate.measure import normal_name
from factpack.evaluate.records import ClaimRecord
from factpack.extract.mentions import find_mentions
from factpack.extract.text.doc import Doc, doc_of
from factpack.extract.values import find_literals
from factpack.model import Article, LiteralValue, LocalEntity, Mention, RawArticle
from factpack.normalise import normalise
from factpack.normalise.offsets import OffsetMap
from factpack.read import read_articles

_FORMS = (
    ("possessor", re.compile(r"\b(?:its|their)\b", re.IGNORECASE)),
    ("we", re.compile(r"\b(?:we|our|us)\b")),
    ("pronoun", re.compile(r"\b(?:it|they|them)\b", re.IGNORECASE)),
    (
        "the company",
        re.compile(r"\b(?:the|this) (?:\w+[ -]){0,2}(?:company|firm|business|group)\b", re.I),
    ),
    (
        "description",
        re.compile(
            r"\b(?:the|this) (?:[\w’'-]+ ){0,3}(?:\w+maker|maker|bank|lender|retailer|carrier"
            r"|airline|startup|start-up|giant|agency|university|school|college|charity|club|council|board"
            r"|team|union|studio|chain|operator|developer|supplier|publisher|party|government"
            r"|institute|foundation|hospital|museum|court|department|ministry|regulator|brewery"
            r"|co-operative|cooperative|trust|league|platform|brand|store|fund|organi[sz]ation)\b",
            re.IGNORECASE,
        ),
    ),
)
"""How an organisation may be pointed to; what matches none of these leaves it out."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article as the steps before claims leave it."""

    article: Article
    doc: Doc
    literals: tuple[LiteralValue, ...]
    entities: tuple[LocalEntity, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A place that speaks of an organisation which its sentence does not name.

    Attributes:
        doc: the document.
        predicate: of the claim.
        form: how the words point to the organisation; `implicit` where they do not.
        at: the offset in the normalised text where the words stand.
        words: the span of the words that point to it; of the claim where it is left out.
        true: entities of the article that are the one meant; none where its name was not found.
        name: what the annotation calls it.
    """

    doc: str
    predicate: str
    form: str
    at: int
    words: Range
    true: frozenset[int]
    name: str


def read_documents(material: Material) -> dict[str, Read]:
    """The documents of a set, read up to their mentions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = write_dataset(folder, material.documents)
        dataset = load_dataset_config(folder / "dataset.yaml", articles)
        found = {}
        for item in read_articles(dataset):
            if isinstance(item, RawArticle):
                article = normalise(item)
                doc = doc_of(article)
                literals = find_literals(article, doc)
                entities, mentions = find_mentions(article, doc, literals)
                found[item.source] = Read(article, doc, literals, entities, mentions)
    return found


def cases_of(material: Material, read: Mapping[str, Read]) -> Iterator[Case]:
    """The cases of a set, in the order of its annotation."""
    types = {
        (row["doc"], row["canonical"]): row["type"]
        for row in read_lines(material.gold_file)
        if row["kind"] == "entity"
    }
    named: dict[str, dict[str, list[Range]]] = defaultdict(lambda: defaultdict(list))
    for (doc, start, end), name in material.gold.mentions.items():
        named[doc][name].append((start, end))
    known = {doc: _Known(one, named[doc]) for doc, one in read.items()}
    for claim in material.gold.claims:
        if claim.optional or claim.modality == "negated" or claim.doc not in known:
            continue
        for side in (claim.subject, claim.object):
            if side is not None and types.get((claim.doc, side)) == "Organization":
                yield from known[claim.doc].cases(claim, side)


class _Known:
    """An article beside the names of its annotation."""

    def __init__(self, read: Read, named: Mapping[str, list[Range]]) -> None:
        self._read = read
        self._named = named
        self._offsets = OffsetMap(read.article.segments)
        self._starts = [sentence.start for sentence in read.doc.sentences]
        self._called = self._names()

    def cases(self, claim: ClaimRecord, name: str) -> Iterator[Case]:
        """The case of one end of a claim; none where the sentence names it."""
        span = self._offsets.to_normalised(*claim.spans[0])
        if span is None:
            return
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        last = max(first, bisect_left(self._starts, span[1]) - 1)
        sentences = self._read.doc.sentences
        whole = self._offsets.to_raw(sentences[first].start, sentences[last].end)
        if any(overlap(whole, place) for place in self._named[name]):
            return
        form, words = self._form(span, sentences[last].start)
        true = frozenset(i for i, called in self._called.items() if called == name)
        yield Case(claim.doc, claim.predicate, form, words[0], words, true, normal_name(name))

    def _form(self, span: Range, sentence: int) -> tuple[str, Range]:
        """How the words of a claim, or those before it, point to what they leave unnamed."""
        text = self._read.article.text
        for start, end in (span, (min(sentence, span[0]), span[0])):
            found = [
                (match.start(), name, match.span())
                for name, pattern in _FORMS
                for match in pattern.finditer(text, start, end)
            ]
            if found:
                _, name, words = min(found)
                return name, words
        return "implicit", span

    def _names(self) -> dict[int, str]:
        """Each entity by the name that the annotation has for most of its mentions."""
        votes: dict[int, Counter[str]] = defaultdict(Counter)
        for mention in self._read.mentions:
            if mention.kind == "name":
                at = self._offsets.to_raw(mention.start, mention.end)
                votes[mention.entity].update(
                    name
                    for name, places in self._named.items()
                    if any(overlap(at, place) for place in places)
                )
        return {
            entity: min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
            for entity, counts in votes.items()
            if counts
        }
