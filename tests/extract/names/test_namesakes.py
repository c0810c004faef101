"""Kin and firms of one name are told apart where the text introduces them as such."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.extract.conftest import Found


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        # A bare surname before a relative who bears it is somebody else.
        (
            "Quarle left the firm in May. Quarle's father, Max Quarle, had founded it.",
            "Quarle",
            "Max Quarle",
        ),
        (
            "Quarle runs the mill, as did his brother Tom Quarle.",
            "Quarle",
            "Tom Quarle",
        ),
        # A relative with part of a name is not the one who has all of it.
        (
            "Max Odo Quarle was an engineer. He was the son of the railway engineer Max Quarle.",
            "Max Odo Quarle",
            "Max Quarle",
        ),
        (
            "Ada Bree Lindqvist chairs the board. Her mother, Ada Lindqvist, founded the firm.",
            "Ada Bree Lindqvist",
            "Ada Lindqvist",
        ),
        # What somebody is the founder of is a firm.
        (
            "They were named for Alder Quarle, one of the Quarle brothers, founders of Quarle.",
            "Alder Quarle",
            "Quarle",
        ),
        (
            "Jane Quarle founded Quarle in 1990. Quarle makes pumps for farms.",
            "Jane Quarle",
            "Quarle",
        ),
        (
            "They bear the mark of Alder Quarle (one of the Quarle sisters, founders of Quarle).",
            "Alder Quarle",
            "Quarle",
        ),
        # A firm with a legal form that bears the full name of who founded it.
        (
            "The Milton Quarle Company is a maker of games established by Milton Quarle in Leeds.",
            "Milton Quarle Company",
            "Milton Quarle",
        ),
    ],
)
def test_two_of_one_name_stay_two(
    finder: Callable[..., Found], text: str, one: str, other: str
) -> None:
    entities, mentions = finder(text)
    at = {text[m.start : m.end].removeprefix("The "): m.entity for m in reversed(mentions)}
    last = {text[m.start : m.end]: m.entity for m in mentions}
    assert one in at and other in last, [e.name for e in entities]
    assert at[one] != last[other], [e.name for e in entities]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "Max Odo Quarle was an engineer. Max Quarle died in 1950.",
            "Max Odo Quarle",
            "Max Quarle",
        ),
        (
            "Tom Quarle, a father of three, runs the mill. Quarle said so.",
            "Tom Quarle",
            "Quarle",
        ),
        (
            "Jane Orrin works for Father Max Quarle. Quarle said so on Monday.",
            "Max Quarle",
            "Quarle",
        ),
    ],
)
def test_one_of_two_names_stays_one(
    finder: Callable[..., Found], text: str, one: str, other: str
) -> None:
    mentions = finder(text)[1]
    entity = {text[m.start : m.end]: m.entity for m in mentions}
    assert entity[one] == entity[other]


def test_a_founder_and_the_firm_of_that_name_keep_what_is_theirs(
    finder: Callable[..., Found],
) -> None:
    text = "Ada Quarle, the founder of Quarle, sold it. Quarle was born in Leeds in 1950."
    mentions = finder(text)[1]
    names = [m for m in mentions if m.kind == "name" and text[m.start : m.end].endswith("Quarle")]
    person, firm, speaker = (m.entity for m in names)
    assert firm != person == speaker


def test_a_name_that_is_an_article_alone_is_read(finder: Callable[..., Found]) -> None:
    assert [e.name for e in finder("Orrin joined The The in 1990.")[0]] == ["Orrin", "The"]
