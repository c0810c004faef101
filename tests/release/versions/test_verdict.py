"""Which number follows: the rules of schema/versioning.yaml, by both recipes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.release.versions.folders import table_schema, write_contract, write_folder
from tests.release.versions.test_deltas import article, mention

from factpack.release.versions.diff import compare_pair
from factpack.release.versions.pair import open_pair, read_side
from factpack.release.versions.verdict import LEVELS, Verdict, judge, recipes, rules

PORTS = table_schema("id", id="string", depth="integer")
ROWS: list[dict[str, Any]] = [{"id": "a", "depth": 1}, {"id": "b", "depth": 2}]


def verdict(old: Path, new: Path, previous: str = "1.4.2") -> Verdict:
    with open_pair(read_side(old), read_side(new)) as pair:
        return judge(pair, compare_pair(pair, 0), previous, "datapackage")


def names(found: Verdict) -> dict[str, int]:
    return {d.rule.name: d.count for d in found.decisions}


def test_every_rule_has_a_level_by_every_recipe() -> None:
    assert set(recipes()) == {"datapackage", "croissant"}
    for rule in rules().values():
        assert set(rule.levels) == set(recipes())
        assert set(rule.levels.values()) <= set(LEVELS) and rule.said, rule.name
    # No recipe lets a patch remove a row.
    for name in ("rows-removed", "parts-removed", "rows-combined"):
        assert not {"none", "patch"} & set(rules()[name].levels.values())


@pytest.mark.parametrize(
    ("schema", "rows", "rule", "versions"),
    [
        (PORTS, ROWS, {}, ("1.4.2", "1.4.2")),
        (PORTS, [*ROWS, {"id": "c", "depth": 3}], {"rows-added": 1}, ("1.5.0", "1.5.0")),
        (PORTS, ROWS[:1], {"rows-removed": 1}, ("2.0.0", "2.0.0")),
        (PORTS, [ROWS[0], {"id": "b", "depth": 9}], {"cells-changed": 1}, ("1.4.3", "2.0.0")),
        (
            table_schema("id", id="string", depth="integer", lit="boolean"),
            [{**row, "lit": True} for row in ROWS],
            {"column-added": 1, "cells-changed": 2},
            ("2.0.0", "2.0.0"),
        ),
        (
            table_schema("id", id="string", depth="integer", lit="boolean"),
            ROWS,
            {"column-added": 1},
            ("2.0.0", "1.5.0"),
        ),
        (
            table_schema("id", depth="integer", id="string"),
            ROWS,
            {"columns-reordered": 1},
            ("2.0.0", "1.4.3"),
        ),
        (
            table_schema("id", id="string"),
            [],
            {"column-removed": 1, "rows-removed": 2},
            ("2.0.0",) * 2,
        ),
    ],
)
def test_the_recipes(
    tmp_path: Path, schema: Any, rows: Any, rule: dict[str, int], versions: tuple[str, str]
) -> None:
    old = write_folder(tmp_path / "a", {"ports": (PORTS, ROWS)})
    found = verdict(old, write_folder(tmp_path / "b", {"ports": (schema, rows)}))
    assert names(found) == rule
    assert (found.version("datapackage"), found.version("croissant")) == versions
    assert found.refusal(found.version()) is None
    if versions[0] == "2.0.0":
        message = found.refusal("1.4.3") or ""
        assert "at least" not in message and "2.0.0 or more" in message
        assert any(name in message for name in rule)


def entity(name: str, **cells: Any) -> dict[str, Any]:
    return {"entity_id": f"e-{name}", "name": name, **cells}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"entities": [entity("1", n_mentions=2), entity("2")]}, "support-changed"),
        ({"entities": [entity("1"), entity("2", replaced_by="e-1")]}, "rows-combined"),
        ({"entities": [entity("1"), entity("2", type="Person")]}, "cells-changed"),
        ({"mentions": [{**mention("1", "1"), "entity_id": "e-2"}]}, "reference-changed"),
        ({"aliases": []}, "parts-removed"),
        ({"articles": []}, "rows-removed"),
    ],
)
def test_rows_of_the_contract(tmp_path: Path, changes: dict[str, Any], rule: str) -> None:
    before = {
        "articles": [article("1")],
        "entities": [entity("1"), entity("2")],
        "mentions": [mention("1", "1")],
        "aliases": [{"entity_id": "e-1", "alias": "One", "n_mentions": 1}],
    }
    old = write_contract(tmp_path / "a", before, "1.0.0")
    new = write_contract(tmp_path / "b", before | changes, "1.0.1")
    assert names(verdict(old, new)) == {rule: 1}


def test_a_split_is_told_from_a_new_entity(tmp_path: Path) -> None:
    before = {
        "articles": [article("1")],
        "entities": [entity("1")],
        "mentions": [mention("1", "1")],
    }
    after = before | {
        "entities": [entity("1"), entity("2"), entity("3")],
        "mentions": [{**mention("1", "1"), "entity_id": "e-2"}],
    }
    old, new = (
        write_contract(tmp_path / side, rows, "1.0.0")
        for side, rows in (("a", before), ("b", after))
    )
    assert names(verdict(old, new)) == {"rows-split": 1, "rows-added": 2, "reference-changed": 1}


def test_another_identifier_is_no_split(tmp_path: Path) -> None:
    """Where the entity that had the mentions is gone, nothing was split off it."""
    before = {
        "articles": [article("1")],
        "entities": [entity("1")],
        "mentions": [mention("1", "1")],
    }
    after = before | {
        "entities": [entity("2")],
        "mentions": [{**mention("1", "1"), "entity_id": "e-2"}],
    }
    old, new = (
        write_contract(tmp_path / side, rows, "1.0.0")
        for side, rows in (("a", before), ("b", after))
    )
    assert names(verdict(old, new)) == {
        "rows-removed": 1,
        "rows-added": 1,
        "reference-changed": 1,
    }


TABLE = st.dictionaries(st.sampled_from("abcdef"), st.one_of(st.none(), st.integers(0, 2)))


@settings(max_examples=12, deadline=None)
@given(before=TABLE, after=TABLE, order=st.randoms(use_true_random=False))
def test_a_verdict_does_not_depend_on_the_order_of_rows(
    before: Any, after: Any, order: Any
) -> None:
    def write(folder: Path, table: dict[str, Any]) -> Path:
        rows = [{"id": k, "depth": x} for k, x in table.items()]
        order.shuffle(rows)
        return write_folder(folder, {"ports": (PORTS, rows)})

    with tempfile.TemporaryDirectory() as work:
        folders = [
            (write(Path(work) / f"a{i}", before), write(Path(work) / f"b{i}", after))
            for i in range(2)
        ]
        one, other = (verdict(*pair).to_dict() for pair in folders)
    assert one == other
