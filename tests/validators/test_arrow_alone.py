"""A build and a validation import nothing that they do not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

ALONE = """
import sys
import pyarrow as pa
from factpack_validators.arrow_alone import use_arrow_alone

use_arrow_alone()
assert pa.table({"n": [1, None], "words": ["a", "b"]}).num_rows == 2
assert "pandas" not in sys.modules
import pandas
assert pandas.DataFrame({"n": [1]}).shape == (1, 1)
assert not any(type(finder).__name__ == "_NoPandas" for finder in sys.meta_path)
"""
LATE = """
import pandas
import pyarrow as pa
from factpack_validators.arrow_alone import use_arrow_alone

use_arrow_alone()
assert pa.table({"n": [1]}).to_pandas().shape == (1, 1)
"""
VALIDATE = """
import runpy
import sys

sys.argv = ["factpack_validators", sys.argv[1]]
try:
    runpy.run_module("factpack_validators", run_name="__main__", alter_sys=True)
except SystemExit as end:
    assert end.code == 0, end.code
assert "frictionless" in sys.modules
print([name for name in ("pandas", "datasets", "polars") if name in sys.modules])
"""
BUILD = """
import sys
from factpack.cli.app import app

try:
    app(["build", "orchard/dataset.yaml", "--workers", "1"])
except SystemExit as end:
    assert end.code == 0, end.code
spared = ("pandas", "datasets", "polars", "langextract", "ftfy", "charset_normalizer")
print([name for name in (*spared, "factpack.extract.given.llm") if name in sys.modules])
"""


def run(code: str, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_arrow_reads_lists_without_pandas_which_others_still_get(tmp_path: Path) -> None:
    run(ALONE, tmp_path)


def test_who_has_imported_pandas_keeps_data_frames(tmp_path: Path) -> None:
    run(LATE, tmp_path)


def test_a_build_imports_no_library_that_its_articles_do_not_need(tmp_path: Path) -> None:
    articles = tmp_path / "orchard" / "articles"
    articles.mkdir(parents=True)
    story = "Fern Tools acquired Brook Kilns for $3 million in May 2022, the company said.\n"
    (articles / "fern.txt").write_text(story, "utf-8")
    config = {
        "name": "orchard",
        "title": "Orchard",
        "description": "An invented article on invented firms.",
        "license": "CC0-1.0",
        "rights": "full",
        "released": "2026-11-21",
        "creators": [{"name": "Ada Example"}],
        "sources": [{"path": "articles/*.txt"}],
    }
    (tmp_path / "orchard" / "dataset.yaml").write_text(yaml.safe_dump(config), "utf-8")
    assert run(BUILD, tmp_path).splitlines()[-1] == "[]"


def test_validating_imports_no_library_of_data_frames(good: Path, tmp_path: Path) -> None:
    assert run(VALIDATE, tmp_path, str(good)).splitlines()[-1] == "[]"
