"""Releases that several tests look at, built once."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pytest
from hypothesis import settings
from tests.once import once

from factpack import pipeline
from factpack.pipeline import build
from factpack.release.open import Release, open_release
from factpack_validators import release as validating
from factpack_validators.families import referee
from factpack_validators.garbage import collect_rarely
from factpack_validators.release import validate_release
from factpack_validators.report import Report

ROOT = Path(__file__).parents[1]

# No test is judged by the clock, and every run tries the same: `benchmarks fuzz` explores.
settings.register_profile("unhurried", deadline=None, derandomize=True)
settings.load_profile("unhurried")

collect_rarely()  # as the processes of the project do


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage while tests are imported: it takes a fifth of that, and finds little."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Give DuckDB one thread where none is asked for: each processor runs a worker of the tests."""
    connect = duckdb.connect

    def connect_alone(*args: Any, **named: Any) -> duckdb.DuckDBPyConnection:
        named["config"] = {"threads": 1, **named.get("config", {})}
        return connect(*args, **named)

    with patch.object(duckdb, "connect", connect_alone):
        yield


_OTHER_SUBJECTS = (
    *("corroborate", "confidence", "engine", "evaluate", "hydrate", "release", "review", "why"),
    *("test_computed_versions.py", "test_next_release.py", "test_withdrawal.py"),
    *("test_cached_builds.py", "test_reproduce_hostile.py", "test_reproduce_own_texts.py"),
    "test_words_elsewhere.py",
)
"""Folders and files whose tests build releases to look at something else than what is valid."""

_AT_REST = ("structure", "equality", "rights", "metadata", "safety")
"""Families that their builds leave out, and with them CSV: rows are still proved, and compared with
those before."""


@pytest.fixture(autouse=True)
def some_validators_rest(request: pytest.FixtureRequest) -> Iterator[None]:
    """Spare builds inside of tests what other tests are about: half of what they cost.

    Frictionless reads the releases of wider fixtures, those of `tests/validators`, and those of
    tests that are marked with `referee`. Where the subject is another, the families of `_AT_REST`
    are left out. Bytes that were validated in the same way before are not validated again, but
    where a test may have changed how that is done.
    """
    parts = request.path.parts
    with pytest.MonkeyPatch.context() as patches:
        validate = validate_release
        if "validators" not in parts and not request.node.get_closest_marker("referee"):
            patches.setattr(referee, "_validate", lambda *_: None)
            validate = _without_referee
            if not set(_OTHER_SUBJECTS).isdisjoint(parts):
                validate = _validate_some
        if "monkeypatch" not in request.fixturenames:
            validate = partial(_validate_once, validate)
        patches.setattr(pipeline, "validate_release", validate)
        yield


def _without_referee(*args: Any, **named: Any) -> Report:
    return validate_release(*args, **named)


def _validate_some(*args: Any, **named: Any) -> Report:
    resting = dict.fromkeys(_AT_REST, lambda _: None)
    with (
        patch.object(validating, "_RUN", {**validating._RUN, **resting}),
        patch.object(validating, "_READ_CSV", ()),
    ):
        return validate_release(*args, **named)


_reports: dict[str, Report] = {}


def _validate_once(
    validate: Callable[..., Report], release: Path, *, previous: Path | None, **named: Any
) -> Report:
    """The report of a release, by all that it depends on: bytes of files, texts and options.

    Who is told of its parts, and what the validation before left, change nothing in it.
    """
    known: list[object] = [
        validate.__name__,
        _state(release),
        previous and _state(previous),
        sorted(named.keys() - {"begin", "kept"}),
    ]
    known += [
        sorted(v.items()) if isinstance(v, dict) else str(v)
        for k, v in sorted(named.items())
        if k not in ("begin", "kept")
    ]
    key = hashlib.sha256(json.dumps(known).encode()).hexdigest()
    if key not in _reports:
        _reports[key] = validate(release, previous=previous, **named)
    return _reports[key]


def _state(folder: Path) -> list[tuple[str, int, str]]:
    """Path, mode and content of everything in a folder."""
    return [
        (
            path.relative_to(folder).as_posix(),
            path.lstat().st_mode,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    ]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The sample corpus, built from the articles as they are now."""
    config = ROOT / "corpora" / "openai-microsoft-sample" / "dataset.yaml"
    return _built_once(tmp_path_factory, "sample", config, None)


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The five news articles, where they are at hand."""
    articles = ROOT.parent / "shared" / "articles"
    if not articles.is_dir():
        pytest.skip("the five news articles are not here")
    config = ROOT / "corpora" / "openai-microsoft-news" / "dataset.yaml"
    return _built_once(tmp_path_factory, "news", config, articles)


def _built_once(
    factory: pytest.TempPathFactory, name: str, config: Path, articles: Path | None
) -> Release:
    def make(folder: Path) -> None:
        result = build(config, out=folder, articles=articles)
        assert result.published, [f.message for f in result.findings]

    (release,) = once(factory, name, make).glob("*/*/")
    return open_release(release)
