"""The story of a fact: who says so, what agrees, what contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factpack.release.query import Row
from factpack.release.statements import counted, fact_statement, published
from factpack.why.conflicts import conflict_notes
from factpack.why.linking import linking_notes
from factpack.why.phrases import (
    MODALITY,
    RANK,
    STANDING,
    listed,
    more,
    n_claims,
    support,
    supporting,
)
from factpack.why.sources import (
    MOST,
    Sources,
    claims_of_fact,
    read_sources,
    source_notes,
)
from factpack.why.story import Note
from factpack.why.tables import Tables
from factpack.why.told import Told, sections, sentences
from factpack.why.words import Words

_ALL = ("asserted", "reported", "planned", "possible", "negated")


def tell(tables: Tables, row: Row, words: Words) -> Told:
    """The story of a row of `facts`."""
    backing = supporting(row)
    apart = [m for m in _ALL if m not in backing and row[f"n_{m}"]]
    sources = read_sources(tables, claims_of_fact(tables, row, backing), words)
    other = read_sources(tables, claims_of_fact(tables, row, apart), words) if apart else None
    return Told(
        fact_statement(row),
        summary(row),
        sections(
            ("Who says so", source_notes(sources, words, n_claims(row, backing))),
            ("What agrees", _agreement(tables, row, backing)),
            ("Coarser and finer", _values(tables, row)),
            ("How the names were linked", _linking(row, sources, words)),
            (
                "Counted apart, and not as support",
                source_notes(other, words, n_claims(row, apart)) if other else (),
            ),
            ("What contradicts", conflict_notes(tables, row, words)),
        ),
    )


def summary(fact: Row) -> str:
    """How well a fact is supported, in a few sentences."""
    only_reported = fact["n_reported"] and not fact["n_asserted"]
    return sentences(
        [
            f"{support(fact)}.",
            STANDING[fact["status"]],
            RANK[fact["rank"]],
            "All of its support is only reported speech." if only_reported else None,
            None if fact["modality"] in ("asserted", "reported") else _unasserted(fact),
        ]
    )


def _unasserted(fact: Row) -> str:
    return f"No article states it outright: it is given {MODALITY[fact['modality']]}."


def _agreement(tables: Tables, fact: Row, backing: Sequence[str]) -> Iterator[Note]:
    """The counts of the fact, and what stands behind them."""
    by_modality = [
        f"{counted(fact[f'n_{m}'], 'claim')} {MODALITY[m]}" for m in _ALL if fact[f"n_{m}"]
    ]
    yield Note(f"{listed(by_modality)}.")
    publishers = tables.rows(
        """select coalesce(outlet, 'no publisher named') as publisher, count(*) as n
        from claims join articles using (article_id)
        where fact_id in (from finer($1)) and modality in (select unnest($2::varchar[]))
        group by 1 order by n desc, 1""",
        fact["fact_id"],
        list(backing),
    )
    names = [f"{row['publisher']} ({counted(row['n'], 'claim')})" for row in publishers]
    yield Note(f"By publisher: {listed(names)}.")
    if fact["n_owners"] < fact["n_publishers"]:
        yield Note(
            f"{counted(fact['n_publishers'], 'publisher')} belong to "
            f"{counted(fact['n_owners'], 'owner')}."
        )
    voices = [
        f"{counted(fact[column], 'claim')} {what}"
        for column, what in (
            ("n_own_voice", "in the own voice of their article"),
            ("n_attributed", "in somebody's words"),
            ("n_credited", "passing on the report of another outlet"),
        )
        if fact[column]
    ]
    yield Note(f"Of the support, {listed(voices)}.")
    yield from _days(tables, fact, backing)
    shared = tables.rows(
        """select o.origin_id, o.kind, o.outlet, o.article_id, o.similarity,
            count(distinct c.article_id) as n
        from claims c join origins o using (origin_id)
        where c.fact_id in (from finer($1)) and c.modality in (select unnest($2::varchar[]))
        group by all having n > 1 or o.outlet is not null order by n desc, o.origin_id limit 8""",
        fact["fact_id"],
        list(backing),
    )
    for row in shared:
        what = {
            "statement": "one statement, repeated",
            "credit": f"the report of {row['outlet']}, which they name or which wrote it",
            "self": f"what {row['outlet']} tells of itself",
        }.get(row["kind"], "one text, copied, or one outlet, repeating itself")
        yield Note(
            f"{counted(row['n'], 'article')} rest on one origin: {what}.", (row["origin_id"],)
        )
    if fact["status"] != "corroborated" and fact["n_origins"] > 1 >= fact["n_publishers"]:
        yield Note("One publisher alone gives it, so that it is not corroborated.")
    if fact["n_origins"] > 1:
        yield Note(f"So {fact['n_origins']:,} independent origins support it.")


def _values(tables: Tables, fact: Row) -> Iterator[Note]:
    """The same at other values: who states a day states the year."""
    if fact["broader_fact_id"]:
        (wide,) = tables.among("facts", "fact_id", [fact["broader_fact_id"]])
        yield Note(f"Coarser: {fact_statement(wide)}. {support(wide)}.", (wide["fact_id"],))
    finer = tables.rows(
        "select *, count(*) over () as total from facts where broader_fact_id = $1 "
        "order by n_origins desc, fact_id limit $2",
        fact["fact_id"],
        MOST,
    )
    for row in finer:
        yield Note(f"Finer: {fact_statement(row)}. {support(row)}.", (row["fact_id"],))
    if finer and (rest := more(len(finer), finer[0]["total"], "finer values are")):
        yield Note(rest)


def _days(tables: Tables, fact: Row, backing: Sequence[str]) -> Iterator[Note]:
    """When the fact was published first and last, no finer than is known."""
    (row,) = tables.rows(
        """select min(published_on) as first, max(published_on) as last,
            arg_min(published_precision, published_on) as fine_first,
            arg_max(published_precision, published_on) as fine_last
        from claims join articles using (article_id)
        where fact_id in (from finer($1)) and modality in (select unnest($2::varchar[]))""",
        fact["fact_id"],
        list(backing),
    )
    if row["first"] is None:
        return
    first = published(row["first"], row["fine_first"])
    last = published(row["last"], row["fine_last"])
    yield Note(f"Published {first}." if first == last else f"First published {first}, last {last}.")


def _linking(fact: Row, sources: Sources, words: Words) -> tuple[Note, ...]:
    ids = [id_ for id_ in (fact["subject_id"], fact["object_id"]) if id_]
    speakers = sorted({c["attributed_to"] for c in sources.claims if c["attributed_to"]})
    parts = [part for found in sources.parts.values() for part in found]
    return linking_notes(list(dict.fromkeys([*ids, *speakers])), parts, words, sources.names)
