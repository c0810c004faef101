"""Opening a release, whole or broken."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

import factpack
from factpack.errors import FactpackError
from factpack.release.open import open_release
from factpack.release.query import connect
from factpack_validators.folder import parquet_file
from factpack_validators.schemas import table_names


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(release, tmp_path / "copy"))


def test_a_release_gives_its_tables(release: Path) -> None:
    opened = factpack.open(release)
    assert (opened.name, opened.version) == ("alder-and-birch", "1.0.0")
    assert list(opened.rows) == list(table_names())
    facts = opened.table("facts")
    assert facts.equals(pq.ParquetFile(release / parquet_file("facts")).read())
    assert opened.to_polars("facts").equals(pl.DataFrame(facts))
    frame = opened.to_pandas("facts")
    assert str(frame["n_claims"].dtype) == "Int64"
    assert str(frame["former"].dtype) == "boolean"
    assert len(frame) == opened.rows["facts"]


def test_sql_sees_every_table(release: Path) -> None:
    opened = open_release(release)
    for table, rows in opened.rows.items():
        assert opened.sql(f"select count(*) as n from {table}")["n"].to_pylist() == [rows]
    answer = opened.sql(
        "select subject, count(*) as n from facts join claims using (fact_id) "
        "group by subject order by n desc, subject limit 1"
    )
    assert answer.to_pylist() == [{"subject": "Alder Labs", "n": 7}]


@pytest.mark.parametrize("told", [True, False], ids=["in the manifest", "not in the manifest"])
def test_a_table_with_a_footer_longer_than_any_is_not_opened(copy: Path, told: bool) -> None:
    """Readers unpack the notes of a file to many times their size before they read a row."""
    file = copy / parquet_file("facts")
    notes = {f"note-{n}": "x" * 1_000 for n in range(300)}
    pq.write_table(pq.read_table(file).replace_schema_metadata(notes), file)
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["tables"]["facts"]["parquet"]["bytes"] = file.stat().st_size
    if not told:
        del manifest["tables"]["facts"]
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(FactpackError, match=r"\.parquet has [\d,]+ bytes and a footer of"):
        open_release(copy)
    with pytest.raises(FactpackError, match="it was not read"), connect(copy):
        pass


@pytest.mark.parametrize(
    "query",
    [
        "selekt 1",
        "select * from fact",
        "create table t (a int)",
        "copy facts to 'f.csv'",
        "select 1; select 2",
        "",
    ],
)
def test_a_wrong_query_is_a_message(release: Path, query: str) -> None:
    with pytest.raises(FactpackError):
        open_release(release).sql(query)


def test_a_wrong_table_name_is_met_with_the_right_one(release: Path) -> None:
    with pytest.raises(FactpackError, match=r"no table 'fact': did you mean 'facts'\?"):
        open_release(release).table("fact")
    with pytest.raises(FactpackError, match="it has statements, facts"):
        open_release(release).table("xyzzy")


def test_a_folder_that_is_no_release_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(FactpackError, match="no such folder"):
        open_release(tmp_path / "nowhere")
    with pytest.raises(FactpackError, match=r"not a release \(it has no manifest.json\)"):
        open_release(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"tables": {"facts": {}}}', "null", '{"tables": 3}', "\x00"]
)
def test_a_broken_manifest_is_a_message(copy: Path, text: str) -> None:
    (copy / "manifest.json").write_text(text)
    with pytest.raises(FactpackError, match=r"manifest\.json cannot be read"):
        open_release(copy)


def test_a_missing_or_cut_file_is_named(copy: Path) -> None:
    file = copy / parquet_file("claims")
    content = file.read_bytes()
    file.write_bytes(content[:-100])
    with pytest.raises(FactpackError, match=r"data/claims/.*parquet has .* bytes, not"):
        open_release(copy)
    file.unlink()
    with pytest.raises(FactpackError, match=r"data/claims/.*parquet is missing"):
        open_release(copy)


def test_damage_inside_a_file_is_a_message(copy: Path) -> None:
    opened = open_release(copy)
    file = copy / parquet_file("claims")
    file.write_bytes(b"\0" * file.stat().st_size)
    with pytest.raises(FactpackError, match="broken release: claims"):
        opened.table("claims")
    with pytest.raises(FactpackError):
        opened.sql("select * from claims")


@pytest.mark.parametrize(
    "query",
    [
        "from read_csv('{file}')",
        "from read_text('{file}')",
        "from read_blob('{file}')",
        "from read_json('{file}')",
        "from sniff_csv('{file}')",
        "from '{file}'",
        "from read_parquet('{parquet}')",
        "from parquet_metadata('{parquet}')",
        "from glob('{folder}/*')",
        "from read_parquet('https://127.0.0.1:9/facts.parquet')",
        "from query('from read_text(''{file}'')')",
        "from duckdb_secrets()",
        "select getenv('HOME')",
        "from secret_of_the_caller",
        "load httpfs",
        "install httpfs",
        "attach '{folder}/mine.duckdb'",
        "copy (select 1) to '{folder}/mine.csv'",
        "export database '{folder}/all'",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "select 1; set threads = 1; select 2",
    ],
)
def test_a_query_reaches_nothing_but_the_tables(
    release: Path, tmp_path: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query is copied from the card of a release that somebody forged."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "private.csv").write_text("name,key\nme,very-secret\n")
    parquet = Path(shutil.copy(release / parquet_file("facts"), tmp_path / "private.parquet"))
    secret_of_the_caller = pl.DataFrame({"key": ["very-secret"]})
    assert len(secret_of_the_caller) == 1
    before = sorted(path.name for path in tmp_path.rglob("*"))
    names = {"file": tmp_path / "private.csv", "parquet": parquet, "folder": tmp_path}
    with pytest.raises(FactpackError) as problem:
        open_release(release).sql(query.format(**names))
    assert "very-secret" not in str(problem.value)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_large_answer_leaves_nothing_in_the_folder_of_the_caller(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = open_release(release).sql("select current_setting('temp_directory') as folder")
    (spill,) = answer["folder"].to_pylist()
    assert not Path(spill).is_relative_to(tmp_path) and not Path(spill).exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["with [brackets]", "with *star?", "with 'quote'", "~", "-x"])
def test_a_folder_of_any_name_answers(release: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(release, tmp_path / name)
    opened = open_release(tmp_path / name)
    assert opened.sql("select count(*) as n from facts")["n"].to_pylist() == [opened.rows["facts"]]


def test_no_path_of_a_manifest_and_no_link_leads_out(copy: Path, tmp_path: Path) -> None:
    outside = Path(shutil.copy(copy / parquet_file("facts"), tmp_path / "facts.parquet"))
    manifest = (copy / "manifest.json").read_text("utf-8")
    for path in ("../facts.parquet", outside.as_posix()):
        forged = manifest.replace(parquet_file("facts"), path)
        (copy / "manifest.json").write_text(forged, "utf-8")
        with pytest.raises(FactpackError, match="facts lies at"):
            open_release(copy)
    (copy / "manifest.json").write_text(manifest, "utf-8")
    (copy / parquet_file("facts")).unlink()
    (copy / parquet_file("facts")).symlink_to(outside)
    with pytest.raises(FactpackError, match=r"facts.*is a link.*--local-dir"):
        open_release(copy)
    (copy / parquet_file("facts")).unlink()
    (copy / parquet_file("facts")).parent.rmdir()
    (tmp_path / Path(parquet_file("facts")).name).write_bytes(outside.read_bytes())
    (copy / parquet_file("facts")).parent.symlink_to(tmp_path)
    with pytest.raises(FactpackError, match="is a link"):
        open_release(copy)


def test_a_pipe_in_place_of_a_file_is_not_waited_for(copy: Path) -> None:
    file = copy / parquet_file("facts")
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(FactpackError, match="no regular file"):
        open_release(copy)
    (copy / "manifest.json").unlink()
    os.mkfifo(copy / "manifest.json")
    with pytest.raises(FactpackError, match="no regular file"):
        open_release(copy)


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"tables":{"x":{}}}', '{"a":' + "9" * 10_000 + "}"]
)
def test_a_manifest_that_no_reader_can_hold_is_a_message(copy: Path, text: str) -> None:
    (copy / "manifest.json").write_text(text)
    with pytest.raises(FactpackError, match="manifest"):
        open_release(copy)


def test_a_manifest_of_gigabytes_is_not_read(copy: Path) -> None:
    with (copy / "manifest.json").open("r+b") as file:
        file.truncate(3 * 2**30)
    with pytest.raises(FactpackError, match="more than 33,554,432"):
        open_release(copy)
