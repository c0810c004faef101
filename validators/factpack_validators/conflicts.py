"""Conflicts: the rivals of each are about one thing and differ in what its kind says."""

from __future__ import annotations

from factpack_validators.context import Context
from factpack_validators.query import asked_together, report_rows

_SETS = """
    SELECT c.conflict_id, c.fact_id, c.kind, c.predicate, c.subject_id, c.status, c.resolution,
        c.is_preferred, f,
        count(*) OVER rivals AS n,
        max(f.n_origins) OVER rivals AS most,
        bool_or(c.is_preferred) OVER rivals AS any_preferred,
        min({told}) OVER rivals <> max({told}) OVER rivals AS mixed,
        {ranges}
    FROM conflicts c JOIN facts f USING (fact_id)
    WINDOW rivals AS (PARTITION BY c.conflict_id)
"""

VALUES = {
    "date": "concat_ws('|', f.date_from, f.date_to)",
    "amount": "concat_ws('|', f.amount, f.amount_min, f.amount_max)",
    "holder": "concat_ws('|', f.subject_id, f.object_id)",
    "value": "concat_ws('|', f.object_id, f.object_sha256, f.amount)",
    "relation": "concat_ws('|', f.predicate, f.kind)",
    "type": "f.predicate",
    "negation": "CASE WHEN f.modality = 'negated' THEN 'denied' ELSE 'stated' END",
}
"""What rivals of a kind differ in; not all may agree."""


def check_conflicts(context: Context) -> None:
    """Do the facts of every conflict contradict one another?"""
    context.found.looked_at(
        "conflicts",
        int(context.database.one("SELECT count(DISTINCT conflict_id) FROM conflicts")[0]),
    )
    differs = " ".join(f"WHEN '{kind}' THEN {value}" for kind, value in VALUES.items())
    told = "concat_ws('|', c.kind, c.subject_id, c.reason, c.status, c.resolution)"
    ranges = (
        f"min(CASE c.kind {differs} END) OVER rivals AS lowest, "
        f"max(CASE c.kind {differs} END) OVER rivals AS highest"
    )
    context.database.con.execute(
        f"CREATE OR REPLACE TEMP TABLE rivals AS {_SETS.format(ranges=ranges, told=told)}"
    )
    stands = "status <> 'withdrawn'"
    with asked_together(context):
        for column, broken, message in (
            ("fact_id", f"{stands} AND n < 2", "the fact has no rival"),
            ("predicate", "predicate <> f.predicate", "the predicate is not that of the fact"),
            ("subject_id", "subject_id NOT IN (f.subject_id, coalesce(f.object_id, ''))",
             "the fact is not about the subject"),
            ("conflict_id", "mixed", "rows of one conflict tell different things of it"),
            ("resolution", """CASE status WHEN 'open' THEN resolution IS NOT NULL
             WHEN 'resolved' THEN resolution IS DISTINCT FROM 'origins'
             ELSE resolution IS DISTINCT FROM 'compatible' END""",
             "status and resolution do not stand together"),
            ("is_preferred", """CASE WHEN status = 'resolved'
             THEN NOT coalesce(any_preferred, false)
             ELSE is_preferred IS NOT NULL END""",
             "one side is preferred where the conflict is resolved, and there alone"),
            ("is_preferred", "is_preferred AND (f.n_origins < most OR most < 2)",
             "the preferred fact has not more independent origins"),
            ("is_preferred", "status = 'resolved' AND f.n_origins = most AND NOT "
             "coalesce(is_preferred, false)",
             "a fact of as many independent origins is not preferred"),
            ("kind", f"{stands} AND lowest IS NOT DISTINCT FROM highest",
             "the rivals do not differ in what the conflict is about"),
            ("kind", """kind IN ('date', 'amount', 'value', 'holder') AND f.modality = 'negated'""",
             "a fact that is only denied contradicts nothing but its assertion"),
        ):  # fmt: skip
            report_rows(
                context,
                "conflict-unfounded",
                f"SELECT concat_ws('|', conflict_id, fact_id) AS key FROM rivals WHERE {broken}",
                lambda message=message: message,
                table="conflicts",
                column=column,
            )
    context.database.con.execute("DROP TABLE rivals")
