"""Tables that one reader reads in another way than the next."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.validators.editing import Row, csv_path, edit, parquet_path
from tests.validators.forgeries.forgery import Forgery


def lying(
    table: str, column: str, change: Callable[[pa.Table], pa.Table], rows_per_group: int = 1_000
) -> Callable[[Path], object]:
    """A file whose footer is that of other cells of the same sizes."""

    def forge(release: Path) -> None:
        path = parquet_path(release, table)
        true = pq.read_table(path)
        options = {
            "compression": "none",
            "use_dictionary": False,
            "row_group_size": rows_per_group,
            "write_page_index": False,
        }
        pq.write_table(true, path, **options)
        honest = path.read_bytes()
        pq.write_table(change(true), path, **options)
        other = path.read_bytes()
        start, same = (
            len(file) - 8 - int.from_bytes(file[-8:-4], "little") for file in (honest, other)
        )
        assert start == same
        path.write_bytes(honest[:start] + other[start:])
        assert pq.read_table(path).equals(true)

    return forge


def column(name: str, change: Callable[[str], str]) -> Callable[[pa.Table], pa.Table]:
    def changed(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index(name)
        cells = [None if c is None else change(c) for c in table[name].to_pylist()]
        return table.set_column(place, table.schema.field(place), pa.array(cells, pa.string()))

    return changed


def zeros(key: str) -> str:
    """Another key of the same length, so that pages and footers keep their sizes."""
    return key[:2] + "0" * (len(key) - 2)


def bloom(release: Path) -> None:
    path = parquet_path(release, "facts")
    pq.write_table(pq.read_table(path), path, bloom_filter_options={"fact_id": {"ndv": 100}})


def last_record(size: int) -> Callable[[Path], object]:
    """A last record that stands in CSV alone, and that a reader with a small buffer drops."""

    def forge(release: Path) -> None:
        path = csv_path(release, "rejected")
        *_, last = path.read_text("utf-8").splitlines()
        cells = next(csv.reader([last]))
        names = path.read_text("utf-8").split("\n", 1)[0].split(",")
        cells[names.index("rejected_id")] = "r-" + "f" * 20
        cells[names.index("reason")] = "x " * (size // 2) + "x"
        with path.open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerow(cells)

    return forge


def first(table: str, name: str, value: object) -> Callable[[Path], object]:
    def change(rows: list[Row]) -> None:
        rows[0][name] = value

    return lambda release: edit(release, table, change)


def without(table: str, n: int) -> Callable[[Path], object]:
    def change(rows: list[Row]) -> None:
        del rows[n]

    return lambda release: edit(release, table, change)


FORGERIES = (
    Forgery(
        "statistics that hide every fact",
        lying("facts", "fact_id", column("fact_id", zeros)),
        "parquet-statistics",
    ),
    Forgery(
        "statistics that hide the claims of an entity",
        lying("claims", "subject_id", column("subject_id", zeros)),
        "parquet-statistics",
    ),
    Forgery(
        "statistics of one group of several",
        lying("mentions", "article_id", column("article_id", zeros), 10),
        "parquet-statistics",
    ),
    Forgery("a bloom filter", bloom, "parquet-statistics"),
    Forgery("a last record of 3 MB in CSV alone", last_record(3 * 2**20), "row-missing"),
    Forgery("a last record of 9 MB in CSV alone", last_record(9 * 2**20), "row-missing"),
    Forgery("a last record of 20 MB in CSV alone", last_record(20 * 2**20), "row-missing"),
    Forgery(
        "another definition of a predicate",
        first("predicates", "definition", "The subject owns all of the object."),
        "predicate-changed",
    ),
    Forgery(
        "a predicate that turns round",
        first("predicates", "is_symmetric", True),
        "predicate-changed",
    ),
    Forgery(
        "a predicate that allows more",
        first("predicates", "object_types", None),
        "predicate-changed",
    ),
    Forgery(
        "another property of Wikidata",
        first("predicates", "wikidata_property", "P31"),
        "predicate-changed",
    ),
    Forgery("a predicate that is not there", without("predicates", -1), "predicate-changed"),
)
