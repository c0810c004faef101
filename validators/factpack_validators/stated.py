"""What no words prove, the publisher states: in dataset.yaml, entities.csv and publishers.csv.

All of it stands in manifest.json, too, so rows that say something else are nobody's statement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

import pyarrow as pa

from factpack_validators.context import Context
from factpack_validators.query import report_rows
from factpack_validators.shown import shown

_VERBATIM = ("title", "url", "author")
"""Columns of articles that hold what dataset.yaml states of an article as it stands there."""

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


def check_stated(context: Context) -> None:
    """Compare articles, names, items of Wikidata and owners with what the manifest says of them."""
    if not context.manifest:
        return
    _check_articles(context)
    curated = _cells(context, "entities_csv")
    # A name may be made from a word such as "Libyan", and an alias be a part of another.
    _check_listed(
        context,
        "SELECT concat(a.entity_id, '|', a.alias), a.alias FROM aliases a JOIN entities e USING "
        "(entity_id) WHERE a.n_mentions = 0 AND e.replaced_by IS NULL "
        "AND NOT contains(lower(e.name), lower(a.alias))",
        curated,
        ("aliases", "alias", "entities_csv"),
    )
    _check_listed(
        context,
        "SELECT entity_id, wikidata_id FROM entities "
        "WHERE wikidata_id IS NOT NULL AND replaced_by IS NULL",
        curated,
        ("entities", "wikidata_id", "entities_csv"),
    )
    _check_listed(
        context,
        # Who states no owner is an owner.
        "SELECT article_id, owner FROM articles WHERE owner <> coalesce(publisher, '') "
        "AND owner <> coalesce(outlet, '')",
        _cells(context, "publishers_csv"),
        ("articles", "owner", "publishers_csv"),
    )


def _check_articles(context: Context) -> None:
    """What dataset.yaml states of an article wins over what its source says of it."""
    config = context.manifest.get("dataset_yaml")
    listed = config.get("articles") if isinstance(config, dict) else None
    if not isinstance(listed, dict):
        return
    columns = ("article_id", "source", "publisher", "outlet", "published_on", *_VERBATIM)
    for batch in context.database.stream(f"SELECT {', '.join(columns)} FROM articles ORDER BY 1"):
        for row in batch.to_pylist():
            source = str(row["source"])
            said = listed.get(source)
            if isinstance(said, dict):
                for column, value in _differences(row, said):
                    context.found.add(
                        "manifest-mismatch",
                        f"dataset_yaml in manifest.json states {shown(value)} of {shown(source)}",
                        table="articles",
                        key=row["article_id"],
                        column=column,
                    )


def _differences(row: Mapping[str, Any], said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Columns, and what is stated of them; what a row leaves out, its rights may withhold."""
    wrong = []
    publisher = _line(said.get("publisher"))
    if publisher and row["publisher"] and publisher not in (row["publisher"], row["outlet"]):
        wrong.append(("publisher", publisher))
    day = str(said.get("published", ""))
    if row["published_on"] and _DAY.fullmatch(day) and not str(row["published_on"]).startswith(day):
        wrong.append(("published_on", day))
    for column in _VERBATIM:
        value = _line(said.get(column))
        if value and row[column] and value != row[column]:
            wrong.append((column, value))
    return wrong


def _check_listed(
    context: Context, query: str, listed: list[str], place: tuple[str, str, str]
) -> None:
    """Report the values of a query that no cell of a file in the manifest has."""
    table, column, file = place
    con = context.database.con
    con.register("listed_cells", pa.table({"cell": pa.array(sorted(set(listed)), pa.string())}))
    report_rows(
        context,
        "manifest-mismatch",
        f"""SELECT key, value FROM ({query}) AS held (key, value)
        WHERE trim(nfc_normalize(value)) NOT IN (SELECT cell FROM listed_cells)""",
        lambda value: f"{shown(value)} is not in {file} of manifest.json",
        table=table,
        column=column,
    )
    con.unregister("listed_cells")


def _cells(context: Context, name: str) -> list[str]:
    """The cells of a file that the manifest repeats, and the values that bars part in them."""
    rows = context.manifest.get(name)
    cells = [
        cell
        for row in (rows[1:] if isinstance(rows, list) else ())
        for cell in (row if isinstance(row, list) else ())
        if isinstance(cell, str)
    ]
    return [line for cell in cells for value in (cell, *cell.split("|")) if (line := _line(value))]


def _line(value: object) -> str:
    return " ".join(normalize("NFC", value).split()) if isinstance(value, str) else ""
