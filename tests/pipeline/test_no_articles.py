"""A build that finds no article says why, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from factpack.errors import FactpackError
from factpack.pipeline import build

CONFIG = """\
name: harbour
title: Harbour
description: Made up.
license: CC0-1.0
rights: full
version: "1.0.0"
released: "2026-01-01"
sources:
  - path: articles/*.jsonl
"""


def refused(folder: Path) -> str:
    (folder / "dataset.yaml").write_text(CONFIG, "utf-8")
    with pytest.raises(FactpackError) as caught:
        build(folder / "dataset.yaml", out=folder / "dist", workers=1)
    assert not (folder / "dist" / "harbour").exists()
    return str(caught.value)


def test_a_pattern_that_no_file_matches(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text("Orrin bought Vela.", "utf-8")
    assert "articles/*.jsonl).\n  No file matches.\n" in refused(tmp_path)


def test_records_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "many.jsonl").write_text("{broken\n" * 12, "utf-8")
    message = refused(tmp_path)
    assert "\n  articles/many.jsonl#1: The line is not JSON" in message
    assert "\n  and 2 more\n" in message


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("name,kind\nOrrin,Organization\n", "no column 'type'"),
        ("name;type\nOrrin;Organization\n", "no column 'name'"),
        ("name,type\nOrrin,Firm\n,Person\n", "unknown type 'Firm'"),
        ("", "no column 'name'"),
    ],
)
def test_a_list_of_entities_with_errors_stops_the_build_before_anything_is_read(
    tmp_path: Path, rows: str, said: str
) -> None:
    (tmp_path / "entities.csv").write_text(rows, "utf-8")
    message = refused(tmp_path)  # there are no articles either, which is not reached
    assert message.startswith(f"{tmp_path / 'entities.csv'} has to be mended:\n")
    assert said in message
