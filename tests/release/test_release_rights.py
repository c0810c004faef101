"""No word that an article's rights withhold stands anywhere in the release."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.release.conftest import DAY, RUN, Write
from tests.release.sample_tables import (
    ARTICLES,
    SampleArticle,
    aims,
    article_text,
    founded,
    heads,
    invested,
    said,
    sample_dataset,
    sample_rows,
    write_tables,
)

from factpack.config import ArticleOverride
from factpack.errors import FactpackError
from factpack.messages import cut_all_quoted, cut_quoted
from factpack.model import Metadata, Rights
from factpack.release.article_rights import FACTS, FULL, UNKNOWN, ArticleRights, read_rights
from factpack.release.rights import (
    SortedPlaces,
)
from factpack.release.write import finish_release, write_release
from factpack_validators.findings import Finding, Severity
from factpack_validators.folder import parquet_file
from factpack_validators.schemas import table_names, word_columns
from factpack_validators.word_limits import EXCERPT_WORDS

RUN_WORDS = 5
OWN_WORDS = 8
"""Runs of words that give a leak away, in copied cells and where the release speaks itself."""


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.ParquetFile(folder / parquet_file(table)).read().to_pylist()
    return found


def by_source(folder: Path, table: str, source_id: str) -> list[dict[str, Any]]:
    article = next(a for a in rows(folder, "articles") if a["source_id"] == source_id)
    return [row for row in rows(folder, table) if row["article_id"] == article["article_id"]]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def all_text(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Every text of a release, tables cell by cell, with the run that would give a leak away."""
    for file in sorted(folder.rglob("*")):
        if file.suffix in (".parquet", ".csv"):
            for row in table_rows(file):
                for column, value in row.items():
                    if isinstance(value, str):
                        length = OWN_WORDS if column == "statement" else RUN_WORDS
                        yield file.name, value, length
        elif file.is_file():
            length = OWN_WORDS if file.suffix == ".md" else RUN_WORDS
            yield file.name, file.read_text("utf-8"), length


def table_rows(file: Path) -> list[dict[str, Any]]:
    if file.suffix == ".parquet":
        found: list[dict[str, Any]] = pq.ParquetFile(file).read().to_pylist()
        return found
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def runs_of(text: str, length: int) -> list[str]:
    words = words_of(text)
    return [" ".join(words[i : i + length]) for i in range(len(words) - length + 1)]


def leaks(folder: Path, text: str, opened: str = "") -> list[tuple[str, str]]:
    """Runs of words of a closed text, and not of an open one, with the files they stand in."""
    closed = {
        run
        for length in (RUN_WORDS, OWN_WORDS)
        for run in set(runs_of(text, length)) - set(runs_of(opened, length))
    }
    return [
        (name, run)
        for name, content, length in all_text(folder)
        for run in runs_of(content, length)
        if run in closed
    ]


def test_an_article_with_full_rights_gives_everything(release: Path) -> None:
    article = next(a for a in rows(release, "articles") if a["source_id"] == "wire-1")
    assert article["text"] == article_text(ARTICLES[0])
    assert article["title"] == ARTICLES[0].title
    for table in ("mentions", "literals", "quotes", "claims"):
        found = by_source(release, table, "wire-1")
        assert found and all(row["exact"] for row in found)


def test_an_article_with_excerpt_rights_gives_title_and_short_spans(write: Write) -> None:
    long_goal = " ".join(f"word{i}" for i in range(EXCERPT_WORDS + 1))
    article = replace(ARTICLES[2], sentences=(*ARTICLES[2].sentences, aims("Long Labs", long_goal)))
    folder, _ = write((article,))
    [found] = rows(folder, "articles")
    assert found["title"] == article.title
    assert found["text"] is None
    claims = {row["object_value"]: row["exact"] for row in rows(folder, "claims")}
    assert "cheap power for every village on the coast" in claims
    assert claims[None] is None or "invested" in claims[None]
    assert long_goal not in claims
    assert not [text for _, text, _ in all_text(folder) if long_goal in text]


def test_an_article_with_facts_rights_gives_no_words(release: Path) -> None:
    [article] = [a for a in rows(release, "articles") if a["source_id"] == "review-4"]
    assert article["title"] is None and article["text"] is None
    for table in ("mentions", "literals", "quotes", "claims"):
        found = by_source(release, table, "review-4")
        assert found
        verbatim = [name for name, words in word_columns(table).items() if words == "verbatim"]
        assert all(row[name] is None for row in found for name in verbatim)
        assert all(len(row["exact_sha256"]) == 64 for row in found)
    claims = {c["claim_id"] for c in by_source(release, "claims", "review-4")}
    parts = [e for e in rows(release, "evidence") if e["claim_id"] in claims]
    assert parts and all(part["exact"] is None for part in parts)
    opened = " ".join(article_text(article) for article in ARTICLES if article.rights != "facts")
    assert not leaks(release, article_text(ARTICLES[3]), opened)


@pytest.mark.parametrize(
    ("rights", "published"),
    [
        (("full", "facts"), True),
        (("facts", "full"), True),
        (("excerpt", "facts"), True),
        (("facts", "facts"), False),
        (("facts",), False),
    ],
)
def test_a_fact_gives_its_object_where_one_article_allows_it(
    write: Write, rights: tuple[Rights, ...], published: bool
) -> None:
    goal = "cheap power for every village on the coast"
    folder, _ = write(
        tuple(
            SampleArticle(f"a{i}", (aims("Birch Systems", goal),), rights=level, title=None)
            for i, level in enumerate(rights)
        )
    )
    [fact] = rows(folder, "facts")
    assert fact["object_value"] == (goal if published else None)
    assert fact["object_sha256"]


def test_other_words_for_the_same_fact_do_not_free_those_of_a_closed_article(
    tmp_path: Path,
) -> None:
    tables = sample_rows(
        [
            SampleArticle("open", (aims("Birch Systems", "power"),)),
            SampleArticle("closed", (aims("Birch Systems", "night and day"),), rights="facts"),
        ]
    )
    one, other = tables["facts"]
    closed = one if one["object_value"] == "night and day" else other
    for claim in tables["claims"]:
        claim["fact_id"] = closed["fact_id"]
    tables["facts"] = [closed]
    tables["conflicts"] = []
    folder = _write(tmp_path, tables)
    assert rows(folder, "facts")[0]["object_value"] is None


def test_names_stay_but_long_ones_are_taken_for_sentences(tmp_path: Path) -> None:
    sentence = "One two three four five six seven eight nine ten eleven"
    tables = sample_rows(
        [SampleArticle("closed", (heads("Mara Quill", "Alder Labs"),), rights="facts", title=None)]
    )
    alder = next(e for e in tables["entities"] if e["name"] == "Alder Labs")
    person = next(e for e in tables["entities"] if e["name"] == "Mara Quill")
    alder["name"] = sentence
    person["name"] = sentence + " twelve"
    for fact in tables["facts"]:
        fact["object"], fact["subject"], fact["role"] = alder["name"], person["name"], sentence
    tables["claims"][0]["role"] = sentence
    tables["aliases"].append({**tables["aliases"][0], "alias": sentence})
    for alias in tables["aliases"]:
        if alias["entity_id"] == person["entity_id"]:
            alias["alias"] = sentence
    tables["aliases"].sort(key=lambda row: (row["entity_id"], row["alias"]))
    folder = _write(tmp_path, tables)
    names = {e["entity_id"]: e["name"] for e in rows(folder, "entities")}
    assert names[alder["entity_id"]] == "Alder Labs"
    assert names[person["entity_id"]] == f"Person {person['entity_id']}"
    [fact] = rows(folder, "facts")
    assert (fact["subject"], fact["object"]) == (
        names[person["entity_id"]],
        names[alder["entity_id"]],
    )
    assert fact["role"] is None and rows(folder, "claims")[0]["role"] is None
    assert [alias["alias"] for alias in rows(folder, "aliases")] == ["Alder Labs"]
    assert not leaks(folder, sentence)


def test_long_names_stay_where_nothing_is_withheld(tmp_path: Path) -> None:
    name = "The Royal Society for the Care of Small Boats and Their Ropes"
    tables = sample_rows([SampleArticle("open", (founded(name, 1900),))])
    folder = _write(tmp_path, tables)
    assert [e["name"] for e in rows(folder, "entities")] == [name]


def test_messages_about_closed_articles_lose_their_quotations(tmp_path: Path) -> None:
    words = "nobody asked the village what it wanted"
    tables = sample_rows(ARTICLES)
    for row in tables["rejected"]:
        if row["article_id"]:
            row["reason"] = f'No speaker (one of {words}) for "{words}".'
    folder = _write(tmp_path, tables)
    reasons = {r["article_id"]: r["reason"] for r in rows(folder, "rejected") if r["article_id"]}
    levels = {a["article_id"]: a["rights"] for a in rows(folder, "articles")}
    for article_id, reason in reasons.items():
        assert (words in reason) == (levels[article_id] == "full")


def test_findings_lose_their_quotations_where_an_article_is_closed(write: Write) -> None:
    finding = Finding("odd", Severity.WARNING, "Read “nobody asked the village what it wanted”.")
    folder, info = write()
    finish_release(folder, info, [finding])
    assert "village what" not in (folder / "validation.json").read_text("utf-8")
    assert "village what" not in (folder / "DATASHEET.md").read_text("utf-8")
    folder, info = write((ARTICLES[0],), name="open")
    finish_release(folder, info, [finding])
    assert "village what" in (folder / "validation.json").read_text("utf-8")


def test_manifest_leaves_out_titles_that_rights_withhold(write: Write) -> None:
    title = "What the closed article says in its headline"
    raw = {
        "rights": "full",
        "articles": {
            "review-4.txt": {"rights": "facts", "title": title},
            "wire-1.txt": {"title": "Open to all"},
        },
    }
    overrides = {
        "review-4.txt": ArticleOverride(None, Metadata(title=title), "facts"),
        "wire-1.txt": ArticleOverride(None, Metadata(title="Open to all"), None),
    }
    folder, _ = write(raw=raw, articles=overrides)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["dataset_yaml"]["articles"] == {
        "review-4.txt": {"rights": "facts"},
        "wire-1.txt": {"title": "Open to all"},
    }
    assert manifest["withheld"] == ["articles.review-4.txt.title"]
    assert raw["articles"]["review-4.txt"]["title"] == title  # type: ignore[index]
    only_titles = {"rights": "facts", "articles": {"review-4.txt": {"title": title}}}
    folder, _ = write(raw=only_titles, articles=overrides, name="titles")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert "articles" not in manifest["dataset_yaml"]


def test_an_article_that_is_not_known_counts_as_closed() -> None:
    ids = pa.chunked_array([["a-1", "a-2", None, "a-3", "a-33", "ü"]])
    for known, levels in (
        ([b"a-1", b"a-3"], [FULL, FACTS, FACTS, FULL, FACTS, FACTS]),
        ([], [FACTS] * 6),
    ):
        n = len(known)
        rights = ArticleRights(
            np.array(known, "S22"),
            np.full(n, FULL, np.int8),
            np.full(n, 9, np.int64),
            np.full(n, 7, np.int64),
            np.full(n, True),
        )
        places = rights.places(ids)
        assert rights.levels_at(places).tolist() == levels
        assert rights.longest_at(places).tolist() == [9 if level == FULL else 0 for level in levels]
        kept = [7 if level == FULL else 0 for level in levels]
        assert rights.sentences_at(places).tolist() == kept
        assert rights.titles_at(places).tolist() == [level == FULL for level in levels]


@given(
    keys=st.lists(st.integers(0, 60), unique=True).map(sorted),
    asked=st.lists(st.integers(0, 60)).map(sorted),
    cuts=st.tuples(st.integers(1, 7), st.integers(1, 7)),
)
def test_sorted_places_find_what_a_dictionary_finds(
    keys: list[int], asked: list[int], cuts: tuple[int, int]
) -> None:
    known = {f"k{key:02}": key % 3 for key in keys}

    def stream() -> Iterator[tuple[Any, Any]]:
        items = list(known.items())
        for start in range(0, len(items), cuts[0]):
            part = items[start : start + cuts[0]]
            yield np.array([k.encode() for k, _ in part]), np.array([v for _, v in part])

    places = SortedPlaces(stream())
    found: list[int] = []
    names = [f"k{key:02}" for key in asked]
    for start in range(0, len(names), cuts[1]):
        found += places.of(pa.chunked_array([names[start : start + cuts[1]]])).tolist()
    assert found == [known.get(name, UNKNOWN) for name in names]


def test_sorted_places_refuse_keys_that_go_back() -> None:
    stream = iter([(np.array([b"a", b"b"]), np.array([0, 0]))])
    with pytest.raises(FactpackError, match="not sorted"):
        SortedPlaces(stream).of(pa.chunked_array([["b", "a"]]))


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("a 'short one' stays", "a 'short one' stays"),
        ("“one two three four five”!", "[words withheld]!"),
        ("‘one two three four five’", "[words withheld]"),
        ("«one two three four five»", "[words withheld]"),
        ("`one two three four five`", "[words withheld]"),
        ("'one two\\'s three \"four\" five' six", "[words withheld] six"),
        ("it's one two three four isn't it", "it's one two three four isn't it"),
        ('unclosed "one two three four five', 'unclosed "one two three four five'),
    ],
)
def test_quotations_are_cut(message: str, left: str) -> None:
    assert cut_quoted(message) == left


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("The object (a b) is odd.", "The object [words withheld] is odd."),
        ("The object 'a' is odd.", "The object [words withheld] is odd."),
        ("Odd [a (b) c].", "Odd [words withheld]."),
        ("No speaker.", "No speaker."),
        ("It isn't known.", "It isn't known."),
        # Words with marks of their own, as Python and as people quote them.
        ("Odd: 'it\\'s what \"she\" said' here.", "Odd: [words withheld] here."),
        ("Odd: \"what “she” said\" and 'so on' here.", "Odd: [words withheld] here."),
        ('Odd: "what she said', "Odd: [words withheld]"),
        ("Odd: [words withheld] here.", "Odd: [words withheld] here."),
    ],
)
def test_rows_about_closed_articles_lose_every_quotation(message: str, left: str) -> None:
    assert cut_all_quoted(message) == left


@pytest.mark.parametrize("mark", ['"', '\\"', "'", "“", "«", "`", "a'", "(", "[", "(["])
def test_hostile_text_is_cut(mark: str) -> None:
    text = mark * (200_000 // len(mark))
    for left in (cut_quoted(text), cut_all_quoted(text)):
        assert set(left.replace("[words withheld]", "")) <= set(mark)


WORDS = st.sampled_from(
    "harbour winter ledger copper meadow engine lantern pepper violet anchor thistle marble"
    " orchard saddle timber velvet walnut zephyr cobalt ferry".split()
)
PHRASE = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
NAME = st.sampled_from(["Alder Labs", "Birch Systems", "Cedar Works"])
SENTENCE = st.one_of(
    st.builds(founded, NAME, st.integers(1900, 2020)),
    st.builds(invested, NAME, NAME, st.integers(1, 99)),
    st.builds(aims, NAME, PHRASE),
    st.builds(said, PHRASE, st.just("Mara Quill")),
)


@settings(max_examples=12, deadline=None)
@given(
    closed=st.lists(st.lists(SENTENCE, min_size=1, max_size=4), min_size=1, max_size=3),
    titles=st.lists(PHRASE, min_size=3, max_size=3),
    opened=st.lists(
        st.sampled_from([aims("Dogwood", "green tea"), founded("Elm", 1999)]), max_size=2
    ),
)
def test_no_run_of_words_of_a_closed_article_is_anywhere_in_the_release(
    closed: list[list[Any]], titles: list[str], opened: list[Any]
) -> None:
    withheld = [
        SampleArticle(f"closed-{i}", tuple(sentences), title=titles[i], rights="facts")
        for i, sentences in enumerate(closed)
    ]
    articles = [*withheld, SampleArticle("open", (*opened, heads("Mara Quill", "Elm")), title=None)]
    with TemporaryDirectory() as folder:
        release = _write(Path(folder), sample_rows(articles))
        for article in withheld:
            assert leaks(release, article_text(article)) == []


def test_a_leak_would_be_seen(tmp_path: Path) -> None:
    article = SampleArticle("open", (aims("Alder Labs", "copper and coal for the whole coast"),))
    release = _write(tmp_path, sample_rows([article]))
    assert {name for name, _ in leaks(release, article_text(article))} >= {
        "README.md",
        "articles.csv",
        "articles-00000-of-00001.parquet",
    }


def test_rights_of_every_article_are_read(tmp_path: Path) -> None:
    rights = read_rights(write_tables(tmp_path / "tables", sample_rows()))
    assert sorted(rights.levels.tolist()) == [0, 0, 0, 1, 2]
    assert rights.withholds


def test_every_table_with_verbatim_words_is_seen_to(tmp_path: Path) -> None:
    from factpack.release.rights import edits

    tables = write_tables(tmp_path / "tables", sample_rows())
    seen = edits(tables, read_rights(tables))
    # Statements are made of the rows that are published.
    carry = {table for table in table_names() if word_columns(table)} - {"statements"}
    assert carry <= set(seen)


def _write(folder: Path, tables: dict[str, list[dict[str, Any]]]) -> Path:
    staging = folder / "release"
    staging.mkdir()
    write_release(
        write_tables(folder / "tables", tables),
        sample_dataset(folder),
        staging,
        version="1.0.0",
        released=DAY,
        run=RUN,
    )
    return staging
