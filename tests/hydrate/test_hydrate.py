"""Whoever holds the articles of a release gets its words, and nobody gets other words."""

from __future__ import annotations

import filecmp
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.command import factpack
from tests.once import once

from factpack.errors import FactpackError
from factpack.hydrate import hydrate_release
from factpack.pipeline import build
from factpack.release.open import open_release

FILLER = (
    "\n\nThe firm keeps its yards beside the old harbour of the town, where ferries land at noon. "
    "Neighbours of the yards have asked the council for a wall against the noise, and the council "
    "has put the matter off until the spring. The yards were closed for repairs for some weeks, as "
    "a notice on the gate tells. The ferries go on as they did, and so does the market on the "
    "quay, where the price of herring has not moved for a while.\n"
)
ARTICLES = {
    "one.txt": "---\ntitle: Orrin buys Tessit\n---\nOrrin Corp. acquired Tessit Labs for $40 "
    "million in March 2019. “We plan to buy Brackla Ltd. next year,” said Mara Voss, chief "
    f"executive of Orrin Corp.{FILLER}",
    "two.txt": "LUND, March 4 (Harbour Wire) - Orrin Corp. was founded in 1999 by Mara Voss. Orrin "
    "Corp. denied that it had acquired Kestrel Motors. Tessit Labs has a goal of building small "
    f"reactors for ships.{FILLER.replace('herring', 'cod')}",
    "wire.jsonl": json.dumps(
        {"id": "w1", "text": f"Brackla Ltd. sued Orrin Corp. in May 2020. {FILLER * 2}"}
    )
    + "\n",
    "brief.txt": "Kestrel Motors appointed Ann Orr as chief executive in June 2020.\n",
}
CONFIG: dict[str, Any] = {
    "name": "orrin-bay",
    "title": "Orrin Bay",
    "description": "News of an invented harbour.",
    "license": "CC0-1.0",
    "released": "2026-01-31",
    "sources": [{"path": "*.txt"}, {"path": "*.jsonl"}],
    "articles": {
        name: {"publisher": f"The {name[:3]} post", "published": "2020-02-03"}
        for name in ("one.txt", "two.txt")
    },
}
LONG = ("one.txt", "two.txt", "wire.jsonl")


def corpus(folder: Path, names: tuple[str, ...], rights: str) -> Path:
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(ARTICLES[name].encode())
    (folder / "empty.txt").write_text("\n")
    (folder / "dataset.yaml").write_text(json.dumps({**CONFIG, "rights": rights}), "utf-8")
    return folder


def built(folder: Path) -> Path:
    result = build(folder / "dataset.yaml", out=folder / "dist")
    assert result.published, [f.message for f in result.findings]
    return result.path


def built_once(factory: pytest.TempPathFactory, rights: str) -> Path:
    folder = once(factory, f"hydrate-{rights}", lambda to: built(corpus(to, LONG, rights)))
    (release,) = folder.glob("dist/*/*/")
    return release


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the long articles with full rights."""
    return built_once(tmp_path_factory, "full")


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without a word."""
    release = built_once(tmp_path_factory, "facts")
    assert open_release(release).table("articles")["text"].null_count == len(LONG)
    return release


def equal(ours: Path, theirs: Path) -> bool:
    files = [f.relative_to(ours) for f in ours.rglob("*") if f.is_file()]
    assert len(files) > 30 and files == [
        f.relative_to(theirs) for f in theirs.rglob("*") if f.is_file()
    ]
    _, different, wrong = filecmp.cmpfiles(ours, theirs, list(map(str, files)), shallow=False)
    assert not wrong
    return not different


def with_others(folder: Path) -> None:
    """Other articles lie there too, one of them with the identifier of one that comes later."""
    (folder / "a-new-one.txt").write_text(f"Orrin Corp. sold a ferry.{FILLER}", "utf-8")
    (folder / "a.jsonl").write_text('{"id": "w1", "text": "Brackla Ltd. sued nobody."}\n')
    (folder / "picture.jpg").write_bytes(b"\xff\xd8")


def moved(folder: Path) -> None:
    """One is in another folder, one in other records, one has other line ends and encoding."""
    (folder / "deep").mkdir()
    (folder / "one.txt").rename(folder / "deep" / "0001.text")
    other = '{"id": "w0", "text": "Orrin Corp. sold a ferry."}\n'
    (folder / "deep" / "export.ndjson").write_text(other + ARTICLES["wire.jsonl"], "utf-8")
    (folder / "two.txt").write_bytes(ARTICLES["two.txt"].replace("\n", "\r\n").encode("utf-16"))
    (folder / "wire.jsonl").unlink()
    (folder / "empty.txt").unlink()


@pytest.mark.parametrize(("change", "by_text"), [(with_others, 0), (moved, 1)])
def test_it_is_the_release_with_full_rights(
    full: Path, silent: Path, tmp_path: Path, change: Callable[[Path], None], by_text: int
) -> None:
    held = corpus(tmp_path / "held", LONG, "facts")
    change(held)
    result = hydrate_release(silent, held, tmp_path / "out")
    assert (result.n_by_bytes, result.n_by_text) == (3 - by_text, by_text)
    assert result.path == tmp_path / "out" / "orrin-bay" / "1.0.0"
    assert equal(result.path, full)


def test_what_is_missing_is_listed_and_nothing_is_made(silent: Path, tmp_path: Path) -> None:
    held = corpus(tmp_path / "held", ("one.txt",), "facts")
    text = ARTICLES["two.txt"]
    (held / "two.txt").write_text(text.replace("1999", "1998"), "utf-8")
    out = tmp_path / "out"
    said = factpack("hydrate", silent, "--articles", held, "--out", out)
    assert said.returncode == 1 and not said.stdout and not out.exists()
    assert 'missing: "two.txt" is not as it was when the release was built' in said.stderr
    assert 'missing: "wire.jsonl#1" is not in the folder, under any name' in said.stderr
    assert "1 of 3 articles found" in said.stderr
    assert "Nothing was made" in said.stderr


def test_no_file_is_read_outside_of_the_folder(silent: Path, tmp_path: Path) -> None:
    held = corpus(tmp_path / "held", ("one.txt", "wire.jsonl"), "facts")
    (tmp_path / "two.txt").write_bytes(ARTICLES["two.txt"].encode())
    (held / "two.txt").symlink_to(tmp_path / "two.txt")
    result = hydrate_release(silent, held, tmp_path / "out")
    assert [miss.source for miss in result.missing] == ["two.txt"] and result.path is None


def test_what_nothing_proves_stays_withheld(tmp_path: Path) -> None:
    """Nor does a title that dataset.yaml alone gave stand in any article."""
    folder = corpus(tmp_path / "facts", ("one.txt", "brief.txt"), "facts")
    named = {"articles": {"one.txt": {"title": "A deal at the harbour"}}, "rights": "facts"}
    (folder / "dataset.yaml").write_text(json.dumps({**CONFIG, **named}), "utf-8")
    release = built(folder)
    result = hydrate_release(release, tmp_path / "facts", tmp_path / "out")
    assert result.withheld == ("brief.txt",) and result.path is not None
    assert result.titles == ("one.txt",)
    rows = open_release(result.path).table("articles").to_pylist()
    assert {r["source"]: r["text"] is None for r in rows} == {"one.txt": False, "brief.txt": True}
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "facts", elsewhere)
    (elsewhere / "brief.txt").rename(elsewhere / "note.txt")
    missing = hydrate_release(release, elsewhere, tmp_path / "more").missing
    assert "too short" in missing[0].reason


def test_rows_that_the_articles_do_not_give_are_not_taken(silent: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged" / "1.0.0"
    shutil.copytree(silent, forged)
    manifest = json.loads((forged / "manifest.json").read_text("utf-8"))
    manifest["entities_csv"] = [
        ["name", "type", "aliases", "wikidata_id", "same_as", "not_same_as"],
        ["Orrin", "Organization", "Orrin Corp.|Tessit Labs", "", "", ""],
    ]
    (forged / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    held = corpus(tmp_path / "held", LONG, "facts")
    with pytest.raises(FactpackError, match="do not give its rows again"):
        hydrate_release(forged, held, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_release_itself_is_never_replaced(silent: Path, tmp_path: Path) -> None:
    held = corpus(tmp_path / "held", LONG, "facts")
    with pytest.raises(FactpackError, match="choose another folder"):
        hydrate_release(silent, held, silent.parents[1])
