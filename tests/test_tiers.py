"""Every test is in one of two tiers, and both are run before a change lands."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.tiers import one_of_each

ROOT = Path(__file__).parents[1]


def test_the_first_row_of_a_kind_is_in_make_test() -> None:
    cases = one_of_each([("a", 1), ("b", 1), ("a", 2)], lambda row: row[0])
    assert [case.values for case in cases] == [("a", 1), ("b", 1), ("a", 2)]
    assert [[mark.name for mark in case.marks] for case in cases] == [[], [], ["explore"]]


def test_what_make_test_leaves_out_is_run_by_make_check() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]
    assert "-m=not explore" in options["ini_options"]["addopts"]
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    (check,) = [line for line in lines if line.startswith("check:")]
    assert "explore" in check.split("##")[0].split()
    runs = lines[next(i for i, line in enumerate(lines) if line.startswith("explore:")) + 1]
    assert runs.split()[1:3] == ["-m", "explore"]
    assert {"make test", "make check"} <= set((ROOT / ".ci/run").read_text("utf-8").splitlines())
