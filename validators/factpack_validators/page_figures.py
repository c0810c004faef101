"""Figures in pages and plots for people: those that the tables give.

The pages are written by one program in one form; what has another form is not looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from factpack_validators.context import Context
from factpack_validators.database import Database
from factpack_validators.schemas import table_names
from factpack_validators.stated_terms import STATED_LICENCE

PLOTS: Mapping[str, str] = {
    "claims-by-predicate.svg": "SELECT predicate, count(*) FROM claims GROUP BY 1",
    "claims-by-modality.svg": "SELECT modality, count(*) FROM claims GROUP BY 1",
    "facts-by-origins.svg": """SELECT CASE WHEN n_origins >= 10 THEN '10 and more'
        ELSE n_origins::VARCHAR END, count(*) FROM facts GROUP BY 1""",
    "articles-by-year.svg": """SELECT year(published_on)::VARCHAR, count(*) FROM articles
        WHERE published_on IS NOT NULL GROUP BY 1""",
}
"""What each plot counts."""

_COUNTED: Mapping[str, str] = {
    "language": "language FROM articles",
    "publisher": "publisher FROM articles",
    "encoding": "label FROM (SELECT concat(encoding, ' (', encoding_basis, ')') AS label "
    "FROM articles)",
    "rights": "rights FROM articles",
    "stated licence": f"licence FROM (SELECT {STATED_LICENCE} AS licence FROM articles "
    "WHERE license IS NOT NULL)",
    "basis": "published_basis FROM articles WHERE published_on IS NOT NULL",
    "type": "type FROM entities WHERE replaced_by IS NULL",
    "modality": "modality FROM claims",
    "status": "status FROM facts",
    "rank": "rank FROM facts",
    "conflicts on": """kind FROM (
        SELECT DISTINCT conflict_id, kind FROM conflicts WHERE status <> 'withdrawn')""",
}
"""Tables of the datasheet that count the values of a column, by their header."""

_TOPICS: Mapping[str, str] = {
    "Articles": "articles",
    "Claims": "claims",
    "Facts": "facts",
    "Quotations": "quotes",
    "Values": "literals",
}
"""Paragraphs of the datasheet that begin with the number of rows of a table."""

SECTIONS = 7
"""Sections of a datasheet, by Gebru et al. (2021)."""

_NUMBER = r"([0-9][0-9,]*)"
_TABLE = re.compile(
    r"^\| ([a-z ]+) \| (?:number|articles) \| share \|\n\|[-:|]+\|\n((?:\|.*\|\n)+)", re.MULTILINE
)
_REJECTED = re.compile(rf"^\| ([a-z]+) \| `([a-z0-9-]+)` \| {_NUMBER} \|", re.MULTILINE)
_MISSING = re.compile(rf"^\*\*Is anything missing\?\*\* {_NUMBER} things? ", re.MULTILINE)
_COUNT = re.compile(rf"^\| `?([^|`]+?)`? \| {_NUMBER} \|", re.MULTILINE)
_EXAMPLE = re.compile(r"`(c-[0-9a-f]{20})`$")
_NO_LETTER = re.compile(r"[\W_]+")
_QUALITY = re.compile(rf"^\| `?([a-z_ ]+?)`? \| {_NUMBER} \| ([0-9]{{1,3}})% \|", re.MULTILINE)
_UNREVIEWED: Mapping[str, tuple[str, str]] = {
    "README.md": ("card-mismatch", "nobody has reviewed them yet, so `confidence` is null."),
    "DATASHEET.md": (
        "datasheet-mismatch",
        "No claim has been reviewed by people yet, so the precision of the extraction is not known "
        "and `confidence` is null.",
    ),
}
"""How a page says that no claim has a confidence, with the code for where one has."""

_WORDS = {"article": "articles", "claim": "claims", "fact": "facts", "conflict": "conflicts"}
_OPENING = re.compile(
    r"^Version [0-9.]+ of [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}: [^\n]*\n[^\n]*", re.MULTILINE
)
_DESC = re.compile(r"<desc>([^<]*)</desc>")
_TEXT = re.compile(r"<text\b[^<>]*>([^<]*)</text>")


def check_figures(context: Context) -> None:
    """Compare every figure whose place in a page or plot is known with the tables."""
    rows = {table: context.database.n_rows(table) for table in table_names()}
    # What pages call a conflict is a set of rivals that stands, not a row.
    rows["conflicts"] = int(
        context.database.one(
            "SELECT count(DISTINCT conflict_id) FROM conflicts WHERE status <> 'withdrawn'"
        )[0]
    )
    context.once("figures of other pages", lambda: _check_others(context, rows))
    _check_datasheet(context, rows)
    _check_unreviewed(context)


def _check_others(context: Context, rows: Mapping[str, int]) -> None:
    """The figures of all but the datasheet."""
    _check_card(context, rows)
    text = context.folder.read_text("CHANGELOG.md", context.found) or ""
    for line in text.splitlines():
        if "built by factpack" in line:
            _check_line(context, "CHANGELOG.md", "changelog-mismatch", line, rows)
    for file, query in PLOTS.items():
        _check_plot(context, f"plots/{file}", query)


def _check_card(context: Context, rows: Mapping[str, int]) -> None:
    text = context.folder.read_text("README.md", context.found) or ""
    opening = _OPENING.search(text)
    if opening:
        _check_line(context, "README.md", "card-mismatch", opening[0], rows)
    _check_quality(context, text)
    for line in text.splitlines():
        claim = _EXAMPLE.search(line)
        if claim and line.startswith("- "):
            _check_example(context, line, claim[1])


def _check_quality(context: Context, text: str) -> None:
    """The share of right claims is the mean confidence of the claims."""
    listed = _QUALITY.findall(text)
    actual = {
        predicate: (n, 100 * mean)
        for predicate, n, mean in context.database.all(
            """SELECT coalesce(predicate, 'all relations'), count(*), avg(confidence) FROM claims
            WHERE confidence IS NOT NULL GROUP BY ROLLUP (predicate) HAVING count(*) > 0"""
        )
    }
    for predicate, said, percent in listed:
        n, mean = actual.get(predicate, (0, 0.0))
        if _number(said) != n or abs(int(percent) - mean) > 1:
            context.found.add(
                "card-mismatch",
                f"README.md says of {predicate} that {percent}% of {said} claims are right; the "
                f"confidences of {n:,} give {mean:.0f}%",
                table="claims",
                column="confidence",
                file="README.md",
            )


def _check_unreviewed(context: Context) -> None:
    """No page says that claims have no confidence where they have."""
    (n,) = context.database.one("SELECT count(confidence) FROM claims")
    for file, (code, sentence) in _UNREVIEWED.items() if n else ():
        if sentence in (context.folder.read_text(file, context.found) or ""):
            context.found.add(
                code,
                f"{file} says that no claim has a confidence; {n:,} have",
                table="claims",
                column="confidence",
                file=file,
            )


def _check_line(context: Context, file: str, code: str, line: str, rows: Mapping[str, int]) -> None:
    """A sentence that counts rows counts right."""
    for said, word in re.findall(rf"(?<![0-9,]){_NUMBER} (article|claim|fact|conflict)s?\b", line):
        if _number(said) != rows[_WORDS[word]]:
            context.found.add(
                code,
                f"{file} counts {said} {word}s; there are {rows[_WORDS[word]]:,}",
                table=_WORDS[word],
                file=file,
            )


def _check_example(context: Context, line: str, claim: str) -> None:
    """A statement that the card reads out is that of the row it names, and so is its sentence."""
    rows = context.database.all(
        "SELECT statement, sentence, n_origins FROM statements WHERE claim_id = ?", claim
    )
    said = _letters(line)
    told = [part for row in rows for part in row[:2] if part is not None]
    support = [f"({n:,} independent origin" for *_, n in rows if n is not None]
    if not told or any(_letters(part) not in said for part in told) or support[0] not in line:
        context.found.add(
            "card-mismatch",
            "README.md reads out another statement than the table gives",
            table="statements",
            key=claim if rows else None,
            file="README.md",
        )


def _letters(text: str) -> str:
    """The letters and digits of a text, whatever marks up."""
    return _NO_LETTER.sub("", html.unescape(text)).casefold()


def _check_datasheet(context: Context, rows: Mapping[str, int]) -> None:
    file = "DATASHEET.md"
    text = context.folder.read_text(file, context.found)
    if text is None:
        return

    def differs(message: str, table: str | None = None) -> None:
        context.found.add("datasheet-mismatch", f"{file} {message}", table=table, file=file)

    missing = [
        n for n in range(1, SECTIONS + 1) if not re.search(rf"^## {n}\. ", text, re.MULTILINE)
    ]
    if missing:
        differs(f"lacks its section {missing[0]}")
    for topic, table in _TOPICS.items():
        said = re.search(rf"^\*\*{topic}\.\*\* {_NUMBER} ", text, re.MULTILINE)
        if said and _number(said[1]) != rows[table]:
            differs(f"counts {said[1]} {table}; there are {rows[table]:,}", table)
    for header, body in _TABLE.findall(text):
        if header not in _COUNTED:
            continue
        column, source = _COUNTED[header].split(" ", 1)
        actual = _counts(context.database, f"SELECT {column}, count(*) {source} GROUP BY 1")
        for value, said in _COUNT.findall(body):
            if actual.get(value, _number(said)) != _number(said):
                differs(f"counts {said} of {header} {value}; there are {actual[value]:,}")
    rejected = _counts(
        context.database,
        "SELECT concat(kind, ' ', check_code), count(*) FROM rejected GROUP BY 1",
    )
    for kind, code, said in _REJECTED.findall(text):
        if rejected.get(f"{kind} {code}", 0) != _number(said):
            differs(f"counts {said} of {kind} {code}", "rejected")
    missing_rows = _MISSING.search(text)
    if missing_rows and _number(missing_rows[1]) != rows["rejected"]:
        differs(f"counts {missing_rows[1]} rejections; there are {rows['rejected']:,}", "rejected")


def _counts(database: Database, query: str) -> dict[str, int]:
    return {str(value): int(n) for value, n in database.all(query) if value is not None}


def _check_plot(context: Context, file: str, query: str) -> None:
    """Bars and their description have the numbers of the tables."""
    text = context.folder.read_text(file, context.found)
    if text is None:
        return
    actual = _counts(context.database, query)
    described = _DESC.search(text)
    bars = re.findall(rf"(?:^|; )([^:;]+): {_NUMBER}", described[1]) if described else []
    drawn = _TEXT.findall(text)[1:]
    said = {label: _number(number) for label, number in bars}
    if any(label.endswith((" others", "…")) for label in said):
        actual = {label: n for label, n in actual.items() if label in said}
        said = {label: n for label, n in said.items() if label in actual}
    # A year without articles is drawn as an empty bar.
    wrong = {k for k in said.keys() | actual.keys() if said.get(k, 0) != actual.get(k, 0)}
    if wrong:
        context.found.add(
            "plot-mismatch",
            f"{file} gives another number for {sorted(wrong)[0][:60]} than the tables",
            file=file,
        )
    elif drawn != [part for bar in bars for part in bar]:
        context.found.add("plot-mismatch", f"{file} draws other numbers than it names", file=file)


def _number(text: str) -> int:
    return int(text.replace(",", "") or 0)
