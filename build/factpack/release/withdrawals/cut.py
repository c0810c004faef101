"""The tables of a release without some articles, and without what rests on them alone.

Rows of other articles stay as they were published: nothing is read or linked anew. What is counted
over all articles is counted again, and what was taken from an article that goes is taken from those
that stay.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.ids import make_id, rejected_id
from factpack.normalise.withdrawn import Tombstone
from factpack.release.query import table_files
from factpack.release.statements import fact_statement
from factpack.release.withdrawals.conflicts import settle_conflicts
from factpack_validators.fact_support import IMPLIED, SUPPORT
from factpack_validators.schemas import arrow_schema, table_names
from factpack_validators.sql import ordered_by

_OF_ARTICLE = ("segments", "mentions", "literals", "quotes", "claims", "statements")
"""Tables with rows of one article each."""

_CHOSEN = (
    ("amount", "amount_min", "amount_max", "currency", "unit"),
    ("date_from", "date_to", "date_precision", "date_relation"),
    ("kind",),
    ("organization_unit",),
    ("object_value", "object_sha256"),
)
"""Columns that a fact takes together from one of its claims."""

_COUNTS = (
    "modality n_claims n_asserted n_reported n_planned n_possible n_negated n_articles "
    "n_publishers n_owners n_origins n_own_voice n_attributed n_credited first_published "
    "last_published"
).split()


def cut_tables(
    release: Path,
    tombstones: Mapping[str, Tombstone],
    sources: Collection[str],
    tables: Path,
) -> dict[str, int]:
    """Write the tables of a release without some articles.

    Args:
        release: release folder.
        tombstones: by identifier of the article that goes; it need not be in the release.
        sources: files and records of the articles that go.
        tables: folder for `<table>.parquet`; made.

    Returns:
        Rows that went, by table.
    """
    tables.mkdir(parents=True)
    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as database:
        files = table_files(release)
        for table in table_names():
            rows = pq.ParquetFile(files[table]).read().select(arrow_schema(table).names)
            database.register("given", rows.cast(arrow_schema(table)))
            database.execute(f"create table {table} as from given")
        before = {t: _count(database, t) for t in table_names()}
        database.execute("create table gone (article_id varchar)")
        database.executemany("insert into gone values (?)", [[a] for a in sorted(tombstones)])
        _cut(database)
        _bury(database, tombstones, sources)
        after = {t: _count(database, t) for t in table_names()}
        for table in table_names():
            columns = ", ".join(f'"{c}"' for c in arrow_schema(table).names)
            rows = database.sql(
                f"select {columns} from {table} order by {ordered_by(table)}"
            ).to_arrow_table()
            pq.write_table(rows.cast(arrow_schema(table)), tables / f"{table}.parquet")
    return {t: before[t] - n for t, n in after.items() if before[t] > n}


def _count(database: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(database.execute(f"select count(*) from {table}").fetchall()[0][0])


def _cut(database: duckdb.DuckDBPyConnection) -> None:
    run = database.execute
    # What the articles that go say of facts and names, to see what is affected by it.
    run("create table lost_claims as from claims semi join gone using (article_id)")
    run("create table lost_mentions as from mentions semi join gone using (article_id)")
    for table in _OF_ARTICLE:
        run(f"delete from {table} where article_id in (from gone)")
    run("delete from evidence where claim_id not in (select claim_id from claims)")
    _promote_copies(database)
    _reidentify_origins(database)
    _entities(database)
    _facts(database)
    _origins(database)
    settle_conflicts(database)
    _say(database)
    run("""update statements set status = f.status, n_articles = f.n_articles,
        n_publishers = f.n_publishers, n_origins = f.n_origins
        from facts f where f.fact_id = statements.fact_id""")


def _promote_copies(database: duckdb.DuckDBPyConnection) -> None:
    """Of copies whose original goes, the earliest is the original now."""
    database.execute("""create table promoted as
        select duplicate_of as old, arg_min(article_id, (published_on is null, published_on,
            article_id)) as first
        from articles where duplicate_of in (from gone) and article_id not in (from gone)
        group by duplicate_of""")
    database.execute("delete from articles where article_id in (from gone)")
    database.execute("""update articles set duplicate_of = nullif(first, article_id)
        from promoted where duplicate_of = old""")


_CARRIERS = """
    select origin_id, article_id, 'whole' as form from articles
    union all select origin_id, article_id, 'part' from claims
    union all select origin_id, article_id, 'part' from quotes
"""


def _reidentify_origins(database: duckdb.DuckDBPyConnection) -> None:
    """An origin that was called after an article that goes is called after one that stays."""
    rows = database.execute(f"""
        select o.origin_id, o.kind, o.outlet, o.article_id in (from gone) as lost,
            (select arg_min(article_id, (form = 'part', a.outlet is distinct from o.outlet,
                a.published_on is null, a.published_on, article_id))
                from ({_CARRIERS}) c join articles a using (article_id)
                where c.origin_id = o.origin_id) as first,
            (select count(distinct article_id) from ({_CARRIERS}) c
                where c.origin_id = o.origin_id) as n,
            (select min(quote_id) from quotes q where q.origin_id = o.origin_id) as quote_id
        from origins o order by 1""").fetchall()
    articles = {
        row[0]: (row[1], row[2])
        for row in database.execute("select article_id, origin_id, outlet from articles").fetchall()
    }
    quotes = {row[0] for row in database.execute("select quote_id from quotes").fetchall()}
    moved: list[tuple[str, str]] = []
    places: list[tuple[str, str]] = []
    for origin_id, kind, outlet, lost, first, n, quote_id in rows:
        if first is None:
            continue
        new = origin_id
        if kind == "article" and lost:
            own = articles[first][0]
            new = make_id("o", "article", first) if own == origin_id else own
        elif kind == "statement" and n < 2:
            new = articles[first][0]
        elif kind == "statement" and not any(
            make_id("o", "statement", q) == origin_id for q in quotes
        ):
            new = make_id("o", "statement", quote_id)
        elif kind == "credit" and lost:
            own = first if articles[first][1] == outlet else None
            new = make_id("o", "credit", outlet, own)
        if new != origin_id:
            moved.append((origin_id, new))
        if lost:
            places.append((new, first))
    database.execute("create table moved (old varchar, new varchar)")
    database.execute("create table places (origin_id varchar, article_id varchar)")
    if moved:
        database.executemany("insert into moved values (?, ?)", moved)
        # An origin of one article may be called after an article whose own origin moves, too.
        database.execute("""update moved set new = m.new from moved m where m.old = moved.new""")
    if places:
        database.executemany("insert into places values (?, ?)", places)
    for table in ("articles", "claims", "quotes", "origins"):
        database.execute(
            f"update {table} set origin_id = m.new from moved m where m.old = {table}.origin_id"
        )
    database.execute("""update origins set article_id = p.article_id from places p
        where p.origin_id = origins.origin_id""")
    database.execute("""create or replace table origins as select * from origins
        qualify row_number() over (partition by origin_id order by kind, article_id) = 1""")


def _origins(database: duckdb.DuckDBPyConnection) -> None:
    database.execute(f"""create table carried as
        select c.origin_id, count(distinct c.article_id) as n, count(distinct outlet) as outlets,
            arg_min(c.article_id, (form = 'part', published_on is null, published_on,
                c.article_id)) as first
        from ({_CARRIERS}) c join articles a using (article_id) group by c.origin_id""")
    database.execute("delete from origins where origin_id not in (select origin_id from carried)")
    database.execute("""update origins set n_articles = n, n_publishers = outlets,
        article_id = case when origins.article_id in (select article_id from articles)
            then origins.article_id else first end,
        similarity = case when n = 1 then null else similarity end
        from carried c where c.origin_id = origins.origin_id""")


def _entities(database: duckdb.DuckDBPyConnection) -> None:
    """Entities that nobody names any more go; others are called as articles that stay call them."""
    run = database.execute
    run("create table touched as select distinct entity_id from lost_mentions")
    run("""update aliases set n_mentions = greatest(aliases.n_mentions - l.n, 0)
        from (select entity_id, exact, count(*) as n from lost_mentions
            where kind = 'name' and exact is not null group by all) l
        where l.entity_id = aliases.entity_id and l.exact = aliases.alias""")
    # Where the words of a mention are withheld, it cannot be told which alias it gives.
    run("""update aliases set n_mentions = least(n_mentions, k.known + k.unknown) from (
            select a.entity_id, a.alias,
                count(m.mention_id) filter (m.exact = a.alias) as known,
                count(m.mention_id) filter (m.exact is null) as unknown
            from aliases a left join mentions m
                on m.entity_id = a.entity_id and m.kind = 'name' group by all) k
        where k.entity_id = aliases.entity_id and k.alias = aliases.alias
            and aliases.entity_id in (from touched)""")
    run("""delete from aliases where n_mentions = 0 and basis <> 'curated'
        and entity_id in (from touched)""")
    run("""create table named as select e.entity_id, coalesce(c.n, 0) as n,
            coalesce(c.articles, 0) as articles
        from entities e left join (
            select entity_id, count(*) as n, count(distinct article_id) as articles
            from mentions where kind = 'name' group by all) c using (entity_id)""")
    run("""update entities set n_mentions = n, n_articles = articles from named
        where named.entity_id = entities.entity_id""")
    used = """select entity_id from mentions union select subject_id from claims
        union select object_id from claims where object_id is not null
        union select attributed_to from claims where attributed_to is not null"""
    run(f"delete from entities where entity_id in (from touched) and entity_id not in ({used})")
    run("""delete from entities where replaced_by is not null
        and replaced_by not in (select entity_id from entities)""")
    run("delete from aliases where entity_id not in (select entity_id from entities)")
    run(
        "update quotes set speaker_id = null where speaker_id not in "
        "(select entity_id from entities)"
    )
    run("""create table renamed as select e.entity_id,
            (select arg_min(alias, (-n_mentions, -length(alias), alias)) from aliases a
                where a.entity_id = e.entity_id) as name
        from entities e join touched using (entity_id)
        where e.basis <> 'curated' and e.replaced_by is null and not exists (
            from aliases a where a.entity_id = e.entity_id and a.alias = e.name)""")
    run("delete from renamed where name is null")
    run("""update entities set name = r.name from renamed r
        where r.entity_id = entities.entity_id""")
    for table, sides in (("facts", ("subject", "object")), ("statements", _SPOKEN)):
        for side in sides:
            run(f"""update {table} set {side} = r.name from renamed r
                where r.entity_id = {table}.{side}_id""")


_SPOKEN = ("subject", "object", "speaker")


def _facts(database: duckdb.DuckDBPyConnection) -> None:
    """Facts that nobody states any more go; of others, cells are given by claims that stay."""
    run = database.execute
    run(f"create table implied as {IMPLIED}")
    run("create table support as " + SUPPORT)
    run("""create table shaken as select distinct i.ancestor as fact_id
        from lost_claims c join implied i using (fact_id)""")
    run("delete from facts where fact_id not in (select fact_id from support)")
    run("""update facts set broader_fact_id = null
        where broader_fact_id not in (select fact_id from facts)""")
    counts = ", ".join(f"{c} = s.{c}" for c in _COUNTS)
    run(f"update facts set {counts} from support s where s.fact_id = facts.fact_id")
    for columns in (*_CHOSEN, ("role",)):
        _choose(database, columns)


def _choose(database: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> None:
    """Keep the value of a shaken fact where a claim that stays gives it, else take another's."""
    same = " and ".join(f"c.{c} is not distinct from f.{c}" for c in columns)
    if columns == ("role",):
        # A post may be called by its usual name, which no claim has to give.
        same = "lower(c.role) = lower(f.role)"
    there = " or ".join(f"c.{c} is not null" for c in columns)
    listed = ", ".join(f"v.{c}" for c in columns)
    database.execute(f"""create or replace table chosen as
        with stating as (
            select i.ancestor, i.fact_id <> i.ancestor as finer, c.*
            from implied i join claims c on c.fact_id = i.fact_id
        )
        select f.fact_id, {listed} from facts f semi join shaken using (fact_id)
        left join (
            from stating c where {there} qualify row_number() over (
                partition by ancestor order by finer, confidence desc nulls last, claim_id) = 1
        ) v on v.ancestor = f.fact_id
        where not exists (from stating c where c.ancestor = f.fact_id and {same})""")
    sets = ", ".join(f"{c} = v.{c}" for c in columns)
    database.execute(f"update facts set {sets} from chosen v where v.fact_id = facts.fact_id")


def _say(database: duckdb.DuckDBPyConnection) -> None:
    """Say anew what changed; nothing where words are withheld, since it could repeat an article."""
    closed = bool(_count(database, "(from articles where rights <> 'full')"))
    renamed = "(select entity_id from renamed)"
    for table, key, changed in (
        ("facts", "fact_id", f"fact_id in (from shaken) or subject_id in {renamed} "
            f"or object_id in {renamed}"),
        ("statements", "claim_id", f"subject_id in {renamed} or object_id in {renamed} "
            f"or speaker_id in {renamed}"),
    ):  # fmt: skip
        rows = database.sql(
            f"select t.* {_OBJECT_HASH[table]} from {table} t where {changed} "
            "and t.statement is not null"
        ).to_arrow_table()
        for row in rows.to_pylist():
            said = None if closed else fact_statement(row)
            database.execute(f"update {table} set statement = ? where {key} = ?", [said, row[key]])


_OBJECT_HASH = {
    "facts": "",
    "statements": ", (select object_sha256 from claims c where c.claim_id = t.claim_id) "
    "as object_sha256",
}


def _bury(
    database: duckdb.DuckDBPyConnection,
    tombstones: Mapping[str, Tombstone],
    sources: Collection[str],
) -> None:
    """Let a row of `rejected` stand for each article that went."""
    database.execute("delete from rejected where article_id in (from gone)")
    for source in sorted(sources):
        database.execute("delete from rejected where source = ?", [source])
    rows: list[dict[str, Any]] = []
    for tombstone in tombstones.values():
        row = tombstone.row()
        told = {
            "kind": row.kind,
            "source": row.source,
            "article_id": None,
            "check_code": row.check_code,
            "reason": row.reason,
            "extractor": None,
            "rule": None,
            "char_start": None,
            "char_end": None,
        }
        rows.append({"rejected_id": rejected_id(told), **told})
    database.execute("delete from rejected where source in (from gone)")
    if rows:
        database.register("buried", pa.Table.from_pylist(rows, schema=arrow_schema("rejected")))
        database.execute("insert into rejected from buried")
