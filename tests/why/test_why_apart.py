"""What an entity was held apart from, and by what evidence: a table of made-up namesakes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factpack.pipeline import build
from factpack.release.open import Release, open_release
from factpack.why.explain import explain

CONFIG = """\
name: namesakes
title: Namesakes
description: Made-up news about people and firms with names in common.
license: CC0-1.0
rights: full
released: 2026-12-01
sources:
  - path: articles/*.txt
"""
ARTICLES = {
    "one": "Ada Lindqvist founded Quayside Robotics in 2009. Her brother, Max Lindqvist, founded "
    "Tarn Freight in 2011. Ada Lindqvist said that Quayside Robotics would grow.",
    "three": "Harrow Steel, a maker of rails, hired Jane Harrow as its chief executive in May. "
    "Jane Harrow said that Harrow Steel would hire.",
    "four": "Orrin Bank opened a branch in Leeds. Orrin Bank lends to farms.",
    "six": "Tom Pell founded Alder Mills Ltd in 2011. Another Tom Pell founded Tarn Rail Ltd.",
    "five": "Orrin Bank Group bought a mill. Orrin Bank Group is based in York.",
}
HELD = "What was held apart"
CURATED = """\
name,type,aliases,wikidata_id,same_as,not_same_as
Orrin Bank,Organization,,,,Orrin Bank Group
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("namesakes")
    (folder / "articles").mkdir()
    for name, text in ARTICLES.items():
        (folder / "articles" / f"{name}.txt").write_text(text + "\n")
    (folder / "dataset.yaml").write_text(CONFIG)
    (folder / "entities.csv").write_text(CURATED)
    return open_release(build(folder / "dataset.yaml", out=folder / "dist").path)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "Ada Lindqvist",
            "Max Lindqvist (Person) could be meant by “Lindqvist”, too: 1 article names both as "
            "two; their given names differ (ada, max).",
        ),
        (
            "Jane Harrow",
            "Harrow Steel (Organization) could be meant by “Harrow”, too: 1 article names both as "
            "two; a person and an organization are never one.",
        ),
        (
            "Orrin Bank",
            "Orrin Bank Group (Organization) could be meant by “Orrin Bank”, too: entities.csv "
            "holds them apart; 1 article names both as two.",
        ),
    ],
)
def test_namesakes_are_told_with_what_parts_them(release: Release, name: str, told: str) -> None:
    sections = {s.title: s.notes for s in explain(release, name).sections}
    assert told in [note.text for note in sections.get("What was held apart", ())], sections


def test_two_of_one_full_name_are_two_with_facts_of_their_own(release: Release) -> None:
    two = release.sql("select entity_id from entities where name = 'Tom Pell'").to_pylist()
    assert len(two) == 2
    for row in two:
        [held] = [s for s in explain(release, row["entity_id"]).sections if s.title == HELD]
        assert [note.text for note in held.notes] == [
            "Tom Pell (Person) could be meant by “Pell”, too: 1 article names both as two."
        ]
    facts = release.sql(
        "select subject, object_id from facts where object = 'Tom Pell' order by subject"
    ).to_pylist()
    assert [fact["subject"] for fact in facts] == ["Alder Mills Ltd", "Tarn Rail Ltd"]
    assert len({fact["object_id"] for fact in facts}) == 2


def test_a_name_like_no_other_says_nothing(release: Release) -> None:
    assert "What was held apart" not in {s.title for s in explain(release, "Leeds").sections}


@pytest.mark.parametrize("given", [[5], [["name"], 7], [["name", 3]], "name"])
def test_a_hostile_manifest_holds_nothing_apart(release: Release, given: object) -> None:
    hostile = replace(release, manifest={**release.manifest, "entities_csv": given})
    sections = {s.title: s.notes for s in explain(hostile, "Orrin Bank").sections}
    [note] = sections["What was held apart"]
    assert "entities.csv" not in note.text
