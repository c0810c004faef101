"""Programs that ask a release: what they are told, and what nobody is told."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from tests.command import factpack as run
from tests.release.conftest import DAY, RUN
from tests.release.sample_tables import sample_dataset, sample_rows, write_tables

import factpack
from factpack.errors import FactpackError
from factpack.release.write import write_release
from factpack.serve import answers
from factpack.serve.asker import Asker
from factpack.serve.capped import Caps, Query
from factpack_validators.schemas import table_names


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> factpack.Release:
    folder = tmp_path_factory.mktemp("serve")
    rows = sample_rows()
    first, second = (row["entity_id"] for row in rows["entities"][:2])
    for key in (first, second):
        alias = {**rows["aliases"][0], "entity_id": key, "alias": "The Twins"}
        rows["aliases"].append(alias)
    rows["aliases"].sort(key=lambda row: (row["entity_id"], row["alias"]))
    tables = write_tables(folder / "tables", rows)
    staging = folder / "alder-and-birch" / "1.0.0"
    staging.mkdir(parents=True)
    write_release(tables, sample_dataset(folder), staging, version="1.0.0", released=DAY, run=RUN)
    (folder / "secret.csv").write_text("word\nhush\n", "utf-8")
    return factpack.open(staging)


@pytest.fixture(scope="module")
def asker(release: factpack.Release) -> Iterator[Asker]:
    with Asker(release, Caps(rows=5, answer_bytes=4_000, cell_chars=50, seconds=20)) as asker:
        yield asker


@pytest.fixture(scope="module")
def wide(release: factpack.Release) -> Iterator[Asker]:
    """With the caps that are usual."""
    with Asker(release) as asker:
        yield asker


def test_a_client_of_the_sdk_asks_over_stdio(release: factpack.Release) -> None:
    """Every tool and every page, as a program that starts the command meets them."""
    said: dict[str, Any] = {}
    best = release.sql("select fact_id, subject from facts order by fact_id limit 1").to_pylist()[0]

    async def ask() -> None:
        command = "from factpack.cli import main; main()"
        server = StdioServerParameters(
            command=sys.executable,
            args=["-c", command, "serve", str(release.path), "--mcp", "--rows", "7"],
            env=dict(os.environ),
        )
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            said["hello"] = await session.initialize()
            said["tools"] = (await session.list_tools()).tools
            for name, asked in {
                "schema": {},
                "search": {"words": "ALDER", "limit": 2},
                "fact": {"id": best["fact_id"]},
                "entity": {"name": best["subject"].upper()},
                "sql": {"query": "select count(*) as n from claims"},
            }.items():
                said[name] = await session.call_tool(name, asked)
            said["wrong"] = await session.call_tool("sql", {"query": "from '/etc/passwd'"})
            for page in (await session.list_resources()).resources:
                held = await session.read_resource(page.uri)
                said[page.name] = held.contents[0].text  # type: ignore[union-attr]

    asyncio.run(ask())
    assert "alder-and-birch 1.0.0" in said["hello"].instructions
    assert [tool.name for tool in said["tools"]] == ["schema", "search", "fact", "entity", "sql"]
    for tool in said["tools"]:
        hints = tool.annotations
        assert tool.description and hints.read_only_hint and not hints.open_world_hint
        told = said[tool.name]
        assert not told.is_error, told
        assert json.loads(told.content[0].text) == told.structured_content
    rows = {t["table"]: t["rows"] for t in said["schema"].structured_content["tables"]}
    assert rows == release.rows
    assert len(said["search"].structured_content["statements"]) == 2
    assert said["fact"].structured_content["fact"]["fact_id"] == best["fact_id"]
    assert said["entity"].structured_content["entity"]["name"] == best["subject"]
    assert said["sql"].structured_content["rows"] == [[release.rows["claims"]]]
    assert said["wrong"].is_error and "no table '/etc/passwd'" in said["wrong"].content[0].text
    assert said["datasheet"] == (release.path / "DATASHEET.md").read_text("utf-8")
    assert {"card", "licence", "citation"} <= set(said)


@pytest.mark.parametrize(
    "query",
    [
        "copy facts to 'stolen.csv'",
        "copy facts from 'secret.csv'",
        "export database 'stolen'",
        "attach 'other.db'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set memory_limit = '1TB'",
        "pragma database_list",
        "call pragma_version()",
        "create table t (a int)",
        "drop view facts",
        "insert into facts values (1)",
        "prepare p as select 1",
        "explain select 1",
        "select 1; select 2",
        "from 'secret.csv'",
        "from '{folder}/secret.csv'",
        "from read_csv('{folder}/secret.csv')",
        "from read_csv_auto('{folder}/secret.csv')",
        "from read_text('{folder}/secret.csv')",
        "from read_blob('{folder}/secret.csv')",
        "from read_json('{folder}/secret.csv')",
        "from sniff_csv('{folder}/secret.csv')",
        "from glob('{folder}/*')",
        "from read_parquet('{folder}/x.parquet')",
        "from parquet_metadata('{folder}/x.parquet')",
        "from read_parquet('https://example.org/x.parquet')",
        "from 's3://bucket/x.parquet'",
        "from query('select 1')",
        "from query_table('facts')",
        "describe from read_csv('{folder}/secret.csv')",
        "select (select max(content) from read_text('{folder}/secret.csv'))",
        "with t as (from read_text('{folder}/secret.csv')) select * from t",
        "select * from facts where exists (from read_blob('{folder}/secret.csv'))",
        "select getenv('HOME')",
        "select GetEnv('HOME')",
        "select current_setting('temp_directory')",
        "from duckdb_settings()",
        "from duckdb_settings",
        "from duckdb_secrets()",
        "from duckdb_views()",
        "from sqlite_master",
        "from information_schema.tables",
        "from pg_catalog.pg_class",
        "from main.facts",
        "select write_log('x')",
        # A name that a query gives holds in one part of it alone.
        "select (with duckdb_views as (select 1 as x) select max(x) from duckdb_views), "
        "(select max(sql) from duckdb_views)",
        "select (with PG_CLASS as (select 1 as x) select max(x) from pg_class), "
        "(select count(*) from pg_class)",
        "select (with t as (select 1 as x) select max(x) from t), (select count(*) from t)",
        "selekt 1",
        "",
        "(" * 15_000,
        "select '" + "x" * 25_000 + "'",
    ],
)
def test_a_query_reads_tables_of_the_release_and_nothing_else(
    asker: Asker, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = asker.release.path.parents[1]
    with pytest.raises(FactpackError) as refused:
        asker.ask(Query(query.replace("{folder}", str(folder))))
    assert "hush" not in str(refused.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("select 1 as a, 2 as a", [[1, 2]]),
        ("with n as (select count(*) as n from facts) select n > 0 from N", [[True]]),
        ("select * from range(2)", [[0], [1]]),
        ("select date '2020-02-03', 'nan'::double, [1, 2], {'a': null}",
         [["2020-02-03", "nan", [1, 2], {"a": None}]]),
        ("values (1.50::decimal(9, 2), 'é')", [["1.50", "é"]]),
    ],
)  # fmt: skip
def test_values_are_those_of_json(asker: Asker, query: str, rows: list[list[Any]]) -> None:
    assert asker.ask(Query(query)).rows == rows


def test_show_tables_lists_those_of_the_release(asker: Asker) -> None:
    found = asker.ask(Query("select * from (show tables) order by 1"))
    assert found.rows == [[name] for name in sorted(table_names())][:5]


def test_answers_are_cut(asker: Asker) -> None:
    many = asker.ask(Query("select * from range(1000)"))
    assert (len(many.rows), many.is_cut) == (5, True)
    assert len(asker.ask(Query("select * from range(1000)", limit=2)).rows) == 2
    assert not asker.ask(Query("select * from range(5)")).is_cut
    wide = asker.ask(Query(f"select {', '.join(['repeat(chr(120), 49)'] * 40)} from range(4)"))
    assert (len(wide.rows), wide.is_cut) == (1, True)
    long = asker.ask(Query("select repeat('x', 51)"))
    assert (long.rows, long.is_cut) == ([["x" * 50 + " […]"]], True)


@pytest.mark.parametrize(
    "query",
    [
        "select count(*) from range(1000000000000)",
        "select max(length(repeat('x', (1000000000 + range)::int))) from range(3)",
        "with recursive t(n) as (select 1 union all select n + 1 from t) select max(n) from t",
    ],
)
def test_a_query_that_takes_too_much_is_ended_and_the_next_is_answered(
    release: factpack.Release, query: str
) -> None:
    with Asker(release, Caps(seconds=0.7)) as asker:
        with pytest.raises(FactpackError, match=r"took (longer|too much)|[Mm]emory"):
            asker.ask(Query(query))
        assert asker.ask(Query("select 1")).rows == [[1]]


@pytest.mark.parametrize("query", ["select date '20000-01-01'", "select '\ud800'"])
def test_an_answer_that_cannot_be_told_is_no_want_of_memory(asker: Asker, query: str) -> None:
    assert asker.ask(Query("select 1")).rows == [[1]]
    process = asker._process
    with pytest.raises(FactpackError, match="cannot be told"):
        asker.ask(Query(query))
    assert asker._process is process
    assert asker.ask(Query("select 1")).rows == [[1]]


def test_a_release_that_went_away_is_told(release: factpack.Release, tmp_path: Path) -> None:
    copy = shutil.copytree(release.path, tmp_path / "copy")
    with Asker(factpack.open(copy)) as asker:
        shutil.move(copy, tmp_path / "aside")
        for _ in range(2):
            with pytest.raises(FactpackError, match="does not start"):
                asker.ask(Query("select 1"))


def test_columns_are_told_with_what_they_mean(asker: Asker) -> None:
    told = answers.tables(asker, "facts")
    columns = {column["name"]: column for column in told["columns"]}
    assert told["key"] == ["fact_id"] and "contested" in columns["status"]["values"]
    assert {"columns": ["broader_fact_id"], "table": "facts"} in told["refers_to"]
    with pytest.raises(FactpackError, match="no table 'fact'"):
        answers.tables(asker, "fact")


def test_search_finds_words_whatever_their_case_best_first(wide: Asker) -> None:
    found = answers.search(wide, "birch ALDER", "", "", "", "", 100)
    rows = found["statements"]
    assert found["found"] == len(rows) > 1
    for row in rows:
        text = f"{row['statement']} {row.get('sentence', '')}".lower()
        assert "birch" in text and "alder" in text
    order = [row["modality"] != "asserted" for row in rows]
    assert order == sorted(order)
    one = answers.search(wide, "", rows[0]["subject"].upper(), rows[0]["predicate"], "", "", 9)
    assert rows[0]["claim_id"] in {row["claim_id"] for row in one["statements"]}
    quoted = answers.search(wide, "' or 1=1 --", "", "", "", "", 9)
    assert quoted == {"found": 0, "statements": []}


def test_a_fact_comes_with_evidence_and_what_contradicts_it(
    release: factpack.Release, wide: Asker
) -> None:
    conflicts = release["conflicts"].to_pylist()
    key = conflicts[0]["fact_id"]
    told = answers.fact(wide, key)
    assert told["fact"]["fact_id"] == key
    claims = {row["claim_id"] for row in told["statements"]}
    assert claims == {row["claim_id"] for row in told["evidence"]}
    others = {row["fact_id"] for row in conflicts} - {key}
    assert {row["fact_id"] for row in told["rivals"]} <= others and told["rivals"]
    assert answers.fact(wide, min(claims))["fact"] == told["fact"]
    with pytest.raises(FactpackError, match="no fact or claim 'f-0'"):
        answers.fact(wide, "f-0")


def test_a_name_of_several_entities_lists_them(release: factpack.Release, wide: Asker) -> None:
    first, second, *_ = release["entities"].to_pylist()
    told = answers.entity(wide, "the twins")
    assert {row["entity_id"] for row in told["entities"]} == {
        first["entity_id"],
        second["entity_id"],
    }
    assert answers.entity(wide, first["entity_id"])["entity"]["name"] == first["name"]
    with pytest.raises(FactpackError, match="no entity 'Nobody'"):
        answers.entity(wide, "Nobody")


def test_a_page_that_is_a_link_is_not_read(release: factpack.Release, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(release.path, tmp_path / "copy"))
    (copy / "DATASHEET.md").unlink()
    (copy / "DATASHEET.md").symlink_to(release.path.parents[1] / "secret.csv")
    with pytest.raises(FactpackError, match="not followed"):
        factpack.open(copy).page("DATASHEET.md")
    with pytest.raises(FactpackError, match="there is no NEWS"):
        release.page("NEWS")
    with pytest.raises(FactpackError, match="not followed"):
        release.page("../../secret.csv")


def test_the_command_says_what_it_needs(
    release: factpack.Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run("serve", release.path)
    assert said.returncode == 2 and "--mcp" in said.stderr
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    monkeypatch.delitem(sys.modules, "factpack.serve.server", raising=False)
    said = run("serve", release.path, "--mcp")
    assert said.returncode == 2 and "pip install 'factpack[mcp]'" in said.stderr


def test_a_select_of_ones_own_bears_no_name_of_the_catalogue(asker: Asker) -> None:
    with pytest.raises(FactpackError, match="choose another name than 'duckdb_views'"):
        asker.ask(Query("with duckdb_views as (select 1 as x) from duckdb_views"))
    assert asker.ask(Query("with mine as (select 1 as x) from mine")).rows == [[1]]
