"""What excludes one another: relations, kinds, what a thing is, a statement and its denial."""

from __future__ import annotations

import duckdb

from factpack.corroborate.claims import kind_group
from factpack.corroborate.conflicts.pairs import (
    STATED,
    ExcludingKinds,
    add,
    add_both_ways,
    anchor,
    listed,
)
from factpack.corroborate.conflicts.times import NEAR, OVERLAP
from factpack.link.database import text
from factpack.vocabulary import ConflictRule, load_vocabulary


def disjoint(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """Two relations that exclude one another, for the same pair, amount and time."""
    first, second = rule.predicates
    kinds = ""
    if rule.kinds:
        one, other = (kind_group(p, k)[0] for p, k in zip(rule.predicates, rule.kinds, strict=True))
        kinds = f"AND x.kind_key = {text(one or '')} AND y.kind_key = {text(other or '')}"
    if not anchor(
        connection,
        f"predicate IN ({listed(rule.predicates)}) AND amount IS NOT NULL",
        "predicate, least(subject_id, object_id), greatest(subject_id, object_id)",
    ):
        return
    add_both_ways(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM {{x}} x JOIN {{y}} y
            ON least(x.subject_id, x.object_id) = least(y.subject_id, y.object_id)
            AND greatest(x.subject_id, x.object_id) = greatest(y.subject_id, y.object_id)
        WHERE x.predicate = {text(first)} AND y.predicate = {text(second)} {kinds}
            AND x.amount IS NOT NULL AND y.amount IS NOT NULL AND x.currency = y.currency
            AND {NEAR}
        """,
        amounts_agree=True,
    )


def disjoint_kinds(connection: duckdb.DuckDBPyConnection) -> None:
    """Kinds of one predicate that exclude one another, for the same pair and time."""
    for predicate in load_vocabulary().predicates.values():
        for group in predicate.disjoint_kinds:
            lines = sorted({kind_group(predicate.name, kind)[0] or "" for kind in group})
            if not anchor(
                connection,
                f"predicate = {text(predicate.name)} AND kind IN ({listed(group)})",
                "subject_id, object_id, kind_key",
            ):
                continue
            add(
                connection,
                ExcludingKinds(predicate.name),
                f"""
                SELECT x.fact_id, y.fact_id
                FROM stated x JOIN anchors y ON y.predicate = x.predicate
                    AND y.subject_id = x.subject_id AND y.object_id = x.object_id
                    AND y.kind_key <> x.kind_key
                WHERE x.predicate = {text(predicate.name)}
                    AND x.kind IN ({listed(group)}) AND y.kind IN ({listed(group)})
                    AND x.kind_key IN ({listed(lines)}) AND y.kind_key IN ({listed(lines)})
                    AND {NEAR}
                """,
                apart=True,
            )


def type_excludes(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """What a thing is said to be rules out what is said of it."""
    words = " OR ".join(
        f"regexp_matches(lower(y.object_value), '(^|[^a-z]){word}([^a-z]|$)')"
        for word in rule.types_like
    )
    if not anchor(
        connection,
        f"predicate IN ('has_type', {listed(rule.predicates)})",
        "predicate, subject_id",
    ):
        return
    add_both_ways(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM {{x}} x JOIN {{y}} y ON y.subject_id = x.subject_id AND y.predicate = 'has_type'
        WHERE x.predicate IN ({listed(rule.predicates)}) AND ({words})
            AND {OVERLAP}
        """,
        apart=True,
    )


def negation(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """Stated here, denied there, of the same time.

    A denial without a date denies an event before it, and a state around it.
    """
    named = f"AND x.predicate IN ({listed(rule.predicates)})" if rule.predicates else ""
    events = [p.name for p in load_vocabulary().predicates.values() if p.time == "event"]
    if not anchor(
        connection,
        f"modality = 'negated' OR {STATED}",
        "twin_number, modality = 'negated'",
        of="facts",
    ):
        return
    add_both_ways(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM {{x}} x JOIN {{y}} y ON y.twin_number = x.twin_number AND y.modality = 'negated'
        WHERE x.modality IN ('asserted', 'reported') {named}
            AND (x.kind_key IS NOT DISTINCT FROM y.kind_key OR x.kind IS NULL OR y.kind IS NULL)
            AND (y.amount IS NULL OR x.amount IS NULL OR y.amount = x.amount)
            AND CASE WHEN x.predicate IN ({listed(events)}) AND y.date_from IS NULL
                THEN x.held_from IS NULL OR y.held_to IS NULL OR x.held_from <= y.held_to
                ELSE {NEAR} END
        """,
    )
