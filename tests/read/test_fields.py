from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from factpack.config import Dataset, Source
from factpack.model import RawArticle, Rejected
from factpack.read import read_articles
from factpack.read.fields import Fields, usual_key, usual_names
from factpack.read.notes import Notes
from factpack_validators.findings import Finding

MakeDataset = Callable[..., Dataset]

WORDS = "The ferry waits."


def read(dataset: Dataset) -> tuple[list[RawArticle], list[Rejected], list[Finding]]:
    items = list(read_articles(dataset))
    return (
        [item for item in items if isinstance(item, RawArticle)],
        [item for item in items if isinstance(item, Rejected)],
        [item for item in items if isinstance(item, Finding)],
    )


def read_one(make_dataset: MakeDataset, record: Any, **columns: str) -> RawArticle:
    files = {"a.jsonl": json.dumps(record)}
    [article], rejected, _ = read(make_dataset(files, Source("**", columns=columns)))
    assert rejected == []
    return article


RECORDS: dict[str, dict[str, Any]] = {
    "news-please": {
        "maintext": WORDS,
        "text": None,
        "title": "Fog",
        "authors": ["A. Quay"],
        "date_publish": "2020-05-05 10:00:00",
        "date_download": "2021-01-01 10:00:00",
        "source_domain": "bay.example",
        "language": "en",
        "url": "https://bay.example/1",
        "description": "A teaser.",
    },
    "newspaper4k": {
        "text": WORDS,
        "title": "Fog",
        "authors": ["A. Quay"],
        "publish_date": "2020-05-05T10:00:00+00:00",
        "meta_lang": "en",
        "meta_site_name": "bay.example",
        "canonical_link": "https://bay.example/1",
    },
    "trafilatura": {
        "text": WORDS,
        "raw_text": "Another.",
        "title": "Fog",
        "author": "A. Quay",
        "date": "2020-05-05",
        "hostname": "bay.example",
        "source": "https://bay.example/1",
        "source-hostname": "bay.example",
        "language": "en",
    },
    "Fundus": {
        "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [WORDS]}]},
        "title": "Fog",
        "authors": ["A. Quay"],
        "publishing_date": "2020-05-05 10:00:00+00:00",
        "publisher": "bay.example",
        "lang": "en",
        "url": "https://bay.example/1",
    },
    "CC-News": {
        "text": WORDS,
        "title": "Fog",
        "domain": "bay.example",
        "date": "2020-05-05 10:00:00",
        "url": "https://bay.example/1",
        "author": "A. Quay",
        "language": "en",
    },
    "a set of Kaggle": {
        "content": WORDS,
        "title": "Fog",
        "publication": "bay.example",
        "author": "A. Quay",
        "date": "5/13/2020",
        "url": "https://bay.example/1",
        "language": "english",
    },
    "schema.org": {
        "@type": "NewsArticle",
        "articleBody": WORDS,
        "headline": "Fog",
        "author": [{"@type": "Person", "name": "A. Quay"}],
        "publisher": {"name": "bay.example"},
        "datePublished": "2020-05-05T10:00:00Z",
        "inLanguage": "en-GB",
        "url": "https://bay.example/1",
    },
    "NewsAPI": {
        "source": {"id": None, "name": "bay.example"},
        "author": "A. Quay",
        "title": "Fog",
        "url": "https://bay.example/1",
        "publishedAt": "2020-05-05T10:00:00Z",
        "content": WORDS,
        "language": "en",
    },
    "MongoDB": {
        "_id": {"$oid": "abc"},
        "body": WORDS,
        "headline": "Fog",
        "published_at": {"$date": {"$numberLong": "1588672800000"}},
        "byline": "A. Quay",
        "outlet": "bay.example",
        "link": "https://bay.example/1",
        "lang": "en",
    },
    "WordPress": {
        "title": {"rendered": "Fog"},
        "content": {"rendered": WORDS},
        "date": "2020-05-05T10:00:00",
        "link": "https://bay.example/1",
        "site_name": "bay.example",
        "author_name": "A. Quay",
        "locale": "en_GB",
    },
    "RSS": {
        "Title": "Fog",
        "Link": "https://bay.example/1",
        "pubDate": "Tue, 05 May 2020 10:00:00 +0000",
        "dc:creator": "A. Quay",
        "content:encoded": WORDS,
        "source": "bay.example",
        "lang": "en",
    },
}


@pytest.mark.parametrize("kind", RECORDS)
def test_records_of_common_programs_are_read_as_they_are(
    make_dataset: MakeDataset, kind: str
) -> None:
    article = read_one(make_dataset, RECORDS[kind])
    about = article.metadata
    assert article.text == WORDS
    assert about.title == "Fog"
    assert about.author == "A. Quay"
    assert about.publisher == "bay.example"
    assert about.published_on in (date(2020, 5, 5), date(2020, 5, 13))
    assert about.language == "en"
    assert about.url == "https://bay.example/1"


def test_the_build_says_what_was_read_as_what(make_dataset: MakeDataset) -> None:
    records = [RECORDS["news-please"], {"text": WORDS, "id": 1}]
    files = {"a.jsonl": "\n".join(map(json.dumps, records))}
    _, _, [finding] = read(make_dataset(files))
    assert (finding.code, finding.severity) == ("fields-recognised", "info")
    assert finding.message == (
        "read `authors` as author, `date_publish` as published, `source_domain` as publisher, "
        "`maintext` as text."
    )


def test_our_name_and_a_mapped_one_come_before_a_usual_one(make_dataset: MakeDataset) -> None:
    record = {"text": WORDS, "body": "Other.", "published": "2016", "date": "2017", "title": ""}
    article = read_one(make_dataset, record | {"headline": "Fog"})
    assert (article.text, article.metadata.title) == (WORDS, "Fog")
    assert article.metadata.published_on == date(2016, 1, 1)
    article = read_one(make_dataset, record, text="body", published="date")
    assert article.text == "Other."
    assert article.metadata.published_on == date(2017, 1, 1)


def test_a_mapped_field_is_read_as_nothing_else(make_dataset: MakeDataset) -> None:
    record = {"text": WORDS, "source": "Courier", "date": "2017"}
    article = read_one(make_dataset, record, author="source")
    assert (article.metadata.author, article.metadata.publisher) == ("Courier", None)


def test_a_dotted_path_leads_into_nested_fields(make_dataset: MakeDataset) -> None:
    record = {
        "doc": {"parts": [{"p": "One."}, {"p": "Two."}]},
        "metadata": {"date": "2020-05-05", "by": [{"name": "A. Quay"}, {"name": "B. Pier"}]},
        "a.b": "plain",
    }
    article = read_one(
        make_dataset,
        record,
        text="doc.parts.p",
        published="metadata.date",
        author="metadata.by.name",
        title="a.b",
        publisher="metadata.by.1.name",
        id="metadata.none.at.all",
    )
    assert article.text == "One.\n\nTwo."
    assert article.metadata.published_on == date(2020, 5, 5)
    assert article.metadata.author == "A. Quay, B. Pier"
    assert (article.metadata.title, article.metadata.publisher) == ("plain", "B. Pier")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (["One.", "", None, "Two."], "One.\n\nTwo."),
        ([["One."], ["Two."]], "One.\n\nTwo."),
        ([{"type": "p", "text": "One."}, {"type": "p", "text": "Two."}], "One.\n\nTwo."),
        ({"rendered": "One."}, "One."),
    ],
)
def test_text_in_paragraphs_becomes_one(
    make_dataset: MakeDataset, text: object, words: str
) -> None:
    assert read_one(make_dataset, {"text": text}).text == words


@pytest.mark.parametrize("text", [[1], [["a", {}]], {"a": "b"}, True, [[[[[[["x"]]]]]]]])
def test_text_that_is_none_is_rejected(make_dataset: MakeDataset, text: object) -> None:
    _, [rejected], _ = read(make_dataset({"a.jsonl": json.dumps({"text": text})}))
    assert rejected.check_code == "record-text-type"


@pytest.mark.parametrize("nothing", [[], {}, "", "[]", None, [None], [""], [[]]])
def test_an_empty_list_is_nothing(make_dataset: MakeDataset, nothing: object) -> None:
    record = {"text": WORDS, "author": nothing, "published": nothing, "publisher": nothing}
    [article], _, findings = read(make_dataset({"a.jsonl": json.dumps(record)}))
    assert (article.metadata.author, article.metadata.published_on) == (None, None)
    assert findings == []


@pytest.mark.parametrize("cell", ["['A. Quay', 'B. Pier']", '["A. Quay", "B. Pier"]'])
def test_a_list_written_as_text_is_a_list(make_dataset: MakeDataset, cell: str) -> None:
    assert read_one(make_dataset, {"text": WORDS, "authors": cell}).metadata.author == (
        "A. Quay, B. Pier"
    )


def test_a_slip_of_a_name_is_told(make_dataset: MakeDataset) -> None:
    record = {"text": WORDS, "titel": "Fog", "pubished": "2020", "image": "x.png"}
    _, _, findings = read(make_dataset({"a.jsonl": json.dumps(record)}))
    assert [finding.code for finding in findings] == ["field-unknown"] * 2
    assert "did you mean published?" in findings[0].message
    assert "did you mean title?" in findings[1].message


def test_an_ambiguous_date_is_told_and_its_order_can_be_given(make_dataset: MakeDataset) -> None:
    files = {"a.jsonl": json.dumps({"text": WORDS, "date": "05/06/2020"})}
    [article], _, findings = read(make_dataset(files))
    assert article.metadata.published_on is None
    assert [finding.code for finding in findings] == ["date-ambiguous", "fields-recognised"]
    [article], _, _ = read(make_dataset(files, Source("**", date_order="day-first")))
    assert article.metadata.published_on == date(2020, 6, 5)


def test_no_usual_name_stands_for_two_keys_but_source() -> None:
    owners: dict[str, list[str]] = {}
    for key, forms in usual_names().items():
        for form in forms:
            owners.setdefault(form, []).append(key)
    assert {form for form, keys in owners.items() if len(keys) > 1} == {"source"}
    assert usual_key("Date Published") == "published"
    assert usual_key("image_url") is None


def test_records_of_many_shapes_cost_no_memory() -> None:
    fields = Fields({}, Notes("a.jsonl"), ("text", "title"))
    for number in range(2_000):
        assert fields.pick({"text": "x", f"other{number}": 1}).values["text"] == "x"
    assert len(fields._plans) <= 256
    wide = {f"k{number}": 1 for number in range(50_000)} | {"text": "x"}
    assert fields.pick(wide).values["text"] == "x"


def test_an_export_of_media_cloud_is_read_as_it_is(make_dataset: MakeDataset) -> None:
    table = (
        "id,title,publish_date,language,url,media_name,media_url,indexed_date,text\n"
        f"7,Fog,2020-05-05,en,https://bay.example/1,bay.example,https://bay.example,2021-01-02,{WORDS}\n"
    )
    [article], rejected, _ = read(make_dataset({"a.csv": table}))
    about = article.metadata
    assert (article.text, article.source_id, rejected) == (WORDS, "7", [])
    assert (about.title, about.publisher, about.language) == ("Fog", "bay.example", "en")
    assert (about.published_on, about.url) == (date(2020, 5, 5), "https://bay.example/1")
