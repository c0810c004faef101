"""Paragraphs that stand in many articles of an outlet are its furniture; what two share is not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from factpack.model import Metadata, RawArticle, Rejected
from factpack.normalise import normalise, standing
from factpack.normalise.standing import find_standing, mark_standing

BOX = "See how our photographers spent a night among gulls, in nine pictures from the north pier."
LINES = ["Now playing: the ferry", "Gulls of the week", BOX]


def article(number: int, *extra: str, publisher: str | None = "Courier") -> RawArticle:
    body = (
        f"The ferry number {number} waited at quay {number} for the fog to lift, and its crew of "
        f"{number} slept on deck until the harbour master came with {number} lanterns at dawn."
    )
    return RawArticle(
        source=f"{publisher}/{number}.txt",
        source_id=f"{publisher}/{number}",
        text="\n\n".join([body, *extra]),
        text_start=0,
        raw_sha256="0" * 64,
        encoding="utf-8",
        encoding_basis="valid",
        metadata=Metadata(publisher=publisher, language="en"),
    )


def texts(articles: Sequence[RawArticle], folder: Path) -> dict[str, str]:
    found = find_standing(articles, folder / "counts")
    marked = mark_standing(articles, found)
    return {raw.source: normalise(raw).text for raw in marked}


def test_what_stands_in_many_articles_of_an_outlet_goes_with_its_reason(tmp_path: Path) -> None:
    articles = [article(number, *(LINES if number % 2 else ())) for number in range(12)]
    found = find_standing(articles, tmp_path / "counts")
    for raw in mark_standing(articles, found):
        done = normalise(raw)
        assert done.text == raw.text.partition("\n\n")[0]
        gone = {
            raw.text[segment.raw_start : segment.raw_end]: (segment.kind, segment.reason)
            for segment in done.segments
            if not segment.kept
        }
        if raw.text.endswith(BOX):
            assert gone[BOX] == ("repeat", "stands in many articles of the outlet")
            assert gone["Now playing: the ferry"][0] == "repeat"


@pytest.mark.parametrize("n_shared", [2, 3])
def test_a_sentence_that_some_articles_share_survives(tmp_path: Path, n_shared: int) -> None:
    shared = [
        "“We waited all night,” said Ana Quay, the harbour master.",
        "Correction: an earlier version gave the wrong number of lanterns.",
        "The harbour was founded by Bo Mole in 1871 and has belonged to the town ever since then.",
    ]
    articles = [article(n, *(shared if n < n_shared else ())) for n in range(9)]
    for source, text in texts(articles, tmp_path).items():
        assert text == next(raw.text for raw in articles if raw.source == source)


def test_a_quote_survives_however_many_print_it(tmp_path: Path) -> None:
    quote = "“We waited all night, and nobody came but the fog,” said Ana Quay, the harbour master."
    articles = [article(n, quote) for n in range(20)]
    assert all(text.endswith(quote) for text in texts(articles, tmp_path).values())


def test_what_is_said_of_a_running_story_survives(tmp_path: Path) -> None:
    story = (
        "The harbour was founded by Bo Mole in 1871 and has belonged to the town ever since then."
    )
    articles = [article(n, *([story] if n < 12 else [])) for n in range(60)]
    found = texts(articles, tmp_path)
    assert sum(text.endswith(story) for text in found.values()) == 12


def test_copies_and_later_versions_make_no_furniture_of_their_words(tmp_path: Path) -> None:
    copies = [article(7, *LINES[:1], f"Version {n}.") for n in range(10)]
    assert all("Now playing" in text for text in texts(copies, tmp_path).values())


def test_outlets_are_counted_apart(tmp_path: Path) -> None:
    articles = [
        article(n, "Now playing: the ferry", publisher=f"Outlet {n % 10}") for n in range(30)
    ]
    assert all("Now playing" in text for text in texts(articles, tmp_path).values())


def test_an_outlet_is_known_by_its_address(tmp_path: Path) -> None:
    articles = [
        replace(
            article(n, *LINES, publisher=None),
            source=f"{n}.txt",
            metadata=Metadata(url=f"https://www.bay.example/{n}"),
        )
        for n in range(6)
    ]
    assert all("Now playing" not in text for text in texts(articles, tmp_path).values())


def test_failed_scrapes_of_different_articles_are_empty(tmp_path: Path) -> None:
    scrapes = [
        replace(
            article(n),
            text="Please switch on JavaScript to read on",
            metadata=Metadata(publisher="Courier", title=f"Ferry {n} waits"),
        )
        for n in range(5)
    ]
    found = texts([*scrapes, *(article(n) for n in range(5, 20))], tmp_path)
    assert [found[raw.source] for raw in scrapes] == [""] * 5


def test_the_known_title_stays(tmp_path: Path) -> None:
    articles = [
        replace(
            article(n),
            text="Morning at the quay\n\n" + article(n).text,
            metadata=Metadata(publisher="Courier", title="Morning at the quay"),
        )
        for n in range(8)
    ]
    assert all(text.startswith("Morning") for text in texts(articles, tmp_path).values())


def test_order_and_memory_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [
        article(n, *random.Random(n).sample(LINES, n % 4), publisher=f"Outlet {n % 3}")
        for n in range(90)
    ]
    whole = find_standing(articles, tmp_path / "a")
    monkeypatch.setattr(standing, "_ROWS", 10)
    for seed in range(3):
        shuffled = random.Random(seed).sample(articles, len(articles))
        assert find_standing(shuffled, tmp_path / f"b{seed}") == whole
    assert sum(map(len, whole.values())) == 9
    assert find_standing([], tmp_path / "c") == {}


def test_what_is_no_article_passes(tmp_path: Path) -> None:
    rejected = Rejected("file", "a.bin", "file-not-text", "No.")
    found = find_standing([article(n, *LINES) for n in range(9)], tmp_path / "counts")
    assert list(mark_standing([rejected], found)) == [rejected]


def test_an_article_of_many_lines_costs_no_more_than_its_length(tmp_path: Path) -> None:
    long = replace(article(1), text="\n\n".join(f"Line {n} of the log" for n in range(10_000)))
    longer = replace(long, text=long.text + "\n\n" + "The ferry waits. " * 10_000)
    assert find_standing([long, longer], tmp_path / "counts") == {}
