"""Against the previous release: what moved, what vanished, and what dataset.yaml allows."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.validators.conftest import Copy
from tests.validators.editing import Row, edit, edit_json, parquet_path, read_rows
from tests.validators.good_release import ARTICLES, write_good_release

from factpack_validators.checks import FAMILIES
from factpack_validators.release import validate_release
from factpack_validators.report import Report

SKIP = [f for f in FAMILIES if f != "previous"]


@pytest.fixture(scope="module")
def successor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same articles as version 1.1.0."""
    return write_good_release(tmp_path_factory.mktemp("successor"), ARTICLES, "1.1.0")


def check(release: Path, previous: Path, *, as_published: bool = False) -> Report:
    return validate_release(release, previous=previous, skip=SKIP, as_published=as_published)


def codes(report: Report) -> dict[str, int]:
    return {k: v for k, v in report.totals.items() if k != "check-skipped"}


def test_the_same_rows_in_a_higher_version_are_fine(successor: Path, good: Path) -> None:
    report = check(successor, good)
    assert codes(report) == {}
    assert {f.name: f.checked for f in report.families}["previous"] == {"tables": 15}


def test_without_a_previous_release_it_does_not_run(good: Path) -> None:
    family = {f.name: f for f in validate_release(good, skip=SKIP).families}["previous"]
    assert family.skipped == "no previous release was named"


def test_the_version_must_rise(good: Path, successor: Path) -> None:
    assert codes(check(good, good)) == {"version-not-raised": 1}
    assert codes(check(good, successor)) == {"version-not-raised": 1}


def test_another_dataset_is_no_predecessor(successor: Path, good: Path, copy_of: Copy) -> None:
    other = copy_of(good)
    edit_json(other, "datapackage.json", lambda d: d.update(name="another"))
    assert codes(check(successor, other)) == {"previous-other": 1}


def test_a_folder_that_is_no_release(successor: Path, tmp_path: Path) -> None:
    assert codes(check(successor, tmp_path)) == {"previous-unreadable": 1}
    assert codes(check(successor, tmp_path / "none")) == {"previous-unreadable": 1}


def test_a_broken_table_of_the_predecessor(successor: Path, good: Path, copy_of: Copy) -> None:
    broken = copy_of(good)
    parquet_path(broken, "facts").write_bytes(b"PAR1")
    assert codes(check(successor, broken)) == {"previous-unreadable": 1}


@pytest.mark.parametrize(
    ("table", "code"),
    [("claims", "key-vanished"), ("articles", "key-vanished"), ("entities", "entity-vanished")],
)
def test_a_row_that_vanished(
    successor: Path, good: Path, copy_of: Copy, table: str, code: str
) -> None:
    release = copy_of(successor)
    gone = edit(release, table, lambda rows: rows.pop(0))
    report = check(release, good)
    assert codes(report) == {code: 1}
    assert [(f.table, f.key) for f in report.findings if f.code == code] == [
        (table, gone[f"{table[:-1] if table != 'entities' else 'entity'}_id"])
    ]


def test_a_deletion_that_is_recorded(successor: Path, good: Path, copy_of: Copy) -> None:
    release = copy_of(successor)
    gone = edit(release, "claims", lambda rows: rows.pop(0))
    delta = release / "deltas" / "1.0.0..1.1.0" / "claims.parquet"
    delta.parent.mkdir(parents=True)
    row = {"claim_id": gone["claim_id"], "_change_type": "delete", "_reason": "rule withdrawn"}
    pq.write_table(pa.Table.from_pylist([row]), delta)
    assert codes(check(release, good)) == {}
    schema = pq.read_schema(delta)
    unexplained = pa.Table.from_pylist([{**row, "_reason": None}], schema=schema)
    pq.write_table(unexplained, delta)
    assert codes(check(release, good)) == {"key-vanished": 1}


def _grown(rows: list[Row]) -> None:
    rows += [{**rows[-1], "part": f"x{i:03}"} for i in range(len(rows))]


def test_a_table_that_doubled(successor: Path, good: Path, copy_of: Copy) -> None:
    release = copy_of(successor)
    edit(release, "evidence", _grown)
    report = check(release, good)
    assert ("rows-moved", "evidence") in {(f.code, f.table) for f in report.findings}
    edit_json(release, "manifest.json", lambda d: d["dataset_yaml"].update(drift={"rows": 2}))
    assert "rows-moved" in codes(check(release, good))
    assert "rows-moved" not in codes(check(release, good, as_published=True))


def test_a_column_that_emptied(successor: Path, good: Path, copy_of: Copy) -> None:
    release = copy_of(successor)
    edit(release, "evidence", lambda rows: [r.update(resolution=None) for r in rows])
    report = check(release, good)
    found = {(f.code, f.table, f.column) for f in report.findings if f.table}
    assert found == {
        ("nulls-moved", "evidence", "resolution"),
        ("values-moved", "evidence", "resolution"),
    }
    limits = {"nulls": 1, "values": 1}
    edit_json(release, "manifest.json", lambda d: d["dataset_yaml"].update(drift=limits))
    assert codes(check(release, good, as_published=True)) == {}


def test_an_entity_that_swallowed_another(successor: Path, good: Path, copy_of: Copy) -> None:
    release, before = copy_of(successor), good
    edit(release, "entities", lambda rows: rows[0].update(n_mentions=5_000))
    report = check(release, before)
    assert [(f.code, f.column) for f in report.findings if f.table] == [
        ("entities-moved", "n_mentions")
    ]


def test_columns_that_changed(successor: Path, good: Path, tmp_path: Path, copy_of: Copy) -> None:
    before = copy_of(good)
    old = pq.read_table(parquet_path(before, "facts")).drop_columns(["rank"])
    pq.write_table(old, parquet_path(before, "facts"))
    report = check(successor, before)
    assert [(f.code, f.table, f.column) for f in report.findings if f.table] == [
        ("columns-changed", "facts", "rank")
    ]


def test_the_release_itself_is_not_changed(successor: Path, good: Path) -> None:
    before = {p: p.read_bytes() for p in successor.rglob("*") if p.is_file()}
    validate_release(successor, previous=good)
    assert {p: p.read_bytes() for p in successor.rglob("*") if p.is_file()} == before
    assert len(read_rows(successor, "facts")) == 9
