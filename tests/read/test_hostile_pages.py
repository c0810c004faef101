"""A page that means harm costs little, opens nothing, and harms no other."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

import pytest
from tests.read.archives import record
from tests.read.conftest import MakeDataset
from tests.read.pages import BODY, PAGE, PARAGRAPHS, TITLE, page

from factpack.model import RawArticle, Rejected
from factpack.normalise import normalise
from factpack.pages import apart
from factpack.pages.align import align
from factpack.pages.main_text import read_page
from factpack.pages.source import read_source
from factpack.read import read_articles


def rejected(items: list[Any]) -> list[tuple[str, str]]:
    return [(i.source, i.check_code) for i in items if isinstance(i, Rejected)]


def sources(items: list[Any]) -> list[str]:
    return [i.source for i in items if isinstance(i, RawArticle)]


def test_ten_thousand_nested_tags_break_nothing(make_dataset: MakeDataset) -> None:
    deep = page("<div>" * 10_000 + BODY + "</div>" * 10_000)
    items = list(read_articles(make_dataset({"a.html": deep, "b.html": PAGE})))
    assert sources(items)[-1] == "b.html"
    assert rejected(items) in ([], [("a.html", "article-empty")])


def test_entities_of_xml_are_never_expanded(make_dataset: MakeDataset, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the words of another file")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = (
        f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    )
    body = BODY.replace("Shares rose.", "Shares rose by &l11; and &file; on the day.", 2)
    text = '<?xml version="1.0"?>\n' + page(body).replace("<!DOCTYPE html>", doctype)
    [raw] = [i for i in read_articles(make_dataset({"a.xhtml": text})) if isinstance(i, RawArticle)]
    words = normalise(raw).text
    assert len(words) < 2 * len(PAGE)
    assert "another file" not in words


def test_no_request_is_made_because_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a page made a request")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    outside = "https://outside.example"
    head = (
        f'<base href="{outside}/"><link rel="stylesheet" href="{outside}/a.css">'
        f'<link rel="canonical" href="{outside}/x"><meta http-equiv="refresh" content="0; '
        f'url={outside}/y"><link rel="amphtml" href="{outside}/amp">'
    )
    body = f'<img src="{outside}/a.png"><iframe src="{outside}/f"></iframe>{BODY}'
    doctype = f'<!DOCTYPE html SYSTEM "{outside}/html.dtd">'
    found = read_page(page(body, head).replace("<!DOCTYPE html>", doctype), f"{outside}/z")
    assert found.kept


def test_a_page_that_takes_too_long_is_rejected_and_the_next_is_read(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "MAX_SECONDS", 1)
    slow = page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">x</p>{BODY}")
    items = list(read_articles(make_dataset({"a.html": slow, "b.html": PAGE})))
    assert rejected(items) == [("a.html", "article-too-costly")]
    assert sources(items) == ["b.html"]


def test_a_page_that_takes_too_much_memory_is_rejected_and_the_next_is_read(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = list(read_articles(make_dataset({"b.html": PAGE})))  # the reader is there already
    monkeypatch.setattr(apart, "MAX_MEMORY", 30 * 2**20)
    large = page(BODY + "<ul>" + "<li>Yes it is.</li>" * 60_000 + "</ul>")
    items = list(read_articles(make_dataset({"a.html": large, "b.html": PAGE})))
    assert rejected(items) == [("a.html", "article-too-costly")]
    assert sources(items) == ["b.html"]


def test_a_page_that_is_read_again_costs_nothing_and_gives_the_same(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = page(BODY.replace("Tarn", "Twice"))
    first = list(read_articles(make_dataset({"a.html": twice})))

    def refuse(*args: object) -> None:
        raise AssertionError("the page was read again")

    monkeypatch.setattr(apart._CHILD, "read", refuse)
    assert list(read_articles(make_dataset({"a.html": twice}))) == first


def test_a_page_beyond_the_limit_of_size_is_not_even_looked_at(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factpack.read.page_article.MAX_PAGE_CHARS", 10_000)
    items = list(read_articles(make_dataset({"a.html": page(BODY * 9), "b.html": PAGE})))
    assert rejected(items) == [("a.html", "article-too-large")]
    assert sources(items) == ["b.html"]


def test_addresses_and_names_of_a_page_lead_nowhere(make_dataset: MakeDataset) -> None:
    """What a page or a record calls itself names rows, never files."""
    up = (
        '<link rel="canonical" href="file:///etc/passwd"><meta property="og:url" content="../../x">'
    )
    archive = record("conversion", b"Fog came over the harbour.", "../../../etc/passwd")
    data = {"a.html": page(head=up), "b.wet": archive}
    known = {
        i.source: (i.metadata.url, i.source_id.startswith("sha256:") or i.source_id == i.source)
        for i in read_articles(make_dataset(data))
        if isinstance(i, RawArticle)
    }
    assert known == {"a.html": (None, True), "b.wet#1": (None, True)}


@pytest.mark.parametrize(
    "unit",
    ["<", "<!--", '<p ">"', "<script ", "<p '", "&amp", "</", "<a title='>'>", "<svg>", "<?"],
)
def test_the_cost_of_finding_the_words_is_linear(unit: str) -> None:
    def seconds(n: int) -> float:
        raw = f"<p>{TITLE}</p>" + unit * (n // len(unit))
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            read_source(raw)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(800_000) < 16 * max(seconds(100_000), 0.005)


def test_hidden_text_and_reordering_marks_do_not_reach_the_text(make_dataset: MakeDataset) -> None:
    body = BODY.replace("Shares rose.", "Sha\u200bres\u202e ro\u00adse.", 3)
    body = body.replace("<h2>", "<template><p>Shares fell.</p></template><h2>")
    [raw, *_] = read_articles(make_dataset({"a.html": page(body)}))
    assert isinstance(raw, RawArticle)
    assert normalise(raw).text.split("\n\n")[1:] == list(PARAGRAPHS)


def test_words_found_one_by_one_in_a_long_paragraph_cost_little() -> None:
    words = [f"w{number}" for number in range(5_800)]
    source = read_source(f"<p>{' '.join(words)}</p>")
    told = [word if number % 5 else "other" for number, word in enumerate(words)]
    begin = time.process_time()
    found = align([[" ".join(told[n : n + 1000])] for n in range(0, len(told), 1000)], source)
    assert time.process_time() - begin < 8  # 0.5 seconds where nothing else runs, 28 once
    assert (len(found.kept), found.n_lost) == (1_160, 1_160)
