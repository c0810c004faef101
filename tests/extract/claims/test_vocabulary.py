"""The vocabulary obeys its own schema, and its loader tells the same story."""

from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from factpack.extract.claims.rules.loading import load_rules
from factpack.vocabulary import load_vocabulary, predicate_rows
from factpack_validators.schemas import schema_dir, table_schema

VOCAB = schema_dir() / "vocab"


@pytest.mark.parametrize("name", ["predicates", "types"])
def test_file_obeys_its_schema(name: str) -> None:
    schema = json.loads((VOCAB / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    data = yaml.safe_load((VOCAB / f"{name}.yaml").read_text("utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(data))


def test_kinds_of_groups_are_kinds() -> None:
    for predicate in load_vocabulary().predicates.values():
        groups = (*predicate.equivalent_kinds, *predicate.disjoint_kinds, predicate.exclusive_kinds)
        for group in groups:
            assert set(group) <= set(predicate.kinds), predicate.name


def test_conflicts_name_known_predicates_and_kinds() -> None:
    predicates = load_vocabulary().predicates
    for conflict in load_vocabulary().conflicts:
        kinds = {k for name in conflict.predicates for k in predicates[name].kinds}
        assert set(conflict.kinds) <= kinds, conflict.name


def test_rows_have_the_columns_of_the_table() -> None:
    rows = predicate_rows()
    fields = [f["name"] for f in table_schema("predicates")["fields"]]
    assert all(list(row) == fields for row in rows)
    assert [r["predicate"] for r in rows] == sorted(load_vocabulary().predicates)


def test_every_rule_gives_a_kind_of_its_predicate() -> None:
    for rule in load_rules().all:
        kinds = load_vocabulary().predicates[rule.predicate].kinds
        for kind in filter(None, (rule.kind, *rule.kind_words.values())):
            assert kind in kinds, rule.name


@pytest.mark.parametrize(
    ("predicate", "values", "sentence"),
    [
        ("invested_in", {"subject": "Acme", "object": "Beta"}, "Acme invested in Beta"),
        (
            "invested_in",
            {"subject": "Acme", "object": "Beta", "amount": "3 USD", "date": "2015"},
            "Acme invested 3 USD in Beta, 2015",
        ),
        (
            "has_metric",
            {"subject": "Acme", "metric": "market_share", "amount": "5%", "kind": None},
            "Acme has market share of 5%",
        ),
    ],
)
def test_statement_leaves_out_what_is_missing(
    predicate: str, values: dict[str, str | None], sentence: str
) -> None:
    assert load_vocabulary().predicates[predicate].render(**values) == sentence


def test_equivalent_kinds_have_one_name() -> None:
    provider = load_vocabulary().predicates["preferred_provider"]
    assert {provider.canonical_kind(k) for k in ("main", "primary", "preferred")} == {"main"}
    assert provider.canonical_kind("exclusive") == "exclusive"
    assert provider.canonical_kind(None) is None
