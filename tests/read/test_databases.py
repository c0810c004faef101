"""Databases are read by query, which reaches nothing but the rows of the file."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, date, datetime
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
        "SELECT datetime('now') AS text",
        "SELECT date() AS text",
        "SELECT strftime('%s') AS text",
        "SELECT time(lower('NOW')) AS text",
        "SELECT max(datetime(day, 'localtime')) AS text FROM news",
        "SELECT CURRENT_TIMESTAMP AS text",
        "SELECT sqlite_version() AS text",
        "SELECT file AS text FROM pragma_database_list",
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
        "SELECT random() AS text",
        "SELECT title AS text FROM news ORDER BY uuid()",
        "SELECT current_date::VARCHAR AS text",
        "SELECT list_transform(['a'], lambda x: x || now())[1] AS text",
        "SELECT age(TIMESTAMP '2020-01-01')::VARCHAR AS text",
        "SELECT ago(INTERVAL 1 DAY)::VARCHAR AS text",
        "SELECT current_setting('secret_directory') AS text",
        "SELECT version() AS text",
        "SELECT value AS text FROM duckdb_settings()",
        "SELECT path AS text FROM duckdb_databases",
        "SELECT setting AS text FROM pg_catalog.pg_settings",
        "SELECT text FROM query('SELECT random() AS text')",
        "FROM json_execute_serialized_sql(json_serialize_sql('SELECT random() AS text'))",
        "SELECT body AS text FROM news USING SAMPLE 1 ROWS",
        "FROM (DESCRIBE news)",
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


WITHIN = {
    "sqlite": [
        "CREATE VIEW v AS SELECT date('now') AS text",
        "CREATE VIEW v AS SELECT time(day, 'utc') AS text FROM news",
    ],
    "duckdb": [
        "CREATE VIEW v AS SELECT now()::VARCHAR AS text",
        'CREATE VIEW "AS SELECT 1" AS SELECT current_date::VARCHAR AS text',
        "CREATE MACRO m() AS uuid()::VARCHAR; CREATE VIEW v AS SELECT m() AS text",
        "CREATE MACRO m() AS TABLE SELECT random() AS text; CREATE VIEW v AS FROM m()",
        "CREATE TABLE v (a INT, text DOUBLE GENERATED ALWAYS AS (random()))",
    ],
}


@pytest.mark.parametrize(
    ("form", "made"), [(form, made) for form in FORMS for made in WITHIN[form]]
)
def test_nor_does_what_stands_in_the_file(
    make_dataset: MakeDataset, tmp_path: Path, form: str, made: str
) -> None:
    path = make(tmp_path / f"a.{form}", form)
    opened = sqlite3.connect(path) if form == "sqlite" else duckdb.connect(str(path))
    with closing(opened) as database:
        database.execute(made)
    name = '"AS SELECT 1"' if "AS SELECT 1" in made else "v"
    items = read(make_dataset, query=f"SELECT text FROM {name}")
    assert texts(items) == []
    assert rejected(items) == [(f"a.{form}", "database-query-refused")]


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ("sqlite", "SELECT strftime('%Y', day) || date(day, '+1 day') AS text FROM v"),
        ("duckdb", "SELECT strftime(day::DATE, '%Y') || (day::DATE + 1) AS text FROM v"),
    ],
)
def test_what_is_the_same_each_time_is_not_refused(
    make_dataset: MakeDataset, tmp_path: Path, form: str, query: str
) -> None:
    path = make(tmp_path / f"a.{form}", form)
    opened = sqlite3.connect(path) if form == "sqlite" else duckdb.connect(str(path))
    with closing(opened) as database:
        turned = "date(day)" if form == "sqlite" else "split_part(day, 'T', 1)"
        database.execute(f"CREATE VIEW v AS SELECT {turned} AS day FROM news")
    wanted = ["20212021-03-05", "20212021-03-06", "20212021-03-07"]
    assert [text for _, text in texts(read(make_dataset, query=query))] == wanted


def test_dates_of_text_in_another_encoding_need_a_cast(tmp_path: Path) -> None:
    path = make(tmp_path / "a.sqlite", "sqlite")
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE news SET day = CAST(x'FF' AS TEXT) WHERE lang = 'de'")
        database.commit()
    with pytest.raises(query_rows.QueryError, match=r"UTF-8: write CAST\(x AS BLOB\)"):
        list(query_rows.query_rows(path, "SELECT date(day) AS d FROM news"))
    rows = query_rows.query_rows(path, "SELECT date(CAST(day AS BLOB)) AS d FROM news")
    assert [row["d"] for row in rows] == ["2021-03-04", "2021-03-05", None]


def test_values_come_over_as_they_are(tmp_path: Path) -> None:
    path = make(tmp_path / "a.duckdb", "duckdb")
    query = (
        "SELECT 1 AS n, 'é' AS t, '\\xFF'::BLOB AS b, DATE '2021-03-04' AS d, NULL AS nothing, "
        "TIMESTAMPTZ '2021-03-04 05:06:07+02' AS z, [1, 2] AS l, 1.50 AS price, "
        "{'bytes': 'ab', 'when': DATE '2021-03-04'} AS s, MAP {1: 'x'} AS m, true AS yes"
    )
    assert list(query_rows.query_rows(path, query)) == [
        {
            **{"n": 1, "t": "é", "b": b"\xff", "d": date(2021, 3, 4), "nothing": None},
            **{"z": datetime(2021, 3, 4, 3, 6, 7, tzinfo=UTC), "l": [1, 2], "price": "1.50"},
            **{"s": {"bytes": "ab", "when": date(2021, 3, 4)}, "m": {1: "x"}, "yes": True},
        }
    ]


def test_many_rows_come_in_their_order(tmp_path: Path) -> None:
    path = make(tmp_path / "a.sqlite", "sqlite")
    query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000) FROM_N"
    rows = query_rows.query_rows(path, query.replace("FROM_N", "SELECT i FROM n"))
    assert [row["i"] for row in rows] == list(range(1, 1001))


ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS text FROM n"
)
COSTLY = {
    "sqlite": [
        ENDLESS,
        # One call of a function each, which looks at no clock.
        "SELECT instr(hex(zeroblob(9000000)), hex(zeroblob(4000000)) || 'x') AS text",
        "SELECT printf('%.*c', 900000000, 'x') AS text",
        # Each row takes a function some milliseconds and SQLite a handful of instructions.
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) "
        "SELECT sum(length(hex(zeroblob(10000000 + i)))) AS text FROM n",
    ],
    "duckdb": [
        ENDLESS,
        "SELECT repeat('x', 3000000000) AS text",
        "SELECT list(range) AS text FROM range(100000000)",
        "SELECT count(*) AS text FROM range(10000000000) a, range(10000000000) b",
    ],
}


@pytest.mark.parametrize(
    ("form", "query"), [(form, query) for form in FORMS for query in COSTLY[form]]
)
def test_a_query_that_takes_too_much_is_ended(
    make_dataset: MakeDataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    query: str,
) -> None:
    monkeypatch.setattr(query_rows, "MAX_SECONDS", 0.5)
    make(tmp_path / f"a.{form}", form)
    begin = time.monotonic()
    items = read(make_dataset, query=query)
    assert time.monotonic() - begin < 30
    assert rejected(items) == [(f"a.{form}", "database-broken")]
    assert "seconds on one row" in words(items) or "MiB" in words(items)


def test_a_query_that_only_waits_is_ended_by_the_clock(
    make_dataset: MakeDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_rows, "MAX_SECONDS", 600)  # of the processor
    monkeypatch.setattr(query_rows, "_SLACK", -599.5)
    make(tmp_path / "a.sqlite", "sqlite")
    items = read(make_dataset, query=ENDLESS)
    assert rejected(items) == [("a.sqlite", "database-broken")]
    assert "seconds on one row" in words(items)


def test_a_query_of_too_much_memory_is_ended(
    make_dataset: MakeDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_rows, "MAX_MEMORY", 512 * 2**20)
    make(tmp_path / "a.sqlite", "sqlite")
    cells = ", ".join(f"hex(zeroblob(30000000 + {i})) AS c{i}" for i in range(12))
    items = read(make_dataset, query=f"SELECT {cells}")
    assert rejected(items) == [("a.sqlite", "database-broken")]
    assert "MiB" in words(items)


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
