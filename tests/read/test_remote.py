"""Articles at addresses: read where dataset.yaml names them, and from copies elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
