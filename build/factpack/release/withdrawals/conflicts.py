"""Conflicts of a release once some of its facts are gone or supported by fewer."""

from __future__ import annotations

import duckdb

from factpack_validators.conflicts import VALUES

_STATUS = """
    select f.fact_id,
        case when bool_or(c.fact_id is not null) then 'contested'
            when any_value(f.n_origins) > 1 and any_value(f.n_publishers) > 1 then 'corroborated'
            else 'single' end as status,
        case when bool_or(not c.is_preferred) then 'deprecated'
            when bool_or(c.is_preferred and i.fact_id = c.fact_id) then 'preferred'
            else 'normal' end as rank
    from facts f join implied i using (fact_id)
    left join conflicts c on c.fact_id = i.ancestor and c.status <> 'withdrawn'
    group by f.fact_id
"""


def settle_conflicts(database: duckdb.DuckDBPyConnection) -> None:
    """Drop conflicts that hold no more, and let independent origins decide the others again.

    Sets status and rank of the facts. The tables `facts`, `conflicts` and `implied` are there.
    """
    run = database.execute
    run("delete from conflicts where fact_id not in (select fact_id from facts)")
    differs = " ".join(f"when '{kind}' then {value}" for kind, value in VALUES.items())
    run(f"""create table rivals as select c.conflict_id, count(*) as n,
            count(distinct coalesce(case c.kind {differs} end, '')) as values,
            max(f.n_origins) as most, bool_or(c.is_preferred is not null) as decided
        from conflicts c join facts f using (fact_id) where c.status <> 'withdrawn'
        group by c.conflict_id""")
    run("""delete from conflicts where conflict_id in (
        select conflict_id from rivals where n < 2 or values < 2)""")
    # All that have most origins are preferred where that is more than one and some have fewer.
    run("""create table decided as select c.conflict_id, c.fact_id,
            r.most > 1 and bool_or(f.n_origins < r.most) over (partition by c.conflict_id)
                and c.status = 'resolved' as resolved,
            f.n_origins = r.most as wins, c.is_preferred as was
        from conflicts c join rivals r using (conflict_id) join facts f using (fact_id)
        where c.status <> 'withdrawn'""")
    run("""update conflicts set
            status = case when d.resolved then 'resolved' else 'open' end,
            resolution = case when d.resolved then 'origins' end,
            is_preferred = case when d.resolved then
                case when d.wins then true when d.was is null then null else false end end
        from decided d where d.conflict_id = conflicts.conflict_id
            and d.fact_id = conflicts.fact_id""")
    run(f"""update facts set status = s.status, rank = s.rank from ({_STATUS}) s
        where s.fact_id = facts.fact_id""")
