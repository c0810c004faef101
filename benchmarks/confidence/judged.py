"""Claims whose truth is known: judged by the annotation of their article, or by a reviewer."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.news.material import (
    YOUNGER,
    Document,
    MaterialError,
    pool,
    read_material,
    set_names,
)
from benchmarks.news.scoring import score_material, write_dataset
from factpack.confidence.features import FEATURES
from factpack.confidence.reviews import final_verdicts, read_reviews
from factpack.config import load_dataset_config
from factpack.engine.local import stage_articles
from factpack.evaluate.measure import normal_name
from factpack.extract.choose import make_extractor
from factpack.link.database import open_stage
from factpack.model import RawArticle, Rejected
from factpack.read import read_articles

REVIEWS = Path(__file__).parents[1] / "news" / "reviews.csv"
REVIEWED = "reviewed"
"""Source of the claims that reviewers judged, as `gold` is of those of the set of that name."""


@dataclass(frozen=True, slots=True, order=True)
class Judged:
    """A claim whose truth is known.

    Attributes:
        source: set of annotated articles, or `REVIEWED`.
        subject: its name, as names are compared.
        verdict: of the annotation, calling things by any name that the release lists for them; of
            a reviewer, `right` where every cell is.
    """

    doc: str
    claim_id: str
    source: str
    extractor: str
    predicate: str
    rule: str
    subject: str
    features: tuple[int, ...]
    verdict: str

    @property
    def right(self) -> bool:
        """Whether it may be published; what an annotation leaves open may."""
        return self.verdict != "wrong"


@dataclass(frozen=True, slots=True)
class _Row:
    doc: str
    extractor: str
    predicate: str
    rule: str
    subject: str
    words_sha256: str
    features: tuple[int, ...]

    def judged(self, claim_id: str, source: str, verdict: str) -> Judged:
        """With its verdict."""
        key = self.doc, claim_id, source, self.extractor, self.predicate, self.rule
        return Judged(*key, normal_name(self.subject), self.features, verdict)


def judged_claims(shared: Path, without: Collection[str]) -> list[Judged]:
    """Every judged claim that the extractor of the day still makes, each once, in stable order.

    Args:
        shared: folder of the sets.
        without: sets that nothing may be learnt from.
    """
    annotated = [name for name in set_names() if name not in without]
    return sorted([*_annotated(annotated, shared), *_reviewed(shared, without)])


def folds(judged: Sequence[Judged], n_folds: int) -> list[int]:
    """The fold of every claim; articles that share a subject, directly or not, are in one.

    So no story is on both sides. The largest groups come first, each to the emptiest fold.
    """
    groups = _Groups()
    for claim in judged:
        groups.join(f"d {claim.doc}", f"s {claim.subject}")
    group = [groups.find(f"d {claim.doc}") for claim in judged]
    sizes = Counter(group)
    filled = [0] * n_folds
    fold_of: dict[str, int] = {}
    for name in sorted(sizes, key=lambda name: (-sizes[name], _digest(name))):
        fold_of[name] = filled.index(min(filled))
        filled[fold_of[name]] += sizes[name]
    return [fold_of[name] for name in group]


class _Groups:
    """Sets of names that were joined."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        """The first in order of those joined with a name."""
        self._parent.setdefault(name, name)
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def join(self, first: str, second: str) -> None:
        """Put two names, and all that are with them, together."""
        low, high = sorted((self.find(first), self.find(second)))
        self._parent[high] = low


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _annotated(names: Iterable[str], shared: Path) -> Iterator[Judged]:
    for name in names:
        try:
            material = read_material(name, shared)
        except MaterialError as missing:
            print(f"skipped: {missing}", file=sys.stderr)
            continue
        rows = _rows(material.documents)
        for verdict in score_material(material, 0.0).verdicts_any_name:
            claim_id = verdict.claim.claim_id or ""
            if claim_id in rows:
                yield rows[claim_id].judged(claim_id, name, verdict.kind)


def _reviewed(shared: Path, without: Collection[str]) -> Iterator[Judged]:
    """Reviewed claims that no annotation judges: of other articles, or of younger predicates."""
    annotated = {
        document.name: document
        for name in set_names()
        if name not in without
        for document in read_material(name, shared).documents
    }
    unseen = {
        document.name for name in without for document in read_material(name, shared).documents
    }
    known = annotated.keys() | unseen
    rows = dict(_rows([doc for doc in pool(shared) if doc.name not in known]))
    young = _rows(list(annotated.values()))
    rows |= {claim_id: row for claim_id, row in young.items() if row.predicate in YOUNGER}
    for claim_id, review in sorted(final_verdicts(read_reviews(REVIEWS)).items()):
        row = rows.get(claim_id)
        if row is not None and review.words_sha256 == row.words_sha256:
            verdict = "right" if review.verdict == "right" else "wrong"
            yield row.judged(claim_id, REVIEWED, verdict)


def _rows(documents: Sequence[Document]) -> Mapping[str, _Row]:
    """What is known of every claim of some documents, by claim."""
    columns = ", ".join(f"f.{feature.name}" for feature in FEATURES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = write_dataset(folder, documents)
        dataset = load_dataset_config(folder / "dataset.yaml", articles)
        stage = folder / "stage"
        stage.mkdir()
        items = (i for i in read_articles(dataset) if isinstance(i, (RawArticle, Rejected)))
        stage_articles(items, make_extractor(dataset, None), stage)
        with open_stage(stage, "1GB", 1) as connection:
            found = connection.execute(f"""
                SELECT claim_id, a.source, c.extractor, c.predicate, c.rule, e.name,
                    c.exact_sha256, {columns}
                FROM staged_claims c JOIN staged_claim_features f USING (claim_id)
                JOIN staged_articles a USING (article_id)
                JOIN staged_local_entities e
                    ON e.article_id = c.article_id AND e.entity = c.subject
            """).fetchall()
    n_known = len(_Row.__slots__) - 1
    known = {claim_id: (*row[:n_known], tuple(row[n_known:])) for claim_id, *row in found}
    return {claim_id: _Row(*row) for claim_id, row in known.items()}
