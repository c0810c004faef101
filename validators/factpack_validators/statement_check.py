"""Statements: each row repeats its claim, fact, article and entities, and says how it is stated."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import pyarrow as pa

from factpack_validators.context import Context
from factpack_validators.query import report_rows
from factpack_validators.schemas import arrow_schema
from factpack_validators.vocabulary_entries import predicate_entries

_SOURCES: Mapping[str, str] = {
    "subject": "s.name",
    "object": "o.name",
    "speaker": "w.name",
    "speaker_id": "c.attributed_to",
    "span_start": "c.char_start - c.sentence_start",
    "span_end": "c.char_end - c.sentence_start",
    **{c: f"f.{c}" for c in ("status", "n_articles", "n_publishers", "n_origins")},
    **{
        c: f"a.{c}"
        for c in ("publisher", "title", "published_on", "published_precision", "url", "rights")
    },
}
"""What a column repeats, where it is not the column of the claim that has its name."""

_SAID = ("statement", "sentence")
"""Columns that are not copied, and are checked in their own way."""

_JOINED = """
    statements x JOIN claims c USING (claim_id)
    LEFT JOIN facts f ON f.fact_id = c.fact_id LEFT JOIN articles a ON a.article_id = c.article_id
    LEFT JOIN entities s ON s.entity_id = c.subject_id
    LEFT JOIN entities o ON o.entity_id = c.object_id
    LEFT JOIN entities w ON w.entity_id = c.attributed_to
"""

_ENDS = ", it was said"
"""How a statement ends that somebody reports who is not named."""


def check_statements(context: Context) -> None:
    """Compare `statements` cell by cell with what it tells of, and statements with their verbs."""
    (n,) = context.database.one("SELECT count(*) FROM statements")
    context.found.looked_at("statements", n)
    for here, there in (("statements", "claims"), ("claims", "statements")):
        report_rows(
            context,
            "statement-differs",
            f"SELECT claim_id FROM {here} ANTI JOIN {there} USING (claim_id)",
            lambda there=there: f"no row of {there} has this claim_id",
            table=here,
        )
    for column in _differing(context):
        report_rows(
            context,
            "statement-differs",
            f"SELECT claim_id FROM {_JOINED} WHERE {_differs(column)}",
            lambda column=column: f"{column} is not what the claim and what it names give",
            table="statements",
            column=column,
        )
    _check_verbs(context)


def _differing(context: Context) -> list[str]:
    """Columns that somewhere do not repeat what they should: one pass over a good table."""
    columns = [c for c in arrow_schema("statements").names if c not in _SAID]
    flags = ", ".join(f"coalesce(bool_or({_differs(column)}), false)" for column in columns)
    found = context.database.one(f"SELECT {flags} FROM {_JOINED}")
    return [column for column, differs in zip(columns, found, strict=True) if differs]


def _differs(column: str) -> str:
    """SQL of whether a cell is not the one that it repeats."""
    return f"x.{column} IS DISTINCT FROM {_SOURCES.get(column, f'c.{column}')}"


def _check_verbs(context: Context) -> None:
    """A statement begins with its subject and a verb that says how it is stated, no less."""
    if find_spec("yaml") is None:
        context.found.add(
            "check-skipped",
            "PyYAML is not installed, so statements were not held against the vocabulary",
            advice="pip install pyyaml",
        )
        return
    context.database.con.register("verbs", _verbs(context.manifest))
    for table, key, speaker in (
        ("statements", "claim_id", "speaker"),
        ("facts", "fact_id", "NULL::VARCHAR"),
    ):
        report_rows(
            context,
            "statement-modality",
            f"""WITH said AS (
                SELECT x.{key}, modality, x.former, {speaker} AS speaker, statement,
                arg_max(v.modalities, length(v.verb)) AS said
                FROM {table} x LEFT JOIN verbs v ON v.predicate = x.predicate
                AND (v.former IS NULL OR v.former = coalesce(x.former, false))
                AND regexp_matches(x.statement[length(x.subject) + 2 + length(v.verb):], '^[ :]')
                AND starts_with(x.statement, x.subject || ' ' || v.verb)
                WHERE statement IS NOT NULL GROUP BY ALL
            ) SELECT {key}, modality, former FROM said WHERE said IS NULL
            OR NOT list_contains(said, CASE modality WHEN 'reported' THEN 'asserted'
                ELSE modality END)
            OR speaker IS NOT NULL AND NOT ends_with(statement, ', ' || speaker || ' said')
            OR speaker IS NULL AND (modality = 'reported') <> ends_with(statement, '{_ENDS}')""",
            lambda modality, former: (
                f"the statement does not say that it is {modality}{', and over' if former else ''}"
            ),
            table=table,
            column="statement",
        )
    context.database.con.unregister("verbs")


def _verbs(manifest: Mapping[str, Any]) -> pa.Table:
    """Predicate and verb, with the modalities that it says.

    `former` is whether it says that it no longer holds; null where the predicate has no such verbs.
    """
    found: dict[tuple[str, bool | None, str], list[str]] = {}
    for entry in predicate_entries(manifest):
        of_kinds = entry.get("verbs_of_kind", {}).values()
        plain: list[tuple[bool | None, Mapping[str, str]]] = [(None, entry["verbs"])]
        if "verbs_former" in entry:
            plain = [(False, entry["verbs"]), (True, entry["verbs_former"])]
        for former, forms in plain:
            for verbs in (forms, *of_kinds):
                for modality, verb in verbs.items():
                    found.setdefault((entry["name"], former, verb), []).append(modality)
    return pa.table(
        {
            "predicate": [predicate for predicate, _, _ in found],
            "former": pa.array([former for _, former, _ in found], pa.bool_()),
            "verb": [verb for _, _, verb in found],
            "modalities": list(found.values()),
        }
    )
