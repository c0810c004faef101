"""What holds for every text: the map is exact, and normalising twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.model import Article
from factpack.normalise.furniture import furniture

_LINES = [line for rule in furniture().rules for line in (*rule.matches, *rule.leaves)]
_PROSE = [
    "Harrow Robotics builds tractors that drive themselves, and it has sold nine hundred of them.",
    "The company has its seat in Oakley. It was founded by Ana Oakley and Lee Marsh in a barn, and",
    "it employs forty people there today, most of whom grew up on farms nearby, the firm says.",
    "“Nobody asked for a tractor with opinions,” said Lee Marsh, who leads the firm, on Monday.",
    "The board said that",
    "Harrow buys a rival",
    "Harrow buys a rival | Fieldpost",
    "harrow robotics",
    "Why now?",
    "the engines of a",
    "multi-",
    "year plan for the",
    "Inc.",
    "# A heading",
    "## # Another heading",
    "- a point of a list",
    "Harrow buys a rival for a fistful of euros - 1Harrow buys a rival for a fistful of euros - 27",
    "The end.Harrow buys a rival at last - 2Harrow buys a rival at last - 3",
    "word",
    "Word.",
    "“",
    "-",
    "–",
    ",",
    "(1)",
]
_GAPS = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\n \n\u200b\n", " ", "\u2028", "\x0c", ""]

structured = st.lists(
    st.tuples(st.sampled_from(_LINES + 2 * _PROSE), st.sampled_from(_GAPS)), max_size=14
).map(lambda pairs: "".join(line + gap for line, gap in pairs))
hostile = st.text(
    alphabet=st.sampled_from(
        "aA1 .,-#|\n\t\r\"'“”йß\xa0\xad\u200b\u200c\u200d\u202e\ufeff\x00\x1c\x85\u2029\ufffe\u3000"
        "\u0301\u0323\u0338\u0344\u212a\u2adc\u0958\u0915\u093c\u1100\u1161\u11a8\u0627\u0653"
        "\ud800\U0001f469\ufe0f\U000e0041\U0010ffff"
    )
)
anything = st.text(alphabet=st.characters(exclude_categories=()))


def _test(normalised: Callable[..., Article], check: Callable[[Article], None], text: str) -> None:
    article = normalised(text)
    check(article)
    again = normalised(article.text)
    check(again)
    assert again.text == article.text
    assert not any(segment.reason for segment in again.segments)


@given(text=anything)
def test_any_text(
    normalised: Callable[..., Article], check: Callable[[Article], None], text: str
) -> None:
    _test(normalised, check, text)


@given(text=hostile)
@settings(max_examples=300)
def test_hostile_characters(
    normalised: Callable[..., Article], check: Callable[[Article], None], text: str
) -> None:
    _test(normalised, check, text)


@given(text=structured)
@settings(max_examples=300)
def test_articles_full_of_debris(
    normalised: Callable[..., Article], check: Callable[[Article], None], text: str
) -> None:
    _test(normalised, check, text)


@given(
    text=structured,
    title=st.sampled_from(_LINES + _PROSE),
    author=st.sampled_from(["Lee Marsh", "Word", None]),
    publisher=st.sampled_from(["Fieldpost", "word", None]),
)
@settings(max_examples=200)
def test_articles_with_metadata(
    normalised: Callable[..., Article],
    check: Callable[[Article], None],
    text: str,
    title: str,
    author: str | None,
    publisher: str | None,
) -> None:
    article = normalised(text, title=title, author=author, publisher=publisher)
    check(article)
    again = normalised(article.text, title=title, author=author, publisher=publisher)
    assert again.text == article.text


@given(front=structured, text=structured)
def test_front_matter_is_removed_whole(
    normalised: Callable[..., Article],
    check: Callable[[Article], None],
    front: str,
    text: str,
) -> None:
    article = normalised(front + text, start=len(front))
    check(article)
    assert article.text == normalised(text).text


@pytest.mark.parametrize("text", ["", " ", "\n\r\n", "\u200b", "\x00\ud83d"[:1], "Share", "- 1"])
def test_texts_without_an_article(
    normalised: Callable[..., Article], check: Callable[[Article], None], text: str
) -> None:
    article = normalised(text)
    check(article)
    assert article.text in ("", "- 1")
    assert article.title is None
