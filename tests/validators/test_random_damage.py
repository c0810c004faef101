"""Damage at random: nothing that changes a cell or a byte goes unnoticed, and nothing crashes."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.validators.editing import read_rows, reseal, seal, write_rows

from factpack_validators.checks import FAMILIES
from factpack_validators.release import validate_release
from factpack_validators.schemas import table_names, table_schema

EQUALITY = [f for f in FAMILIES if f not in ("structure", "equality")]
ALL_BUT_REFEREE = ["referee"]
SLOW = settings(
    deadline=None, max_examples=10, suppress_health_check=list(HealthCheck), derandomize=True
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damage")


def fresh(good: Path, scratch: Path) -> Path:
    target = scratch / "release"
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(good, target))


@cache
def tables_with_rows(good: Path) -> list[str]:
    return [table for table in table_names() if read_rows(good, table)]


def another(value: Any, kind: str, choice: int) -> Any:
    """Some other value of a type, or none."""
    if value is not None and choice % 5 == 0:
        return None
    if kind == "boolean":
        return not value
    if kind == "integer":
        return (value or 0) + 1 + choice
    if kind == "number":
        return (value or 0.0) + 0.5 * (1 + choice)
    if kind == "date":
        return (value or date(2000, 1, 1)) + timedelta(days=1 + choice)
    text = value or ""
    place = choice % (len(text) + 1)
    return text[:place] + 'xX9-é“\n,"'[choice % 9] + text[place + 1 :]


@given(data=st.data())
@SLOW
def test_a_cell_that_changed_in_one_format_is_noticed(
    good: Path, scratch: Path, data: st.DataObject
) -> None:
    release = fresh(good, scratch)
    table = data.draw(st.sampled_from(tables_with_rows(good)))
    rows = read_rows(release, table)
    number = data.draw(st.integers(0, len(rows) - 1))
    field = data.draw(st.sampled_from(table_schema(table)["fields"]))
    name = field["name"]
    old = rows[number][name]
    rows[number][name] = another(old, field["type"], data.draw(st.integers(0, 200)))
    in_parquet = data.draw(st.booleans())
    # An empty text and nothing are one in CSV, so that only Parquet can tell them apart.
    if rows[number][name] == old or (not in_parquet and (rows[number][name] or None) == old):
        return
    write_rows(release, table, rows, parquet=in_parquet, text=not in_parquet)
    reseal(release)
    report = validate_release(release, skip=EQUALITY)
    assert not report.ok
    key = [str(rows[number][c]) for c in table_schema(table)["primaryKey"]]
    here = [
        f
        for f in report.errors
        if f.table == table
        and (f.column in (name, None) or f.code in ("row-missing", "row-order", "key-duplicate"))
        and (f.key in ("|".join(key), None) or f.row == number or f.code != "cell-differs")
    ]
    assert here, report.findings


@given(data=st.data())
@SLOW
def test_a_byte_that_changed_is_noticed(good: Path, scratch: Path, data: st.DataObject) -> None:
    release = fresh(good, scratch)
    files = sorted(p for p in release.rglob("*") if p.is_file())
    file = data.draw(st.sampled_from(files))
    content = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    file.write_bytes(content)
    report = validate_release(release, skip=EQUALITY)
    assert not report.ok
    if file.name != "SHA256SUMS":
        name = file.relative_to(release).as_posix()
        assert "hash-mismatch" in {f.code for f in report.findings if f.file == name}


@given(data=st.data())
@settings(SLOW, max_examples=4)
def test_damage_that_was_sealed_again_never_crashes(
    good: Path, scratch: Path, data: st.DataObject
) -> None:
    """Whatever is in the files, a report comes out, and the same twice."""
    release = fresh(good, scratch)
    files = sorted(p for p in release.rglob("*") if p.is_file())
    for _ in range(data.draw(st.integers(1, 3))):
        file = data.draw(st.sampled_from(files))
        content = file.read_bytes()
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 400)))
        filling = data.draw(st.binary(max_size=40) | st.just(b"\x00" * 40) | st.just(b'"' * 7))
        file.write_bytes(content[:start] + filling + content[end:])
    seal(release)
    report = validate_release(release, skip=ALL_BUT_REFEREE)
    assert report.to_dict() == validate_release(release, skip=ALL_BUT_REFEREE).to_dict()
