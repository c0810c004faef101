"""What stands at a place of an article goes to another process and back."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from datetime import date

import pytest

from factpack.model import (
    Block,
    Claim,
    LiteralValue,
    LocalEntity,
    Mention,
    Quote,
    Rejected,
    Segment,
    Span,
    Value,
)

SUM = Value(amount=3e6, currency="USD", date_from=date(2020, 5, 1), date_precision="day")
ROWS = [
    Span(3, 9),
    Segment("paragraph", True, 0, 9, 2, 11),
    Block("title", 0, 9),
    LocalEntity("Orrin Pumps", "Organization", {"Orrin": "part-of-name"}),
    Mention(3, 9, 0, "name"),
    SUM,
    LiteralValue("money", 3, 9, SUM),
    Quote("direct", 3, 9, 0, Span(10, 12), "said"),
    Claim("acquired", 3, 9, 0, 1, None, {"subject": Span(3, 5)}, SUM),
    Rejected("claim", "a.txt", "type-mismatch", "A place buys nothing."),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: type(row).__name__)
def test_a_row_survives_a_journey(row: object) -> None:
    for again in (pickle.loads(pickle.dumps(row)), copy.deepcopy(row)):
        assert type(again) is type(row)
        assert again == row
        assert repr(again) == repr(row)


def test_a_row_is_ordered_hashed_and_changed_by_its_fields() -> None:
    assert sorted([Span(5, 6), Span(3, 9), Span(3, 4)]) == [Span(3, 4), Span(3, 9), Span(5, 6)]
    assert len({Span(3, 4), Span(3, 4), Span(4, 3)}) == 2
    assert replace(Mention(3, 9, 0, "name"), entity=2) == Mention(3, 9, 2, "name")
    assert repr(Span(3, 4)) == "Span(start=3, end=4)"


def test_defaults_are_not_shared_by_mistake() -> None:
    claim = Claim("founded", 3, 9, 0, 1, None, {})
    assert claim.value == Value()
    assert claim.extractor == "rules"
    assert LocalEntity("Orrin", "Other").aliases == {}
