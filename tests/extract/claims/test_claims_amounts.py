"""Which amount of money belongs to a claim."""

from collections.abc import Sequence

import pytest

from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Claim, Metadata, RawArticle
from factpack.normalise import normalise


def read(text: str) -> Sequence[Claim]:
    raw = RawArticle("a", "a", text, 0, "0" * 64, "utf-8", "valid", Metadata(language="en"))
    return RulesExtractor().extract(normalise(raw)).claims


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (
            "Alder Robotics has signed a $40 million deal to partner with Birch Media.",
            {"partners_with": 4e7},
        ),
        (
            "Alder Robotics signed a $40 million contract to acquire Birch Media.",
            {"acquired": 4e7},
        ),
        (
            "Alder Robotics raised $40 million to acquire Birch Media.",
            {"raised_funding": 4e7, "acquired": None},
        ),
    ],
)
def test_the_noun_that_an_infinitive_completes_gives_its_amount(
    text: str, amounts: dict[str, float | None]
) -> None:
    assert {claim.predicate: claim.value.amount for claim in read(text)} == amounts


@pytest.mark.parametrize(
    ("text", "paid", "raised"),
    [
        (
            "Alder Robotics has secured $90 million from investors including Birch Media, "
            "Cedar Group and Dogwood Partners.",
            [None, None, None],
            [9e7],
        ),
        (
            "Alder Robotics raised $90 million from investors including Birch Media.",
            [None],
            [9e7],
        ),
        ("Birch Media and Cedar Group invested $90 million in Alder Robotics.", [None, None], []),
        (
            "Birch Media and Cedar Group invested $90 million each in Alder Robotics.",
            [9e7, 9e7],
            [],
        ),
        ("Birch Media invested $90 million in Alder Robotics and Cedar Group.", [None, None], []),
        ("Alder Robotics raised $90 million from Birch Media.", [9e7], [9e7]),
    ],
)
def test_the_sum_of_a_joint_round_is_not_what_each_investor_paid(
    text: str, paid: list[float | None], raised: list[float]
) -> None:
    claims = read(text)
    assert [c.value.amount for c in claims if c.predicate == "invested_in"] == paid
    assert [c.value.amount for c in claims if c.predicate == "raised_funding"] == raised
