"""Some rounds of spoilt pages and archives; `python -m benchmarks fuzz.pages` runs many."""

from __future__ import annotations

import pytest

from benchmarks.fuzz.pages import SEEDS, run, wrong_of_page


@pytest.mark.parametrize("seed", SEEDS, ids=range(len(SEEDS)))
def test_the_seeds_hold(seed: str) -> None:
    assert wrong_of_page(seed) is None


def test_spoilt_pages_and_archives_hold() -> None:
    assert [found for number in range(1, 61) if (found := run(SEEDS, number))] == []
