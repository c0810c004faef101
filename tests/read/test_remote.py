"""Articles at addresses: read where dataset.yaml names them, and from copies elsewhere."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pytest
from tests.read.conftest import dataset_in
from tests.read.test_archives_of_files import zipped

from factpack.config import Source, load_dataset_config
from factpack.errors import FactpackError
from factpack.model import RawArticle
from factpack.pipeline import build
from factpack.read import list_sources, read_articles
from factpack.reproduce import reproduce_release
from factpack_validators.release import validate_release

FILES = {
    "news/2020/a.txt": b"Fog at sea.",
    "news/b.jsonl": b'{"text": "Rain."}\n',
    "news/c.zip": zipped({"d.txt": b"Snow."}),
    "news/.hidden.txt": b"Nobody sees it.",
    "other/e.txt": b"Hail.",
}


@pytest.fixture(autouse=True)
def bucket() -> Iterator[None]:
    """A bucket in memory."""
    system = fsspec.filesystem("memory")
    for name, data in FILES.items():
        system.pipe_file(f"/bucket/{name}", data)
    yield
    system.rm("/bucket", recursive=True)


def texts(dataset: Any) -> list[tuple[str, str]]:
    items = read_articles(dataset)
    return [(item.source, item.text) for item in items if isinstance(item, RawArticle)]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("memory://bucket/news", ["2020/a.txt", "b.jsonl#1", "c.zip/d.txt"]),
        ("memory://bucket/news/", ["2020/a.txt", "b.jsonl#1", "c.zip/d.txt"]),
        ("memory://bucket/news/*.jsonl", ["b.jsonl#1"]),
        ("memory://bucket/**/*.txt", ["news/2020/a.txt", "other/e.txt"]),
        ("memory://bucket/other/e.txt", ["e.txt"]),
        ("memory://bucket/gone/*.txt", []),
    ],
)
def test_files_are_named_by_their_path_below_the_glob(
    tmp_path: Path, path: str, names: list[str]
) -> None:
    assert [source for source, _ in texts(dataset_in(tmp_path, Source(path)))] == names
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "path",
    [
        "file:///etc/*.conf",
        "local:///etc",
        "simplecache::memory://bucket/a.txt",
        "memory://user:word@bucket/a.txt",
        "memory://bucket/../a.txt",
    ],
)
def test_addresses_that_are_none_of_a_source(tmp_path: Path, path: str) -> None:
    (tmp_path / "dataset.yaml").write_text(
        "name: a\ntitle: A\ndescription: A.\nlicense: CC0-1.0\nrights: full\n"
        f"sources: [{{path: '{path}'}}]\n"
    )
    with pytest.raises(FactpackError, match=r"sources\[0\]\.path"):
        load_dataset_config(tmp_path)


def test_a_scheme_that_nobody_knows_is_told(tmp_path: Path) -> None:
    with pytest.raises(FactpackError, match="klingon://a cannot be read: Protocol not known"):
        list_sources(dataset_in(tmp_path, Source("klingon://a/b.txt")))


def test_a_release_is_proved_and_made_again_from_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Orrin Corp. bought Tessit Labs for $9 million. " + "Ferries land at noon. " * 40
    fsspec.filesystem("memory").pipe_file("/bucket/news/2020/a.txt", words.encode())
    config = {
        "name": "far",
        "title": "Far",
        "description": "Far away.",
        "license": "CC0-1.0",
        "released": "2026-01-31",
        "rights": "facts",
        "sources": [{"path": "memory://bucket/news/**/*.txt"}],
    }
    (tmp_path / "dataset.yaml").write_text(json.dumps(config))
    result = build(tmp_path / "dataset.yaml", out=tmp_path / "dist")
    assert result.published, result.findings
    copies = tmp_path / "copies"
    (copies / "2020").mkdir(parents=True)
    (copies / "2020" / "a.txt").write_text(words)

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("something was fetched because of a release")

    monkeypatch.setattr("fsspec.core.url_to_fs", refuse)
    assert validate_release(result.path, articles=copies).findings == ()
    again = reproduce_release(result.path, copies)
    assert (again.rows, again.equal) == ((), True)


class _Web(BaseHTTPRequestHandler):
    """Feeds that a query tells apart."""

    def do_GET(self) -> None:
        number = self.path.rpartition("=")[2]
        body = (
            f"<rss><channel><title>Post</title><item><link>http://{self.headers['Host']}/feed/1"
            f"</link><description>Fog {number}.</description></item></channel></rss>"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_a_question_mark_in_an_address_of_the_web_is_no_glob(tmp_path: Path) -> None:
    pytest.importorskip("aiohttp")
    with HTTPServer(("127.0.0.1", 0), _Web) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        path = f"http://127.0.0.1:{server.server_port}/feed?n=7"
        far = texts(dataset_in(tmp_path, Source(path, format="feed")))
        server.shutdown()
    assert far == [("feed?n=7#1", "Fog 7.")]
    (tmp_path / "feed?n=7").write_text("<rss><channel><item><description>Copy.</description>"
                                       "</item></channel></rss>")  # fmt: skip
    (tmp_path / "feedxn=7").write_text("<rss/>")
    copies = replace(dataset_in(tmp_path, Source(path, format="feed")), has_copies=True)
    assert texts(copies) == [("feed?n=7#1", "Copy.")]


@pytest.mark.parametrize(("named", "better"), [("news/2020", "news"), (".", "news")])
def test_a_folder_beside_that_of_the_articles_is_told(
    tmp_path: Path, named: str, better: str
) -> None:
    (tmp_path / "news" / "2020").mkdir(parents=True)
    (tmp_path / "news" / "2020" / "a.txt").write_text("Fog lay on the quay. " * 40)
    config = {
        "name": "near",
        "title": "Near",
        "description": "Near by.",
        "license": "CC0-1.0",
        "released": "2026-01-31",
        "rights": "facts",
        "sources": [{"path": "2020/*.txt"}],
    }
    (tmp_path / "dataset.yaml").write_text(json.dumps(config))
    result = build(tmp_path / "dataset.yaml", out=tmp_path / "dist", articles=tmp_path / "news")
    assert result.published, result.findings
    with pytest.raises(FactpackError, match=rf"--articles {re.escape(str(tmp_path / better))}$"):
        reproduce_release(result.path, tmp_path / named)
