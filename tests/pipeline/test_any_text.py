"""Whatever the text, a valid dataset.yaml publishes, and what is published has no error.

`python -m benchmarks fuzz --minutes 20` asks the same for longer. Texts that once failed stand in
`any_text/`, one a file.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.tiers import one_of_each

from benchmarks.fuzz.grammar import article
from benchmarks.fuzz.real import mutate, real_texts
from benchmarks.fuzz.trial import build_corpus, read_alone

SEEDS = [
    file.read_text("utf-8") for file in sorted((Path(__file__).parent / "any_text").glob("*.txt"))
]
REAL = real_texts()

MOST_SECONDS = 5.0
"""Of the processor, for a text of some thousand characters: a hundred times what is usual."""


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_a_text_from_the_grammars_is_read(chance: Random) -> None:
    assert read_alone(article(chance)) < MOST_SECONDS


@pytest.mark.skipif(not REAL, reason="no real articles stand in ../shared")
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_a_real_text_that_was_spoilt_is_read(chance: Random) -> None:
    assert read_alone(mutate(chance, REAL)) < MOST_SECONDS


@pytest.mark.referee
@pytest.mark.parametrize("rights", one_of_each(["excerpt", "full", "facts"], lambda _: "rights"))
def test_a_corpus_of_any_texts_publishes(rights: str) -> None:
    chance = Random(f"any text, {rights}")
    texts = [*SEEDS, *(article(chance) for _ in range(20))]
    if REAL:
        texts += [mutate(chance, REAL) for _ in range(10)]
    wrong, _ = build_corpus(texts, rights)
    assert wrong == []
