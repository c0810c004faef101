"""Which amount of money belongs to a claim."""

import pytest

from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Metadata, RawArticle
from factpack.normalise import normalise


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
    raw = RawArticle("a", "a", text, 0, "0" * 64, "utf-8", "valid", Metadata(language="en"))
    claims = RulesExtractor().extract(normalise(raw)).claims
    assert {claim.predicate: claim.value.amount for claim in claims} == amounts
