"""The contract in other notations accepts what it should."""

import duckdb
import jsonschema
import pytest

from factpack.contract import render, row_schema
from factpack.errors import FactpackError
from factpack_validators.schemas import (
    arrow_schema,
    default_table,
    primary_key,
    table_names,
    table_schema,
    word_columns,
)
from factpack_validators.sql import row_order

RESERVED = {
    row[0]
    for row in duckdb.connect()
    .execute("select keyword_name from duckdb_keywords() where keyword_category = 'reserved'")
    .fetchall()
} | {"values", "start", "user"}


@pytest.mark.parametrize("table", table_names())
def test_a_schema_is_whole(table: str) -> None:
    schema = table_schema(table)
    names = [field["name"] for field in schema["fields"]]
    assert len(set(names)) == len(names)
    assert not RESERVED & {table, *names}
    assert all(field["description"].endswith((".", ")", "…")) for field in schema["fields"])
    assert names[: len(primary_key(table))] == list(primary_key(table))
    required = {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")}
    # A null inside a primary key passes Frictionless, so every part of a key is required.
    assert set(primary_key(table)) <= required
    for key in schema.get("foreignKeys", []):
        target = key["reference"]["resource"] or table
        assert key["reference"]["fields"] == list(primary_key(target))
        assert set(key["fields"]) <= set(names)
    for term in schema.get("x:order", []):
        field = next(f for f in schema["fields"] if f["name"] == term["field"])
        values = field.get("constraints", {}).get("enum")
        assert sorted(term.get("values", values or ())) == sorted(values or ())
    # Behind what may be equal stands the key: an order has to be one.
    assert [*row_order(table)][-len(primary_key(table)) :] == list(primary_key(table))
    assert not required & set(word_columns(table)) - set(names_of_names(table))


def names_of_names(table: str) -> list[str]:
    """Columns of names may be required: only verbatim words are ever withheld."""
    return [column for column, kind in word_columns(table).items() if kind == "name"]


def test_the_default_table_is_one() -> None:
    assert default_table() in table_names()


def test_sql_creates_every_table() -> None:
    connection = duckdb.connect()
    connection.execute(render(None, "sql"))
    for table in table_names():
        names = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
        assert names == arrow_schema(table).names


@pytest.mark.parametrize("table", table_names())
def test_sql_of_one_table_and_of_all_has_each_foreign_key(table: str) -> None:
    for key in table_schema(table).get("foreignKeys", ()):
        other = key["reference"]["resource"] or table
        theirs = ", ".join(key["reference"]["fields"])
        line = f"FOREIGN KEY ({', '.join(key['fields'])}) REFERENCES {other} ({theirs})"
        assert line in render(table, "sql")
        own = render(None, "sql").split(f"CREATE TABLE {table} (")[1].split(";")[0]
        assert line in own or f"ALTER TABLE {table} ADD {line};" in render(None, "sql")


def test_json_schema_matches_patterns_whole_and_allows_null_where_not_required() -> None:
    schema = row_schema(table_schema("aliases"))
    row = {"entity_id": "e-" + "0" * 20, "alias": "Tern", "basis": "curated", "n_mentions": 1}
    jsonschema.validate(row, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(row | {"entity_id": "xe-" + "0" * 20}, schema)
    articles = row_schema(table_schema("articles"))
    assert None in articles["properties"]["language_basis"]["enum"]


@pytest.mark.parametrize(("table", "form"), [("fact", "sql"), ("facts", "avro")])
def test_an_unknown_name_is_told(table: str, form: str) -> None:
    with pytest.raises(FactpackError, match=r"there are|choose one of"):
        render(table, form)
