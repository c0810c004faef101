"""A version follows from what differs, by rules that the manifest names."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.command import factpack
from tests.mirror import update_mirror
from tests.pipeline.harbour import ARTICLES, CONFIG, Corpus

from factpack.confidence.reviews import Review, write_reviews
from factpack.errors import FactpackError
from factpack.pipeline import build
from factpack.release.open import Release, open_release
from factpack.release.versions.causes import CAUSES
from factpack.reproduce import reproduce_release


def auto(corpus: Corpus, **options: Any) -> Any:
    result = build(corpus.folder / "dataset.yaml", out=corpus.folder / "dist", **options)
    assert result.published, [f.message for f in result.findings]
    return result


def rules(result: Any) -> dict[str, int]:
    return {d.rule.name: d.count for d in result.verdict.decisions}


def tables(folder: Path) -> dict[str, bytes]:
    """The bytes of all tables below a folder."""
    files = [*folder.glob("data/*/*.parquet"), *folder.glob("csv/*.csv")]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def content(folder: Path) -> dict[str, bytes]:
    """The bytes of all files below a folder."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def causes(result: Any, table: str) -> set[str]:
    """Why rows of a table differ, by what the delta says."""
    old, new = result.previous, result.version
    delta = result.path / "deltas" / f"{old}..{new}" / f"{table}.parquet"
    said = {text: cause for cause, (_, text) in CAUSES.items()}
    return {said[row["_reason"]] for row in pq.read_table(delta).to_pylist()}


def judge_wrong(corpus: Corpus, release: Release, predicate: str) -> None:
    """Let a reviewer call the first claim of a predicate wrong."""
    row = next(r for r in release.table("claims").to_pylist() if r["predicate"] == predicate)
    verdict = Review(
        row["claim_id"],
        "ann",
        predicate,
        row["rule"],
        "wrong",
        (),
        row["exact_sha256"],
        "2024-02-02",
        "",
    )
    write_reviews(corpus.folder / "reviews.csv", [verdict])


def step(new: Path, old: Path, work: Path, *, back: bool = True) -> None:
    """The delta of a release leads to it from the one before, and back where it may."""
    delta = new / "deltas" / f"{old.name}..{new.name}"
    forth = work / f"forth-{new.name}"
    assert factpack("apply", old, delta, "--out", forth).returncode == 0
    assert tables(forth) == tables(new)
    done = factpack("apply", new, delta, "--out", work / f"back-{new.name}")
    if back:
        assert done.returncode == 0 and tables(work / f"back-{new.name}") == tables(old)
    else:
        assert done.returncode == 2 and "and not back" in done.stderr


def test_a_chain_of_versions(unpublished: Corpus, tmp_path: Path) -> None:
    corpus = unpublished
    first = auto(corpus)
    assert first.version == "1.0.0" and first.verdict is None
    again = auto(corpus)
    assert (again.version, again.unchanged) == ("1.0.0", True)
    assert again.verdict.level() == "none" and again.path == first.path

    corpus.add("five", "Brackla Ltd. was founded in 2001.")
    news = auto(corpus)
    assert news.version == "1.1.0" and news.previous == "1.0.0"
    assert {"rows-added"} <= set(rules(news)) and "rows-removed" not in rules(news)
    assert set(news.verdict.causes) == {"articles"}

    config = corpus.folder / "dataset.yaml"
    config.write_text(CONFIG.replace("Made-up news", "Invented news"), "utf-8")
    told = auto(corpus)
    assert told.version == "1.1.1" and rules(told) == {"metadata-changed": 1}

    corpus.remove("two")
    corpus.add("three", "Ofoods was founded in 2006. Analysts like the company and its soup.")
    corpus.add("four", ARTICLES["four"], "2020-07-02")
    described = CONFIG.replace("Made-up news", "Invented news")
    taken = 'withdrawn: [{article: five, date: "2024-02-01"}]\n'
    config.write_text(described + taken, "utf-8")
    removed = auto(corpus)
    assert removed.version == "2.0.0"
    assert causes(removed, "articles") == {
        "article-gone",
        "article-withdrawn",
        "article-text",
        "article-described",
    }
    decided = {r["rule"]: r for r in removed.to_dict()["versioning"]["rules"]}
    assert decided["rows-removed"]["datapackage"] == "major"
    assert any(row.startswith("articles a-") for row in decided["rows-removed"]["examples"])
    assert reproduce_release(removed.path, corpus.folder).equal

    corpus.curate("Velmar Corp.,Organization,,,,Velmar Inc.", "Velmar Inc.,Organization,,,,")
    judge_wrong(corpus, open_release(removed.path), "founded_on")
    split = auto(corpus)
    assert split.version == "3.0.0" and rules(split)["rows-split"] == 1
    assert set(split.verdict.causes) == {"linking", "review"}

    closed_articles = "articles: {articles/one.txt: {rights: facts}}\n"
    config.write_text(described + taken + closed_articles, "utf-8")
    closed = auto(corpus)
    assert closed.previous == "3.0.0" and "rights" in closed.verdict.causes
    assert "articles" not in closed.verdict.causes

    chain = [first, news, told, removed, split, closed]
    # What is not published any more is in no delta: those lead forward alone.
    for (before, after), back in zip(
        pairwise(chain), (True, True, False, True, False), strict=True
    ):
        step(after.path, before.path, tmp_path, back=back)
    index = json.loads((first.path.parent / "index.json").read_text("utf-8"))
    assert index["latest"] == closed.version
    assert [entry["previous"] for entry in index["versions"]] == [
        None,
        *(release.version for release in chain[:-1]),
    ]
    for entry in index["versions"]:
        files = [f for f in (first.path.parent / entry["version"]).rglob("*") if f.is_file()]
        assert entry["bytes"] == sum(f.stat().st_size for f in files)
        assert entry["bytes"] == sum(file["bytes"] for file in entry["files"].values())
        assert entry["files"]["csv/facts.csv"]["rows"] == entry["rows"]["facts"]

    # Who has none of the versions fetches each file once, and none that is as it was before.
    fetched = update_mirror(first.path.parent, tmp_path / "mirror")
    assert content(tmp_path / "mirror") == content(first.path.parent)
    for entry in index["versions"]:
        changed = {n for n, f in entry["files"].items() if f["changed_in"] == entry["version"]}
        assert set(fetched[entry["version"]]) <= changed
    # A version in which only a page differs takes no table.
    assert not [name for name in fetched[told.version] if name.startswith(("data/", "csv/"))]
    assert update_mirror(first.path.parent, tmp_path / "mirror") == {v: [] for v in fetched}


def test_a_patch_that_removes_rows_is_refused_with_the_rule(
    corpus: Corpus,
) -> None:
    corpus.remove("two")
    for version in ("1.0.1", "1.1.0"):
        with pytest.raises(
            FactpackError, match=r"rows-removed \(\d+ rows removed, such as .*2\.0\.0"
        ):
            corpus.run(version)
    assert sorted(p.name for p in (corpus.folder / "dist/harbour").iterdir()) == [
        "1.0.0",
        "index.json",
    ]
    # A number may be higher than the rules ask for.
    raised = corpus.run("3.0.0")
    assert raised.verdict is not None and raised.verdict.version() == "2.0.0"
    told = (raised.path / "CHANGELOG.md").read_text("utf-8")
    assert "It is a major change by the Data Package recipe: " in told
    assert " rows removed, " in told and "What changed, by rows: articles " in told


def test_the_recipes_disagree_and_dataset_yaml_chooses(
    corpus: Corpus,
    tmp_path: Path,
) -> None:
    config = corpus.folder / "dataset.yaml"
    config.write_text(CONFIG + "versioning: croissant\n", "utf-8")
    corpus.add("four", "Velmar Inc. was founded in 1999. Its staff sail on Fridays.", "2020-07-02")
    other = tmp_path / "other"
    shutil.copytree(corpus.folder / "dist", other)
    result = auto(corpus)
    verdict = result.verdict
    assert (verdict.level("datapackage"), verdict.level("croissant")) == ("minor", "major")
    assert result.version == "2.0.0"
    config.write_text(CONFIG, "utf-8")
    by_default = build(config, out=other)
    assert by_default.version == "1.1.0"


def test_a_higher_number_may_be_given_to_equal_content(corpus: Corpus) -> None:
    raised = corpus.run("1.1.0")
    assert raised.verdict is not None and raised.verdict.level() == "none"
    assert not raised.unchanged and raised.version == "1.1.0"
