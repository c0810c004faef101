"""The pages of a release in a browser: what they show, and what hostile text cannot do there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from tests.elements import Elements
from tests.export.conftest import HOSTILE

import factpack
from factpack.export import export_release
from factpack.export.serve import serve_site
from factpack.export.site import POLICY

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
in_browser = pytest.mark.skipif(not BROWSER, reason="no Chromium here: apt-get install chromium")


Open = Callable[[str], Elements]


@pytest.fixture(scope="module")
def site(release: factpack.Release, out: Path) -> Path:
    return export_release(release, "site", out / "site")


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Paths that the browser asked for."""
    return []


@pytest.fixture(scope="module")
def show(site: Path, asked: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Opens a page of the site in a browser that knows no other machine."""

    class Pages(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            asked.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    profile = tmp_path_factory.mktemp("profile")

    def show(place: str) -> Elements:
        address = f"http://127.0.0.1:{server.server_port}/{place}"
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000"]
        options += [f"--user-data-dir={profile}", "--dump-dom"]
        options += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        done = subprocess.run(
            [BROWSER, *options, address], capture_output=True, text=True, timeout=120, check=True
        )
        return Elements(done.stdout)

    with server:
        yield show
        server.shutdown()
        thread.join()


@in_browser
def test_statements_are_found_by_words_and_filters(release: factpack.Release, show: Open) -> None:
    rows = release["statements"].to_pylist()
    everything = show("")
    assert f"{len(rows)} statements" in everything.text
    assert len(everything.all("li")) == len(rows)
    wanted = [
        row
        for row in rows
        if row["predicate"] == "invested_in" and "birch" in (row["object"] or "").lower()
    ]
    some = show("#/?q=birch&predicate=invested_in")
    assert wanted and len(some.all("li")) == len(wanted) < len(rows)
    assert "0 statements" in show("#/?q=nobodywrotethis").text


@in_browser
def test_a_fact_leads_to_its_words_in_the_article(release: factpack.Release, show: Open) -> None:
    rows = release["statements"].to_pylist()
    told = next(row for row in rows if row["sentence"] and row["rights"] == "full")
    claims = {row["claim_id"]: row for row in release["claims"].to_pylist()}
    claim = claims[told["claim_id"]]
    page = show(f"#/fact/{told['fact_id']}")
    assert page.all("mark") and told["sentence"] in page.text
    place = f"#/article/{quote(told['article_id'] + '/', safe='')}"
    links = [a["href"] or "" for a in page.all("a")]
    (link,) = {k for k in links if k.endswith(f"{claim['char_start']}-{claim['char_end']}")}
    assert link.startswith(place)
    article = show(link)
    assert claim["exact"] in article.text and len(article.all("mark")) == 1


@in_browser
def test_hostile_text_is_text_on_every_page(
    release: factpack.Release, show: Open, asked: list[str]
) -> None:
    fact = release["statements"].to_pylist()[0]["fact_id"]
    article = release["articles"].to_pylist()[0]["article_id"]
    entity = release["entities"].to_pylist()[0]["entity_id"]
    places = ["", f"#/fact/{fact}", f"#/article/{article}", f"#/entity/{entity}", "#/entities"]
    places += ["#/conflicts", "#/quotes", "#/about", f"#/fact/{quote(HOSTILE, safe='')}"]
    n_hostile = 0
    for place in places:
        page = show(place)
        n_hostile += page.text.count(HOSTILE)
        assert "This cannot be shown" not in page.text, place
        kinds = [(a.get("type"), a.get("src")) for a in page.all("script")]
        assert kinds == [("application/ld+json", None), ("module", "app.js")], place
        assert not [tag for tag, _ in page.found if tag in ("img", "iframe", "object")]
        for tag, attributes in page.found:
            assert not [name for name in attributes if name.startswith("on")], tag
        for link in page.all("a"):
            assert re.match(r"#|https?://", link["href"] or "#"), link
    assert n_hostile > 5
    files = {path.split("?")[0] for path in asked}
    assert all(
        re.fullmatch(r"/|/[a-z]+\.(js|css)|/data/[a-z]+(-\d+)?\.json|/favicon.ico", f)
        for f in files
    )


@in_browser
def test_each_page_can_be_used_without_a_mouse_or_eyes(show: Open) -> None:
    page = show("")
    assert page.all("html")[0]["lang"] == "en"
    assert page.all("a")[0]["href"] == "#main" and page.all("main")[0]["tabindex"] == "-1"
    assert len(page.all("h1")) == 1
    assert len(page.all("label")) == len(page.all("input")) + len(page.all("select"))
    assert [p for p in page.all("p") if p.get("role") == "status"]
    assert [a["aria-current"] for a in page.all("a") if "aria-current" in a] == ["page"]


def test_the_files_are_static_and_load_nothing_from_elsewhere(site: Path) -> None:
    index = (site / "index.html").read_text("utf-8")
    policy = Elements(index).all("meta")
    assert POLICY in [meta.get("content") for meta in policy]
    assert "default-src 'none'" in POLICY and "unsafe" not in POLICY
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', index, re.DOTALL)
    assert linked and json.loads(linked[1])["@type"] == "sc:Dataset"
    for code in ("app.js", "text.js"):
        text = (site / code).read_text("utf-8")
        assert not re.search(r"innerHTML|insertAdjacent|document\.write|eval\(|Function\(", text)


def test_every_row_is_in_the_data(release: factpack.Release, site: Path) -> None:
    meta = json.loads((site / "data" / "meta.json").read_text("utf-8"))
    for kind in ("facts", "entities", "articles", "statements", "quotes"):
        assert meta[kind]["rows"] == release.rows[kind]
    facts = json.loads((site / "data" / "facts-0.json").read_text("utf-8"))
    assert [fact["id"] for fact in facts] == sorted(release["facts"]["fact_id"].to_pylist())
    assert sum(len(fact.get("claims", ())) for fact in facts) == release.rows["claims"]


def test_the_server_answers_this_machine_alone(release: factpack.Release) -> None:
    with serve_site(release) as server:
        assert server.url.startswith("http://127.0.0.1:")
        with urlopen(server.url) as answer:
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        for path, host in (
            ("", "evil.example:80"),
            ("data/", None),
            ("..%2f..%2fetc/passwd", None),
        ):
            request = Request(server.url + path, headers={"Host": host} if host else {})
            with pytest.raises(HTTPError) as refused:
                urlopen(request)
            refused.value.close()
            assert refused.value.code in (403, 404)
