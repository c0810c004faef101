"""Words with capitals that name nobody, or not what their form suggests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.extract.conftest import Found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She is a Member of the Board of Velmora.", {"Velmora"}),
        ("Mark Orr was VP of Engineering at Velmora.", {"Mark Orr", "Velmora"}),
        ("Mark Orr was Engineering Manager with Velmora.", {"Mark Orr", "Velmora"}),
        ("Mark Orr spoke of Engineering News on Monday.", {"Mark Orr", "Engineering News"}),
        # An item of a list begins with a capital as a sentence does.
        ("We do this.\n\n- Make it easy.\n\n- Park the car.", set()),
        ("A visit to - Park Velmora - is free.", {"Park Velmora"}),
        # What everybody calls a team by is its name, wherever the whole of it stands.
        ("The Rovers won. The Leeds Rovers won again.", {"Leeds Rovers"}),
    ],
)
def test_names(finder: Callable[..., Found], text: str, names: set[str]) -> None:
    entities, _ = finder(text)
    assert {entity.name for entity in entities} == names


@pytest.mark.parametrize(
    ("text", "name", "is_person"),
    [
        ("18F works to share code. 18F said so.", "18F", False),
        ("Mac OS X took years. Mac OS X is good.", "Mac OS X", False),
        ("Mac Orrin took years. Mac Orrin spoke.", "Mac Orrin", True),
        ("Tom Orrin II took years. Tom Orrin II spoke.", "Tom Orrin II", True),
    ],
)
def test_what_is_no_person(
    types: Callable[[str], dict[str, str]], text: str, name: str, is_person: bool
) -> None:
    assert (types(text)[name] == "Person") is is_person
