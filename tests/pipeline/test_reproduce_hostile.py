"""What the manifest of a downloaded release may not do to whoever rebuilds the release."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.extract.given.llm.conftest import Server, extractions
from tests.extract.given.llm.conftest import server as server

from factpack.errors import FactpackError
from factpack.pipeline import build
from factpack.reproduce import ModelAccess, reproduce_release

TEXT = "Velmar Industries bought Quayside Robotics for $3 million in March 2014.\n"
ITEMS = (
    {"Organization": "Velmar Industries"},
    {"Organization": "Quayside Robotics"},
    {
        "acquired": "Velmar Industries bought Quayside Robotics for $3 million in March 2014",
        "acquired_attributes": {"subject": "Velmar Industries", "object": "Quayside Robotics"},
    },
)
CONFIG = {
    "name": "orrin-bay",
    "title": "Orrin Bay",
    "description": "News of an invented harbour.",
    "license": "CC0-1.0",
    "rights": "full",
    "released": "2026-01-31",
    "sources": [{"path": "*.txt"}],
}
KEY = "FACTPACK_TEST_SECRET"

Change = Callable[[dict[str, Any]], Any]
Built = tuple[Path, Path]


def make_release(folder: Path, **config: Any) -> Built:
    """A release and the folder of its articles."""
    articles = folder / "mine"
    articles.mkdir(parents=True)
    (articles / "a.txt").write_text(TEXT, "utf-8")
    (folder / "dataset.yaml").write_text(json.dumps({**CONFIG, **config}), "utf-8")
    result = build(folder / "dataset.yaml", out=folder / "dist", articles=articles)
    assert result.published, [f.message for f in result.findings]
    return result.path, articles


def forge(release: Path, change: Change) -> None:
    file = release / "manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    change(manifest)
    file.write_text(json.dumps(manifest), "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return make_release(tmp_path_factory.mktemp("published"))


@pytest.fixture
def built(published: Built, tmp_path: Path) -> Built:
    """A copy of a release and of its articles, which may be changed."""
    release, articles = published
    copy = tmp_path / "dist" / release.parent.name / release.name
    return Path(shutil.copytree(release, copy)), Path(shutil.copytree(articles, tmp_path / "mine"))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Addresses that somebody tried to reach."""
    tried: list[Any] = []

    def connect(self: socket.socket, address: Any) -> None:
        tried.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def name_model(url: str) -> Change:
    options = {"base_url": url, "model": "org/m-1", "cache": "kept", "api_key_env": KEY}

    def change(manifest: dict[str, Any]) -> None:
        manifest["dataset_yaml"]["extractor"] = {"name": "llm", "llm": options}
        manifest["extractor"] = "llm/1/org/m-1"

    return change


def test_a_model_that_a_release_names_is_not_asked(
    built: Built, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, articles = built
    monkeypatch.setenv(KEY, "the-secret-of-the-reader")
    read: list[str] = []
    getitem = type(os.environ).__getitem__

    def get(self: Any, name: str) -> str:
        read.append(name)
        return getitem(self, name)

    monkeypatch.setattr(type(os.environ), "__getitem__", get)
    server.will(extractions(*ITEMS))
    forge(release, name_model(server.url))
    before = tree(articles)
    with pytest.raises(FactpackError, match=r"org/m-1.*--answers DIR.*--base-url URL") as problem:
        reproduce_release(release, articles)
    assert KEY not in str(problem.value) and server.url not in str(problem.value)
    assert server.requests == [] and KEY not in read
    assert tree(articles) == before


def test_answers_of_the_reader_rebuild_it_offline(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.will(extractions(*ITEMS))
    llm = {"base_url": server.url, "model": "org/m-1", "cache": "kept"}
    release, articles = make_release(tmp_path, extractor={"name": "llm", "llm": llm})
    kept = tmp_path / "kept"
    (articles / "kept").rename(kept)
    asked, before = len(server.requests), (tree(articles), tree(kept))
    assert reproduce_release(release, articles, model=ModelAccess(kept)).equal
    assert len(server.requests) == asked
    (tmp_path / "empty").mkdir()
    with pytest.raises(FactpackError, match="no answer is kept"):
        reproduce_release(release, articles, model=ModelAccess(tmp_path / "empty"))
    with pytest.raises(FactpackError, match="no such folder of answers"):
        reproduce_release(release, articles, model=ModelAccess(tmp_path / "nowhere"))
    assert (tree(articles), tree(kept)) == before
    assert len(server.requests) == asked


def test_only_the_server_and_key_of_the_reader_are_used(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.will(extractions(*ITEMS))
    llm = {"base_url": server.url, "model": "org/m-1", "cache": "kept"}
    release, articles = make_release(tmp_path, extractor={"name": "llm", "llm": llm})
    forge(release, name_model("http://127.0.0.1:9/v1"))
    monkeypatch.setenv(KEY, "not-for-you")
    monkeypatch.setenv("FACTPACK_TEST_MINE", "mine")
    before = tree(articles)
    access = ModelAccess(base_url=server.url, api_key_env="FACTPACK_TEST_MINE")
    result = reproduce_release(release, articles, model=access)
    assert not [name for name in result.different if name.startswith(("data/", "csv/"))]
    assert server.headers[-1]["Authorization"] == "Bearer mine"
    assert tree(articles) == before
    with pytest.raises(FactpackError, match="--base-url is no address"):
        reproduce_release(release, articles, model=ModelAccess(base_url="file:///etc/hosts"))


def test_a_link_does_not_lead_facts_out_of_the_articles(
    built: Built, tmp_path: Path, no_network: list[Any]
) -> None:
    release, articles = built
    (tmp_path / "private.jsonl").write_text('{"source": "a.txt"}\n')
    (articles / "facts.jsonl").symlink_to(tmp_path / "private.jsonl")
    extractor = {"name": "jsonl", "jsonl": {"path": "facts.jsonl"}}
    forge(release, lambda manifest: manifest["dataset_yaml"].update(extractor=extractor))
    with pytest.raises(FactpackError, match="leads out of the articles folder"):
        reproduce_release(release, articles)
    assert no_network == []


@pytest.mark.parametrize(
    "config",
    [
        {"name": "../../orrin"},
        {"name": "orrin\n"},
        {"sources": [{"path": "../*.txt"}]},
        {"sources": [{"path": "/etc/*"}]},
        {"extractor": {"name": "jsonl", "jsonl": {"path": "../facts.jsonl"}}},
        {"extractor": {"name": "jsonl", "jsonl": {"path": "/etc/hosts"}}},
        {"sources": [{"path": "*.txt", "encoding": "../../mine"}]},
        {"out": "elsewhere"},
    ],
)
def test_no_name_or_path_leads_out(
    built: Built, tmp_path: Path, no_network: list[Any], config: dict[str, Any]
) -> None:
    release, articles = built
    forge(release, lambda manifest: manifest["dataset_yaml"].update(config))
    before = tree(tmp_path)
    with pytest.raises(FactpackError):
        reproduce_release(release, articles)
    assert tree(tmp_path) == before
    assert no_network == []


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.update(version="../../9.9.9"),
        lambda m: m.update(version="1" * 5_000 + ".0.0"),
        lambda m: m.update(version=1),
        lambda m: m.update(released="someday"),
        lambda m: m.update(released=20260131),
        lambda m: m.pop("released"),
        lambda m: m.update(dataset_yaml=None),
        lambda m: m.pop("dataset_yaml"),
        lambda m: m["dataset_yaml"].update(title="\ud800"),
        lambda m: m.update(entities_csv="name,type"),
        lambda m: m.update(entities_csv=[["name", 3]]),
        lambda m: m.update(entities_csv=[{"name": "x"}]),
        lambda m: m.update(entities_csv=7),
        lambda m: m.update(entities_csv=[["name", "type"], ["\udcff", "Person"]]),
        lambda m: m.update(previous="0.9.0"),
        lambda m: m.update(previous={"version": "../0.9.0", "sha256sums_sha256": "0"}),
        lambda m: m.update(previous={"version": "1" * 5_000 + ".0.0"}),
        lambda m: m["dataset_yaml"].update(extractor={"name": "pickle"}),
    ],
)
def test_a_manifest_of_another_shape_is_a_message(
    built: Built, no_network: list[Any], change: Change
) -> None:
    release, articles = built
    forge(release, change)
    with pytest.raises(FactpackError):
        reproduce_release(release, articles)


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.update(inputs=None, libraries=["pyarrow"]),
        lambda m: (
            m.update(inputs={"articles": [None, {"source": 1}, "x"]}),
            m.pop("factpack"),
        ),
    ],
)
def test_what_a_comparison_reads_may_be_of_any_shape(built: Built, change: Change) -> None:
    release, articles = built
    forge(release, change)
    result = reproduce_release(release, articles)
    assert result.different == ("manifest.json",)
    assert all(line.isprintable() for line in result.lines())
