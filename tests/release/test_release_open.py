"""Opening a release, whole or broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

import factpack
from factpack.errors import FactpackError
from factpack.release.layout import parquet_path
from factpack.release.open import open_release
from factpack_validators.schemas import table_names


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(release, tmp_path / "copy"))


def test_a_release_gives_its_tables(release: Path) -> None:
    opened = factpack.open(release)
    assert (opened.name, opened.version) == ("alder-and-birch", "1.0.0")
    assert list(opened.rows) == list(table_names())
    facts = opened.table("facts")
    assert facts.equals(pq.ParquetFile(release / parquet_path("facts")).read())
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
    with pytest.raises(FactpackError, match="it has facts, claims"):
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
    file = copy / parquet_path("claims")
    content = file.read_bytes()
    file.write_bytes(content[:-100])
    with pytest.raises(FactpackError, match=r"data/claims/.*parquet has .* bytes, not"):
        open_release(copy)
    file.unlink()
    with pytest.raises(FactpackError, match=r"data/claims/.*parquet is missing"):
        open_release(copy)


def test_damage_inside_a_file_is_a_message(copy: Path) -> None:
    opened = open_release(copy)
    file = copy / parquet_path("claims")
    file.write_bytes(b"\0" * file.stat().st_size)
    with pytest.raises(FactpackError, match="broken release: claims"):
        opened.table("claims")
    with pytest.raises(FactpackError):
        opened.sql("select * from claims")
