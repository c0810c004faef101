"""Articles that are taken back: from the next release, and from those that were published."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.kills import Killed, Killer
from tests.mirror import update_mirror
from tests.once import once
from tests.pipeline.harbour import CONFIG

from factpack import withdraw
from factpack.config import load_dataset_config
from factpack.errors import FactpackError
from factpack.ids import make_id
from factpack.pipeline import build
from factpack.release.index import index_text
from factpack.release.open import open_release
from factpack.release.previous import checked_sums
from factpack.withdraw import find_withdrawn, rewrite_published
from factpack_validators.release import validate_release

ARTICLES = {
    "kept": (
        "Velmar Corp. acquired Tessit Labs in March 2019. Velmar Corp. is based in Lund. "
        "Orbit Foods was founded in 2004."
    ),
    "zygomatic-quandary": (
        "Velmar Corp. acquired Tessit Labs for $40 million in March 2019. "
        "Ada Quillfeather is the chief executive of Borealis Xylophones. "
        "Borealis Xylophones invested $7 million in Orbit Foods in June 2020, she said."
    ),
    "third": "Orbit Foods was founded in 2005. Velmar Corp. is based in Lund.",
}
WORDS = ("Quillfeather", "Xylophones", "zygomatic", "quandary", "40 million", "Heron Herald")
GONE = make_id("a", "zygomatic-quandary")
NAMED = f"""\
withdrawn:
  - {{article: {GONE}, date: "2024-05-01", reason: At the request of the publisher.}}
"""


def write_corpus(folder: Path) -> Path:
    (folder / "articles").mkdir(parents=True)
    for n, (name, text) in enumerate(ARTICLES.items()):
        publisher = "The Heron Herald" if name == "zygomatic-quandary" else f"Post {n}"
        head = f"---\nid: {name}\npublisher: {publisher}\npublished: 2020-07-0{n + 1}\n---\n"
        (folder / "articles" / f"{name}.txt").write_text(f"{head}{text}\n", "utf-8")
    return withdraw_in(folder, "")


def withdraw_in(folder: Path, entries: str) -> Path:
    config = folder / "dataset.yaml"
    config.write_text(CONFIG + entries, "utf-8")
    return config


def run(folder: Path, version: str) -> Path:
    result = build(folder / "dataset.yaml", out=folder / "dist", version=version)
    assert result.published, [f.message for f in result.findings]
    return result.path


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of which both hold the article, and a third in which it is withdrawn."""

    def make(folder: Path) -> None:
        write_corpus(folder)
        run(folder, "1.0.0")
        fourth = folder / "articles" / "fourth.txt"
        fourth.write_text("Orbit Foods sells soup in Lund.\n", "utf-8")
        run(folder, "1.1.0")
        withdraw_in(folder, NAMED)
        run(folder, "2.0.0")

    return once(tmp_path_factory, "withdrawal", make)


@pytest.fixture
def corpus(published: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    shutil.copytree(published, tmp_path / "corpus")
    return tmp_path / "corpus"


def words_in(folder: Path) -> set[str]:
    """Which words of the article stand in any byte below a folder, or in a cell of a Parquet."""
    found = set()
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        data = file.read_bytes()
        if file.suffix == ".parquet":
            table = pq.read_table(file)
            data += repr(table.to_pylist()).encode() + repr(table.schema.metadata).encode()
        text = data.decode("utf-8", "ignore").casefold()
        found |= {f"{file.name}: {word}" for word in WORDS if word.casefold() in text}
    return found


def test_the_next_release_has_no_word_of_it_and_says_so(published: Path) -> None:
    release = open_release(published / "dist" / "harbour" / "2.0.0")
    assert words_in(release.path) == set()
    [tomb] = [r for r in release.table("rejected").to_pylist() if r["source"] == GONE]
    assert (tomb["kind"], tomb["check_code"]) == ("article", "article-withdrawn")
    assert tomb["reason"] == "Withdrawn on 2024-05-01. At the request of the publisher."
    assert release.manifest["dataset_yaml"]["withdrawn"][0]["article"] == GONE
    log = (release.path / "CHANGELOG.md").read_text("utf-8")
    assert f"Articles withdrawn (1)\n\n- `{GONE}`" in log
    deltas = release.path / "deltas" / "1.1.0..2.0.0"
    rows = pq.read_table(deltas / "articles.parquet").to_pylist()
    assert [(r["article_id"], r["text"], r["_change_type"], r["_reason"]) for r in rows] == [
        (GONE, None, "delete", "The article was withdrawn.")
    ]


def test_a_fact_that_others_state_stays_with_less_support(published: Path) -> None:
    support = {}
    for version in ("1.1.0", "2.0.0"):
        release = open_release(published / "dist" / "harbour" / version)
        rows = release.sql("from facts where predicate = 'acquired' and amount is null").to_pylist()
        support[version] = [(r["object"], r["n_articles"], r["n_claims"]) for r in rows]
    assert support == {"1.1.0": [("Tessit Labs", 2, 2)], "2.0.0": [("Tessit Labs", 1, 1)]}


def test_published_versions_are_written_anew_without_a_word_of_it(corpus: Path) -> None:
    releases = corpus / "dist" / "harbour"
    old = {v: open_release(releases / v) for v in ("1.0.0", "1.1.0", "2.0.0")}
    before = {v: r.table("facts") for v, r in old.items()}
    entries = load_dataset_config(corpus / "dataset.yaml").withdrawn
    assert words_in(releases) != set()
    update_mirror(releases, corpus / "mirror")
    done = rewrite_published(releases, entries)
    assert words_in(corpus / "dist") == set()
    assert [r.build for r in done] == [f"{v}+withdrawn.1" for v in old]
    index = json.loads((releases / "index.json").read_text("utf-8"))
    assert [e["superseded"] for e in index["versions"]] == [[r.superseded] for r in done]
    [notice] = json.loads((releases / "withdrawals.json").read_text("utf-8"))["withdrawals"]
    assert [a["article_id"] for a in notice["articles"]] == [GONE]
    for version in old:
        previous = {"1.1.0": "1.0.0", "2.0.0": "1.1.0"}.get(version)
        report = validate_release(
            releases / version, previous=releases / previous if previous else None
        )
        assert [f for f in report.findings if f.severity == "error"] == []
        kept = open_release(releases / version).table("facts").to_pylist()
        assert {r["fact_id"] for r in kept} <= set(before[version]["fact_id"].to_pylist())
    # What nobody withdrew is as it was.
    founded = "predicate = 'founded_on'"
    rows = open_release(releases / "1.0.0").sql(f"from facts where {founded}").to_pylist()
    assert (
        rows == [r for r in before["1.0.0"].to_pylist() if r["predicate"] == "founded_on"] and rows
    )
    assert find_withdrawn(releases, entries) == ()
    # A mirror that follows has no word of it either.
    assert words_in(corpus / "mirror") != set()
    assert "csv/articles.csv" in update_mirror(releases, corpus / "mirror")["1.0.0"]
    assert words_in(corpus / "mirror") == set()
    # Later builds keep what the index tells of it.
    assert json.loads(index_text(releases)) == index


@pytest.mark.parametrize(
    "entry",
    [
        'publisher: the heron herald, date: "2024-05-01"',
        'person: Ada Quillfeather, date: "2024-05-01"',
        'article: zygomatic-quandary, date: "2024-05-01"',
    ],
)
def test_an_article_is_named_in_several_ways(corpus: Path, entry: str) -> None:
    config = withdraw_in(corpus, f"withdrawn:\n  - {{{entry}}}\n")
    found = find_withdrawn(corpus / "dist" / "harbour", load_dataset_config(config).withdrawn)
    assert found[0].articles == (GONE,)


def test_a_person_is_named_nowhere_in_the_next_release(corpus: Path) -> None:
    entry = 'person: Ada Quillfeather, date: "2024-05-01"'
    withdraw_in(corpus, f"withdrawn:\n  - {{{entry}}}\n")
    assert words_in(run(corpus, "3.0.0")) == set()
    (corpus / "entities.csv").write_text(
        "name,type,aliases,wikidata_id,same_as,not_same_as\nAda Quillfeather,Person,,,,\n", "utf-8"
    )
    with pytest.raises(FactpackError, match=r"entities\.csv names a person who was withdrawn"):
        run(corpus, "4.0.0")


EVERY = "FACTPACK_EVERY_KILL"
"""Environment variable that tries each step and not only those where the kind of step changes."""


def tree(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def is_whole(release: Path) -> bool:
    try:
        checked_sums(release)
    except FactpackError:
        return False
    return True


def test_a_rewriting_that_is_killed_at_any_step_is_finished_by_the_next_run(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = load_dataset_config(published / "dataset.yaml").withdrawn
    first_two = Path(shutil.copytree(published / "dist", tmp_path / "two"))
    shutil.rmtree(first_two / "harbour" / "2.0.0")
    made = Path(shutil.copytree(first_two, tmp_path / "made"))
    done = {r.version: r for r in rewrite_published(made / "harbour", entries)}
    old, new = tree(first_two), tree(made)
    whole = {
        version: [tree(place / "harbour" / version) for place in (first_two, made)]
        for version in done
    }

    def write(run: Any, _: object) -> Any:
        """What was made above: to make it again takes long, and touches nothing outside `work`."""
        shutil.copytree(made / "harbour" / run.release.version, run.work / "release")
        return withdraw._Made(run.work / "release", done[run.release.version].rows)

    monkeypatch.setattr(withdraw._Run, "write", write)

    def attempt(name: str, killer: Killer) -> tuple[Path, bool]:
        dist = Path(shutil.copytree(first_two, tmp_path / name / "dist"))
        with monkeypatch.context() as patch:
            killer.watch(patch)
            try:
                rewrite_published(dist / "harbour", entries)
            except Killed:
                killer.bury()
                return dist, True
        return dist, False

    all_steps = Killer()
    dist, killed = attempt("alone", all_steps)
    assert not killed and tree(dist) == new
    points = range(len(all_steps.steps)) if os.environ.get(EVERY) else all_steps.turns()
    assert len(points) >= 12
    seen = set()
    for point in points:
        dist, killed = attempt(str(point), Killer(point))
        assert killed
        state = {k: v for k, v in tree(dist).items() if not k.startswith(".")}
        # Between two renames there is no folder; else it is the old one or the new one.
        seen.add("none" if not state else "old" if state == old else "new")
        assert state in ({}, old, new)
        for draft in dist.glob(".*/*/SHA256SUMS"):
            release = draft.parent
            assert tree(release) in whole[release.name] or not is_whole(release)
        rewrite_published(dist / "harbour", entries)
        assert tree(tmp_path / str(point)) == {f"dist/{name}": data for name, data in new.items()}
        shutil.rmtree(tmp_path / str(point))
    assert seen == {"none", "old", "new"}
