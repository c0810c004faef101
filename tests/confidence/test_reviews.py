"""`reviews.csv`: read strictly, written so that version control shows what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from factpack.confidence.measured import ENOUGH, Measured, Tally
from factpack.confidence.reviews import (
    Review,
    VerdictKind,
    final_verdicts,
    read_reviews,
    write_reviews,
)
from factpack.errors import FactpackError

HEADER = "claim_id,reviewer,predicate,rule,verdict,cells,mended,words_sha256,reviewed_on,note\n"


def verdict(claim_id: str, reviewer: str, kind: VerdictKind = "right") -> Review:
    return Review(
        claim_id,
        reviewer,
        "acquired",
        "buy",
        kind,
        (),
        "0" * 64,
        "2024-01-01",
    )


def test_reviews_survive_a_round_trip_and_are_sorted(tmp_path: Path) -> None:
    file = tmp_path / "reviews.csv"
    some = [
        verdict("c-2", "bo"),
        Review(
            "c-1",
            "ann",
            "acquired",
            "buy",
            "cell",
            ("role",),
            "1" * 64,
            "2024-01-01",
            'says "chair", a comma',
            {"role": "chair"},
        ),
    ]
    write_reviews(file, some)
    assert list(read_reviews(file)) == sorted(some)
    first = file.read_bytes()
    write_reviews(file, reversed(some))
    assert file.read_bytes() == first


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("c-1,ann,acquired,buy,good,,,x,2024-01-01,", "line 2: the verdict 'good' is none of"),
        ("c-1,ann,acquired,buy,cell,colour,,x,2024-01-01,", "line 2: colour: no such cell"),
        ("c-1,ann,acquired,buy,cell,role,name=x,x,2024-01-01,", "line 2: 'name=x' mends nothing"),
        (
            "c-1,ann,acquired,buy,right,,,x,2024-01-01,\nc-1,ann,acquired,buy,wrong,,,x,2024-01-01,",
            "line 3: ann judged c-1 in line 2 already",
        ),
    ],
)
def test_a_row_that_is_no_verdict_is_told_with_its_line(
    tmp_path: Path, row: str, message: str
) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text(f"{HEADER}{row}\n")
    with pytest.raises(FactpackError, match=message):
        read_reviews(file)


def test_a_file_without_its_columns_is_told(tmp_path: Path) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text("claim_id,verdict\n")
    with pytest.raises(FactpackError, match="line 1: lacks the columns"):
        read_reviews(file)


def test_of_two_reviewers_the_doubt_counts() -> None:
    final = final_verdicts(
        [verdict("c-1", "ann"), verdict("c-1", "bo", "wrong"), verdict("c-2", "bo", "unsure")]
    )
    assert {id_: review.verdict for id_, review in final.items()} == {"c-1": "wrong"}


@pytest.mark.parametrize(
    ("own", "kin", "others", "value", "basis"),
    [
        (Tally(ENOUGH, ENOUGH), Tally(), Tally(0, 80), 1.0, "rule"),
        (Tally(5, 10), Tally(30, 30), Tally(0, 0), (5 + 10 * 35 / 40) / 20, "predicate"),
        (Tally(0, 0), Tally(0, 0), Tally(30, 40), 0.75, "all"),
    ],
)
def test_a_rule_that_was_judged_rarely_borrows(
    own: Tally, kin: Tally, others: Tally, value: float, basis: str
) -> None:
    measured = Measured(
        {("acquired", "buy"): own, ("acquired", "kin"): kin, ("has_role", "post"): others}
    )
    found = measured.of("acquired", "buy")
    assert (found.value, found.basis) == (round(value, 3), basis)
