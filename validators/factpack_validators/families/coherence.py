"""Coherence: what one table says follows from what the others say."""

from __future__ import annotations

from factpack_validators.codes import CURRENCIES, LANGUAGES
from factpack_validators.confidence_shares import check_confidence
from factpack_validators.conflicts import check_conflicts
from factpack_validators.constraints import Constraint
from factpack_validators.context import Context
from factpack_validators.fact_support import check_facts
from factpack_validators.held_words import view_words
from factpack_validators.identifiers import check_identifiers
from factpack_validators.predicate_rows import check_predicates
from factpack_validators.query import asked_together, report_rows
from factpack_validators.read_articles import check_reading
from factpack_validators.schemas import table_names, table_schema
from factpack_validators.shown import shown
from factpack_validators.sql import key_text, literal, name
from factpack_validators.statement_check import check_statements

VALUE_TABLES = ("claims", "facts", "literals")
"""Tables that state amounts and dates."""


def run(context: Context) -> None:
    """Compute again what can be computed, and compare."""
    check_facts(context)
    check_statements(context)
    check_conflicts(context)
    check_confidence(context)
    view_words(context)
    with asked_together(context):
        _check_entities(context)
        _check_origins(context)
        _check_articles(context)
    check_reading(context)
    check_predicates(context)
    with asked_together(context):
        _check_vocabulary(context)
        for table in VALUE_TABLES:
            _check_values(context, table)
        _check_codes(context)
        _check_time(context)
    check_identifiers(context)


def _check_entities(context: Context) -> None:
    for column, count in (("n_mentions", "count(*)"), ("n_articles", "count(DISTINCT article_id)")):
        report_rows(
            context,
            "count-mismatch",
            f"""SELECT entity_id, e.{column}, coalesce(n, 0) AS counted FROM entities e
            LEFT JOIN (SELECT entity_id, {count} AS n FROM mentions WHERE kind = 'name'
                       GROUP BY entity_id) USING (entity_id)
            WHERE e.{column} <> counted""",
            lambda said, counted, column=column: (
                f"{column} is {said:,}; the table mentions gives {counted:,}"
            ),
            table="entities",
            column=column,
        )
    report_rows(
        context,
        "count-mismatch",
        # Where words are withheld and not at hand, it is enough that the mentions suffice.
        f"""WITH named AS (
            SELECT entity_id, words, count(*) AS n FROM mention_words WHERE kind = 'name'
            GROUP BY ALL
        ), unknown AS (SELECT entity_id, n FROM named WHERE words IS NULL)
        SELECT {key_text("aliases", "a.")}, a.n_mentions, coalesce(m.n, 0) AS counted
        FROM aliases a LEFT JOIN named m ON m.entity_id = a.entity_id AND m.words = a.alias
        LEFT JOIN unknown u ON u.entity_id = a.entity_id
        WHERE a.n_mentions NOT BETWEEN counted AND counted + coalesce(u.n, 0)""",
        lambda said, counted: f"n_mentions is {said:,}; the table mentions gives {counted:,}",
        table="aliases",
        column="n_mentions",
    )
    report_rows(
        context,
        "entity-item",
        """SELECT entity_id, wikidata_id FROM entities WHERE replaced_by IS NULL
        AND wikidata_id IN (SELECT wikidata_id FROM entities WHERE replaced_by IS NULL
            GROUP BY wikidata_id HAVING count(*) > 1)""",
        lambda item: f"two entities are the Wikidata item {item}",
        table="entities",
        column="wikidata_id",
    )
    # An entity that was merged leads to one that stands, in a few steps and not in a circle.
    report_rows(
        context,
        "chain-broken",
        """WITH RECURSIVE steps AS (
            SELECT entity_id AS origin, replaced_by AS target, 1 AS n FROM entities
            WHERE replaced_by IS NOT NULL
            UNION ALL
            SELECT s.origin, e.replaced_by, s.n + 1 FROM steps s
            JOIN entities e ON e.entity_id = s.target
            WHERE e.replaced_by IS NOT NULL AND s.n < 100
        ) SELECT DISTINCT origin FROM steps WHERE target = origin OR n >= 100""",
        lambda: "replaced_by leads in a circle",
        table="entities",
        column="replaced_by",
    )


def _check_origins(context: Context) -> None:
    """Copies share the origin of the article they copy; an origin counts its articles."""
    report_rows(
        context,
        "chain-broken",
        """SELECT a.article_id FROM articles a LEFT JOIN articles b ON b.article_id = a.duplicate_of
        WHERE a.duplicate_of = a.article_id OR b.duplicate_of IS NOT NULL""",
        lambda: "duplicate_of names an article that is itself a duplicate",
        table="articles",
        column="duplicate_of",
    )
    report_rows(
        context,
        "origin-mismatch",
        """SELECT a.article_id FROM articles a JOIN articles b ON b.article_id = a.duplicate_of
        WHERE a.origin_id <> b.origin_id""",
        lambda: "a duplicate has another origin than the article it copies",
        table="articles",
        column="origin_id",
    )
    report_rows(
        context,
        "origin-mismatch",
        """SELECT article_id FROM articles SEMI JOIN (
            SELECT text_sha256 FROM articles WHERE text_sha256 IS NOT NULL
            GROUP BY text_sha256 HAVING count(DISTINCT origin_id) > 1) USING (text_sha256)
        WHERE duplicate_of IS NULL""",
        lambda: "an article with the same text has another origin",
        table="articles",
        column="text_sha256",
    )
    carriers = """SELECT origin_id, article_id FROM articles
        UNION SELECT origin_id, article_id FROM claims
        UNION SELECT origin_id, article_id FROM quotes"""
    for column, count in (
        ("n_articles", "count(DISTINCT article_id)"),
        ("n_publishers", "count(DISTINCT outlet)"),
    ):
        report_rows(
            context,
            "count-mismatch",
            f"""SELECT origin_id, o.{column}, coalesce(n, 0) AS counted FROM origins o
            LEFT JOIN (SELECT c.origin_id, {count} AS n FROM ({carriers}) c
                       JOIN articles USING (article_id) GROUP BY c.origin_id) USING (origin_id)
            WHERE o.{column} <> counted""",
            lambda said, counted, column=column: (
                f"{column} is {said:,}; its articles give {counted:,}"
            ),
            table="origins",
            column=column,
        )
    report_rows(
        context,
        "origin-mismatch",
        """SELECT origin_id FROM origins
        WHERE (kind IN ('credit', 'self')) <> (outlet IS NOT NULL)""",
        lambda: "an origin names an outlet where it is a credit or a self, and there alone",
        table="origins",
        column="outlet",
    )
    report_rows(
        context,
        "origin-mismatch",
        f"""SELECT o.origin_id FROM origins o ANTI JOIN ({carriers}) c
        ON c.origin_id = o.origin_id AND c.article_id = o.article_id""",
        lambda: "article_id names an article that does not carry the origin",
        table="origins",
        column="article_id",
    )


def _check_articles(context: Context) -> None:
    report_rows(
        context,
        "value-incomplete",
        """SELECT article_id FROM articles WHERE published_on IS NULL
        AND published_precision IS NOT NULL OR published_on IS NOT NULL
        AND published_precision IS NULL""",
        lambda: "published_on and published_precision do not stand together",
        table="articles",
        column="published_precision",
    )
    report_rows(
        context,
        "date-order",
        """SELECT article_id FROM articles
        WHERE published_precision = 'month' AND day(published_on) <> 1
        OR published_precision = 'year' AND dayofyear(published_on) <> 1""",
        lambda: "published_on is not the first day of its month or year",
        table="articles",
        column="published_on",
    )
    released = str(context.package.get("created"))[:10]
    report_rows(
        context,
        "published-after-release",
        f"""SELECT article_id, source, published_on FROM articles
        WHERE published_on > TRY_CAST({literal(released)} AS DATE)""",
        lambda source, day: f"{shown(source)} appeared on {day}, after the release of {released}",
        table="articles",
        column="published_on",
    )
    report_rows(
        context,
        "value-incomplete",
        "SELECT article_id FROM articles WHERE (language IS NULL) <> (language_basis IS NULL)",
        lambda: "language and language_basis do not stand together",
        table="articles",
        column="language_basis",
    )
    report_rows(
        context,
        "value-incomplete",
        """SELECT quote_id FROM quotes
        WHERE (speaker_char_start IS NULL) <> (speaker_char_end IS NULL)""",
        lambda: "the span of the speaker has one end only",
        table="quotes",
        column="speaker_char_end",
    )
    report_rows(
        context,
        "value-incomplete",
        "SELECT entity_id FROM entities WHERE replaced_by IS NOT NULL AND n_mentions > 0",
        lambda: "an entity that was merged into another still has mentions",
        table="entities",
        column="n_mentions",
    )


def _check_vocabulary(context: Context) -> None:
    """Subjects and objects are of the types that the predicate allows."""
    for table in ("claims", "facts"):
        key = f"x.{name(table[:-1] + '_id')}"
        for side in ("subject", "object"):
            report_rows(
                context,
                "vocabulary",
                f"""SELECT {key}, x.predicate, e.type, p.{side}_types FROM {table} x
                JOIN predicates p USING (predicate)
                JOIN entities e ON e.entity_id = x.{side}_id
                WHERE NOT list_contains(string_split(p.{side}_types, '|'), e.type)""",
                lambda predicate, kind, allowed, side=side: (
                    f"the {side} of {predicate} is of type {kind}, not {allowed}"
                ),
                table=table,
                column=f"{side}_id",
            )
        values = "'Text', 'Money', 'Date', 'Quantity'"
        report_rows(
            context,
            "vocabulary",
            f"""SELECT {key}, x.predicate FROM {table} x JOIN predicates p USING (predicate)
            WHERE x.object_id IS NULL
            AND NOT list_has_any(string_split(p.object_types, '|'), [{values}])""",
            lambda predicate: f"{predicate} needs an entity as its object, and there is none",
            table=table,
            column="object_id",
        )
        report_rows(
            context,
            "vocabulary",
            f"""SELECT {key}, x.predicate FROM {table} x WHERE x.object_id IS NULL
            AND x.object_sha256 IS NULL AND x.amount IS NULL AND x.amount_min IS NULL
            AND x.amount_max IS NULL AND x.date_from IS NULL AND x.date_to IS NULL""",
            lambda predicate: f"{predicate} has no object: no entity, text, amount or date",
            table=table,
            column="object_id",
        )
        report_rows(
            context,
            "value-incomplete",
            f"""SELECT {key} FROM {table} x
            WHERE x.object_value IS NOT NULL AND x.object_sha256 IS NULL""",
            lambda: "object_value stands without object_sha256",
            table=table,
            column="object_sha256",
        )


_PERIODS = {
    "day": "date_from = date_to",
    "week": "date_to - date_from = 6",
    "month": "date_from = date_trunc('month', date_from) AND date_to = last_day(date_from)",
    "quarter": """date_from = date_trunc('quarter', date_from)
        AND date_to = (date_from + INTERVAL 3 MONTH - INTERVAL 1 DAY)::DATE""",
    "year": "date_to = (date_from + INTERVAL 1 YEAR - INTERVAL 1 DAY)::DATE",
}
"""What first and last day of a period are, where its precision says it; a business year may begin
in any month."""


def value_constraints(table: str) -> list[Constraint]:
    """How the columns of an amount or a date of one row must not be, in a table that has both."""
    amount = "coalesce(amount, amount_min, amount_max)"
    known = ", ".join(literal(code) for code in sorted(CURRENCIES))
    tests = [
        ("value-incomplete", "currency", f"currency IS NOT NULL AND {amount} IS NULL",
         "there without an amount"),
        ("value-incomplete", "unit", "currency IS NOT NULL AND unit IS NOT NULL",
         "there beside a currency"),
        ("value-incomplete", "amount", "amount_min > amount_max",
         "given bounds that are the wrong way round"),
        ("value-incomplete", "amount", "amount < amount_min OR amount > amount_max",
         "outside of its bounds"),
        ("currency-unknown", "currency", f"currency NOT IN ({known})", "not in ISO 4217"),
        ("date-order", "date_to", "date_to < date_from", "before date_from"),
        ("value-incomplete", "date_precision",
         "(date_precision IS NULL) <> (coalesce(date_from, date_to) IS NULL)",
         "there without a date, or not there with one"),
    ]  # fmt: skip
    if any(field["name"] == "date_relation" for field in table_schema(table)["fields"]):
        tests.append(
            ("value-incomplete", "date_relation",
             "date_relation IS NOT NULL AND coalesce(date_from, date_to) IS NULL",
             "there without a date")
        )  # fmt: skip
    for precision, fits in _PERIODS.items():
        tests.append(
            ("date-order", "date_precision",
             f"""date_precision = {literal(precision)} AND date_from IS NOT NULL
             AND date_to IS NOT NULL AND NOT ({fits})""",
             f"{precision}, which the period is not")
        )  # fmt: skip
    return [Constraint(*test) for test in tests]


def _check_values(context: Context, table: str) -> None:
    """Columns of an amount or a date fit one another."""
    for constraint in value_constraints(table):
        if constraint.code == "currency-unknown":
            continue  # With all other codes.
        report_rows(
            context,
            constraint.code,
            f"SELECT {name(table[:-1] + '_id')} FROM {table} WHERE {constraint.broken}",
            lambda c=constraint: f"{c.column} is {c.wanted}",
            table=table,
            column=constraint.column,
        )


def _check_codes(context: Context) -> None:
    """Every currency and every language is in the one list."""
    for column, codes, check, standard in (
        ("currency", CURRENCIES, "currency-unknown", "ISO 4217"),
        ("language", LANGUAGES, "language-unknown", "ISO 639-1"),
    ):
        known = ", ".join(literal(code) for code in sorted(codes))
        for table in table_names():
            if column in (f["name"] for f in table_schema(table)["fields"]):
                report_rows(
                    context,
                    check,
                    f"SELECT {key_text(table)}, {column} FROM {table} "
                    f"WHERE {column} NOT IN ({known})",
                    lambda value, column=column, standard=standard: (
                        f"{column} {shown(value)} is not in {standard}"
                    ),
                    table=table,
                    column=column,
                )


def _check_time(context: Context) -> None:
    """No article states as past what lies after the last day on which it can have appeared."""
    report_rows(
        context,
        "time-travel",
        """SELECT c.claim_id, c.date_from, a.published_on FROM claims c
        JOIN articles a USING (article_id)
        WHERE c.modality IN ('asserted', 'reported')
        AND coalesce(c.date_relation, 'on') IN ('on', 'since', 'after')
        AND coalesce(c.kind, '') NOT IN ('target', 'forecast')
        AND c.date_from > CASE a.published_precision
            WHEN 'month' THEN last_day(a.published_on)
            WHEN 'year' THEN make_date(year(a.published_on), 12, 31)
            ELSE a.published_on END""",
        lambda happened, published: f"states for {happened} what appeared on {published}",
        table="claims",
        column="date_from",
    )
