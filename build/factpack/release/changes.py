"""What differs between a release and the one before it, row by row, and why.

Nothing here repeats words of an article that the new release does not publish: rows that are gone
are told by their identifiers, names and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from factpack.release.query import Rows, fetch
from factpack.release.versions.causes import HIDE, OTHER_TEXT, WITHDRAWN_ARTICLES

LISTED = 50
"""Rows of a kind that the change log lists; it gives the number of all."""

_FACT_COLUMNS = (
    "n_claims",
    "n_articles",
    "n_publishers",
    "n_origins",
    "modality",
    "amount",
    "amount_min",
    "amount_max",
    "currency",
    "unit",
    "date_from",
    "date_to",
    "role",
    "kind",
    "status",
    "rank",
)
"""Columns of a fact whose change is worth telling; names change with their entities."""

_MOVES = f"""
    create or replace temp table moves as
    select coalesce(n.claim_id, b.claim_id) as claim_id, n.fact_id as now, b.fact_id as old,
        case when ob.article_id is null then 'articles that are new'
            when na.article_id is null and b.article_id in ({WITHDRAWN_ARTICLES})
                then 'articles that were withdrawn'
            when na.article_id is null then 'articles that are gone'
            when {OTHER_TEXT.format(a="ob", b="na")} then 'articles whose text changed'
            when n.claim_id is not null and b.claim_id is not null then 'other facts'
            else 'articles that are read in another way' end as cause
    from claims n full join before.claims b using (claim_id)
    left join articles na on na.article_id = coalesce(n.article_id, b.article_id)
    left join before.articles ob on ob.article_id = coalesce(n.article_id, b.article_id)
    where n.fact_id is distinct from b.fact_id;

    create or replace temp table reasons as
    with counted as (
        select now as fact_id, 0 as place, 'from' as way, cause, count(*) as n from moves
        where now is not null group by all
        union all
        select old, 1, case cause when 'other facts' then 'to' else 'with' end, cause, count(*)
        from moves where old is not null group by all
    )
    select fact_id, string_agg(
        n || case n when 1 then ' claim ' else ' claims ' end
        || case place when 0 then 'came ' else 'went ' end || way || ' ' || cause,
        '; ' order by place, cause) as reason
    from counted group by fact_id
"""


@dataclass(frozen=True, slots=True)
class ChangeList:
    """Changes of one kind.

    Attributes:
        kind: such as `articles_added`.
        total: how many there are.
        rows: the first of them, at most `LISTED`.
    """

    kind: str
    total: int
    rows: Rows


def tell_moves(database: duckdb.DuckDBPyConnection) -> None:
    """Note why claims moved between facts, for the lists and tombstones that follow.

    Args:
        database: of two releases that are open side by side, see `versions.pair`.
    """
    database.execute(_MOVES)
    database.execute(HIDE)


def list_changes(database: duckdb.DuckDBPyConnection) -> tuple[ChangeList, ...]:
    """Every kind of change that there is, in the order of `_LISTS`.

    What may hold words of an article that was withdrawn is counted and not listed.

    Args:
        database: where `tell_moves` was called.
    """
    found = []
    for kind, (query, order) in _LISTS.items():
        (total,) = database.sql(f"select count(*) from ({query})").fetchall()[0]
        if total:
            shown = f"from ({query}) where {_HIDDEN.get(kind, 'true')}"
            rows = fetch(database, f"{shown} order by {order} limit {LISTED}")
            found.append(ChangeList(kind, total, rows))
    return tuple(found)


OTHER_REASONS: Mapping[str, str] = {
    "entities": "case _change when 'delete' then 'No article names it any more.' end",
    "facts": "(select any_value(reason) from reasons r where r.fact_id = b.fact_id)",
}
"""SQL of what is known about the change of a row `b` beyond its cause, by table."""


def _changed_cells(columns: tuple[str, ...]) -> str:
    """SQL list of `column: old → new` of the columns that differ between b and n."""
    told = ", ".join(
        f"case when b.{c} is distinct from n.{c} then '{c}: ' || coalesce(b.{c}::varchar, 'empty') "
        f"|| ' → ' || coalesce(n.{c}::varchar, 'empty') end"
        for c in columns
    )
    return f"list_filter([{told}], lambda x: x is not null)"


_ARTICLE = "article_id, source, publisher, published_on, published_precision"

_SETS = """
    select conflict_id, any_value(kind) as kind, any_value(status) as status,
        any_value(resolution) as resolution, list(fact_id order by fact_id) as facts,
        coalesce(list(fact_id order by fact_id) filter (is_preferred), []) as preferred
    from {source} where conflict_id is not null and status in ({status}) group by conflict_id
"""
"""A row for each conflict."""

_NOW = _SETS.format(source="conflicts", status="'open', 'resolved'")
_THEN = _SETS.format(source="before.conflicts", status="'open', 'resolved'")
_WITHDRAWN = "select conflict_id from conflicts where status = 'withdrawn'"

_LISTS: Mapping[str, tuple[str, str]] = {
    "articles_added": (
        f"select {_ARTICLE} from articles anti join before.articles using (article_id)",
        "source, article_id",
    ),
    "articles_withdrawn": (
        """select w.article_id, r.reason from withdrawn_articles w
        join rejected r on r.source = w.article_id and r.check_code = 'article-withdrawn'""",
        "article_id",
    ),
    "articles_removed": (
        f"""select {_ARTICLE} from before.articles anti join articles using (article_id)
        anti join withdrawn_articles using (article_id)""",
        "source, article_id",
    ),
    "articles_changed": (
        f"""select n.article_id, n.source, n.publisher, n.published_on, n.published_precision,
            list_filter([case when {OTHER_TEXT.format(a="n", b="b")} then 'other text' end,
                case when n.rights <> b.rights then 'rights: ' || b.rights || ' → ' || n.rights end,
                case when n.duplicate_of is distinct from b.duplicate_of then 'duplicate of: '
                    || coalesce(b.duplicate_of, 'none') || ' → ' || coalesce(n.duplicate_of, 'none')
                end], lambda x: x is not null) as what
        from articles n join before.articles b using (article_id) where len(what) > 0""",
        "source, article_id",
    ),
    "entities_new": (
        """select entity_id, name, type from entities e anti join before.entities using (entity_id)
        where replaced_by is null and not exists (
            from mentions m join before.mentions o using (mention_id)
            where m.entity_id = e.entity_id)""",
        "name, entity_id",
    ),
    "entities_merged": (
        """select e.entity_id, e.name, e.replaced_by, t.name as target
        from entities e join before.entities b using (entity_id)
        left join entities t on t.entity_id = e.replaced_by
        where e.replaced_by is not null and b.replaced_by is distinct from e.replaced_by""",
        "name, entity_id",
    ),
    "entities_split": (
        """select n.entity_id, n.name, b.entity_id as source_id, b.name as source,
            count(*) as n_mentions
        from mentions m join before.mentions o using (mention_id)
        join entities n on n.entity_id = m.entity_id
        join before.entities b on b.entity_id = o.entity_id
        where m.entity_id not in (select entity_id from before.entities)
        group by all""",
        "name, entity_id, source_id",
    ),
    "entities_renamed": (
        """select n.entity_id, n.name, b.name as old_name, n.type, b.type as old_type
        from entities n join before.entities b using (entity_id)
        where n.replaced_by is null and (n.name <> b.name or n.type <> b.type)""",
        "name, entity_id",
    ),
    "entities_gone": (
        "select entity_id, name from before.entities anti join entities using (entity_id)",
        "name, entity_id",
    ),
    "facts_new": (
        """select f.*, r.reason from facts f anti join before.facts using (fact_id)
        left join reasons r using (fact_id)""",
        "n_origins desc, n_claims desc, fact_id",
    ),
    "facts_gone": (
        """select f.* exclude (object_value), r.reason
        from before.facts f anti join facts using (fact_id) left join reasons r using (fact_id)""",
        "n_origins desc, n_claims desc, fact_id",
    ),
    "facts_changed": (
        f"""select n.*, {_changed_cells(_FACT_COLUMNS)} as what, coalesce(r.reason,
            case when n.n_origins <> b.n_origins then 'other articles or statements turned out to '
                'be its origin' when n.status <> b.status or n.rank <> b.rank
                then 'what contradicts it changed' else 'its claims are read in another way' end
            ) as reason
        from facts n join before.facts b using (fact_id) left join reasons r using (fact_id)
        where len(what) > 0""",
        "n_origins desc, n_claims desc, fact_id",
    ),
    "conflicts_opened": (
        f"select n.* from ({_NOW}) n anti join ({_THEN}) b using (conflict_id)",
        "conflict_id",
    ),
    "conflicts_closed": (
        f"""select b.*, case when conflict_id in ({_WITHDRAWN})
                then 'The facts do not contradict any more.'
                else 'The facts are gone.' end as reason
        from ({_THEN}) b anti join ({_NOW}) n using (conflict_id)""",
        "conflict_id",
    ),
    "conflicts_changed": (
        f"""select n.* from ({_NOW}) n join ({_THEN}) b using (conflict_id)
        where n.facts <> b.facts or n.preferred <> b.preferred or n.status <> b.status""",
        "conflict_id",
    ),
}

_HIDDEN: Mapping[str, str] = {
    **dict.fromkeys(
        ("entities_renamed", "entities_gone"), "entity_id not in (from hidden_entities)"
    ),
    "entities_split": "source_id not in (from hidden_entities)",
    **dict.fromkeys(
        ("facts_gone", "facts_changed"),
        """fact_id not in (from hidden_facts) and subject_id not in (from hidden_names)
        and coalesce(object_id, '') not in (from hidden_names)""",
    ),
    **dict.fromkeys(
        ("conflicts_closed", "conflicts_changed"),
        "not list_has_any(facts, (select coalesce(list(fact_id), []) from hidden_facts))",
    ),
}
"""SQL of the rows of a list that may be told, where something was withdrawn."""


def facts_of(database: duckdb.DuckDBPyConnection, fact_ids: list[str]) -> dict[str, Any]:
    """Facts by identifier: those of the release, else of the previous one without their words."""
    rows = fetch(
        database,
        """select * from facts where fact_id in (select unnest($1::varchar[]))
        union all by name
        select * exclude (object_value) from before.facts anti join facts using (fact_id)
        where fact_id in (select unnest($1::varchar[]))""",
        fact_ids,
    )
    return {row["fact_id"]: row for row in rows}
