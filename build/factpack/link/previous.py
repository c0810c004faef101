"""Identifiers of the previous release, carried over to the entities that hold its mentions now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.link.clusters import Family, family_of
from factpack.link.curated import key_of
from factpack.link.database import text
from factpack_validators.schemas import arrow_schema


@dataclass(frozen=True, slots=True)
class PreviousEntities:
    """Entities of the previous release.

    Attributes:
        rows: its table `entities`.
        has_mentions: whether the view `previous_mentions` holds its mentions by name.
    """

    rows: Sequence[Mapping[str, str | int | None]] = ()
    has_mentions: bool = False
    ids: frozenset[str] = field(default=frozenset())

    @classmethod
    def read(cls, connection: duckdb.DuckDBPyConnection, release: Path | None) -> PreviousEntities:
        """Read what the identifiers need; a release without a table of entities has none."""
        files = _parquet(release, "entities")
        if not files:
            return cls()
        rows = [row for file in files for row in pq.read_table(file).to_pylist()]
        mentions = _parquet(release, "mentions")
        if mentions:
            listed = ", ".join(text(file) for file in mentions)
            connection.execute(f"""
                CREATE OR REPLACE VIEW previous_mentions AS
                SELECT mention_id, entity_id FROM read_parquet([{listed}]) WHERE kind = 'name'
            """)
        ids = frozenset(str(row["entity_id"]) for row in rows)
        return cls(sorted(rows, key=lambda r: str(r["entity_id"])), bool(mentions), ids)


def keep_ids(
    connection: duckdb.DuckDBPyConnection,
    known: PreviousEntities,
    by_key: Mapping[tuple[Family, str], int],
) -> tuple[dict[int, str], Callable[[Sequence[str]], pa.Table]]:
    """Give entities the identifiers that they had.

    An old identifier goes where most of its mentions went, so that a split leaves it with the
    larger part. Where several old ones go to one entity, that which brought most mentions stays and
    the others are replaced by it.

    Args:
        connection: holds `local_names` and `name_entities`.
        known: the previous release.
        by_key: place of the entity that a name belongs to now.

    Returns:
        The kept identifier by the place of the entity, and a function that makes the rows of the
        replaced ones once every entity has its identifier.
    """
    gone_to, brought = _destinations(connection, known, by_key)
    kept: dict[int, str] = {}
    for old in sorted(gone_to, key=lambda o: (-brought[o], o)):
        kept.setdefault(gone_to[old], old)

    def tombstones(ids: Sequence[str]) -> pa.Table:
        now = {old: ids[place] for old, place in gone_to.items()}
        rows = []
        for row in known.rows:
            old, target = str(row["entity_id"]), None
            if row["replaced_by"] is None:
                target = now.get(old)
            else:
                target = now.get(str(row["replaced_by"]))
            if target is not None and target != old:
                rows.append({**row, "n_mentions": 0, "n_articles": 0, "replaced_by": target})
        return pa.Table.from_pylist(rows, schema=arrow_schema("entities"))

    return kept, tombstones


def _destinations(
    connection: duckdb.DuckDBPyConnection,
    known: PreviousEntities,
    by_key: Mapping[tuple[Family, str], int],
) -> tuple[dict[str, int], dict[str, int]]:
    """Where each old entity went, and how many mentions it brought there."""
    shared: dict[str, dict[int, int]] = defaultdict(dict)
    if known.has_mentions:
        rows = connection.execute("""
            SELECT p.entity_id, e.component, count(*)
            FROM previous_mentions p
            JOIN staged_mentions m USING (mention_id)
            JOIN local_names l ON l.article_id = m.article_id AND l.entity = m.entity
            JOIN name_entities e USING (number)
            WHERE m.kind = 'name'
            GROUP BY p.entity_id, e.component
        """).fetchall()
        for old, place, n in rows:
            shared[old][place] = n
    gone_to, brought = {}, {}
    for row in known.rows:
        if row["replaced_by"] is not None:
            continue
        old, type_ = str(row["entity_id"]), str(row["type"])
        # Without a shared mention (its articles may have been read anew), the name decides.
        same_name = by_key.get((family_of(type_), key_of(str(row["name"]), type_)))
        places = shared.get(old) or ({same_name: 0} if same_name is not None else {})
        if places:
            best = min(places, key=lambda p: (-places[p], p != same_name, p))
            gone_to[old], brought[old] = best, places[best]
    return gone_to, brought


def _parquet(release: Path | None, table: str) -> list[Path]:
    return sorted((release / "data" / table).glob("*.parquet")) if release else []
