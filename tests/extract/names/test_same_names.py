"""Two people of one full name are two where the text tells them apart, and one elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.extract.conftest import Found

TWO = [
    "Max Orrin runs the mill. His namesake, Max Orrin, teaches in Leeds.",
    "Max Orrin runs the mill. Another Max Orrin teaches in Leeds.",
    "Max Orrin runs the mill. His namesake, the singer Max Orrin, teaches in Leeds.",
    "Max Orrin runs the mill. In Leeds there is another Max Orrin, a teacher.",
    "Max Orrin runs the mill. It was a different Max Orrin who taught in Leeds.",
    "Max Orrin runs the mill. His father, Max Orrin, built it.",
    "Max Orrin runs the mill, and Max Orrin's father, Max Orrin, built it.",
    "Max Orrin, the son of the late engineer Max Orrin, runs the mill.",
    "Max Orrin runs the mill. The thief was named as Max Orrin (no relation).",
    "Max Orrin, 34, runs the mill. The thief, Max Orrin, 71, was caught.",
    "Max Orrin (34) runs the mill. The thief is Max Orrin (71).",
]

ONE = [
    "Max Orrin runs the mill. Max Orrin teaches in Leeds.",
    # Nobody but him is spoken of.
    "Max Orrin runs the mill. There will never be another Max Orrin, they say.",
    "Max Orrin runs the mill. Yet another Max Orrin song was heard.",
    "Max Orrin and his namesake, Ada Vale of Leeds, met. Max Orrin smiled.",
    # The father of another.
    "Max Orrin runs the mill. Ada Orrin spoke. Her father, Max Orrin, smiled.",
    "Max Orrin runs the mill. Ada Vale, daughter of Max Orrin, spoke.",
    # His birthday was between the two; a count of years is no age.
    "Max Orrin, 34, runs the mill. The owner, Max Orrin, 35, was glad.",
    "Max Orrin, 34, runs the mill. Max Orrin, 2015, a picture of him.",
    "Tom Vale and Max Orrin, 61, run the mill. In 1980 Max Orrin, 17, founded it.",
    "Max Orrin, 45, bought the mill in 2001. In 2021 Max Orrin, 65, sold it.",
    "Max Orrin, 25, coaches the team. Max Orrin (12) and Ada Vale (8) scored.",
    # Of whom there is no relation, is another.
    "Max Orrin and Ada Orrin spoke. Max Orrin (no relation) smiled.",
]


def bearers(found: Found) -> list[bool]:
    """Of each entity called Max Orrin, whether it is told apart from the one before."""
    return [entity.namesake for entity in found[0] if entity.name == "Max Orrin"]


@pytest.mark.parametrize("text", TWO)
def test_who_is_told_apart_is_another(finder: Callable[..., Found], text: str) -> None:
    assert bearers(finder(text)) == [False, True]


@pytest.mark.parametrize("text", ONE)
def test_one_name_is_one_person_elsewhere(finder: Callable[..., Found], text: str) -> None:
    assert bearers(finder(text)) == [False]


def test_mentions_right_behind_are_of_the_second(finder: Callable[..., Found]) -> None:
    text = (
        "Max Orrin runs the mill.\nAnother Max Orrin teaches. Max Orrin is well liked.\n"
        "Max Orrin sold the mill."
    )
    entities, mentions = finder(text)
    named = [m.entity for m in mentions if text[m.start : m.end] == "Max Orrin"]
    assert named == [0, 1, 1, 0]
    assert [entity.namesake for entity in entities] == [False, True]


def test_a_bare_surname_of_both_is_neither(finder: Callable[..., Found]) -> None:
    text = "Max Orrin runs the mill. His namesake, Max Orrin, teaches. Orrin smiled."
    entities, _ = finder(text)
    assert [entity.name for entity in entities] == ["Max Orrin", "Max Orrin", "Orrin"]


def test_a_junior_is_not_his_senior(finder: Callable[..., Found]) -> None:
    entities, _ = finder("Max Orrin Jr. runs the mill. Max Orrin Sr. built it.")
    assert len(entities) == 2
