"""Deltas of a release: whole, true of its tables, and true of the release before.

A delta is checked as the tables are: without trusting what it says about itself. Beside the release
alone, its new rows have to be rows of the release, and what it takes away must not be there; beside
the release before, old rows plus delta have to be the new rows, cell for cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack_validators.context import Context
from factpack_validators.folder import ReleaseFolder, parquet_file
from factpack_validators.open_tables import unpacked_bomb
from factpack_validators.parquet_footer import open_parquet
from factpack_validators.schemas import arrow_schema, primary_key, table_names, word_columns
from factpack_validators.shown import first_line, shown
from factpack_validators.sql import file_literal, name

DELTA = "delta.json"
_TYPES = ("insert", "update_preimage", "update_postimage", "delete")
_MADE = "_change_type IN ('insert', 'update_postimage')"
_GONE = "_key_sha256 IS NULL AND _change_type IN ('delete', 'update_preimage')"
_OWN = ("_change_type", "_reason", "_key_sha256")


def check_deltas(context: Context) -> None:
    """The deltas of the release are whole and lead to its tables."""
    folder = context.folder
    places = sorted({"/".join(f.split("/")[:2]) for f in folder.files if f.startswith("deltas/")})
    if not places:
        return
    wanted = f"deltas/{_previous(context).get('version')}..{context.package.get('version')}"
    for place in places:
        if place != wanted:
            _differs(context, f"{place} does not lead from the release before to this one", place)
            continue
        data = folder.read_json(f"{place}/{DELTA}", context.found)
        if not isinstance(data, dict) or not isinstance(data.get("tables"), dict):
            _differs(context, f"{place} holds no {DELTA}, or one without tables", place)
            continue
        _check_ends(context, data, place)
        views = {
            table: open_delta(context, table, file, f"delta_{table}")
            for table in table_names()
            if (file := f"{place}/{table}.parquet") in folder.files
        }
        for table in table_names():
            _check_table(context, table, data["tables"].get(table), place, views)
            context.found.looked_at("deltas")
        for view in filter(None, views.values()):
            context.database.con.execute(f"DROP VIEW {view}")


def _previous(context: Context) -> Mapping[str, Any]:
    named = context.manifest.get("previous")
    return named if isinstance(named, dict) else {}


def _differs(context: Context, message: str, file: str, table: str | None = None) -> None:
    context.found.add("delta-mismatch", message, file=file, table=table)


def _check_ends(context: Context, data: Mapping[str, Any], place: str) -> None:
    """The delta leads from the release that the manifest names to this one."""
    start, end, named = data.get("from"), data.get("to"), _previous(context)
    ends = (
        isinstance(start, dict)
        and all(start.get(k) == named.get(k) for k in ("version", "sha256sums_sha256"))
        and isinstance(end, dict)
        and end.get("version") == context.package.get("version")
        and data.get("dataset") == context.package.get("name")
    )
    if not ends:
        _differs(context, f"{DELTA} names other releases than the manifest", f"{place}/{DELTA}")


def _check_table(
    context: Context, table: str, said: Any, place: str, views: Mapping[str, str | None]
) -> None:
    file = f"{place}/{table}.parquet"
    stated = said if isinstance(said, dict) else {}
    now = context.manifest.get("tables", {}).get(table, {})
    end = stated.get("to")
    if not isinstance(end, dict) or any(
        not isinstance(now.get(form), dict)
        or not isinstance(end.get(form), dict)
        or end[form].get("sha256") != now[form].get("sha256")
        for form in ("parquet", "csv")
    ):
        _differs(context, f"{DELTA} gives {table} other hashes than the manifest", file, table)
    if file not in context.folder.files:
        if stated.get("changes"):
            _differs(context, f"{file} is missing, and {DELTA} gives it rows", file, table)
        return
    view = views[table]
    if view is None:
        return
    start = stated.get("from")
    before = start.get("columns") if isinstance(start, dict) else None
    columns = {row[0] for row in context.database.all(f"DESCRIBE {view}")}
    more = columns - {
        *arrow_schema(table).names,
        *_OWN,
        *(before if isinstance(before, dict) else ()),
    }
    if more:
        _differs(context, f"{file} has a column {shown(min(more))} of neither release", file, table)
    try:
        _check_rows(context, table, stated, view, file)
        withheld = _withheld(context, table, view, views.get("claims"))
    except duckdb.Error as problem:
        _differs(context, f"{file} cannot be read: {first_line(problem)}", file, table)
        return
    if withheld:
        _differs(
            context,
            f"{file} has {withheld:,} old rows with words of articles that are not published in "
            "full",
            file,
            table,
        )


def open_delta(context: Context, table: str, file: str, view: str = "delta") -> str | None:
    """A view of the rows of a delta in the types of the table; None with a finding."""
    path = context.folder.root / file
    try:
        with open_parquet(path) as parquet:
            schema, metadata = parquet.schema_arrow, parquet.metadata
        bomb = unpacked_bomb(context.database, path, metadata)
    except (pa.ArrowException, duckdb.Error, OSError, ValueError) as problem:
        _differs(context, f"{file}: {first_line(problem)}", file, table)
        return None
    if bomb is not None:
        context.found.add("parquet-bomb", f"{file} {bomb}; it was not read", table=table, file=file)
        return None
    types = {f.name: f.type for f in arrow_schema(table)}
    wrong = [
        c
        for c in [*types, *_OWN[:2]]
        if c not in schema.names or schema.field(c).type != types.get(c, pa.string())
    ]
    if wrong or len(set(schema.names)) < len(schema.names):
        column = shown(wrong[0]) if wrong else "a column twice"
        _differs(context, f"{file} lacks {column}, or has it in another form", file, table)
        return None
    context.database.con.execute(
        f"CREATE OR REPLACE VIEW {view} AS SELECT *"
        f"{'' if '_key_sha256' in schema.names else ', NULL::VARCHAR AS _key_sha256'} "
        f"FROM read_parquet({file_literal(path)})"
    )
    return view


def _check_rows(
    context: Context, table: str, stated: Mapping[str, Any], view: str, file: str
) -> None:
    key, columns = primary_key(table), arrow_schema(table).names
    one = context.database.one
    counts = dict(
        context.database.all(f"SELECT _change_type, count(*) FROM {view} GROUP BY 1 ORDER BY 1")
    )
    if not set(counts) <= set(_TYPES) or counts != stated.get("changes"):
        _differs(context, f"{file} has other changes than {DELTA} says", file, table)
    (mute,) = one(f"SELECT count(*) FROM {view} WHERE _reason IS NULL OR _change_type IS NULL")
    (unpaired,) = one(
        f"SELECT count(*) FROM (SELECT {_list(key)}, _key_sha256, "
        "list(_change_type ORDER BY _change_type) AS types "
        f"FROM {view} GROUP BY ALL) WHERE types NOT IN (['insert'], ['delete'], "
        "['update_postimage', 'update_preimage'])"
    )
    (untrue,) = one(
        f"SELECT count(*) FROM (FROM {view} WHERE {_MADE}) d "
        f"ANTI JOIN {name(table)} t ON {_same(columns, 'd', 't')}"
    )
    (kept,) = one(
        f"SELECT count(*) FROM (FROM {view} WHERE {_GONE} AND _change_type = 'delete') d "
        f"SEMI JOIN {name(table)} t ON {_same(key, 'd', 't')}"
    )
    for n, said in (
        (mute, "rows without a reason or type"),
        (unpaired, "keys with more or fewer rows than a change has"),
        (untrue, "new rows that are no rows of the release"),
        (kept, "deleted rows that the release has"),
    ):
        if n:
            _differs(context, f"{file} has {n:,} {said}", file, table)


def _withheld(context: Context, table: str, view: str, claims: str | None) -> int:
    """Old rows of a delta with words that neither an article in full nor the new row publishes.

    Evidence and facts have no article of their own: the claims of both releases lead to it.

    Args:
        context: the release.
        table: name.
        view: the delta of the table.
        claims: the delta of the claims; None where there is none.
    """
    words = [c for c, kind in word_columns(table).items() if kind == "verbatim"]
    if not words:
        return 0
    by = "article_id" if "article_id" in arrow_schema(table).names else primary_key(table)[0]
    sources = "SELECT article_id FROM articles"
    if by != "article_id":
        # The claims of the release before; of one whose words are withheld too, the key alone.
        sources = f"SELECT {by}, article_id FROM claims"
        if claims is not None:
            sources += f""" ANTI JOIN (FROM {claims} WHERE {_MADE}) USING (claim_id)
                UNION ALL SELECT {by}, article_id FROM {claims} WHERE {_GONE}"""
    some = " OR ".join(f"d.{name(c)} IS NOT NULL" for c in words)
    # What is known of no article is withheld: a claim that is gone may be of any.
    (n,) = context.database.one(
        f"""WITH published AS (
            SELECT {by} FROM ({sources}) s LEFT JOIN articles a USING (article_id)
            GROUP BY {by} HAVING bool_and(coalesce(a.rights = 'full', false)))
        SELECT count(*) FROM (FROM {view} WHERE _change_type IN ('delete', 'update_preimage')) d
        ANTI JOIN {name(table)} t ON {_same([*primary_key(table), *words], "d", "t")}
        WHERE ({some}) AND NOT EXISTS (FROM published o WHERE o.{by} = d.{by})"""
    )
    return int(n)


def check_against(context: Context, before: ReleaseFolder, table: str) -> None:
    """Old rows and the delta of a table are its new rows; nothing else came, went or changed."""
    files = [
        f
        for f in context.folder.files
        if f.startswith("deltas/") and f.endswith(f"/{table}.parquet")
    ]
    if not any(f.startswith("deltas/") and f.endswith(DELTA) for f in context.folder.files):
        return  # A release of before deltas had rows.
    view = open_delta(context, table, files[0]) if files else None
    if files and view is None:
        return
    key, columns = primary_key(table), arrow_schema(table).names
    path = before.root / parquet_file(table)
    have = set(pq.read_schema(path).names)
    if not set(key) <= have:
        return
    old = ", ".join(name(c) if c in have else f"NULL AS {name(c)}" for c in columns)
    rows = f"SELECT {old} FROM read_parquet({file_literal(path)})"
    if view is not None:
        cells = [c for c in columns if c in have]
        hashed = f"sha256(to_json([{', '.join(f'o.{name(c)}::VARCHAR' for c in key)}])::VARCHAR)"
        alone = " AND ".join(f"d.{name(c)} IS NULL" for c in columns if c not in key) or "true"
        (untrue,) = context.database.one(
            f"""SELECT count(*) FROM (FROM {view} WHERE {_GONE}) d
            LEFT JOIN ({rows}) o ON {_same(key, "d", "o")}
            WHERE o.{name(key[0])} IS NULL OR NOT (({alone}) OR {_same(cells, "d", "o")})"""
        )
        if untrue:
            _differs(
                context,
                f"{files[0]} has {untrue:,} old rows that the release before does not have",
                files[0],
                table,
            )
        gone = "d._change_type IN ('delete', 'update_preimage')"
        rows = f"""SELECT o.* FROM ({rows}) o WHERE NOT EXISTS (FROM {view} d WHERE {gone}
            AND {_same(key, "d", "o")}) AND {hashed} NOT IN (SELECT _key_sha256 FROM {view} d
            WHERE {gone} AND _key_sha256 IS NOT NULL)
            UNION ALL SELECT {_list(columns)} FROM {view}
            WHERE {_MADE}"""
    digest = f"count(*), coalesce(sum(hash({_list(columns)})::HUGEINT), 0)"
    made = context.database.one(f"SELECT {digest} FROM ({rows})")
    if made != context.database.one(f"SELECT {digest} FROM {name(table)}"):
        file = files[0] if files else "deltas"
        _differs(
            context,
            f"rows of the release before and the delta of {table} do not make those of this one",
            file,
            table,
        )
    context.database.con.execute("DROP VIEW IF EXISTS delta")


def _list(columns: Sequence[str]) -> str:
    return ", ".join(map(name, columns))


def _same(columns: Sequence[str], one: str, other: str) -> str:
    return " AND ".join(f"{one}.{name(c)} IS NOT DISTINCT FROM {other}.{name(c)}" for c in columns)
