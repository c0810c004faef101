"""Every forgery that somebody thought of, and the check that notices it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tiers import one_of_each
from tests.validators.conftest import Copy
from tests.validators.editing import reseal
from tests.validators.forgeries import in_card, in_descriptions, in_folder, in_pages, in_tables
from tests.validators.forgeries.forgery import Forgery

from factpack_validators.checks import CHECKS, FAMILIES
from factpack_validators.release import validate_release

CATALOGUE: tuple[Forgery, ...] = (
    *in_card.FORGERIES,
    *in_descriptions.FORGERIES,
    *in_folder.FORGERIES,
    *in_pages.FORGERIES,
    *in_tables.FORGERIES,
)


def test_each_has_a_name_of_its_own() -> None:
    assert len({f.name for f in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize(
    "forgery", one_of_each(CATALOGUE, lambda f: (f.code, f.forge.__qualname__), lambda f: f.name)
)
def test_it_is_noticed(good: Path, copy_of: Copy, forgery: Forgery) -> None:
    release = copy_of(good)
    forgery.forge(release)
    if forgery.sealed:
        reseal(release)
    family = CHECKS[forgery.code].family
    report = validate_release(release, skip=[f for f in FAMILIES if f != family])
    assert forgery.code in report.totals, report.totals
    assert not report.ok or CHECKS[forgery.code].severity != "error"


def test_what_is_forged_was_good(good: Path, copy_of: Copy) -> None:
    """No forgery is noticed for what was wrong before it."""
    release = copy_of(good)
    in_descriptions.write_croissant(release, lambda data: None)
    reseal(release)
    skip = [f for f in FAMILIES if f not in ("structure", "metadata", "coherence", "safety")]
    assert set(validate_release(release, skip=skip).totals) == {"check-skipped"}
