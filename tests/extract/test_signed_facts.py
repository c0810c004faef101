"""What a reader of the best supported facts would not sign, in sentences of the same build."""

from __future__ import annotations

import pytest
from tests.extract.test_news_sentences import claims

from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Metadata, RawArticle
from factpack.normalise import normalise

CASES: list[tuple[str, list[str]]] = [
    # What stands beside the author is no part of the director's post.
    (
        "Mora Lind, research director at the Alder Foundation and a co-author of the report, "
        "spoke.",
        ["has_role Mora Lind -> Alder Foundation as research director"],
    ),
    # Who played, or had held a post, does so no more.
    (
        "Jane Roe played two seasons at Norland University.",
        ["has_role Jane Roe -> Norland University as player, former"],
    ),
    (
        "Jane Roe plays for the University of Norland.",
        ["has_role Jane Roe -> University of Norland as player"],
    ),
    (
        "Jane Roe had held a senior position with Velmora.",
        ["has_role Jane Roe -> Velmora, former"],
    ),
    (
        "Jane Roe has held a senior position with Velmora.",
        ["has_role Jane Roe -> Velmora"],
    ),
    # A headline's verb is no part of the post behind it.
    (
        "Norland Bears fire coach John Foxe after the season.",
        [
            "has_role John Foxe -> Norland Bears, former",
            "has_role John Foxe -> Norland Bears as coach, former",
        ],
    ),
    (
        "The Norland Bears coach John Foxe spoke.",
        ["has_role John Foxe -> Norland Bears as coach"],
    ),
    # Nor is the last verb of a list a part of the kind.
    (
        "Agencies can experiment, prototype, and implement new workforce programs, like Midax.",
        ["has_type Midax -> new workforce program"],
    ),
    # The largest is the largest of somewhere.
    (
        "Norway's largest car maker Orrin Motors named Mira Barrow as its chief.",
        [
            "has_type Orrin Motors -> Norway's largest car maker",
            "has_role Mira Barrow -> Orrin Motors as chief",
        ],
    ),
    (
        "Norway's car maker Orrin Motors named Mira Barrow as its chief.",
        [
            "has_type Orrin Motors -> car maker",
            "has_role Mira Barrow -> Orrin Motors as chief",
        ],
    ),
    # A purchase that goes on is not made yet.
    (
        "Orrin's ongoing purchase of Vale Semiconductors is slow.",
        ["acquired Orrin -> Vale Semiconductors, planned"],
    ),
    # A party and a state are no employer.
    ("The group was led by chairman Mike Gall, R-Wis.", []),
    ("Ann Poe (D-Calif.) agreed.", []),
    (
        "Teri Roe sued then-Leeds Dodgers owner Walter Malley.",
        ["sued Teri Roe -> Walter Malley", "owned_by Leeds Dodgers -> Walter Malley"],
    ),
    # Whoever is appointed "as" something is whom that verb names, not who replaces them.
    (
        "Jane Roe succeeds Dan Akers, who was appointed by the state as head of Velmora in 2009.",
        ["has_role Dan Akers -> Velmora as head, former"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:48] for text, _ in CASES])
def test_no_more_is_read_than_is_said(text: str, expected: list[str]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "Orrin Motors is the largest maker of cars in Norway, posting sales of $152 in 2012.",
            None,
        ),
        ("Orrin Motors was based in Norway in 2012.", 2012),
    ],
)
def test_a_seat_has_its_own_date_alone(text: str, year: int | None) -> None:
    """What an organisation is lasts longer than what it posted meanwhile."""
    raw = RawArticle("t", "t", text, 0, "", "utf-8", "valid", Metadata(language="en"))
    found = RulesExtractor().extract(normalise(raw)).claims
    seats = [claim.value.date_from for claim in found if claim.predicate == "located_in"]
    assert [date and date.year for date in seats] == [year]
