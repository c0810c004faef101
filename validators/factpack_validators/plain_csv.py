"""A small CSV file that holds its table's rows in the one form that they have: nothing to look for.

Most releases are whole. Where a file is, byte for byte, what the rows of the Parquet give, all that
a pass over it could tell follows from them, and DuckDB need not read it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f]")
"""Bytes that readers of CSV and writers of JSON take in different ways, so that each is asked."""


@dataclass(frozen=True, slots=True)
class PlainCsv:
    """What is known of a CSV file that is plain.

    Attributes:
        n_rows: of the table.
        n_bytes: that all cells take, with the quotes that they need.
        row_digest: SHA-256 of the rows, see `families.equality.row_digest`.
    """

    n_rows: int
    n_bytes: int
    row_digest: str


def plain_csv(
    data: bytes, fields: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]
) -> PlainCsv | None:
    r"""What a CSV file of these rows tells; None where it is written in any other way.

    Args:
        data: the file.
        fields: name of each column, and its type as the Table Schema names it.
        rows: values of the cells, as they are in Parquet.

    >>> plain_csv(b'a,b\n"x,y",\n', [("a", "string"), ("b", "date")], [("x,y", None)]).n_bytes
    5
    >>> plain_csv(b'a\n"x"\n', [("a", "string")], [("x",)])
    """
    if _CONTROL.search(data):
        return None
    try:
        columns = [
            _texts(kind, [row[place] for row in rows]) for place, (_, kind) in enumerate(fields)
        ]
    except ValueError:
        return None
    texts = list(zip(*columns, strict=True))
    header = [name for name, _ in fields]
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(header)
    lines.writerows(texts)
    if written.getvalue().encode() != data:
        return None
    cells = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return PlainCsv(
        len(texts),
        len(data) - len(",".join(header)) - 1 - len(texts) * len(header),
        hashlib.sha256(cells.encode()).hexdigest(),
    )


def _texts(kind: str, column: Sequence[Any]) -> Sequence[str | None]:
    """How the cells of a column are written.

    Raises:
        ValueError: CSV has no form for one of them, or one that others may have, too.
    """
    values = [value for value in column if value is not None]
    if kind == "string":
        if "" in values:
            raise ValueError("an empty text is written as no text is")
        return column
    # DuckDB gives infinite days as the first and the last of Python, and what is no day as text.
    if kind == "date" and any(value in (date.min, date.max) for value in values):
        raise ValueError("a day without end is written as a day")
    if kind == "number" and not all(map(isfinite, values)):
        raise ValueError("a number is none")
    write, right = _FORMS[kind]
    if not all(type(value) is right for value in values):
        raise ValueError("a value is of another type")
    return [None if value is None else write(value) for value in column]


_FORMS: Mapping[str, tuple[Callable[[Any], str], type]] = {
    "integer": (str, int),
    "number": (repr, float),
    "boolean": ({True: "true", False: "false"}.__getitem__, bool),
    "date": (date.isoformat, date),
}
