"""What contradicts, and why one side is preferred."""

from __future__ import annotations

from collections.abc import Sequence

from factpack.release.query import Row
from factpack.release.statements import counted, day, fact_statement
from factpack.vocabulary import ConflictRule, load_vocabulary
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
    """The story of a row of `conflicts`."""
    sides = sides_of(tables, row)
    names = " against ".join(fact_statement(side) for side in sides)
    told = []
    for side in sides:
        claims = claims_of_fact(tables, side, supporting(side))
        sources = read_sources(tables, claims, words)
        total = n_claims(side, supporting(side))
        told.append((f"For: {fact_statement(side)}", source_notes(sources, words, total)))
    return Told(
        names,
        sentences([_disagreement(row, sides), resolution(row, sides)]),
        sections(
            ("The two sides", [_side_note(side) for side in sides]),
            *told,
        ),
    )


def conflict_notes(tables: Tables, fact: Row, words: Words) -> tuple[Note, ...]:
    """What contradicts a fact: the other side of each conflict with its words."""
    rows = tables.rows(
        "from conflicts where fact_a = $1 or fact_b = $1 order by fact_a, fact_b limit $2",
        fact["fact_id"],
        MOST,
    )
    notes = []
    for row in rows:
        sides = sides_of(tables, row)
        other = next((side for side in sides if side["fact_id"] != fact["fact_id"]), None)
        if other is None:
            continue
        claims = claims_of_fact(tables, other, supporting(other))[:_FEW]
        total = n_claims(other, supporting(other))
        notes.append(
            Note(
                sentences(
                    [
                        f"{fact_statement(other)} ({support(other)}).",
                        _disagreement(row, sides),
                        resolution(row, sides),
                    ]
                ),
                (f"{row['fact_a']}|{row['fact_b']}", other["fact_id"]),
                notes=source_notes(read_sources(tables, claims, words), words, total),
            )
        )
    total = tables.count(
        "select count(*) from conflicts where fact_a = $1 or fact_b = $1", fact["fact_id"]
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
"""Claims of the other side in the story of a fact; its own story has more."""


def sides_of(tables: Tables, conflict: Row) -> Sequence[Row]:
    """The two facts, the preferred one first, else the better supported one."""
    facts = tables.among("facts", "fact_id", [conflict["fact_a"], conflict["fact_b"]])
    preferred = conflict["preferred_fact"]
    return sorted(facts, key=lambda f: (f["fact_id"] != preferred, -f["n_origins"], f["fact_id"]))


def resolution(conflict: Row, sides: Sequence[Row]) -> str:
    """Which side is preferred and why."""
    if conflict["preferred_fact"] is None or len(sides) < 2:
        return "The data do not tell which is right, so the conflict stays open."
    winner, loser = sides
    said = fact_statement(winner)
    if conflict["resolution"] == "origins":
        why = (
            f"{counted(winner['n_origins'], 'independent origin')} stand against "
            f"{loser['n_origins']:,}"
        )
    else:
        why = "it was published later"
        if winner["last_published"] and loser["last_published"]:
            why += f", {day(winner['last_published'])} after {day(loser['last_published'])}"
    return f"Preferred: {said}, because {why}. The other side is kept."


def _disagreement(conflict: Row, sides: Sequence[Row]) -> str:
    """What the sides disagree on, with the rule of the vocabulary that says so."""
    text = DISAGREEMENT[conflict["kind"]]
    predicates = {side["predicate"] for side in sides}
    rules = [
        rule
        for rule in load_vocabulary().conflicts
        if rule.kind == conflict["kind"] and _speaks_of(rule, predicates)
    ]
    return f"{text}: {_lower(rules[0].explanation)}" if len(rules) == 1 else f"{text}."


def _speaks_of(rule: ConflictRule, predicates: set[str]) -> bool:
    if not rule.predicates:
        return True
    if rule.test == "type_excludes":
        # The other side is a type, whatever the rule speaks of.
        return bool(predicates & set(rule.predicates))
    return predicates <= set(rule.predicates)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _side_note(fact: Row) -> Note:
    return Note(
        f"{fact_statement(fact)}: {support(fact)}. Rank: {fact['rank']}.",
        (fact["fact_id"],),
    )
