"""Names, ids, metadata and our own pages are no way out for the words of an article."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.once import once

from factpack.ids import make_id
from factpack.pipeline import build
from factpack.release.open import Release, open_release
from factpack_validators.word_limits import NAME_WORDS, RUN_WORDS, words_of

CONFIG = """\
name: closed
title: Closed
description: Made up.
license: CC0-1.0
rights: {rights}
sources: [{{path: articles}}]
"""
SENTENCE = "Nine Hundred Striped Badgers Marched Around One Sleepy Lighthouse Yesterday"
PROSE = {
    "id": "she walked along the quay until the last lamp had gone out",
    "author": "nobody had ever seen the ferry leave so late in the year",
    "publisher": "they carried the painted boats down to the harbour before dawn broke",
}
"""Words of an article that stand in a field of its metadata, too."""
DEAL = "Fenwick Savings Bank Group acquired Old Harbour Sailmakers Corporation in 1999."


LONG_UNIT = "midnight custard logistics and assistant keeper of the emerald stapler"
LONG_NAME = "Royal Society for the Care of Small Boats and Their Ropes"
SHORT = {"text": "Birch Labs is based in Oslo."}
LONG = {"text": " ".join(f"The tide came in at {i} and went out again." for i in range(20))}
ARTICLES = {
    "title.txt": f"Birch Labs is based in Oslo.\n\n{SENTENCE}. Birch Labs saw “badgers” twice.",
    "unit.txt": f"Ada Marsh, senior vice president of {LONG_UNIT} at Birch Labs, spoke.\n\n"
    "Ben Moss, senior vice president of custard at Birch Labs, spoke too.",
    **{
        f"{key}.md": f"---\n{key}: {prose}\n---\n{prose.capitalize()}. Birch Labs is based in Oslo."
        for key, prose in PROSE.items()
    },
    "records.jsonl": "\n".join(map(json.dumps, (SHORT, LONG))),
    "name.txt": f"The {LONG_NAME} is based in Oslo. Anna Quill is chief executive of the "
    f"{LONG_NAME}.",
}
"""An article for each way out that is tried."""


def run(folder: Path, rights: str, **articles: str) -> Path:
    """The release of some articles, whose names have underscores for points."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        (folder / "articles" / name.replace("_", ".")).write_text(text, "utf-8")
    (folder / "dataset.yaml").write_text(CONFIG.format(rights=rights), "utf-8")
    result = build(folder / "dataset.yaml", out=folder / rights, released=date(2024, 1, 1))
    assert result.published, [f.message for f in result.findings]
    return result.path


def run_once(factory: pytest.TempPathFactory, rights: str) -> Release:
    """The release of all articles, with the rights that are given."""
    folder = once(factory, f"elsewhere-{rights}", lambda to: run(to, rights, **ARTICLES))
    (release,) = folder.glob(f"{rights}/*/*/")
    return open_release(release)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return run_once(tmp_path_factory, "facts")


@pytest.fixture(scope="module")
def open_(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return run_once(tmp_path_factory, "full")


def runs(release: Release, text: str, allowed: str = "") -> set[str]:
    """Files of a release that hold `RUN_WORDS` words of a text in a row."""
    words = words_of(text)
    parts = [" ".join(words[i : i + RUN_WORDS]) for i in range(len(words) - RUN_WORDS + 1)]
    assert parts
    found = set()
    for file in release.path.rglob("*"):
        if file.is_file() and file.suffix != ".parquet":
            said = " ".join(words_of(file.read_text("utf-8")))
            if any(part in said for part in parts):
                found.add(file.name)
    return found - {allowed}


def test_a_page_that_would_repeat_an_article_says_less(tmp_path: Path) -> None:
    article = f"{DEAL}\n\nBirch Labs is based in Oslo."
    release = open_release(run(tmp_path, "facts", a_txt=article))
    assert {f["predicate"] for f in release.table("facts").to_pylist()} >= {"acquired"}
    page = (release.path / "README.md").read_text("utf-8")
    assert "Birch Labs is located in Oslo" in page and "Sailmakers" not in page
    assert not runs(release, DEAL)
    free = open_release(run(tmp_path / "open", "full", a_txt=article))
    assert "acquired" in (free.path / "README.md").read_text("utf-8")


def test_a_page_with_nothing_left_to_read_out_says_why(tmp_path: Path) -> None:
    release = open_release(run(tmp_path, "facts", a_txt=DEAL))
    assert release.table("facts").num_rows
    page = (release.path / "README.md").read_text("utf-8")
    assert "None is read out here" in page and not runs(release, DEAL)


def test_a_sentence_in_title_case_is_in_no_file(
    closed: Release, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for release in (closed, run_once(tmp_path_factory, "excerpt")):
        assert not runs(release, SENTENCE)
        names = {e["name"] for e in release.table("entities").to_pylist()}
        assert "Birch Labs" in names and not any("Badgers" in name for name in names)


def test_a_long_unit_is_withheld_and_a_short_one_is_not(closed: Release) -> None:
    assert len(words_of(LONG_UNIT)) > NAME_WORDS
    units = {c["organization_unit"] for c in closed.table("claims").to_pylist()}
    assert units == {None, "custard"}
    assert not runs(closed, LONG_UNIT)


def test_prose_in_metadata_counts_as_words(closed: Release, open_: Release) -> None:
    told = [f for f in closed.validation["findings"] if f["code"] == "metadata-prose"]
    assert len(told) == len(PROSE)
    assert not any(runs(closed, prose) for prose in PROSE.values())
    named = [name for name in closed.table("articles")["source_id"].to_pylist() if ".md" in name]
    assert sorted(named) == sorted(f"articles/{key}.md" for key in PROSE)
    for key, prose in PROSE.items():
        column = "source_id" if key == "id" else key
        assert prose in open_.table("articles")[column].to_pylist()


def test_a_short_record_that_is_withheld_is_not_named_by_its_hash(
    closed: Release, open_: Release
) -> None:
    def names(release: Release) -> list[str]:
        """Of the two records, as identifiers are given."""
        rows = release.table("articles").to_pylist()
        return [row["source_id"] for row in rows if "records.jsonl" in row["source"]]

    assert "articles/records.jsonl#1" in names(closed)
    rest = [name for name in names(closed) if name != "articles/records.jsonl#1"]
    assert [name[:7] for name in rest] == ["sha256:"]
    assert [name[:7] for name in names(open_)] == ["sha256:"] * 2


def test_a_name_too_long_to_be_published_is_in_no_identifier(
    closed: Release, open_: Release
) -> None:
    long = [e for e in open_.table("entities").to_pylist() if len(words_of(e["name"])) > NAME_WORDS]
    assert long, "the name is not read as one: choose another"
    ids = {e["entity_id"] for e in closed.table("entities").to_pylist()}
    assert not {e["entity_id"] for e in long} & ids
    assert make_id("e", "thing", LONG_NAME.casefold()) not in ids
    assert not runs(closed, LONG_NAME)
