"""What became of the identifiers of the previous release: made, merged, split, gone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

FILE = "id_changes.parquet"

_QUERY = """
    with entity_moves as (
        select o.entity_id as old, n.entity_id as new, count(*) as n
        from mentions n join before.mentions o using (mention_id)
        where n.entity_id is distinct from o.entity_id group by all
    ), fact_moves as (
        select o.fact_id as old, n.fact_id as new, count(*) as n
        from claims n join before.claims o using (claim_id)
        where n.fact_id is distinct from o.fact_id group by all
    ), moves as (
        select 'entities' as in_table, * from entity_moves
        union all select 'facts', * from fact_moves
    ), now as (
        select 'entities' as in_table, entity_id as id, replaced_by from entities
        union all select 'facts', fact_id, null from facts
    ), old as (
        select 'entities' as in_table, entity_id as id, replaced_by from before.entities
        union all select 'facts', fact_id, null from before.facts
    ), sources as (
        select in_table, new as id, arg_max(old, (n, old)) as other_id
        from moves where old in (select id from now) group by all
    ), targets as (
        select in_table, old as id, arg_max(new, (n, new)) as other_id from moves group by all
    )
    select in_table, id, case when s.other_id is null then 'made' else 'split' end as change,
        s.other_id
    from now anti join old using (in_table, id) left join sources s using (in_table, id)
    where replaced_by is null
    union all
    select in_table, id, 'merged', n.replaced_by
    from now n join old o using (in_table, id)
    where n.replaced_by is not null and o.replaced_by is distinct from n.replaced_by
    union all
    select in_table, id, case when t.other_id is null then 'gone' else 'merged' end, t.other_id
    from old anti join now using (in_table, id) left join targets t using (in_table, id)
    where replaced_by is null
    order by all
"""
"""An identifier that is new was split off where what it names had another that lives on; one that
is gone was merged where what it named has another now, which `other_id` leads to."""


def write_id_changes(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write `id_changes.parquet`: in_table (entities or facts), id, change and other_id.

    `change` is made, split (off `other_id`), merged (into `other_id`, to follow instead) or gone;
    `other_id` is null for what is made or gone. No file where nothing changed.

    Args:
        database: where `changes.tell_moves` was called.
        folder: `deltas/<from>..<to>` of the release; made where it is needed.
    """
    rows: pa.Table = database.sql(_QUERY).to_arrow_table()
    if rows.num_rows:
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(rows, folder / FILE, compression="zstd")


def count_id_changes(release: Path) -> Mapping[tuple[str, str], int]:
    """How many identifiers of a table changed in a way, by both; empty for a first release."""
    counts: dict[tuple[str, str], int] = {}
    for file in sorted((release / "deltas").glob(f"*/{FILE}")):
        for row in pq.read_table(file, columns=["in_table", "change"]).to_pylist():
            key = row["in_table"], row["change"]
            counts[key] = counts.get(key, 0) + 1
    return counts
