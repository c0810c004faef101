"""Against the previous release: what moved more than it should, and what vanished."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from factpack_validators.collect import KEPT, Collector
from factpack_validators.context import Context
from factpack_validators.deltas import check_against
from factpack_validators.folder import expected_tables, open_folder, parquet_file
from factpack_validators.open_tables import open_database
from factpack_validators.schemas import arrow_schema, primary_key, table_names, table_schema
from factpack_validators.shown import shown
from factpack_validators.sql import file_literal, key_text, name


@dataclass(frozen=True, slots=True)
class Limits:
    """What may move between two releases; a dataset.yaml may say otherwise under `drift`.

    The defaults let a corpus grow by half and tell when it does more: they were chosen so that a
    month of news added to a year passes, and a wrong filter or a broken rule does not.

    Attributes:
        rows: share by which a table may grow or shrink.
        nulls: difference of the share of empty cells of a column.
        values: share of rows whose value would have to change to make the distributions of a
            column equal (total variation distance).
        entity_mentions: factor by which the mentions of an entity may change.
        min_rows: rows from which shares mean anything.
        min_mentions: mentions from which their factor means anything.
    """

    rows: float = 0.5
    nulls: float = 0.1
    values: float = 0.2
    entity_mentions: float = 3.0
    min_rows: int = 50
    min_mentions: int = 20


def run(context: Context) -> None:
    """Compare with the previous release."""
    assert context.previous is not None
    limits = read_limits(context)
    try:
        folder = open_folder(context.previous)
        if not expected_tables(folder):
            raise OSError(0, "it holds none of the tables of a release")
    except OSError as problem:
        context.found.add(
            "previous-unreadable",
            f"{context.previous.name}: {problem.strerror or 'cannot be read'}",
        )
        return
    package = folder.read_json("datapackage.json", Collector())
    _check_version(context, package if isinstance(package, dict) else {})
    problems = Collector()
    with tempfile.TemporaryDirectory(dir=context.spill) as spill:
        before = open_database(folder, Path(spill), problems, csv=False)
        missing = [t for t in table_names() if t not in before.parquet]
        before.con.close()
    _report_columns(context, problems)
    for table in table_names():
        if table in missing or table not in context.database.parquet:
            continue
        columns = ", ".join(
            name(c)
            for c in arrow_schema(table).names
            if not any(f.table == table and f.column == c for f in problems.findings)
        )
        path = file_literal(folder.root / parquet_file(table))
        context.database.con.execute(
            f"CREATE OR REPLACE VIEW before AS SELECT {columns} FROM read_parquet({path})"
        )
        comparable = columns.replace('"', "").split(", ")
        _compare_table(context, table, comparable, limits)
        check_against(context, folder, table)
        context.found.looked_at("tables")
    context.database.con.execute("DROP VIEW IF EXISTS before")


def read_limits(context: Context) -> Limits:
    """Limits of the release: those of its dataset.yaml where that gives some and is followed."""
    config = context.manifest.get("dataset_yaml")
    given = config.get("drift") if isinstance(config, dict) else None
    stated: dict[str, Any] = {}
    for field in fields(Limits):
        value = given.get(field.name) if isinstance(given, dict) else None
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            stated[field.name] = value
    if not context.as_published:
        for key in stated:
            context.found.add(
                "check-reweighed",
                f"the publisher lets drift.{key} be {stated[key]:g}; here it is "
                f"{getattr(Limits(), key):g}",
                advice="Validate with --as-published to let it be what the publisher says.",
            )
        return Limits()
    return Limits(**stated)


def _check_version(context: Context, package: Mapping[str, Any]) -> None:
    if package.get("name") != context.package.get("name"):
        context.found.add(
            "previous-other",
            f"the previous release is of {shown(package.get('name'))}, "
            f"this one of {shown(context.package.get('name'))}",
        )
    old, new = (_version(p.get("version")) for p in (package, context.package))
    if old and new and new <= old:
        context.found.add(
            "version-not-raised",
            f"version {context.package.get('version')} follows {package.get('version')}",
            file="datapackage.json",
        )


def _version(value: object) -> tuple[int, ...]:
    parts = str(value).split(".")
    return tuple(map(int, parts)) if all(p.isdecimal() for p in parts) else ()


def _report_columns(context: Context, problems: Collector) -> None:
    for finding in problems.findings:
        if finding.code in ("column-missing", "column-unexpected", "column-type", "column-order"):
            context.found.add(
                "columns-changed",
                f"in the previous release, {finding.message}",
                table=finding.table,
                column=finding.column,
            )
        elif finding.code == "parquet-unreadable":
            context.found.add("previous-unreadable", finding.message, table=finding.table)


def _compare_table(context: Context, table: str, columns: list[str], limits: Limits) -> None:
    database, found = context.database, context.found
    (old,), (new,) = (
        database.one(f"SELECT count(*) FROM {view}") for view in ("before", name(table))
    )
    if max(old, new) >= limits.min_rows and abs(new - old) > limits.rows * max(old, 1):
        found.add(
            "rows-moved",
            f"{new:,} rows follow {old:,} ({_percent(new, old)})",
            table=table,
        )
    if min(old, new) >= limits.min_rows:
        _compare_nulls(context, table, columns, limits, old, new)
        _compare_values(context, table, columns, limits)
    if set(primary_key(table)) <= set(columns):
        _compare_keys(context, table)
    if table == "entities" and {"entity_id", "n_mentions"} <= set(columns):
        _compare_entities(context, limits)


def _percent(new: int, old: int) -> str:
    return f"{(new - old) / old:+.0%}" if old else "from nothing"


def _compare_nulls(
    context: Context, table: str, columns: list[str], limits: Limits, old: int, new: int
) -> None:
    counts = ", ".join(f"count_if({name(c)} IS NULL)" for c in columns)
    before, after = (
        context.database.one(f"SELECT {counts} FROM {view}") for view in ("before", name(table))
    )
    for column, a, b in zip(columns, before, after, strict=True):
        if abs(b / new - a / old) > limits.nulls:
            context.found.add(
                "nulls-moved",
                f"{b / new:.0%} of the cells are empty, {a / old:.0%} were",
                table=table,
                column=column,
            )


def _compare_values(context: Context, table: str, columns: list[str], limits: Limits) -> None:
    """Columns with a list of values, and predicates, are spread as before."""
    for field in table_schema(table)["fields"]:
        column = field["name"]
        listed = "enum" in field.get("constraints", {}) or field["type"] == "boolean"
        if column not in columns or not (listed or column in ("predicate", "language", "currency")):
            continue
        cell = name(column)
        (distance,) = context.database.one(
            f"""SELECT coalesce(sum(abs(coalesce(a.p, 0) - coalesce(b.p, 0))), 0) / 2 FROM
            (SELECT {cell} AS v, count(*) / sum(count(*)) OVER () AS p FROM before GROUP BY ALL) a
            FULL JOIN
            (SELECT {cell} AS v, count(*) / sum(count(*)) OVER () AS p FROM {name(table)}
                GROUP BY ALL) b ON a.v IS NOT DISTINCT FROM b.v"""
        )
        if distance > limits.values:
            context.found.add(
                "values-moved",
                f"{distance:.0%} of the rows would have to change to be spread as before",
                table=table,
                column=column,
            )


def _compare_keys(context: Context, table: str) -> None:
    """Keys that are gone are recorded as deleted; an entity that was merged leaves its row."""
    if table in ("statements", "segments", "evidence", "aliases", "predicates", "rejected"):
        return  # They go and come with the row they belong to.
    key = primary_key(table)
    same = " AND ".join(f"x.{name(c)} = y.{name(c)}" for c in key)
    gone = (
        f"SELECT {key_text(table, 'x.')} AS key FROM before x "
        f"ANTI JOIN {name(table)} y ON {same}{_deleted(context, table)}"
    )
    rows = context.database.all(
        f"SELECT key, count(*) OVER () FROM ({gone}) ORDER BY 1 LIMIT {KEPT}"
    )
    code = "entity-vanished" if table == "entities" else "key-vanished"
    for value, _ in rows:
        context.found.add(
            code,
            "the row of the previous release is gone, and no deletion is recorded",
            table=table,
            key=value,
        )
    context.found.more(code, (rows[0][1] if rows else 0) - len(rows))


def _deleted(context: Context, table: str) -> str:
    """SQL that leaves out rows whose deletion a delta of the release records."""
    deltas = [
        f
        for f in context.folder.files
        if f.startswith("deltas/") and f.endswith(f"/{table}.parquet")
    ]
    if not deltas:
        return ""
    paths = ", ".join(file_literal(context.folder.root / f) for f in deltas)
    same = " AND ".join(f"d.{name(c)} = x.{name(c)}" for c in primary_key(table))
    return (
        f" WHERE NOT EXISTS (FROM read_parquet([{paths}], union_by_name=true) d "
        f"WHERE {same} AND d._change_type = 'delete' AND d._reason IS NOT NULL)"
    )


def _compare_entities(context: Context, limits: Limits) -> None:
    rows = context.database.all(
        f"""SELECT y.entity_id, x.n_mentions, y.n_mentions, count(*) OVER () FROM before x
        JOIN entities y USING (entity_id) WHERE y.replaced_by IS NULL
        AND greatest(x.n_mentions, y.n_mentions) >= {limits.min_mentions}
        AND greatest(x.n_mentions, y.n_mentions)
            > {limits.entity_mentions} * greatest(least(x.n_mentions, y.n_mentions), 1)
        ORDER BY 1 LIMIT {KEPT}"""
    )
    for key, old, new, _ in rows:
        context.found.add(
            "entities-moved",
            f"{new:,} mentions follow {old:,}",
            table="entities",
            key=key,
            column="n_mentions",
        )
    context.found.more("entities-moved", (rows[0][3] if rows else 0) - len(rows))
