"""Grounding: every span is in its article, and every value and link follows from its words."""

from __future__ import annotations

from factpack_validators.articles_text import check_articles, check_segments
from factpack_validators.claim_manner import check_manner
from factpack_validators.claim_parts import check_parts
from factpack_validators.context import Context
from factpack_validators.held_words import view_words
from factpack_validators.query import asked_together, report_rows
from factpack_validators.sentence_proof import prove_sentences
from factpack_validators.shown import shown
from factpack_validators.span_proof import SPAN_TABLES, prove_spans
from factpack_validators.sql import key_text
from factpack_validators.value_proof import prove_values
from factpack_validators.word_limits import is_long_name

PARTS = ("subject", "trigger")
"""Parts of which every claim has the words."""


def run(context: Context) -> None:
    """Prove texts, segments, spans, links and values, as far as words are at hand."""
    check_articles(context)
    check_segments(context)
    with asked_together(context):
        _check_words(context)
    prove_spans(context)
    prove_sentences(context)
    with asked_together(context):
        _check_evidence(context)
    view_words(context)
    with asked_together(context):
        _check_links(context)
    check_parts(context)
    check_manner(context)
    prove_values(context)


def _check_words(context: Context) -> None:
    """Words in a row have the hash and the length that the row says, whatever the article."""
    for table in SPAN_TABLES:
        report_rows(
            context,
            "words-hash",
            f"SELECT {key_text(table)} FROM {table} WHERE sha256(exact) <> exact_sha256",
            lambda: "exact has another SHA-256 than exact_sha256 says",
            table=table,
            column="exact_sha256",
        )
        report_rows(
            context,
            "span-range",
            f"""SELECT {key_text(table)}, char_start, char_end FROM {table}
            WHERE char_end <= char_start
            OR exact IS NOT NULL AND length(exact) <> char_end - char_start""",
            lambda start, end: f"characters {start}-{end} are not as many as the words",
            table=table,
            column="char_end",
        )


def _check_evidence(context: Context) -> None:
    """Claims have the words of what they state."""
    needed = [(part, "true") for part in PARTS]
    needed += [
        ("amount", "coalesce(c.amount, c.amount_min, c.amount_max) IS NOT NULL"),
        ("date", "coalesce(c.date_from, c.date_to) IS NOT NULL"),
        ("object", "c.object_sha256 IS NOT NULL"),
    ]
    for part, condition in needed:
        report_rows(
            context,
            "evidence-missing",
            f"""SELECT c.claim_id FROM claims c ANTI JOIN evidence e
            ON e.claim_id = c.claim_id AND e.part = '{part}' WHERE {condition}""",
            lambda part=part: f"the claim has no evidence of its {part}",
            table="claims",
            column=None,
        )
    for column, part in (("object_value", "object"), ("scope", "scope")):
        report_rows(
            context,
            "span-words",
            f"""SELECT c.claim_id FROM claims c JOIN evidence e
            ON e.claim_id = c.claim_id AND e.part = '{part}'
            WHERE c.{column} IS NOT NULL AND e.exact IS NOT NULL AND c.{column} <> e.exact""",
            lambda column=column, part=part: f"{column} is not in the words of the {part}",
            table="claims",
            column=column,
        )
    report_rows(
        context,
        "span-range",
        """SELECT quote_id FROM quotes JOIN articles USING (article_id)
        WHERE speaker_char_end <= speaker_char_start OR speaker_char_end > n_chars""",
        lambda: "the span of the speaker does not lie in the article",
        table="quotes",
        column="speaker_char_end",
    )


def _check_links(context: Context) -> None:
    """Mentions by name are known aliases; the parts of a claim name the entities they link to."""
    report_rows(
        context,
        "entity-name",
        """SELECT e.entity_id, e.name FROM entities e
        ANTI JOIN aliases a ON a.entity_id = e.entity_id AND a.alias = e.name
        WHERE e.replaced_by IS NULL
        -- What an entity is called all whose names are too long to be published.
        AND e.name <> concat(e.type, ' ', e.entity_id)""",
        lambda name: f"{shown(name)} is no alias of the entity",
        table="entities",
        column="name",
    )
    # Another article may call its firm "The Company", or be about a book named "It".
    report_rows(
        context,
        "mention-alias",
        """SELECT m.mention_id, m.kind FROM mention_words m SEMI JOIN mention_words n
        ON n.article_id = m.article_id AND n.words = m.words AND n.kind = 'name'
        WHERE m.kind <> 'name'""",
        lambda kind: f"the words are a name elsewhere in the article, not a {kind}",
        table="mentions",
        column="kind",
    )
    report_rows(
        context,
        "mention-alias",
        f"""SELECT m.mention_id, m.entity_id FROM mention_words m
        ANTI JOIN aliases a ON a.entity_id = m.entity_id AND a.alias = m.words
        WHERE m.kind = 'name' AND m.words IS NOT NULL
        AND (m.exact IS NOT NULL OR NOT ({is_long_name("m.words")}))""",
        lambda entity: f"the words are no alias of {entity}",
        table="mentions",
        column="entity_id",
    )
    for part, column in (
        ("subject", "subject_id"),
        ("object", "object_id"),
        ("speaker", "attributed_to"),
    ):
        # By the words where they are a name, else by a mention at the place. What the extractor
        # resolved itself ("the companies", a product for its maker) must at least be an entity
        # that the article names.
        report_rows(
            context,
            "evidence-alias",
            f"""SELECT x.claim_id, x.entity_id FROM (
                SELECT e.claim_id, e.article_id, c.{column} AS entity_id, e.words,
                e.resolution, e.char_start, e.char_end
                FROM evidence_words e JOIN claims c USING (claim_id)
                WHERE e.part = '{part}' AND c.{column} IS NOT NULL
            ) x ANTI JOIN aliases a ON a.entity_id = x.entity_id AND a.alias = x.words
            WHERE x.words IS NOT NULL AND NOT EXISTS (FROM mentions m
                WHERE m.article_id = x.article_id AND m.entity_id = x.entity_id
                AND (m.char_start < x.char_end AND m.char_end > x.char_start
                OR x.resolution <> 'name' AND m.kind = 'name'))""",
            lambda entity, part=part: f"the words of the {part} do not name {entity}",
            table="claims",
            column=column,
        )
    report_rows(
        context,
        "evidence-alias",
        # A pronoun or a description that the extractor resolved is no name of somebody else.
        """SELECT q.quote_id, q.speaker_id FROM quotes q WHERE q.speaker_id IS NOT NULL
        AND q.speaker_char_start IS NOT NULL AND NOT EXISTS (FROM mentions m
            WHERE m.article_id = q.article_id AND m.entity_id = q.speaker_id
            AND m.char_start < q.speaker_char_end AND m.char_end > q.speaker_char_start)
        AND (EXISTS (FROM mentions m WHERE m.article_id = q.article_id AND m.kind = 'name'
            AND m.char_start < q.speaker_char_end AND m.char_end > q.speaker_char_start)
        OR NOT EXISTS (FROM mentions m WHERE m.article_id = q.article_id
            AND m.kind = 'name' AND m.entity_id = q.speaker_id))""",
        lambda entity: f"the words of the speaker do not name {entity}",
        table="quotes",
        column="speaker_id",
    )
