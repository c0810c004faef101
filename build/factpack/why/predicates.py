"""The story of a predicate: what it means, what states it, how its facts stand."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.release.query import Row
from factpack.release.statements import counted, fact_statement
from factpack.vocabulary import load_vocabulary
from factpack.why.phrases import listed, support
from factpack.why.sources import LISTED
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections
from factpack.why.words import Words

FUNCTIONAL = {
    "no": "A subject may have many objects.",
    "always": "A subject has one object; two facts with different ones contradict.",
    "at_a_time": "A subject has one object at a time.",
}


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `predicates`."""
    del words  # Its words are ours.
    name = row["predicate"]
    facts = tables.count("select count(*) from facts where predicate = ?", name)
    claims = tables.count("select count(*) from claims where predicate = ?", name)
    return Told(
        name,
        f"{row['definition']} {counted(claims, 'claim')} state {counted(facts, 'fact')} of it.",
        sections(
            ("What it means", _meaning(row)),
            ("Which rules find it", _rules(tables, name)),
            ("How its facts stand", _standing(tables, name)),
            ("Best supported", _facts(tables, name)),
        ),
    )


def _meaning(row: Row) -> Iterator[Note]:
    subjects, objects = (row[c].replace("|", ", ") for c in ("subject_types", "object_types"))
    yield Note(f"From {subjects} to {objects}.")
    if row["is_symmetric"]:
        yield Note("Subject and object may change places.")
    yield Note(FUNCTIONAL[row["functional"]])
    for rule in load_vocabulary().conflicts:
        if row["predicate"] in rule.predicates:
            yield Note(f"Facts contradict by the rule {rule.name}: {rule.explanation}")
    near = []
    if row["wikidata_property"]:
        way = " (inverse)" if row["wikidata_inverse"] else ""
        near.append(f"Wikidata {row['wikidata_property']}{way}")
    if row["schema_org_term"]:
        way = " (inverse)" if row["schema_org_inverse"] else ""
        near.append(f"schema.org {row['schema_org_term']}{way}")
    if near:
        yield Note(f"Nearest elsewhere: {listed(near)}.")


def _rules(tables: Tables, name: str) -> Iterator[Note]:
    rows = tables.rows(
        "select extractor, rule, count(*) as n, min(confidence) as low, "
        "max(confidence) as high, min(claim_id) as first "
        "from claims where predicate = ? group by extractor, rule "
        "order by n desc, rule, extractor limit ?",
        name,
        LISTED,
    )
    for row in rows:
        text = f"{row['rule']} of {row['extractor']}: {counted(row['n'], 'claim')}"
        if row["low"] is not None:
            span = f"{row['low']:.0%}"
            if row["high"] > row["low"]:
                span += f" to {row['high']:.0%}"
            text += f", of judged claims like them {span} were right"
        yield Note(f"{text}.", (row["first"],))


def _standing(tables: Tables, name: str) -> Iterator[Note]:
    rows = tables.rows(
        "select status, count(*) as n from facts where predicate = ? group by status "
        "order by n desc, status",
        name,
    )
    if rows:
        counts = [f"{row['n']:,} {row['status']}" for row in rows]
        yield Note(f"{listed(counts)}.")
    conflicts = tables.rows(
        "select conflict_id, any_value(kind) as kind, count(*) as n, count(*) over () as total "
        "from conflicts where predicate = ? and status <> 'withdrawn' "
        "group by conflict_id order by conflict_id limit ?",
        name,
        LISTED,
    )
    if conflicts:
        yield Note(
            f"{counted(conflicts[0]['total'], 'conflict')} among them:",
            notes=tuple(
                Note(f"On the {row['kind']}: {counted(row['n'], 'rival')}.", (row["conflict_id"],))
                for row in conflicts
            ),
        )


def _facts(tables: Tables, name: str) -> Iterator[Note]:
    rows = tables.rows(
        "from facts where predicate = ? order by n_origins desc, n_claims desc, fact_id limit ?",
        name,
        LISTED,
    )
    for row in rows:
        yield Note(f"{fact_statement(row)}: {support(row)}.", (row["fact_id"],))
