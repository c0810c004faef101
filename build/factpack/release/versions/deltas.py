"""Deltas: the rows that lead from one release to the next, as Parquet.

`deltas/<from>..<to>/<table>.parquet` has the columns of both releases, `_change_type` (insert,
update_preimage, update_postimage, delete) and `_reason`; `delta.json` beside them has the columns,
rows and hashes of every table on both sides, which prove what a delta leads to.

What a release does not publish any more does not stand in its delta either: of a row that rests on
an article that is gone, or whose words are withheld now, the delta has the key alone, and
`_key_sha256` where words are part of the key. Such a delta leads forward but not back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from factpack.release.changes import OTHER_REASONS
from factpack.release.groups import regroup
from factpack.release.versions.causes import CAUSES, NEEDED
from factpack.release.versions.pair import Pair
from factpack.release.versions.rows import changes_table, key_columns
from factpack_validators.schemas import primary_key, table_names, word_columns
from factpack_validators.sql import SQL_TYPES, literal, name

DELTA = "delta.json"
TYPES = ("delete", "insert", "update_preimage", "update_postimage")
"""Values of `_change_type`, in the order of rows with one key."""

_BATCH = 20_000

Entry: TypeAlias = Mapping[str, Any]
"""What a manifest says of a table."""


def write_deltas(
    pair: Pair,
    folder: Path,
    *,
    dataset: str,
    start: Mapping[str, str],
    end: str,
    tables: Mapping[str, Entry],
) -> None:
    """Write what leads from the old release to the new; tables without a change have no file.

    Args:
        pair: the two releases, with the tables of changes that `diff.compare_pair` left.
        folder: `deltas/<from>..<to>` of the new release; made.
        dataset: name.
        start: `version` and `sha256sums_sha256` of the old release.
        end: version of the new one.
        tables: what the manifest of the new one says of each table.
    """
    folder.mkdir(parents=True)
    before = pair.old.manifest["tables"]
    steps: dict[str, Any] = {}
    for table in [*tables, *(t for t in before if t not in tables)]:
        changes, withheld = _write_table(pair, table, folder / f"{table}.parquet")
        steps[table] = {
            "key": list(key_columns(pair, table)),
            "from": _side(pair, "old", table, before.get(table)),
            "to": _side(pair, "new", table, tables.get(table)),
            "changes": changes,
            "withheld": withheld,
        }
    data = {
        "format": 1,
        "dataset": dataset,
        "from": dict(start),
        "to": {"version": end},
        "pyarrow": pa.__version__,
        "tables": steps,
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    (folder / DELTA).write_text(text, encoding="utf-8", newline="\n")


def key_hash(key: Sequence[str], prefix: str = "") -> str:
    """SQL of the SHA-256 of a key, as the JSON array of its cells."""
    cells = ", ".join(f"{prefix}{name(c)}::varchar" for c in key)
    return f"sha256(to_json([{cells}])::varchar)"


def _side(pair: Pair, side: str, table: str, entry: Entry | None) -> Any:
    """Columns, rows and files of a table on one side; None where it has no such table."""
    if entry is None:
        return None
    types = {sql: kind for kind, sql in SQL_TYPES.items()}
    return {
        "columns": {c: types[kind] for c, kind in pair.columns(side, table).items()},
        "rows": entry["rows"],
        **{form: {k: entry[form][k] for k in ("bytes", "sha256")} for form in ("parquet", "csv")},
    }


def _write_table(pair: Pair, table: str, file: Path) -> tuple[dict[str, int], int]:
    """Write the changes of one table; how many of each type there are, and keys without cells."""
    key = key_columns(pair, table)
    old, new = pair.columns("old", table), pair.columns("new", table)
    columns = [*new, *(c for c in old if c not in new)]
    changes = changes_table(table)
    (n,) = pair.database.execute(f"select count(*) from {changes}").fetchall()
    if not n[0]:
        return {}, 0
    words = [c for c in key if c in _words(table)]
    same = " and ".join(f"b.{name(c)} is not distinct from d.{name(c)}" for c in key)
    parts = []
    for side, have, update, alone in (
        ("old", old, "update_preimage", "delete"),
        ("new", new, "update_postimage", "insert"),
    ):
        if not have:
            continue
        kept = _kept(pair, table, old) if side == "old" else "true"
        cells = ", ".join(_cell(c, {**old, **new}, have, key, words) for c in columns)
        hashed = f", case when not _kept then {key_hash(key)} end as _key_sha256" if words else ""
        parts.append(f"""
            select {cells}, case _change when 'update' then '{update}' else '{alone}' end
                as _change_type, _why as _reason{hashed}
            from (select b.*, _change, {_reason(table)} as _why, {kept} as _kept
                from {changes} d join {side}.{name(table)} b on {same}
                where _change in ('update', '{alone}'))""")
    rank = " ".join(f"when '{t}' then {i}" for i, t in enumerate(TYPES))
    order = ", ".join(
        [*(f"{name(c)} nulls last" for c in key), f"case _change_type {rank} end"]
        + (["_key_sha256"] if words else [])
    )
    query = f"from ({' union all by name '.join(parts)}) order by {order}"
    counts = Counter[str]()
    reader: pa.RecordBatchReader = pair.database.sql(query).to_arrow_reader(_BATCH)
    with pq.ParquetWriter(file, reader.schema, compression="zstd") as writer:
        for rows in regroup(pa.Table.from_batches([batch]) for batch in reader):
            writer.write_table(rows, row_group_size=rows.num_rows)
            counts.update(rows.column("_change_type").to_pylist())
    withheld = 0
    if old:
        (row,) = pair.database.execute(
            # As a column and not as a condition, which DuckDB 2.0 cannot always plan.
            "select coalesce(count_if(not _kept), 0) from "
            f"(select {_kept(pair, table, old)} as _kept from {changes} d "
            f"join old.{name(table)} b on {same} where _change <> 'insert')"
        ).fetchall()
        withheld = int(row[0])
    return {t: counts[t] for t in TYPES if t in counts}, withheld


def _cell(
    column: str,
    types: Mapping[str, str],
    have: Mapping[str, str],
    key: Sequence[str],
    words: Sequence[str],
) -> str:
    """SQL of a cell of a delta: of a key that is alone, only the key, and no words of it."""
    if column not in have:
        return f"null::{types[column]} as {name(column)}"
    if column in key and column not in words:
        return name(column)
    return f"case when _kept then {name(column)} end as {name(column)}"


def _words(table: str) -> Mapping[str, str]:
    """Columns with words of articles; none of a table that the contract does not know."""
    return word_columns(table) if table in table_names() else {}


def _reason(table: str) -> str:
    """SQL of the sentence that tells why a row changed."""
    cause = " ".join(f"when {literal(c)} then {literal(said)}" for c, (_, said) in CAUSES.items())
    said = f"coalesce(case _cause {cause} end, 'The row changed.')"
    more = OTHER_REASONS.get(table)
    return f"coalesce({more}, {said})" if more else said


_RESTS: Mapping[str, str] = {
    "article_id": """exists (from articles a where a.article_id = b.article_id
        and (a.rights = 'full' or {wordless}))""",
    "claim_id": """exists (from before.claims c join articles a using (article_id)
        where c.claim_id = b.claim_id and (a.rights = 'full' or {wordless}))""",
    "fact_id": """not exists (from before.claims c left join articles a using (article_id)
        where c.fact_id = b.fact_id and (a.article_id is null
            or (a.rights <> 'full' and not {wordless})))""",
    "entity_id": """not exists (from before.mentions m anti join articles a using (article_id)
        where m.entity_id = b.entity_id)""",
    "origin_id": """not exists (from before.articles o anti join articles a using (article_id)
        where o.origin_id = b.origin_id)""",
    "predicate": "true",
}
"""SQL: whether all that an old row `b` rests on is published still, and its words may be; by the
column that tells what that is, the first that a table has."""


_HIDDEN: Mapping[str, str] = {
    "fact_id": "hidden_facts",
    "entity_id": "hidden_entities",
    **dict.fromkeys(("subject_id", "object_id", "speaker_id"), "hidden_names"),
}
"""Old rows that may hold words of withdrawn articles, by what they name: `causes.tell_causes` makes
these tables."""


def _kept(pair: Pair, table: str, old: Mapping[str, str]) -> str:
    """SQL: whether the cells of an old row `b` may stand in the delta of a change `d`."""
    sides = (pair.old, pair.new)
    if table not in table_names() or not all(t in side.files for t in NEEDED for side in sides):
        return "false"
    words = _words(table)
    order = ["article_id"] if table in ("articles", "claims") else [*primary_key(table), *_RESTS]
    rests = next((_RESTS[c] for c in order if c in _RESTS and c in old), "false")
    verbatim = [c for c, kind in words.items() if kind == "verbatim" and c in old]
    wordless = " and ".join(f"b.{name(c)} is null" for c in verbatim) or "true"
    # Words that the new row has, too, are published.
    alike = " and ".join(f"not list_contains(_columns, {literal(c)})" for c in words) or "true"
    there = _RESTS["article_id"].format(wordless="true") if "article_id" in old else "true"
    told = " and ".join(
        f"coalesce(b.{name(column)}, '') not in (from {hidden})"
        for column, hidden in _HIDDEN.items()
        if column in old and table in ("facts", "entities", "statements")
    )
    kept = f"(({rests.format(wordless=wordless)}) or (_change = 'update' and {alike} and {there}))"
    return f"({kept} and {told})" if told else kept
