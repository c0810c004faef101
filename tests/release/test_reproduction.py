"""What a rebuilt release is compared by, where a library or a signature differs."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from factpack.release.open import open_release
from factpack.reproduce.comparison import Reproduction, compare

PARQUET = "data/facts/facts-00000-of-00001.parquet"
OTHER = Reproduction(
    Path("release"), 50, (PARQUET, "SHA256SUMS"), (), (), (), (), ("pyarrow 1 wrote, 2 is here",)
)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"versions": ()}, False),
        ({"rows": ("facts: 1 rows left out: f-1",)}, False),
        ({"different": (PARQUET, "csv/facts.csv")}, False),
        ({"missing": ("LICENSE",)}, False),
        ({"articles_changed": ("one.txt",)}, False),
    ],
)
def test_another_version_explains_bytes_and_no_row(change: dict[str, Any], same: bool) -> None:
    made = replace(OTHER, **change)
    assert (made.equal, made.same_rows, made.to_dict()["same_rows"]) == (False, same, same)
    assert ("row by row" in made.lines()[0]) is same


def test_a_signature_is_no_difference(release: Path, tmp_path: Path) -> None:
    signed = Path(shutil.copytree(release, tmp_path / "signed"))
    (signed / "SHA256SUMS.sig").write_text("signature", "utf-8")
    one, other = open_release(signed), open_release(release)
    assert compare(one, other, own_texts=True).equal
    assert compare(other, one, own_texts=True).equal


def test_the_package_that_differs_is_named(release: Path, tmp_path: Path) -> None:
    older = Path(shutil.copytree(release, tmp_path / "older"))
    manifest = json.loads((older / "manifest.json").read_text("utf-8"))
    manifest["libraries"] |= {"duckdb": "0.9.9"}
    (older / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    found = compare(open_release(older), open_release(release), own_texts=True)
    assert (found.equal, found.same_rows, found.rows) == (False, True, ())
    here = metadata.version("duckdb")
    assert found.versions == (f"duckdb 0.9.9 wrote the release, {here} is here",)
