"""What whoever imports factpack can do with a release."""

from __future__ import annotations

import gc
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import datasets
import pandas as pd
import pytest
from tests.release.conftest import DAY, RUN
from tests.release.sample_tables import Tables, sample_dataset, sample_rows, write_tables

import factpack
from factpack.errors import FactpackError
from factpack.library import Fact
from factpack.release.index import index_text
from factpack.release.write import write_release


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> factpack.Release:
    return written(tmp_path_factory.mktemp("library"), sample_rows())


def written(folder: Path, rows: Tables) -> factpack.Release:
    """The release of some tables."""
    tables = write_tables(folder / "tables", rows)
    staging = folder / "alder-and-birch" / "1.0.0"
    staging.mkdir(parents=True)
    write_release(tables, sample_dataset(folder), staging, version="1.0.0", released=DAY, run=RUN)
    return factpack.open(staging)


def test_completion_shows_what_is_promised() -> None:
    assert set(factpack.__all__) == set(dir(factpack))
    for name in factpack.__all__:
        assert getattr(factpack, name) is not None


def test_a_release_reads_as_a_mapping_of_its_tables(release: factpack.Release) -> None:
    assert release["facts"].equals(release.table("facts"))
    assert list(release) == list(release.rows) == release._ipython_key_completions_()
    assert len(release) == len(release.rows)
    with pytest.raises(FactpackError, match="did you mean 'facts'"):
        release["fact"]


def test_sql_takes_parameters(release: factpack.Release) -> None:
    query = "select count(*) as n from statements where subject = ? and publisher = ?"
    known = [row for row in release["statements"].to_pylist() if row["subject"] == "Alder Labs"]
    wanted = sum(row["publisher"] == "Harbour Wire" for row in known)
    assert wanted
    assert release.sql(query, ["Alder Labs", "Harbour Wire"])["n"].to_pylist() == [wanted]
    hostile = "x' or 'a' = 'a"
    assert release.sql(query, [hostile, hostile])["n"].to_pylist() == [0]
    named = release.sql("select $word as word", {"word": hostile})
    assert named.to_pylist() == [{"word": hostile}]
    with pytest.raises(FactpackError):
        release.sql(query, ["Alder Labs"])


def test_a_fact_comes_with_the_statements_of_its_claims(release: factpack.Release) -> None:
    row = max(release["facts"].to_pylist(), key=lambda fact: (fact["n_claims"], fact["fact_id"]))
    fact = release.fact(row["fact_id"])
    assert fact.row == row and str(fact) == row["statement"]
    assert len(fact.statements) == row["n_claims"]
    assert {said["fact_id"] for said in fact.statements} == {row["fact_id"]}
    with pytest.raises(FactpackError, match="no fact 'f-0'"):
        release.fact("f-0")


def test_a_fact_comes_with_the_statements_of_finer_facts(tmp_path: Path) -> None:
    """The earliest published first; those without a date are last."""
    tables = sample_rows()
    first, second, *others = sorted(row["fact_id"] for row in tables["facts"])
    broader = {second: first, **dict.fromkeys(others, second)}
    for row in tables["facts"]:
        row["broader_fact_id"] = broader.get(row["fact_id"])
    release = written(tmp_path, tables)
    known = release["statements"].to_pylist()
    for fact, wanted in ((first, {first, second, *others}), (second, {second, *others})):
        found = release.fact(fact).statements
        order = [(said["published_on"] or date.max, said["claim_id"]) for said in found]
        assert order == sorted((s["published_on"] or date.max, s["claim_id"]) for s in known)
        assert {said["fact_id"] for said in found} == wanted
        assert found[0]["published_on"] and found[-1]["published_on"] is None
        known = [said for said in known if said["fact_id"] != fact]


def test_why_tells_a_story(release: factpack.Release) -> None:
    fact = release["facts"]["fact_id"][0].as_py()
    assert release.why(fact).key == fact


def test_days_are_days_in_pandas(release: factpack.Release) -> None:
    frame = release.to_pandas()
    assert len(frame) == release.rows["statements"]
    years = frame["published_on"].dt.year
    days = release["statements"]["published_on"].to_pylist()
    assert set(years.dropna()) == {day.year for day in days if day}
    assert frame["date_from"].isna().any() and not pd.isna(frame["date_from"].max())


def test_datasets_are_those_that_the_card_promises(
    release: factpack.Release, tmp_path: Path
) -> None:
    held = release.to_datasets()
    assert list(held) == list(release)
    loaded = datasets.load_dataset(str(release.path), "statements", cache_dir=str(tmp_path))
    assert held["statements"].features == loaded["train"].features
    assert list(held["statements"]) == list(loaded["train"])


def test_a_dataset_folder_opens_its_latest_version(
    release: factpack.Release, tmp_path: Path
) -> None:
    home = tmp_path / release.path.parent.name
    shutil.copytree(release.path, home / "1.0.0")
    (home / "index.json").write_text(json.dumps({"latest": "1.0.0"}), "utf-8")
    assert factpack.open(home).path == home / "1.0.0"
    for latest in ("../1.0.0", None, 3):
        (home / "index.json").write_text(json.dumps({"latest": latest}), "utf-8")
        with pytest.raises(FactpackError, match="names no latest version"):
            factpack.open(home)
    for broken in ("{", "[" * 200_000):
        (home / "index.json").write_text(broken, "utf-8")
        with pytest.raises(FactpackError, match="cannot be read"):
            factpack.open(home)


def test_names_stand_beside_ids_where_they_are_wanted(release: factpack.Release) -> None:
    names = {row["entity_id"]: row["name"] for row in release["entities"].to_pylist()}
    claims = release.named("claims")
    assert claims.drop_columns(["subject", "object", "attributed_to_name"]).equals(
        release["claims"]
    )
    for row in claims.to_pylist():
        assert row["subject"] == names[row["subject_id"]]
        assert row["object"] == names.get(row["object_id"])
        assert row["attributed_to_name"] == names.get(row["attributed_to"])
    assert "subject" in release.to_pandas("claims", names=True)
    assert "subject" not in release.to_pandas("claims")
    # Facts have the names of their ends already.
    assert release.named("facts").column_names == release["facts"].column_names
    assert release.named("mentions")["entity"].null_count < len(release["mentions"])


def test_a_notebook_shows_a_fact_and_hostile_words_as_text() -> None:
    row = {"statement": "A & <b>B</b>", "publisher": "<script>", "published_on": date(2021, 3, 4)}
    page = Fact({"fact_id": "f-1", "statement": "<i>x</i>"}, [row])._repr_html_()
    assert "<caption>&lt;i&gt;x&lt;/i&gt;</caption>" in page and "2021-03-04" in page
    assert "&lt;script&gt;" in page and "<script" not in page and "<b>" not in page


def test_tab_shows_what_a_release_can_do(release: factpack.Release) -> None:
    wanted = "fact why sql table named validate to_pandas to_polars to_datasets".split()
    assert set(wanted) <= set(dir(release))
    assert {"build", "open", "history"} <= set(dir(factpack))


def test_a_notebook_shows_a_table_of_tables(release: factpack.Release) -> None:
    page = release._repr_html_()
    assert "<caption>alder-and-birch 1.0.0</caption>" in page
    assert page.count("<tr>") == len(release) + 1


def test_a_release_of_an_older_version_opens_without_what_it_lacks(
    release: factpack.Release, tmp_path: Path
) -> None:
    old = Path(shutil.copytree(release.path, tmp_path / "old"))
    manifest = json.loads((old / "manifest.json").read_text("utf-8"))
    del manifest["tables"]["statements"]
    (old / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    shutil.rmtree(old / "data" / "statements")
    opened = factpack.open(old)
    assert "statements" not in list(opened)
    assert opened.sql("select count(*) as n from facts")["n"].to_pylist() == [opened.rows["facts"]]
    with pytest.raises(FactpackError, match="statements"):
        opened.to_pandas()


def test_the_how_to_runs(
    release: factpack.Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "alder-and-birch"
    shutil.copytree(release.path, home / "1.0.0")
    (home / "index.json").write_text(index_text(home), "utf-8")
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).parents[1] / "docs" / "how-to" / "python.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {}
    for block in blocks:
        exec(block, names)
    assert len(blocks) == 6
    assert "first_release" in names["believed"].column_names
    assert len(names["recent"]) and names["answer"].num_rows and names["fact"].statements


def zipped(release: factpack.Release, file: Path, below: str = "") -> Path:
    with zipfile.ZipFile(file, "w") as packed:
        for path in sorted(release.path.rglob("*")):
            packed.write(path, f"{below}{path.relative_to(release.path)}")
    return file


@pytest.mark.parametrize("below", ["", "1.0.0/", "alder-and-birch/1.0.0/"])
def test_a_zip_is_opened(release: factpack.Release, tmp_path: Path, below: str) -> None:
    opened = factpack.open(zipped(release, tmp_path / "release.zip", below))
    assert opened["facts"].equals(release["facts"]) and opened.rows == release.rows
    folder = opened.path
    assert folder.is_dir()
    del opened
    gc.collect()
    assert not folder.exists()


def test_an_address_is_opened(release: factpack.Release, tmp_path: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    for version in ("1.9.0", "1.10.0"):
        memory.put(release.path.as_posix(), f"/dataset/{version}", recursive=True)
    opened = factpack.open("memory://dataset")
    assert opened.sql("select count(*) as n from claims") == release.sql(
        "select count(*) as n from claims"
    )
    packed = zipped(release, tmp_path / "release.zip")
    assert factpack.open(packed.as_uri()).rows == release.rows


def test_nothing_is_written_outside_of_what_is_fetched(
    release: factpack.Release, tmp_path: Path
) -> None:
    file = zipped(release, tmp_path / "release.zip")
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr("../../outside.txt", "x")
    with pytest.raises(FactpackError, match="leads out of the release"):
        factpack.open(file)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("readme.txt", "x")
    with pytest.raises(FactpackError, match="not a release"):
        factpack.open(tmp_path / "other.zip")
    (tmp_path / "broken.zip").write_bytes(b"PK no more")
    with pytest.raises(FactpackError, match="cannot be fetched"):
        factpack.open(tmp_path / "broken.zip")
    with pytest.raises(FactpackError, match="cannot be fetched"):
        factpack.open("nowhere://dataset")
