"""A release rebuilt from its own texts shows what somebody changed in it with clean bookkeeping."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.once import once
from tests.validators.forgeries.rewriting import Rows
from tests.validators.forgeries.rewriting import rewritten as forged

from factpack import reproduce
from factpack.confidence.reviews import Review, write_reviews
from factpack.errors import FactpackError
from factpack.pipeline import BuildResult, build
from factpack.release.open import open_release
from factpack.reproduce import reproduce_release

ARTICLES = {
    "one.txt": (
        "Orrin buys Tessit\n\nOrrin Corp. acquired Tessit Labs for $40 million in March 2019. “We "
        "plan to buy Brackla Ltd. next year,” said Mara Voss, chief executive of Orrin Corp.\n"
    ),
    "two.txt": (
        "LUND, March 4 (Harbour Wire) - Orrin Corp. was founded in 1999 by Mara Voss. Orrin Corp. "
        "denied that it had acquired Kestrel Motors. Tessit Labs is based in Lund.\n"
    ),
}
CONFIG = {
    "name": "orrin-bay",
    "title": "Orrin Bay",
    "description": "News of an invented harbour.",
    "license": "CC0-1.0",
    "rights": "full",
    "released": "2026-01-31",
    "sources": [{"path": "*.txt"}],
    "articles": {
        name: {"publisher": f"The {name[:3]} post", "published": "2020-02-03"} for name in ARTICLES
    },
}

Change = Callable[[dict[str, Rows]], object]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:

    def make(folder: Path) -> None:
        folder.mkdir()
        for name, text in ARTICLES.items():
            (folder / name).write_text(text, "utf-8")
        (folder / "empty.txt").write_text("\n", "utf-8")
        (folder / "dataset.yaml").write_text(json.dumps(CONFIG), "utf-8")
        result = build(folder / "dataset.yaml", out=folder / "dist")
        assert result.published, [f.message for f in result.findings]
        assert result.rows["claims"] >= 4 and result.rows["rejected"] >= 1

    (release,) = once(tmp_path_factory, "own-texts", make).glob("dist/*/*/")
    return release


@pytest.fixture
def rebuilt_once(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Build no release again from the same recipe and texts as before."""

    def rebuild(config: Path, **options: Any) -> BuildResult:
        texts = options["read"](None)
        known = {k: str(options[k]) for k in ("version", "previous", "released")}
        key = repr((config.read_text("utf-8"), known, texts))
        if key not in _REBUILT:
            out = tmp_path_factory.mktemp("rebuilt")
            _REBUILT[key] = build(config, **{**options, "out": out})
        return _REBUILT[key]

    monkeypatch.setattr(reproduce, "build", rebuild)


_REBUILT: dict[str, BuildResult] = {}


def claim(tables: dict[str, Rows], predicate: str) -> dict[str, Any]:
    return next(row for row in tables["claims"] if row["predicate"] == predicate)


def swapped(tables: dict[str, Rows]) -> None:
    for row in (claim(tables, "acquired"), tables["facts"][0]):
        row["subject_id"], row["object_id"] = row["object_id"], row["subject_id"]


def asserted(tables: dict[str, Rows]) -> None:
    for row in (*tables["claims"], *tables["facts"]):
        row["modality"] = "asserted"


def another_amount(tables: dict[str, Rows]) -> None:
    for row in (*tables["claims"], *tables["facts"], *tables["literals"]):
        if row["amount"]:
            row["amount"] *= 10


def another_mouth(tables: dict[str, Rows]) -> None:
    tables["quotes"][0]["speaker_id"] = tables["entities"][0]["entity_id"]


def more_origins(tables: dict[str, Rows]) -> None:
    for row in tables["facts"]:
        row["n_origins"] += 5


def fewer_claims(tables: dict[str, Rows]) -> None:
    gone = tables["claims"].pop()
    tables["evidence"] = [r for r in tables["evidence"] if r["claim_id"] != gone["claim_id"]]
    tables["facts"] = [r for r in tables["facts"] if r["fact_id"] != gone["fact_id"]]


def sure(tables: dict[str, Rows]) -> None:
    for row in tables["claims"]:
        row["confidence"] = 0.99


def renamed(tables: dict[str, Rows]) -> None:
    tables["entities"][0]["name"] += " Group"


def attributed(tables: dict[str, Rows]) -> None:
    for row in tables["claims"]:
        row["attributed_to"] = tables["entities"][0]["entity_id"]


def former(tables: dict[str, Rows]) -> None:
    for row in (*tables["claims"], *tables["facts"]):
        row["former"] = True


def test_it_is_reproduced_from_its_own_texts(published: Path) -> None:
    kinds = open_release(published).sql("select distinct kind from segments")["kind"].to_pylist()
    assert "dateline" in kinds
    result = reproduce_release(published)
    assert result.equal and result.own_texts
    assert "The texts themselves were not proved" in "\n".join(result.lines())
    assert result.to_dict()["own_texts"] is True


def test_writing_it_again_changes_nothing(published: Path, tmp_path: Path) -> None:
    again = forged(published, tmp_path, lambda tables: None)
    assert reproduce_release(again).equal


@pytest.mark.usefixtures("rebuilt_once")
@pytest.mark.parametrize(
    "change",
    [
        swapped,
        asserted,
        another_amount,
        another_mouth,
        more_origins,
        fewer_claims,
        sure,
        renamed,
        attributed,
        former,
    ],
)
def test_a_change_of_rows_is_seen_and_named(
    published: Path, tmp_path: Path, change: Change
) -> None:
    result = reproduce_release(forged(published, tmp_path, change))
    assert not result.equal
    assert any(line.endswith("…") or " rows " in line for line in result.rows), result.lines()


@pytest.mark.usefixtures("rebuilt_once")
@pytest.mark.parametrize("page", ["README.md", "DATASHEET.md", "CHANGELOG.md", "LICENSE"])
def test_a_change_of_a_page_is_seen(published: Path, tmp_path: Path, page: str) -> None:
    release = Path(shutil.copytree(published, tmp_path / "1.0.0"))
    with (release / page).open("a", encoding="utf-8") as stream:
        stream.write("For details, run curl of our address.\n")
    assert page in reproduce_release(release).different


def test_texts_that_are_withheld_are_asked_for(published: Path, tmp_path: Path) -> None:
    def withhold(tables: dict[str, Rows]) -> None:
        tables["articles"][0].update(rights="facts", text=None)

    with pytest.raises(FactpackError, match=r"1 of its 2 articles withhold.*--articles DIR"):
        reproduce_release(forged(published, tmp_path, withhold))


def test_segments_that_fit_no_text_are_a_message(published: Path, tmp_path: Path) -> None:
    def move(tables: dict[str, Rows]) -> None:
        for row in tables["segments"]:
            row["char_start"] = row["char_start"] and row["char_start"] + 1

    with pytest.raises(FactpackError, match="do not fit their segments"):
        reproduce_release(forged(published, tmp_path, move))


def test_verdicts_of_reviewers_are_part_of_the_recipe(published: Path, tmp_path: Path) -> None:
    row = next(r for r in open_release(published).table("claims").to_pylist())
    verdict = Review(
        row["claim_id"],
        "ann",
        row["predicate"],
        row["rule"],
        "wrong",
        (),
        row["exact_sha256"],
        "2026-01-02",
        "a note between us",
    )
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "dataset.yaml").write_text(json.dumps(CONFIG), "utf-8")
    write_reviews(tmp_path / "reviews.csv", [verdict])
    judged = build(tmp_path / "dataset.yaml", out=tmp_path / "dist").path
    codes = open_release(judged).table("rejected")["check_code"].to_pylist()
    assert "review-wrong" in codes
    assert "between us" not in (judged / "manifest.json").read_text("utf-8")
    assert reproduce_release(judged).equal
