"""README.md, CITATION.cff, DATASHEET.md and CHANGELOG.md: do they speak of this release?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from factpack_validators.card_form import card_problems, recipes
from factpack_validators.card_front import check_front
from factpack_validators.checks import CHECKS
from factpack_validators.context import Context
from factpack_validators.datasheet_page import PAGE, page_problems
from factpack_validators.identity import Identity
from factpack_validators.schemas import default_table, table_names
from factpack_validators.shown import shown
from factpack_validators.strict_yaml import yaml_mapping

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_ROWS = re.compile(r"^\| `([a-z_]+)` \| ([0-9][0-9,]*) \|", re.MULTILINE)
_PREDICATE = re.compile(
    r"^\| `([a-z_]+)` \| ([0-9,]+) \| ([0-9,]+) \| ([0-9,]+) \| ([0-9,]+) \|", re.MULTILINE
)
_WEIGHT = re.compile(
    r"^\| `([a-z-]+)` \| (error|warning|info) \| (?:error|warning|info) \|", re.MULTILINE
)
_CITATION_KEYS = set(
    "cff-version message type title abstract authors version date-released license license-url "
    "url keywords".split()
)


def check_card(context: Context, identity: Identity) -> None:
    """Headings and commands of README.md, and the front matter that `load_dataset` reads."""
    text = context.folder.read_text("README.md", context.found)
    if text is None:
        return
    front = _FRONT.match(text)
    filled = [t for t in table_names() if identity.rows[t]]
    if filled:
        release = f"{identity.name}/{identity.version}"
        wanted = recipes(release, _first(filled))
        if context.folder.read_text("RECIPES.md", context.found) != wanted:
            context.found.add(
                "card-mismatch",
                "RECIPES.md is not the page that every release has",
                file="RECIPES.md",
            )
        for problem in card_problems(text[front.end() if front else 0 :], release, _first(filled)):
            context.found.add("card-mismatch", f"README.md {problem}", file="README.md")
    data = yaml_mapping(context, front[1], "README.md", "card-invalid") if front else None
    if front is None:
        context.found.add(
            "card-invalid", "the file does not begin with a block of metadata", file="README.md"
        )
    if data is None:
        return

    if filled:
        check_front(context, data, filled, _first(filled), identity)


def _first(filled: list[str]) -> str:
    return default_table() if default_table() in filled else filled[0]


def check_citation(context: Context, identity: Identity) -> None:
    """CITATION.cff has what the format requires, and names title, version, day and licence."""
    text = context.folder.read_text("CITATION.cff", context.found)
    data = None if text is None else yaml_mapping(context, text, "CITATION.cff", "citation-invalid")
    if data is None:
        return

    def differs(message: str) -> None:
        context.found.add("citation-mismatch", message, file="CITATION.cff")

    for key in ("cff-version", "message", "title", "authors"):
        if not data.get(key):
            context.found.add(
                "citation-invalid", f"{key} is required and missing", file="CITATION.cff"
            )
    for key, wanted in (
        ("title", identity.title),
        ("version", identity.version),
        ("date-released", identity.released),
    ):
        if str(data.get(key)) != str(wanted):
            differs(f"{key} is {shown(data.get(key))}, that of datapackage.json {shown(wanted)}")
    for key in sorted(data.keys() - _CITATION_KEYS):
        differs(f"{shown(key)} is nothing that the release gives")
    if data.get("url") != context.package.get("homepage"):
        differs("url is not the homepage that datapackage.json gives")
    if data.get("abstract") != context.package.get("description"):
        differs("abstract is not the description that datapackage.json gives")
    licence = data.get("license")
    if licence is not None and str(licence).casefold() != identity.licence:
        differs(f"license is {shown(licence)}, that of datapackage.json {identity.licence}")


def check_pages(context: Context, identity: Identity) -> None:
    """Pages for people give the version and the right numbers of rows."""
    for file, code in (
        ("README.md", "card-mismatch"),
        ("DATASHEET.md", "datasheet-mismatch"),
        ("CHANGELOG.md", "changelog-mismatch"),
    ):
        text = context.folder.read_text(file, context.found)
        if text is None:
            continue
        body = _FRONT.sub("", text, count=1) if file == "README.md" else text
        if identity.version and not re.search(
            rf"(?<![\d.]){re.escape(identity.version)}(?!\d)", body
        ):
            context.found.add(code, f"{file} does not name version {identity.version}", file=file)
        for table, said in _ROWS.findall(body):
            if table in identity.rows and _number(said) != identity.rows[table]:
                context.found.add(
                    code,
                    f"{file} gives {table} {said} rows; there are {identity.rows[table]:,}",
                    table=table,
                    file=file,
                )
        _check_predicates(context, file, code, body)
    _check_rows_listed(context, identity)
    _check_weights(context)
    _check_page(context)


def _check_page(context: Context) -> None:
    """DATASHEET.html says what DATASHEET.md says, and no more."""
    page, sheet = (context.folder.read_text(f, context.found) for f in (PAGE, "DATASHEET.md"))
    if page is None or sheet is None:
        return
    drawings = {
        file: context.folder.read_text(file, context.found) or ""
        for file in context.folder.files
        if file.startswith("plots/") and file.endswith(".svg")
    }
    for problem in page_problems(page, sheet, drawings):
        context.found.add("datasheet-mismatch", f"{PAGE} {problem}", file=PAGE)


def _check_rows_listed(context: Context, identity: Identity) -> None:
    """The datasheet gives the number of rows of every table."""
    text = context.folder.read_text("DATASHEET.md", context.found)
    listed = {table for table, _ in _ROWS.findall(text or "")}
    for table in table_names():
        if text is not None and table not in listed:
            context.found.add(
                "datasheet-mismatch",
                f"DATASHEET.md does not give the rows of {table} ({identity.rows[table]:,})",
                table=table,
                file="DATASHEET.md",
            )


def _check_weights(context: Context) -> None:
    """The datasheet tells which checks weigh more or less, as the manifest gives them."""
    text = context.folder.read_text("DATASHEET.md", context.found)
    config = context.manifest.get("dataset_yaml")
    entries = config.get("checks") if isinstance(config, dict) else None
    told = set(_WEIGHT.findall(text or ""))
    for entry in _list(entries):
        code, severity = (str(_mapping(entry).get(k)) for k in ("code", "severity"))
        if text is not None and code in CHECKS and (code, severity) not in told:
            context.found.add(
                "datasheet-mismatch",
                f"DATASHEET.md does not tell that {code} weighs {shown(severity)} here",
                file="DATASHEET.md",
            )


def _check_predicates(context: Context, file: str, code: str, body: str) -> None:
    """Where a page counts claims and facts by predicate, it counts right."""
    listed = _PREDICATE.findall(body)
    if not listed:
        return
    claims = dict(context.database.all("SELECT predicate, count(*) FROM claims GROUP BY ALL"))
    facts = {
        predicate: rest
        for predicate, *rest in context.database.all(
            "SELECT predicate, count(*), count_if(status = 'corroborated'), "
            "count_if(status = 'contested') FROM facts GROUP BY ALL"
        )
    }
    for predicate, *said in listed:
        counted = [claims.get(predicate, 0), *facts.get(predicate, [0, 0, 0])]
        if predicate in claims and [_number(n) for n in said] != counted:
            context.found.add(
                code,
                f"{file} counts {predicate} {', '.join(said)}; it is "
                f"{', '.join(f'{n:,}' for n in counted)}",
                file=file,
            )


def _number(text: str) -> int:
    return int(text.replace(",", "") or 0)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
