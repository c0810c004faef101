"""Give a release on with other rows, written by the program itself, so that all counts fit."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from factpack.config import load_dataset_config
from factpack.ids import make_id
from factpack.release.article_rights import read_rights
from factpack.release.info import RunInfo
from factpack.release.open import open_release
from factpack.release.write import _write_tables, write_release
from factpack_validators.fact_support import IMPLIED, SUPPORT
from factpack_validators.findings import Finding
from factpack_validators.schemas import arrow_schema, primary_key, table_names

Rows = list[dict[str, Any]]
Tables = dict[str, Rows]
Change = Callable[[Tables], object]


def tables_of(release: Path) -> Tables:
    opened = open_release(release)
    return {name: opened.table(name).to_pylist() for name in table_names()}


def rewritten(
    release: Path,
    folder: Path,
    change: Change,
    configure: Callable[[dict[str, Any]], object] = lambda config: None,
) -> Path:
    """The release with other rows, and with another dataset.yaml where that is changed, too."""
    opened = open_release(release)
    _write_rows(release, folder, change)
    settings = opened.manifest["dataset_yaml"]
    configure(settings)
    config = folder / "dataset.yaml"
    config.write_text(json.dumps(settings), "utf-8")
    staging = folder / str(settings["name"]) / release.name
    staging.mkdir(parents=True)
    said = tuple(Finding(**found) for found in opened.validation["findings"])
    write_release(
        folder / "tables",
        load_dataset_config(config),
        staging,
        version=opened.version,
        released=date.fromisoformat(settings.get("released", opened.manifest["released"])),
        run=RunInfo(opened.manifest["factpack"], opened.manifest["extractor"], said),
    )
    return staging


def rewritten_tables(release: Path, folder: Path, change: Change) -> Path:
    """The release with other rows, beside its old pages: enough where only tables are read."""
    _write_rows(release, folder, change)
    staging = Path(shutil.copytree(release, folder / release.parent.name / release.name))
    for tables in ("data", "csv"):
        shutil.rmtree(staging / tables)
    config = folder / "dataset.yaml"
    config.write_text(json.dumps(open_release(release).manifest["dataset_yaml"]), "utf-8")
    dataset = load_dataset_config(config)
    _write_tables(
        folder / "tables", staging, read_rights(folder / "tables", dataset.excerpt_share), None
    )
    return staging


def _write_rows(release: Path, folder: Path, change: Change) -> None:
    tables = tables_of(release)
    change(tables)
    (folder / "tables").mkdir(parents=True)
    for name, rows in tables.items():
        keys = primary_key(name)
        rows.sort(key=lambda row: [row[key] for key in keys])
        table = pa.Table.from_pylist(rows, schema=arrow_schema(name))
        pq.write_table(table, folder / "tables" / f"{name}.parquet")


def keep_books(tables: Tables) -> None:
    """Make identifiers, counts, names and dates follow from the claims again."""
    _identify(tables)
    names = {row["entity_id"]: row["name"] for row in tables["entities"]}
    while True:
        support = _support(tables)
        gone = {f["fact_id"] for f in tables["facts"]} - support.keys()
        if not gone:
            break
        tables["facts"] = [f for f in tables["facts"] if f["fact_id"] not in gone]
        for fact in tables["facts"]:
            if fact["broader_fact_id"] in gone:
                fact["broader_fact_id"] = None
    for fact in tables["facts"]:
        fact.update({k: v for k, v in support[fact["fact_id"]].items() if k in fact})
        fact.update(subject=names.get(fact["subject_id"]), object=names.get(fact["object_id"]))
    conflicts = [row for row in tables["conflicts"] if row["fact_id"] in support]
    sets = [row["conflict_id"] for row in conflicts]
    tables["conflicts"] = [row for row in conflicts if sets.count(row["conflict_id"]) > 1]
    contested = {row["fact_id"] for row in tables["conflicts"] if row["status"] != "withdrawn"}
    broader = {f["fact_id"]: f["broader_fact_id"] for f in tables["facts"]}
    for fact in tables["facts"]:
        above: str | None = fact["fact_id"]
        while above is not None and above not in contested:
            above = broader[above]
        corroborated = fact["n_origins"] > 1 and fact["n_publishers"] > 1
        fact["status"] = (
            "contested" if above is not None else "corroborated" if corroborated else "single"
        )
        if fact["fact_id"] not in contested:
            fact["rank"] = "normal"


def _support(tables: Tables) -> dict[str, dict[str, Any]]:
    """Counts, dates and modality of facts, by the arithmetic that the checks publish."""
    with duckdb.connect() as connection:
        for name in ("claims", "facts", "articles", "origins"):
            connection.register(name, pa.Table.from_pylist(tables[name], arrow_schema(name)))
        connection.execute(f"CREATE TEMP TABLE implied AS {IMPLIED}")
        rows = connection.sql(SUPPORT).to_arrow_table().to_pylist()
    return {row["fact_id"]: row for row in rows}


def _identify(tables: Tables) -> None:
    """Claims hash their predicate, their span and the spans of their parts, in the source."""
    for quote in tables["quotes"]:
        place = in_source(tables, quote["article_id"], quote)
        quote["quote_id"] = make_id("q", quote["article_id"], quote["kind"], *place)
    new = {}
    for claim in tables["claims"]:
        parts = [e for e in tables["evidence"] if e["claim_id"] == claim["claim_id"]]
        spans: list[Any] = []
        for part in sorted(parts, key=lambda row: str(row["part"])):
            spans += [part["part"], *in_source(tables, claim["article_id"], part)]
        new[claim["claim_id"]] = make_id(
            "c",
            claim["article_id"],
            claim["extractor"].split("/")[0],
            claim["predicate"],
            *in_source(tables, claim["article_id"], claim),
            *spans,
        )
    for row in (*tables["claims"], *tables["evidence"]):
        row["claim_id"] = new[row["claim_id"]]


def in_source(tables: Tables, article: str, span: dict[str, Any]) -> tuple[int, int]:
    kept = [s for s in tables["segments"] if s["article_id"] == article and s["kept"]]
    kept.sort(key=lambda segment: int(segment["char_start"]))
    first = next(s for s in kept if s["char_end"] > span["char_start"])
    last = [s for s in kept if s["char_start"] < span["char_end"]][-1]
    return (
        first["raw_start"] + max(span["char_start"] - first["char_start"], 0),
        last["raw_end"] - max(last["char_end"] - span["char_end"], 0),
    )


def entity(tables: Tables, name: str) -> str:
    return next(str(e["entity_id"]) for e in tables["entities"] if e["name"] == name)


def claims_of(tables: Tables, predicate: str, other: str | None = None) -> Rows:
    """Claims of a predicate, of those whose object has a name."""
    wanted = None if other is None else entity(tables, other)
    found = [
        c
        for c in tables["claims"]
        if c["predicate"] == predicate and (wanted is None or c["object_id"] == wanted)
    ]
    assert found, (predicate, other)
    return found


def facts_of(tables: Tables, claims: Iterable[dict[str, Any]]) -> Rows:
    keys = {claim["fact_id"] for claim in claims}
    return [fact for fact in tables["facts"] if fact["fact_id"] in keys]
