"""The made-up news against its truth: counts that a reader would sign, conflicts that are real."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import factpack
from factpack.why.explain import explain

TRUTH = Path(__file__).parent / "truth" / "made-up"

RECALL = 0.75
"""Share of the real conflicts that must be found; what is missed is not read from the words."""

Row = Mapping[str, Any]


def truth(name: str) -> list[dict[str, str]]:
    with (TRUTH / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> factpack.Release:
    out = tmp_path_factory.mktemp("made-up")
    result = factpack.build(TRUTH / "dataset.yaml", out=out)
    assert result.published, result.findings
    return factpack.open(result.path)


def test_conflicts_are_real_and_found(release: factpack.Release) -> None:
    names = {e["entity_id"]: e["name"] for e in release.table("entities").to_pylist()}
    found = {
        (names[row["subject_id"]], row["kind"]) for row in release.table("conflicts").to_pylist()
    }
    real = {(row["subject"], row["kind"]) for row in truth("conflicts")}
    assert found <= real
    assert len(found) >= RECALL * len(real), real - found


def test_counts_are_those_that_a_reader_would_sign(release: factpack.Release) -> None:
    facts = [f for f in release.table("facts").to_pylist() if f["broader_fact_id"] is None]
    wrong = []
    for row in truth("counts"):
        key = (row["predicate"], row["subject"], row["object"] or None)
        (fact,) = (f for f in facts if (f["predicate"], f["subject"], f["object"]) == key)
        columns = ("n_articles", "n_publishers", "n_owners", "n_origins", "status")
        said = [str(fact[column]) for column in columns]
        if said != [row[column] for column in columns]:
            wrong.append((key, said, row["why"]))
    assert not wrong


def test_what_is_cut_off_is_a_copy_and_a_notice_of_the_same_form_is_none(
    release: factpack.Release,
) -> None:
    articles = {a["article_id"]: a for a in release.table("articles").to_pylist()}
    copies = {
        a["source_id"]: articles[a["duplicate_of"]]["source_id"]
        for a in articles.values()
        if a["duplicate_of"]
    }
    assert copies == {"t02": "t01"}


def test_a_credit_is_told_in_the_story_of_its_fact(release: factpack.Release) -> None:
    (fact,) = release.sql(
        "from facts where subject = 'Vessel Works' and predicate = 'acquired'"
    ).to_pylist()
    told = json.dumps(explain(release, fact["fact_id"]).to_dict(), ensure_ascii=False)
    assert "One origin: the report of Harbour Wire that 3 articles carry." in told
    assert "2 claims passing on the report of another outlet" in told
