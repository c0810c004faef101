"""croissant.json: what it says is in the release, and mlcroissant reads every table from it."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import mlcroissant
import pandas as pd
import pytest
from tests.tiers import one_of_each

from factpack.release.open import open_release
from factpack_validators.release import validate_release
from factpack_validators.schemas import primary_key, table_names, table_schema

NEURIPS = (
    *("rai:dataLimitations", "rai:dataBiases", "rai:personalSensitiveInformation"),
    *("rai:dataUseCases", "rai:dataSocialImpact", "rai:hasSyntheticData"),
    *("prov:wasDerivedFrom", "prov:wasGeneratedBy"),
)
"""What the conference asks of every data set, from 2026."""


@pytest.fixture(scope="module")
def described(release: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((release / "croissant.json").read_text("utf-8"))
    return described


def test_it_names_every_file_column_and_reference(release: Path, described: dict[str, Any]) -> None:
    assert "http://mlcommons.org/croissant/1.1" in described["conformsTo"]
    for file in described["distribution"]:
        data = (release / file["contentUrl"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
    sets = {record["name"]: record for record in described["recordSet"]}
    assert tuple(sets) == table_names()
    fields = {field["@id"] for record in sets.values() for field in record["field"]}
    for table, record in sets.items():
        assert [key["@id"] for key in record["key"]] == [f"{table}/{k}" for k in primary_key(table)]
    targets = [
        field["references"]["field"]["@id"]
        for record in sets.values()
        for field in record["field"]
        if "references" in field
    ]
    assert "facts/fact_id" in targets and set(targets) <= fields
    assert [f for f in validate_release(release).findings if f.file == "croissant.json"] == []


def test_the_minimal_responsible_fields_are_complete(described: dict[str, Any]) -> None:
    assert [key for key in NEURIPS if described.get(key) in (None, "", [])] == []
    assert described["rai:dataLimitations"].startswith("Facts are what articles say")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "table", one_of_each(table_names(), lambda name: bool(table_schema(name).get("foreignKeys")))
)
def test_mlcroissant_reads_every_table(release: Path, table: str) -> None:
    """Opened anew for each: 1.1 reads no second record set that refers to one it has joined."""
    dataset = mlcroissant.Dataset(jsonld=release / "croissant.json")
    issues = dataset.metadata.ctx.issues
    assert not issues.errors and not issues.warnings
    found = [
        {key.rpartition("/")[2]: plain(value) for key, value in row.items()}
        for row in dataset.records(table)
    ]
    wanted = [
        {key: plain(value) for key, value in row.items()}
        for row in open_release(release).table(table).to_pylist()
    ]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


def plain(value: Any) -> Any:
    """A cell of a frame as the release has it: text is text, a day a day, nothing is null."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if value is None or pd.isna(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, str | date) else getattr(value, "item", lambda: value)()
