"""What was said on a day about a day: two clocks over a chain of six small releases."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.release.versions.folders import Row, write_contract

import factpack
from factpack.errors import FactpackError
from factpack.export.history import add_history
from factpack.release.versions.history import read_history
from factpack_validators.schemas import arrow_schema

COUNTS = [f.name for f in arrow_schema("facts") if f.name.startswith("n_")]
DAYS = ("2024-01-01", "2024-02-01", "2024-03-01", "2024-03-01", "2024-05-01", "2024-06-01")
VERSIONS = ("1.0.0", "1.0.1", "1.1.0", "2.0.0", "2.0.1", "2.10.0")


def fact(fact_id: str, **cells: Any) -> Row:
    needed = {
        "fact_id": fact_id,
        "predicate": "chief_of",
        "subject_id": "e-1",
        "subject": "Ann",
        "modality": "asserted",
        "status": "single",
        "rank": "normal",
    }
    return {**needed, **dict.fromkeys(COUNTS, 1), **cells}


OLD = fact("f-1", date_from=date(2015, 1, 1), date_to=date(2015, 12, 31), date_precision="year")
MENDED = {**OLD, "date_from": date(2016, 1, 1), "date_to": date(2016, 12, 31)}
SINCE = fact("f-2", date_from=date(2018, 1, 1), date_to=date(2018, 12, 31), date_relation="since")
TIMELESS = fact("f-3")
CHAIN = (
    [OLD, TIMELESS],
    [OLD, TIMELESS, SINCE],
    [MENDED, TIMELESS, SINCE],
    [MENDED, SINCE],
    [OLD, SINCE],
    [OLD, SINCE, TIMELESS],
)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chain") / "tides"
    for version, day, rows in zip(VERSIONS, DAYS, CHAIN, strict=True):
        place = write_contract(folder / version, {"facts": rows}, version)
        manifest = json.loads((place / "manifest.json").read_text("utf-8"))
        (place / "manifest.json").write_text(json.dumps(manifest | {"released": day}), "utf-8")
    return folder


def states(releases: Path, **options: Any) -> list[tuple[Any, ...]]:
    rows = read_history(releases, **options).to_pylist()
    return [
        (r["fact_id"], r["date_from"] and r["date_from"].year, r["first_release"],
         r["last_release"], str(r["known_from"]), r["known_to"] and str(r["known_to"]))
        for r in rows
    ]  # fmt: skip


def test_each_state_of_a_fact_has_its_releases(releases: Path) -> None:
    assert states(releases) == [
        ("f-1", 2015, "1.0.0", "1.0.1", "2024-01-01", "2024-03-01"),
        ("f-1", 2016, "1.1.0", "2.0.0", "2024-03-01", "2024-05-01"),
        ("f-1", 2015, "2.0.1", None, "2024-05-01", None),
        ("f-2", 2018, "1.0.1", None, "2024-02-01", None),
        ("f-3", None, "1.0.0", "1.1.0", "2024-01-01", "2024-03-01"),
        ("f-3", None, "2.10.0", None, "2024-06-01", None),
    ]


@pytest.mark.parametrize(
    ("as_of", "held_on", "said"),
    [
        ("2024-02-15", "2015-06-01", ["f-1"]),
        ("2024-03-15", "2015-06-01", []),
        ("2024-03-15", "2016-06-01", ["f-1"]),
        ("2024-01-15", "2020-06-01", []),
        ("2024-02-15", "2020-06-01", ["f-2"]),
        ("2023-12-31", None, []),
        ("2024-03-01", None, ["f-1", "f-2"]),
    ],
)
def test_what_was_believed_on_a_day_about_a_day(
    releases: Path, as_of: str, held_on: str | None, said: list[str]
) -> None:
    assert [s[0] for s in states(releases, as_of=as_of, held_on=held_on)] == said


@pytest.mark.parametrize("day", DAYS)
def test_the_history_of_a_day_is_the_version_of_that_day(releases: Path, day: str) -> None:
    facts = factpack.open(releases, as_of=day).table("facts")
    assert read_history(releases, as_of=day).select(facts.column_names).equals(facts)


def test_only_facts_and_claims_have_a_history(releases: Path) -> None:
    with pytest.raises(FactpackError, match="no history of entities"):
        read_history(releases, "entities")
    with pytest.raises(FactpackError, match="is no date"):
        read_history(releases, as_of="May")
    with pytest.raises(FactpackError, match="no versions"):
        read_history(releases / "nowhere")


PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "one-file.md"


@pytest.fixture(scope="module")
def databases(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One query on each kind of database with the history."""
    folder = tmp_path_factory.mktemp("history")
    for form in ("sqlite", "duckdb"):
        add_history(form, folder / f"h.{form}", releases)

    def ask_sqlite(query: str) -> list[Any]:
        with closing(sqlite3.connect(folder / "h.sqlite")) as database:
            return database.execute(query).fetchall()

    def ask_duckdb(query: str) -> list[Any]:
        with duckdb.connect(folder / "h.duckdb", read_only=True) as database:
            return database.execute(query).fetchall()

    return {"sqlite": ask_sqlite, "duckdb": ask_duckdb}


@pytest.mark.parametrize("form", ["sqlite", "duckdb"])
@pytest.mark.parametrize("known", ["2023-12-31", "2024-02-15", "2024-03-15", "2024-07-01"])
@pytest.mark.parametrize("held", ["2015-06-01", "2016-06-01", "2020-06-01"])
def test_the_filter_of_the_documentation_says_what_the_history_says(
    releases: Path, databases: dict[str, Any], form: str, known: str, held: str
) -> None:
    query = re.findall("```sql\n(select statement, first_release.*?)```", PAGE.read_text(), re.S)[0]
    assert query.count("2024-02-15") == 2 and query.count("2020-06-01") == 2
    query = query.replace("2024-02-15", known).replace("2020-06-01", held)
    said = databases[form](query.replace("select statement", "select fact_id"))
    assert sorted(said, key=repr) == sorted(
        ((s[0], s[2], s[3]) for s in states(releases, as_of=known, held_on=held)), key=repr
    )
