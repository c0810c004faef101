"""README.md, CITATION.cff, DATASHEET.md and CHANGELOG.md: do they speak of this release?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from typing import Any

from factpack_validators.card_form import card_problems
from factpack_validators.checks import CHECKS
from factpack_validators.context import Context
from factpack_validators.folder import parquet_file
from factpack_validators.identity import Identity
from factpack_validators.schemas import arrow_schema, default_table, table_names
from factpack_validators.shown import shown

_FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
_ROWS = re.compile(r"^\| `([a-z_]+)` \| ([0-9][0-9,]*) \|", re.MULTILINE)
_PREDICATE = re.compile(
    r"^\| `([a-z_]+)` \| ([0-9,]+) \| ([0-9,]+) \| ([0-9,]+) \| ([0-9,]+) \|", re.MULTILINE
)
_WEIGHT = re.compile(
    r"^\| `([a-z-]+)` \| (error|warning|info) \| (?:error|warning|info) \|", re.MULTILINE
)
_FEATURES = {
    "string": "string",
    "int64": "int64",
    "double": "float64",
    "bool": "bool",
    "date32[day]": "date32",
}
_CONFIG_KEYS = {"config_name", "default", "version", "data_files"}
_CITATION_KEYS = set(
    "cff-version message type title abstract authors version date-released license license-url "
    "url keywords".split()
)
_SIZES = ("K", 10**3), ("M", 10**6), ("B", 10**9), ("T", 10**12)


def check_card(context: Context, identity: Identity) -> None:
    """Headings and commands of README.md, and the front matter that `load_dataset` reads."""
    text = context.folder.read_text("README.md", context.found)
    if text is None:
        return
    front = _FRONT.match(text)
    filled = [t for t in table_names() if identity.rows[t]]
    if filled:
        release = f"{identity.name}/{identity.version}"
        for problem in card_problems(text[front.end() if front else 0 :], release, _first(filled)):
            context.found.add("card-mismatch", f"README.md {problem}", file="README.md")
    data = _yaml(context, front[1], "README.md", "card-invalid") if front else None
    if front is None:
        context.found.add(
            "card-invalid", "the file does not begin with a block of metadata", file="README.md"
        )
    if data is None:
        return

    def differs(message: str, table: str | None = None) -> None:
        context.found.add("card-mismatch", message, table=table, file="README.md")

    licence = str(data.get("license")).casefold()
    if licence not in (identity.licence, "other"):
        differs(f"license is {shown(licence)}, that of datapackage.json {identity.licence}")
    if data.get("pretty_name") != identity.title:
        differs("pretty_name is not the title that datapackage.json gives")
    languages = {
        code
        for (code,) in context.database.all(
            "SELECT DISTINCT language FROM articles WHERE language IS NOT NULL"
        )
    }
    if set(map(str, _list(data.get("language")))) != languages:
        differs(f"language is not {', '.join(sorted(languages)) or 'empty'}")
    _check_configs(_by_name(data.get("configs")), filled, identity, differs)
    _check_info(context, _by_name(data.get("dataset_info")), filled, identity, differs)
    size = _size(identity.rows[_first(filled)]) if filled else "n<1K"
    if _list(data.get("size_categories")) != [size]:
        differs(f"size_categories is not {size}")


def _first(filled: list[str]) -> str:
    return default_table() if default_table() in filled else filled[0]


def _check_configs(
    configs: Mapping[str, Mapping[str, Any]], filled: list[str], identity: Identity, differs: Any
) -> None:
    for table in filled:
        config = configs.get(table)
        if config is None:
            differs(f"no config {table}", table)
            continue
        if str(config.get("version")) != identity.version:
            differs(f"config {table}: version is {shown(config.get('version'))}", table)
        parts = _list(config.get("data_files"))
        paths = [p.get("path") if isinstance(p, dict) else p for p in parts]
        if paths != [parquet_file(table)]:
            differs(f"config {table}: its files are not {parquet_file(table)}", table)
        for key in sorted(set(map(str, config)) - _CONFIG_KEYS):
            differs(f"config {table}: {shown(key)} would change what load_dataset reads", table)
        if bool(config.get("default")) != (table == _first(filled)):
            differs(f"config {table}: default is {bool(config.get('default'))}", table)
    for name in configs.keys() - set(filled):
        differs(f"config {shown(name)} stands for no table with rows")


def _check_info(
    context: Context,
    infos: Mapping[str, Mapping[str, Any]],
    filled: list[str],
    identity: Identity,
    differs: Any,
) -> None:
    for table in filled:
        info = infos.get(table)
        if info is None:
            differs(f"no dataset_info of {table}", table)
            continue
        wanted = [(c.name, _FEATURES[str(c.type)]) for c in arrow_schema(table)]
        given = [
            (f.get("name"), f.get("dtype"))
            for f in _list(info.get("features"))
            if isinstance(f, dict)
        ]
        if given != wanted:
            differs(f"dataset_info {table}: its features are not the columns", table)
        splits = [s for s in _list(info.get("splits")) if isinstance(s, dict)]
        if [s.get("num_examples") for s in splits] != [identity.rows[table]]:
            differs(f"dataset_info {table}: num_examples is not {identity.rows[table]:,}", table)
        if parquet_file(table) in context.folder.files:
            size = context.folder.path(parquet_file(table)).stat().st_size
            if info.get("download_size") != size:
                differs(f"dataset_info {table}: download_size is not {size:,}", table)
        if [s.get("num_bytes") for s in splits] != [info.get("dataset_size")]:
            differs(f"dataset_info {table}: num_bytes is not dataset_size", table)


def check_citation(context: Context, identity: Identity) -> None:
    """CITATION.cff has what the format requires, and names title, version, day and licence."""
    text = context.folder.read_text("CITATION.cff", context.found)
    data = None if text is None else _yaml(context, text, "CITATION.cff", "citation-invalid")
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


def _size(rows: int) -> str:
    """The Hub's name for so many rows.

    >>> _size(999), _size(25_000), _size(10**12)
    ('n<1K', '10K<n<100K', 'n>1T')
    """
    if rows < 1000:
        return "n<1K"
    if rows >= 10**12:
        return "n>1T"
    low = 10 ** (len(str(rows)) - 1)
    return f"{_short(low)}<n<{_short(10 * low)}"


def _short(number: int) -> str:
    letter, unit = next((x, u) for x, u in reversed(_SIZES) if number >= u)
    return f"{number // unit}{letter}"


def _yaml(context: Context, text: str, file: str, code: str) -> Mapping[str, Any] | None:
    """A YAML mapping, or None with a finding."""
    if find_spec("yaml") is None:
        context.found.add(
            "check-skipped",
            f"PyYAML is not installed, so the metadata of {file} was not read",
            file=file,
            advice="pip install pyyaml",
        )
        return None
    import yaml

    try:
        if any(isinstance(t, yaml.AnchorToken | yaml.AliasToken) for t in yaml.scan(text)):
            # Aliases can make a small file unfold to gigabytes, and no description needs them.
            context.found.add(code, f"{file} uses YAML anchors or aliases", file=file)
            return None
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        pairs = tree.value if isinstance(tree, yaml.MappingNode) else []
        keys = [str(key.value) for key, _ in pairs]
        if len(set(keys)) < len(keys):
            context.found.add(code, f"{file} gives a key twice", file=file)
            return None
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        context.found.add(code, f"{file} is no valid YAML{where}", file=file)
        return None
    if not isinstance(data, dict):
        context.found.add(code, f"{file} holds no mapping of names to values", file=file)
        return None
    return {
        str(key): value.isoformat() if isinstance(value, date) else value
        for key, value in data.items()
    }


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _by_name(value: object) -> dict[str, Mapping[str, Any]]:
    return {str(v.get("config_name")): v for v in _list(value) if isinstance(v, dict)}
