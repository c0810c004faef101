"""Hostile releases that are costly by their shape: pipes, loops, laughs, row groups, odd names."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.validators.editing import csv_path, edit_json, parquet_path, read_rows

from factpack_validators.schemas import arrow_schema


def unused_dictionary(release: Path) -> None:
    """Two gigabytes of dictionaries of which one row uses the first word."""
    words = pa.array(["x" * 400_000_000])
    cells = pa.DictionaryArray.from_arrays(pa.array([0], pa.int32()), words)
    for table in ("claims", "facts", "quotes", "mentions", "evidence"):
        path = parquet_path(release, table)
        pq.write_table(pa.table({"exact": cells}), path, compression="brotli")
        assert path.stat().st_size < 100_000


def very_many_row_groups(release: Path) -> None:
    """A row group for each of many rows."""
    row = read_rows(release, "mentions")[0]
    rows = pa.Table.from_pylist([row], schema=arrow_schema("mentions")).take([0] * 12_000)
    pq.write_table(rows, parquet_path(release, "mentions"), row_group_size=1)


def very_many_columns(release: Path) -> None:
    columns = {f"c{n}": pa.array([n]) for n in range(30_000)}
    pq.write_table(pa.table(columns), parquet_path(release, "facts"))


def very_deep_columns(release: Path) -> None:
    kind: pa.DataType = pa.string()
    for _ in range(90):
        kind = pa.list_(kind)
    pq.write_table(pa.table({"x": pa.nulls(1, kind)}), parquet_path(release, "facts"))


def long_footer(release: Path) -> None:
    """The footer of a table is longer than its rows by far."""
    path = parquet_path(release, "facts")
    table = pq.read_table(path)
    notes = {f"note-{n}": "x" * 1_000_000 for n in range(60)}
    pq.write_table(table.replace_schema_metadata(notes), path)


def lying_footer(release: Path) -> None:
    """The length of the footer is that of the whole memory."""
    for table in ("claims", "facts", "articles"):
        path = parquet_path(release, table)
        path.write_bytes(path.read_bytes()[:-8] + b"\xff\xff\xff\x7fPAR1")


def encrypted(release: Path) -> None:
    for table in ("claims", "facts"):
        path = parquet_path(release, table)
        path.write_bytes(b"PARE" + path.read_bytes()[4:-4] + b"PARE")


def laughs_in_metadata(release: Path) -> None:
    """Nine lists, each of nine times the list before."""
    laughs = "a0: &a0 [ha]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    _in_front(release, laughs)


def cycle_in_metadata(release: Path) -> None:
    _in_front(release, "&x a: *x\n? &y [*y]\n: {<<: *y, b: !!python/object/apply:os.system [id]}\n")


def deep_metadata(release: Path) -> None:
    _in_front(release, f"deep: {'[' * 400_000}\n")


def _in_front(release: Path, lines: str) -> None:
    for file in ("README.md", "CITATION.cff"):
        path = release / file
        text = path.read_text("utf-8")
        start = 4 if text.startswith("---\n") else 0
        path.write_text(text[:start] + lines + text[start:], "utf-8")


def laughs_in_drawings(release: Path) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    for plot in (release / "plots").iterdir():
        plot.write_text(f"<!DOCTYPE svg [{entities}]>\n<svg>&a11;</svg>\n", "utf-8")


def zeros_in_cells(release: Path) -> None:
    with csv_path(release, "claims").open("ab") as stream:
        stream.write(b"\0" * 30_000_000)
    with csv_path(release, "facts").open("ab") as stream:
        stream.write(b'"\0",' * 6_000_000)


def very_many_cells(release: Path) -> None:
    """A header of two million columns."""
    path = csv_path(release, "facts")
    path.write_bytes(b"a," * 2_000_000 + b"a\n" + b"," * 2_000_000 + b"\n")


def quotes_without_end(release: Path) -> None:
    with csv_path(release, "rejected").open("ab") as stream:
        stream.write(b'""" ,"\n' * 2_500_000)


def pipes_for_files(release: Path) -> None:
    """Whoever opens a pipe waits for somebody who writes into it."""
    for file in ("README.md", "manifest.json", "csv/facts.csv", "plots/claims-by-predicate.svg"):
        (release / file).unlink()
        os.mkfifo(release / file)


def look_alike_names(release: Path) -> None:
    """Files with names that look like those of the release, and names that nobody can print."""
    data = release / "data/facts"
    for name in (
        "facts-00000-of-00001.parquet\u200b",
        "facts-00000-of-0000\uff11.parquet",
        "\u202eteuqrap.10000-fo-00000-stcaf",
        "facts-00000-of-00001.parquet\r\nok",
        "\x1b[2J\x1b[31m",
        unicodedata.normalize("NFD", "fäcts.parquet"),
        "-rf",
        "$(id)",
    ):
        (data / name).write_bytes(b"PAR1")
    (data / os.fsdecode(b"\xff\xfe.parquet")).write_bytes(b"PAR1")
    for n in range(3_000):
        (data / (str(n) + "\u0301" * 110)).touch()


def huge_numbers(release: Path) -> None:
    """Counts that no machine counts to, and that are no numbers."""

    def change(manifest: Any) -> None:
        for n, table in enumerate(manifest["tables"].values()):
            table["rows"] = (2**63, -(2**200), 10**4000, float("inf"), 1e308, True)[n % 6]
            for form in ("parquet", "csv"):
                if form in table:
                    table[form]["bytes"] = 2**64 + n

    edit_json(release, "manifest.json", change)
    text = (release / "datapackage.json").read_text("utf-8")
    text = re.sub(r'("(?:bytes|x:rows)": )\d+', rf"\g<1>1{'0' * 4000}", text)
    (release / "datapackage.json").write_text(text, "utf-8")


def loops_in_deltas(release: Path) -> None:
    """Links to the release itself, to devices and to each other, below deltas/."""
    deltas = release / "deltas"
    for n in range(300):
        place = deltas / f"0.{n}.0..1.0.0"
        place.mkdir(parents=True)
        (place / "self").symlink_to(release)
        (place / "delta.json").symlink_to("/dev/zero")
        (place / "claims.parquet").symlink_to(f"../0.{(n + 1) % 300}.0..1.0.0/claims.parquet")


def release_after_itself(release: Path) -> None:
    """The release follows itself, by every file that says what it follows; with deltas of it."""
    version = json.loads((release / "datapackage.json").read_text("utf-8"))["version"]
    previous = {"version": version, "sha256": "0" * 64, "previous": {"version": version}}
    edit_json(release, "manifest.json", lambda data: data.update(previous=previous))
    place = release / "deltas" / f"{version}..{version}"
    place.mkdir(parents=True)
    names = list(read_rows(release, "facts")[0])
    tables = {f"facts/../{n}": {"rows": 1, "columns": names} for n in range(30_000)}
    (place / "delta.json").write_text(json.dumps({"from": version, "tables": tables}), "utf-8")
    index = {"versions": [previous] * 20_000, "latest": "index.json"}
    (release / "index.json").write_text(json.dumps(index), "utf-8")


SHAPES = {
    "dictionaries of which a word is used": unused_dictionary,
    "a row group for each row": very_many_row_groups,
    "very many columns": very_many_columns,
    "lists in lists for a column": very_deep_columns,
    "a footer of 60 MB": long_footer,
    "a footer longer than the file": lying_footer,
    "tables that nobody can decrypt": encrypted,
    "metadata of lists of lists": laughs_in_metadata,
    "metadata that hold themselves": cycle_in_metadata,
    "metadata too deep": deep_metadata,
    "drawings of entities of entities": laughs_in_drawings,
    "cells of zeros": zeros_in_cells,
    "two million cells in a row": very_many_cells,
    "quotation marks without an end": quotes_without_end,
    "pipes in the place of files": pipes_for_files,
    "names that look alike": look_alike_names,
    "numbers too large": huge_numbers,
    "loops of links in deltas": loops_in_deltas,
    "a release that follows itself": release_after_itself,
}
"""An attack by its name; hashes are made to fit after each."""
