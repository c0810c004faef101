"""What articles state of their last change and of who may read and use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lxml.html import fromstring
from tests.read.conftest import MakeDataset
from tests.read.pages import linked, page
from tests.read.test_dataset_config import GOOD, problem

from factpack.config import Source, load_dataset_config
from factpack.model import Metadata, RawArticle
from factpack.pages.markup import stated_by
from factpack.read import read_articles
from factpack.read.metadata import read_metadata, without_prose
from factpack.read.notes import Notes
from factpack.read.terms import note_terms
from factpack_validators.findings import Finding
from factpack_validators.stated_terms import STATED_LICENCE

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


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        (CC_BY, "CC BY 4.0"),
        ("http://creativecommons.org/licenses/by-nc-nd/3.0/us/", "CC BY-NC-ND 3.0"),
        ("CC BY-SA 4.0", "CC BY-SA 4.0"),
        ("Creative Commons BY 2.0", "CC BY 2.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0"),
        ("CC0 1.0", "CC0"),
        ("Open Government Licence v3.0", "another"),
        ("ACC BY 4.0", "another"),
    ],
)
def test_findings_and_datasheet_call_a_licence_by_one_name(stated: str, name: str) -> None:
    counted = duckdb.execute(f"SELECT {STATED_LICENCE} FROM (SELECT ? AS license)", [stated])
    notes = Notes("a.md")
    note_terms(Metadata(license=stated), "a.md", notes)
    told = [finding.message for finding in notes.findings()]
    assert counted.fetchone() == (name,)
    assert len(told) == (name != "another")
    assert all(f"the licence {name}; its rights are facts" in message for message in told)


def test_dataset_yaml_says_it_of_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FRONT, "utf-8")
    (tmp_path / "b.md").write_text(FRONT, "utf-8")
    (tmp_path / "dataset.yaml").write_text(
        GOOD.replace("*.txt", "*.md")
        + "articles:\n  a.md: {modified: 2022-01-02, license: House terms, "
        "is_accessible_for_free: true}\n",
        "utf-8",
    )
    stated = [
        (str(a.metadata.modified_on), a.metadata.license, a.metadata.is_accessible_for_free)
        for a in read_articles(load_dataset_config(tmp_path / "dataset.yaml"))
        if isinstance(a, RawArticle)
    ]
    assert stated == [("2022-01-02", "House terms", True), ("2021-03-06", CC_BY, False)]


def test_dataset_yaml_names_no_day_that_is_none(tmp_path: Path) -> None:
    told = problem(tmp_path, GOOD + "articles:\n  a.txt: {modified: 2021-02-30}\n")
    assert 'articles.a.txt.modified is "2021-02-30": no calendar has that day' in told
    assert "write YYYY-MM-DD" in problem(tmp_path, GOOD + "articles: {a.txt: {modified: 2021}}\n")


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
