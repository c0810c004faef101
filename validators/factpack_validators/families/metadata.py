"""Metadata: every file that describes the release says the same, and what the tables say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from importlib.util import find_spec

from factpack_validators.agreement import check_agreement
from factpack_validators.context import Context
from factpack_validators.deltas import check_deltas
from factpack_validators.descriptions import check_card, check_citation, check_pages
from factpack_validators.folder import csv_file, parquet_file
from factpack_validators.identity import Identity, identify
from factpack_validators.machine_files import check_croissant, check_manifest, check_validation
from factpack_validators.page_figures import check_figures
from factpack_validators.schemas import default_table, table_names, table_schema
from factpack_validators.shown import shown
from factpack_validators.stated import check_stated

MOST_ENTRIES = 2_500
"""Resources, publishers, makers, keywords and licences of a data package, all together."""

_PACKAGE_KEYS = frozenset(
    "$schema name title description version created homepage keywords licenses contributors "
    "sources x:default resources".split()
)
_RESOURCE_KEYS = frozenset(
    "name type title description path format mediatype encoding bytes hash x:rows dialect "
    "schema".split()
)
"""Keys of a data package; another could name other data, or another way to read them."""

_FORMS: Mapping[str, Mapping[str, object]] = {
    "csv": {
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
    },
    "parquet": {
        "format": "vnd.apache.parquet",
        "mediatype": "application/vnd.apache.parquet",
    },
}
"""How readers of a data package are told to read each file."""


def run(context: Context) -> None:
    """Compare each description with datapackage.json, and that with the tables."""
    identity = identify(context)
    context.once("profile of the package", lambda: _check_profile(context))
    _check_package(context, identity)
    context.once("manifest", lambda: check_manifest(context, identity))
    context.once("what is stated", lambda: check_stated(context))
    check_validation(context)
    context.once("card", lambda: check_card(context, identity))
    context.once("citation", lambda: check_citation(context, identity))
    check_pages(context, identity)
    context.once("croissant", lambda: check_croissant(context, identity))
    check_figures(context)
    context.once("deltas", lambda: check_deltas(context))
    check_agreement(context, identity)


def _check_profile(context: Context) -> None:
    """datapackage.json keeps the profile of Data Package 2.0, as far as a release uses it."""
    if not context.package:
        return
    if find_spec("jsonschema") is None:
        context.found.add(
            "check-skipped",
            "jsonschema is not installed, so datapackage.json was not held against its profile",
            advice="pip install jsonschema",
        )
        return
    lists = [v for v in context.package.values() if isinstance(v, list)]
    if sum(map(len, lists)) > MOST_ENTRIES:
        context.found.add(
            "package-profile",
            f"it lists more than {MOST_ENTRIES:,} things, and was not held against its profile",
            file="datapackage.json",
        )
        return
    from jsonschema import Draft202012Validator

    source = files("factpack_validators") / "profiles" / "datapackage.schema.json"
    validator = Draft202012Validator(json.loads(source.read_text("utf-8")))
    errors = sorted(validator.iter_errors(context.package), key=lambda e: e.json_path)
    for error in errors:
        context.found.add(
            "package-profile",
            f"{error.json_path[2:] or 'the file'}: {error.message[:120]}",
            file="datapackage.json",
        )


def _check_package(context: Context, identity: Identity) -> None:
    found, package = context.found, context.package
    if not package:
        return

    def differs(message: str, table: str | None = None) -> None:
        found.add("package-mismatch", message, table=table, file="datapackage.json")

    for where, entries, keys in (
        ("it", [package], _PACKAGE_KEYS),
        ("a licence", package.get("licenses"), {"name", "title", "path"}),
        ("a maker", package.get("contributors"), {"title", "path", "x:orcid", "roles"}),
        ("a source", package.get("sources"), {"title", "path", "x:articles"}),
    ):
        for entry in entries if isinstance(entries, list) else ():
            if not isinstance(entry, dict):
                differs(f"{where} is no mapping")
            for key in sorted(entry.keys() - keys) if isinstance(entry, dict) else ():
                differs(f"{where} has {shown(key)}, which no release has")
    listed = package.get("resources")
    resources = [r for r in (listed if isinstance(listed, list) else []) if isinstance(r, dict)]
    by_name = {str(r.get("name")): r for r in resources}
    if len(by_name) < len(resources):
        differs("two resources have one name")
    if package.get("x:default") != default_table():
        differs(f"x:default is {shown(package.get('x:default'))}, not {default_table()}")
    for table in table_names():
        for name, path in ((table, csv_file(table)), (f"{table}-parquet", parquet_file(table))):
            resource = by_name.pop(name, None)
            if resource is None:
                differs(f"no resource {name}", table)
                continue
            if resource.get("path") != path:
                differs(f"{name}: path is {shown(resource.get('path'))}, not {path}", table)
            rows = resource.get("x:rows")
            if rows != identity.rows[table]:
                differs(f"{name}: x:rows is {shown(rows)}, not {identity.rows[table]:,}", table)
            if resource.get("schema") != (table_schema(table) if name == table else None):
                differs(f"{name}: the schema is not that of the contract", table)
            title, about = table_schema(table)["title"], table_schema(table)["description"]
            words = (title, about) if name == table else (f"{title} (Parquet)", None)
            if (resource.get("title"), resource.get("description")) != words:
                differs(f"{name}: title or description is not that of the contract", table)
            for key in sorted(resource.keys() - _RESOURCE_KEYS):
                differs(f"{name} has {shown(key)}, which no release has", table)
            form = _FORMS["csv" if name == table else "parquet"]
            for key in ("type", "format", "mediatype", "encoding", "dialect"):
                if resource.get(key) != form.get(key):
                    differs(f"{name}: {key} is not that of the contract", table)
    for name in by_name:
        differs(f"a resource {shown(name)} that the contract does not know")
    found.looked_at("resources", len(resources))
