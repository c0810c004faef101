"""One event: it has one number, and one time."""

from __future__ import annotations

import duckdb

from factpack.corroborate.claims import kind_group
from factpack.corroborate.conflicts.pairs import add, anchor, listed
from factpack.corroborate.conflicts.times import EVENT_DAYS, NEAR, SLACK
from factpack.corroborate.words import limiting, partial, single
from factpack.link.database import text
from factpack.vocabulary import ConflictRule, load_vocabulary

_PRICES = ("share_price", "price")

_QUESTION = """(CASE WHEN {side}.metric IS NULL THEN {side}.event_label
    ELSE coalesce({side}.date_from::VARCHAR, '') END)"""
"""What one number is asked of: an event, or a period."""


def same_event(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """One event, or one metric at one time, has one number.

    What is limited to a part ("cloud revenue"), how far something moved, and prices, which move
    within a day, contradict nothing; nor do the numbers of a deal that is told of as a plan at
    least as often as of a fact, for bids are raised, nor those that one article gives side by side.
    """
    kinds = ""
    if rule.kinds:
        lines = sorted({kind_group(p, k)[0] or "" for p in rule.predicates for k in rule.kinds})
        kinds = f"AND x.kind_key IN ({listed(lines)})"
    metrics = load_vocabulary().metrics.values()
    levels = [m.name for m in metrics if m.level]
    moving = [*_PRICES, *(m.name for m in metrics if m.unit == "change")]
    connection.execute(f"""
        CREATE OR REPLACE TABLE limited_facts AS
        SELECT DISTINCT f.fact_id FROM fact_claims f JOIN staged_claims c USING (claim_id)
        WHERE c.predicate = 'has_metric' AND c.scope IS NOT NULL
        UNION
        SELECT DISTINCT f.fact_id FROM fact_claims f JOIN staged_claims c USING (claim_id)
        JOIN staged_evidence e ON e.claim_id = c.claim_id AND e.part = 'amount'
        JOIN staged_articles a ON a.article_id = c.article_id
        WHERE regexp_matches(lower(substr(a.text, e.char_end + 1, 40)), {text(partial())})
    """)
    connection.execute(f"""
        CREATE OR REPLACE TABLE pending_events AS
        SELECT n.group_number, n.event_label
        FROM grouped_claims c JOIN claim_numbers USING (claim_id) JOIN fact_numbers n USING (number)
        WHERE c.predicate IN ({listed(rule.predicates)}) AND c.metric IS NULL
        GROUP BY ALL
        HAVING count(DISTINCT c.article_id) FILTER (c.modality IN ('planned', 'possible'))
            >= count(DISTINCT c.article_id) FILTER (c.modality IN ('asserted', 'reported'))
    """)
    if not anchor(
        connection,
        f"predicate IN ({listed(rule.predicates)}) AND amount IS NOT NULL",
        f"group_number, currency, event_label, {_QUESTION.format(side='stated')}",
    ):
        return
    add(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM stated x JOIN anchors y ON y.group_number = x.group_number
            AND {_QUESTION.format(side="x")} = {_QUESTION.format(side="y")}
            AND x.fact_id <> y.fact_id AND x.currency IS NOT DISTINCT FROM y.currency
        WHERE x.predicate IN ({listed(rule.predicates)}) {kinds}
            AND x.amount IS NOT NULL AND y.amount IS NOT NULL AND x.amount <> y.amount
            AND (x.metric IS NULL OR x.metric NOT IN ({listed(moving)}))
            AND x.fact_id NOT IN (FROM limited_facts) AND y.fact_id NOT IN (FROM limited_facts)
            AND (x.group_number, x.event_label) NOT IN (FROM pending_events)
            AND CASE WHEN x.metric IS NULL
                THEN x.event_label = y.event_label AND (
                    x.date_from IS NULL OR y.date_from IS NULL
                    OR (x.date_from <= y.date_to + {EVENT_DAYS}
                        AND y.date_from <= x.date_to + {EVENT_DAYS}))
                WHEN x.date_from IS NOT NULL AND y.date_from IS NOT NULL
                THEN x.date_from = y.date_from AND x.date_to = y.date_to
                -- Without dates, a level of the same month is of the same time; what flows may be
                -- of a quarter here and of a year there.
                ELSE x.metric IN ({listed(levels)}) AND x.date_from IS NULL
                    AND y.date_from IS NULL AND {NEAR}
                END
        """,
        amounts_agree=False,
        apart=True,
    )


def once(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """What happens once happens at one time: stated dates that lie apart are not both right.

    What words alone name is one thing only where they say so ("its first product"), and what is
    launched in one country may have been launched in another.
    """
    if not anchor(
        connection,
        f"predicate IN ({listed(rule.predicates)}) AND date_from IS NOT NULL",
        "group_number",
    ):
        return
    connection.execute(f"""
        CREATE OR REPLACE TABLE local_facts AS
        SELECT DISTINCT f.fact_id FROM fact_claims f JOIN staged_claims c USING (claim_id)
        JOIN staged_mentions m ON m.article_id = c.article_id
            AND m.char_start >= c.sentence_start AND m.char_end <= c.sentence_end
        JOIN linked l ON l.article_id = m.article_id AND l.entity = m.entity
        JOIN entities e ON e.entity_id = l.entity_id AND e.type = 'Place'
        JOIN staged_articles a ON a.article_id = c.article_id
        WHERE c.predicate IN ({listed(rule.predicates)}) AND regexp_matches(
            lower(substr(a.text, greatest(m.char_start - 20, 0) + 1,
                least(m.char_start, 20))), {text(limiting())})
    """)
    add(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM stated x JOIN anchors y ON y.group_number = x.group_number
        WHERE x.date_from IS NOT NULL
            AND coalesce(x.date_relation, 'on') = 'on' AND coalesce(y.date_relation, 'on') = 'on'
            AND (x.date_to + {SLACK} < y.date_from OR y.date_to + {SLACK} < x.date_from)
            AND (x.object_value IS NULL OR regexp_matches(lower(x.object_value), {text(single())}))
            AND x.fact_id NOT IN (FROM local_facts) AND y.fact_id NOT IN (FROM local_facts)
        """,
        apart=True,
    )
