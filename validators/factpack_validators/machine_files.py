"""manifest.json, validation.json and croissant.json: do they speak of this release?"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from factpack_validators.checks import CHECKS
from factpack_validators.context import Context
from factpack_validators.findings import Severity
from factpack_validators.folder import csv_file, parquet_file
from factpack_validators.identity import Identity
from factpack_validators.schemas import arrow_schema, read_json, table_names, table_schema
from factpack_validators.shown import shown
from factpack_validators.sql import key_text, name
from factpack_validators.vocabulary_entries import own_problems
from factpack_validators.word_limits import (
    EXCERPT_CHARS,
    EXCERPT_SHARE,
    EXCERPT_WORDS,
    NAME_CHARS,
    NAME_WORDS,
)

MOST_INPUTS = 10_000
"""Articles up to which a manifest lists every one."""

MOST_PLACES = 2_000
"""Findings of which the place is looked up; more are counted alone."""

_LIMITS = (
    {"words": EXCERPT_WORDS, "chars": EXCERPT_CHARS, "share": EXCERPT_SHARE},
    {"words": NAME_WORDS, "chars": NAME_CHARS},
)
_TOLD = re.compile(r"^\| `([a-z0-9-]+)` \| (error|warning|info) \| ([0-9][0-9,]*) \|", re.MULTILINE)
_LEVELS = ("full", "excerpt", "facts")


def check_manifest(context: Context, identity: Identity) -> None:
    """manifest.json names the same dataset, version, day, contract, inputs and tables."""
    manifest = context.manifest
    if not manifest:
        return

    def differs(message: str, table: str | None = None) -> None:
        context.found.add("manifest-mismatch", message, table=table, file="manifest.json")

    for key, wanted in (
        ("dataset", identity.name),
        ("version", identity.version),
        ("released", identity.released),
    ):
        if manifest.get(key) != wanted:
            differs(
                f"{key} is {shown(manifest.get(key))}, that of datapackage.json {shown(wanted)}"
            )
    if manifest.get("schema_sha256") != contract_digest():
        differs("it was built by another contract than the one of these validators")
    for problem in own_problems(manifest):
        differs(problem)
    tables = _mapping(manifest.get("tables"))
    for table in table_names():
        entry = _mapping(tables.get(table))
        if entry.get("rows") != identity.rows[table]:
            differs(
                f"{table}: rows is {shown(entry.get('rows'))}, not {identity.rows[table]:,}", table
            )
        for form, path in (("parquet", parquet_file(table)), ("csv", csv_file(table))):
            if _mapping(entry.get(form)).get("path") != path:
                differs(f"{table}: the path of {form} is not {path}", table)
    for (extractor,) in context.database.all(
        "SELECT DISTINCT extractor FROM claims WHERE extractor IS NOT NULL ORDER BY 1"
    ):
        if extractor != manifest.get("extractor"):
            differs(
                f"extractor is {shown(manifest.get('extractor'))}, that of claims is "
                f"{shown(extractor)}",
                "claims",
            )
    _check_inputs(context, manifest, differs)
    counted = dict(context.database.all("SELECT rights, count(*) FROM articles GROUP BY rights"))
    rights = _mapping(manifest.get("rights"))
    if (rights.get("excerpt"), rights.get("name")) != _LIMITS:
        differs("rights give other limits of excerpts and names than those that are checked")
    said = _mapping(rights.get("articles"))
    for level in _LEVELS:
        if said.get(level) != counted.get(level, 0):
            differs(
                f"rights.articles.{level} is {shown(said.get(level))}, not {counted.get(level, 0)}"
            )


def contract_digest() -> str:
    """SHA-256 of the contract, as manifest.json gives it."""
    contract = [read_json("datapackage.json"), *map(table_schema, table_names())]
    text = json.dumps(contract, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _check_inputs(context: Context, manifest: Mapping[str, Any], differs: Any) -> None:
    """The list of inputs is that of the articles, and its hash is theirs."""
    inputs = _mapping(manifest.get("inputs"))
    digest = hashlib.sha256()
    rows = context.database.all(
        "SELECT source, raw_sha256 FROM articles ORDER BY source, article_id"
    )
    for source, raw_sha256 in rows:
        digest.update(f"{raw_sha256 or ''}  {source}\n".encode("utf-8", "surrogatepass"))
    if inputs.get("n") != len(rows):
        differs(f"inputs.n is {shown(inputs.get('n'))}; there are {len(rows):,} articles")
    if inputs.get("sha256") != digest.hexdigest():
        differs("inputs.sha256 is not that of the articles")
    listed = inputs.get("articles")
    if inputs.get("complete") is not (len(rows) <= MOST_INPUTS):
        differs(f"inputs.complete is {shown(inputs.get('complete'))} for {len(rows):,} articles")
    if inputs.get("complete") is True and listed != [
        {"source": source, "raw_sha256": raw_sha256} for source, raw_sha256 in rows
    ]:
        differs("inputs.articles are not the articles of the release")


def check_validation(context: Context) -> None:
    """validation.json counts its findings as the datasheet does, and no error is among them."""
    report = context.folder.read_json("validation.json", context.found)
    if report is None:
        return
    data = _mapping(report)
    listed = data.get("findings")
    findings = [_mapping(f) for f in (listed if isinstance(listed, list) else [])]
    counted = Counter(str(f.get("severity")) for f in findings)
    said = _mapping(data.get("counts"))
    if not isinstance(listed, list) or not said:
        context.found.add(
            "validation-mismatch",
            "it has no list of findings, or does not count them",
            file="validation.json",
        )
        return
    for severity in Severity:
        if said.get(severity) != counted[severity]:
            context.found.add(
                "validation-mismatch",
                f"counts.{severity} is {shown(said.get(severity))}; "
                f"{counted[severity]} findings are listed",
                file="validation.json",
            )
    if counted[Severity.ERROR]:
        context.found.add(
            "validation-mismatch",
            f"{counted[Severity.ERROR]} errors are listed: it should not have been published",
            file="validation.json",
        )
    _check_told(context, findings)
    _check_places(context, findings[:MOST_PLACES])


def _check_told(context: Context, findings: Sequence[Mapping[str, Any]]) -> None:
    """The datasheet tells of the same findings: how many of which check, and of which weight."""
    text = context.folder.read_text("DATASHEET.md", context.found)
    if text is None:
        return
    listed = Counter(str(f.get("code")) for f in findings)
    weights = {(str(f.get("code")), str(f.get("severity"))) for f in findings}
    told = {code: (weight, int(n.replace(",", ""))) for code, weight, n in _TOLD.findall(text)}
    for code in sorted(listed.keys() | told.keys()):
        weight, said = told.get(code, ("", 0))
        if listed[code] != said or (code, weight) not in weights:
            context.found.add(
                "validation-mismatch",
                f"{listed[code]} findings {shown(code)} are listed; DATASHEET.md tells of {said} "
                f"of severity {shown(weight)}",
                file="validation.json",
            )


def _check_places(context: Context, findings: Sequence[Mapping[str, Any]]) -> None:
    """A finding about a row or column is about one that is there."""
    placed = []
    for finding in findings:
        table = finding.get("table")
        check = CHECKS.get(str(finding.get("code")))
        # What is compared with the release before may be about a row that is gone.
        if table is not None and (check is None or check.family != "previous"):
            placed.append((table, finding.get("key"), finding.get("column")))
    keys: dict[str, set[str]] = {}
    for table, key, _ in placed:
        if table in table_names() and key is not None:
            keys.setdefault(str(table), set()).add(str(key))
    there = {table: _keys_there(context, table, wanted) for table, wanted in keys.items()}
    for table, key, column in placed:
        if table not in table_names() or (
            column is not None and column not in arrow_schema(str(table)).names
        ):
            place = f"{shown(table)}, {shown(column)}"
        elif key is not None and str(key) not in there[table]:
            place = f"{table}, {shown(key)}"
        else:
            continue
        context.found.add(
            "validation-mismatch",
            f"a finding is about {place}, which is not in the release",
            file="validation.json",
        )


def _keys_there(context: Context, table: str, wanted: Collection[str]) -> set[str]:
    """Those keys that a row of the table has."""
    rows = context.database.all(
        f"SELECT DISTINCT k FROM (SELECT {key_text(table)} AS k FROM {name(table)}) "
        "WHERE k IN (SELECT unnest(?))",
        sorted(wanted),
    )
    return {str(key) for (key,) in rows}


def check_croissant(context: Context, identity: Identity) -> None:
    """croissant.json, where there is one, names the same version, files, hashes and columns."""
    if "croissant.json" not in context.folder.files:
        return
    data = _mapping(context.folder.read_json("croissant.json", context.found))
    if not data:
        return

    def differs(message: str, table: str | None = None) -> None:
        context.found.add("croissant-mismatch", message, table=table, file="croissant.json")

    for key, wanted in (("name", identity.name), ("version", identity.version)):
        if data.get(key) != wanted:
            differs(f"{key} is {shown(data.get(key))}, that of datapackage.json {shown(wanted)}")
    published = str(data.get("datePublished"))
    if published[:10] != identity.released:
        differs(f"datePublished is {shown(published)}, not {identity.released}")
    for item in _items(data.get("distribution")):
        path = item.get("contentUrl")
        if path is None and item.get("@type") == "cr:FileSet":
            continue
        if not isinstance(path, str) or path not in context.folder.files:
            differs(f"distribution names {shown(path)}, which is not in the release")
        else:
            with context.folder.path(path).open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != item.get("sha256"):
                    differs(f"{path} has another SHA-256 than its distribution says")
    sets = _items(data.get("recordSet"))
    if len({str(r.get("name") or r.get("@id")) for r in sets}) < len(sets):
        differs("two record sets have one name")
    records = {
        str(r.get("name") or r.get("@id")): r
        for r in _items(data.get("recordSet"))
        if str(r.get("name") or r.get("@id")) in table_names()
    }
    for table, record in records.items():
        fields = [str(f.get("name")).rpartition("/")[2] for f in _items(record.get("field"))]
        if fields != arrow_schema(table).names:
            differs(f"the fields of {table} are not its columns", table)
    for table in table_names():
        if identity.rows[table] and table not in records:
            differs(f"no record set {table}", table)


def _items(value: object) -> list[Mapping[str, Any]]:
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)]


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
