"""Pairs of facts that contradict one another: how they are looked for, sifted and kept."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from factpack.corroborate.amounts import Amount, agree
from factpack.link.database import append, batches, create_empty, text
from factpack.vocabulary import ConflictRule, load_vocabulary

ANCHORS = 20
"""Facts of one question that all others of it are held against, so that the work grows with the
facts and not with their pairs. News hardly ever gives more than five answers to one question."""

PAIRS = pa.schema(
    [
        ("one", pa.string()),
        ("other", pa.string()),
        ("rule", pa.string()),
        ("kind", pa.string()),
    ]
)

_AMOUNTS = pa.schema([("one", pa.float64()), ("other", pa.float64())])

STATED = "modality IN ('asserted', 'reported')"
"""Facts that are stated, not planned, possible or denied."""


@dataclass(frozen=True, slots=True)
class ExcludingKinds:
    """What parts facts of one predicate whose kinds exclude one another."""

    name: str
    kind: str = "relation"


def anchor(
    connection: duckdb.DuckDBPyConnection, where: str, question: str, *, of: str = "stated"
) -> bool:
    """Table `anchors`: of the facts that answer one question, those with the best support.

    Without any there is no pair to look for, and in a small corpus few rules have some.

    Args:
        connection: holds the facts.
        where: which facts are asked about.
        question: columns, in SQL, in which all answers to one question agree.
        of: table or view of the facts.

    Returns:
        Whether there are any.
    """
    connection.execute(f"""
        CREATE OR REPLACE TABLE anchors AS SELECT * FROM {of} WHERE {where}
        QUALIFY row_number() OVER (
            PARTITION BY {question} ORDER BY n_origins DESC, n_articles DESC, fact_id
        ) <= {ANCHORS}
    """)
    return has_rows(connection, "anchors")


def has_rows(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether a table has any."""
    return bool(connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())


def add_both_ways(
    connection: duckdb.DuckDBPyConnection,
    rule: ConflictRule,
    query: str,
    *,
    amounts_agree: bool | None = None,
    apart: bool = False,
) -> None:
    """Add the pairs of a query in which either side, `{x}` or `{y}`, is an anchor."""
    every = "(FROM facts)" if rule.test == "negation" else "stated"
    both = f"{query.format(x=every, y='anchors')} UNION {query.format(x='anchors', y=every)}"
    add(connection, rule, both, amounts_agree=amounts_agree, apart=apart)


def add(
    connection: duckdb.DuckDBPyConnection,
    rule: ConflictRule | ExcludingKinds,
    query: str,
    *,
    amounts_agree: bool | None = None,
    apart: bool = False,
    unrelated: bool = False,
) -> None:
    """Add the pairs of facts that a query finds.

    Args:
        connection: holds `facts` and `supports`.
        rule: by which the facts contradict one another.
        query: gives both facts.
        amounts_agree: keep only pairs whose amounts do, or do not, agree; None: all.
        apart: leave out facts that one article supports both, for it sees no contradiction, such
            as between an old and a new chief.
        unrelated: leave out facts whose objects are a company and its owner, or are given side by
            side for one thing by any article ("in Orsby, Tarnshire"): one holds the other.
    """
    connection.execute(f"""
        CREATE OR REPLACE TABLE candidates AS
        SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b FROM ({query}) q(a, b)
    """)
    if not has_rows(connection, "candidates"):
        return
    if apart:
        connection.execute("""
            CREATE OR REPLACE TABLE candidates AS
            SELECT * FROM candidates ANTI JOIN (
                SELECT DISTINCT c.a, c.b FROM candidates c
                JOIN supports p ON p.fact_id = c.a
                JOIN supports q ON q.fact_id = c.b AND q.article_id = p.article_id
            ) USING (a, b)
        """)
    if unrelated:
        connection.execute("""
            CREATE OR REPLACE TABLE candidates AS
            WITH kin AS (
                SELECT subject_id AS one, object_id AS other FROM stated
                WHERE predicate IN ('owned_by', 'subsidiary_of', 'acquired')
                UNION SELECT object_id, subject_id FROM stated
                WHERE predicate IN ('owned_by', 'subsidiary_of', 'acquired')
                UNION SELECT p.object_id, q.object_id
                FROM (SELECT DISTINCT a AS fact_id FROM candidates UNION SELECT b FROM candidates) c
                JOIN facts f USING (fact_id)
                JOIN grouped_claims p ON p.predicate = f.predicate AND p.object_id = f.object_id
                JOIN grouped_claims q ON q.predicate = p.predicate
                    AND q.subject_id = p.subject_id AND q.article_id = p.article_id
                    AND q.object_id <> p.object_id
            ), related AS (
                SELECT c.a, c.b FROM candidates c
                JOIN facts x ON x.fact_id = c.a JOIN facts y ON y.fact_id = c.b
                SEMI JOIN kin ON kin.one = x.object_id AND kin.other = y.object_id
            )
            SELECT * FROM candidates ANTI JOIN related USING (a, b)
        """)
    if amounts_agree is not None:
        _keep_by_amounts(connection, amounts_agree)
    connection.execute(f"""
        INSERT INTO contradicting
        SELECT a, b, {text(rule.name)}, {text(rule.kind)} FROM candidates
    """)


def _keep_by_amounts(connection: duckdb.DuckDBPyConnection, wanted: bool) -> None:
    """Keep the candidates whose amounts agree, or those whose amounts do not."""
    share = load_vocabulary().tolerance.amount_share
    query = """
        SELECT DISTINCT x.amount AS one, y.amount AS other
        FROM candidates JOIN facts x ON x.fact_id = a JOIN facts y ON y.fact_id = b
    """
    create_empty(connection, "agreeing", _AMOUNTS)
    for batch in batches(connection, query):
        kept = [
            agree(Amount(one), Amount(other), share) == wanted
            for one, other in zip(*(column.to_pylist() for column in batch.columns), strict=True)
        ]
        append(connection, "agreeing", pa.table(batch.filter(pa.array(kept, pa.bool_()))))
    connection.execute("""
        CREATE OR REPLACE TABLE candidates AS
        SELECT c.* FROM candidates c JOIN facts x ON x.fact_id = a JOIN facts y ON y.fact_id = b
        SEMI JOIN agreeing g ON g.one = x.amount AND g.other = y.amount
    """)


def listed(values: tuple[str, ...] | list[str]) -> str:
    """SQL list of string literals."""
    return ", ".join(text(value) for value in values)
