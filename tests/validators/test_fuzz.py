"""A few damaged releases of the endless many that `python -m tests.validators.fuzz` tries."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tiers import one_of_each
from tests.validators.fuzz import DAMAGES, damage, outcome

SEEDS: tuple[int, ...] = (3, 5, 8, 13, 21, 34, 36)
"""Of several kinds of damage; numbers that once failed come here."""


@pytest.mark.parametrize("number", one_of_each(SEEDS, lambda number: number % 3))
def test_whatever_was_damaged_a_report_comes_out(good: Path, number: int) -> None:
    """No traceback, an exit status that means something, nothing left behind, no endless wait."""
    assert outcome(good, number).problem is None


def test_a_number_is_one_damage(good: Path, tmp_path: Path) -> None:
    names = {name for number in range(200) for name in _names(number)}
    assert names >= DAMAGES.keys()


def _names(number: int) -> list[str]:
    """What a number does to a folder in which nothing can be damaged."""
    return [name.split(" ")[0] for name in damage(Path("/nowhere"), number)]
