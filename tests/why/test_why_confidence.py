"""Why a claim has its confidence: the features that decided it, in words, largest first."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factpack.cli.app import app
from factpack.pipeline import build
from factpack.release.open import Release, open_release
from factpack.why.explain import explain
from factpack.why.story import Note, Story

CONFIG = """\
name: pumps
title: Pump news
description: Made-up news of a maker of pumps.
license: CC0-1.0
rights: {rights}
released: 2026-12-01
sources:
  - path: articles/*.txt
publish: {{min_confidence: 0}}
"""
TEXT = """\
Harrow Pumps, based in Leeds, makes pumps for farms. Ida Pell founded Harrow Pumps in 1990.

Harrow Pumps acquired Brook Valves for $3 million in March 2019. She is its chief executive.
"""
CURATED = "name,type,aliases,wikidata_id,same_as,not_same_as\nHarrow Pumps,Organization,,,,\n"


def made(folder: Path, rights: str) -> Release:
    (folder / "articles").mkdir()
    (folder / "dataset.yaml").write_text(CONFIG.format(rights=rights))
    (folder / "entities.csv").write_text(CURATED)
    (folder / "articles" / "one.txt").write_text(TEXT)
    return open_release(build(folder / "dataset.yaml", out=folder / "dist").path)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return made(tmp_path_factory.mktemp("full"), "full")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return made(tmp_path_factory.mktemp("facts"), "facts")


def told(story: Story) -> Note:
    (section,) = (s for s in story.sections if s.title == "How sure it is")
    return section.notes[0]


def claims(release: Release) -> dict[str, str]:
    """Identifier of the claim of each predicate."""
    return {row["predicate"]: row["claim_id"] for row in release.table("claims").to_pylist()}


def test_the_largest_contributions_are_told(full: Release) -> None:
    for row in full.table("claims").to_pylist():
        note = told(explain(full, row["claim_id"]))
        # The words of the band stand there only where the score gives the confidence published.
        assert note.text.startswith(f"Its confidence is {row['confidence']:.2f}: of ")
        factors = [float(n.text.rpartition("× ")[2].rstrip(".")) for n in note.notes]
        assert 1 < len(factors) <= 4
        distances = [max(f, 1 / f) for f in factors]
        assert distances == sorted(distances, reverse=True)
        assert all(
            (f > 1) == n.text.startswith("for it: ")
            for f, n in zip(factors, note.notes, strict=True)
        )


def test_what_speaks_against_a_claim_is_in_plain_words(full: Release) -> None:
    said = [n.text for n in told(explain(full, claims(full)["has_role"])).notes]
    assert any(s.startswith("against it: a pronoun for a name, × 0.") for s in said), said


def test_withheld_words_are_needed_and_asked_for(facts: Release) -> None:
    claim_id = claims(facts)["acquired"]
    note = told(explain(facts, claim_id))
    assert "--articles DIR" in note.text and not note.notes
    article = facts.table("articles").to_pylist()[0]["article_id"]
    held = {article: TEXT.strip()}
    assert told(explain(facts, claim_id, texts=held)).notes


def test_json_has_the_contributions(full: Release) -> None:
    claim_id = claims(full)["acquired"]
    result = CliRunner().invoke(app, ["why", str(full.path), claim_id, "--json"])
    assert result.exit_code == 0, result.output
    sections = {s["title"]: s["notes"] for s in json.loads(result.output)["sections"]}
    notes = sections["How sure it is"][0]["notes"]
    assert all(re.fullmatch(r"(for|against) it: .+, × \d\.\d\d\.", n["text"]) for n in notes)
