"""What is known of each claim besides its rule: the table `claim_features`."""

from __future__ import annotations

import duckdb

_LONG_NAME = 5
"""Words from which on a name is seldom one: headlines and lists run together."""


def make_claim_features(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `claim_features`: claim_id and `confidence.score.FEATURES`.

    Reads the staged claims, evidence, mentions and local entities; every row rests on its article
    alone, so that another article changes nothing.
    """
    connection.execute(f"""
        CREATE OR REPLACE TABLE claim_features AS
        WITH named AS (
            SELECT article_id, entity, count(*) AS n FROM staged_mentions
            WHERE kind = 'name' GROUP BY ALL
        ), entity AS (
            SELECT e.article_id, e.entity, coalesce(n.n, 0) AS n,
                len(string_split(e.name, ' ')) AS words
            FROM staged_local_entities e LEFT JOIN named n USING (article_id, entity)
        ), part AS (
            SELECT claim_id, part, resolution, char_start, char_end FROM staged_evidence
        ), subject AS (SELECT * FROM part WHERE part = 'subject'),
        other AS (
            SELECT * FROM part WHERE part IN ('object', 'amount', 'date')
            QUALIFY row_number() OVER (
                PARTITION BY claim_id ORDER BY part = 'object' DESC, part = 'amount' DESC
            ) = 1
        )
        SELECT c.claim_id,
            (coalesce(p.resolution, '') IN ('description', 'pronoun', 'metonym'))::DOUBLE
                AS subject_described,
            (coalesce(o.resolution, '') IN ('description', 'pronoun', 'metonym'))::DOUBLE
                AS object_described,
            ln(1 + coalesce(s.n, 0)) AS subject_mentions,
            ln(1 + coalesce(t.n, 0)) AS object_mentions,
            least(coalesce(s.words, 1), 4)::DOUBLE AS subject_words,
            least(coalesce(t.words, 0), 4)::DOUBLE AS object_words,
            (greatest(coalesce(s.words, 0), coalesce(t.words, 0)) >= {_LONG_NAME})::DOUBLE
                AS long_name,
            ln(1 + greatest(0, coalesce(
                greatest(p.char_start, o.char_start) - least(p.char_end, o.char_end), 0)))
                AS gap,
            ln(1 + c.char_end - c.char_start) AS length,
            (c.modality = 'reported')::DOUBLE AS reported,
            (c.modality IN ('planned', 'possible', 'negated'))::DOUBLE AS unreal,
            (c.date_from IS NOT NULL OR c.date_to IS NOT NULL)::DOUBLE AS dated
        FROM staged_claims c
        LEFT JOIN subject p USING (claim_id)
        LEFT JOIN other o USING (claim_id)
        LEFT JOIN entity s ON s.article_id = c.article_id AND s.entity = c.subject
        LEFT JOIN entity t ON t.article_id = c.article_id AND t.entity = c.object
    """)
