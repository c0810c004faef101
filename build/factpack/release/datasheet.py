"""DATASHEET.md: the questions of "Datasheets for Datasets", answered from computed figures.

The seven sections are those of Gebru et al. (2021), doi:10.1145/3458723.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from factpack.release.figures import Figures
from factpack.release.info import ReleaseInfo
from factpack.release.licences import Licence
from factpack.release.markdown import Markdown, code, escape, table
from factpack.release.query import Row
from factpack.release.selection import selected_from, selection_table
from factpack.release.statements import share
from factpack.release.templates import render
from factpack.release.versions.verdict import default_recipe, recipes
from factpack.release.weights import drift_table, weights_table
from factpack_validators.findings import Finding
from factpack_validators.keyed_words import GUESSABLE_CHARS
from factpack_validators.schemas import table_schema
from factpack_validators.word_limits import EXCERPT_CHARS, EXCERPT_WORDS, NAME_WORDS

MOST_PUBLISHERS = 20
"""Publishers listed; `datapackage.json` and the table `articles` go further."""


def datasheet(
    info: ReleaseInfo, licence: Licence, findings: Sequence[Finding], plots: Iterable[str]
) -> str:
    """The datasheet of a release.

    Args:
        info: the release.
        licence: that of the dataset.
        findings: what the build and the validators had to say.
        plots: file names of the plots there are.
    """
    return render(
        "DATASHEET.md.j2",
        info=info,
        figures=info.figures,
        licence=licence,
        findings=findings,
        plots=tuple(plots),
        tables=_tables(info, findings),
        counts=partial(_counts, info.figures),
        schemas={written.name: table_schema(written.name) for written in info.tables},
        dictionary={written.name: _dictionary(written.name) for written in info.tables},
        most_publishers=MOST_PUBLISHERS,
        selected_from=selected_from(info.figures),
        excerpt_words=EXCERPT_WORDS,
        excerpt_chars=EXCERPT_CHARS,
        excerpt_share=f"{info.dataset.excerpt_share:.0%}",
        guessable_chars=GUESSABLE_CHARS,
        name_words=NAME_WORDS,
        recipe=recipes()[info.dataset.versioning or default_recipe()],
    )


def _counts(figures: Figures, what: str, header: str, whole: int) -> Markdown:
    """What was counted, with the share of each in the whole."""
    rows = figures.counted[what]
    return table(
        [header, "number", "share"], ([_name(r), r["n"], share(r["n"], whole)] for r in rows)
    )


def _tables(info: ReleaseInfo, findings: Sequence[Finding]) -> dict[str, Markdown]:
    figures = info.figures
    n_articles = figures.totals["articles"]
    publishers = figures.counted["articles_by_publisher"][:MOST_PUBLISHERS]
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return {
        "tables": table(
            ["table", "rows", "one row is"],
            ([code(t.name), t.rows, table_schema(t.name)["description"]] for t in info.tables),
        ),
        "publishers": table(
            ["publisher", "articles", "share"],
            ([_name(row), row["n"], share(row["n"], n_articles)] for row in publishers),
        ),
        "predicates": table(
            ["predicate", "claims", "facts", "corroborated", "contested", "meaning"],
            (
                [
                    code(row["name"]),
                    row["claims"],
                    row["facts"],
                    row["corroborated"],
                    row["contested"],
                    row["definition"],
                ]
                for row in figures.predicates
            ),
        ),
        "rejected": table(
            ["what", "check", "number", "for example"],
            (
                [row["kind"], code(row["check_code"]), row["n"], row["example"]]
                for row in figures.rejected
            ),
        ),
        "removed": table(
            ["removed", "stretches"],
            ([row["name"], row["n"]] for row in figures.counted["segments_removed"]),
        ),
        "selection": selection_table(info.dataset, figures),
        "weights": weights_table(info.dataset),
        "drift": drift_table(info.dataset),
        "findings": table(
            ["check", "severity", "number", "for example"],
            (
                [code(name), str(group[0].severity), len(group), group[0].message]
                for name, group in by_code.items()
            ),
        ),
    }


@cache
def _dictionary(name: str) -> Markdown:
    """The columns of a table; a release is described twice, without its findings and with them."""
    return table(
        ["column", "type", "null", "meaning"],
        (
            [
                code(field["name"]),
                field["type"],
                "never" if field.get("constraints", {}).get("required") else "where unknown",
                Markdown(f"{escape(field['description'])}{_values(field)}"),
            ]
            for field in table_schema(name)["fields"]
        ),
    )


def _values(field: Mapping[str, Any]) -> str:
    """The values that a cell may have, where the contract lists them and the text does not."""
    values = field.get("constraints", {}).get("enum", ())
    if not values or all(value in field["description"] for value in values):
        return ""
    return f" One of {', '.join(map(code, values))}."


def _name(row: Row) -> str:
    return "not known" if row["name"] is None else str(row["name"])
