"""Text that repeats one thing for ever is read to the end, and what is found stands in it.

How the cost grows is measured by `python -m benchmarks hostile`; here the outcome counts.
"""

from collections.abc import Iterator

import pytest

from benchmarks.hostile import OPENING, PATTERNS, raw_article, text_of, word
from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Extraction, Span
from factpack.normalise import normalise

SIZE = 20_000


def spans(found: Extraction) -> Iterator[Span]:
    for rows in (found.mentions, found.literals, found.quotes, found.claims):
        yield from (Span(row.start, row.end) for row in rows)
    for claim in found.claims:
        yield from claim.parts.values()


@pytest.mark.parametrize("name", PATTERNS)
def test_hostile_text_is_read_to_the_end(name: str) -> None:
    article = normalise(raw_article(text_of(PATTERNS[name], SIZE)))
    found = RulesExtractor().extract(article)
    assert all(0 <= span.start < span.end <= len(article.text) for span in spans(found))
    assert all(mention.entity < len(found.entities) for mention in found.mentions)
    assert max((len(entity.name) for entity in found.entities), default=0) < 200


@pytest.mark.parametrize("name", PATTERNS)
def test_a_hostile_rest_leaves_the_opening_as_it_is(name: str) -> None:
    article = normalise(raw_article(f"{OPENING}\n\n{PATTERNS[name] * 200}"))
    found = RulesExtractor().extract(article)
    names = {entity.name for entity in found.entities}
    assert {"Alder Systems Inc.", "Jane Birch", "Cedar Robotics"} <= names
    assert any(claim.predicate == "has_role" for claim in found.claims)
    assert any(literal.value.amount == 1e6 for literal in found.literals)


def test_every_word_of_a_pattern_is_its_own() -> None:
    assert len({word(number) for number in range(5000)}) == 5000
