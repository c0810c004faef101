"""The annotated sets: documents that the project does not hold, and their annotation.

`gold` is the set in the folder of shared inputs. A batch is a file of stand-off records in
`annotations/`: its documents are named by identifier and by the hash of their text, and are found
in the shared sets; no sentence of theirs is part of the project. The articles of the sets called
`made` were written for this benchmark and stand in `made/`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extraction.sets import SHARED, read_lines
from benchmarks.news.wikinews import wikinews_article
from factpack.evaluate.records import Annotation, read_annotation

ANNOTATIONS = Path(__file__).with_name("annotations")
POOLS = ("data/news_dev.jsonl", "data/posts_18f.jsonl")
WIKINEWS = "data/meantime_dev.jsonl"
MADE = Path(__file__).with_name("made")
"""Articles that were written for this benchmark; the project holds them."""


YOUNGER = frozenset(
    "accused_of approved banned charged_with closes donated_to fined investigates pays_penalty"
    " ranked recalled ruled sued suffered_incident won_award".split()
)
"""Predicates that the vocabulary gained after all sets before batch-07 were annotated.

An older annotation has none of them, so that it says nothing of their claims: those are read and
judged one by one (`reviews.csv`).
"""


class MaterialError(Exception):
    """A set that cannot be scored here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a file: title, blank line, text."""

    name: str
    content: str
    publisher: str | None
    published: str | None
    corpus: str = ""
    """Name of the file of the shared sets that it is from, without its ending."""


@dataclass(frozen=True, slots=True)
class Material:
    """A set of documents with their annotation."""

    name: str
    documents: tuple[Document, ...]
    gold: Annotation
    gold_file: Path


def set_names() -> list[str]:
    """`gold`, then the batches in order."""
    return ["gold", *sorted(path.stem for path in ANNOTATIONS.glob("*.jsonl"))]


def read_material(name: str, shared: Path = SHARED) -> Material:
    """A set with its texts.

    Raises:
        MaterialError: no such set, or its texts are not here or not those that were annotated.
    """
    if name == "gold":
        folder = shared / "gold" / "news"
        if not folder.is_dir():
            raise MaterialError(f"{name} needs gold/news in {shared}")
        meta = {row["doc"]: row for row in json.loads((folder / "meta.json").read_text("utf-8"))}
        documents = tuple(
            Document(
                path.name,
                path.read_text("utf-8"),
                meta[path.name]["publisher"],
                meta[path.name]["published"],
            )
            for path in sorted((folder / "articles").glob("*.txt"))
        )
        gold_file = folder / "gold.jsonl"
        return Material(name, documents, read_annotation(gold_file), gold_file)
    gold_file = ANNOTATIONS / f"{name}.jsonl"
    if not gold_file.is_file():
        raise MaterialError(f"{name}: no such set; there are {', '.join(set_names())}")
    wanted = {
        row["doc"]: row["text_sha256"]
        for row in read_lines(gold_file)
        if row["kind"] == "normalisation"
    }
    found = {doc.name: doc for doc in pool(shared) if doc.name in wanted}
    for doc, digest in wanted.items():
        if doc not in found or text_digest(found[doc].content) != digest:
            raise MaterialError(f"{name}: {doc} is not in {shared} as it was annotated")
    documents = tuple(found[doc] for doc in sorted(wanted))
    return Material(name, documents, read_annotation(gold_file), gold_file)


def pool(shared: Path = SHARED) -> Iterator[Document]:
    """All documents that batches are drawn from."""
    for relative in POOLS:
        path = shared / relative
        if not path.is_file():
            continue
        for row in read_lines(path):
            content = f"{row['title']}\n\n{row['text']}\n" if row.get("title") else row["text"]
            published = str(row.get("published") or row.get("date") or "")[:10] or None
            yield Document(f"{row['id']}.txt", content, row.get("publisher"), published, path.stem)
    for path in sorted(MADE.glob("*.txt")):
        made = path.read_text("utf-8")
        yield Document(path.name, made, "Written for this benchmark", None, MADE.name)
    if (shared / WIKINEWS).is_file():
        for row in read_lines(shared / WIKINEWS):
            content, published = wikinews_article(row["text"])
            yield Document(
                f"wikinews-{row['id']}.txt", content, "Wikinews", published, Path(WIKINEWS).stem
            )


def text_digest(content: str) -> str:
    """SHA-256 of a document, by which an annotation knows that it is about this text."""
    return hashlib.sha256(content.encode()).hexdigest()
