"""The article of a saved page: its words, each at its place in the page, and what the page says."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pytest
from tests.read.conftest import MakeDataset
from tests.read.pages import BODY, CANONICAL, PAGE, PARAGRAPHS, TITLE, linked, page, saved

from factpack.model import Article, RawArticle, Rejected
from factpack.normalise import normalise
from factpack.pages import main_text
from factpack.pages.source import squeezed
from factpack.read import list_sources, read_articles
from factpack_validators.findings import Finding


def read_one(make_dataset: MakeDataset, content: bytes | str, name: str = "a.html") -> RawArticle:
    [item, *findings] = read_articles(make_dataset({name: content}))
    assert isinstance(item, RawArticle), (item, findings)
    return item


def assert_leads_back(article: Article) -> None:
    """Every word of the text stands in the page where its segment says."""
    for segment in article.segments:
        if segment.kept:
            theirs = html.unescape(article.raw.text[segment.raw_start : segment.raw_end])
            assert squeezed(theirs) == squeezed(article.text[segment.start : segment.end]), segment


def text_of(make_dataset: MakeDataset, content: bytes | str) -> Sequence[str]:
    article = normalise(read_one(make_dataset, content))
    assert_leads_back(article)
    return article.text.split("\n\n")


def test_quotes_lists_figures_of_tables_and_the_last_paragraph_survive(
    make_dataset: MakeDataset,
) -> None:
    assert text_of(make_dataset, PAGE) == [TITLE, *PARAGRAPHS]


def test_what_is_said_twice_stands_where_its_neighbours_are(make_dataset: MakeDataset) -> None:
    article = normalise(read_one(make_dataset, PAGE))
    start = article.text.index("Shares rose.")
    [segment] = [s for s in article.segments if s.kept and s.start == start]
    assert PAGE[segment.raw_start - 3 : segment.raw_end] == "<p>Shares rose."
    assert segment.raw_start > PAGE.index("harbour board")


def test_tags_say_what_is_a_heading(make_dataset: MakeDataset) -> None:
    article = normalise(read_one(make_dataset, PAGE))
    kinds = {article.text[b.start : b.end]: b.kind for b in article.blocks}
    assert kinds[TITLE] == "title"
    assert [text for text, kind in kinds.items() if kind == "heading"] == ["What it costs"]


def test_every_part_of_the_page_is_accounted_for(make_dataset: MakeDataset) -> None:
    article = normalise(read_one(make_dataset, PAGE))
    covered = bytearray(len(PAGE))
    for segment in article.segments:
        covered[segment.raw_start : segment.raw_end] = b"\1" * (segment.raw_end - segment.raw_start)
    assert not [
        c for c, is_covered in zip(PAGE, covered, strict=True) if not is_covered and c.strip()
    ]
    outside = [s for s in article.segments if (s.reason or "").startswith("outside the main text")]
    assert outside and all(str(main_text.reader()) in str(s.reason) for s in outside)


@pytest.mark.parametrize(
    ("head", "key", "expected"),
    [
        (linked(), "author", "Ilse Brandt, Omar Reyes"),
        (linked(author={"name": "Desk"}), "author", "Desk"),
        (linked(), "publisher", "The Merrow Post"),
        (linked(), "published_on", "2021-03-04"),
        (linked(), "published_basis", "page"),
        ('<meta property="article:published_time" content="2020-02-03T04:00Z">', "published_on",
         "2020-02-03"),
        ('<meta property="og:site_name" content="Harbour Wire">', "publisher", "Harbour Wire"),
        (CANONICAL, "url", "https://post.example/2021/tarn-quillet"),
        ('<meta property="og:url" content="https://post.example/o">', "url",
         "https://post.example/o"),
        ('<link rel="canonical" href="javascript:alert(1)">', "url", None),
        ('<link rel="canonical" href="/2021/x">', "url", None),
        ('<script type="application/ld+json">{"@graph": [{"@type": ["Report"], "datePublished": '
         '"2019-05-06"}, {"@type": "NewsArticle", "datePublished": "2018-01-01"}]}</script>',
         "published_on", "2019-05-06"),
        ('<script type="application/ld+json">{broken</script>' + linked(), "author",
         "Ilse Brandt, Omar Reyes"),
        ('<script type="application/ld+json">' + "[" * 5000 + "</script>", "author", None),
        ("", "language", "en"),
        ("", "title", TITLE),
    ],
)  # fmt: skip
def test_markup_tells(make_dataset: MakeDataset, head: str, key: str, expected: str | None) -> None:
    body = BODY.replace('<p class="byline">By Ilse Brandt</p>', "")
    known = read_one(make_dataset, page(body, head)).metadata
    found = getattr(known, key)
    assert (str(found) if found is not None else None) == expected


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        (linked(), {"page-licensed", "page-paywalled"}),
        (linked(isAccessibleForFree=True, license=None), set()),
        (linked(isAccessibleForFree="False", license="ours alone"), {"page-paywalled"}),
        ('<meta property="article:content_tier" content="metered">', {"page-paywalled"}),
        ('<meta property="article:content_tier" content="free">', set()),
        (
            '<link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">',
            {"page-licensed"},
        ),
    ],
)
def test_what_a_page_says_of_its_use_is_told(
    make_dataset: MakeDataset, head: str, codes: set[str]
) -> None:
    items = list(read_articles(make_dataset({"a.html": page(head=head)})))
    told = {i.code: i.message for i in items if isinstance(i, Finding)}
    assert set(told) == codes
    assert "CC BY" in told.get("page-licensed", "CC BY")


def test_microdata_tells_when_nothing_else_does(make_dataset: MakeDataset) -> None:
    stamp = '<time itemprop="datePublished" datetime="2017-08-09">nine days later</time>'
    known = read_one(make_dataset, page(BODY.replace("<h2>", f"{stamp}<h2>"))).metadata
    assert str(known.published_on) == "2017-08-09"


def test_a_date_of_the_page_that_no_markup_states_is_told_as_such(
    make_dataset: MakeDataset,
) -> None:
    body = BODY.replace("</h1>", '</h1><p class="date">Published on 7 June 2016</p>')
    known = read_one(make_dataset, page(body)).metadata
    assert (str(known.published_on), known.published_basis) == (
        "2016-06-07",
        "page, found by htmldate",
    )


@pytest.mark.parametrize(
    ("encoding", "said", "expected"),
    [
        ("utf-8", "iso-8859-1", ("utf-8", "valid")),
        ("cp1252", "utf-8", ("cp1252", "detected")),
        ("cp1252", "iso-8859-1", ("cp1252", "declared")),
        ("cp1251", "windows-1251", ("cp1251", "declared")),
        ("cp1252", "utf-16", ("cp1252", "detected")),
        ("cp1252", "utf_16", ("cp1252", "detected")),
        ("cp1252", "unicode_escape", ("cp1252", "detected")),
        ("cp1252", "undefined", ("cp1252", "detected")),
        ("cp1252", "no-such-code", ("cp1252", "detected")),
        ("utf-16", "utf-8", ("utf-16-le", "bom")),
    ],
)
def test_what_the_bytes_are_goes_before_what_the_page_says(
    make_dataset: MakeDataset, encoding: str, said: str, expected: tuple[str, str]
) -> None:
    body = BODY.replace("&pound;", "£" if encoding != "cp1251" else "Ж").replace("&mdash;", "—")
    data = page(body, f'<meta charset="{said}">').encode(encoding)
    raw = read_one(make_dataset, data)
    assert (raw.encoding, raw.encoding_basis) == expected
    assert ("£30" if encoding != "cp1251" else "Ж30") in normalise(raw).text


def test_a_reference_to_a_space_alone_parts_words(make_dataset: MakeDataset) -> None:
    body = BODY.replace("<b>Quillet</b>&nbsp;Works", "<b>Quillet</b><i>&nbsp;</i><b>Works</b>")
    assert text_of(make_dataset, page(body)) == [TITLE, *PARAGRAPHS]


def test_a_page_that_a_browser_saved_with_all_its_parts(make_dataset: MakeDataset) -> None:
    raw = read_one(make_dataset, saved(page(), "https://post.example/saved"), "a.mhtml")
    assert normalise(raw).text.split("\n\n") == [TITLE, *PARAGRAPHS]
    assert raw.metadata.url == "https://post.example/saved"
    assert raw.text == page()


@pytest.mark.parametrize("cut", [0, 30, 200, 400])
def test_a_broken_one_is_rejected_or_read_as_far_as_it_goes(
    make_dataset: MakeDataset, cut: int
) -> None:
    data = saved(page(), "https://post.example/saved")
    items = list(read_articles(make_dataset({"a.mhtml": data[:cut] + b"\0" + data[cut + 9 :]})))
    assert any(isinstance(item, (RawArticle, Rejected)) for item in items)


def test_what_no_tag_follows_is_read_too(make_dataset: MakeDataset) -> None:
    cut = PAGE[: PAGE.index("</p></article>")]
    assert text_of(make_dataset, cut) == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize("body", ["<p></p><script>var words = 1;</script>", "<p>* – </p>", "<"])
def test_a_page_without_words_is_rejected(make_dataset: MakeDataset, body: str) -> None:
    page_of_nothing = f"<html><body>{body}"
    [item, *_] = read_articles(make_dataset({"a.html": page_of_nothing}))
    assert isinstance(item, Rejected)
    assert item.check_code == "article-empty"


def test_without_the_library_one_finding_says_what_to_install(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factpack.read.articles.is_installed", lambda library: False)
    monkeypatch.setattr("factpack.read.page_article.reader", lambda: None)
    items = list(read_articles(make_dataset({"a.html": PAGE, "b.htm": PAGE, "c.txt": "Fog."})))
    told = [i for i in items if isinstance(i, Finding)]
    assert [(f.code, "2 files" in f.message) for f in told] == [("extra-missing", True)]
    assert 'pip install "factpack[html]"' in (told[0].advice or "")
    assert [i.check_code for i in items if isinstance(i, Rejected)] == ["extra-missing"] * 2
    assert [i.source for i in items if isinstance(i, RawArticle)] == ["c.txt"]


def test_endings_of_pages(make_dataset: MakeDataset) -> None:
    files = list_sources(make_dataset(dict.fromkeys(["a.html", "b.HTM", "c.xhtml.gz"], "x")))
    assert [file.format for file in files] == ["html"] * 3
