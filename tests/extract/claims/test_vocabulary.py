"""The vocabulary obeys its own schema, and its loader tells the same story."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
import yaml
from jsonschema import Draft202012Validator

from factpack.extract.claims.rules.loading import load_rules
from factpack.vocabulary import SLOTS, in_force, load_vocabulary, predicate_rows
from factpack_validators.schemas import schema_dir, table_schema

VOCAB = schema_dir() / "vocab"


@pytest.mark.parametrize("name", ["posts", "predicates", "types"])
def test_file_obeys_its_schema(name: str) -> None:
    schema = json.loads((VOCAB / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    data = yaml.safe_load((VOCAB / f"{name}.yaml").read_text("utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(data))


def test_kinds_of_groups_are_kinds() -> None:
    for predicate in load_vocabulary().predicates.values():
        for group in (*predicate.kind_groups, *predicate.disjoint_kinds):
            assert set(group) <= set(predicate.kinds), predicate.name
        grouped = [kind for group in predicate.kind_groups for kind in group]
        assert len(grouped) == len(set(grouped)), predicate.name


def test_a_statement_has_places_for_what_the_predicate_takes_alone() -> None:
    for predicate in load_vocabulary().predicates.values():
        places = set(re.findall(r"\{([a-z_]+)\}", predicate.statement))
        if predicate.verbs_former is not None:
            places.add("former")
        assert places & set(SLOTS) == set(predicate.takes), predicate.name
        assert set(predicate.verbs_of_kind) <= set(predicate.kinds), predicate.name


def test_rewording_a_statement_changes_no_rule() -> None:
    before = [(rule.name, rule.takes_amount) for rule in load_rules().all]
    vocabulary = load_vocabulary()
    plain = {name: replace(p, statement="{subject}") for name, p in vocabulary.predicates.items()}
    changed = replace(vocabulary, predicates=plain)
    with in_force(changed):
        assert [(rule.name, rule.takes_amount) for rule in load_rules().all] == before


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


@pytest.mark.parametrize(
    ("predicate", "values", "sentence"),
    [
        ("invested_in", {"verb": "invested", "object": "Beta"}, "Acme invested in Beta"),
        (
            "invested_in",
            {"verb": "invested", "object": "Beta", "amount": "3 USD", "date": "2015"},
            "Acme invested 3 USD in Beta, 2015",
        ),
        (
            "has_metric",
            {"verb": "has", "metric": "market share", "amount": "5%", "kind": None},
            "Acme has market share of 5%",
        ),
    ],
)
def test_statement_leaves_out_what_is_missing(
    predicate: str, values: dict[str, str | None], sentence: str
) -> None:
    assert load_vocabulary().predicates[predicate].render(subject="Acme", **values) == sentence


@pytest.mark.parametrize(
    ("kind", "stands_for", "place"),
    [
        ("primary", "primary", 0), ("preferred", "primary", 2), ("exclusive", "exclusive", 0),
        (None, "primary", 0), ("no-such-kind", "no-such-kind", 0),
    ],
)  # fmt: skip
def test_kinds_of_a_group_make_one_fact(kind: str | None, stands_for: str, place: int) -> None:
    provider = load_vocabulary().predicates["preferred_provider"]
    assert provider.kind_group(kind) == (stands_for, place)
