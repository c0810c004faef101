"""Builds that are killed at random moments leave no workers, and `dist/` as it was or whole.

Once, and three times in `make explore`; `FACTPACK_KILLS=200` tries more there.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from tests.tiers import one_of_each

CODE = "from factpack.cli import main; main()"
CONFIG = """\
name: orrin-bay
title: Orrin Bay
description: News of an invented harbour.
license: CC0-1.0
rights: full
released: 2026-01-31
sources: [{path: "articles/*"}]
"""
TEXT = "Orrin Corp. acquired Tessit Labs for $40 million in 2019. Mara Voss founded Orrin Corp.\n"
KILLS = int(os.environ.get("FACTPACK_KILLS", "3"))
GONE_WITHIN = 30
"""Seconds after which a worker whose parent is dead must be gone, on a busy machine."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    for number in range(12):
        words = f"Part {number}. {TEXT}" * (1 + number % 3)
        (tmp_path / "articles" / f"{number}.txt").write_text(words, "utf-8")
    (tmp_path / "dataset.yaml").write_text(CONFIG, "utf-8")
    return tmp_path


def start(corpus: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", CODE, "build", "dataset.yaml", "--workers", "2", "--no-load-check"],
        cwd=corpus,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def is_whole(release: Path) -> bool:
    lines = (release / "SHA256SUMS").read_text("utf-8").splitlines()
    return bool(lines) and all(
        hashlib.sha256((release / line[66:]).read_bytes()).hexdigest() == line[:64]
        for line in lines
    )


@pytest.mark.parametrize("kills", one_of_each([1, KILLS], lambda _: "kills"))
def test_a_killed_build_leaves_no_workers_and_no_half_release(corpus: Path, kills: int) -> None:
    begun = time.monotonic()
    assert start(corpus).wait() == 0
    whole = time.monotonic() - begun
    release = corpus / "dist" / "orrin-bay" / "1.0.0"
    sums = (release / "SHA256SUMS").read_bytes()
    chance = Random("factpack kills")
    for number in range(kills):
        # Every other one begins with no release there.
        if number % 2 == 0 and (corpus / "dist").exists():
            (corpus / "dist").rename(corpus / f"old-{number}")
        build = start(corpus)
        time.sleep(chance.uniform(0, 1.1 * whole))
        build.send_signal(signal.SIGKILL)
        build.wait()
        end = time.monotonic() + GONE_WITHIN
        while _lives(build.pid):
            assert time.monotonic() < end, "workers live on"
            time.sleep(0.05)
        assert not release.exists() or is_whole(release)
    assert start(corpus).wait() == 0
    assert (release / "SHA256SUMS").read_bytes() == sums
    assert [p.name for p in corpus.iterdir() if p.name.startswith(".factpack")] == []


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_two_equal_builds_at_once_are_content(corpus: Path) -> None:
    """Whichever comes second finds the bytes that it would have published."""
    both = [start(corpus), start(corpus)]
    assert [build.wait() for build in both] == [0, 0]
    assert is_whole(corpus / "dist" / "orrin-bay" / "1.0.0")
