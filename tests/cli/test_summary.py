"""What a build says on the screen: what was read, what was not, and where to look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from factpack.cli.progress import _Counted
from factpack.cli.summary import print_summary
from factpack.pipeline import BuildResult, build

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
checks:
  - {code: privacy-email, severity: error, reason: The house publishes none.}
"""
TEXTS = {
    "a.txt": "Sandrin Oy bought Lakst AB in 2019. Sandrin Oy was founded in 1999 in Turku.\n",
    "b.txt": "Die Firma Lakst hat im vergangenen Jahr ihre Halle in Kiel eröffnet und viele "
    "Menschen eingestellt, sagte die Leiterin am Montag. Das alte Haus steht seit langem leer.\n",
    "c.txt": "Rain fell all day on the old harbour while nobody watched it from the quay.\n",
    "d.txt": "",
    "e.pdf": "%PDF",
}


def said(folder: Path, texts: dict[str, str]) -> str:
    (folder / "articles").mkdir()
    for name, text in texts.items():
        (folder / "articles" / name).write_text(text, "utf-8")
    (folder / "dataset.yaml").write_text(CONFIG, "utf-8")
    return shown(build(folder / "dataset.yaml", out=folder / "dist"))


def shown(result: BuildResult) -> str:
    console = Console(width=200, record=True, file=None, quiet=False)
    with console.capture() as captured:
        print_summary(result, console)
    return captured.get()


def test_what_was_not_read_is_said_without_looking_for_it(tmp_path: Path) -> None:
    text = said(tmp_path, TEXTS)
    assert "spans proved in the text" in text
    assert "Not checked: previous (no previous release was named)" in text
    assert "1 article in de without facts: claims are read in en alone" in text
    assert "1 article in which no claim was found" in text
    assert "1 article: article-empty" in text or "1 file: " in text
    assert "such as articles/d.txt: " in text
    assert "such as articles/e.pdf: A .pdf file is no plain text: save its text as .txt." in text


def test_languages_that_nobody_can_tell_are_not_counted(tmp_path: Path) -> None:
    text = said(tmp_path, {"c.txt": "12 34 56.\n"})
    assert "0 languages" not in text


def test_a_version_in_which_nothing_differs_is_not_said_to_be_validated_again(
    tmp_path: Path,
) -> None:
    assert "Validated: " in said(tmp_path, {"a.txt": TEXTS["a.txt"]})
    config = tmp_path / "dataset.yaml"
    config.write_text(CONFIG.replace('"1.0.0"', "auto"), "utf-8")
    text = shown(build(config, out=tmp_path / "dist"))
    assert "nothing differs from 1.0.0: no new version" in text and "Validated: " not in text


def test_the_line_that_loads_a_release_names_a_table_with_rows_and_those_without(
    tmp_path: Path,
) -> None:
    lines = said(tmp_path, {"c.txt": TEXTS["c.txt"]}).split("Load it\n")[1].splitlines()
    assert '1.0.0", "articles", split="train")' in lines[0]
    assert lines[1].startswith("  which opens no table without rows: statements, ")
    assert "articles" not in lines[1] and "predicates" not in lines[1]


def test_a_corpus_without_facts_says_so_and_an_error_says_what_to_do(tmp_path: Path) -> None:
    text = said(tmp_path, {"c.txt": TEXTS["c.txt"] + "Write to desk@harbour-post.com today.\n"})
    assert "was not published" in text
    assert "error privacy-email (1)" in text
    assert "articles/c.txt: " in text
    assert "checks: [{code: privacy-email, severity: warning, reason: …}]" in text
    assert "The output folder is as it was." in text


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    now = [0.0]
    monkeypatch.setattr("factpack.cli.progress.time.monotonic", lambda: now[0])
    yield now


def test_progress_tells_count_rate_and_time_left(clock: list[float]) -> None:
    counted = _Counted()
    counted.step("read and extract", 4000)
    assert counted.told() == "0 of 4,000"
    clock[0] = 20.0
    counted.advance(1000)
    assert counted.told() == "1,000 of 4,000, 50 a second, 60 s left"
    counted.step("look for furniture")
    assert counted.told() == ""
    clock[0] = 30.0
    counted.advance(500)
    assert counted.told() == "500, 50 a second"
