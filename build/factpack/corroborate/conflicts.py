"""Contradictions: facts that cannot both hold, by the rules of the vocabulary.

Each fact is held against the best supported of those that it could contradict, not against all of
them: what a thousand facts of one thing contradict is told by the few that most articles state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from factpack.corroborate.amounts import Amount, agree
from factpack.corroborate.claims import kind_group
from factpack.corroborate.words import limiting, partial, single
from factpack.extract.languages.en.name_words import areas
from factpack.link.database import append, batches, create_empty, text
from factpack.vocabulary import ConflictRule, load_posts, load_vocabulary

SLACK = 31
"""Days by which two states must overlap to contradict: a post changes hands within a month of
news, and the month of a date is as good as its day."""

EVENT_DAYS = 7
"""Days apart from which two stated days are two events, whatever the numbers."""

ANCHORS = 20
"""Facts of one question that all others of it are held against, so that the work grows with the
facts and not with their pairs. News hardly ever gives more than five answers to one question."""

_PAIRS = pa.schema(
    [
        ("one", pa.string()),
        ("other", pa.string()),
        ("rule", pa.string()),
        ("kind", pa.string()),
    ]
)

_AMOUNTS = pa.schema([("one", pa.float64()), ("other", pa.float64())])

WEAK = 0.5
"""Confidence below which the one claim that a fact rests on is more likely misread than right: what
it contradicts is told by others, or by nobody. Rerun `python -m benchmarks conflicts` after a
change."""

_STATED = "modality IN ('asserted', 'reported')"

_OVERLAP = f"""(
    x.held_from IS NULL OR y.held_from IS NULL
    OR (x.held_to >= y.held_from + {SLACK} AND y.held_to >= x.held_from + {SLACK})
    OR greatest(x.held_to, y.held_to) <= least(x.held_from, y.held_from) + {SLACK}
    OR (greatest(x.held_from, x.first_published) < y.held_from
        AND y.held_to < least(x.held_to, x.last_published))
    OR (greatest(y.held_from, y.first_published) < x.held_from
        AND x.held_to < least(y.held_to, y.last_published))
)"""
"""Both held at one time: they overlap by more than the slack, or all is said within it, or the one
is said before the other and again after it, which no succession explains."""

_SUCCEEDS = """(
    (x.date_from IS NOT NULL AND y.date_from IS NULL AND y.held_to <= x.date_to)
    OR (y.date_from IS NOT NULL AND x.date_from IS NULL AND x.held_to <= y.date_to)
)"""
"""The one begins on a day up to which the other was told of as present: it follows."""

_NEAR = f"""(
    x.held_from IS NULL OR y.held_from IS NULL
    OR (x.held_to + {SLACK} >= y.held_from AND y.held_to + {SLACK} >= x.held_from)
)"""
"""The days of which they speak are close enough to be the same."""


def find_contradictions(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `contradictions` (one, other, rule, kind): pairs of facts, each once.

    `one` is the fact with the smaller identifier; `rule` names the rule of the vocabulary, or the
    predicate whose kinds exclude one another. Of several rules that part a pair, the first in the
    order of their kinds and names is given.
    """
    create_empty(connection, "contradicting", _PAIRS)
    connection.execute(f"""
        CREATE OR REPLACE VIEW stated AS SELECT * FROM facts
        WHERE {_STATED} AND (n_articles > 1 OR coalesce(best_confidence, 1) >= {WEAK})
    """)
    for rule in load_vocabulary().conflicts:
        _TESTS[rule.test](connection, rule)
    _disjoint_kinds(connection)
    connection.execute("""
        CREATE OR REPLACE TABLE contradictions AS
        SELECT least(one, other) AS one, greatest(one, other) AS other,
            arg_min(rule, (kind, rule)) AS rule, min(kind) AS kind
        FROM contradicting GROUP BY ALL
    """)


def _functional(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """One object of a subject: always, or at a time."""
    always = [
        name
        for name in rule.predicates
        if load_vocabulary().predicates[name].functional == "always"
    ]
    timeless = f"x.predicate IN ({_listed(always)})" if always else "false"
    kinds = f"AND x.kind IN ({_listed(rule.kinds)}) AND y.kind = x.kind" if rule.kinds else ""
    if not _anchor(
        connection, f"predicate IN ({_listed(rule.predicates)})", "predicate, subject_id"
    ):
        return
    _find_areas(connection)
    _add(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM stated x JOIN anchors y ON y.predicate = x.predicate
            AND y.subject_id = x.subject_id AND x.fact_id <> y.fact_id
        WHERE x.predicate IN ({_listed(rule.predicates)}) {kinds}
            AND (x.object_id IS DISTINCT FROM y.object_id
                OR x.object_sha256 IS DISTINCT FROM y.object_sha256
                OR x.date_from IS DISTINCT FROM y.date_from)
            AND ({timeless} OR (x.object_id IS DISTINCT FROM y.object_id AND {_OVERLAP}
                AND NOT {_SUCCEEDS}
                AND x.object_id NOT IN (FROM areas) AND y.object_id NOT IN (FROM areas)))
        """,
        apart=not always,
        unrelated=True,
    )


def _find_areas(connection: duckdb.DuckDBPyConnection) -> None:
    """Table `areas` of the places that hold other places: who sits in Oslo sits in Norway, too."""
    connection.register("area_names", pa.table({"name": pa.array(sorted(areas()), pa.string())}))
    connection.execute("""
        CREATE OR REPLACE TABLE areas AS
        SELECT DISTINCT a.entity_id FROM aliases a JOIN area_names n ON n.name = lower(a.alias)
        JOIN entities e ON e.entity_id = a.entity_id AND e.type = 'Place'
    """)
    connection.unregister("area_names")


def _one_subject(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """One holder of a post at a time; the head of a thing is its chief executive.

    Who is both is counted as the narrower alone: one disagreement makes one conflict.
    """
    pairs = [(title, wide) for title, broader in load_posts().exclusive.items() for wide in broader]
    posts = sorted({*load_posts().exclusive, *(wide for _, wide in pairs)})
    listed = ", ".join(f"({text(title)}, {text(wide)})" for title, wide in pairs)
    connection.execute(f"""
        CREATE OR REPLACE TABLE holders AS
        WITH broader(title, wide) AS (VALUES {listed}),
        held AS (
            SELECT * FROM stated
            WHERE predicate IN ({_listed(rule.predicates)}) AND role_key IN ({_listed(posts)})
                AND NOT coalesce(former, false)
        )
        SELECT h.* FROM held h ANTI JOIN (
            SELECT n.subject_id, n.object_id, coalesce(n.unit_key, '') AS unit, b.wide
            FROM held n JOIN broader b ON b.title = n.role_key
        ) n ON n.subject_id = h.subject_id AND n.object_id = h.object_id
            AND n.unit = coalesce(h.unit_key, '') AND n.wide = h.role_key
    """)
    if not _anchor(connection, "true", "object_id, unit_key, role_key", of="holders"):
        return
    _add(
        connection,
        rule,
        f"""
        WITH broader(title, wide) AS (VALUES {listed})
        SELECT x.fact_id, y.fact_id
        FROM holders x JOIN anchors y ON y.predicate = x.predicate
            AND y.object_id = x.object_id AND y.unit_key IS NOT DISTINCT FROM x.unit_key
            AND x.fact_id <> y.fact_id AND x.subject_id <> y.subject_id
        WHERE (x.role_key = y.role_key
                OR (x.role_key, y.role_key) IN (SELECT (title, wide) FROM broader)
                OR (y.role_key, x.role_key) IN (SELECT (title, wide) FROM broader))
            AND {_OVERLAP} AND NOT {_SUCCEEDS}
        """,
        apart=True,
    )


_PRICES = ("share_price", "price")

_QUESTION = """(CASE WHEN {side}.metric IS NULL THEN {side}.event_label
    ELSE coalesce({side}.date_from::VARCHAR, '') END)"""
"""What one number is asked of: an event, or a period."""


def _same_event(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """One event, or one metric at one time, has one number.

    What is limited to a part ("cloud revenue"), how far something moved, and prices, which move
    within a day, contradict nothing; nor do the numbers of a deal that is told of as a plan at
    least as often as of a fact, for bids are raised, nor those that one article gives side by side.
    """
    kinds = ""
    if rule.kinds:
        lines = sorted({kind_group(p, k)[0] or "" for p in rule.predicates for k in rule.kinds})
        kinds = f"AND x.kind_key IN ({_listed(lines)})"
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
        WHERE c.predicate IN ({_listed(rule.predicates)}) AND c.metric IS NULL
        GROUP BY ALL
        HAVING count(DISTINCT c.article_id) FILTER (c.modality IN ('planned', 'possible'))
            >= count(DISTINCT c.article_id) FILTER (c.modality IN ('asserted', 'reported'))
    """)
    if not _anchor(
        connection,
        f"predicate IN ({_listed(rule.predicates)}) AND amount IS NOT NULL",
        f"group_number, currency, event_label, {_QUESTION.format(side='stated')}",
    ):
        return
    _add(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM stated x JOIN anchors y ON y.group_number = x.group_number
            AND {_QUESTION.format(side="x")} = {_QUESTION.format(side="y")}
            AND x.fact_id <> y.fact_id AND x.currency IS NOT DISTINCT FROM y.currency
        WHERE x.predicate IN ({_listed(rule.predicates)}) {kinds}
            AND x.amount IS NOT NULL AND y.amount IS NOT NULL AND x.amount <> y.amount
            AND (x.metric IS NULL OR x.metric NOT IN ({_listed(moving)}))
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
                ELSE x.metric IN ({_listed(levels)}) AND x.date_from IS NULL
                    AND y.date_from IS NULL AND {_NEAR}
                END
        """,
        amounts_agree=False,
        apart=True,
    )


def _once(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """What happens once happens at one time: stated dates that lie apart are not both right.

    What words alone name is one thing only where they say so ("its first product"), and what is
    launched in one country may have been launched in another.
    """
    if not _anchor(
        connection,
        f"predicate IN ({_listed(rule.predicates)}) AND date_from IS NOT NULL",
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
        WHERE c.predicate IN ({_listed(rule.predicates)}) AND regexp_matches(
            lower(substr(a.text, greatest(m.char_start - 20, 0) + 1,
                least(m.char_start, 20))), {text(limiting())})
    """)
    _add(
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


def _disjoint(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """Two relations that exclude one another, for the same pair, amount and time."""
    first, second = rule.predicates
    kinds = ""
    if rule.kinds:
        one, other = (kind_group(p, k)[0] for p, k in zip(rule.predicates, rule.kinds, strict=True))
        kinds = f"AND x.kind_key = {text(one or '')} AND y.kind_key = {text(other or '')}"
    if not _anchor(
        connection,
        f"predicate IN ({_listed(rule.predicates)}) AND amount IS NOT NULL",
        "predicate, least(subject_id, object_id), greatest(subject_id, object_id)",
    ):
        return
    _add_both_ways(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM {{x}} x JOIN {{y}} y
            ON least(x.subject_id, x.object_id) = least(y.subject_id, y.object_id)
            AND greatest(x.subject_id, x.object_id) = greatest(y.subject_id, y.object_id)
        WHERE x.predicate = {text(first)} AND y.predicate = {text(second)} {kinds}
            AND x.amount IS NOT NULL AND y.amount IS NOT NULL AND x.currency = y.currency
            AND {_NEAR}
        """,
        amounts_agree=True,
    )


def _disjoint_kinds(connection: duckdb.DuckDBPyConnection) -> None:
    """Kinds of one predicate that exclude one another, for the same pair and time."""
    for predicate in load_vocabulary().predicates.values():
        for group in predicate.disjoint_kinds:
            lines = sorted({kind_group(predicate.name, kind)[0] or "" for kind in group})
            if not _anchor(
                connection,
                f"predicate = {text(predicate.name)} AND kind IN ({_listed(group)})",
                "subject_id, object_id, kind_key",
            ):
                continue
            _add(
                connection,
                ExcludingKinds(predicate.name),
                f"""
                SELECT x.fact_id, y.fact_id
                FROM stated x JOIN anchors y ON y.predicate = x.predicate
                    AND y.subject_id = x.subject_id AND y.object_id = x.object_id
                    AND y.kind_key <> x.kind_key
                WHERE x.predicate = {text(predicate.name)}
                    AND x.kind IN ({_listed(group)}) AND y.kind IN ({_listed(group)})
                    AND x.kind_key IN ({_listed(lines)}) AND y.kind_key IN ({_listed(lines)})
                    AND {_NEAR}
                """,
                apart=True,
            )


def _type_excludes(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """What a thing is said to be rules out what is said of it."""
    words = " OR ".join(
        f"regexp_matches(lower(y.object_value), '(^|[^a-z]){word}([^a-z]|$)')"
        for word in rule.types_like
    )
    if not _anchor(
        connection,
        f"predicate IN ('has_type', {_listed(rule.predicates)})",
        "predicate, subject_id",
    ):
        return
    _add_both_ways(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM {{x}} x JOIN {{y}} y ON y.subject_id = x.subject_id AND y.predicate = 'has_type'
        WHERE x.predicate IN ({_listed(rule.predicates)}) AND ({words})
            AND {_OVERLAP}
        """,
        apart=True,
    )


def _negation(connection: duckdb.DuckDBPyConnection, rule: ConflictRule) -> None:
    """Stated here, denied there, of the same time.

    A denial without a date denies an event before it, and a state around it.
    """
    listed = f"AND x.predicate IN ({_listed(rule.predicates)})" if rule.predicates else ""
    events = [p.name for p in load_vocabulary().predicates.values() if p.time == "event"]
    if not _anchor(
        connection,
        f"modality = 'negated' OR {_STATED}",
        "twin_number, modality = 'negated'",
        of="facts",
    ):
        return
    _add_both_ways(
        connection,
        rule,
        f"""
        SELECT x.fact_id, y.fact_id
        FROM {{x}} x JOIN {{y}} y ON y.twin_number = x.twin_number AND y.modality = 'negated'
        WHERE x.modality IN ('asserted', 'reported') {listed}
            AND (x.kind_key IS NOT DISTINCT FROM y.kind_key OR x.kind IS NULL OR y.kind IS NULL)
            AND (y.amount IS NULL OR x.amount IS NULL OR y.amount = x.amount)
            AND CASE WHEN x.predicate IN ({_listed(events)}) AND y.date_from IS NULL
                THEN x.held_from IS NULL OR y.held_to IS NULL OR x.held_from <= y.held_to
                ELSE {_NEAR} END
        """,
    )


_TESTS: Mapping[str, Callable[[duckdb.DuckDBPyConnection, ConflictRule], None]] = {
    "functional": _functional,
    "one_subject": _one_subject,
    "same_event": _same_event,
    "once": _once,
    "disjoint": _disjoint,
    "type_excludes": _type_excludes,
    "negation": _negation,
}


def _anchor(
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
    return _has_rows(connection, "anchors")


def _has_rows(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())


@dataclass(frozen=True, slots=True)
class ExcludingKinds:
    """What parts facts of one predicate whose kinds exclude one another."""

    name: str
    kind: str = "relation"


def _add_both_ways(
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
    _add(connection, rule, both, amounts_agree=amounts_agree, apart=apart)


def _add(
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
    if not _has_rows(connection, "candidates"):
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


def _listed(values: tuple[str, ...] | list[str]) -> str:
    """SQL list of string literals."""
    return ", ".join(text(value) for value in values)
