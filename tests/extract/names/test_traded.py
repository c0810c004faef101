"""What markets trade is named where it is written small, and only where it is meant."""

from __future__ import annotations

import pytest
from tests.extract.conftest import make_article

from factpack.extract.mentions import find_mentions
from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals

TEXTS = [
    ("He lost his bitcoins.", ["Bitcoin"]),
    ("They take BTC and litecoin.", ["Bitcoin", "Litecoin"]),
    ("Spot gold rose 2 percent.", ["gold"]),
    ("The price of gold is $1,200.", ["gold"]),
    ("Copper was trading at $3.", ["copper"]),
    ("Oil and gold fell 2 percent.", ["gold"]),
    ("The dollar rose 1 percent.", ["dollar"]),
    ("A dollar rose 1 percent.", []),
    ("They found gold worth $3 million.", []),
    ("Gold medals rose by 5 percent.", []),
    ("The oil firm rose 5 percent.", []),
    ("Gold is heavy.", []),
    ("It sells corn dogs for $3.", []),
    ("Stellar rose 5 percent.", []),
    ("With stellar at $3 it waits.", ["stellar"]),
]


@pytest.mark.parametrize(("text", "names"), TEXTS)
def test_traded_things_are_named(text: str, names: list[str]) -> None:
    article = make_article(text)
    doc = doc_of(article)
    entities, _ = find_mentions(article, doc, find_literals(article, doc))
    assert [entity.name for entity in entities if entity.type == "Product"] == names


def test_spellings_have_their_reason() -> None:
    article = make_article("Bitcoin fell. They buy bitcoin. BTC rose.")
    doc = doc_of(article)
    entities, _ = find_mentions(article, doc, find_literals(article, doc))
    assert entities[0].aliases == {"bitcoin": "same-name", "BTC": "ticker"}
