"""Web archives: an article a record, and a broken record costs no other."""

from __future__ import annotations

import pytest
from tests.read.archives import packed, record, response
from tests.read.conftest import MakeDataset
from tests.read.pages import BODY, PAGE, PARAGRAPHS, page

from factpack.model import RawArticle, Rejected
from factpack.normalise import normalise
from factpack.read import read_articles
from factpack.read.crawls import CRAWLED
from factpack_validators.findings import Finding

ENDINGS = {"plain": "", "gzip": ".gz", "zstd": ".zst"}
TEXTS = [f"Tarn Foundry lit furnace number {n} in the old harbour." for n in range(5)]
CONVERSIONS = [
    record("conversion", text.encode(), f"https://post.example/{n}", digest=True)
    for n, text in enumerate(TEXTS)
]
INFO = record("warcinfo", b"software: ours\r\n", media_type="application/warc-fields")


def read(
    make_dataset: MakeDataset, name: str, data: bytes
) -> list[RawArticle | Rejected | Finding]:
    return list(read_articles(make_dataset({name: data})))


def broken(items: list[RawArticle | Rejected | Finding]) -> list[tuple[str, str]]:
    return [(i.source, i.check_code) for i in items if isinstance(i, Rejected)]


def texts(items: list[RawArticle | Rejected | Finding]) -> list[str]:
    return [i.text for i in items if isinstance(i, RawArticle)]


@pytest.mark.parametrize("packing", ENDINGS)
def test_texts_of_an_archive_are_articles(make_dataset: MakeDataset, packing: str) -> None:
    data = packed([INFO, *CONVERSIONS], packing)
    items = read(make_dataset, f"a.warc.wet{ENDINGS[packing]}", data)
    articles = [i for i in items if isinstance(i, RawArticle)]
    assert [a.text for a in articles] == TEXTS
    assert [a.source.rpartition("#")[2] for a in articles] == ["2", "3", "4", "5", "6"]
    known = articles[0].metadata
    assert (known.url, str(known.published_on), known.published_basis) == (
        "https://post.example/0",
        "2021-03-09",
        CRAWLED,
    )


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_page_is_read_as_a_saved_one_is(make_dataset: MakeDataset, is_packed: bool) -> None:
    url = "https://post.example/fetched"
    data = response(PAGE.encode(), url, packed=is_packed, digest=True)
    other = response(page(BODY.replace("Tarn", "Orrin")).encode("cp1252", "xmlcharrefreplace"), url,
                     media_type="text/html; charset=iso-8859-1")  # fmt: skip
    items = read(make_dataset, "a.warc.gz", packed([data, other], "gzip"))
    first, second = (i for i in items if isinstance(i, RawArticle))
    assert normalise(first).text.split("\n\n")[1:] == list(PARAGRAPHS)
    assert first.metadata.url == "https://post.example/2021/tarn-quillet"
    assert str(first.metadata.published_on) == "2021-03-04"
    assert second.metadata.url == url
    assert second.metadata.published_basis == CRAWLED
    assert "Orrin Foundry" in normalise(second).text


def test_what_holds_no_article_is_told_apart(make_dataset: MakeDataset) -> None:
    records = [
        INFO,
        record("request", b"GET / HTTP/1.1\r\n\r\n", media_type="application/http"),
        record("revisit", b"", media_type="application/http"),
        record("metadata", b"x: y\r\n"),
        response(b"gone", status="404 Not Found"),
        record(
            "response",
            b"HTTP/1.1 503 Busy\r\n\r\nlater",
            media_type="application/http; msgtype=response",
        ),
        response(b"\x89PNG", media_type="image/png"),
        *CONVERSIONS[:1],
    ]
    items = read(make_dataset, "a.warc", packed(records, "plain"))
    assert texts(items) == TEXTS[:1]
    told = " ".join(i.message for i in items if isinstance(i, Finding))
    kinds = ("warcinfo", "request", "revisit", "metadata", "image/png")
    for what in (*kinds, "status 404", "status 503"):
        assert what in told
    assert broken(items) == []


@pytest.mark.parametrize("packing", ENDINGS)
def test_a_damaged_record_costs_no_other(make_dataset: MakeDataset, packing: str) -> None:
    parts = [packed([r], packing) for r in CONVERSIONS]
    spoilt = bytearray(parts[2])
    spoilt[:4] = b"XXXX" if packing == "plain" else spoilt[:4]
    spoilt[30:60] = b"\x00" * 30
    items = read(
        make_dataset, f"a.wet{ENDINGS[packing]}", b"".join([*parts[:2], bytes(spoilt), *parts[3:]])
    )
    assert texts(items) == [*TEXTS[:2], *TEXTS[3:]]
    assert broken(items) == [(f"a.wet{ENDINGS[packing]}#3", "record-broken")]


def test_words_that_are_not_those_of_the_digest_are_no_article(make_dataset: MakeDataset) -> None:
    data = packed(CONVERSIONS[:2], "plain").replace(b"number 1", b"number 7")
    items = read(make_dataset, "a.wet", data)
    assert texts(items) == TEXTS[:1]
    assert broken(items) == [("a.wet#2", "record-broken")]


@pytest.mark.parametrize("packing", ENDINGS)
def test_an_archive_that_is_cut_gives_what_is_whole(
    make_dataset: MakeDataset, packing: str
) -> None:
    data = packed(CONVERSIONS, packing)[:-20]
    items = read(make_dataset, f"a.wet{ENDINGS[packing]}", data)
    assert texts(items) == TEXTS[:4]
    assert [code for _, code in broken(items)] == ["record-broken"]


def test_what_is_no_archive_is_rejected(make_dataset: MakeDataset) -> None:
    items = read(make_dataset, "a.warc", b"It was a day of fog on the harbour.")
    assert broken(items) == [("a.warc#1", "record-broken")]


def test_one_record_is_held_at_a_time(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factpack_validators.web_archives.PAYLOAD_LIMIT", 1000)
    large = record("conversion", b"x" * 1001, "https://post.example/large")
    bomb = response(b" " * 100_000, packed=True)
    items = read(make_dataset, "a.wet", packed([large, bomb, *CONVERSIONS], "plain"))
    assert texts(items) == TEXTS
    assert broken(items) == [("a.wet#1", "record-broken"), ("a.wet#2", "record-broken")]


def test_an_archive_unpacks_to_no_more_than_it_may(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factpack_validators.web_archives.ALWAYS_READ", 1_000_000)
    bomb = record("metadata", b" " * 5_000_000)
    items = read(make_dataset, "a.wet.gz", packed([*CONVERSIONS, bomb, *CONVERSIONS], "gzip"))
    assert texts(items) == TEXTS
    assert broken(items) == [("a.wet.gz", "file-packed-broken")]


def test_an_archive_whose_first_record_is_too_large_is_no_missing_library(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factpack_validators.web_archives.ALWAYS_READ", 1_000_000)
    bomb = record("metadata", b" " * 5_000_000)
    items = read(make_dataset, "a.wet.gz", packed([bomb, *CONVERSIONS], "gzip"))
    assert broken(items) == [("a.wet.gz", "file-packed-broken")]


def test_where_an_archive_is_given_up_is_told(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factpack_validators.web_archives._MOST_DAMAGES", 2)
    spoilt = [r.replace(b"WARC/1.0", b"WARC/1.x") for r in CONVERSIONS[:3]]
    items = read(make_dataset, "a.wet", packed([*spoilt, *CONVERSIONS[3:]], "plain"))
    assert texts(items) == []
    assert broken(items)[-1] == ("a.wet", "file-packed-broken")
