"""Rows become Arrow with the columns of their table, and no others."""

from __future__ import annotations

import pytest

from factpack.engine.staging import StagedRows


def test_columns_that_a_row_does_not_name_are_null() -> None:
    rows = StagedRows()
    rows.add("local_entities", {"article_id": "a-1", "entity": 0, "name": "Vela"})
    rows.add("local_entities", {"article_id": "a-1", "entity": 1, "type": "Person"})
    [(name, table)] = rows.tables()
    assert name == "local_entities"
    assert table.column("name").to_pylist() == ["Vela", None]
    assert table.column("type").to_pylist() == [None, "Person"]


def test_a_column_that_the_table_does_not_have_is_an_error() -> None:
    rows = StagedRows()
    rows.add("local_entities", {"article_id": "a-1", "entity": 0})
    rows.add("local_entities", {"article_id": "a-1", "entity": 1, "colour": "red"})
    with pytest.raises(KeyError, match="colour"):
        list(rows.tables())
