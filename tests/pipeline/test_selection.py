"""A release of the articles that dataset.yaml selects: what it tells, and who can rebuild it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from factpack.cli.summary import print_summary
from factpack.errors import FactpackError
from factpack.hydrate import hydrate_release
from factpack.pipeline import BuildResult, build
from factpack.release.open import open_release
from factpack.release.versions.diff import diff_releases
from factpack.reproduce import reproduce_release
from factpack_validators.release import validate_release

CONFIG = """\
name: orrin-bay
title: Orrin Bay
description: News of an invented harbour.
license: CC0-1.0
rights: {rights}
released: "2026-01-31"
sources:
  - path: articles/*.md
"""
SELECT = """\
select:
  languages: [en]
  published: {from: 2019}
  keywords: [orrin]
  duplicates: drop
  sample: {articles: 3}
"""
ARTICLES = {
    "a": ("2019-03-05", "Orrin Corp. acquired Tessit Labs for $40 million in March 2019."),
    "b": ("2019-03-06", "Orrin Corp. acquired Tessit Labs for $40 million in March 2019."),
    "c": ("2018-12-31", "Orrin Corp. was founded in 1999 by Mara Voss in the port of Lund."),
    "d": ("2020-06-01", "Orrin Corp. is based in Lund, and its yard lies beside the harbour."),
    "e": ("2020-06-02", "Velmar Ltd. acquired Brackla Ltd., said Pia Holm on the same quay."),
    "f": ("2020-06-03", "Orrin verkauft die Werft in Lund, und niemand weiß, an wen sie geht."),
    "g": ("2020-06-04", "Orrin Corp. appointed Ada Nilson as its chief executive in June 2020."),
    "h": ("2020-06-05", "Orrin Corp. opened a yard in Malmö, and closed another one in Lund."),
}


def write(folder: Path, select: str, rights: str) -> Path:
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for name, (day, text) in ARTICLES.items():
        (folder / "articles" / f"{name}.md").write_text(
            f"---\npublished: {day}\n---\n{text}\n", "utf-8"
        )
    config = folder / "dataset.yaml"
    config.write_text(CONFIG.format(rights=rights) + select, "utf-8")
    return config


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("selected")


@pytest.fixture(scope="module")
def built(folder: Path) -> BuildResult:
    """Version 2.0.0, which selects some of the articles of 1.0.0."""
    for select in ("", SELECT):
        result = build(write(folder, select, "full"), out=folder / "dist")
        assert result.published, [f.message for f in result.findings]
    return result


def test_what_is_left_out_is_listed_and_counted(built: BuildResult) -> None:
    release = open_release(built.path)
    rows = release.table("rejected").to_pylist()
    told = {
        row["source"].removeprefix("articles/"): (row["check_code"], row["reason"])
        for row in rows
        if row["kind"] == "article"
    }
    sampled = {source for source, (code, _) in told.items() if code == "excluded-sample"}
    assert len(sampled) == 1
    assert sampled < {"a.md", "d.md", "g.md", "h.md"}
    assert {source: said for source, said in told.items() if source not in sampled} == {
        "b.md": ("excluded-duplicate", "Its text is that of articles/a.md."),
        "c.md": ("excluded-published", "Its date of publication is 2018-12-31."),
        "e.md": ("excluded-keyword", "None of the keywords stands in it."),
        "f.md": ("excluded-language", "Its language is de."),
    }
    assert built.rows["articles"] == 3
    sheet = (built.path / "DATASHEET.md").read_text("utf-8")
    assert "Of 8 articles that could be read, 3 are in it" in sheet
    assert "| article | `excluded-published` | 1 | from 2019-01-01 |" in sheet
    assert "| article | `excluded-sample` | 1 | 3 at most, by a hash of the source id" in sheet


def test_the_screen_counts_them_by_reason(built: BuildResult) -> None:
    console = Console(width=200)
    with console.capture() as captured:
        print_summary(built, console)
    said = captured.get()
    assert "Not selected, listed in the table rejected: 5 articles: 1 by duplicate, " in said
    assert "article: excluded" not in said


def test_a_wrong_count_in_the_datasheet_is_found(built: BuildResult, tmp_path: Path) -> None:
    sheet = built.path / "DATASHEET.md"
    text = sheet.read_text("utf-8")
    wrong = text.replace("| `excluded-keyword` | 1 |", "| `excluded-keyword` | 2 |")
    assert wrong != text
    sheet.write_text(wrong, "utf-8")
    try:
        codes = Counter(f.code for f in validate_release(built.path).findings)
    finally:
        sheet.write_text(text, "utf-8")
    assert codes["datasheet-mismatch"]


def test_versions_tell_that_the_selection_changed(built: BuildResult, folder: Path) -> None:
    old = folder / "dist" / "orrin-bay" / "1.0.0"
    assert built.version == "2.0.0"
    diff = diff_releases(old, built.path)
    causes = {table.table: dict(table.causes) for table in diff.tables}
    assert causes["articles"] == {"selection": 5}
    assert causes["rejected"]["selection"] == 5
    back = diff_releases(built.path, old)
    assert {table.table: dict(table.causes) for table in back.tables}["articles"] == {
        "selection": 5
    }


def test_others_make_the_same_release_from_its_texts(built: BuildResult) -> None:
    assert reproduce_release(built.path).equal


def test_whoever_has_the_articles_makes_the_full_release(tmp_path: Path) -> None:
    (tmp_path / "entities.csv").write_text("name,type\nOrrin Corp.,Organization\n", "utf-8")
    select = "select: {entities: [Orrin Corp.], words: {min: 12}, sample: {articles: 3}}\n"
    result = build(write(tmp_path, select, "facts"), out=tmp_path / "dist")
    assert result.rows["articles"] == 3
    hydrated = hydrate_release(result.path, tmp_path, tmp_path / "full")
    assert hydrated.path is not None
    full, given = open_release(hydrated.path), open_release(result.path)
    assert full.table("articles")["source"] == given.table("articles")["source"]
    left_out = [row for row in full.table("rejected").to_pylist() if row["kind"] == "article"]
    assert left_out == [
        row for row in given.table("rejected").to_pylist() if row["kind"] == "article"
    ]
    assert len(left_out) == 5


def test_a_selection_that_nothing_meets_says_so(tmp_path: Path) -> None:
    config = write(tmp_path, "select: {domains: [orrin.example]}\n", "full")
    with pytest.raises(FactpackError) as caught:
        build(config, out=tmp_path / "dist")
    assert "a.md: Its address is not known." in str(caught.value)
    assert "Check `sources` and `select` in dataset.yaml" in str(caught.value)
