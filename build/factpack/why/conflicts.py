"""What contradicts, and why some rivals are preferred."""

from __future__ import annotations

from collections.abc import Sequence

from factpack.release.query import Row
from factpack.release.statements import counted, fact_statement
from factpack.why.phrases import more, n_claims, support, supporting
from factpack.why.sources import (
    MOST,
    claims_of_fact,
    read_sources,
    source_notes,
)
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections, sentences
from factpack.why.words import Words


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a conflict, the same from every row of it."""
    sides = sides_of(tables, row)
    shown = sides[:MOST]
    names = " against ".join(fact_statement(side) for side in shown[:_NAMED])
    rest = len(sides) - _NAMED
    told = []
    for side in shown:
        claims = claims_of_fact(tables, side, supporting(side))
        sources = read_sources(tables, claims, words)
        total = n_claims(side, supporting(side))
        told.append((f"For: {fact_statement(side)}", source_notes(sources, words, total)))
    left = more(len(shown), len(sides), "rivals are")
    return Told(
        f"{names} and {rest:,} more" if rest > 0 else names,
        sentences([_disagreement(row), resolution(row, sides)]),
        sections(
            (
                "The rivals",
                [*(_side_note(side) for side in shown), Note(left) if left else None],
            ),
            *told,
        ),
    )


def conflict_notes(tables: Tables, fact: Row, words: Words) -> tuple[Note, ...]:
    """What contradicts a fact: its rivals in each conflict, with their words."""
    rows = tables.rows(
        "from conflicts where fact_id in (from broader($1)) order by conflict_id limit $2",
        fact["fact_id"],
        MOST,
    )
    notes = []
    for row in rows:
        sides = sides_of(tables, row)
        others = [side for side in sides if side["fact_id"] != row["fact_id"]]
        told = []
        for other in others[:_FEW]:
            claims = claims_of_fact(tables, other, supporting(other))[:_FEW]
            total = n_claims(other, supporting(other))
            told.append(
                Note(
                    f"{fact_statement(other)} ({support(other)}).",
                    (other["fact_id"],),
                    notes=source_notes(read_sources(tables, claims, words), words, total),
                )
            )
        if rest := more(len(told), len(others), "rivals are"):
            told.append(Note(rest))
        notes.append(
            Note(
                sentences([_disagreement(row), resolution(row, sides)]),
                (row["conflict_id"],),
                notes=tuple(told),
            )
        )
    total = tables.count(
        "select count(*) from conflicts where fact_id in (from broader($1))", fact["fact_id"]
    )
    rest = more(len(rows), total, "contradictions are")
    return (*notes, Note(rest)) if rest else tuple(notes)


DISAGREEMENT = {
    "value": "They disagree on the value",
    "date": "They disagree on the date",
    "holder": "They disagree on who it is",
    "amount": "They disagree on the amount",
    "relation": "They disagree on the sort of relation",
    "type": "They disagree on what it is",
    "negation": "One denies the other",
}

_FEW = 5
"""Rivals, and claims of each, in the story of a fact; their own stories have more."""

_NAMED = 3
"""Rivals in the headline of a conflict."""


def sides_of(tables: Tables, conflict: Row) -> Sequence[Row]:
    """The rivals of a conflict, the preferred first, else the better supported first."""
    return tables.rows(
        """select f.* from facts f join conflicts c using (fact_id) where c.conflict_id = $1
        order by coalesce(c.is_preferred, false) desc, f.n_origins desc, fact_id""",
        conflict["conflict_id"],
    )


def resolution(conflict: Row, sides: Sequence[Row]) -> str:
    """Which side is preferred and why."""
    if conflict["status"] == "withdrawn":
        return "Withdrawn: with what is read now, they do not contradict one another any more."
    if conflict["status"] != "resolved" or len(sides) < 2:
        return "The data do not tell which is right, so the conflict stays open."
    winner, *losers = sides
    most = max(side["n_origins"] for side in losers)
    return (
        f"Preferred: {fact_statement(winner)}, because "
        f"{counted(winner['n_origins'], 'independent origin')} stand against {most:,}. "
        "The other side is kept."
    )


def _disagreement(conflict: Row) -> str:
    """What the rivals disagree on, with the rule of the vocabulary that says so."""
    return f"{DISAGREEMENT[conflict['kind']]}: {_lower(conflict['reason'])}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _side_note(fact: Row) -> Note:
    return Note(
        f"{fact_statement(fact)}: {support(fact)}. Rank: {fact['rank']}.",
        (fact["fact_id"],),
    )
