"""What is published is what was validated, to the byte."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from factpack import pipeline
from factpack_validators.release import validate_release

CONFIG = """\
name: harbour
title: Harbour
description: Made up.
license: CC0-1.0
rights: full
version: "1.0.0"
released: "2026-01-01"
sources:
  - path: articles
"""
TEXT = "Sandrin Oy acquired Lakst AB in 2019. Write to desk@harbour-post.com for the papers.\n"


def hashes(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_bytes_that_are_published_were_validated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    validated: list[dict[str, str]] = []

    def watched(folder: Path, **options: Any) -> object:
        validated.append(hashes(folder))
        return validate_release(folder, **options)

    monkeypatch.setattr(pipeline, "validate_release", watched)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "dataset.yaml").write_text(CONFIG, "utf-8")
    result = pipeline.build(tmp_path / "dataset.yaml", out=tmp_path / "dist")
    assert result.published
    assert any(f.code == "privacy-email" for f in result.findings)
    assert hashes(result.path) == validated[-1]
    said = json.loads((result.path / "validation.json").read_text("utf-8"))["findings"]
    assert said == [f.to_dict() for f in result.findings]
    # Every family says of the finished folder what the release says of itself.
    again = validate_release(result.path, as_published=True)
    assert [f.to_dict() for f in again.findings] == [
        f for f in said if "file" not in f or "row" in f
    ]
