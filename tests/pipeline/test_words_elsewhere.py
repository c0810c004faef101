"""Names, ids, metadata and our own pages are no way out for the words of an article."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from factpack.ids import make_id
from factpack.pipeline import BuildResult, build
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


def run(folder: Path, rights: str, **articles: str) -> tuple[Release, BuildResult]:
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        (folder / "articles" / name.replace("_", ".")).write_text(text, "utf-8")
    (folder / "dataset.yaml").write_text(CONFIG.format(rights=rights), "utf-8")
    result = build(folder / "dataset.yaml", out=folder / rights, released=date(2024, 1, 1))
    assert result.published, [f.message for f in result.findings]
    return open_release(result.path), result


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
    release, _ = run(tmp_path, "facts", a_txt=article)
    assert {f["predicate"] for f in release.table("facts").to_pylist()} >= {"acquired"}
    page = (release.path / "README.md").read_text("utf-8")
    assert "Birch Labs is located in Oslo" in page and "Sailmakers" not in page
    assert not runs(release, DEAL)
    open_, _ = run(tmp_path / "open", "full", a_txt=article)
    assert "acquired" in (open_.path / "README.md").read_text("utf-8")


def test_a_page_with_nothing_left_to_read_out_says_why(tmp_path: Path) -> None:
    release, _ = run(tmp_path, "facts", a_txt=DEAL)
    assert release.table("facts").num_rows
    page = (release.path / "README.md").read_text("utf-8")
    assert "None is read out here" in page and not runs(release, DEAL)


@pytest.mark.parametrize("rights", ["facts", "excerpt"])
def test_a_sentence_in_title_case_is_in_no_file(tmp_path: Path, rights: str) -> None:
    article = f"Birch Labs is based in Oslo.\n\n{SENTENCE}. Birch Labs saw “badgers” twice."
    release, _ = run(tmp_path, rights, a_txt=article)
    assert not runs(release, SENTENCE)
    names = {e["name"] for e in release.table("entities").to_pylist()}
    assert "Birch Labs" in names and not any("Badgers" in name for name in names)


def test_a_long_unit_is_withheld_and_a_short_one_is_not(tmp_path: Path) -> None:
    unit = "midnight custard logistics and assistant keeper of the emerald stapler"
    assert len(words_of(unit)) > NAME_WORDS
    article = f"Ada Marsh, senior vice president of {unit} at Birch Labs, spoke.\n\n"
    article += "Ben Moss, senior vice president of custard at Birch Labs, spoke too."
    release, _ = run(tmp_path, "facts", a_txt=article)
    units = {c["organization_unit"] for c in release.table("claims").to_pylist()}
    assert units == {None, "custard"}
    assert not runs(release, unit)


def test_prose_in_metadata_counts_as_words(tmp_path: Path) -> None:
    articles = {
        f"{key}_md": f"---\n{key}: {prose}\n---\n{prose.capitalize()}. Birch Labs is based in Oslo."
        for key, prose in PROSE.items()
    }
    release, result = run(tmp_path / "closed", "facts", **articles)
    told = [f for f in result.findings if f.code == "metadata-prose"]
    assert len(told) == len(PROSE)
    assert not any(runs(release, prose) for prose in PROSE.values())
    named = release.table("articles")["source_id"].to_pylist()
    assert sorted(named) == sorted(f"articles/{key}.md" for key in PROSE)
    open_, _ = run(tmp_path / "open", "full", **articles)
    for key, prose in PROSE.items():
        column = "source_id" if key == "id" else key
        assert prose in open_.table("articles")[column].to_pylist()


def test_a_short_record_that_is_withheld_is_not_named_by_its_hash(tmp_path: Path) -> None:
    short = {"text": "Birch Labs is based in Oslo."}
    long = {"text": " ".join(f"The tide came in at {i} and went out again." for i in range(20))}
    lines = "\n".join(map(json.dumps, (short, long)))
    closed, _ = run(tmp_path / "closed", "facts", a_jsonl=lines)
    named = closed.table("articles")["source_id"].to_pylist()
    assert "articles/a.jsonl#1" in named
    assert [name[:7] for name in named if name != "articles/a.jsonl#1"] == ["sha256:"]
    open_, _ = run(tmp_path / "open", "full", a_jsonl=lines)
    assert {name[:7] for name in open_.table("articles")["source_id"].to_pylist()} == {"sha256:"}


def test_a_name_too_long_to_be_published_is_in_no_identifier(tmp_path: Path) -> None:
    name = "Royal Society for the Care of Small Boats and Their Ropes"
    article = f"The {name} is based in Oslo. Anna Quill is chief executive of the {name}."
    open_, _ = run(tmp_path / "open", "full", a_txt=article)
    long = [e for e in open_.table("entities").to_pylist() if len(words_of(e["name"])) > NAME_WORDS]
    assert long, "the name is not read as one: choose another"
    closed, _ = run(tmp_path / "closed", "facts", a_txt=article)
    ids = {e["entity_id"] for e in closed.table("entities").to_pylist()}
    assert not {e["entity_id"] for e in long} & ids
    assert make_id("e", "thing", name.casefold()) not in ids
    assert not runs(closed, name)
