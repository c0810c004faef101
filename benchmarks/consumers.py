"""Open a release with what people have, and compare: python -m benchmarks consumers RELEASE.

Every table is read with pandas, Polars, DuckDB, datasets, mlcroissant, R, openpyxl, and from SQLite
by Datasette over HTTP; RDF is read with rdflib. Then each answers: which facts about a subject does
a publisher support, and in which words? What is not installed is named and left out. Datasette
belongs into an environment of its own and is asked for by its path: --datasette PATH.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import factpack
from factpack.export import export_release
from factpack_validators.folder import csv_file, parquet_file
from factpack_validators.schemas import table_schema

Row = tuple[str | None, ...]
Table = list[Row]
Answer = set[tuple[str | None, str | None]]

_R_TABLE = """
args <- commandArgs(TRUE)
t <- read.csv(args[1], na.strings = "", colClasses = "character", encoding = "UTF-8")
writeLines(jsonlite::toJSON(as.matrix(t), na = "null"), args[2], useBytes = TRUE)
"""
_R_QUESTION = """
args <- commandArgs(TRUE)
s <- read.csv(args[1], na.strings = "", encoding = "UTF-8")
answer <- subset(s, subject == args[3] & publisher == args[4], c(statement, sentence))
writeLines(jsonlite::toJSON(as.matrix(answer), na = "null"), args[2], useBytes = TRUE)
"""


def main() -> int:
    """Print a line for each consumer; 1 where any cell or answer differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("release", type=Path)
    parser.add_argument("--datasette", help="program to serve the SQLite file with")
    options = parser.parse_args()
    release = factpack.open(options.release)
    with tempfile.TemporaryDirectory() as work:
        return _compare(release, Path(work), options.datasette)


def _compare(release: factpack.Release, work: Path, datasette: str | None) -> int:
    tables = {name: _csv_rows(release.path / csv_file(name)) for name in release.rows}
    header = [f["name"] for f in table_schema("statements")["fields"]]
    ask = [header.index(c) for c in ("subject", "publisher", "statement", "sentence")]
    told = [tuple(row[i] for i in ask) for row in tables["statements"]]
    subject, publisher = max(
        ((s, p) for s, p, _, _ in told if s and p),
        key=lambda pair: (sum(row[:2] == pair for row in told), pair),
    )
    wanted = {row[2:] for row in told if row[:2] == (subject, publisher)}
    print(f"{sum(map(len, tables.values())):,} rows of {len(tables)} tables in {release.name}")
    print(f"asked: {subject}, {publisher}: {len(wanted)} statements")
    wrong = 0
    for consumer in (_pandas, _polars, _duckdb, _datasets, _mlcroissant, _r, _openpyxl):
        wrong += _report(consumer, release, work, tables, (subject, publisher), wanted)
    if datasette:
        with_address = _Served(datasette)
        wrong += _report(with_address, release, work, tables, (subject, publisher), wanted)
    else:
        print("datasette      left out: --datasette PATH")
    wrong += _rdflib(release, work)
    return 1 if wrong else 0


Consumer = Callable[
    [factpack.Release, Path, tuple[str, str]], tuple[Mapping[str, Table], Answer | None]
]


def _report(
    consumer: Consumer,
    release: factpack.Release,
    work: Path,
    tables: Mapping[str, Table],
    asked: tuple[str, str],
    wanted: Answer,
) -> int:
    name = getattr(consumer, "__name__", "_datasette").removeprefix("_")
    try:
        read, answer = consumer(release, work, asked)
    except (ImportError, FileNotFoundError) as missing:
        print(f"{name:14} left out: {missing}")
        return 0
    filled = {table for table, rows in tables.items() if rows}
    same = [
        table for table, rows in read.items() if sorted_rows(rows) == sorted_rows(tables[table])
    ]
    differs = sorted((set(read) - set(same)) | (filled - set(read)))
    cells = sum(len(tables[table]) * len(tables[table][0]) for table in same if tables[table])
    right = answer == wanted
    print(
        f"{name:14} {len(same)} of {len(tables)} tables equal, {cells:,} cells"
        f"{'; differ: ' + ', '.join(differs) if differs else ''}; "
        f"answer {'right' if right else f'WRONG ({len(answer or ())})'}"
    )
    return bool(differs) or not right


def sorted_rows(rows: Table) -> Table:
    """Rows in one order: programs are free to give them in another."""
    return sorted(rows, key=lambda row: [cell or "" for cell in row])


def _csv_rows(file: Path) -> Table:
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        next(reader)
        return [tuple(cell or None for cell in row) for row in reader]


def text(value: Any) -> str | None:
    """A value as the CSV has it, however a program keeps numbers, days or truth."""
    if value is None or (not isinstance(value, str) and str(value) in ("nan", "NaT", "<NA>")):
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, bool) or type(value).__name__ in ("bool", "bool_"):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _rows(columns: Sequence[Sequence[Any]]) -> Table:
    return [tuple(map(text, row)) for row in zip(*columns, strict=True)]


def _pandas(
    release: factpack.Release, work: Path, asked: tuple[str, str]
) -> tuple[Mapping[str, Table], Answer]:
    import pandas as pd

    frames = {
        name: pd.read_parquet(release.path / parquet_file(name), dtype_backend="pyarrow")
        for name in release.rows
    }
    s = frames["statements"]
    answer = s[(s.subject == asked[0]) & (s.publisher == asked[1])][["statement", "sentence"]]
    return (
        {n: _rows([f[c].astype(object).tolist() for c in f]) for n, f in frames.items()},
        {(text(a), text(b)) for a, b in answer.itertuples(index=False)},
    )


def _polars(
    release: factpack.Release, work: Path, asked: tuple[str, str]
) -> tuple[Mapping[str, Table], Answer]:
    import polars as pl

    frames = {name: pl.read_parquet(release.path / parquet_file(name)) for name in release.rows}
    s = frames["statements"].filter(subject=asked[0], publisher=asked[1])
    return (
        {n: [tuple(map(text, row)) for row in f.rows()] for n, f in frames.items()},
        set(s.select("statement", "sentence").rows()),
    )


def _duckdb(
    release: factpack.Release, work: Path, asked: tuple[str, str]
) -> tuple[Mapping[str, Table], Answer]:
    import duckdb

    def rows(name: str) -> list[tuple[Any, ...]]:
        file = release.path / parquet_file(name)
        return duckdb.execute("from read_parquet(?)", [str(file)]).fetchall()

    answer = duckdb.execute(
        "select statement, sentence from read_parquet(?) where subject = ? and publisher = ?",
        [str(release.path / parquet_file("statements")), *asked],
    ).fetchall()
    return {n: [tuple(map(text, row)) for row in rows(n)] for n in release.rows}, set(answer)


def _datasets(
    release: factpack.Release, work: Path, asked: tuple[str, str]
) -> tuple[Mapping[str, Table], Answer]:
    import datasets

    datasets.disable_progress_bars()
    read = {}
    for name, n in release.rows.items():
        if n:
            loaded = datasets.load_dataset(
                str(release.path), name, split="train", cache_dir=str(work / "cache")
            )
            read[name] = loaded
    s = read["statements"].filter(lambda r: (r["subject"], r["publisher"]) == asked)
    return (
        {n: [tuple(map(text, row.values())) for row in d] for n, d in read.items()},
        {(r["statement"], r["sentence"]) for r in s},
    )


def _mlcroissant(
    release: factpack.Release, work: Path, asked: tuple[str, str]
) -> tuple[Mapping[str, Table], Answer]:
    import mlcroissant

    read = {}
    for name in release.rows:
        # Opened anew for each: 1.1 reads no second record set that refers to one it has joined.
        described = mlcroissant.Dataset(jsonld=release.path / "croissant.json")
        types = {f["name"]: f["type"] for f in table_schema(name)["fields"]}
        read[name] = [
            tuple(_as(types[c], record[f"{name}/{c}"]) for c in types)
            for record in (
                {f"{name}/{key.rpartition('/')[2]}": value for key, value in found.items()}
                for found in described.records(name)
            )
        ]
    names = [f["name"] for f in table_schema("statements")["fields"]]
    said = [dict(zip(names, row, strict=True)) for row in read["statements"]]
    return read, {
        (r["statement"], r["sentence"]) for r in said if (r["subject"], r["publisher"]) == asked
    }


def _r(
    release: factpack.Release, work: Path, asked: tuple[str, str]
) -> tuple[Mapping[str, Table], Answer]:
    program = shutil.which("Rscript")
    if program is None:
        raise FileNotFoundError("no Rscript here: apt-get install r-base-core r-cran-jsonlite")

    def run(script: str, *arguments: str) -> list[list[str | None]]:
        out = work / "r.json"
        done = subprocess.run(
            [program, "-e", script, arguments[0], str(out), *arguments[1:]],
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        found: list[list[str | None]] = json.loads(out.read_text("utf-8"))
        return found

    read = {
        name: [tuple(row) for row in run(_R_TABLE, str(release.path / csv_file(name)))]
        for name in release.rows
    }
    answer = run(_R_QUESTION, str(release.path / csv_file("statements")), *asked)
    return read, {(row[0], row[1]) for row in answer}


def _openpyxl(
    release: factpack.Release, work: Path, asked: tuple[str, str]
) -> tuple[Mapping[str, Table], Answer]:
    import openpyxl

    book = openpyxl.load_workbook(
        export_release(release, "xlsx", work / "release.xlsx"), read_only=True
    )
    read = {}
    for name in release.rows:
        kinds = [f["type"] for f in table_schema(name)["fields"]]
        rows = list(book[name].iter_rows(min_row=2, values_only=True))
        read[name] = [tuple(map(_as, kinds, row)) for row in rows]
    names = [f["name"] for f in table_schema("statements")["fields"]]
    said = [dict(zip(names, row, strict=True)) for row in read["statements"]]
    return read, {
        (r["statement"], r["sentence"]) for r in said if (r["subject"], r["publisher"]) == asked
    }


def _as(kind: str, value: Any) -> str | None:
    """A value of a program that has one type for all numbers, or days as texts or moments."""
    told = text(value)
    if told is None:
        return None
    if kind == "number":
        return repr(float(told))
    if kind == "integer":
        return str(int(float(told)))
    if kind == "boolean":
        return {"1": "true", "0": "false"}.get(told, told.lower())
    return told[:10] if kind == "date" else told


class _Served:
    """The exported SQLite, served by Datasette with its metadata and read over HTTP."""

    __name__ = "_datasette"

    def __init__(self, program: str) -> None:
        self._program = program

    def __call__(
        self, release: factpack.Release, work: Path, asked: tuple[str, str]
    ) -> tuple[Mapping[str, Table], Answer]:
        file = export_release(release, "sqlite", work / "release.sqlite")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [self._program, "serve", str(file), "--port", str(port)]
        server = subprocess.Popen(
            [*command, "--metadata", f"{file}.metadata.json"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}/release"
        try:
            _wait(address)
            read = {}
            for name in release.rows:
                fields = table_schema(name)["fields"]
                read[name] = [
                    tuple(_as(f["type"], row[f["name"]]) for f in fields)
                    for row in _pages(f"{address}/{quote(name)}.json?_size=max&_shape=objects")
                ]
            question = urlencode({"subject": asked[0], "publisher": asked[1], "_size": "max"})
            found = _pages(f"{address}/statements.json?{question}&_shape=objects")
            return read, {(row["statement"], row["sentence"]) for row in found}
        finally:
            server.terminate()
            server.wait()


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}.json").close()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("Datasette does not answer")


def _pages(address: str) -> Iterator[dict[str, Any]]:
    following: str | None = address
    while following:
        with urllib.request.urlopen(following) as answer:
            page = json.load(answer)
        yield from page["rows"]
        following = page.get("next_url")


def _rdflib(release: factpack.Release, work: Path) -> int:
    try:
        import rdflib
    except ImportError as missing:
        print(f"rdflib         left out: {missing}")
        return 0
    graph = rdflib.Dataset()
    graph.parse(export_release(release, "nquads", work / "release.nq"), format="nquads")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    found = graph.query(
        "select (count(distinct ?c) as ?claims) where { graph ?g { ?c a oa:Annotation } }",
        initNs={"oa": oa},
    )
    [(claims,)] = [tuple(int(cell) for cell in row) for row in found]  # type: ignore[union-attr]
    right = claims == release.rows["claims"]
    print(
        f"rdflib         {len(graph):,} quads; {claims} annotations of "
        f"{release.rows['claims']} claims"
    )
    return not right


if __name__ == "__main__":
    sys.exit(main())
