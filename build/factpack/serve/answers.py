"""What the tools answer: plain data, cut to what a program can take in."""

from __future__ import annotations

from typing import Any

from factpack.errors import FactpackError
from factpack.serve.asker import Asker
from factpack.serve.capped import Answer, Query
from factpack_validators.schemas import table_names, table_schema

Data = dict[str, Any]

BEST_FIRST = (
    "(modality <> 'asserted'), (status = 'contested'), n_origins desc, "
    "confidence desc nulls last, claim_id"
)
"""Order of statements: what is asserted, undisputed and best supported comes first."""

_NEAR = 10
"""Entities that are listed where a name may mean several."""

_SEARCH = """
    from statements
    where not exists (
        select 1 from unnest($words) as w(word)
        where not contains(
            lower(strip_accents(concat_ws(' ', statement, sentence))),
            lower(strip_accents(word))
        )
    )
    and ($predicate = '' or predicate = $predicate)
    and ($publisher = '' or lower(publisher) = lower($publisher))
    and ($modality = '' or modality = $modality)
    and ($entity = '' or subject_id = $entity or object_id = $entity or speaker_id = $entity
         or lower(subject) = lower($entity) or lower(object) = lower($entity)
         or lower(speaker) = lower($entity))
"""
_FINER = """
    with recursive finer as (
        select $fact as fact_id
        union select f.fact_id from facts f join finer n on f.broader_fact_id = n.fact_id
    )
"""
_EVIDENCE = """
    select e.* replace (case when e.exact is null then e.exact_sha256 end as exact_sha256)
    from evidence e join claims c using (claim_id) join finer using (fact_id)
    order by e.claim_id, e.part
"""
_RIVALS = """
    select c.conflict_id, c.kind, c.reason, c.status, c.resolution, r.is_preferred, r.fact_id,
           f.statement, f.n_origins, f.modality
    from conflicts c join conflicts r using (conflict_id) join facts f on f.fact_id = r.fact_id
    where c.fact_id = $fact and r.fact_id <> $fact order by c.conflict_id, r.fact_id
"""
_ENTITIES = """
    from entities where entity_id = $name or lower(name) = lower($name) or entity_id in (
        select entity_id from aliases where lower(alias) = lower($name)
    )
    order by n_mentions desc, entity_id
"""
_RELATIONS = """
    select predicate, case when subject_id = $id then 'subject' else 'object' end as as_what,
           count(*) as facts
    from facts where subject_id = $id or object_id = $id
    group by all order by facts desc, predicate, as_what
"""
_FACTS_OF = """
    select fact_id, statement, modality, status, n_origins, n_articles, n_publishers
    from facts where subject_id = $id or object_id = $id
    order by n_origins desc, n_articles desc, fact_id
"""


def tables(asker: Asker, table: str) -> Data:
    """The tables, or the columns of one with what they mean."""
    release = asker.release
    if not table:
        return {
            "dataset": release.name,
            "version": release.version,
            "tables": [
                {"table": name, "rows": n, "description": _schema(name)["description"]}
                for name, n in release.rows.items()
            ],
        }
    if table not in release.rows or table not in table_names():
        raise FactpackError(f"no table {table!r}; it has {', '.join(release.rows)}")
    schema = _schema(table)
    return {
        "table": table,
        "rows": release.rows[table],
        "description": schema["description"],
        "key": schema["primaryKey"],
        "refers_to": [
            {"columns": key["fields"], "table": key["reference"]["resource"] or table}
            for key in schema.get("foreignKeys", ())
        ],
        "columns": [
            {
                "name": field["name"],
                "type": field["type"],
                "description": field["description"],
                **({"values": enum} if (enum := field.get("constraints", {}).get("enum")) else {}),
            }
            for field in schema["fields"]
        ],
    }


def search(
    asker: Asker,
    words: str,
    entity: str,
    predicate: str,
    publisher: str,
    modality: str,
    limit: int,
) -> Data:
    """Statements in which all words occur, the best supported first."""
    asked = {
        "words": words.split()[:_NEAR],
        "entity": entity,
        "predicate": predicate,
        "publisher": publisher,
        "modality": modality,
    }
    # The number of all is asked first: an answer that was cut should say of how many.
    counted = asker.ask(Query(f"select count(*) as n {_SEARCH}", asked))
    found = asker.ask(Query(f"select * {_SEARCH} order by {BEST_FIRST}", asked, limit))
    return {"found": counted.rows[0][0], **_listed("statements", found)}


def fact(asker: Asker, row_id: str) -> Data:
    """A fact, or that of a claim, with its statements, their spans and what contradicts it."""
    asked = {"id": row_id}
    found = asker.ask(
        Query(
            "from facts where fact_id = $id "
            "or fact_id = (select fact_id from claims where claim_id = $id)",
            asked,
        )
    ).records()
    if not found:
        raise FactpackError(f"no fact or claim {row_id!r}; the tool search gives ids")
    asked = {"fact": found[0]["fact_id"]}
    said = f"{_FINER} select s.* from statements s join finer using (fact_id) order by {BEST_FIRST}"
    return {
        "fact": found[0],
        **_listed("statements", asker.ask(Query(said, asked, 50))),
        **_listed("evidence", asker.ask(Query(f"{_FINER} {_EVIDENCE}", asked))),
        **_listed("rivals", asker.ask(Query(_RIVALS, asked))),
    }


def entity(asker: Asker, name: str) -> Data:
    """An entity by id, name or alias; several where a name may mean several."""
    found = asker.ask(Query(_ENTITIES, {"name": name}, _NEAR))
    if not found.rows:
        raise FactpackError(f"no entity {name!r}; try search, or sql over entities and aliases")
    if len(found.rows) > 1:
        return {"note": "the name may mean several: ask by entity_id", **_listed("entities", found)}
    row = found.records()[0]
    asked = {"id": row["entity_id"]}
    aliases = "select alias, basis, n_mentions from aliases where entity_id = $id order by alias"
    return {
        "entity": row,
        **_listed("aliases", asker.ask(Query(aliases, asked))),
        **_listed("relations", asker.ask(Query(_RELATIONS, asked))),
        **_listed("facts", asker.ask(Query(_FACTS_OF, asked, 50))),
    }


def sql(asker: Asker, query: str, limit: int) -> Data:
    """The answer to a select over the tables: names of columns, and rows as lists."""
    found = asker.ask(Query(query, limit=limit))
    return {"columns": found.columns, "rows": found.rows, "is_cut": found.is_cut}


def _listed(name: str, found: Answer) -> Data:
    return {name: found.records(), **({f"{name}_cut": True} if found.is_cut else {})}


def _schema(table: str) -> Data:
    return dict(table_schema(table)) if table in table_names() else {"description": ""}
