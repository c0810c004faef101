"""Arrow, as datasets of the Hub are saved to disk: one row, one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from factpack.config import Dataset
from factpack.errors import FactpackError
from factpack.model import RawArticle, Rejected
from factpack.read.crawls import crawl_columns
from factpack.read.notes import Notes
from factpack.read.parquet import cells, column_of, row_article, wanted_columns
from factpack.read.record import RecordReader
from factpack.read.source_files import SourceFile, reject_file
from factpack_validators.arrow_batches import arrow_batches
from factpack_validators.sources import SourceError


def read_arrow(dataset: Dataset, file: SourceFile, notes: Notes) -> Iterator[RawArticle | Rejected]:
    """The articles of a file in the order of its rows.

    Raises:
        FactpackError: the file lacks a mapped column, or its text column holds no text.
    """
    records = RecordReader(dataset, file, notes)
    number = 0
    try:
        names: list[str] | None = None
        for batch in arrow_batches(Path(file.path)):
            if names is None:
                wanted = wanted_columns(file, batch.schema, records)
                present = list(batch.schema.names)
                of_crawl = {name for name in crawl_columns(present) if present.count(name) == 1}
                names = sorted(
                    {column_of(name, present) or name for name in wanted.values()} | of_crawl
                )
            columns = {name: cells(batch.column(name)) for name in names}
            for row in range(batch.num_rows):
                number += 1
                yield row_article(
                    records, number, {n: column[row] for n, column in columns.items()}
                )
    except FactpackError:
        raise
    except (SourceError, pa.ArrowException, OSError, ValueError, OverflowError):
        after = f"after row {number:,}" if number else "or holds no Arrow"
        yield reject_file(file.name, "arrow-broken", f"The file is broken {after}.")
        return
    if number == 0:
        yield Rejected("article", file.name, "article-empty", "The file has no rows.")
