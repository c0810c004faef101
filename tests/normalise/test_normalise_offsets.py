"""The map between source and normalised text, in both directions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpack.model import Article, Segment
from factpack.normalise.offsets import OffsetMap, to_normalised, to_raw

Normalised = Callable[..., Article]

RAW = "\r\nCafe\u0301  Harrow\xa0sells pl\xadoughs.\r\n\r\nPhoto: a barn\r\n\r\nIt is\r\nsmall.\r\n"
TEXT = "Café Harrow sells ploughs.\n\nIt is\n\nsmall."


@pytest.fixture
def article(normalised: Normalised, check: Callable[[Article], None]) -> Article:
    found = normalised(RAW)
    check(found)
    assert found.text == "Café Harrow sells ploughs.\n\nIt is small."
    return found


# words of the text, words of the source
SPANS = [
    ("Café", "Cafe\u0301"),
    ("é", "e\u0301"),
    ("é Harrow", "e\u0301  Harrow"),
    ("Harrow sells", "Harrow\xa0sells"),
    ("ploughs", "pl\xadoughs"),
    ("pl", "pl"),
    ("ou", "ou"),
    ("lo", "l\xado"),
    ("It is small.", "It is\r\nsmall."),
    (" small", "\r\nsmall"),
    ("ploughs.\n\nIt", "pl\xadoughs.\r\n\r\nPhoto: a barn\r\n\r\nIt"),
    ("\n\nIt", "It"),
    ("ploughs.\n\n", "pl\xadoughs."),
]


@pytest.mark.parametrize(("words", "source"), SPANS)
def test_to_raw(article: Article, words: str, source: str) -> None:
    start = article.text.index(words)
    raw_start, raw_end = to_raw(article.segments, start, start + len(words))
    assert RAW[raw_start:raw_end] == source
    assert to_normalised(article.segments, raw_start, raw_end) == (
        start + len(words) - len(words.lstrip("\n")),
        start + len(words.rstrip("\n")),
    )


# words of the source, words of the text that hold them
RAW_SPANS = [
    ("e", "é"),
    ("\u0301", "é"),
    (" Harrow", " Harrow"),
    ("\xad", None),
    ("\r\n\r\nPhoto", None),
    ("Photo: a barn", None),
    ("barn\r\n\r\nIt", "It"),
    ("ghs.\r\n\r\nPho", "ghs."),
    ("is\r", "is "),
]


@pytest.mark.parametrize(("source", "words"), RAW_SPANS)
def test_to_normalised(article: Article, source: str, words: str | None) -> None:
    start = RAW.index(source)
    span = to_normalised(article.segments, start, start + len(source))
    assert (article.text[slice(*span)] if span else None) == words


@pytest.mark.parametrize(("start", "end"), [(26, 28), (5, 5), (9, 3), (1000, 1001)])
def test_a_span_without_a_character_is_refused(article: Article, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no kept character"):
        to_raw(article.segments, start, end)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (7, 2), (0, 2), (1000, 1001)])
def test_a_stretch_without_a_kept_character_is_nowhere(
    article: Article, start: int, end: int
) -> None:
    assert to_normalised(article.segments, start, end) is None


def test_no_segments_hold_nothing() -> None:
    nothing: tuple[Segment, ...] = ()
    assert to_normalised(nothing, 0, 5) is None
    with pytest.raises(ValueError, match="no kept character"):
        to_raw(nothing, 0, 5)


@given(
    text=st.text(
        alphabet=st.sampled_from("abcé e\u0301\u0323\u200b\xad\n\r \t.\xa0#-"), max_size=60
    ),
    data=st.data(),
)
def test_there_and_back_again(normalised: Normalised, text: str, data: st.DataObject) -> None:
    article = normalised(text)
    offsets = OffsetMap(article.segments)
    kept = [place for place, char in enumerate(article.text) if char != "\n"]
    if not kept:
        return
    start, last = sorted(data.draw(st.tuples(st.sampled_from(kept), st.sampled_from(kept))))
    raw_start, raw_end = offsets.to_raw(start, last + 1)
    assert 0 <= raw_start < raw_end <= len(text)
    found = offsets.to_normalised(raw_start, raw_end)
    assert found is not None
    # An atomic replacement counts whole, so that the way back may be wider, never narrower.
    assert found[0] <= start and found[1] >= last + 1
    assert offsets.to_raw(*found) == (raw_start, raw_end)
