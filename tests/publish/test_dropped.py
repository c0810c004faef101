"""Connections that drop at any step of publishing: no half version, and the next run goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import fsspec
import pytest
from tests.publish.hub_server import Hub
from tests.publish.test_hub import NAME, hub  # noqa: F401
from tests.publish.test_store import store  # noqa: F401
from tests.publish.test_zenodo import TOKEN, Service, service  # noqa: F401

from factpack.errors import FactpackError
from factpack.publish.hub import publish_hub
from factpack.publish.plan import Plan
from factpack.publish.store import publish_store
from factpack.publish.zenodo import publish_zenodo, reserve_doi

pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")

FEW = ("CITATION.cff", "LICENSE", "SHA256SUMS", "csv/facts.csv", "manifest.json")
PARQUET = "data/facts/facts-00000-of-00001.parquet"
FOREVER = 999


@pytest.fixture
def few(plan: Plan) -> Plan:
    """A few files of a release, of each kind of upload."""
    return replace(plan, files={name: plan.files[name] for name in (*FEW, PARQUET)})


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)


def contents(plan: Plan) -> list[bytes]:
    return sorted((plan.release / name).read_bytes() for name in plan.files)


def attempt(publish: Callable[[], Any]) -> bool:
    """Whether publishing failed, with a message that has no token and says what to do."""
    try:
        publish()
    except FactpackError as problem:
        assert TOKEN not in str(problem) and "hf_this" not in str(problem)
        assert problem.__cause__ is None
        return True
    return False


HUB_STEPS = (
    "POST /api/repos/create",
    "GET .*/refs",
    "GET /api/datasets/[^/]*/[^/]*$",
    "GET .*/tree/",
    "POST .*/preupload/",
    "POST .*/objects/batch",
    "PUT /lfs/",
    "POST /verify/",
    "POST .*/commit/",
    "POST .*/tag/",
)


@pytest.mark.parametrize("way", ["broken", "lost"])
@pytest.mark.parametrize("step", HUB_STEPS)
def test_the_hub(few: Plan, hub: Hub, step: str, way: str) -> None:  # noqa: F811
    def publish() -> Any:
        return publish_hub(few, NAME, endpoint=hub.address)

    getattr(hub, way)[step] = FOREVER
    failed = attempt(publish)
    # The step is one that publishing takes.
    assert getattr(hub, way)[step] < FOREVER
    repository = hub.repositories.get(NAME)
    states = [] if repository is None else [repository.refs["main"], *repository.tags.values()]
    for commit in states:
        assert repository is not None
        assert sorted(repository.commits[commit].values()) in ([], contents(few))
    getattr(hub, way).clear()
    done = publish()
    repository = hub.repositories[NAME]
    assert sorted(repository.commits[repository.tags["1.0.0"]].values()) == contents(few)
    # One commit beside the first, even where the answer to it was lost.
    assert len(repository.commits) == 2 and (failed or done.unchanged)


def test_no_step_of_the_hub_is_left_out(few: Plan, hub: Hub) -> None:  # noqa: F811
    publish_hub(few, NAME, endpoint=hub.address)
    asked = [f"{method} {path.partition('?')[0]}" for method, path in hub.asked]
    more = ("GET /datasets/.*/resolve/", "HEAD /datasets/.*/resolve/", "POST /api/validate-yaml")
    assert [a for a in asked if not any(re.search(s, a) for s in (*HUB_STEPS, *more))] == []


ZENODO_STEPS = (
    "GET /api/records/1$",
    "GET /api/records/1/draft$",
    "PUT /api/records/1/draft$",
    "GET .*/draft/files$",
    "POST .*/draft/files$",
    "PUT .*/content",
    "POST .*/commit",
    "POST .*/actions/publish",
)


@pytest.mark.parametrize("way", ["dropped", "lost"])
@pytest.mark.parametrize("times", [1, FOREVER])
@pytest.mark.parametrize("step", ZENODO_STEPS)
def test_zenodo(few: Plan, service: Service, step: str, way: str, times: int) -> None:  # noqa: F811
    def publish() -> Any:
        return publish_zenodo(few, "1", confirm=True, endpoint=service.address)

    reserve_doi(few, endpoint=service.address)
    asked = len(service.asked)
    getattr(service, way)[step] = times
    failed = attempt(publish)
    assert getattr(service, way)[step] < times
    if failed:
        # Nothing is public but the whole.
        for record in service.records.values():
            assert sorted(f["data"] for f in record["files"].values()) == contents(few)
        getattr(service, way).clear()
        publish()
    assert times == FOREVER or way == "lost" or not failed
    record = service.records["1"]
    assert sorted(f["data"] for f in record["files"].values()) == contents(few)
    lines = service.asked[asked:]
    assert [a for a in lines if not any(re.search(s, a) for s in (*ZENODO_STEPS, "DELETE"))] == []


@pytest.mark.parametrize("way", ["dropped", "lost"])
@pytest.mark.parametrize("step", ["POST /api/records$", "POST .*/pids/doi", "GET .*/draft$"])
def test_reserving(few: Plan, service: Service, step: str, way: str) -> None:  # noqa: F811
    getattr(service, way)[step] = FOREVER
    assert attempt(lambda: reserve_doi(few, endpoint=service.address))
    getattr(service, way).clear()
    draft, doi = reserve_doi(few, endpoint=service.address)
    assert doi == f"10.5072/zenodo.{draft}" and service.records == {}


def test_a_store(few: Plan, store: Any) -> None:  # noqa: F811
    """A few dozen calls: each of them is tried."""
    kind = type(store)
    names = ("exists", "makedirs", "put_file", "size", "cat_file")

    def run(last: int) -> int:
        n = 0
        with pytest.MonkeyPatch.context() as patch:
            for name in names:
                real = getattr(kind, name)

                def call(self: Any, *args: Any, real: Any = real, **options: Any) -> Any:
                    nonlocal n
                    n += 1
                    if n > last:
                        raise ConnectionResetError("the connection was dropped")
                    return real(self, *args, **options)

                patch.setattr(kind, name, call)
            attempt(lambda: publish_store(few, "memory://news"))
        return n

    total = run(FOREVER)
    for last in range(total):
        kind.store.clear()
        assert run(last) == last + 1
        files = {path.rpartition("/1.0.0/")[2] for path in store.find("/news")}
        # The upload came to its end where only the last look at it failed.
        assert "manifest.json" not in files or files == set(few.files)
        publish_store(few, "memory://news")
        there = sorted(store.cat_file(path) for path in store.find("/news"))
        assert there == contents(few)
    assert isinstance(store, fsspec.AbstractFileSystem) and total > 2 * len(few.files)
