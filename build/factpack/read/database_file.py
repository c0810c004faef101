"""SQLite and DuckDB files: one row of a query, one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from factpack.config import Dataset
from factpack.model import RawArticle, Rejected
from factpack.read.notes import Notes
from factpack.read.record import RecordReader
from factpack.read.source_files import SourceFile, reject_file, reject_unreadable
from factpack_validators.query_rows import QueryError, query_rows
from factpack_validators.sources import SourceError


def read_database(
    dataset: Dataset, file: SourceFile, notes: Notes
) -> Iterator[RawArticle | Rejected]:
    """The articles of a database in the order of the query; a row that is no article is rejected.

    Without a query, the rows of its only table.
    """
    records = RecordReader(dataset, file, notes)
    number = 0
    try:
        for row in query_rows(Path(file.path), file.query):
            number += 1
            yield records.read(number, row, "utf-8", "declared")
    except QueryError as error:
        yield reject_file(file.name, "database-query-refused", f"The database {error}.")
    except SourceError as error:
        after = f"After row {number:,}, it" if number else "It"
        yield reject_file(file.name, "database-broken", f"{after} {error}.")
    except OSError as error:
        yield reject_unreadable(file.name, error)
    else:
        if number == 0:
            yield Rejected("article", file.name, "article-empty", "The query gives no rows.")
        records.fields.note_unseen()
