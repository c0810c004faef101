"""Contradictions: facts that cannot both hold, by the rules of the vocabulary.

Each fact is held against the best supported of those that it could contradict, not against all of
them: what a thousand facts of one thing contradict is told by the few that most articles state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import duckdb

from factpack.corroborate.conflicts.events import once, same_event
from factpack.corroborate.conflicts.objects import functional, one_subject
from factpack.corroborate.conflicts.pairs import PAIRS, STATED
from factpack.corroborate.conflicts.relations import (
    disjoint,
    disjoint_kinds,
    negation,
    type_excludes,
)
from factpack.link.database import create_empty
from factpack.vocabulary import ConflictRule, load_vocabulary

__all__ = ["find_contradictions"]

WEAK = 0.5
"""Confidence below which the one claim that a fact rests on is more likely misread than right: what
it contradicts is told by others, or by nobody. Rerun `python -m benchmarks conflicts` after a
change."""

_TESTS: Mapping[str, Callable[[duckdb.DuckDBPyConnection, ConflictRule], None]] = {
    "functional": functional,
    "one_subject": one_subject,
    "same_event": same_event,
    "once": once,
    "disjoint": disjoint,
    "type_excludes": type_excludes,
    "negation": negation,
}


def find_contradictions(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `contradictions` (one, other, rule, kind): pairs of facts, each once.

    `one` is the fact with the smaller identifier; `rule` names the rule of the vocabulary, or the
    predicate whose kinds exclude one another. Of several rules that part a pair, the first in the
    order of their kinds and names is given.
    """
    create_empty(connection, "contradicting", PAIRS)
    connection.execute(f"""
        CREATE OR REPLACE VIEW stated AS SELECT * FROM facts
        WHERE {STATED} AND (n_articles > 1 OR coalesce(best_confidence, 1) >= {WEAK})
    """)
    for rule in load_vocabulary().conflicts:
        _TESTS[rule.test](connection, rule)
    disjoint_kinds(connection)
    connection.execute("""
        CREATE OR REPLACE TABLE contradictions AS
        SELECT least(one, other) AS one, greatest(one, other) AS other,
            arg_min(rule, (kind, rule)) AS rule, min(kind) AS kind
        FROM contradicting GROUP BY ALL
    """)
