"""What the model of pairs looks at does not depend on chance."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.extraction.pair_features import BUCKETS, RELATIONS, features, vector
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
