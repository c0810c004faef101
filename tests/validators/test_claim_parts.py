"""What a claim states is in its parts, unless a reviewer who read the article put it there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validators.conftest import Copy
from tests.validators.editing import edit, edit_json, reseal

from factpack_validators.checks import FAMILIES
from factpack_validators.mended import mended_claims
from factpack_validators.release import validate_release

SKIP = [family for family in FAMILIES if family != "grounding"]
HEADER = ["claim_id", "mended"]


@pytest.mark.parametrize(
    ("mended", "code"),
    [(None, "span-words"), ("kind=other", "span-words"), ("role=chairman", None)],
)
def test_a_role_is_its_words_or_a_reviewers(
    good: Path, copy_of: Copy, mended: str | None, code: str | None
) -> None:
    release = copy_of(good)
    keys: list[str] = []

    def chairman(rows: list[dict[str, object]]) -> None:
        for row in rows:
            if row["role"] is not None:
                keys.append(str(row["claim_id"]))
                row["role"] = "chairman"

    edit(release, "claims", chairman)
    rows = [HEADER, *([key, mended] for key in keys)] if mended else None
    edit_json(release, "manifest.json", lambda manifest: manifest.update(reviews_csv=rows))
    reseal(release)
    assert keys
    assert set(validate_release(release, skip=SKIP).totals) - {"check-skipped"} == (
        {code} if code else set()
    )


def test_a_made_up_table_of_verdicts_mends_nothing() -> None:
    class Release:
        manifest: object = None

    release = Release()
    for rows in (None, 3, [], [3], [["claim_id"], ["c-1"]], [HEADER, ["c-1"], 3, ["c-1", 3]]):
        release.manifest = {"reviews_csv": rows}
        assert mended_claims(release, "role") == []  # type: ignore[arg-type]
