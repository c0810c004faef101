"""The reader of pairs is measured on stories that it did not learn from, in a fixed way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from benchmarks.extraction.sets import plain_article
from benchmarks.news.material import Document, Material
from benchmarks.reader.examples import Example, NewsSet
from benchmarks.reader.measure import FOLDS, added, ask, fold_of, group_stories
from benchmarks.reader.pairs import Pair, find_pairs
from factpack.evaluate.records import Annotation, ClaimRecord
from factpack.extract.mentions import find_mentions
from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals


def pairs(text: str) -> list[tuple[str, str, Pair]]:
    """Subject, object and pair, of a text by itself."""
    article = plain_article(text)
    doc = doc_of(article)
    literals = find_literals(article, doc)
    entities, mentions = find_mentions(article, doc, literals)
    return [
        (
            entities[mentions[pair.subject].entity].name,
            text[literals[pair.literal].start : literals[pair.literal].end]
            if pair.object < 0
            else entities[mentions[pair.object].entity].name,
            pair,
        )
        for pair in find_pairs(doc, entities, mentions, literals)
    ]


def claim(doc: str, subject: str, target: str, span: tuple[int, int] = (0, 40)) -> ClaimRecord:
    return ClaimRecord(doc, "acquired", subject, target, {}, "article", "asserted", (span,))


def test_pairs_fit_the_vocabulary_and_stay_in_their_sentence() -> None:
    text = "Velmora Holdings Ltd bought Quenby Foods Inc for $3 million. Jane Roe runs Velmora."
    found = pairs(text)
    assert ("Velmora Holdings Ltd", "Quenby Foods Inc") in {(s, o) for s, o, _ in found}
    for _, _, pair in found:
        assert pair.sentence.start <= pair.start < pair.end <= pair.sentence.end
    assert not any({s, o} == {"Jane Roe", "Quenby Foods Inc"} for s, o, _ in found)
    by_ends = {(s, o): pair.predicates for s, o, pair in found}
    assert "has_metric" in by_ends["Velmora Holdings Ltd", "$3 million"]


def test_what_the_rules_read_is_among_the_features() -> None:
    (features,) = (
        pair.features
        for s, o, pair in pairs("Velmora Holdings Ltd bought Quenby Foods Inc.")
        if (s, o) == ("Velmora Holdings Ltd", "Quenby Foods Inc")
    )
    assert "rule:acquired" in features


def test_stories_that_share_a_subject_are_in_one_fold() -> None:
    documents = [Document(name, "", None, None) for name in "abcdefg"]
    gold = Annotation(claims=(claim("a", "Velmora", "X"), claim("c", "Velmora Inc", "Y")))
    groups = group_stories([Material("some", tuple(documents), gold, Path("gold"))])
    assert groups["a"] == groups["c"]
    assert len(set(groups.values())) == 6
    assert set(fold_of(groups).values()) == set(range(FOLDS))


def test_a_model_is_asked_about_what_it_did_not_learn() -> None:
    """Right and wrong follow a word, except in one story, where they are the other way round."""
    news = [
        Example("acquired", frozenset(("bias", word)), story, (word == "buy") != (story == "odd"))
        for story in ("odd", *"abcdefghi")
        for word in ("buy", "see") * 3
    ]
    groups = {example.group: example.group for example in news}
    answers = ask(news, [], fold_of(groups))
    bought = np.array(["buy" in example.features for example in news])
    assert answers[bought].min() > 0.5 > answers[~bought].max()
    assert np.array_equal(answers, ask(news, [], fold_of(groups)))


def test_claims_of_the_rules_are_not_added_again() -> None:
    true = (claim("a", "Velmora", "Quenby"), claim("a", "Velmora", "Norland", (50, 90)))
    examples = tuple(
        Example("acquired", frozenset(), "a", True, each, ("a", *each.spans[0]))
        for each in (*true, claim("a", "Quenby", "Norland", (50, 90)))
    )
    news = NewsSet("some", Annotation(claims=true), (), (), examples)
    found = added(news, {0: 0.9, 1: 0.9, 2: 0.6}, 0.5, [true[0]])
    assert found == Counter(right=1, wrong=1)
    assert added(news, {0: 0.9, 1: 0.9, 2: 0.6}, 0.7, [true[0]]) == Counter(right=1)
