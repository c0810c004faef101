"""Every form gives the cells of the release again, and takes no text for more than text."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
import rdflib
from rdflib.namespace import PROV, RDF, RDFS
from tests.command import factpack as command
from tests.export.conftest import HOSTILE

import factpack
from factpack.errors import FactpackError
from factpack.export import FORMS, export_release

Rows = list[tuple[Any, ...]]

# rdflib's own reader of N-Quads uses it.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")


def rows(release: factpack.Release, table: str) -> Rows:
    return [tuple(row.values()) for row in release[table].to_pylist()]


def by_text(rows: Rows) -> Rows:
    """Rows with days as text, in the order of all their cells."""
    plain = [tuple(v.isoformat() if isinstance(v, date) else v for v in row) for row in rows]
    return sorted(plain, key=repr)


@pytest.fixture(scope="module")
def sqlite(release: factpack.Release, out: Path) -> Path:
    return export_release(release, "sqlite", out / "r.sqlite")


def test_sqlite_has_every_cell(release: factpack.Release, sqlite: Path) -> None:
    with closing(sqlite3.connect(sqlite)) as database:
        for table in release:
            assert by_text(database.execute(f"select * from {table}").fetchall()) == by_text(
                rows(release, table)
            )
        assert database.execute("pragma foreign_key_check").fetchall() == []
        keys = database.execute("pragma foreign_key_list(claims)").fetchall()
        assert {key[2] for key in keys} >= {"articles", "facts", "entities", "predicates"}
        (plan,) = database.execute("explain query plan select * from claims where fact_id = ''")
        assert "USING INDEX" in plan[-1]


def test_sqlite_is_searched_by_words(release: factpack.Release, sqlite: Path) -> None:
    with closing(sqlite3.connect(sqlite)) as database:
        found = database.execute(
            "select s.statement from statements s join statements_fts f on f.rowid = s.rowid "
            "where statements_fts match 'statement: alder'"
        ).fetchall()
        assert found and all("Alder" in statement for (statement,) in found)
        fact = release["facts"].to_pylist()[0]["fact_id"]
        why = database.execute("select * from why_facts where fact_id = ?", [fact]).fetchall()
        assert why
        for view in ("why_conflicts", "why_entities", "why_quotes"):
            assert database.execute(f"select count(*) from {view}").fetchone()[0] > 0, view


def test_datasette_is_told_what_the_columns_are(release: factpack.Release, sqlite: Path) -> None:
    told = json.loads((sqlite.parent / "r.sqlite.metadata.json").read_text("utf-8"))
    tables = told["databases"]["r"]["tables"]
    assert tables["statements"]["fts_table"] == "statements_fts"
    assert set(tables["facts"]["columns"]) == set(release["facts"].column_names)


def test_duckdb_has_every_cell(release: factpack.Release, out: Path) -> None:
    place = export_release(release, "duckdb", out / "r.duckdb")
    with duckdb.connect(place, read_only=True) as database:
        for table in release:
            found = database.sql(f"from {table}").fetchall()
            assert sorted(found, key=repr) == sorted(rows(release, table), key=repr)
        keys = database.sql(
            "select table_name from duckdb_constraints() where constraint_type = 'FOREIGN KEY'"
        ).fetchall()
        assert {"claims", "evidence", "statements"} <= {table for (table,) in keys}
        assert database.sql("from why_facts").fetchall()


def test_a_workbook_has_every_cell_and_no_formula(release: factpack.Release, out: Path) -> None:
    place = export_release(release, "xlsx", out / "r.xlsx")
    book = openpyxl.load_workbook(place)
    assert book.sheetnames == ["about", *release]
    n_hostile = 0
    for table in release:
        sheet = book[table]
        names = [cell.value for cell in sheet[1]]
        assert names == release[table].column_names
        found = [
            tuple(c.value.date() if isinstance(c.value, datetime) else c.value for c in row)
            for row in sheet.iter_rows(min_row=2)
        ]
        wanted = rows(release, table)
        assert by_text(found) == by_text(wanted), table
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
        n_hostile += sum(cell.value == HOSTILE for cell in cells)
    assert n_hostile > 5


def test_json_lines_have_every_cell(release: factpack.Release, out: Path) -> None:
    place = export_release(release, "jsonl", out / "lines")
    for table in release:
        lines = (place / f"{table}.jsonl").read_text("utf-8").splitlines()
        found = [json.loads(line) for line in lines]
        assert by_text([tuple(row.values()) for row in found]) == by_text(rows(release, table))
        assert all(list(row) == release[table].column_names for row in found)


def test_csv_for_spreadsheets_has_a_mark_and_nothing_that_runs(
    release: factpack.Release, out: Path
) -> None:
    place = export_release(release, "csv-excel", out / "sheets")
    for table in release:
        data = (place / f"{table}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        header, *found = csv.reader(data.decode("utf-8-sig").splitlines(keepends=True))
        assert header == release[table].column_names
        for row, wanted in zip(found, rows(release, table), strict=True):
            for cell, value in zip(row, wanted, strict=True):
                guarded = isinstance(value, str) and value[:1] in ("=", "+", "-", "@")
                assert not guarded or cell == f"'{value}"
                if isinstance(value, str) and not guarded:
                    assert cell == value
    assert f"'{HOSTILE}".replace('"', '""') in (place / "articles.csv").read_text("utf-8-sig")


@pytest.fixture(scope="module")
def graph(release: factpack.Release, out: Path) -> rdflib.Dataset:
    place = export_release(release, "nquads", out / "r.nq")
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=place.read_text("utf-8"), format="nquads")
    assert len(graph) == len(place.read_text("utf-8").splitlines())
    return graph


def test_rdf_leads_from_each_fact_to_its_words(
    release: factpack.Release, graph: rdflib.Dataset
) -> None:
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    np = rdflib.Namespace("http://www.nanopub.org/nschema#")
    base = "urn:factpack:alder-and-birch:"
    claims = {row["claim_id"]: row for row in release["claims"].to_pylist()}
    proved: set[str] = set()
    for row in release["facts"].to_pylist():
        fact = rdflib.URIRef(f"{base}fact:{row['fact_id']}")
        labels = [str(label) for label in graph.objects(fact, RDFS.label)]
        assert labels == [row["statement"]] * (row["statement"] is not None)
        assert str(graph.value(fact, RDF.subject)) == f"{base}entity:{row['subject_id']}"
        whole = rdflib.URIRef(f"{base}nanopublication:{row['fact_id']}")
        assertion = graph.value(whole, np.hasAssertion)
        for claim in graph.objects(assertion, PROV.wasDerivedFrom):
            told = claims[str(claim).rpartition(":")[2]]
            proved.add(told["claim_id"])
            target = graph.value(claim, oa.hasTarget)
            article = graph.value(target, oa.hasSource)
            assert str(article) == f"{base}article:{told['article_id']}"
            selectors = list(graph.objects(target, oa.hasSelector))
            (start,) = (graph.value(s, oa.start) for s in selectors if (s, oa.start, None) in graph)
            assert str(start) == str(told["char_start"])
            quoted = [graph.value(s, oa.exact) for s in selectors if (s, oa.exact, None) in graph]
            assert [str(words) for words in quoted] == [told["exact"]] * bool(told["exact"])
    assert proved == set(claims)


def test_rdf_asserts_no_fact_that_is_only_told(graph: rdflib.Dataset) -> None:
    """Between entities there is no triple: who reads them all takes no denial for a fact."""
    entity = "urn:factpack:alder-and-birch:entity:"
    triples = list(graph.triples((None, None, None)))
    assert not [t for t in triples if all(str(node).startswith(entity) for node in (t[0], t[2]))]
    told = {str(o) for _, _, o in graph.triples((None, None, rdflib.Literal(HOSTILE)))}
    assert told == {HOSTILE}


@pytest.mark.parametrize("form", [form for form in FORMS if form != "duckdb"])
def test_the_same_release_gives_the_same_bytes(
    release: factpack.Release, tmp_path: Path, form: str
) -> None:
    places = []
    for name in ("one", "two"):
        place = export_release(release, form, tmp_path / name / "r")
        files = sorted(file for file in [place, *place.rglob("*")] if file.is_file())
        places.append([file.read_bytes() for file in files])
    assert places[0] == places[1]


def test_the_command_names_what_it_made_and_replaces_nothing(
    release: factpack.Release, tmp_path: Path
) -> None:
    said = command("export", release.path, "--to", "jsonl", cwd=tmp_path)
    assert said.returncode == 0 and said.stdout == "alder-and-birch-1.0.0\n"
    again = command("export", release.path, "--to", "jsonl", cwd=tmp_path)
    assert again.returncode == 2 and "exists" in again.stderr
    other = command("export", release.path, "--to", "word", cwd=tmp_path)
    assert other.returncode == 2 and "choose one of sqlite" in other.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["alder-and-birch-1.0.0"]


def test_a_release_that_breaks_its_keys_is_refused_whole(
    release: factpack.Release, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(release.path, broken)
    file = broken / "data" / "articles" / "articles-00000-of-00001.parquet"
    file.write_bytes(b"x" * file.stat().st_size)
    with pytest.raises(FactpackError, match="broken release: articles"):
        export_release(factpack.open(broken), "sqlite", tmp_path / "out" / "r.sqlite")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("form", ["sqlite", "duckdb"])
def test_a_database_takes_the_history_of_its_dataset(
    release: factpack.Release, tmp_path: Path, form: str
) -> None:
    place = export_release(release, form, tmp_path / "h", history=True)
    query = "select count(*), min(first_release), max(last_release) from facts_history"
    with closing(sqlite3.connect(place) if form == "sqlite" else duckdb.connect(place)) as database:
        assert database.execute(query).fetchall() == [(release.rows["facts"], "1.0.0", None)]


def test_a_form_that_is_no_database_takes_no_history(
    release: factpack.Release, tmp_path: Path
) -> None:
    with pytest.raises(FactpackError, match="only duckdb and sqlite take the history"):
        export_release(release, "jsonl", tmp_path / "h", history=True)
    assert list(tmp_path.iterdir()) == []
