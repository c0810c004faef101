"""Every rule gives the claims of its own examples, and none where it must not."""

from __future__ import annotations

import pytest

from factpack.extract.claims.examples import read_example, stated
from factpack.extract.claims.rules.loading import load_rules
from factpack.extract.claims.rules.rule import Rule

RULES = load_rules().all


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_matches_its_examples(rule: Rule) -> None:
    assert rule.match, "a rule without an example is not tested"
    for example in rule.match:
        sentence, wanted = read_example(example)
        found = [s for s in stated(sentence) if s.rule == rule.name]
        assert sorted(s.words for s in found) == sorted(words for words, _ in wanted), example
        for words, tags in wanted:
            assert any(tags <= s.tags for s in found if s.words == words), example


@pytest.mark.parametrize("rule", [r for r in RULES if r.no_match], ids=lambda rule: rule.name)
def test_rule_stays_silent(rule: Rule) -> None:
    for example in rule.no_match:
        sentence, _ = read_example(example)
        found = [s for s in stated(sentence) if s.rule == rule.name and "?" not in s.words]
        assert not found, example


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
