"""What is known of a claim besides its rule, on sentences written for it."""

from __future__ import annotations

from typing import Any

import pytest

from factpack.confidence.features import FEATURES
from factpack.engine.kernel import read_article
from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Metadata, RawArticle

FILLER = "The weather in the valley stayed dry for most of the week.\n"


def found(text: str) -> list[dict[str, Any]]:
    """The claims of a text with their features."""
    raw = RawArticle("a.txt", "a.txt", text, 0, "0" * 64, "utf-8", "valid", Metadata(rights="full"))
    rows = read_article(raw, RulesExtractor()).by_table()
    features = {row["claim_id"]: row for row in rows["claim_features"]}
    assert len(features) == len(rows["claims"])
    return [{**row, **features[row["claim_id"]]} for row in rows["claims"]]


def only(text: str, predicate: str = "acquired") -> dict[str, Any]:
    (claim,) = [claim for claim in found(text) if claim["predicate"] == predicate]
    return claim


PLAIN = "Quillon Corp acquired Dravik Ltd.\n"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (PLAIN, {"pronoun": 0, "unstopped": 0, "one_word_name": 0, "starts_sentence": 1}),
        ("Quillon acquired Dravik Ltd.\n", {"one_word_name": 1}),
        ("Quillon Corp acquired Dravik Ltd\n", {"unstopped": 1}),
        ("Last week Quillon Corp acquired Dravik Ltd.\n", {"starts_sentence": 0}),
        (
            "Quillon Corp sells pumps. It acquired Dravik Ltd.\n",
            {"pronoun": 1, "antecedent_distance": 4, "starts_sentence": 0},
        ),
        (
            "Quillon Corp reported that Quillon Corp acquired Dravik Ltd for $5 million.\n",
            {"subject_mentions": 2, "object_mentions": 1, "money": 1},
        ),
        ("“Quillon Corp acquired Dravik Ltd,” said Ada Marsh.\n", {"in_quote": 1}),
        ("Quillon Corp has not acquired Dravik Ltd.\n", {"negated": 1}),
        (PLAIN, {"said_again": 0, "claims_in_sentence": 0, "capitals": 1, "in_quote": 0}),
        ("Last week Quillon Corp acquired the old Dravik Ltd.\n", {"capitals": 0}),
    ],
)
def test_features_of_a_claim(text: str, known: dict[str, int]) -> None:
    claim = only(text + FILLER)
    assert {name: claim[name] for name in known} == known


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Yesterday Quillon Corp hired Ada Marsh.\n", 1),
        ("Quillon Corp Vice President Ada Marsh agreed.\n", 0),
        ("Ada Marsh, Vice President of Quillon Corp, agreed.\n", 0),
    ],
)
def test_a_post_with_a_capital_is_no_part_of_a_name(text: str, cut: int) -> None:
    assert only(text + FILLER, "has_role")["cut_name"] == cut


def test_a_claim_that_is_made_twice_is_said_again() -> None:
    claims = [c for c in found(PLAIN + FILLER + PLAIN) if c["predicate"] == "acquired"]
    assert [claim["said_again"] for claim in claims] == [1, 1]


def test_a_name_within_another_name_is_told() -> None:
    text = "Dravik Ltd acquired Osage. Ada Marsh is chief executive of Bank of {}.\n"
    told = [only(text.format(name) + FILLER)["part_of_name"] for name in ("Osage", "Hestia")]
    assert told == [1, 0]


def test_features_are_those_that_are_declared_and_stay_small() -> None:
    claims = found((PLAIN + FILLER) * 50)
    assert claims
    for claim in claims:
        for feature in FEATURES:
            assert type(claim[feature.name]) is int and 0 <= claim[feature.name] <= 20, feature.name
