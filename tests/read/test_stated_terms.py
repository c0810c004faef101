"""What articles state of their last change and of who may read and use them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml.html import fromstring
from tests.read.conftest import MakeDataset
from tests.read.pages import linked, page

from factpack.config import Source
from factpack.model import RawArticle
from factpack.pages.markup import stated_by
from factpack.read import read_articles
from factpack.read.metadata import read_metadata, without_prose
from factpack.read.notes import Notes
from factpack_validators.findings import Finding

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
ITEM = (
    '<rss version="2.0" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:cc="http://web.resource.org/cc/"><channel><title>Post</title><item><title>Fog</title>'
    "<description>Fog came in.</description><pubDate>Thu, 04 Mar 2021 08:00:00 GMT</pubDate>"
    "<dcterms:modified>2021-03-06</dcterms:modified>"
    f"<cc:license>{CC_BY}</cc:license></item></channel></rss>"
)
RECORD = {"text": "Fog.", "date_modify": "2021-03-06 09:00", "license": CC_BY, "free_access": False}
FRONT = f"---\nmodified: 2021-03-06\nlicense: {CC_BY}\nis_accessible_for_free: no\n---\nFog.\n"


def stated(article: RawArticle) -> tuple[str | None, str | None, bool | None]:
    about = article.metadata
    day = about.modified_on.isoformat() if about.modified_on else None
    return day, about.license, about.is_accessible_for_free


@pytest.mark.parametrize(
    ("name", "data", "free"),
    [
        ("a.html", page(head=linked()), False),
        ("a.html", page(head=linked(isAccessibleForFree="http://schema.org/True")), True),
        ("a.html", page(head=linked(license={"name": "CC BY", "url": CC_BY})), False),
        ("a.rss", ITEM, None),
        ("a.jsonl", json.dumps(RECORD), False),
        ("a.md", FRONT, False),
    ],
)
def test_change_licence_and_paywall_are_read_from_each_format(
    make_dataset: MakeDataset, name: str, data: str, free: bool | None
) -> None:
    items = list(read_articles(make_dataset({name: data}, Source("**"))))
    [article] = [item for item in items if isinstance(item, RawArticle)]
    assert stated(article) == ("2021-03-06", CC_BY, free)
    told = {item.code: item.message for item in items if isinstance(item, Finding)}
    assert "CC BY 4.0; its rights are full" in told["page-licensed"]
    assert ("page-paywalled" in told) == (free is False)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"modified": "2021-03"}, (None, None, None)),  # which day, it does not say
        ({"license": "Open Government Licence v3.0"}, (None, "Open Government Licence v3.0", None)),
        ({"is_accessible_for_free": "true"}, (None, None, True)),
        ({"is_accessible_for_free": 0}, (None, None, False)),
    ],
)
def test_as_much_as_is_stated_is_read(
    values: dict[str, object], expected: tuple[str | None, str | None, bool | None]
) -> None:
    notes = Notes("a.md")
    assert _stated(values, notes) == expected
    assert not list(notes.findings())


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"license": "javascript:alert(1)"}, "metadata-unreadable"),
        ({"license": "ftp://bay.example/terms"}, "metadata-unreadable"),
        ({"license": "=1+1"}, "metadata-unreadable"),
        ({"license": f"https://bay.example/{'fog-' * 50}"}, "metadata-unreadable"),
        ({"license": "Nobody but the readers of this paper may print it again"}, "metadata-prose"),
        ({"is_accessible_for_free": "at times"}, "metadata-unreadable"),
        ({"modified": "05/06/2021"}, "date-ambiguous"),
    ],
)
def test_what_cannot_be_read_is_told_and_left_out(values: dict[str, object], code: str) -> None:
    notes = Notes("a.md")
    assert _stated(values, notes) == (None, None, None)
    assert [finding.code for finding in notes.findings()] == [code]


def _stated(values: dict[str, object], notes: Notes) -> Any:
    known = read_metadata(
        values, source="a.md", basis="b", rights="facts", may_widen=False, notes=notes
    )
    about = without_prose(known, "a.md", notes).metadata
    day = about.modified_on.isoformat() if about.modified_on else None
    return day, about.license, about.is_accessible_for_free


LICENSED = f'<a rel="license" href="{CC_BY}">Terms</a>'
BESIDE = [
    f'<figure><img src="a.png"><figcaption>Fog. {LICENSED}</figcaption></figure>',
    "<aside><ul><li itemscope><meta itemprop='isAccessibleForFree' content='false'>"
    "<meta itemprop='dateModified' content='2025-01-01'></ul></aside>",
    f"<nav>{LICENSED}</nav>",
]


@pytest.mark.parametrize("beside", BESIDE)
def test_what_a_page_states_of_something_else_is_not_of_the_article(beside: str) -> None:
    plain = "<html><body><article><p>Fog.</p>{}</article></body></html>"
    assert stated_by(fromstring(plain.format(beside))) == stated_by(fromstring(plain.format("")))
    inside = beside
    for element in ("aside", "figure", "figcaption", "nav"):
        inside = inside.replace(f"<{element}>", "<div>").replace(f"</{element}>", "</div>")
    assert stated_by(fromstring(plain.format(inside))) != stated_by(fromstring(plain.format("")))
