"""The table of predicates, held against the vocabulary: that of these checks and the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from factpack_validators.context import Context
from factpack_validators.shown import shown
from factpack_validators.vocabulary_entries import predicate_entries

Row = Mapping[str, str | bool | None]


def check_predicates(context: Context) -> None:
    """Every predicate is defined, and may be used, as the vocabulary says; none is missing."""
    if "predicates" not in context.database.parquet:
        return
    if find_spec("yaml") is None:
        context.found.add(
            "check-skipped",
            "PyYAML is not installed, so the predicates were not held against the vocabulary",
            advice="pip install pyyaml",
        )
        return
    known = vocabulary_rows(context.manifest)
    seen = set()
    columns = list(next(iter(known.values())))
    for cells in context.database.all(f"SELECT {', '.join(columns)} FROM predicates"):
        given = dict(zip(columns, cells, strict=True))
        predicate = str(given["predicate"])
        seen.add(predicate)
        wanted = known.get(predicate)
        if wanted is None:
            _report(context, predicate, "predicate", f"{shown(predicate)} is not in the vocabulary")
            continue
        for column in columns:
            if given[column] != wanted[column]:
                _report(
                    context,
                    predicate,
                    column,
                    f"{column} of {predicate} is not that of the vocabulary",
                )
    for predicate in sorted(known.keys() - seen):
        _report(context, predicate, "predicate", f"{predicate} is missing")


def _report(context: Context, predicate: str, column: str, message: str) -> None:
    context.found.add(
        "predicate-changed", message, table="predicates", key=predicate, column=column
    )


def vocabulary_rows(manifest: Mapping[str, Any]) -> Mapping[str, Row]:
    """Rows of the table `predicates` as the vocabulary of a release gives them, by predicate."""
    return {entry["name"]: _row(entry) for entry in predicate_entries(manifest)}


def _row(entry: Mapping[str, Any]) -> Row:
    wikidata, schema_org = entry.get("wikidata", {}), entry.get("schema_org", {})
    return {
        "predicate": entry["name"],
        "definition": entry["definition"],
        "subject_types": "|".join(entry["subject_types"]),
        "object_types": "|".join(entry["object_types"]),
        "is_symmetric": entry["symmetric"],
        "functional": entry["functional"],
        "wikidata_property": wikidata.get("property"),
        "wikidata_inverse": wikidata.get("inverse", False) if "property" in wikidata else None,
        "schema_org_term": schema_org.get("term"),
        "schema_org_inverse": schema_org.get("inverse", False) if "term" in schema_org else None,
    }
