"""What is done with a name of which nothing else tells what it names shows that it is a product."""

from __future__ import annotations

import pytest

from factpack.extract.rules_extractor import extract
from factpack.model import Extraction

from ..conftest import make_article


def claims(found: Extraction, predicate: str) -> set[tuple[str, str, str]]:
    """Subject, object and type of the object of the claims of a predicate."""
    return {
        (found.entities[c.subject].name, entity.name, entity.type)
        for c in found.claims
        if c.predicate == predicate and c.object is not None
        for entity in [found.entities[c.object]]
    }


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Orrin Systems launched Velmora in May.", "launched"),
        ("Orrin Systems has unveiled Velmora.", "launched"),
        ("Velmora was rolled out by Orrin Systems in May.", "launched"),
        ("Orrin Systems put Velmora on sale.", "launched"),
        ("Orrin Systems began selling Velmora.", "launched"),
        ("Orrin Systems made Velmora available to all.", "launched"),
        ("Orrin Systems' launch of Velmora drew crowds.", "launched"),
        ("Orrin Systems developed Velmora.", "develops"),
        ("Velmora was designed by Orrin Systems.", "develops"),
        ("Orrin Systems, maker of Velmora, has moved.", "develops"),
        ("Orrin Systems uses Velmora to print labels.", "uses_product"),
        ("Orrin Systems has deployed Velmora in its shops.", "uses_product"),
        ("Velmora is used by Orrin Systems.", "uses_product"),
        ("Orrin Systems is equipped with Velmora.", "uses_product"),
        ("Orrin Systems makes use of Velmora.", "uses_product"),
        ("Orrin Systems migrated to Velmora.", "uses_product"),
        ("Orrin Systems adopted Velmora in May.", "uses_product"),
    ],
)
def test_verbs_whose_object_is_a_product_call_an_unknown_name_one(
    text: str, predicate: str
) -> None:
    found = extract(make_article(text))
    assert claims(found, predicate) == {("Orrin Systems", "Velmora", "Product")}


def test_a_list_of_unknown_names_is_read_whole() -> None:
    found = extract(make_article("Orrin Systems uses Velmora, Tarnik and Zentok."))
    assert {name for _, name, _ in claims(found, "uses_product")} == {
        "Velmora",
        "Tarnik",
        "Zentok",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Orrin Systems relies on Velmora.",
        "Orrin Systems chose Velmora.",
        "Orrin Systems announced Velmora.",
        "Orrin Systems presented Velmora.",
        "Orrin Systems met Velmora.",
        "Jane Orr used Velmora.",
        "Orrin Systems launched an app for the Tarnik and Velmora.",
        "Orrin Systems uses Leeds and Velmora.",
        "Orrin Systems uses Space.",
    ],
)
def test_verbs_that_anything_may_follow_call_it_none(text: str) -> None:
    found = extract(make_article(text))
    for predicate in ("launched", "develops", "uses_product"):
        assert claims(found, predicate) == set()
    assert all(e.type != "Product" for e in found.entities if e.name in ("Velmora", "Space"))


def test_what_others_say_of_it_tells_that_it_is_a_firm() -> None:
    found = extract(make_article("Orrin Systems put Velmora on sale. Velmora is based in Leeds."))
    assert claims(found, "launched") == set()
    assert {e.name: e.type for e in found.entities}["Velmora"] == "Organization"
    assert [r.check_code for r in found.rejected if r.rule == "put-on-sale"] == ["type-mismatch"]


def test_a_firm_may_be_used_though_it_is_none_that_is_launched() -> None:
    text = "Orrin Systems uses Velmora. Velmora is based in Leeds."
    found = extract(make_article(text))
    assert claims(found, "uses_product") == {("Orrin Systems", "Velmora", "Organization")}


def test_figures_of_users_leave_it_a_product() -> None:
    found = extract(make_article("Orrin Systems put Velmora on sale. Velmora has 40,000 users."))
    assert claims(found, "launched") == {("Orrin Systems", "Velmora", "Product")}
