"""One answer to one question: the object of a subject, the holder of a post."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from factpack.corroborate.conflicts.pairs import add, anchor, listed
from factpack.corroborate.conflicts.times import OVERLAP, SUCCEEDS
from factpack.extract.languages.en.name_words import areas
from factpack.link.database import text
from factpack.vocabulary import ConflictRule, load_posts, load_vocabulary


def functional(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """One object of a subject: always, or at a time."""
    always = [
        name
        for name in rule.predicates
        if load_vocabulary().predicates[name].functional == "always"
    ]
    timeless = f"x.predicate IN ({listed(always)})" if always else "false"
    kinds = f"AND x.kind IN ({listed(rule.kinds)}) AND y.kind = x.kind" if rule.kinds else ""
    if not anchor(connection, f"predicate IN ({listed(rule.predicates)})", "predicate, subject_id"):
        return
    _find_areas(connection)
    add(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM stated x JOIN anchors y ON y.predicate = x.predicate
            AND y.subject_id = x.subject_id AND x.fact_id <> y.fact_id
        WHERE x.predicate IN ({listed(rule.predicates)}) {kinds}
            AND (x.object_id IS DISTINCT FROM y.object_id
                OR x.object_sha256 IS DISTINCT FROM y.object_sha256
                OR x.date_from IS DISTINCT FROM y.date_from)
            AND ({timeless} OR (x.object_id IS DISTINCT FROM y.object_id AND {OVERLAP}
                AND NOT {SUCCEEDS}
                AND x.object_id NOT IN (FROM areas) AND y.object_id NOT IN (FROM areas)))
        """,
        apart=not always,
        unrelated=True,
    )


def _find_areas(connection: duckdb.DuckDBPyConnection) -> None:
    """Table `areas` of the places that hold other places: who sits in Oslo sits in Norway, too."""
    connection.register("area_names", pa.table({"name": pa.array(sorted(areas()), pa.string())}))
    connection.execute("""
        CREATE OR REPLACE TABLE areas AS
        SELECT DISTINCT a.entity_id FROM aliases a JOIN area_names n ON n.name = lower(a.alias)
        JOIN entities e ON e.entity_id = a.entity_id AND e.type = 'Place'
    """)
    connection.unregister("area_names")


def one_subject(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """One holder of a post at a time; the head of a thing is its chief executive.

    Who is both is counted as the narrower alone: one disagreement makes one conflict.
    """
    pairs = [(title, wide) for title, broader in load_posts().exclusive.items() for wide in broader]
    posts = sorted({*load_posts().exclusive, *(wide for _, wide in pairs)})
    values = ", ".join(f"({text(title)}, {text(wide)})" for title, wide in pairs)
    connection.execute(f"""
        CREATE OR REPLACE TABLE holders AS
        WITH broader(title, wide) AS (VALUES {values}),
        held AS (
            SELECT * FROM stated
            WHERE predicate IN ({listed(rule.predicates)}) AND role_key IN ({listed(posts)})
                AND NOT coalesce(former, false)
        )
        SELECT h.* FROM held h ANTI JOIN (
            SELECT n.subject_id, n.object_id, coalesce(n.unit_key, '') AS unit, b.wide
            FROM held n JOIN broader b ON b.title = n.role_key
        ) n ON n.subject_id = h.subject_id AND n.object_id = h.object_id
            AND n.unit = coalesce(h.unit_key, '') AND n.wide = h.role_key
    """)
    if not anchor(connection, "true", "object_id, unit_key, role_key", of="holders"):
        return
    add(
        connection,
        rule,
        f"""
        WITH broader(title, wide) AS (VALUES {values})
        SELECT x.fact_id, y.fact_id
        FROM holders x JOIN anchors y ON y.predicate = x.predicate
            AND y.object_id = x.object_id AND y.unit_key IS NOT DISTINCT FROM x.unit_key
            AND x.fact_id <> y.fact_id AND x.subject_id <> y.subject_id
        WHERE (x.role_key = y.role_key
                OR (x.role_key, y.role_key) IN (SELECT (title, wide) FROM broader)
                OR (y.role_key, x.role_key) IN (SELECT (title, wide) FROM broader))
            AND {OVERLAP} AND NOT {SUCCEEDS}
        """,
        apart=True,
    )
