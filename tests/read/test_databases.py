"""Databases are read by query, which reaches nothing but the rows of the file."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.read.conftest import MakeDataset

from factpack.config import Source, load_dataset_config
from factpack.errors import FactpackError
from factpack.model import RawArticle, Rejected
from factpack.read import read_articles
from factpack_validators import query_rows

ROWS = [
    ("Fog", "Fog at sea.", "2021-03-04", "en"),
    ("Rain", "Rain fell.", "2021-03-05", "en"),
    ("Schnee", "Schnee fiel.", "2021-03-06", "de"),
]
TABLE = "CREATE TABLE news (title TEXT, body TEXT, day TEXT, lang TEXT)"


def make(path: Path, form: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    opened = sqlite3.connect(path) if form == "sqlite" else duckdb.connect(str(path))
    with closing(opened) as database:
        database.execute(TABLE)
        database.executemany("INSERT INTO news VALUES (?, ?, ?, ?)", ROWS)
        database.execute("CREATE TABLE readers AS SELECT 'Ilse' AS reader")
        if form == "sqlite":
            database.commit()
    return path


def read(make_dataset: MakeDataset, **source: Any) -> list[Any]:
    return list(read_articles(make_dataset({}, Source("**", **source))))


def texts(items: list[Any]) -> list[tuple[str, str]]:
    return [(item.source, item.text) for item in items if isinstance(item, RawArticle)]


def rejected(items: list[Any]) -> list[tuple[str, str]]:
    return [(item.source, item.check_code) for item in items if isinstance(item, Rejected)]


def words(items: list[Any]) -> str:
    return " ".join(item.reason for item in items if isinstance(item, Rejected))


FORMS = ["sqlite", "duckdb"]


@pytest.mark.parametrize("ending", ["sqlite", "sqlite3", "db", "duckdb"])
def test_rows_of_a_query_are_articles(
    make_dataset: MakeDataset, tmp_path: Path, ending: str
) -> None:
    make(tmp_path / f"a.{ending}", "duckdb" if ending == "duckdb" else "sqlite")
    query = (
        "SELECT body, title AS headline, day, lang FROM news WHERE lang = 'en' ORDER BY day DESC"
    )
    items = read(make_dataset, query=query, columns={"published": "day"})
    assert texts(items) == [(f"a.{ending}#1", "Rain fell."), (f"a.{ending}#2", "Fog at sea.")]
    first = next(item for item in items if isinstance(item, RawArticle)).metadata
    assert (first.title, str(first.published_on), first.language) == ("Rain", "2021-03-05", "en")
    assert [file.name for file in tmp_path.iterdir()] == [f"a.{ending}"]


@pytest.mark.parametrize("form", FORMS)
def test_without_a_query_the_only_table_is_read(
    make_dataset: MakeDataset, tmp_path: Path, form: str
) -> None:
    path = make(tmp_path / f"a.{form}", form)
    items = read(make_dataset)
    assert rejected(items) == [(f"a.{form}", "database-query-refused")]
    assert "news, readers" in words(items)
    opened = sqlite3.connect(path) if form == "sqlite" else duckdb.connect(str(path))
    with closing(opened) as database:
        database.execute("DROP TABLE readers")
    assert [text for _, text in texts(read(make_dataset))] == [row[1] for row in ROWS]


BEYOND = {
    "sqlite": [
        "ATTACH '{other}' AS o",
        "SELECT load_extension('{other}')",
        "SELECT readfile('{other}') AS text",
        "PRAGMA writable_schema=ON",
        "DELETE FROM news",
        "CREATE TABLE x (y)",
        "SELECT body AS text FROM news; DROP TABLE news",
        "SELECT body, body FROM news",
        "SELECT nothing FROM news",
        "SELECT random() AS text",
        "VACUUM INTO '{other}.copy'",
        "no query",
        "",
    ],
    "duckdb": [
        "ATTACH '{other}' AS o",
        "SELECT content AS text FROM read_text('{other}')",
        "SELECT * FROM '{other}'",
        "FROM read_csv('{other}')",
        "FROM glob('/*')",
        "COPY news TO '{other}.copy'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access=true",
        "SELECT body AS text FROM news; SELECT 1",
        "DELETE FROM news",
        "CREATE TABLE x (y INT)",
        "SELECT body, body FROM news",
        "SELECT getenv('HOME') AS text",
        "SELECT * FROM sqlite_scan('{other}', 'x')",
        "no query",
        "",
    ],
}


@pytest.mark.parametrize(
    ("form", "query"), [(form, query) for form in FORMS for query in BEYOND[form]]
)
def test_a_query_reaches_nothing_else(
    make_dataset: MakeDataset, tmp_path: Path, form: str, query: str
) -> None:
    other = tmp_path / ".other.txt"
    other.write_text("text\nThe words of another place.\n")
    path = make(tmp_path / f"a.{form}", form)
    before = path.read_bytes()
    items = read(make_dataset, query=query.format(other=other))
    assert texts(items) == []
    assert rejected(items) == [(f"a.{form}", "database-query-refused")]
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == [".other.txt", path.name]


@pytest.mark.parametrize("form", FORMS)
def test_a_query_that_never_ends_is_ended(
    make_dataset: MakeDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(query_rows, "MAX_SECONDS", 0.5)
    make(tmp_path / f"a.{form}", form)
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT count(*) AS text FROM n"
    )
    begin = time.monotonic()
    items = read(make_dataset, query=endless)
    assert time.monotonic() - begin < 60
    assert [code for _, code in rejected(items)] in (
        ["database-broken"],
        ["database-query-refused"],
    )


def test_a_query_of_few_slow_steps_is_ended(
    make_dataset: MakeDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each row takes a function some milliseconds and SQLite a handful of instructions.
    monkeypatch.setattr(query_rows, "MAX_SECONDS", 0.5)
    make(tmp_path / "a.sqlite", "sqlite")
    slow = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) "
        "SELECT sum(length(hex(zeroblob(10000000 + i)))) AS text FROM n"
    )
    begin = time.monotonic()
    items = read(make_dataset, query=slow)
    assert time.monotonic() - begin < 30
    assert rejected(items) == [("a.sqlite", "database-broken")]


@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_database_is_rejected(
    make_dataset: MakeDataset, tmp_path: Path, form: str
) -> None:
    path = make(tmp_path / f"a.{form}", form)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3])
    items = read(make_dataset, query="SELECT body AS text FROM news")
    assert texts(items) == []
    assert len(rejected(items)) == 1


def test_what_is_no_database_is_rejected(make_dataset: MakeDataset) -> None:
    dataset = make_dataset({"a.sqlite": "Fog at sea.", "b.db": b""})
    assert rejected(list(read_articles(dataset))) == [
        ("a.sqlite", "database-broken"),
        ("b.db", "database-broken"),
    ]


def test_rows_that_a_program_still_holds_back_are_not_passed_over(
    make_dataset: MakeDataset, tmp_path: Path
) -> None:
    path = make(tmp_path / "a.sqlite", "sqlite")
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("INSERT INTO news VALUES ('Hail', 'Hail fell.', '2021', 'en')")
        database.commit()
        items = read(make_dataset, query="SELECT body AS text FROM news")
    assert ("a.sqlite", "database-broken") in rejected(items)
    assert "wal_checkpoint" in words(items)


def test_a_query_belongs_to_a_database(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text(
        "name: a\ntitle: A\ndescription: A.\nlicense: CC0-1.0\nrights: full\nsources:\n"
        "  - {path: a.jsonl, format: jsonl, query: SELECT 1}\n"
    )
    with pytest.raises(FactpackError, match=r"sources\[0\]\.query .*sqlite"):
        load_dataset_config(tmp_path)
