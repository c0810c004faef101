"""Facts: claims grouped, counted, and put into the words that are best supported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

import duckdb
import pyarrow as pa

from factpack.corroborate.amounts import Amount
from factpack.corroborate.claims import FACT_KEY
from factpack.corroborate.events import (
    Labels,
    Signature,
    group_dates,
    group_events,
    group_measurements,
)
from factpack.corroborate.independence import settle_origins
from factpack.corroborate.precision import Needs, Node, refine
from factpack.ids import make_id
from factpack.link.database import append, batches, create_empty
from factpack.vocabulary import load_vocabulary
from factpack_validators.word_limits import NAME_WORDS, words_of

_LABELS = pa.schema(
    [("signature", pa.int64()), ("event_label", pa.string()), ("label", pa.string())]
)
_NODES = pa.schema(
    [
        ("group_number", pa.int64()),
        ("label", pa.string()),
        ("parent", pa.string()),
        ("root", pa.string()),
        ("event_label", pa.string()),
        ("date_signature", pa.int64()),
        ("amount_signature", pa.int64()),
    ]
)
_CLOSURE = pa.schema(
    [("group_number", pa.int64()), ("label", pa.string()), ("ancestor", pa.string())]
)
_FACT_IDS = pa.schema([("number", pa.int64()), ("fact_id", pa.string())])
_KEY = ", ".join(FACT_KEY)
_SIGNED = (
    "date_from",
    "date_to",
    "date_relation",
    "published_on",
    "published_end",
    "amount",
    "amount_min",
    "amount_max",
    "currency",
    "unit",
    "supports",
)


def group_claims(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `claim_facts` (claim_id, fact_id) and `facts`.

    `facts` has the columns of the release, of which `status` and `rank` are those of a fact that
    nothing contradicts, and besides what conflicts are found by: `group_number` and `twin_number`
    (equal for facts that differ in time and number alone, and in polarity and kind besides),
    `event_label`, `kind_key`, `role_key`, `unit_key`, and `held_from` and `held_to`: the days of
    which its claims speak.
    """
    _number_groups(connection)
    _sign(connection)
    _label(connection)
    _identify(connection)
    settle_origins(connection)
    _count(connection)
    _choose_values(connection)
    _assemble(connection)


def _number_groups(connection: duckdb.DuckDBPyConnection) -> None:
    """Table `group_keys`: the claims' keys, numbered; numbers live for one run only."""
    connection.execute(f"""
        CREATE OR REPLACE TABLE group_keys AS
        SELECT row_number() OVER (ORDER BY {_KEY}) AS group_number,
            dense_rank() OVER (
                ORDER BY predicate, subject_id, object_id, object_sha256, role_key, unit_key,
                    former_key, metric, measure
            ) AS twin_number, *
        FROM (SELECT DISTINCT {_KEY}, grouped_by, once FROM grouped_claims)
    """)
    same = " AND ".join(f"k.{c} IS NOT DISTINCT FROM c.{c}" for c in FACT_KEY)
    connection.execute(f"""
        CREATE OR REPLACE TABLE claim_groups AS
        SELECT c.claim_id, k.group_number
        FROM grouped_claims c JOIN group_keys k ON {same}
    """)


def _sign(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables `signatures` and `claim_signatures`: what claims of a group say of time and number."""
    signed = ", ".join(_SIGNED)
    connection.execute("""
        CREATE OR REPLACE TABLE signed_claims AS
        SELECT claim_id, group_number, rank, modality IN ('asserted', 'reported') AS supports,
            date_from, date_to, date_relation,
            -- A state is one whatever the time of its notice.
            CASE WHEN grouped_by <> 'state' THEN published_on END AS published_on,
            CASE WHEN grouped_by <> 'state' THEN published_end END AS published_end,
            amount, amount_min, amount_max, currency, unit
        FROM grouped_claims JOIN claim_groups USING (claim_id)
    """)
    connection.execute(f"""
        CREATE OR REPLACE TABLE signatures AS
        SELECT row_number() OVER (ORDER BY group_number, {signed}) AS signature, *
        FROM (
            SELECT group_number, {signed}, min(rank) AS seen, count(*) AS n_claims
            FROM signed_claims GROUP BY group_number, {signed}
        )
    """)
    same = " AND ".join(f"s.{c} IS NOT DISTINCT FROM c.{c}" for c in _SIGNED)
    connection.execute(f"""
        CREATE OR REPLACE TABLE claim_signatures AS
        SELECT c.claim_id, s.signature
        FROM signed_claims c JOIN signatures s ON s.group_number = c.group_number AND {same}
    """)


def _label(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables of events and facts within each group.

    `labels` has event and fact of each signature; `nodes` every fact with the nearest coarser one
    and the coarsest of all; `closure` each fact with itself and all that it implies.
    """
    create_empty(connection, "labels", _LABELS)
    create_empty(connection, "nodes", _NODES)
    create_empty(connection, "closure", _CLOSURE)
    query = """
        SELECT s.group_number, k.grouped_by, k.once, s.signature,
            date_diff('day', DATE '1970-01-01', s.date_from) AS first,
            date_diff('day', DATE '1970-01-01', s.date_to) AS last,
            s.date_relation,
            date_diff('day', DATE '1970-01-01', s.published_on) AS published_first,
            date_diff('day', DATE '1970-01-01', s.published_end) AS published_last,
            s.amount, s.amount_min, s.amount_max, coalesce(s.currency, s.unit) AS currency,
            s.supports, s.seen, s.n_claims
        FROM signatures s JOIN group_keys k USING (group_number)
        ORDER BY s.group_number, s.signature
    """
    rows = (row for batch in batches(connection, query) for row in _rows(batch))
    pending = _Pending()
    for number, group in groupby(rows, key=lambda row: row[0]):
        pending.add(number, list(group))
        if len(pending.labels) >= 50_000:
            pending.write(connection)
    pending.write(connection)


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in batch.columns), strict=True)


_NEEDS: Mapping[str, Needs] = {"date": "date", "measurement": "number"}
"""What facts of a group are nothing without, by `grouped_by`."""


class _Pending:
    """Rows of `labels`, `nodes` and `closure` that are not written yet."""

    def __init__(self) -> None:
        self.labels: list[tuple[Any, ...]] = []
        self.nodes: list[tuple[Any, ...]] = []
        self.closure: list[tuple[Any, ...]] = []

    def add(self, group: int, rows: list[tuple[Any, ...]]) -> None:
        """Label the signatures of one group."""
        signatures = [_signature(row) for row in rows]
        facts: dict[tuple[str, str], list[Signature]] = {}
        labels = _labels_of(rows, signatures)
        for signature in signatures:
            event, fact = labels[signature.number]
            facts.setdefault((fact, event), []).append(signature)
        by_label: dict[str, list[tuple[str, list[Signature]]]] = {}
        for (fact, event), members in facts.items():
            by_label.setdefault(fact, []).append((event, members))
        for fact, found in by_label.items():
            event = min(e for e, _ in found)
            members = [s for _, m in found for s in m]
            if rows[0][1] == "measurement":
                # The group has one currency, and what is counted is the metric, whatever its word.
                members = [replace(s, currency=None) for s in members]
            self._add_fact(group, event, refine(members, fact, _NEEDS.get(rows[0][1])))

    def _add_fact(self, group: int, event: str, nodes: list[Node]) -> None:
        parents = {node.label: node.parent for node in nodes}
        for node in nodes:
            self.labels += [(number, event, node.label) for number in node.members]
            self.closure.append((group, node.label, node.label))
            root, above = node.label, node.parent
            while above is not None:
                self.closure.append((group, node.label, above))
                root, above = above, parents[above]
            self.nodes.append((group, node.label, node.parent, root, event, node.date, node.amount))

    def write(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Append the rows to their tables."""
        for table, schema, rows in (
            ("labels", _LABELS, self.labels),
            ("nodes", _NODES, self.nodes),
            ("closure", _CLOSURE, self.closure),
        ):
            columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
            append(connection, table, pa.table(columns, schema=schema))
            rows.clear()


def _labels_of(rows: list[tuple[Any, ...]], signatures: list[Signature]) -> Labels:
    """Labels of the signatures of one group."""
    _, grouped_by, once = rows[0][:3]
    share = load_vocabulary().tolerance.amount_share
    if grouped_by == "state":
        return {s.number: ("", "") for s in signatures}
    if grouped_by == "event":
        return group_events(signatures, share, once)
    if grouped_by == "date":
        return group_dates(signatures)
    return group_measurements(signatures, share)


def _signature(row: tuple[Any, ...]) -> Signature:
    (number, first, last, relation, published_first, published_last, value, low, high) = row[3:12]
    amount = None if value is low is high is None else Amount(value, low, high)
    return Signature(
        number, first, last, relation, published_first, published_last, amount, *row[12:]
    )


def _identify(connection: duckdb.DuckDBPyConnection) -> None:
    """Each claim's fact, and the facts' identifiers.

    Makes the tables `fact_numbers`, `claim_facts` (the finest fact that a claim states, and the
    coarsest above it), `implied_facts` (each fact with itself and all that are broader) and
    `fact_claims`: the claims of a fact and of all that are finer.

    An identifier hashes what all claims of the fact agree in and the label of its time and number,
    so that neither another claim of the fact nor any other fact changes it. Words that no article
    gives in full stay out of it, for whoever guesses them could tell: the fact's first claim stands
    for them.
    """
    connection.execute(f"""
        CREATE OR REPLACE TABLE fact_numbers AS
        SELECT row_number() OVER (ORDER BY group_number, label) AS number, group_number, label,
            parent, root, event_label, date_signature, amount_signature, {_KEY}, twin_number
        FROM nodes JOIN group_keys USING (group_number)
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE claim_numbers AS
        SELECT g.claim_id, n.number
        FROM claim_groups g
        JOIN claim_signatures s USING (claim_id)
        JOIN labels l USING (signature)
        JOIN fact_numbers n ON n.group_number = g.group_number AND n.label = l.label
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE implied_numbers AS
        SELECT c.claim_id, b.number
        FROM claim_numbers c JOIN fact_numbers a USING (number)
        JOIN closure i ON i.group_number = a.group_number AND i.label = a.label
        JOIN fact_numbers b ON b.group_number = a.group_number AND b.label = i.ancestor
    """)
    create_empty(connection, "fact_ids", _FACT_IDS)
    query = f"""
        SELECT number, {_KEY}, label, is_open, first_claim
        FROM fact_numbers JOIN (
            SELECT number, bool_or(a.rights = 'full') AS is_open,
                arg_min(claim_id, (c.rank, claim_id)) AS first_claim
            FROM implied_numbers
            JOIN grouped_claims c USING (claim_id)
            JOIN staged_articles a USING (article_id)
            GROUP BY number
        ) USING (number)
    """
    for batch in batches(connection, query):
        numbers, ids = [], []
        for number, *parts, is_open, first_claim in _rows(batch):
            numbers.append(number)
            ids.append(make_id("f", *(parts if is_open else _closed(parts, first_claim))))
        append(connection, "fact_ids", pa.table([numbers, ids], schema=_FACT_IDS))
    connection.execute("""
        CREATE OR REPLACE TABLE fact_roots AS
        SELECT n.number, r.fact_id AS root_id, p.fact_id AS broader_fact_id
        FROM fact_numbers n
        JOIN fact_numbers m ON m.group_number = n.group_number AND m.label = n.root
        JOIN fact_ids r ON r.number = m.number
        LEFT JOIN fact_numbers q ON q.group_number = n.group_number AND q.label = n.parent
        LEFT JOIN fact_ids p ON p.number = q.number
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE claim_facts AS
        SELECT claim_id, fact_id, root_id
        FROM claim_numbers JOIN fact_ids USING (number) JOIN fact_roots USING (number)
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE implied_facts AS
        SELECT a.fact_id, b.fact_id AS ancestor
        FROM closure c
        JOIN fact_numbers n ON n.group_number = c.group_number AND n.label = c.label
        JOIN fact_numbers m ON m.group_number = c.group_number AND m.label = c.ancestor
        JOIN fact_ids a ON a.number = n.number JOIN fact_ids b ON b.number = m.number
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE fact_claims AS
        SELECT claim_id, fact_id FROM implied_numbers JOIN fact_ids USING (number)
    """)


def _closed(parts: list[Any], first_claim: str) -> list[Any]:
    """What the identifier of a fact hashes whose articles withhold words."""
    named = dict(zip(FACT_KEY, parts, strict=False))
    if named["object_sha256"] is not None:
        named["object_sha256"] = first_claim
    for column in ("role_key", "unit_key"):
        if len(words_of(named[column] or "")) > NAME_WORDS:
            named[column] = first_claim
    return [*named.values(), *parts[len(named) :]]


def _count(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables `fact_modalities`, `supports` (claims that support their fact) and `fact_support`.

    Where something is asserted or reported, only that supports it; else claims of the strongest
    modality there is.
    """
    connection.execute("""
        CREATE OR REPLACE TABLE fact_modalities AS
        SELECT fact_id, count(*) AS n_claims,
            count(*) FILTER (modality = 'asserted') AS n_asserted,
            count(*) FILTER (modality = 'reported') AS n_reported,
            count(*) FILTER (modality = 'planned') AS n_planned,
            count(*) FILTER (modality = 'possible') AS n_possible,
            count(*) FILTER (modality = 'negated') AS n_negated,
            CASE WHEN n_asserted > 0 THEN 'asserted' WHEN n_reported > 0 THEN 'reported'
                WHEN n_planned > 0 THEN 'planned' WHEN n_possible > 0 THEN 'possible'
                ELSE 'negated' END AS strongest,
            sum(CASE WHEN swapped THEN 1 ELSE -1 END) > 0 AS swapped
        FROM grouped_claims JOIN fact_claims USING (claim_id)
        GROUP BY fact_id
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE supports AS
        SELECT f.fact_id, c.claim_id, c.confidence, c.article_id, c.origin_id, w.outlet,
            w.owner, c.published_on,
            CASE WHEN n.kind = 'credit' AND n.outlet IS DISTINCT FROM w.outlet THEN 'credited'
                WHEN c.modality = 'reported' THEN 'attributed' ELSE 'own' END AS voice,
            coalesce(c.date_from, c.published_on, b.latest) AS held_from,
            CASE WHEN c.date_relation = 'since'
                THEN greatest(c.date_to, coalesce(c.published_end, c.date_to))
                ELSE coalesce(c.date_to, c.published_end, DATE '9000-01-01') END AS held_to
        FROM grouped_claims c
        JOIN fact_claims f USING (claim_id)
        JOIN fact_modalities m USING (fact_id)
        JOIN outlets w ON w.article_id = c.article_id
        LEFT JOIN named_origins n ON n.origin_id = c.origin_id
        LEFT JOIN (
            -- An article without a date was written at any time after what it says happened.
            SELECT article_id, max(date_to) AS latest FROM grouped_claims
            WHERE published_on IS NULL AND modality IN ('asserted', 'reported')
                AND coalesce(date_relation, 'on') IN ('on', 'since', 'after')
            GROUP BY article_id
        ) b ON b.article_id = c.article_id
        WHERE c.modality = m.strongest
            OR (c.modality = 'reported' AND m.strongest = 'asserted')
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE fact_support AS
        SELECT fact_id, count(DISTINCT article_id) AS n_articles,
            count(DISTINCT outlet) AS n_publishers, count(DISTINCT owner) AS n_owners,
            count(DISTINCT origin_id) AS n_origins,
            count(*) FILTER (voice = 'own') AS n_own_voice,
            count(*) FILTER (voice = 'attributed') AS n_attributed,
            count(*) FILTER (voice = 'credited') AS n_credited,
            min(published_on) AS first_published, max(published_on) AS last_published,
            min(held_from) AS held_from, max(held_to) AS held_to,
            max(confidence) AS best_confidence
        FROM supports GROUP BY fact_id
    """)


def _choose_values(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables of the values that a fact takes from its claims of the strongest modality.

    What is asserted takes a value that only reported claims give from these.
    """
    connection.execute("""
        CREATE OR REPLACE TABLE valued AS
        SELECT f.fact_id, c.* EXCLUDE (claim_id, object_sha256), s.object_value, s.object_sha256,
            c.modality <> m.strongest AS weaker
        FROM grouped_claims c
        JOIN fact_claims f USING (claim_id)
        JOIN fact_modalities m USING (fact_id)
        LEFT JOIN (
            SELECT claim_id, object_value, object_sha256 FROM staged_claims
            WHERE object_sha256 IS NOT NULL
        ) s USING (claim_id)
        WHERE c.modality = m.strongest
            OR (c.modality = 'reported' AND m.strongest = 'asserted')
    """)
    # Time and number are those that the claims of this fact state, and all finer ones imply.
    connection.execute("""
        CREATE OR REPLACE TABLE chosen_amounts AS
        SELECT i.fact_id, s.amount, s.amount_min, s.amount_max, s.currency, s.unit
        FROM fact_numbers n JOIN fact_ids i USING (number)
        JOIN signatures s ON s.signature = n.amount_signature
    """)
    connection.execute("""
        CREATE OR REPLACE TABLE chosen_dates AS
        SELECT i.fact_id, any_value(s.date_from) AS date_from, any_value(s.date_to) AS date_to,
            min(c.date_precision) AS date_precision, any_value(s.date_relation) AS date_relation
        FROM fact_numbers n JOIN fact_ids i USING (number)
        JOIN signatures s ON s.signature = n.date_signature
        JOIN claim_signatures g ON g.signature = s.signature
        JOIN grouped_claims c USING (claim_id)
        GROUP BY i.fact_id
    """)
    _choose(
        connection,
        "chosen_kinds",
        ("kind", "kind_place"),
        "kind IS NOT NULL",
        "n_claims DESC, kind_place, kind",
    )
    _choose(
        connection,
        "chosen_object_values",
        ("object_value", "object_sha256"),
        "object_sha256 IS NOT NULL",
        "n_claims DESC, length(object_value), object_value, object_sha256",
    )
    for column in ("role", "organization_unit"):
        _choose(
            connection,
            f"chosen_{column}s",
            (column,),
            f"{column} IS NOT NULL",
            f"n_claims DESC, length({column}), {column}",
        )


def _choose(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: tuple[str, ...],
    where: str,
    order: str,
) -> None:
    """Table of the values that come first in `order`, one row for each fact that has any."""
    listed = ", ".join(columns)
    connection.execute(f"""
        CREATE OR REPLACE TABLE {table} AS
        SELECT fact_id, {listed} FROM (
            SELECT fact_id, {listed}, bool_and(weaker) AS weaker, count(*) AS n_claims,
                count(DISTINCT origin_id) AS n_origins
            FROM valued WHERE {where}
            GROUP BY fact_id, {listed}
        )
        QUALIFY row_number() OVER (PARTITION BY fact_id ORDER BY weaker, {order}) = 1
    """)


def _assemble(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        CREATE OR REPLACE TABLE facts AS
        SELECT i.fact_id, b.broader_fact_id, b.root_id, n.predicate,
            CASE WHEN m.swapped THEN n.object_id ELSE n.subject_id END AS subject_id,
            CASE WHEN m.swapped THEN o.name ELSE s.name END AS subject,
            CASE WHEN m.swapped THEN n.subject_id ELSE n.object_id END AS object_id,
            CASE WHEN m.swapped THEN s.name ELSE o.name END AS object,
            v.object_value, v.object_sha256,
            coalesce(l.label, r.role) AS role, u.organization_unit,
            CASE WHEN n.predicate IN (SELECT predicate FROM predicate_keys WHERE has_former)
                THEN n.former_key IS NOT NULL END AS former,
            k.kind, n.metric,
            a.amount, a.amount_min, a.amount_max, a.currency, a.unit,
            d.date_from, d.date_to, d.date_precision, d.date_relation,
            m.strongest AS modality, m.n_claims, m.n_asserted, m.n_reported, m.n_planned,
            m.n_possible, m.n_negated,
            t.n_articles, t.n_publishers, t.n_owners, t.n_origins,
            t.n_own_voice, t.n_attributed, t.n_credited, t.first_published, t.last_published,
            CASE WHEN t.n_origins > 1 AND t.n_publishers > 1
                THEN 'corroborated' ELSE 'single' END AS status,
            'normal' AS rank,
            n.group_number, n.twin_number, n.event_label, n.kind_key, n.role_key, n.unit_key,
            n.measure, t.held_from, t.held_to, t.best_confidence
        FROM fact_numbers n
        JOIN fact_ids i USING (number)
        JOIN fact_roots b USING (number)
        JOIN fact_modalities m USING (fact_id)
        JOIN fact_support t USING (fact_id)
        JOIN entities s ON s.entity_id = n.subject_id
        LEFT JOIN entities o ON o.entity_id = n.object_id
        LEFT JOIN chosen_amounts a USING (fact_id)
        LEFT JOIN chosen_dates d USING (fact_id)
        LEFT JOIN chosen_kinds k USING (fact_id)
        LEFT JOIN chosen_roles r USING (fact_id)
        LEFT JOIN chosen_organization_units u USING (fact_id)
        LEFT JOIN chosen_object_values v USING (fact_id)
        LEFT JOIN (
            SELECT DISTINCT role_key, label FROM role_keys WHERE label IS NOT NULL
        ) l ON l.role_key = n.role_key AND r.role IS NOT NULL
    """)
