"""Every value that the contract allows has its words."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

import pytest

from factpack.link.clusters import Basis
from factpack.why import conflicts, linking, mentions, phrases, predicates, quotes
from factpack_validators.schemas import table_schema


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("claims", "modality", phrases.MODALITY),
        ("facts", "status", phrases.STANDING),
        ("facts", "rank", phrases.RANK),
        ("articles", "rights", phrases.RIGHTS),
        ("entities", "basis", phrases.ENTITY_BASIS),
        ("evidence", "part", linking.ORDER),
        ("conflicts", "kind", conflicts.DISAGREEMENT),
        ("mentions", "kind", mentions.KINDS),
        ("quotes", "kind", quotes.KINDS),
        ("predicates", "functional", predicates.FUNCTIONAL),
    ],
)
def test_every_value_has_its_words(table: str, column: str, words: Collection[str]) -> None:
    (field,) = (f for f in table_schema(table)["fields"] if f["name"] == column)
    assert set(field["constraints"]["enum"]) == set(words)


def test_every_basis_of_an_alias_has_its_words() -> None:
    assert {*get_args(Basis), "same-name"} == set(phrases.ALIAS_BASIS)
