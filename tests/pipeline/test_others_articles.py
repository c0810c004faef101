"""A release of what others packed articles into is proved, made again and hydrated from it."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from tests.read.pages import PAGE
from tests.read.test_archives_of_files import taped, zipped
from tests.read.test_feeds import ATOM, RSS
from tests.read.test_mail import HEAD, letter, part

from factpack.hydrate import hydrate_release
from factpack.pipeline import build
from factpack.release.open import open_release
from factpack.reproduce import reproduce_release
from factpack_validators.release import validate_release

CONFIG = {
    "name": "merrow-others",
    "title": "Articles of others",
    "description": "Feeds and letters of an invented paper.",
    "license": "CC0-1.0",
    "released": "2026-01-31",
    "rights": "facts",
    "sources": [
        {"path": "*.duckdb", "query": "SELECT body AS text FROM news WHERE n < 2 ORDER BY n"},
        {"path": "*.sqlite", "query": "SELECT body AS text FROM news WHERE n < 2 ORDER BY n"},
        {"path": "**"},
    ],
}
FILLER = "The firm keeps its yards beside the old harbour, where ferries land at noon. " * 8


def story(buyer: str, bought: str, amount: int) -> str:
    """An article of which one fact is certain to be read."""
    return f"{buyer} Corp. bought {bought} Labs for ${amount} million.\n\n{FILLER}\n"


def write_feeds(folder: Path) -> None:
    (folder / "news.rss").write_text(
        RSS.replace("Tarn buys <b>Quillet</b>.", story("Orrin", "Tessit", 9)).replace(
            "Fog came", f"{FILLER} Fog came"
        ),
        "utf-8",
    )
    (folder / "blog.atom").write_text(
        ATOM.replace("Rain &amp; wind", story("Norvane", "Sildar", 17)), "utf-8"
    )


def write_letters(folder: Path) -> None:
    told = part("text/plain; charset=utf-8", story("Kestrel", "Brackla", 23))
    (folder / "one.eml").write_text(letter(told, part("text/html", "<p>See.</p>")), "utf-8")
    (folder / "two.eml").write_text(
        letter(part("text/html", f"<p>{story('Tollan', 'Mesk', 31)}</p>"), kind="related"), "utf-8"
    )
    line = "From a Thu Mar  4 08:00:00 2021\n"
    plain = HEAD + "Content-Type: text/plain; charset=windows-1252\n\n"
    letters = f"{line}{plain}{story('Vashti', 'Quillet', 47)}\n{line}{plain}{story('É', 'Ü', 5)}"
    (folder / "box.mbox").write_text(letters, "cp1252", newline="")


def write_archives(folder: Path) -> None:
    rows = json.dumps({"text": story("Hallmar", "Petrel", 61)})
    page = PAGE.replace("Tarn", "Zephyr").replace("£30", "£83")
    (folder / "dump.zip").write_bytes(
        zipped({"x/rows.jsonl": f"{rows}\n".encode(), "page.html": page.encode()})
    )
    (folder / "dump.tgz").write_bytes(
        gzip.compress(taped({"é/a.txt": story("Isard", "Corvin", 97).encode()}), mtime=0)
    )


def write_databases(folder: Path) -> None:
    for name, opened in (
        ("a.sqlite", sqlite3.connect(folder / "a.sqlite")),
        ("b.duckdb", duckdb.connect(str(folder / "b.duckdb"))),
    ):
        told = story("Meridian" if name == "a.sqlite" else "Polaris", "Ostrava", 113)
        with closing(opened) as database:
            database.execute("CREATE TABLE news (n INT, body TEXT)")
            database.execute("INSERT INTO news VALUES (2, 'Rain.'), (1, ?)", [told])
            opened.commit()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("others")
    articles = folder / "articles"
    articles.mkdir()
    write_feeds(articles)
    write_letters(articles)
    write_archives(articles)
    write_databases(articles)
    (folder / "dataset.yaml").write_text(json.dumps(CONFIG), "utf-8")
    return folder


@pytest.fixture(scope="module")
def release(folder: Path) -> Path:
    result = build(folder / "dataset.yaml", articles=folder / "articles", out=folder / "dist")
    assert result.published, result.findings
    return result.path


def test_all_of_them_are_articles(release: Path) -> None:
    sources = open_release(release).sql("select source from articles order by source")
    assert sources["source"].to_pylist() == [
        "a.sqlite#1",
        "b.duckdb#1",
        "blog.atom#1",
        "box.mbox#1",
        "box.mbox#2",
        "dump.tgz/é/a.txt",
        "dump.zip/page.html",
        "dump.zip/x/rows.jsonl#1",
        "news.rss#1",
        "news.rss#2",
        "one.eml",
        "two.eml",
    ]


def test_what_they_lie_in_proves_every_span(folder: Path, release: Path) -> None:
    report = validate_release(release, articles=folder / "articles")
    assert report.findings == ()
    counts = {f.name: f.checked for f in report.families}["grounding"]
    assert counts["spans proved"] == counts["spans"] > 20


def test_an_article_that_changed_is_found(folder: Path, release: Path, tmp_path: Path) -> None:
    for file in (folder / "articles").glob("*.[rem]*"):
        data = file.read_bytes().replace(b"million", b"billion")
        (tmp_path / file.name).write_bytes(data)
    report = validate_release(release, articles=tmp_path)
    assert "article-changed" in {f.code for f in report.findings}


def test_they_give_the_release_again(folder: Path, release: Path) -> None:
    again = reproduce_release(release, folder / "articles")
    assert (again.rows, again.equal, again.versions) == ((), True, ())


def test_they_give_the_words_that_are_withheld(folder: Path, release: Path, tmp_path: Path) -> None:
    done = hydrate_release(release, folder / "articles", tmp_path)
    assert done.missing == ()
    assert done.path is not None
    texts = open_release(done.path).sql("select text from articles")["text"].to_pylist()
    assert sum("million" in text for text in texts) == 11
    assert not [text for text in texts if "<" in text]
