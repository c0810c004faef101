from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.config.placeholders import is_placeholder


@pytest.mark.parametrize(
    "text",
    [
        "TODO",
        "todo.",
        "To do",
        "TBD",
        "FIXME",
        "xxx",
        "XXXX",
        "...",
        "???",
        "-",
        "Title",
        "Dataset title",
        "Your title here",
        "Your description goes here.",
        "Description of the dataset",
        "A description",
        "Change me",
        "Fill in",
        "Please fill this in",
        "Write a short description of the dataset here.",
        "Describe your dataset here",
        "Choose a license",
        "<title>",
        "[Insert description]",
        "{{ title }}",
        "{title}",
        "untitled",
        "Untitled dataset",
        "Lorem ipsum dolor sit amet",
        "None",
        "n/a",
        "News of the harbour. TODO: say which years.",
        "News of <your town>",
    ],
)
def test_what_only_holds_a_place_is_told(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "Titles of the harbour",
        "The title fight of 1871",
        "Your Harbour News, 1871 to 1899",
        "Todo sobre el puerto",
        "A",
        "News of an invented harbour.",
        "What people choose to read: a corpus",
        "Write-ups of ferries",
        "Enter the ferry",
        "Change of tides",
        "CC0-1.0",
        "other",
        "MIT",
        "Descriptions of <b>ferries</b>",
        "Unknown soldiers of the harbour",
    ],
)
def test_what_says_something_is_none(text: str) -> None:
    assert not is_placeholder(text)


@settings(deadline=None)
@given(st.text(max_size=100))
def test_any_text_is_told(text: str) -> None:
    assert is_placeholder(text) in (True, False)


@pytest.mark.parametrize("piece", ["fill the ", "your ", "<", "x", ".", "TODO", "the "])
def test_a_long_text_costs_nothing(piece: str) -> None:
    is_placeholder(piece * 20_000)
