"""Conflicts: each pair is about one thing and differs in what its kind says."""

from __future__ import annotations

from factpack_validators.context import Context
from factpack_validators.query import report_rows

_PAIRS = """
    SELECT concat_ws('|', c.fact_a, c.fact_b) AS key, c.kind, c.predicate, c.subject_id,
    c.preferred_fact, c.resolution, a, b
    FROM conflicts c
    JOIN facts a ON a.fact_id = c.fact_a JOIN facts b ON b.fact_id = c.fact_b
"""


def check_conflicts(context: Context) -> None:
    """Do the two facts of every conflict contradict each other?"""
    context.found.looked_at(
        "conflicts", int(context.database.one("SELECT count(*) FROM conflicts")[0])
    )
    for column, broken, message in (
        ("fact_b", "a.fact_id >= b.fact_id", "the first fact is not the one with the smaller id"),
        ("predicate", "predicate NOT IN (a.predicate, b.predicate)",
         "the predicate is that of neither fact"),
        ("subject_id", """subject_id NOT IN (a.subject_id, coalesce(a.object_id, ''))
         OR subject_id NOT IN (b.subject_id, coalesce(b.object_id, ''))""",
         "the two facts are not both about the subject"),
        ("preferred_fact", "preferred_fact NOT IN (a.fact_id, b.fact_id)",
         "the preferred fact is neither of the two"),
        ("resolution", "(preferred_fact IS NULL) <> (resolution IS NULL)",
         "preferred_fact and resolution do not stand together"),
        ("resolution", """resolution = 'origins' AND CASE preferred_fact
         WHEN a.fact_id THEN a.n_origins <= b.n_origins ELSE b.n_origins <= a.n_origins END""",
         "the preferred fact has not more independent origins"),
        ("resolution", """resolution = 'date' AND CASE preferred_fact
         WHEN a.fact_id THEN a.last_published <= b.last_published
         ELSE b.last_published <= a.last_published END""",
         "the preferred fact was not published later"),
        ("kind", """kind = 'date' AND a.date_from IS NOT DISTINCT FROM b.date_from
         AND a.date_to IS NOT DISTINCT FROM b.date_to""", "the dates do not differ"),
        ("kind", """kind = 'amount' AND a.amount IS NOT DISTINCT FROM b.amount
         AND a.amount_min IS NOT DISTINCT FROM b.amount_min
         AND a.amount_max IS NOT DISTINCT FROM b.amount_max""", "the amounts do not differ"),
        ("kind", """kind = 'holder' AND a.subject_id = b.subject_id
         AND a.object_id IS NOT DISTINCT FROM b.object_id""", "the holders do not differ"),
        ("kind", """kind = 'value' AND a.object_id IS NOT DISTINCT FROM b.object_id
         AND a.object_sha256 IS NOT DISTINCT FROM b.object_sha256
         AND a.amount IS NOT DISTINCT FROM b.amount""", "the values do not differ"),
        ("kind", """kind = 'relation' AND a.predicate = b.predicate
         AND a.kind IS NOT DISTINCT FROM b.kind""", "the relations do not differ"),
        ("kind", "kind = 'negation' AND (a.modality = 'negated') = (b.modality = 'negated')",
         "not one of the two is denied"),
        ("kind", """kind IN ('date', 'amount', 'value', 'holder')
         AND (a.modality = 'negated' OR b.modality = 'negated')""",
         "a fact that is only denied contradicts nothing but its assertion"),
    ):  # fmt: skip
        report_rows(
            context,
            "conflict-unfounded",
            # Materialised: a planner that sees through it may join facts with facts first.
            f"WITH pairs AS MATERIALIZED ({_PAIRS}) SELECT key FROM pairs WHERE {broken}",
            lambda message=message: message,
            table="conflicts",
            column=column,
        )
