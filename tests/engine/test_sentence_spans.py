"""The sentence around a claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpack.engine.sentence_spans import SentenceSpans
from factpack.model import Article, Metadata, RawArticle
from factpack.normalise import normalise
from factpack_validators.word_limits import SENTENCE_CHARS


def article(text: str) -> Article:
    return normalise(RawArticle("a.txt", "a", text, 0, "0" * 64, "utf-8", "valid", Metadata()))


def sentence_of(text: str, words: str) -> str:
    found = article(text)
    start = found.text.index(words)
    span = SentenceSpans(found).around(start, start + len(words))
    return found.text[span.start : span.end]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("bought Birch", "Alder Inc. bought Birch for $3.5 million."),
        ("paid", "It paid in cash."),
        ("million. It", "Alder Inc. bought Birch for $3.5 million. It paid in cash."),
        ("Elm", "Elm did not comment."),
    ],
)
def test_a_claim_is_given_its_sentence_or_sentences(words: str, sentence: str) -> None:
    text = "Alder Inc. bought Birch for $3.5 million. It paid in cash.\n\nElm did not comment."
    assert sentence_of(text, words) == sentence


@pytest.mark.parametrize("filling", ["net and rope, ", "網と綱", "ropeandnet"])
def test_of_a_long_sentence_the_part_around_the_words_is_given(filling: str) -> None:
    text = f"{filling * 400}Alder bought Birch, {filling * 400}so they said."
    sentence = sentence_of(text, "Alder bought Birch")
    assert "Alder bought Birch" in sentence
    assert len(sentence) <= SENTENCE_CHARS
    assert sentence == sentence.strip()


@given(st.text("ab .\n!。é ", min_size=1, max_size=80), st.data())
def test_a_sentence_holds_its_words_whatever_the_text(text: str, data: st.DataObject) -> None:
    found = article(text)
    words = [i for i, character in enumerate(found.text) if not character.isspace()]
    if not words:
        return
    start = data.draw(st.sampled_from(words))
    end = data.draw(st.sampled_from([i for i in words if i >= start])) + 1
    span = SentenceSpans(found).around(start, end)
    assert 0 <= span.start <= start < end <= span.end <= len(found.text)
    assert found.text[span.start : span.end].strip() == found.text[span.start : span.end]
