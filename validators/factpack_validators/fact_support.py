"""Facts: their counts, dates and status follow from their claims, and say what these say."""

from __future__ import annotations

from factpack_validators.context import Context
from factpack_validators.query import asked_together, report_rows

MODALITIES = ("asserted", "reported", "planned", "possible", "negated")
"""From the strongest to the weakest: the modality of a fact is the strongest of its claims."""

IMPLIED = """
    WITH RECURSIVE implied(fact_id, ancestor) AS (
        SELECT fact_id, fact_id FROM facts
        UNION SELECT i.fact_id, f.broader_fact_id
        FROM implied i JOIN facts f ON f.fact_id = i.ancestor WHERE f.broader_fact_id IS NOT NULL
    ) SELECT * FROM implied
"""
"""Every fact with itself and each broader one: whoever states it states these."""

SUPPORT = f"""
    WITH stating AS (
        SELECT c.* REPLACE (i.ancestor AS fact_id)
        FROM claims c JOIN implied i ON i.fact_id = c.fact_id
    ), grouped AS (
        SELECT fact_id, count(*) AS n_claims,
        {", ".join(f"count_if(modality = '{m}') AS n_{m}" for m in MODALITIES)},
        CASE {" ".join(f"WHEN n_{m} > 0 THEN '{m}'" for m in MODALITIES)} END AS modality
        FROM stating GROUP BY fact_id
    ), supporting AS (
        SELECT c.fact_id, c.article_id, c.origin_id, a.outlet, a.owner, a.published_on,
        CASE WHEN o.kind = 'credit' AND o.outlet IS DISTINCT FROM a.outlet THEN 'credited'
            WHEN c.modality = 'reported' THEN 'attributed' ELSE 'own' END AS voice
        FROM stating c JOIN grouped g USING (fact_id) LEFT JOIN articles a USING (article_id)
        LEFT JOIN origins o ON o.origin_id = c.origin_id
        WHERE c.modality = g.modality OR c.modality IN ('asserted', 'reported')
    ), counted AS (
        SELECT fact_id, count(DISTINCT article_id) AS n_articles,
        count(DISTINCT outlet) AS n_publishers, count(DISTINCT owner) AS n_owners,
        count(DISTINCT origin_id) AS n_origins,
        count_if(voice = 'own') AS n_own_voice, count_if(voice = 'attributed') AS n_attributed,
        count_if(voice = 'credited') AS n_credited,
        min(published_on) AS first_published, max(published_on) AS last_published
        FROM supporting GROUP BY fact_id
    ) SELECT * FROM grouped JOIN counted USING (fact_id)
"""
"""Support of every fact, from its claims: articles, publishers and origins of those that assert or
report it, or, where nobody does, of those of its own modality."""

_COUNTS = (
    "n_claims",
    *(f"n_{m}" for m in MODALITIES),
    "n_articles",
    "n_publishers",
    "n_owners",
    "n_origins",
    "n_own_voice",
    "n_attributed",
    "n_credited",
)
_FOLLOWS = ("modality", "first_published", "last_published")


def check_facts(context: Context) -> None:
    """Compare every fact with its claims, its entities and its conflicts."""
    context.database.con.execute(f"CREATE OR REPLACE TEMP TABLE implied AS {IMPLIED}")
    context.database.con.execute(f"CREATE OR REPLACE TEMP TABLE support AS {SUPPORT}")
    context.found.looked_at("facts", int(context.database.one("SELECT count(*) FROM facts")[0]))
    with asked_together(context):
        report_rows(
            context,
            "fact-unsupported",
            "SELECT fact_id FROM facts ANTI JOIN support USING (fact_id)",
            lambda: "no claim states the fact",
            table="facts",
        )
        for column in (*_COUNTS, *_FOLLOWS):
            report_rows(
                context,
                "count-mismatch" if column in _COUNTS else "fact-support",
                f"""SELECT fact_id, f.{column}, s.{column}
                FROM facts f JOIN support s USING (fact_id)
                WHERE f.{column} IS DISTINCT FROM s.{column}""",
                lambda said, counted, column=column: (
                    f"{column} is {said}; its claims give {counted}"
                ),
                table="facts",
                column=column,
            )
    context.database.con.execute("DROP TABLE support")
    with asked_together(context):
        _check_names(context)
        _check_claims(context)
        _check_values(context)
        _check_broader(context)
        _check_status(context)
    context.database.con.execute("DROP TABLE implied")


def _check_names(context: Context) -> None:
    """Subject and object are written as their entities are."""
    for side in ("subject", "object"):
        report_rows(
            context,
            "fact-name",
            f"""SELECT fact_id FROM facts f LEFT JOIN entities e ON e.entity_id = f.{side}_id
            WHERE f.{side} IS DISTINCT FROM e.name
            AND (f.{side}_id IS NULL OR e.name IS NOT NULL)""",
            lambda side=side: f"{side} is not the name of the entity that {side}_id names",
            table="facts",
            column=side,
        )


def _check_claims(context: Context) -> None:
    """A claim has predicate and arguments of its fact, in either order if that is symmetric."""
    report_rows(
        context,
        "fact-claim",
        """SELECT claim_id, c.predicate, f.predicate FROM claims c JOIN facts f USING (fact_id)
        WHERE c.predicate <> f.predicate""",
        lambda claim, fact: f"the claim states {claim}, its fact {fact}",
        table="claims",
        column="predicate",
    )
    report_rows(
        context,
        "fact-claim",
        """SELECT claim_id FROM claims c JOIN facts f USING (fact_id)
        LEFT JOIN predicates p ON p.predicate = c.predicate
        WHERE c.subject_id IS DISTINCT FROM f.subject_id AND NOT (
            coalesce(p.is_symmetric, false)
            AND c.subject_id IS NOT DISTINCT FROM f.object_id
            AND c.object_id IS NOT DISTINCT FROM f.subject_id)""",
        lambda: "the claim has another subject than its fact",
        table="claims",
        column="subject_id",
    )
    report_rows(
        context,
        "fact-claim",
        """SELECT claim_id FROM claims c JOIN facts f USING (fact_id)
        WHERE c.subject_id IS NOT DISTINCT FROM f.subject_id
        AND c.object_id IS DISTINCT FROM f.object_id""",
        lambda: "the claim has another object than its fact",
        table="claims",
        column="object_id",
    )
    report_rows(
        context,
        "fact-claim",
        """SELECT claim_id, c.metric, f.metric FROM claims c JOIN facts f USING (fact_id)
        WHERE c.metric <> f.metric""",
        lambda claim, fact: f"metric is {claim}, that of its fact {fact}",
        table="claims",
        column="metric",
    )


_CHOSEN = (
    ("amount", "amount_min", "amount_max", "currency", "unit"),
    ("date_from", "date_to", "date_precision", "date_relation"),
    ("kind",),
    ("organization_unit",),
    ("object_value",),
    ("object_sha256",),
)
"""Columns that a fact takes together from one of its claims."""


def _check_values(context: Context) -> None:
    """Number, time, kind and words of a fact are those of one of its claims."""
    for columns in _CHOSEN:
        given = " OR ".join(f"f.{c} IS NOT NULL" for c in columns)
        same = " AND ".join(f"c.{c} IS NOT DISTINCT FROM f.{c}" for c in columns)
        report_rows(
            context,
            "fact-support",
            f"""SELECT f.fact_id FROM facts f ANTI JOIN (
                SELECT i.ancestor, c.* FROM claims c JOIN implied i ON i.fact_id = c.fact_id
            ) c ON c.ancestor = f.fact_id AND {same} WHERE {given}""",
            lambda columns=columns: f"no claim of the fact gives {' and '.join(columns)} like this",
            table="facts",
            column=columns[0],
        )


def _check_broader(context: Context) -> None:
    """A broader fact is of the same things, and its time and number hold those of the finer one."""
    same = " OR ".join(f"f.{c} IS DISTINCT FROM b.{c}" for c in ("predicate", "former", "metric"))
    for column, broken, message in (
        ("broader_fact_id", f"""{same} OR NOT ((f.subject_id = b.subject_id
         AND f.object_id IS NOT DISTINCT FROM b.object_id) OR (f.subject_id = b.object_id
         AND f.object_id = b.subject_id))""", "the broader fact is about other things"),
        ("broader_fact_id", "b.broader_fact_id = f.fact_id OR b.fact_id = f.fact_id",
         "the facts are broader than one another"),
        ("date_from", """b.date_from IS NOT NULL AND (f.date_from IS NULL
         OR f.date_from < b.date_from OR f.date_to > b.date_to)""",
         "the broader fact does not hold the time"),
        ("amount", """(b.amount IS NOT NULL AND f.amount IS NULL)
         OR (b.amount_min IS NOT NULL AND coalesce(f.amount, f.amount_min) < b.amount_min)
         OR (b.amount_max IS NOT NULL AND coalesce(f.amount, f.amount_max) > b.amount_max)
         OR f.currency IS DISTINCT FROM coalesce(b.currency, f.currency)""",
         "the broader fact does not hold the number"),
    ):  # fmt: skip
        report_rows(
            context,
            "fact-support",
            f"""SELECT f.fact_id FROM facts f JOIN facts b ON b.fact_id = f.broader_fact_id
            WHERE {broken}""",
            lambda message=message: message,
            table="facts",
            column=column,
        )


def _check_status(context: Context) -> None:
    report_rows(
        context,
        "fact-status",
        """SELECT fact_id, f.status, CASE
            WHEN EXISTS (FROM conflicts c JOIN implied i ON i.ancestor = c.fact_id
                WHERE i.fact_id = f.fact_id AND c.status <> 'withdrawn') THEN 'contested'
            WHEN f.n_origins > 1 AND f.n_publishers > 1 THEN 'corroborated'
            ELSE 'single' END AS follows
        FROM facts f WHERE f.status <> follows""",
        lambda status, follows: f"status is {status}; conflicts and origins give {follows}",
        table="facts",
        column="status",
    )
    report_rows(
        context,
        "fact-status",
        """WITH outcome AS (
            SELECT i.fact_id, bool_or(is_preferred AND i.fact_id = c.fact_id) AS won,
            bool_or(NOT is_preferred) AS lost
            FROM conflicts c JOIN implied i ON i.ancestor = c.fact_id
            WHERE status <> 'withdrawn' GROUP BY i.fact_id
        ) SELECT fact_id, f.rank, CASE WHEN lost THEN 'deprecated' WHEN won THEN 'preferred'
            ELSE 'normal' END AS follows
        FROM facts f LEFT JOIN outcome USING (fact_id) WHERE f.rank <> follows""",
        lambda rank, follows: f"rank is {rank}; the conflicts it stands in give {follows}",
        table="facts",
        column="rank",
    )
