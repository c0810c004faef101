"""The made-up inputs of bug reports, where they are at hand: each is read as it should be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.read.conftest import dataset_in

from factpack.model import RawArticle, Rejected
from factpack.normalise import normalise
from factpack.read import read_articles

CASES = Path(__file__).parents[3] / "shared" / "cases" / "reports"

DAY = date(2020, 5, 5)


@pytest.mark.parametrize(
    ("name", "n_articles", "published_on", "begins"),
    [
        ("84-fm-colon.md", 1, DAY, "Norvane"),
        ("87-fm-date-key.md", 1, DAY, "Norvane"),
        ("88-date-rss.jsonl", 2, DAY, "Norvane"),
        ("92-text-null.jsonl", 1, None, "Norvane"),
        ("94-text-paragraphs.jsonl", 1, None, "Norvane"),
        ("96-html-tags.txt", 1, None, "Norvane"),
        ("98-enc-cs-cp1250.txt", 1, None, "Společnost"),
        ("100-enc-iso2022jp.txt", 1, None, "会社"),
    ],
)
def test_a_case_is_read_as_it_should_be(
    tmp_path: Path, name: str, n_articles: int, published_on: date | None, begins: str
) -> None:
    if not (CASES / name).is_file():
        pytest.skip("the made-up inputs of bug reports are not here")
    (tmp_path / name).write_bytes((CASES / name).read_bytes())
    items = list(read_articles(dataset_in(tmp_path)))
    articles = [item for item in items if isinstance(item, RawArticle)]
    assert len(articles) == n_articles
    assert {article.metadata.published_on for article in articles} == {published_on}
    text = normalise(articles[0]).text
    assert text.startswith(begins)
    assert "<" not in text
    assert all("null" in item.reason for item in items if isinstance(item, Rejected))
