"""Publishing on the Hub: the real client against a server on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import huggingface_hub.constants
import pytest
from huggingface_hub.utils.tqdm import disable_progress_bars
from tests.publish.hub_server import Hub, hub_server

from factpack.errors import FactpackError
from factpack.publish.hub import publish_hub
from factpack.publish.plan import Plan
from factpack.release.open import open_release

# The client itself warns of how it sends files.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")

NAME = "harbour/alder-and-birch"
TOKEN = "hf_thisIsNoTokenOfAnybody"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setenv("HF_HUB_DISABLE_XET", "1")
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    disable_progress_bars()
    with hub_server() as running:
        yield running


def publish(plan: Plan, hub: Hub, **options: Any) -> Any:
    return publish_hub(plan, NAME, endpoint=hub.address, **options)


def files(plan: Plan) -> dict[str, bytes]:
    return {name: (plan.release / name).read_bytes() for name in plan.files}


def test_a_version_is_one_commit_and_a_tag(plan: Plan, hub: Hub) -> None:
    done = publish(plan, hub)
    repository = hub.repositories[NAME]
    assert done.address == f"{hub.address}/datasets/{NAME}/tree/1.0.0"
    assert len(repository.commits) == 2
    assert repository.commits[repository.tags["1.0.0"]] == files(plan)
    assert f"Bearer {TOKEN}" in hub.headers
    again = publish(plan, hub)
    assert again.unchanged and len(repository.commits) == 2


def test_another_release_by_that_number_is_refused(plan: Plan, hub: Hub) -> None:
    publish(plan, hub)
    with pytest.raises(FactpackError, match="published with other bytes"):
        publish(replace(plan, sha256="0" * 64), hub)


def test_the_next_version_takes_away_what_it_does_not_have(plan: Plan, hub: Hub) -> None:
    publish(plan, hub)
    repository = hub.repositories[NAME]
    old = repository.refs["main"]
    repository.commits[old] |= {"data/gone.parquet": b"x", ".gitattributes": b"y"}
    repository.commits[old]["SHA256SUMS"] = b"of the version before"
    publish(replace(plan, version="1.1.0"), hub)
    now = repository.commits[repository.tags["1.1.0"]]
    assert now == files(plan) | {".gitattributes": b"y"}
    assert repository.tags["1.0.0"] == old


def test_a_pull_request_is_tagged_once_it_is_merged(plan: Plan, hub: Hub) -> None:
    asked = publish(plan, hub, pull_request=True)
    repository = hub.repositories[NAME]
    assert asked.address.endswith("/discussions/1") and "run the command again" in asked.note
    assert repository.tags == {} and repository.commits[repository.refs["main"]] == {}
    repository.refs["main"] = repository.refs["refs/pr/1"]
    publish(plan, hub)
    assert repository.tags == {"1.0.0": repository.refs["main"]}
    assert len(repository.commits) == 2


@pytest.mark.parametrize(
    "step", ["PUT /lfs/", "POST .*/preupload", "POST .*/commit/main", "POST .*/tag/"]
)
def test_a_dropped_connection_leaves_no_half_version_and_the_next_run_goes_on(
    plan: Plan, hub: Hub, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    hub.broken[step] = 99
    with pytest.raises(FactpackError, match="Run the command again") as failed:
        publish(plan, hub)
    assert TOKEN not in str(failed.value) and failed.value.__cause__ is None
    repository = hub.repositories[NAME]
    assert repository.tags == {}
    assert repository.commits[repository.refs["main"]] in ({}, files(plan))
    sent = set(hub.blobs)
    hub.broken.clear()
    hub.asked.clear()
    publish(plan, hub)
    assert repository.commits[repository.tags["1.0.0"]] == files(plan)
    assert not sent & {path[5:] for method, path in hub.asked if path.startswith("/lfs/")}


def test_a_broken_release_is_not_published(broken: Path) -> None:
    from factpack.publish.plan import plan_release

    with pytest.raises(FactpackError, match="not as its SHA256SUMS says"):
        plan_release(broken)


LOAD = """
import json, sys
import datasets
datasets.disable_progress_bars()
for table in sys.argv[2:]:
    loaded = datasets.load_dataset(sys.argv[1], table, revision="1.0.0", split="train")
    print(json.dumps([table, loaded.to_list()], default=str))
"""


def test_a_tagged_version_loads_as_the_local_release(plan: Plan, hub: Hub, tmp_path: Path) -> None:
    """Whatever main holds meanwhile, and with a cache of its own, as anybody would load it."""
    publish(plan, hub)
    repository = hub.repositories[NAME]
    repository.commits["f" * 40] = {"README.md": b"Another version.\n"}
    repository.refs["main"] = "f" * 40
    release = open_release(plan.release)
    tables = [table for table, n in release.rows.items() if n]
    environment = {"HF_ENDPOINT": hub.address, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "0"}
    done = subprocess.run(
        [sys.executable, "-c", LOAD, NAME, *tables],
        env={**os.environ, **environment, "HF_HUB_DISABLE_XET": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    loaded = dict(map(json.loads, done.stdout.splitlines()))
    assert loaded.keys() == set(tables) and len(tables) > 10
    for table in tables:
        local = json.dumps(release.table(table).to_pylist(), default=str)
        assert loaded[table] == json.loads(local), table
