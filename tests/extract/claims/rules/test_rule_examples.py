"""Every rule gives the claims of its own examples, and none where it must not."""

from __future__ import annotations

import pytest

from factpack.extract.claims.examples import example_problems
from factpack.extract.claims.rules.loading import load_rules
from factpack.extract.claims.rules.rule import Rule

RULES = load_rules().all


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_reads_its_examples(rule: Rule) -> None:
    assert rule.match, "a rule without an example is not tested"
    assert not example_problems(rule)


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
