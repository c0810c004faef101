"""The table that people open first: what each claim says, in words, with its sentence."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.release.conftest import Write
from tests.release.sample_tables import ARTICLES, Sentence, founded, heads, invested
from tests.row_order import place

from factpack.model import Rights
from factpack.release.article_rights import read_rights
from factpack_validators.folder import csv_file, parquet_file

Row = dict[str, Any]


def rows(folder: Path, table: str = "statements") -> list[Row]:
    found: list[Row] = pq.ParquetFile(folder / parquet_file(table)).read().to_pylist()
    return found


def test_a_row_tells_a_claim_without_a_join(release: Path) -> None:
    [row] = [
        r for r in rows(release) if (r["predicate"], r["publisher"]) == ("has_role", "Harbour Wire")
    ]
    assert row["statement"] == "Mara Quill is chief executive at Alder Labs"
    assert row["sentence"] == "Mara Quill is chief executive of Alder Labs."
    assert row["sentence"][row["span_start"] : row["span_end"]] == row["sentence"]
    assert (row["subject"], row["object"]) == ("Mara Quill", "Alder Labs")
    assert (row["publisher"], row["published_on"]) == ("Harbour Wire", date(2021, 3, 4))
    assert row["url"] == "https://harbour.example/2021/alder"
    assert (row["status"], row["n_origins"]) == ("single", 2)


def test_every_claim_has_one_row_and_facts_say_the_same(release: Path) -> None:
    assert sorted(r["claim_id"] for r in rows(release)) == [
        r["claim_id"] for r in rows(release, "claims")
    ]
    facts = {fact["fact_id"]: fact["statement"] for fact in rows(release, "facts")}
    told = {row["fact_id"]: row["statement"] for row in rows(release)}
    assert told == facts


def test_the_first_rows_are_those_to_trust_most(write: Write) -> None:
    """Denials, plans and disputed facts stand behind; the CSV is in the same order."""
    deal = Sentence(
        "{subject} {trigger} {object}.",
        {"subject": "Alder Labs", "trigger": "bought", "object": "Birch Systems"},
        "acquired",
        {"subject": "Organization", "object": "Organization"},
    )
    told = ("negated", "planned", "possible", "reported", "asserted")
    more = tuple(replace(deal, modality=m) for m in told)
    folder, _ = write((*ARTICLES, replace(ARTICLES[0], source_id="deal.txt", sentences=more)))
    found = rows(folder)
    assert found == sorted(found, key=partial(place, "statements"))
    assert {row["modality"] for row in found} == set(told)
    assert {row["status"] for row in found} >= {"single", "contested"}
    assert found[0]["modality"] == "asserted" and found[-1]["modality"] == "negated"
    with (folder / csv_file("statements")).open(encoding="utf-8", newline="") as stream:
        assert [row["claim_id"] for row in csv.DictReader(stream)] == [r["claim_id"] for r in found]


@pytest.mark.parametrize(
    ("modality", "statement"),
    [
        ("asserted", "Alder Labs acquired Birch Systems"),
        ("planned", "Alder Labs plans to acquire Birch Systems"),
        ("possible", "Alder Labs may acquire Birch Systems"),
        ("negated", "Alder Labs did not acquire Birch Systems"),
        ("reported", "Alder Labs acquired Birch Systems, it was said"),
    ],
)
def test_what_is_not_asserted_cannot_be_read_as_if_it_were(
    write: Write, modality: str, statement: str
) -> None:
    deal = Sentence(
        "{subject} {trigger} {object}.",
        {"subject": "Alder Labs", "trigger": "bought", "object": "Birch Systems"},
        "acquired",
        {"subject": "Organization", "object": "Organization"},
        modality=modality,
    )
    folder, _ = write((replace(ARTICLES[0], sentences=(deal,)),))
    assert [row["statement"] for row in rows(folder)] == [statement]
    assert [row["statement"] for row in rows(folder, "facts")] == [statement]


QUESTION = "Which facts about Alder Labs does Harbour Wire support, in which words?"
ANSWER = [
    ("Alder Labs invested 12,000,000 USD in Birch Systems",
     "Alder Labs invested $12 million in Birch Systems."),
    ("Alder Labs was founded in 2001", "Alder Labs was founded in 2001."),
]  # fmt: skip


def test_the_question_takes_one_filter_in_pandas(release: Path) -> None:
    frame = pd.read_parquet(release / parquet_file("statements"))
    found = frame[(frame.subject == "Alder Labs") & (frame.publisher == "Harbour Wire")]
    assert sorted(zip(found.statement, found.sentence, strict=True)) == ANSWER


def test_the_question_takes_one_filter_in_sql(release: Path) -> None:
    file = release / parquet_file("statements")
    found = duckdb.execute(f"""
        select statement, sentence from '{file}'
        where subject = 'Alder Labs' and publisher = 'Harbour Wire' order by all
    """)
    assert found.fetchall() == ANSWER


def test_the_question_takes_one_filter_in_a_spreadsheet(release: Path) -> None:
    with (release / csv_file("statements")).open(encoding="utf-8", newline="") as stream:
        sheet = list(csv.DictReader(stream))
    found = [r for r in sheet if r["subject"] == "Alder Labs" and r["publisher"] == "Harbour Wire"]
    assert sorted((r["statement"], r["sentence"]) for r in found) == ANSWER


@pytest.mark.parametrize(("rights", "given"), [("full", 3), ("excerpt", 3), ("facts", 0)])
def test_a_sentence_stands_where_rights_allow_it(write: Write, rights: Rights, given: int) -> None:
    claims = tuple(s for s in ARTICLES[0].sentences if s.predicate)
    folder, _ = write((replace(ARTICLES[0], sentences=claims, rights=rights),))
    found = rows(folder)
    assert sum(row["sentence"] is not None for row in found) == given
    assert all(row["span_end"] > row["span_start"] >= 0 for row in found)
    assert all(row["statement"] for row in found)


def test_sentences_of_excerpts_get_what_the_passages_leave(tmp_path: Path, write: Write) -> None:
    many = tuple(founded(f"Firm {i} of the Northern Coast", 1900 + i) for i in range(40))
    write((replace(ARTICLES[0], sentences=many, rights="excerpt"),))
    tables = tmp_path / "release" / "tables"
    file = tables / "claims.parquet"
    claims = pq.read_table(file)
    for length, given in ((20, 20), (240, 0)):
        for name, value in (("char_end", 10), ("sentence_end", length)):
            ends = pc.add(claims[name.replace("_end", "_start")], value)
            claims = claims.set_column(claims.schema.get_field_index(name), name, ends)
        pq.write_table(claims, file)
        rights = read_rights(tables, 0.55)
        assert rights.longest[0] == 29  # All names; the sentences come after them.
        assert rights.sentences[0] == given


def test_a_statement_that_would_repeat_a_withheld_article_is_left_out(write: Write) -> None:
    repeating = Sentence(
        "{subject} {trigger} {amount} in {object}.",
        {"subject": "Alder Labs", "trigger": "invested", "amount": "12,000,000 USD",
         "object": "Birch Systems"},
        "invested_in",
        {"subject": "Organization", "object": "Organization"},
        {"amount": 12e6, "currency": "USD", "kind": "investment"},
    )  # fmt: skip
    closed = replace(ARTICLES[0], sentences=(repeating, founded("Alder Labs", 2001)))
    folder, _ = write((replace(closed, rights="facts"),))
    assert {row["predicate"]: row["statement"] for row in rows(folder)} == {
        "invested_in": None,
        "founded_on": "Alder Labs was founded in 2001",
    }
    assert [f["statement"] for f in rows(folder, "facts") if f["predicate"] == "invested_in"] == [
        None
    ]
    opened, _ = write((closed,), name="open")
    assert all(row["statement"] for row in rows(opened))


def test_a_speaker_is_named(write: Write) -> None:
    told = replace(heads("Mara Quill", "Alder Labs"), modality="reported")
    folder, _ = write((replace(ARTICLES[0], sentences=(told, invested("Elm", "Oak", 3))),))
    statements = {row["statement"]: row["speaker"] for row in rows(folder)}
    assert "Mara Quill is chief executive at Alder Labs, it was said" in statements
    assert set(statements.values()) == {None}
