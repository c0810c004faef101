"""Publishing in a store that fsspec knows, and what the command shows before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import fsspec
import pytest
from typer.testing import CliRunner

from factpack.cli.app import app
from factpack.errors import FactpackError
from factpack.publish.plan import Plan, read_place
from factpack.publish.store import publish_store


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Any:
    files = fsspec.filesystem("memory")
    monkeypatch.setattr(type(files), "store", {})
    monkeypatch.setattr(type(files), "pseudo_dirs", [""])
    return files


def names(store: Any) -> set[str]:
    return {path.removeprefix("/news/1.0.0/") for path in store.find("/news")}


def test_all_files_arrive_and_the_manifest_is_last(
    plan: Plan, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    put = type(store).put_file

    def noted(self: Any, source: str, place: str) -> None:
        order.append(place)
        put(self, source, place)

    with monkeypatch.context() as patched:
        patched.setattr(type(store), "put_file", noted)
        done = publish_store(plan, "memory://news")
    assert done.address == "memory://news/1.0.0"
    assert names(store) == set(plan.files) and order[-1].endswith("/manifest.json")
    for name in plan.files:
        assert store.cat_file(f"/news/1.0.0/{name}") == (plan.release / name).read_bytes()
    assert publish_store(plan, "memory://news").unchanged
    with pytest.raises(FactpackError, match="published with other bytes"):
        publish_store(replace(plan, sha256="0" * 64), "memory://news")


@pytest.mark.parametrize("last", [0, 7, 40])
def test_an_upload_that_was_stopped_never_looks_whole(
    plan: Plan, store: Any, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, n = type(store).put_file, iter(range(1000))

    def stopping(self: Any, *args: Any, **options: Any) -> None:
        if next(n) >= last:
            raise ConnectionResetError("the connection was dropped")
        put(self, *args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(type(store), "put_file", stopping)
        with pytest.raises(FactpackError, match="Run the command again"):
            publish_store(plan, "memory://news")
    assert "manifest.json" not in names(store)
    assert not publish_store(plan, "memory://news").unchanged
    assert names(store) == set(plan.files)


def test_a_dry_run_lists_files_and_sends_nothing(plan: Plan, store: Any) -> None:
    arguments = ["publish", str(plan.release), "--to", "memory://news", "--dry-run"]
    shown = CliRunner().invoke(app, arguments)
    lines = shown.stdout.splitlines()
    assert shown.exit_code == 0 and len(lines) == len(plan.files) and names(store) == set()
    assert f"{plan.files['LICENSE']:>12,}  LICENSE" in lines
    assert CliRunner().invoke(app, arguments[:-1]).stdout == "memory://news/1.0.0\n"


@pytest.mark.parametrize("place", ["", "harbour/news", "hf:news", "hf:a/b/c", "zenodo:1/2", "x:y"])
def test_what_is_no_place_is_told(place: str) -> None:
    with pytest.raises(FactpackError, match="is no place to publish at"):
        read_place(place)


def test_an_option_of_another_place_is_told(plan: Plan, tmp_path: Path) -> None:
    arguments = ["publish", str(plan.release), "--to", "hf:a/b", "--confirm"]
    assert "--confirm belongs to zenodo:" in str(CliRunner().invoke(app, arguments).exception)
