"""Words are counted in one way: those of a leak are those that the limits of names count."""

from __future__ import annotations

import unicodedata

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpack_validators.word_limits import NAME_PATTERNS, word_starts, words_of

CHARACTERS = "aÉıİßΐǰ\u0301\u0323नि्दीกำЖ語12²Ⅷ½_ -’.,“\u200d\t"


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Ministry of State", 3),
        ("İZMİR İL", 2),
        ("हिन्दी विभाग", 2),
        ("x\u0302y z\u0323", 2),
        ("ΐ ǰ", 2),
        ("a_b’c", 3),
        ("\u0301", 0),
    ],
)
def test_a_mark_is_part_of_its_word(text: str, n: int) -> None:
    assert len(words_of(text)) == n
    assert len(list(word_starts(unicodedata.normalize("NFC", text)))) == n


@given(st.text(CHARACTERS))
def test_both_ways_of_counting_agree(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    column = pa.array([text])
    (counted,) = pc.count_substring_regex(column, NAME_PATTERNS[0][0]).to_pylist()
    assert len(words_of(text)) == counted
