"""Safety: nothing in a release runs, hides, misleads or leads out of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from factpack_validators.active_content import Place, active_place, external_place, piped_script
from factpack_validators.collect import Collector
from factpack_validators.constraints import Constraint
from factpack_validators.context import Context
from factpack_validators.datasheet_page import PAGE, page_body
from factpack_validators.known_hosts import check_hosts, known_hosts
from factpack_validators.query import report_rows
from factpack_validators.schemas import table_names, table_schema, word_columns
from factpack_validators.shown import shown
from factpack_validators.sql import key_text, literal, name

FILE_LIMIT = 64 * 2**30
"""Bytes of one file; beyond, hosts refuse it and nobody can open it as one table."""

CELL_LIMIT = 32 * 2**20
"""Bytes of one cell; spreadsheets cut at 32 thousand characters, viewers give up at megabytes."""

SPARSE_LEAST = 2**20
SPARSE_RATIO = 50
"""A file larger than both that, and that many times the space it takes on the disk, is mostly
holes; file systems that compress come nowhere near with files that are compressed already."""

_PROGRAMS = re.compile(
    r"fsmonitor|hookspath|sshcommand|gitproxy|pager|editor|textconv|\b(?:clean|smudge|process|helper"
    r"|program|command|driver)\s{0,8}=|\[include|!\s*\w",
    re.IGNORECASE,
)
"""Settings of git that name a program."""

FORMULA = r"^[=\t]|^[+@-][^\s].*[(|!]"
"""What a spreadsheet runs: an equals sign, or a sign before a call, a pipe or another sheet. A dash
before a word is typed as a dialogue or a list, and stays text."""

BIDI = r"[\x{061C}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2066}-\x{2069}]"
INVISIBLE = (
    r"[\x{00AD}\x{180E}\x{200B}\x{2060}-\x{2065}\x{206A}-\x{206F}\x{FEFF}\x{FFF9}-\x{FFFB}"
    r"\x{115F}\x{1160}\x{3164}\x{FFA0}\x{1BCA0}-\x{1BCA3}\x{1D173}-\x{1D17A}\x{E0000}-\x{E007F}\x{FDD0}-\x{FDEF}\x{FFFE}\x{FFFF}]"
)
"""Characters that nobody sees. Joiners (U+200C, U+200D) tell words apart in many scripts."""

BLANK = (
    r"[\t\x{000B}\x{000C}\r\x{0085}\x{00A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}"
    r"\x{205F}\x{3000}]"
)
"""White space that a normalised text does not have: it is spaces and line feeds there."""

MARKUP = r"<[A-Za-z/!][^>]*>|\]\(|&(#[0-9]+|#x[0-9A-Fa-f]+|[a-z]+);|\{\{|\{%"
"""HTML, entities, Markdown links and templates."""

_LINK = re.compile(
    r"\]\(\s{0,8}<?([^)\s>]{1,2000})|(?:href|src)\s{0,8}=\s{0,8}[\"']?([^\"'\s>]{1,2000})"
    r"|^ {0,3}\[[^\]\n]{1,200}\]:\s{0,8}<?([^\s>]{1,2000})",
    re.IGNORECASE | re.MULTILINE,
)
_PAGES = (".md", ".html", ".htm")
_DRAWINGS = (".svg",)


def run(context: Context) -> None:
    """Look at links, paths, sizes, cells and pages."""
    _check_files(context)
    _check_paths(context)
    context.once("safety of cells", lambda: _check_tables(context))
    _check_pages(context)


def _check_tables(context: Context) -> None:
    for table in table_names():
        _check_cells(context, table)
    for column in ("url",):
        report_rows(
            context,
            "url-scheme",
            f"SELECT article_id, {column} FROM articles "
            f"WHERE NOT regexp_matches({column}, '^https?://[^\\s/@]+(/\\S*|[?#]\\S*)?$')",
            lambda url: f"the URL begins with {shown(str(url)[:20])}",
            table="articles",
            column=column,
        )


def _check_files(context: Context) -> None:
    found, folder = context.found, context.folder
    for link in folder.links:
        found.add("link-outside", f"{link} is a link or a device, not a file", file=link)
    states = {file: folder.path(file).stat() for file in folder.files}
    # Where the file system knows no permissions, everything looks like a program.
    programs = [file for file, state in states.items() if state.st_mode & 0o111]
    for file in programs if len(programs) < len(states) else ():
        found.add("file-executable", f"{file} is marked as a program", file=file)
    for file, state in states.items():
        if state.st_size > FILE_LIMIT:
            found.add("file-huge", f"{file} has {state.st_size:,} bytes", file=file)
        elif state.st_size > SPARSE_LEAST and state.st_blocks * 512 * SPARSE_RATIO < state.st_size:
            found.add(
                "file-sparse",
                f"{file} has {state.st_size:,} bytes, of which {state.st_blocks * 512:,} are there",
                file=file,
            )
    _check_beside(context)


def _check_beside(context: Context) -> None:
    """Files that are no part of the release, though programs know their names."""
    beside = context.folder.beside
    for top in dict.fromkeys(file.split("/")[0] for file in beside):
        files = [file for file in beside if file.split("/")[0] == top]
        hooks = [
            file
            for file in files
            if file.startswith(".git/hooks/") and not file.endswith(".sample")
        ]
        if hooks:
            context.found.add(
                "active-content", f"{hooks[0]} is run by git in this folder", file=hooks[0]
            )
        elif top == ".git" and _runs_programs(context.folder.root / ".git" / "config"):
            context.found.add(
                "active-content",
                ".git/config names programs that git runs in this folder",
                file=".git/config",
            )
        context.found.add(
            "file-beside",
            f"{top} is no part of the release: {len(files):,} files that no hash stands for"
            if files != [top]
            else f"{top} is no part of the release, and no hash stands for it",
            file=top,
        )


def _runs_programs(config: Path) -> bool:
    if config.is_symlink() or not config.is_file():
        return False
    with config.open("rb") as stream:
        settings = stream.read(2**20).decode("utf-8", "replace")
    return _PROGRAMS.search(settings) is not None


def _check_paths(context: Context) -> None:
    """No descriptor names a path that leads out of the folder, or to another machine."""
    listed = context.package.get("resources")
    paths: list[tuple[str, object]] = []
    for resource in listed if isinstance(listed, list) else []:
        if isinstance(resource, dict):
            path = resource.get("path")
            paths += [("datapackage.json", p) for p in (path if isinstance(path, list) else [path])]
    for entry in _tables(context.manifest):
        for form in ("parquet", "csv"):
            file = entry.get(form)
            if isinstance(file, dict):
                paths.append(("manifest.json", file.get("path")))
    for source, path in paths:
        if not isinstance(path, str) or not is_safe_path(path):
            context.found.add("path-unsafe", f"{source} names the path {shown(path)}", file=source)


def is_safe_path(path: str) -> bool:
    """Whether a path stays inside of the folder it is relative to, on every system.

    >>> is_safe_path("csv/facts.csv"), is_safe_path("../facts.csv"), is_safe_path("C:/facts.csv")
    (True, False, False)
    """
    parts = PurePosixPath(path)
    return not (
        parts.is_absolute() or ".." in parts.parts or "\\" in path or ":" in path or "\0" in path
    )


def _tables(manifest: Any) -> list[dict[str, Any]]:
    tables = manifest.get("tables")
    return [t for t in tables.values() if isinstance(t, dict)] if isinstance(tables, dict) else []


def cell_constraints(table: str, column: str, cell: str | None = None) -> list[Constraint]:
    """What the texts of a column must not hold; `cell` is SQL of one, by default the column."""
    cell = cell or name(column)
    words = word_columns(table).get(column)
    tests = [
        (
            "formula-words" if words == "verbatim" else "formula-name",
            FORMULA,
            "a formula to a spreadsheet",
        ),
        ("bidi-control", BIDI, "not free of characters that turn the reading direction"),
        ("invisible-character", INVISIBLE, "not free of invisible characters"),
    ]
    if words == "name" or (table, column) in _PLAIN:
        tests.append(("markup-in-name", MARKUP, "not free of markup"))
    if (table, column) == ("articles", "text"):
        tests.append(("space-unusual", BLANK, "not free of white space that looks like a space"))
    constraints = [
        Constraint(code, column, f"regexp_matches({cell}, {literal(pattern)})", wanted)
        for code, pattern, wanted in tests
    ]
    other = f"nfc_normalize({cell}) <> {cell}"
    constraints.append(Constraint("text-not-nfc", column, other, "not in the form NFC"))
    huge = f"strlen({cell}) > {CELL_LIMIT}"
    wanted = f"larger than {CELL_LIMIT:,} bytes"
    return [*constraints, Constraint("cell-huge", column, huge, wanted)]


def _check_cells(context: Context, table: str) -> None:
    """One pass over the free text of a table tells whether any is wrong; then it is looked for.

    Columns are looked at as lists, as to plan a test for each takes longer than to run it on few
    rows. A text is too long to be copied for that, and stands alone.
    """
    columns = [
        field["name"]
        for field in table_schema(table)["fields"]
        if field["type"] == "string"
        and not field.get("constraints", {}).keys() & {"pattern", "enum"}
    ]
    context.found.looked_at("columns", len(columns))
    alike: dict[tuple[str, ...], list[str]] = {}
    for column in columns:
        tests = tuple(c.broken for c in cell_constraints(table, column, cell="cell"))
        alike.setdefault((column, *tests) if column == "text" else tests, []).append(column)
    gates = [
        f"bool_or({_any_of(group, cell_constraints(table, group[0], cell='cell'))})"
        for group in alike.values()
    ]
    if not gates:
        return
    found = context.database.one(f"SELECT {', '.join(gates)} FROM {name(table)}")
    for group, is_wrong in zip(alike.values(), found, strict=True):
        for column in group if is_wrong else ():
            _check_column(context, table, column)


def _any_of(columns: Sequence[str], constraints: Sequence[Constraint]) -> str:
    """SQL of whether a cell of a row is wrong in any way."""
    wrong = " OR ".join(f"coalesce({constraint.broken}, false)" for constraint in constraints)
    return f"len(list_filter([{', '.join(map(name, columns))}], lambda cell: {wrong})) > 0"


def _check_column(context: Context, table: str, column: str) -> None:
    for constraint in cell_constraints(table, column):
        report_rows(
            context,
            constraint.code,
            f"SELECT {key_text(table)} FROM {name(table)} WHERE {constraint.broken}",
            lambda wanted=constraint.wanted: f"{column} is {wanted}",
            table=table,
            column=column,
        )


_PLAIN = frozenset({("articles", "publisher"), ("articles", "author"), ("articles", "title")})
"""Columns besides names in which markup is debris."""


def _check_pages(context: Context) -> None:
    folder = context.folder
    known = known_hosts(context)
    for file in folder.files:
        if not file.endswith((*_PAGES, *_DRAWINGS)):
            continue
        text = folder.read_text(file, Collector())
        if text is None:
            continue
        if file == PAGE:
            text = page_body(text)
        if active := active_place(text):
            _report_place(context, file, "holds", active)
        if piped := piped_script(text):
            _report_place(context, file, "tells its reader to run", piped)
        if file.endswith(_DRAWINGS):
            if outside := external_place(text):
                _report_place(context, file, "refers to", outside)
            continue
        check_hosts(context, file, text, known)
        base = PurePosixPath(file).parent
        for match in _LINK.finditer(text):
            _check_link(context, file, base, match[1] or match[2] or match[3], match.start())


def _report_place(context: Context, file: str, what: str, place: Place) -> None:
    offset, words = place
    context.found.add("active-content", f"{file} {what} {shown(words)}", file=file, offset=offset)


def _check_link(context: Context, file: str, base: PurePosixPath, target: str, offset: int) -> None:
    """A link of a page leads to a file of the release, to a place in the page, or to the web."""
    if target.startswith(("#", "http://", "https://", "mailto:")):
        return
    path = unquote(target.partition("#")[0].partition("?")[0])
    if not is_safe_path(path):
        context.found.add(
            "link-outside", f"{file} links to {shown(target)}", file=file, offset=offset
        )
        return
    name_ = (base / path).as_posix().rstrip("/")
    if name_ not in context.folder.files and not any(
        other.startswith(f"{name_}/") for other in context.folder.files
    ):
        context.found.add(
            "link-broken",
            f"{file} links to {shown(target)}, which is not in the release",
            file=file,
            offset=offset,
        )
