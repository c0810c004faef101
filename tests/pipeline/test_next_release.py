"""A second release of a small corpus keeps identifiers and tells what differs and why."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from tests.pipeline.harbour import MERGED, Corpus, changed_harbour
from tests.tiers import one_of_each

from factpack.errors import FactpackError
from factpack.ids import make_id
from factpack.pipeline import build
from factpack.release.open import Release, open_release
from factpack.reproduce import reproduce_release
from factpack.why.explain import explain
from factpack_validators.checks import FAMILIES
from factpack_validators.release import validate_release

OTHERS = [family for family in FAMILIES if family != "previous"]


def ids(release: Release) -> dict[str, str]:
    rows = release.sql("select name, entity_id from entities where replaced_by is null").to_pylist()
    return {row["name"]: row["entity_id"] for row in rows}


def changelog(release: Release) -> str:
    return (release.path / "CHANGELOG.md").read_text("utf-8")


def test_the_first_release_follows_none(corpus: Corpus) -> None:
    release = corpus.published("1.0.0")
    assert "previous" not in release.manifest
    assert "Since" not in changelog(release)
    # The same version again follows none either, whatever stands there.
    again = corpus.run("1.0.0")
    assert again.unchanged and again.previous is None


def test_an_article_more_renames_no_entity(corpus: Corpus) -> None:
    old = corpus.published("1.0.0")
    corpus.add("five", "Orbit Foods Holdings plc was founded in 2004. Miro Tann founded Brackla.")
    result = corpus.run("1.1.0")
    new = open_release(result.path)
    assert result.previous == "1.0.0"
    assert ids(old).items() <= ids(new).items() or set(ids(old).values()) <= set(ids(new).values())
    told = changelog(new)
    assert "Since 1.0.0" in told
    assert "### Articles added (1)" in told and make_id("a", "five") in told
    assert "### Entities new" in told and "Brackla" in told
    assert "1 claim came from articles that are new" in told
    assert "Articles removed" not in told
    (deltas,) = (new.path / "deltas").iterdir()
    assert {"delta.json", "id_changes.parquet"} <= {file.name for file in deltas.iterdir()}
    articles = pq.read_table(deltas / "articles.parquet").to_pylist()
    assert [(row["article_id"], row["_change_type"], row["_reason"]) for row in articles] == [
        (make_id("a", "five"), "insert", "The article is new.")
    ]
    changes = pq.read_table(deltas / "id_changes.parquet").to_pylist()
    assert {row["change"] for row in changes} == {"made"}
    assert {row["id"] for row in changes if row["in_table"] == "entities"} == set(
        ids(new).values()
    ) - set(ids(old).values())
    named = new.manifest["previous"]
    assert named["version"] == "1.0.0" and len(named["sha256sums_sha256"]) == 64


def test_a_merge_leaves_a_row_and_is_told(merged: Corpus) -> None:
    before, new = ids(merged.published("1.0.0")), merged.published("2.0.0")
    (row,) = new.sql("from entities where replaced_by is not null").to_pylist()
    assert row["entity_id"] == before["Ofoods"]
    assert row["replaced_by"] == before["Orbit Foods"] == ids(new)["Orbit Foods"]
    told = changelog(new)
    assert f"Ofoods is one with Orbit Foods ({row['replaced_by']})" in told
    changes = pq.read_table(new.path / "deltas/1.0.0..2.0.0/id_changes.parquet").to_pylist()
    (joined,) = (r for r in changes if (r["in_table"], r["change"]) == ("entities", "merged"))
    assert (joined["id"], joined["other_id"]) == (row["entity_id"], row["replaced_by"])
    (led,) = (r for r in changes if (r["in_table"], r["change"]) == ("facts", "merged"))
    assert led["other_id"] in set(new.table("facts")["fact_id"].to_pylist())
    # Both founding dates are of one company now, and contradict.
    assert "### Conflicts opened (1)" in told and "On the date" in told
    assert "### Facts gone (1)" in told and "1 claim went to other facts" in told
    facts = pq.read_table(new.path / "deltas/1.0.0..2.0.0/facts.parquet").to_pylist()
    (gone,) = (row for row in facts if row["_change_type"] == "delete")
    assert gone["_reason"] == "1 claim went to other facts"
    # The row stays in the release after, which is told nothing new.
    third = merged.release("2.1.0")
    assert third.sql("from entities where replaced_by is not null").to_pylist() == [row]
    assert "no article, entity, fact or conflict changed" in changelog(third)


def test_a_merge_is_no_minor_change(corpus: Corpus) -> None:
    corpus.curate(MERGED)
    with pytest.raises(FactpackError, match="rows-combined"):
        corpus.run("1.1.0")


def test_a_split_keeps_the_id_with_the_larger_part(corpus: Corpus) -> None:
    old = corpus.published("1.0.0")
    (velmar,) = (id_ for name, id_ in ids(old).items() if name.startswith("Velmar"))
    corpus.curate("Velmar Corp.,Organization,,,,Velmar Inc.", "Velmar Inc.,Organization,,,,")
    new = corpus.release("2.0.0")
    assert ids(new)["Velmar Corp."] == velmar != ids(new)["Velmar Inc."]
    told = changelog(new)
    assert f"({velmar}), 2 mentions" in told and "was parted from" in told
    changes = pq.read_table(new.path / "deltas/1.0.0..2.0.0/id_changes.parquet").to_pylist()
    split = {r["id"]: r["other_id"] for r in changes if r["change"] == "split"}
    assert split[ids(new)["Velmar Inc."]] == velmar
    story = json.dumps(explain(new, "Velmar Inc.", previous=old).to_dict(), ensure_ascii=False)
    assert "linked to another entity before" in story


def test_an_article_that_is_gone_leaves_tombstones(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    corpus = Corpus(Path(shutil.copytree(changed_harbour(tmp_path_factory), tmp_path / "harbour")))
    old, new = corpus.published("1.0.0"), corpus.published("2.0.0")
    told = changelog(new)
    assert "### Articles removed (1)" in told
    assert "### Entities gone" in told and "Kestrel Motors" in told
    assert "went with articles that are gone" in told
    report = validate_release(new.path, previous=old.path, skip=OTHERS)
    assert not {"key-vanished", "entity-vanished"} & set(report.totals)
    shutil.rmtree(new.path / "deltas")
    report = validate_release(new.path, previous=old.path, skip=OTHERS)
    assert {"key-vanished", "entity-vanished"} <= set(report.totals)
    story = explain(new, ids(old)["Kestrel Motors"], previous=old)
    assert story.summary.startswith("No longer in 2.0.0.")


def test_words_of_an_article_that_is_gone_are_not_repeated(unpublished: Corpus) -> None:
    unpublished.add("goal", "Velmar Corp. aims to teach every harbour seal to read charts by 2030.")
    assert "harbour seal" in unpublished.release("1.0.0").path.joinpath("csv/facts.csv").read_text()
    unpublished.remove("goal")
    new = unpublished.release("2.0.0")
    assert "### Facts gone" in changelog(new)
    for path in new.path.rglob("*"):
        assert not path.is_file() or b"harbour seal" not in path.read_bytes(), path.name


def test_reproduce_finds_the_previous_release_or_is_told_it(merged: Corpus, tmp_path: Path) -> None:
    second = merged.published("2.0.0").path
    articles = merged.folder
    assert reproduce_release(second, articles).equal
    alone = tmp_path / "alone" / "harbour" / "2.0.0"
    shutil.copytree(second, alone)
    with pytest.raises(FactpackError, match="--previous"):
        reproduce_release(alone, articles)
    first = second.parent / "1.0.0"
    assert reproduce_release(alone, articles, first).equal
    with pytest.raises(FactpackError, match="is not the release"):
        reproduce_release(alone, articles, second)


def test_a_previous_release_must_be_lower_whole_and_of_the_dataset(
    corpus: Corpus, tmp_path: Path
) -> None:
    first = corpus.published("1.0.0").path
    with pytest.raises(FactpackError, match="cannot follow"):
        corpus.run("0.9.0", previous=first)
    with pytest.raises(FactpackError, match="cannot follow"):
        corpus.run("1.0.0", previous=first)
    other = tmp_path / "other"
    shutil.copytree(corpus.folder, other, ignore=shutil.ignore_patterns("dist"))
    config = other / "dataset.yaml"
    config.write_text(config.read_text().replace("harbour", "haven"))
    with pytest.raises(FactpackError, match="release of harbour, not of haven"):
        build(config, out=other / "dist", version="1.1.0", previous=first)
    (first / "LICENSE").write_text("Take it.")
    with pytest.raises(FactpackError, match="LICENSE is not as its SHA256SUMS says"):
        corpus.run("1.1.0")


def test_an_older_contract_can_be_followed(corpus: Corpus, tmp_path: Path) -> None:
    first = corpus.published("1.0.0").path
    file = first / "data" / "facts" / "facts-00000-of-00001.parquet"
    duckdb.sql(
        f"copy (select * exclude (organization_unit) from '{file}') to '{tmp_path}/facts.parquet'"
    )
    shutil.copy(tmp_path / "facts.parquet", file)
    from factpack.release.changes import list_changes, tell_moves
    from factpack.release.versions.pair import open_pair, read_side

    corpus.remove("three")
    second = corpus.run("1.0.1", out=tmp_path / "elsewhere").path
    with open_pair(read_side(first), read_side(second)) as pair:
        tell_moves(pair.database)
        kinds = {change.kind for change in list_changes(pair.database)}
    assert "articles_removed" in kinds and "facts_new" not in kinds


@pytest.mark.parametrize("seed", one_of_each(range(3), lambda _: "chance"))
def test_unrelated_articles_order_and_workers_change_no_id(
    corpus: Corpus, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    old = corpus.published("1.0.0")
    grown = Corpus(tmp_path / "grown")
    names = ["Quillan", "Brackla", "Ostrava Steel", "Pemberly", "Tarn Optics", "Wexlow"]
    chance.shuffle(names)
    for number, name in enumerate(names[: chance.randint(1, 5)]):
        year = chance.randint(1900, 2020)
        text = f"{name} was founded in {year}. {name} acquired Zellik {number} in May 2018."
        # Before all others in the order of files, or after them, and older or younger.
        day = f"{chance.randint(1990, 2023)}-0{chance.randint(1, 9)}-11"
        grown.add(chance.choice("az") + str(number), text, day)
    new = grown.release("1.0.0", workers=chance.choice([1, 2]))
    for table, key in (
        ("articles", "article_id"),
        ("entities", "entity_id"),
        ("mentions", "mention_id"),
        ("claims", "claim_id"),
        ("facts", "fact_id"),
        ("origins", "origin_id"),
    ):
        query = f"select {key} as id from {table}"
        before, after = ({r["id"] for r in x.sql(query).to_pylist()} for x in (old, new))
        assert before < after, table


def test_a_later_release_tells_that_an_earlier_one_was_swapped(corpus: Corpus) -> None:
    """Without an index, the manifest of the release after still names the hash."""
    first = corpus.published("1.0.0").path
    corpus.add("five", "Brackla Ltd. was founded in 2001.")
    corpus.run("1.1.0")
    shutil.rmtree(first)
    (first.parent / "index.json").unlink()
    corpus.remove("four")
    corpus.run("1.0.0", out=corpus.folder / "forged")
    (corpus.folder / "forged" / "harbour" / "1.0.0").rename(first)
    with pytest.raises(FactpackError, match=r"1\.1\.0 names another hash"):
        corpus.run("1.2.0")
