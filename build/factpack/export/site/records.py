"""What the pages of a release show, as plain data in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from factpack.export.rows import columns_of
from factpack.release.open import Release
from factpack_validators.schemas import table_schema

Record: TypeAlias = dict[str, Any]

STATEMENT = (
    *("fact_id", "statement", "predicate", "modality", "publisher", "published_on"),
    *("subject", "subject_id", "object", "object_id", "n_origins", "status"),
)
"""Columns of the list of statements, in the order in which its rows have them."""

_MOST_OPTIONS = 300
"""Values of a filter that are offered; a search finds the others."""

_WORDS = (
    "coalesce(s.statement, concat_ws(' ', s.subject, replace(s.predicate, '_', ' '), s.object))"
)

_FACT_WORDS = _WORDS.replace("s.", "f.")

_FROM = """
    left(strftime(f.date_from, '%Y-%m-%d'), case f.date_precision when 'year' then 4
    when 'month' then 7 else 10 end)
"""
"""The first day of a time, as fine as the words are."""

_STATEMENTS = f"""
    select fact_id, {_WORDS}, predicate, modality, publisher, published_on, subject, subject_id,
        object, object_id, n_origins, status
    from statements s order by published_on desc nulls last, claim_id
"""

_CLAIM = f"""
    {{'statement': {_WORDS}, 'sentence': s.sentence, 'start': s.span_start, 'end': s.span_end,
    'publisher': s.publisher, 'title': s.title, 'published': s.published_on, 'url': s.url,
    'confidence': s.confidence, 'modality': s.modality, 'speaker': s.speaker,
    'article': s.article_id, 'claim': s.claim_id, 'at': c.char_start, 'to': c.char_end}}
"""

_FACTS = f"""
    with stated as (
        select s.fact_id, list({_CLAIM} order by s.published_on nulls last, s.claim_id) as claims
        from statements s join claims c using (claim_id) group by s.fact_id
    ), rivals as (
        select x.fact_id, list(distinct x.conflict_id order by x.conflict_id) as conflicts
        from conflicts x group by x.fact_id
    )
    select f.fact_id as id, {_FACT_WORDS} as words,
        f.predicate, f.modality, f.status, f.subject, f.subject_id, f.object, f.object_id,
        f.n_claims, f.n_articles, f.n_publishers, f.n_origins, f.broader_fact_id as broader,
        claims, conflicts
    from facts f left join stated using (fact_id) left join rivals using (fact_id)
    order by f.fact_id
"""

_ENTITIES = f"""
    with named as (
        select entity_id, list({{'alias': alias, 'basis': basis}} order by alias) as aliases
        from aliases group by entity_id
    ), roles as (
        select subject_id as entity_id, fact_id from facts where subject_id is not null
        union select object_id, fact_id from facts where object_id is not null
    ), told as (
        select r.entity_id, list({{'id': f.fact_id, 'words': {_FACT_WORDS},
            'from': {_FROM}, 'modality': f.modality}} order by f.predicate, f.fact_id) as facts
        from roles r join facts f using (fact_id) group by r.entity_id
    )
    select e.entity_id as id, e.name, e.type, e.wikidata_id as wikidata, e.basis, e.n_mentions,
        e.n_articles, aliases, facts
    from entities e left join named using (entity_id) left join told using (entity_id)
    order by e.entity_id
"""

_CONFLICTS = f"""
    select x.conflict_id as id, any_value(x.reason) as reason, any_value(x.kind) as kind,
        any_value(x.status) as status,
        list({{'id': f.fact_id, 'words': {_FACT_WORDS},
            'origins': f.n_origins, 'publishers': f.n_publishers, 'preferred': x.is_preferred}}
            order by f.fact_id) as facts
    from conflicts x join facts f using (fact_id) group by x.conflict_id order by x.conflict_id
"""

_QUOTES = """
    select q.quote_id as id, e.name as speaker, q.speaker_id, q.exact as words, q.cue,
        a.publisher, a.title, a.published_on as published, a.url, q.article_id as article,
        q.char_start as at, q.char_end as to
    from quotes q left join entities e on e.entity_id = q.speaker_id
    join articles a using (article_id) order by e.name nulls last, a.published_on, q.quote_id
"""

_ARTICLES = """
    select article_id as id, title, publisher, author, published_on as published, url, language,
        rights, text, n_words
    from articles order by article_id
"""


def statement_rows(release: Release) -> Iterator[list[Any]]:
    """Rows of the list of statements, the latest first, in the order of `STATEMENT`."""
    table = release.sql(_STATEMENTS)
    for batch in table.to_batches():
        yield from map(list, zip(*(column.to_pylist() for column in batch.columns), strict=True))


def fact_records(release: Release) -> Iterator[Record]:
    """Facts by id with the claims that state them and the conflicts that they are in."""
    return _records(release, _FACTS)


def entity_records(release: Release) -> Iterator[Record]:
    """Entities by id with their names and facts."""
    return _records(release, _ENTITIES)


def conflict_records(release: Release) -> Iterator[Record]:
    """Conflicts with the facts that are in them."""
    return _records(release, _CONFLICTS)


def quote_records(release: Release) -> Iterator[Record]:
    """Quotations by speaker."""
    return _records(release, _QUOTES)


def article_records(release: Release) -> Iterator[Record]:
    """Articles by id, with their text where rights allow it."""
    return _records(release, _ARTICLES)


def options(release: Release) -> Record:
    """What statements can be filtered by, the most frequent first."""
    return {
        f"{column}s": [
            row["name"]
            for row in release.sql(
                f"select {column} as name from statements where {column} is not null "
                f"group by all order by count(*) desc, name limit {_MOST_OPTIONS}"
            ).to_pylist()
        ]
        for column in ("predicate", "publisher")
    }


def dictionary(release: Release) -> list[Record]:
    """Tables and columns with what they mean."""
    return [
        {
            "table": table,
            "rows": release.rows[table],
            "description": table_schema(table)["description"],
            "columns": [
                {"name": f["name"], "type": f["type"], "description": f["description"]}
                for f in table_schema(table)["fields"]
                if f["name"] in columns_of(release, table)
            ],
        }
        for table in release.rows
    ]


def _records(release: Release, query: str) -> Iterator[Record]:
    for batch in release.sql(query).to_batches(2_000):
        for row in batch.to_pylist():
            yield {key: value for key, value in row.items() if value is not None}
