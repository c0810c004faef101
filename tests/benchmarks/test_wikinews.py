"""Tokens of a Wikinews story are joined as they are written, and its second line is its date."""

from __future__ import annotations

import pytest

from benchmarks.news.wikinews import joined_tokens, wikinews_article


@pytest.mark.parametrize(
    ("tokens", "written"),
    [
        ("Vexley 's sales rose 4 % , it said .", "Vexley's sales rose 4%, it said."),
        ("It paid $ 6 million ( about £ 4 million ) .", "It paid $6 million (about £4 million)."),
        ('" We do n\'t know , " she said .', '"We don\'t know," she said.'),
        ("`` We wo n't sell , '' he said .", '"We won\'t sell," he said.'),
        ("The Wal - Mart store of the dealers ' union", "The Wal-Mart store of the dealers' union"),
    ],
)
def test_tokens_are_joined_as_they_are_written(tokens: str, written: str) -> None:
    assert joined_tokens(tokens) == written


def test_a_story_has_a_title_a_date_and_paragraphs_of_three_sentences() -> None:
    lines = ["Vexley opens", "May 7 , 2005", "One .", "Two .", "Three .", "Four ."]
    content, published = wikinews_article("\n".join(lines))
    assert published == "2005-05-07"
    assert content == "Vexley opens\n\nOne. Two. Three.\n\nFour.\n"
