"""RSS, Atom and RDF: an article an item, and a feed that means harm costs little."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.read.conftest import MakeDataset

from factpack.config import Source
from factpack.model import RawArticle, Rejected
from factpack.normalise import normalise
from factpack.read import read_articles
from factpack_validators import feeds
from factpack_validators.feeds import CHANGED
from factpack_validators.findings import Finding

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Merrow Post</title><language>en-gb</language>
<image><title>A picture</title></image>
<item><title>Tarn &amp; Quillet</title><link>https://post.example/1</link>
<description>Tarn buys&hellip;</description>
<content:encoded><![CDATA[<p>Tarn buys <b>Quillet</b>.</p>]]></content:encoded>
<pubDate>Thu, 04 Mar 2021 08:00:00 GMT</pubDate><dc:creator>Ilse Brandt</dc:creator>
<guid isPermaLink="false">post-1</guid></item>
<item><title>Fog</title><guid>https://post.example/2</guid>
<description>Fog came&nbsp;in.</description><dc:date>2021-03-05</dc:date></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Merrow Blog</title>
<link rel="self" href="https://blog.example/feed"/>
<entry><title>Rain</title><id>tag:blog.example,2021:1</id>
<link rel="enclosure" href="https://blog.example/a.mp3"/><link href="https://blog.example/rain"/>
<author><name>Omar Reyes</name></author><updated>2021-04-05T06:07:08Z</updated>
<rights>All of them</rights><summary>Rain.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rain &amp; wind
<i>fell</i>.</p></div></content></entry></feed>
"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>Old Post</title></channel>
<item rdf:about="https://old.example/1"><title>Snow</title><link>https://old.example/1</link>
<description>Snow lay on the quay.</description></item></rdf:RDF>
"""


def read(
    make_dataset: MakeDataset, name: str, data: str | bytes, **more: Any
) -> list[RawArticle | Rejected | Finding]:
    return list(read_articles(make_dataset({name: data}, Source("**", **more))))


def articles(items: list[Any]) -> list[RawArticle]:
    return [item for item in items if isinstance(item, RawArticle)]


def rejected(items: list[Any]) -> list[tuple[str, str]]:
    return [(item.source, item.check_code) for item in items if isinstance(item, Rejected)]


def codes(items: list[Any]) -> list[str]:
    return [item.code for item in items if isinstance(item, Finding)]


def test_items_of_rss_are_articles(make_dataset: MakeDataset) -> None:
    items = read(make_dataset, "a.rss", RSS)
    first, second = articles(items)
    about = first.metadata
    assert (about.title, about.publisher, about.author) == (
        "Tarn & Quillet",
        "The Merrow Post",
        "Ilse Brandt",
    )
    assert (about.url, str(about.published_on), about.language) == (
        "https://post.example/1",
        "2021-03-04",
        "en",
    )
    assert (first.source, first.source_id) == ("a.rss#1", "post-1")
    assert normalise(first).text == "Tarn buys Quillet."
    assert normalise(second).text == "Fog came in."
    assert (second.metadata.url, str(second.metadata.published_on)) == (
        "https://post.example/2",
        "2021-03-05",
    )
    assert codes(items) == ["feed-description"]


def test_entries_of_atom_are_articles(make_dataset: MakeDataset) -> None:
    items = read(make_dataset, "a.xml", ATOM)
    [first] = articles(items)
    about = first.metadata
    assert normalise(first).text == "Rain & wind fell."
    assert (about.title, about.publisher, about.author, about.language) == (
        "Rain",
        "Merrow Blog",
        "Omar Reyes",
        "de",
    )
    assert (about.url, about.rights) == ("https://blog.example/rain", "full")
    assert (str(about.published_on), about.published_basis) == ("2021-04-05", CHANGED)


def test_items_beside_their_channel_are_articles(make_dataset: MakeDataset) -> None:
    [first] = articles(read(make_dataset, "a.rdf", RDF))
    assert (first.text, first.metadata.publisher) == ("Snow lay on the quay.", "Old Post")


def test_another_element_may_be_mapped(make_dataset: MakeDataset) -> None:
    first, second = articles(read(make_dataset, "a.rss", RSS, columns={"text": "description"}))
    assert (first.text, second.text) == ("Tarn buys…", "Fog came\xa0in.")


@pytest.mark.parametrize(
    ("stated", "codec", "encoding"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("windows-1250", "cp1250", "cp1250"),
        ("utf-16", "utf-8", "utf-8"),
        ("klingon", "utf-8", "utf-8"),
    ],
)
def test_bytes_go_before_what_a_feed_says_of_them(
    make_dataset: MakeDataset, stated: str, codec: str, encoding: str
) -> None:
    text = RSS.replace('encoding="utf-8"', f'encoding="{stated}"').replace("Fog came", "Łódź")
    [_, second] = articles(read(make_dataset, "a.rss", text.encode(codec)))
    assert (second.text, second.encoding) == ("Łódź\xa0in.", encoding)


def test_what_stands_before_a_broken_place_is_read(make_dataset: MakeDataset) -> None:
    items = read(make_dataset, "a.rss", RSS.replace("</title><guid>", "</titel><guid>"))
    assert [a.source for a in articles(items)] == ["a.rss#1"]
    assert rejected(items) == [("a.rss", "feed-broken")]


@pytest.mark.parametrize("text", ["<a><b/></a>", "Fog on the harbour.", "<rss", ""])
def test_what_is_no_feed_is_rejected(make_dataset: MakeDataset, text: str) -> None:
    items = read(make_dataset, "a.xml", text)
    assert not articles(items)
    assert [code for _, code in rejected(items)] == ["feed-broken"]


def test_characters_that_xml_has_not_are_left_out(make_dataset: MakeDataset) -> None:
    [_, second] = articles(read(make_dataset, "a.rss", RSS.replace("Fog came", "Fo\x00g\x0b came")))
    assert second.text == "Fog came\xa0in."


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DECLARED = [
    f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>',
    '<!DOCTYPE rss [<!ENTITY l11 SYSTEM "SECRET">]>',
    '<!DOCTYPE rss [<!ENTITY % all SYSTEM "SECRET">%all;]>',
]


@pytest.mark.parametrize("declared", DECLARED)
def test_no_entity_is_expanded(make_dataset: MakeDataset, declared: str, tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the words of another file")
    text = RSS.replace("<!DOCTYPE rss>", declared.replace("SECRET", secret.as_uri()))
    items = read(make_dataset, "a.rss", text.replace("Fog came", "&l11;"))
    assert not [a for a in articles(items) if a.source.startswith("a.rss")]
    assert ("a.rss", "feed-broken") in rejected(items)


def test_no_document_type_elsewhere_is_read(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a feed made a request")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    outside = '<!DOCTYPE rss SYSTEM "https://outside.example/rss.dtd">'
    assert len(articles(read(make_dataset, "a.rss", RSS.replace("<!DOCTYPE rss>", outside)))) == 2


def test_elements_nest_as_deep_as_they_like_at_little_cost(make_dataset: MakeDataset) -> None:
    deep = RSS.replace("Fog came&nbsp;in.", "<a>" * 200_000)
    begin = time.process_time()
    items = read(make_dataset, "a.rss", deep)
    assert time.process_time() - begin < 5
    assert [a.source for a in articles(items)] == ["a.rss#1"]
    assert rejected(items) == [("a.rss", "feed-broken")]


@pytest.mark.parametrize("tag", ['<b a="{}"/>', "<!--{}-->", "<?b {}?>"])
def test_a_tag_without_end_costs_little(make_dataset: MakeDataset, tag: str) -> None:
    long = RSS.replace("Fog came&nbsp;in.", tag.format("x" * 50_000_000))
    begin = time.process_time()
    items = read(make_dataset, "a.rss", long)
    assert time.process_time() - begin < 5
    assert [a.source for a in articles(items)] == ["a.rss#1"]
    assert rejected(items) == [("a.rss", "feed-broken")]


def test_a_picture_within_a_tag_ends_no_feed(make_dataset: MakeDataset) -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 3_000_000}"/>'
    items = read(make_dataset, "a.rss", RSS.replace("Fog came", f"{picture}Fog came"))
    assert [a.source for a in articles(items)] == ["a.rss#1", "a.rss#2"]


def test_an_item_may_not_be_larger_than_an_article(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "ITEM_LIMIT", 1000)
    items = read(make_dataset, "a.rss", RSS.replace("Fog came", "Fog " * 1000))
    assert [a.source for a in articles(items)] == ["a.rss#1"]
    assert rejected(items) == [("a.rss", "feed-broken")]
