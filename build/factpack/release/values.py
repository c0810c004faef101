"""The rules every cell keeps, so that Parquet and CSV read alike in every tool.

No empty text (CSV cannot tell it from null), no carriage return (Python's csv module leaves it
unquoted, R rewrites it), no NUL (C readers end there), no white space at the edges (readers trim),
no NaN and no infinity. Earlier steps keep these rules; what breaks one is a fault of the program.
"""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from factpack.errors import FactpackError

_TEXT_RULES: tuple[tuple[str, Callable[[pa.ChunkedArray], pa.ChunkedArray]], ...] = (
    ("empty text", lambda column: pc.equal(column, "")),
    ("a carriage return", lambda column: pc.match_substring(column, "\r")),
    ("a NUL character", lambda column: pc.match_substring(column, "\0")),
    (
        "white space at an edge",
        lambda column: pc.or_(
            pc.utf8_is_space(pc.utf8_slice_codeunits(column, 0, 1)),
            pc.utf8_is_space(pc.utf8_slice_codeunits(column, -1)),
        ),
    ),
)
_NUMBER_RULES: tuple[tuple[str, Callable[[pa.ChunkedArray], pa.ChunkedArray]], ...] = (
    ("NaN or infinity", lambda column: pc.invert(pc.is_finite(column))),
)


def check_values(table: str, rows: pa.Table, first_row: int) -> None:
    """Refuse rows with a cell that breaks a rule.

    Args:
        table: name of the table, for the message.
        rows: some rows of it.
        first_row: row number of the first of them, counted from 0.

    Raises:
        FactpackError: names table, column and row.
    """
    for name, column in zip(rows.column_names, rows.columns, strict=True):
        if column.null_count == len(column):
            continue
        if pa.types.is_string(column.type):
            rules = _TEXT_RULES
        elif pa.types.is_floating(column.type):
            rules = _NUMBER_RULES
        else:
            continue
        for what, broken in rules:
            place = pc.index(broken(column), pa.scalar(True)).as_py()
            if place >= 0:
                raise FactpackError(
                    f"table {table}, column {name}, row {first_row + place}: {what}. "
                    "This is a fault of factpack, not of the articles: please report it."
                )
