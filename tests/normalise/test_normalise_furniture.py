"""The rules for page furniture: their examples are their tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factpack.normalise.furniture import MAX_FURNITURE, Rule, furniture

RULES = furniture().rules
KINDS = json.loads((Path(__file__).parents[2] / "schema" / "segments.json").read_text("utf-8"))[
    "fields"
][2]["constraints"]["enum"]


@pytest.mark.parametrize(
    ("rule", "line"),
    [(rule, line) for rule in RULES for line in rule.matches],
    ids=lambda value: value.name if isinstance(value, Rule) else None,
)
def test_rule_removes_its_examples(rule: Rule, line: str) -> None:
    assert any(word in line.lower() for word in rule.needs)
    found = furniture().find(line, at_edge=True)
    assert found is not None
    assert found.kind == rule.kind
    if line[0] in "([":
        return
    for variant in (f"[{line}]", f"({line})", f"*{line}*", f"**[{line}]**"):
        assert furniture().find(variant, at_edge=True) is not None


@pytest.mark.parametrize("line", [line for rule in RULES for line in rule.leaves])
def test_rules_leave_what_only_looks_like_furniture(line: str) -> None:
    assert furniture().find(line, at_edge=True) is None


def test_rules_are_complete() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    for rule in RULES:
        assert rule.kind in KINDS
        assert rule.matches and rule.leaves and rule.reason and rule.needs
        assert all(word == word.lower() for word in rule.needs)


def test_rules_know_three_languages() -> None:
    lines = [line for rule in RULES for line in rule.matches]
    for german_or_french in ("Bitte geben Sie Ihren Kommentar ein", "Laisser un commentaire"):
        assert german_or_french in lines


def test_edge_rules_are_asked_only_at_the_edge() -> None:
    assert furniture().find("Menu") is None
    assert furniture().find("Menu", at_edge=True) is not None


def test_long_blocks_are_no_furniture() -> None:
    line = "Photo: " + "a" * MAX_FURNITURE
    assert furniture().find(line) is None


@pytest.mark.parametrize("end", ["", "!", "\x01", "“"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_patterns_come_back_from_hostile_lines(rule: Rule, end: str) -> None:
    """Examples repeated up to the longest block: an exploding pattern would not come back."""
    for line in rule.matches:
        for between in (" ", "", " | ", ", ", "/"):
            for unit in (line, line.split()[0], line.split()[-1]):
                text = (line + (between + unit) * MAX_FURNITURE)[: MAX_FURNITURE - 1] + end
                rule.pattern.fullmatch(text)
                found = furniture().find(text, at_edge=True)
                assert found is None or len(text) <= found.longest + len("*[]*")
