"""Whole articles: the sample corpus with its truth, and the annotated articles."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from factpack.config.load import load_dataset_config
from factpack.model import Article, Metadata, RawArticle, Segment
from factpack.normalise import normalise
from factpack.read import read_articles

ROOT = Path(__file__).parents[2]
TRUTH = ROOT / "tests" / "truth" / "openai-microsoft-sample" / "segments.csv"
SHARED = ROOT / ".." / "shared"
GOLD = SHARED / "gold" / "articles_001_003.jsonl"

# What the truth calls a thing, and the kinds of segment that name it.
KINDS = {"credit": {"caption", "byline"}, "related": {"navigation"}}


@pytest.fixture(scope="module")
def sample() -> dict[str, Article]:
    dataset = load_dataset_config(ROOT / "corpora" / "openai-microsoft-sample" / "dataset.yaml")
    found = {}
    for item in read_articles(dataset):
        if isinstance(item, RawArticle):
            name = Path(item.source.partition("#")[0]).name
            found[f"{name}#{item.source_id}" if "#" in item.source else name] = normalise(item)
    return found


def _words(article: Article, segment: Segment) -> str:
    return article.raw.text[segment.raw_start : segment.raw_end].lstrip("- ")


def test_segments_are_those_a_reader_finds(
    sample: dict[str, Article], check: Callable[[Article], None]
) -> None:
    wrong = []
    expected: dict[str, set[str]] = defaultdict(set)
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            article, beginning = sample[row["source"]], row["starts_with"]
            expected[row["source"]].add(beginning)
            is_kept = row["kind"] != "removed"
            kinds = {row["kind"]} if is_kept else KINDS.get(row["reason"], {row["reason"]})
            found = [
                segment
                for segment in article.segments
                if segment.kept == is_kept
                and segment.kind in kinds
                and _words(article, segment).startswith(beginning)
            ]
            if row["required"] == "yes" and len(found) != int(row["times"]):
                wrong.append((row["source"], beginning, len(found)))
    assert not wrong
    extra = []
    for source, article in sample.items():
        check(article)
        extra += [
            (source, segment.kind, _words(article, segment)[:40])
            for segment in article.segments
            if not segment.kept
            and segment.kind not in ("character", "space", "metadata")
            and not any(_words(article, segment).startswith(start) for start in expected[source])
        ]
    assert not extra


def test_languages_and_broken_lines(sample: dict[str, Article]) -> None:
    assert sample["014.txt"].language == "de"
    assert {a.language for name, a in sample.items() if name != "014.txt"} == {"en"}
    assert "will be put at its disposal" in sample["003.txt"].text
    assert "\xad" in sample["010.txt"].raw.text
    assert "artificial intelligence venture" in sample["010.txt"].text


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated articles are not at hand")
def test_kept_text_and_titles_of_the_annotated_articles(check: Callable[[Article], None]) -> None:
    hits = extra = missed = 0
    with GOLD.open(encoding="utf-8") as file:
        records = [r for r in map(json.loads, file) if r["kind"] == "normalisation"]
    for record in records:
        text = (SHARED / "articles" / record["doc"]).read_text("utf-8")
        article = normalise(
            RawArticle(record["doc"], record["doc"], text, 0, "", "utf-8", "valid", Metadata())
        )
        check(article)
        assert article.title == record["title"]
        assert article.language == record["lang"]
        headings = [
            article.text[block.start : block.end]
            for block in article.blocks
            if block.kind == "heading"
        ]
        assert headings == [heading["text"] for heading in record["headings"]]
        kept = {
            place
            for segment in article.segments
            if segment.kept and segment.kind != "title"
            for place in range(segment.raw_start, segment.raw_end)
        }
        wanted = set(range(record["body_start"], record["body_end"]))
        for stretch in record["boilerplate"]:
            wanted -= set(range(stretch["start"], stretch["end"]))
        wanted = {place for place in wanted if not text[place].isspace()}
        kept = {place for place in kept if not text[place].isspace()}
        hits, extra, missed = (
            hits + len(kept & wanted),
            extra + len(kept - wanted),
            missed + len(wanted - kept),
        )
    assert len(records) == 2
    assert 2 * hits / (2 * hits + extra + missed) >= 0.995
