"""Withdraw staged rows that cannot be proved, and what rests on them alone.

All that comes later, from the clusters of names to the counts of facts, is computed as if the rows
had never been found; the table `rejected` says that they were, and why they are not published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import duckdb
import pyarrow as pa

from factpack.engine.staging import staged_schema
from factpack.ids import make_id
from factpack.link.database import append, batches, create_empty

Withdrawable = Literal[
    "articles", "local_entities", "aliases", "mentions", "literals", "quotes", "claims", "rejected"
]


@dataclass(frozen=True, slots=True, order=True)
class Withdrawal:
    """A staged row that is not to be published.

    Attributes:
        table: what it is a row of; `aliases` is a form of a name of a local entity.
        key: its identifier. Of a local entity, the article and its number in it, joined by `|`; of
            an alias, those and the form.
        check_code: the check that it does not pass.
        reason: what is wrong, without words of the article.
    """

    table: Withdrawable
    key: str
    check_code: str
    reason: str


_GONE = pa.schema([(name, pa.string()) for name in ("on_table", "key", "check_code", "reason")])

_TABLES = {
    "gone_articles": """
        SELECT key AS article_id, min(check_code) AS check_code, min(reason) AS reason
        FROM gone WHERE on_table = 'articles' GROUP BY key
    """,
    "gone_aliases": """
        SELECT split_part(key, '|', 1) AS article_id, split_part(key, '|', 2)::BIGINT AS entity,
            substr(key, strpos(key, '|') + 1 + strpos(substr(key, strpos(key, '|') + 1), '|'))
            AS alias, min(check_code) AS check_code, min(reason) AS reason
        FROM gone WHERE on_table = 'aliases' GROUP BY ALL
    """,
    "kept_aliases": """
        SELECT * FROM read_local_aliases ANTI JOIN gone_aliases USING (article_id, entity, alias)
    """,
    # An entity whose name goes is called by the longest that is left, and goes where none is.
    "gone_entities": """
        SELECT article_id, entity, min(check_code) AS check_code, min(reason) AS reason FROM (
            SELECT split_part(key, '|', 1) AS article_id, split_part(key, '|', 2)::BIGINT AS entity,
                check_code, reason
            FROM gone WHERE on_table = 'local_entities'
            UNION ALL
            SELECT article_id, entity, check_code, reason
            FROM gone_aliases ANTI JOIN kept_aliases USING (article_id, entity)
        ) GROUP BY ALL
    """,
    "gone_mentions": """
        SELECT mention_id, min(check_code) AS check_code, min(reason) AS reason FROM (
            SELECT key AS mention_id, check_code, reason FROM gone WHERE on_table = 'mentions'
            UNION ALL
            SELECT m.mention_id, g.check_code, g.reason
            FROM read_mentions m JOIN gone_entities g USING (article_id, entity)
            UNION ALL
            SELECT m.mention_id, g.check_code, g.reason
            FROM read_mentions m JOIN gone_aliases g
                ON g.article_id = m.article_id AND g.entity = m.entity AND g.alias = m.exact
            WHERE m.kind = 'name'
        ) GROUP BY mention_id
    """,
    "gone_literals": """
        SELECT key AS literal_id, min(check_code) AS check_code, min(reason) AS reason
        FROM gone WHERE on_table = 'literals' GROUP BY key
    """,
    "gone_quotes": """
        SELECT key AS quote_id, min(check_code) AS check_code, min(reason) AS reason
        FROM gone WHERE on_table = 'quotes' GROUP BY key
    """,
    "gone_claims": """
        SELECT claim_id, min(check_code) AS check_code, min(reason) AS reason FROM (
            SELECT key AS claim_id, check_code, reason FROM gone WHERE on_table = 'claims'
            UNION ALL
            SELECT c.claim_id, g.check_code, g.reason
            FROM read_claims c JOIN gone_entities g ON g.article_id = c.article_id
                AND g.entity IN (c.subject, c.object, c.attributed_to)
        ) GROUP BY claim_id
    """,
    "gone_rejected": "SELECT key AS rejected_id FROM gone WHERE on_table = 'rejected'",
}
"""What goes, by table: the rows that were named, and those that rest on them."""

_VIEWS = {
    "articles": "SELECT * FROM read_articles ANTI JOIN gone_articles USING (article_id)",
    "segments": "SELECT * FROM read_segments ANTI JOIN gone_articles USING (article_id)",
    "local_entities": """
        SELECT e.* REPLACE (CASE WHEN g.alias IS NULL THEN e.name ELSE k.name END AS name)
        FROM read_local_entities e
        LEFT JOIN gone_aliases g
            ON g.article_id = e.article_id AND g.entity = e.entity AND g.alias = e.name
        LEFT JOIN (
            SELECT article_id, entity, max_by(alias, (length(alias), alias)) AS name
            FROM kept_aliases GROUP BY ALL
        ) k ON k.article_id = e.article_id AND k.entity = e.entity
        ANTI JOIN gone_articles a ON a.article_id = e.article_id
        ANTI JOIN gone_entities n ON n.article_id = e.article_id AND n.entity = e.entity
    """,
    "local_aliases": """
        SELECT * FROM kept_aliases ANTI JOIN gone_articles USING (article_id)
        ANTI JOIN gone_entities USING (article_id, entity)
    """,
    "mentions": """
        SELECT * FROM read_mentions ANTI JOIN gone_articles USING (article_id)
        ANTI JOIN gone_mentions USING (mention_id)
    """,
    "literals": """
        SELECT * FROM read_literals ANTI JOIN gone_articles USING (article_id)
        ANTI JOIN gone_literals USING (literal_id)
    """,
    # A quote whose speaker goes is a quote all the same.
    "quotes": """
        SELECT q.* REPLACE (
            CASE WHEN g.entity IS NULL THEN q.speaker END AS speaker,
            CASE WHEN g.entity IS NULL THEN q.speaker_char_start END AS speaker_char_start,
            CASE WHEN g.entity IS NULL THEN q.speaker_char_end END AS speaker_char_end)
        FROM read_quotes q
        LEFT JOIN gone_entities g ON g.article_id = q.article_id AND g.entity = q.speaker
        ANTI JOIN gone_articles a ON a.article_id = q.article_id
        ANTI JOIN gone_quotes b ON b.quote_id = q.quote_id
    """,
    "claims": """
        SELECT * FROM read_claims ANTI JOIN gone_articles USING (article_id)
        ANTI JOIN gone_claims USING (claim_id)
    """,
    "evidence": "SELECT * FROM read_evidence SEMI JOIN staged_claims USING (claim_id)",
}

_REJECTED = """
    SELECT kind, a.source, g.article_id, check_code, reason, extractor, rule, char_start, char_end
    FROM (
        SELECT 'article' AS kind, article_id, check_code, reason, NULL AS extractor, NULL AS rule,
            NULL AS char_start, NULL AS char_end FROM gone_articles
        UNION ALL
        SELECT 'mention', article_id, check_code, reason, NULL, NULL, char_start, char_end
        FROM read_mentions JOIN gone_mentions USING (mention_id)
        UNION ALL
        SELECT 'literal', article_id, check_code, reason, NULL, NULL, char_start, char_end
        FROM read_literals JOIN gone_literals USING (literal_id)
        UNION ALL
        SELECT 'quote', article_id, check_code, reason, NULL, NULL, char_start, char_end
        FROM read_quotes JOIN gone_quotes USING (quote_id)
        UNION ALL
        SELECT 'claim', article_id, check_code, reason, extractor, rule, char_start, char_end
        FROM read_claims JOIN gone_claims USING (claim_id)
    ) g JOIN read_articles a USING (article_id)
"""


def withdraw(connection: duckdb.DuckDBPyConnection, withdrawals: Iterable[Withdrawal]) -> None:
    """Let the views `staged_<table>` hold what is left without some rows and what rests on them.

    Rows that are withdrawn are added to `staged_rejected`. Of an article that is withdrawn as a
    whole, one row says so.

    Args:
        connection: from `open_stage`.
        withdrawals: what cannot be published; where there are none, nothing changes.
    """
    listed = sorted(set(withdrawals))
    if not listed:
        return
    rows = [[w.table, w.key, w.check_code, w.reason] for w in listed]
    create_empty(connection, "gone", _GONE)
    append(connection, "gone", pa.table([list(c) for c in zip(*rows, strict=True)], schema=_GONE))
    for table, query in _TABLES.items():
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS {query}")
    for table, query in _VIEWS.items():
        connection.execute(f"CREATE OR REPLACE VIEW staged_{table} AS {query}")
    create_empty(connection, "rejected_here", staged_schema("rejected"))
    for part in _rejected(connection):
        append(connection, "rejected_here", part)
    connection.execute("""
        CREATE OR REPLACE VIEW staged_rejected AS
        SELECT r.* REPLACE (CASE WHEN a.article_id IS NULL THEN r.article_id END AS article_id)
        FROM (FROM read_rejected UNION ALL BY NAME FROM rejected_here) r
        LEFT JOIN gone_articles a ON a.article_id = r.article_id
        ANTI JOIN gone_rejected g ON g.rejected_id = r.rejected_id
        WHERE a.article_id IS NULL OR r.kind = 'article'
    """)


def _rejected(connection: duckdb.DuckDBPyConnection) -> Iterator[pa.Table]:
    for batch in batches(connection, _REJECTED):
        rows = batch.to_pylist()
        for row in rows:
            parts = ("kind", "source", "check_code", "reason", "rule", "char_start", "char_end")
            row["rejected_id"] = make_id("r", *(row[part] for part in parts))
        yield pa.Table.from_pylist(rows, schema=staged_schema("rejected"))
