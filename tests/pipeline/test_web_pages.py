"""A release of saved pages and a web archive is proved, made again and hydrated from the pages."""

from __future__ import annotations

import gzip
import json
import shutil
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from tests.read.archives import packed, record, response
from tests.read.pages import BODY, PAGE, page, saved

from factpack.hydrate import hydrate_release
from factpack.pipeline import build
from factpack.release.open import open_release
from factpack.reproduce import reproduce_release
from factpack_validators.release import validate_release

CONFIG = {
    "name": "merrow-pages",
    "title": "Pages of Merrow",
    "description": "Saved pages of an invented paper.",
    "license": "CC0-1.0",
    "released": "2026-01-31",
    "rights": "facts",
    "sources": [{"path": "**"}],
}
SECOND = page(
    BODY.replace("Quillet", "Brackla").replace("£30", "£45"),
    '<link rel="canonical" href="https://post.example/2022/brackla">',
)
THIRD = page(BODY.replace("Tarn", "Kestrel").replace("£30", "£62"))
SAVED = page(BODY.replace("Tarn", "Norvane").replace("£30", "£71"))
LONG = "The firm keeps its yards beside the old harbour, where ferries land at noon. " * 8


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    articles = folder / "articles"
    articles.mkdir()
    (articles / "one.html").write_text(PAGE, "utf-8")
    (articles / "two.htm.gz").write_bytes(gzip.compress(SECOND.encode("utf-8"), mtime=0))
    (articles / "saved.mhtml").write_bytes(saved(SAVED, "https://post.example/saved"))
    records = [
        response(
            THIRD.encode("cp1252"), "https://post.example/3", media_type="text/html; charset=cp1252"
        ),
        record("revisit", b""),
        record("conversion", f"Orrin Corp. bought Tessit Labs for $9 million. {LONG}".encode()),
    ]
    (articles / "crawl.warc.gz").write_bytes(packed(records, "gzip"))
    (folder / "dataset.yaml").write_text(json.dumps(CONFIG), "utf-8")
    return folder


@pytest.fixture(scope="module")
def release(folder: Path) -> Path:
    result = build(folder / "dataset.yaml", articles=folder / "articles", out=folder / "dist")
    assert result.published, result.findings
    return result.path


def test_the_pages_prove_every_span(folder: Path, release: Path) -> None:
    report = validate_release(release, articles=folder / "articles")
    assert report.findings == ()
    counts = {f.name: f.checked for f in report.families}["grounding"]
    assert counts["spans proved"] == counts["spans"] > 20


def test_a_page_that_changed_is_found(folder: Path, release: Path, tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(PAGE.replace("harbour board", "harbour bored"), "utf-8")
    report = validate_release(release, articles=tmp_path)
    assert {f.code for f in report.findings} >= {"article-changed", "article-unavailable"}


def test_the_pages_give_the_release_again(folder: Path, release: Path) -> None:
    again = reproduce_release(release, folder / "articles")
    assert (again.rows, again.equal, again.versions) == ((), True, ())
    libraries = open_release(release).manifest["libraries"]
    assert libraries["trafilatura"] == version("trafilatura")


def test_the_pages_give_the_words_that_are_withheld(
    folder: Path, release: Path, tmp_path: Path
) -> None:
    done = hydrate_release(release, folder / "articles", tmp_path)
    assert (done.missing, done.n_by_bytes) == ((), 5)
    assert done.path is not None
    texts = open_release(done.path).sql("select text from articles")["text"].to_pylist()
    assert sum("$14.1 million" in text for text in texts) == 4
    assert not [text for text in texts if "<" in text]


def test_what_pages_state_of_their_terms_is_kept_counted_and_checked(
    folder: Path, release: Path, tmp_path: Path
) -> None:
    asked = "select modified_on, license, is_accessible_for_free from articles where source = ?"
    [stated] = open_release(release).sql(asked, ["one.html"]).to_pylist()
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert list(stated.values()) == [date(2021, 3, 6), licence, False]
    done = hydrate_release(release, folder / "articles", tmp_path / "full")
    assert done.path is not None
    assert open_release(done.path).sql(asked, ["one.html"]).to_pylist() == [stated]

    copy = tmp_path / "copy"
    shutil.copytree(release, copy)
    sheet = copy / "DATASHEET.md"
    said = sheet.read_text("utf-8")
    assert "| stated licence |" in said
    sheet.write_text(said.replace("| CC BY 4.0 | 1 |", "| CC BY 4.0 | 3 |"), "utf-8")
    wrong = [f.message for f in validate_release(copy).findings if f.code == "datasheet-mismatch"]
    assert any("counts 3 of stated licence CC BY 4.0; there are 1" in message for message in wrong)
