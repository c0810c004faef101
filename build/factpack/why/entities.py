"""The story of an entity: its names, where it is named, what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.release.query import Row
from factpack.release.statements import counted, fact_statement
from factpack.why.apart import apart_notes
from factpack.why.linking import entity_note
from factpack.why.phrases import alias_reason, article_label, listed, more, support
from factpack.why.sources import LISTED, read_articles
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections, sentences
from factpack.why.words import Words


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `entities`."""
    del words  # Its names are facts; the places where they stand have stories of their own.
    id_ = row["entity_id"]
    return Told(
        f"{row['name']} ({row['type']})",
        sentences(
            [
                f"Named {counted(row['n_mentions'], 'time')} in "
                f"{counted(row['n_articles'], 'article')}.",
                "It was merged into another entity and keeps its id as a signpost."
                if row["replaced_by"]
                else None,
            ]
        ),
        sections(
            ("Who it is", _identity(tables, row)),
            ("How its names were linked", _aliases(tables, id_)),
            ("What was held apart", apart_notes(tables, row)),
            ("Where it is named", _articles(tables, id_)),
            ("What is said of it", _facts(tables, id_)),
            ("What contradicts", _conflicts(tables, id_)),
        ),
    )


def _identity(tables: Tables, row: Row) -> Iterator[Note]:
    yield Note(entity_note(row))
    if row["replaced_by"]:
        target = tables.get("entities", row["replaced_by"])
        name = target["name"] if target else "an entity that is not in the release"
        yield Note(f"It is one with {name}, which replaces it.", (row["replaced_by"],))
    merged = tables.rows(
        "select entity_id, name from entities where replaced_by = ? order by entity_id limit ?",
        row["entity_id"],
        LISTED,
    )
    for other in merged:
        yield Note(f"It replaces {other['name']}, merged into it.", (other["entity_id"],))


def _aliases(tables: Tables, id_: str) -> Iterator[Note]:
    rows = tables.rows(
        "from aliases where entity_id = ? order by n_mentions desc, alias limit ?", id_, LISTED
    )
    for row in rows:
        why = alias_reason(row["basis"])
        yield Note(
            f"“{row['alias']}”, {counted(row['n_mentions'], 'mention')}: {why}.",
            (f"{id_}|{row['alias']}",),
        )
    total = tables.count("select count(*) from aliases where entity_id = ?", id_)
    if rest := more(len(rows), total, "forms are"):
        yield Note(rest)


def _articles(tables: Tables, id_: str) -> Iterator[Note]:
    kinds = tables.rows(
        "select kind, count(*) as n from mentions where entity_id = ? group by kind "
        "order by n desc, kind",
        id_,
    )
    if kinds:
        words = [f"{row['n']:,} by {row['kind']}" for row in kinds]
        yield Note(f"Mentions: {listed(words)}.")
    rows = tables.rows(
        "select article_id, count(*) as n, count(*) over () as total from mentions "
        "where entity_id = ? group by article_id order by n desc, article_id limit ?",
        id_,
        LISTED,
    )
    articles = read_articles(tables, [row["article_id"] for row in rows])
    for row in rows:
        label = article_label(articles.get(row["article_id"], {}))
        yield Note(f"{label}: {counted(row['n'], 'mention')}.", (row["article_id"],))
    if rows and (rest := more(len(rows), rows[0]["total"], "articles are")):
        yield Note(rest)


def _facts(tables: Tables, id_: str) -> Iterator[Note]:
    rows = tables.rows(
        "select *, count(*) over () as total from facts where subject_id = $1 or object_id = $1 "
        "order by n_origins desc, n_claims desc, fact_id limit $2",
        id_,
        LISTED,
    )
    for row in rows:
        yield Note(f"{fact_statement(row)}: {support(row)}.", (row["fact_id"],))
    if rows and (rest := more(len(rows), rows[0]["total"], "facts are")):
        yield Note(rest)


def _conflicts(tables: Tables, id_: str) -> Iterator[Note]:
    rows = tables.rows(
        """select conflict_id, any_value(c.kind) as kind, count(*) as n,
            list(fact_id order by n_origins desc, fact_id)[:2] as facts, count(*) over () as total
        from conflicts c join facts f using (fact_id)
        where c.status <> 'withdrawn' and conflict_id in (
            select conflict_id from conflicts join facts f using (fact_id)
            where $1 in (conflicts.subject_id, f.subject_id, f.object_id))
        group by conflict_id order by conflict_id limit $2""",
        id_,
        LISTED,
    )
    ids = [fact_id for row in rows for fact_id in row["facts"]]
    facts = {fact["fact_id"]: fact for fact in tables.among("facts", "fact_id", ids)}
    for row in rows:
        sides = " against ".join(fact_statement(facts[fact_id]) for fact_id in row["facts"])
        of = f", of {row['n']:,} rivals" if row["n"] > 2 else ""
        yield Note(f"{row['kind']}: {sides}{of}.", (row["conflict_id"],))
    if rows and (rest := more(len(rows), rows[0]["total"], "contradictions are")):
        yield Note(rest)
