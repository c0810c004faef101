"""The model of pairs: a few plain sentences, and features that do not depend on chance."""

from __future__ import annotations

import numpy as np
import pytest

from factpack.extract.claims.pairs import BUCKETS, RELATIONS, features, relation_of, vector
from factpack.model import Span


def pair(marked: str) -> tuple[str, Span, Span]:
    """A sentence in which <…> is the subject and [...] the object."""
    text = marked.translate({ord(c): None for c in "<>[]"})
    spans = []
    for opening, closing in ("<>", "[]"):
        inside = marked[marked.index(opening) + 1 : marked.index(closing)]
        start = text.index(inside)
        spans.append(Span(start, start + len(inside)))
    return text, spans[0], spans[1]


@pytest.mark.parametrize(
    ("marked", "relation"),
    [
        ("In 2014 <Velmora> was acquired by [Quenby Foods] for $ 3 million .", "acquired_by"),
        ("<Velmora> shares are listed on the [Oslo Stock Exchange] .", "traded_on"),
        ("<Velmora> is a wholly owned subsidiary of [Quenby Foods] .", "subsidiary_of"),
        ("<Velmora> merged with [Quenby Foods] in 1999 .", "merged_with"),
        ("<Velmora> partnered with [Quenby Foods] to open schools .", "collaboration"),
        ("<Velmora> competes with [Quenby Foods] in the snack market .", "competitor_of"),
    ],
)
def test_plain_sentences(marked: str, relation: str) -> None:
    assert relation_of(*pair(marked)) == relation


def test_vectors_are_equal_for_equal_pairs_and_have_one_length() -> None:
    example = pair("<Velmora> sold its shops to [Quenby Foods] .")
    index, values = vector(*example)
    again, same = vector(*example)
    assert np.array_equal(index, again) and np.array_equal(values, same)
    assert 0 <= index.min() <= index.max() < BUCKETS
    assert float((values**2).sum()) == pytest.approx(36.0)


def test_rules_are_among_the_features() -> None:
    found = features(*pair("<Velmora> was acquired by [Quenby Foods] ."))
    assert "rule:acquired:1" in found


def test_relations_are_sorted_and_unique() -> None:
    assert list(RELATIONS) == sorted(set(RELATIONS))
