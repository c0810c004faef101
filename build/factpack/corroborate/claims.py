"""Claims with their entities and origins, and what each is grouped by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa

from factpack.corroborate.roles import canonical_role
from factpack.ids import rejected_id
from factpack.link.database import append, batches, create_empty
from factpack.vocabulary import Predicate, load_posts, load_vocabulary
from factpack_validators.schemas import arrow_schema

_PREDICATES = pa.schema(
    [
        ("predicate", pa.string()),
        ("symmetric", pa.bool_()),
        ("has_former", pa.bool_()),
        ("grouped_by", pa.string()),
        ("once", pa.bool_()),
        ("has_words", pa.bool_()),
    ]
)
_KINDS = pa.schema(
    [
        ("predicate", pa.string()),
        ("kind", pa.string()),
        ("kind_key", pa.string()),
        ("place", pa.int64()),
    ]
)
_ROLES = pa.schema(
    [
        ("role", pa.string()),
        ("kind", pa.string()),
        ("role_key", pa.string()),
        ("label", pa.string()),
    ]
)

_TYPES = pa.schema(
    [
        ("predicate", pa.string()),
        ("subject_types", pa.list_(pa.string())),
        ("object_types", pa.list_(pa.string())),
    ]
)

FACT_KEY = (
    "predicate",
    "subject_id",
    "object_id",
    "object_sha256",
    "role_key",
    "unit_key",
    "former_key",
    "kind_key",
    "metric",
    "measure",
    "polarity",
)
"""Columns of `grouped_claims` in which all claims of a fact agree; time and number come on top."""


def gather_claims(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `rejected_claims` (claim_id, check_code, reason) and `grouped_claims`.

    `grouped_claims` has a row for each claim that holds, with its entities, origin, place in time
    and the columns of `FACT_KEY`; for symmetric predicates the entity with the smaller identifier
    is the subject, and `swapped` tells whether the words had it the other way round.
    """
    _reject(connection)
    _write_keys(connection)
    connection.execute("""
        CREATE OR REPLACE TABLE grouped_claims AS
        WITH named AS (
            SELECT c.*, s.entity_id AS s_id, o.entity_id AS o_id, p.symmetric, p.grouped_by,
                p.once, p.has_former, p.has_words,
                coalesce(p.symmetric AND o.entity_id < s.entity_id, false) AS swapped
            FROM judged_claims c
            ANTI JOIN rejected_claims USING (claim_id)
            JOIN linked s ON s.article_id = c.article_id AND s.entity = c.subject
            LEFT JOIN linked o ON o.article_id = c.article_id AND o.entity = c.object
            LEFT JOIN predicate_keys p ON p.predicate = c.predicate
        )
        SELECT n.claim_id, n.article_id, n.predicate,
            CASE WHEN n.swapped THEN n.o_id ELSE n.s_id END AS subject_id,
            CASE WHEN n.swapped THEN n.s_id ELSE n.o_id END AS object_id,
            n.swapped,
            CASE WHEN coalesce(n.has_words, true) THEN n.object_sha256 END AS object_sha256,
            n.role, r.role_key, r.label AS role_label, n.organization_unit,
            nullif(trim(regexp_replace(lower(n.organization_unit), '[^\\pL\\pN]+', ' ', 'g')), '')
                AS unit_key,
            n.former,
            CASE WHEN n.has_former AND n.former THEN 'former' END AS former_key,
            n.kind, CASE WHEN r.role_key IS NULL THEN k.kind_key END AS kind_key,
            k.place AS kind_place, n.metric,
            -- What is counted is the metric: its words ("people", "employees") part nothing.
            CASE WHEN n.grouped_by = 'measurement'
                THEN coalesce(n.currency, CASE WHEN n.metric IS NULL OR n.metric = 'count'
                    OR n.unit = 'percent' THEN n.unit END) END AS measure,
            CASE WHEN n.modality = 'negated' THEN 'negated' ELSE 'stated' END AS polarity,
            coalesce(n.grouped_by, 'state') AS grouped_by, coalesce(n.once, false) AS once,
            n.amount, n.amount_min, n.amount_max, n.currency, n.unit,
            n.date_from, n.date_to, n.date_precision, n.date_relation, n.modality, n.confidence,
            g.origin_id, a.rank, a.publisher, a.published_on, a.published_end
        FROM named n
        JOIN claim_origins g USING (claim_id)
        JOIN ranks a ON a.article_id = n.article_id
        LEFT JOIN kind_keys k
            ON k.predicate = n.predicate AND k.kind IS NOT DISTINCT FROM n.kind
        LEFT JOIN role_keys r ON n.predicate = 'has_role'
            AND r.role IS NOT DISTINCT FROM n.role AND r.kind IS NOT DISTINCT FROM n.kind
    """)


def _reject(connection: duckdb.DuckDBPyConnection) -> None:
    """Claims that cannot stand once the names are linked."""
    types = [
        [p.name, list(p.subject_types), list(p.object_types)]
        for p in load_vocabulary().predicates.values()
    ]
    _write(connection, "predicate_types", types, _TYPES)
    connection.execute("""
        CREATE OR REPLACE TEMP MACRO an(noun) AS
            CASE WHEN regexp_matches(noun, '^[AEIOU]') THEN 'an ' ELSE 'a ' END || noun
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE rejected_claims AS
        WITH linked_types AS (
            SELECT l.article_id, l.entity, l.entity_id, e.type
            FROM linked l JOIN entities e USING (entity_id)
        ), checked AS (
            SELECT c.claim_id, CASE
                WHEN s.entity_id IS NULL OR (c.object IS NOT NULL AND o.entity_id IS NULL)
                    OR (c.attributed_to IS NOT NULL AND w.entity_id IS NULL)
                    THEN 'claim-unlinked'
                WHEN s.entity_id = o.entity_id THEN 'claim-of-itself'
                WHEN NOT list_contains(t.subject_types, s.type) THEN 'claim-subject-type'
                WHEN NOT list_contains(t.object_types, o.type) THEN 'claim-object-type'
                ELSE h.check_code END AS check_code, h.reason AS held_back_for,
                s.type AS subject_type, o.type AS object_type
            FROM judged_claims c
            LEFT JOIN linked_types s ON s.article_id = c.article_id AND s.entity = c.subject
            LEFT JOIN linked_types o ON o.article_id = c.article_id AND o.entity = c.object
            LEFT JOIN linked w ON w.article_id = c.article_id AND w.entity = c.attributed_to
            LEFT JOIN predicate_types t ON t.predicate = c.predicate
            LEFT JOIN held_back h USING (claim_id)
        )
        SELECT claim_id, check_code, CASE check_code
            WHEN 'claim-unlinked'
                THEN 'The claim refers to an entity that the extraction did not list.'
            WHEN 'claim-of-itself' THEN 'Subject and object turned out to be one entity.'
            WHEN 'claim-subject-type'
                THEN 'All articles together see ' || an(subject_type) || ' in the subject.'
            WHEN 'claim-object-type'
                THEN 'All articles together see ' || an(object_type) || ' in the object.'
            ELSE held_back_for END AS reason
        FROM checked WHERE check_code IS NOT NULL
    """)


def rejected_rows(connection: duckdb.DuckDBPyConnection) -> Iterator[pa.Table]:
    """Rows of the table `rejected` for the claims that were rejected here, some at a time.

    Claims of the same words and reason share a row's identifier.
    """
    query = """
        SELECT a.source, c.article_id, r.check_code, r.reason, c.extractor, c.rule,
            c.char_start, c.char_end
        FROM rejected_claims r
        JOIN judged_claims c USING (claim_id)
        JOIN staged_articles a USING (article_id)
    """
    for batch in batches(connection, query):
        rows = batch.to_pylist()
        for row in rows:
            row["kind"] = "claim"
            row["rejected_id"] = rejected_id(row)
        yield pa.Table.from_pylist(rows, schema=arrow_schema("rejected"))


def _write_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables `predicate_keys`, `kind_keys` and `role_keys`: what the vocabulary says of claims."""
    rows = [
        [
            p.name,
            p.symmetric,
            "former" in p.takes,
            _grouped_by(p),
            p.once,
            # The words of a number or a date are not what it is: "in 2015" and "2015" are one.
            "Text" in p.object_types,
        ]
        for p in load_vocabulary().predicates.values()
    ]
    _write(connection, "predicate_keys", rows, _PREDICATES)
    kinds = connection.execute("""
        SELECT DISTINCT predicate, kind FROM judged_claims ORDER BY ALL
    """).fetchall()
    keyed = [[name, kind, *kind_group(name, kind)] for name, kind in kinds]
    _write(connection, "kind_keys", keyed, _KINDS)
    titles = connection.execute("""
        SELECT DISTINCT role, kind FROM judged_claims
        WHERE predicate = 'has_role' ORDER BY ALL
    """).fetchall()
    known = frozenset(load_posts().canonical.values())
    keyed = []
    for role, kind in titles:
        key = canonical_role(role, kind)
        label = key.replace("co ", "co-", 1) if key and key.startswith("co ") else key
        keyed.append([role, kind, key, label if key in known and role is not None else None])
    _write(connection, "role_keys", keyed, _ROLES)


def kind_group(name: str, kind: str | None) -> tuple[str | None, int]:
    """The kind that stands for all that make one fact with a kind, and its place among them."""
    predicate = load_vocabulary().predicates.get(name)
    return predicate.kind_group(kind) if predicate else (kind, 0)


def _grouped_by(predicate: Predicate) -> str:
    """What tells facts of the same arguments apart: event, date, measurement, or nothing."""
    if {"Money", "Quantity"} & set(predicate.object_types) and predicate.time == "state":
        return "measurement"
    return {"event": "event", "object": "date"}.get(predicate.time, "state")


def _write(
    connection: duckdb.DuckDBPyConnection, table: str, rows: list[list[Any]], schema: pa.Schema
) -> None:
    create_empty(connection, table, schema)
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
    append(connection, table, pa.table(columns, schema=schema))
