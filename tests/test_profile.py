"""A build says what its stages took."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from tests.command import factpack
from tests.starter import fill_in

from factpack.pipeline import Progress
from factpack.profile import START, Profile, table
from factpack_validators.checks import FAMILIES


class Heard(Progress):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.said: list[object] = []

    def step(self, name: str, total: int | None = None) -> None:
        self.said.append((name, total))

    def part(self, name: str) -> None:
        self.said.append(name)

    def advance(self, amount: int) -> None:
        self.said.append(amount)


def spend(cpu_seconds: float) -> None:
    """Keep a processor busy."""
    end = time.process_time() + cpu_seconds
    while time.process_time() < end:
        sum(range(1_000))


def test_time_is_counted_for_the_part_in_which_it_was_spent() -> None:
    heard = Heard()
    profile = Profile(heard)
    profile.step("read", 3)
    profile.advance(2)
    profile.advance(1)
    profile.step("check")
    profile.part("cells")
    spend(0.2)
    profile.part("keys")
    profile.step("check")
    profile.part("cells")
    spend(0.2)
    stages = {(s.step, s.part): s for s in profile.stages()}
    assert list(stages) == [
        (START, None),
        ("read", None),
        ("check", None),
        ("check", "cells"),
        ("check", "keys"),
    ]
    assert stages["check", "cells"].cpu_seconds >= 0.39
    assert stages["read", None].cpu_seconds < 0.1 > stages["check", "keys"].cpu_seconds
    assert stages["read", None].articles == 3 and stages["check", "cells"].articles is None
    assert stages[START, None].wall_seconds is None
    check: list[object] = [("check", None), "cells"]
    assert heard.said == [("read", 3), 2, 1, *check, "keys", *check]
    lines = table(profile.stages(), {"facts": 1_000, "claims": 500}).splitlines()
    assert [line.split()[0] for line in lines] == [
        "stage", "start", "read", "check", "before", "cells", "keys", "together"
    ]  # fmt: skip
    assert "1,500" in lines[3] and lines[3].endswith(" rows") and lines[2].endswith(" articles")


@pytest.mark.referee
def test_a_build_tells_what_each_step_and_family_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert factpack("init", "orchard").returncode == 0
    fill_in(Path("orchard", "dataset.yaml"))
    done = factpack("build", "orchard/dataset.yaml", "--profile", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    stages = told["profile"]["stages"]
    assert told["profile"]["rows"] == sum(told["rows"].values())
    parts: dict[str, list[str | None]] = {}
    for stage in stages:
        parts.setdefault(stage["step"], []).append(stage["part"])
    assert list(parts)[:6] == [
        START, "look for furniture", "read and extract", "link and corroborate",
        "write the release", "validate",
    ]  # fmt: skip
    families = [f for f in FAMILIES if f != "previous"]
    assert parts["validate"] == [None, "open the tables", *families]
    by = {(s["step"], s["part"]): s for s in stages}
    n_articles = told["rows"]["articles"]
    assert by["read and extract", None]["articles"] == n_articles
    assert by["validate", "structure"]["cpu_seconds"] > 0 < by["validate", "structure"]["peak_mb"]
