"""Some rounds of spoilt files of others; `python -m benchmarks fuzz.others` runs many."""

from __future__ import annotations

import pytest

from benchmarks.fuzz.others import run, seeds, wrong_of

SEEDS = seeds()


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_hold(name: str) -> None:
    assert wrong_of(name, SEEDS[name]) is None


def test_spoilt_files_hold() -> None:
    assert [found for number in range(1, 61) if (found := run(SEEDS, number))] == []
