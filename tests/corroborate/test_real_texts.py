"""Copies, passages and statements in the sample corpus, and in the five articles where present."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factpack.config import load_dataset_config
from factpack.model import RawArticle
from factpack.normalise import normalise
from factpack.read import read_articles

if TYPE_CHECKING:
    from tests.corroborate.conftest import Corpus, Resolved

ROOT = Path(__file__).parents[2]
TRUTH = ROOT / "tests" / "truth" / "openai-microsoft-sample"
SHARED = ROOT.parent / "shared" / "articles"
QUOTED = re.compile(r"[“\"]([^“”\"]{20,2000})[”\"]")


def load(corpus: Corpus, dataset: str, articles: Path | None = None) -> None:
    """Articles of a dataset as normalised, with what stands in quotation marks as quotes."""
    config = load_dataset_config(ROOT / "corpora" / dataset / "dataset.yaml", articles)
    for raw in read_articles(config):
        if not isinstance(raw, RawArticle):
            continue
        text = normalise(raw).text
        day = raw.metadata.published_on
        precision = {"day": 10, "month": 7, "year": 4}.get(raw.metadata.published_precision or "")
        published = day.isoformat()[:precision] if day else None
        article = corpus.article(raw.source_id, published, raw.metadata.publisher, text)
        for quote in QUOTED.finditer(text):
            article.quote(quote[0])
        for sentence in re.findall(r"[^.!?\n“”\"]{20,}[.!?](?!”)", text):
            article.claim("has_goal", "It", value=sentence, words=sentence)


def truth(table: str) -> list[dict[str, str]]:
    with (TRUTH / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def carriers(resolved: Resolved, kind: str) -> list[set[str]]:
    """Articles of each origin of a kind that several carry."""
    table = "articles" if kind == "article" else "quotes"
    names = {a["article_id"]: a["source_id"] for a in resolved.tables["articles"]}
    found = []
    for origin in resolved.tables["origins"]:
        if origin["kind"] == kind:
            rows = resolved.tables[table]
            ids = {r["article_id"] for r in rows if r["origin_id"] == origin["origin_id"]}
            found.append({names[id_] for id_ in ids})
    return [group for group in found if len(group) > 1]


@pytest.fixture
def sample(corpus: Corpus) -> Resolved:
    load(corpus, "openai-microsoft-sample")
    return corpus.resolve()


def test_the_sample_has_the_copies_and_the_statement_of_its_truth(sample: Resolved) -> None:
    config = load_dataset_config(ROOT / "corpora" / "openai-microsoft-sample" / "dataset.yaml")
    ids = {
        raw.source: raw.source_id for raw in read_articles(config) if isinstance(raw, RawArticle)
    }

    def id_of(name: str) -> str:
        """Source id of an article that the truth calls by file, or by file and record."""
        file, _, record = name.partition("#")
        return record or next(i for source, i in ids.items() if Path(source).name == file)

    groups: dict[str, set[str]] = {}
    for row in truth("articles"):
        groups.setdefault(row["origin_group"], set()).add(id_of(row["source"]))
    assert carriers(sample, "article") == [g for g in groups.values() if len(g) > 1]
    (statement,) = truth("statements")
    wanted = {id_of(name) for name in statement["sources"].split("|")}
    assert carriers(sample, "statement") == [wanted]
    copied = {
        id_of(row["source"]): id_of(row["partial_copy_of"])
        for row in truth("articles")
        if row["partial_copy_of"]
    }
    assert foreign_claims(sample) == copied


def foreign_claims(resolved: Resolved) -> dict[str, str]:
    """Articles with claims in passages of another, and the article those rest on."""
    articles = {a["article_id"]: a for a in resolved.tables["articles"]}
    wholes = {
        o["origin_id"]: o["article_id"]
        for o in resolved.tables["origins"]
        if o["kind"] == "article"
    }
    return {
        articles[c["article_id"]]["source_id"]: articles[wholes[c["origin_id"]]]["source_id"]
        for c in resolved.tables["claims"]
        if c["origin_id"] in wholes and c["origin_id"] != articles[c["article_id"]]["origin_id"]
    }


def test_two_of_the_five_articles_repeat_one_press_statement(corpus: Corpus) -> None:
    if not SHARED.is_dir():
        pytest.skip("the five articles are not here")
    load(corpus, "openai-microsoft-news", SHARED)
    resolved = corpus.resolve()
    assert not carriers(resolved, "article")
    shared = [{Path(name).name[:3] for name in g} for g in carriers(resolved, "statement")]
    assert {"002", "004"} in shared
