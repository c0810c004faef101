"""Sets that were made of web crawls, read without a mapping: their date is that of the crawl."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from factpack.config import Dataset, Source
from factpack.model import Metadata, RawArticle
from factpack.read import read_articles
from factpack.read.crawls import CRAWLED

MakeDataset = Callable[..., Dataset]

WORDS = "The ferry waits."
URL = "https://bay.example/1"
HEADERS = {
    "warc-record-id": "<urn:uuid:1>",
    "warc-date": "2021-03-04T05:06:07Z",
    "warc-target-uri": URL,
    "warc-type": "conversion",
}
RECORDS: dict[str, dict[str, Any]] = {
    "FineWeb": {
        "text": WORDS,
        "id": "<urn:uuid:1>",
        "dump": "CC-MAIN-2021-10",
        "url": URL,
        "date": "2021-03-04T05:06:07Z",
        "file_path": "s3://bucket/segment.warc.gz",
        "language": "en",
        "language_score": 0.97,
        "token_count": 4,
    },
    "C4": {"text": WORDS, "url": URL, "timestamp": "2021-03-04T05:06:07Z"},
    "CulturaX": {"text": WORDS, "url": URL, "timestamp": "2021/03/04 05:06:07", "source": "mC4"},
    "OSCAR": {
        "content": WORDS,
        "warc_headers": HEADERS,
        "metadata": {"identification": {"label": "en", "prob": 0.9}, "annotation": None},
    },
}


def about(dataset: Dataset) -> Metadata:
    (article,) = [item for item in read_articles(dataset) if isinstance(item, RawArticle)]
    assert article.text == WORDS
    return article.metadata


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize("kind", RECORDS)
def test_the_day_is_that_of_the_crawl(make_dataset: MakeDataset, kind: str, form: str) -> None:
    data: str | bytes = json.dumps(RECORDS[kind])
    if form == "parquet":
        stream = io.BytesIO()
        pq.write_table(pa.Table.from_pylist([RECORDS[kind]]), stream)
        data = stream.getvalue()
    found = about(make_dataset({f"a.{form}": data}))
    assert found.url == URL
    assert (found.published_on, found.published_basis) == (date(2021, 3, 4), CRAWLED)
    assert found.publisher is None
    assert found.language == (None if kind in ("C4", "CulturaX") else "en")


@pytest.mark.parametrize(
    ("record", "day", "basis"),
    [
        (RECORDS["C4"] | {"title": "Fog"}, None, None),
        (RECORDS["C4"] | {"score": 3}, None, None),
        (RECORDS["FineWeb"] | {"dump": "nightly"}, date(2021, 3, 4), "record"),
        (RECORDS["FineWeb"] | {"published": "2019"}, date(2019, 1, 1), "record"),
        (RECORDS["OSCAR"] | {"warc_headers": "none"}, None, None),
        (RECORDS["OSCAR"] | {"date": "2019-01-02"}, date(2019, 1, 2), "record"),
    ],
)
def test_what_only_looks_like_one_is_read_as_it_stands(
    make_dataset: MakeDataset, record: dict[str, Any], day: date | None, basis: str | None
) -> None:
    found = about(make_dataset({"a.jsonl": json.dumps(record)}))
    assert (found.published_on, found.published_basis) == (day, basis)


def test_what_dataset_yaml_maps_goes_before(make_dataset: MakeDataset) -> None:
    source = Source("**", columns={"published": "date"})
    found = about(make_dataset({"a.jsonl": json.dumps(RECORDS["FineWeb"])}, source))
    assert (found.published_on, found.published_basis) == (date(2021, 3, 4), "record")
