"""Conflicts: sets of rival facts, each with its status, carried over from release to release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.ids import make_id
from factpack.link.database import append, create_empty
from factpack.link.unions import Unions
from factpack.vocabulary import load_vocabulary
from factpack_validators.schemas import arrow_schema

_COMPATIBLE = "compatible"
"""`resolution` of a conflict whose facts do not contradict one another any more."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A conflict of the previous release."""

    conflict_id: str
    kind: str
    facts: frozenset[str]
    rows: tuple[Mapping[str, Any], ...]


def gather_conflicts(connection: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    """Make the table `conflicts`, and set `status` and `rank` of the facts that it names.

    Facts that contradict one another by one rule, directly or over others, are rivals in one set: a
    row each; of a fact and a finer one the coarser alone, which contests the finer one, too. The
    facts with most independent origins are preferred where none of them contradict one another and
    more than one origin gives them, and what contradicts them is deprecated; else the conflict
    stays open. A later publication decides nothing: what changes in time is no
    conflict, and of what does not a late report is no better than an early one.

    A conflict keeps its identifier while it shares a fact with one of the same kind in the previous
    release. One that does not hold any more stays with status withdrawn for as long as any of its
    facts is published.

    Args:
        connection: holds `facts` and `contradictions`.
        previous: folder of the previous release, or None.
    """
    rows = list(_rows(connection, _read_previous(previous)))
    create_empty(connection, "conflicts", arrow_schema("conflicts"))
    append(connection, "conflicts", pa.Table.from_pylist(rows, schema=arrow_schema("conflicts")))
    connection.execute("""
        UPDATE facts SET status = 'contested', rank = o.rank FROM (
            SELECT i.fact_id, CASE WHEN bool_or(is_preferred IS FALSE) THEN 'deprecated'
                WHEN bool_or(is_preferred AND i.fact_id = c.fact_id) THEN 'preferred'
                ELSE 'normal' END AS rank
            FROM conflicts c JOIN implied_facts i ON i.ancestor = c.fact_id
            WHERE status <> 'withdrawn' GROUP BY i.fact_id
        ) o WHERE o.fact_id = facts.fact_id
    """)


def _rows(
    connection: duckdb.DuckDBPyConnection, known: Iterable[_Known]
) -> Iterator[dict[str, Any]]:
    facts = _facts(connection)
    broader = {fact_id: fact["broader_fact_id"] for fact_id, fact in facts.items()}
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    kinds: dict[str, str] = {}
    for one, other, rule, kind in connection.execute(
        "SELECT one, other, rule, kind FROM contradictions ORDER BY rule, one, other"
    ).fetchall():
        pairs[rule].append((one, other))
        kinds[rule] = kind
    reasons = {rule.name: rule.explanation for rule in load_vocabulary().conflicts}
    old = {(k.kind, fact): k for k in known for fact in sorted(k.facts)}
    taken: set[str] = set()
    sets = [
        (rule, members, contradicted)
        for rule in sorted(pairs)
        for members, contradicted in _sets(_coarsest(pairs[rule], broader))
    ]
    for rule, members, contradicted in sorted(sets, key=lambda s: (s[0], s[1])):
        kind = kinds[rule]
        conflict_id = make_id("x", kind, members[0])
        before = sorted({old[kind, f].conflict_id for f in members if (kind, f) in old} - taken)
        if before:
            conflict_id = before[0]
        taken.add(conflict_id)
        winners = _winners(members, contradicted, facts)
        about = _about(members, contradicted, facts)
        for fact_id in members:
            lost = bool(contradicted[fact_id] & winners)
            yield {
                "conflict_id": conflict_id,
                "fact_id": fact_id,
                "kind": kind,
                "predicate": facts[fact_id]["predicate"],
                "subject_id": about,
                "reason": reasons.get(rule, "One kind of this relation excludes the other."),
                "status": "resolved" if winners else "open",
                "resolution": "origins" if winners else None,
                "is_preferred": (False if lost else fact_id in winners or None)
                if winners
                else None,
            }
    yield from _withdrawn(known, taken, facts)


def _withdrawn(
    known: Iterable[_Known], taken: set[str], facts: Mapping[str, Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Conflicts of the previous release that hold no more, as far as their facts are published."""
    for conflict in known:
        if conflict.conflict_id in taken:
            continue
        for row in conflict.rows:
            fact = facts.get(row["fact_id"])
            if fact and row["subject_id"] in (fact["subject_id"], fact["object_id"]):
                yield {
                    **row,
                    "predicate": fact["predicate"],
                    "status": "withdrawn",
                    "resolution": _COMPATIBLE,
                    "is_preferred": None,
                }


def _facts(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Every fact that a conflict may name, by its identifier."""
    cursor = connection.execute(
        "SELECT fact_id, broader_fact_id, predicate, subject_id, object_id, n_origins FROM facts"
    )
    names = ("fact_id", "broader_fact_id", "predicate", "subject_id", "object_id", "n_origins")
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


def _coarsest(
    pairs: Iterable[tuple[str, str]], broader: Mapping[str, str | None]
) -> list[tuple[str, str]]:
    """The pairs, each of the broadest facts that contradict something by the same rule.

    A fact and one above it do not contradict one another: what they do, they do together.
    """
    rivals = {fact_id for pair in pairs for fact_id in pair}
    above: dict[str, tuple[str, ...]] = {}
    for fact_id in rivals:
        line = [fact_id]
        while (up := broader.get(line[-1])) is not None:
            line.append(up)
        above[fact_id] = tuple(line)
    found: set[tuple[str, str]] = set()
    for one, other in pairs:
        if one in above[other] or other in above[one]:
            continue
        a, b = (next(f for f in reversed(above[side]) if f in rivals) for side in (one, other))
        if a != b:
            found.add((min(a, b), max(a, b)))
    return sorted(found)


def _sets(
    pairs: Iterable[tuple[str, str]],
) -> Iterator[tuple[list[str], Mapping[str, set[str]]]]:
    """Facts that hang together, sorted, and which of them contradict each."""
    contradicted: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        contradicted[one].add(other)
        contradicted[other].add(one)
    ids = sorted(contradicted)
    numbers = {fact_id: number for number, fact_id in enumerate(ids)}
    unions = Unions()
    for fact_id in ids:
        for other in contradicted[fact_id]:
            unions.join(numbers[fact_id], numbers[other])
    members: dict[int, list[str]] = defaultdict(list)
    for fact_id in ids:
        members[unions.find(numbers[fact_id])].append(fact_id)
    for found in members.values():
        yield found, contradicted


def _winners(
    members: list[str],
    contradicted: Mapping[str, set[str]],
    facts: Mapping[str, Mapping[str, Any]],
) -> set[str]:
    """The facts of a set that more origins give than any other; none where these disagree."""
    most = max(facts[fact_id]["n_origins"] for fact_id in members)
    best = {fact_id for fact_id in members if facts[fact_id]["n_origins"] == most}
    if most < 2 or any(contradicted[fact_id] & best for fact_id in best):
        return set()
    return best


def _about(
    members: list[str],
    contradicted: Mapping[str, set[str]],
    facts: Mapping[str, Mapping[str, Any]],
) -> str:
    """What all are about: of holders of a post the organisation that gave it."""
    first = facts[members[0]]
    rival = facts[min(contradicted[members[0]])]
    if first["subject_id"] in (rival["subject_id"], rival["object_id"]):
        return str(first["subject_id"])
    return str(first["object_id"])


def _read_previous(release: Path | None) -> list[_Known]:
    """Conflicts of the previous release; none where it has none by set."""
    if release is None:
        return []
    rows: list[dict[str, Any]] = []
    for file in sorted((release / "data" / "conflicts").glob("*.parquet")):
        table = pq.read_table(file)
        if not set(arrow_schema("conflicts").names) <= set(table.column_names):
            return []
        rows += table.select(arrow_schema("conflicts").names).to_pylist()
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r["conflict_id"], r["fact_id"])):
        grouped[row["conflict_id"]].append(row)
    return [
        _Known(id_, found[0]["kind"], frozenset(r["fact_id"] for r in found), tuple(found))
        for id_, found in grouped.items()
    ]
