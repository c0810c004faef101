r"""The canonical text of a cell: what CSV holds, and what the row digest is computed from.

| value | text |
|---|---|
| null | empty in CSV, `null` in the digest |
| text | as it is |
| integer | decimal digits |
| number | shortest decimal that reads back to the same 64-bit float (Python's `repr`) |
| boolean | `true` or `false` |
| date | `YYYY-MM-DD` |

The **row digest** of a table is the SHA-256 of the UTF-8 bytes of one JSON array without spaces
that holds a JSON array of cell texts for every row, rows in key order, columns in the order of the
schema, nothing but `"`, `\` and control characters escaped. It does not depend on who wrote the
file: reading the CSV with any reader that keeps text as it is, or the Parquet, gives the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import pyarrow as pa

Row = tuple[str | None, ...]


def cells(column: pa.Array) -> list[str | None]:
    """Texts of the cells of a column, None where null.

    >>> cells(pa.array([1.0e9, None, 0.1]))
    ['1000000000.0', None, '0.1']
    >>> cells(pa.array([True, None]))
    ['true', None]
    """
    if column.null_count == len(column):
        return [None] * len(column)
    values: list[str | None]
    if pa.types.is_string(column.type):
        values = column.to_pylist()
    elif pa.types.is_floating(column.type):
        values = [None if value is None else repr(value) for value in column.to_pylist()]
    else:
        values = column.cast(pa.string()).to_pylist()
    return values


class RowDigest:
    """The row digest of rows that come in stretches.

    >>> whole, parts = RowDigest(), RowDigest()
    >>> whole.update([("a", None), ("b", "1")])
    >>> parts.update([("a", None)]); parts.update([]); parts.update([("b", "1")])
    >>> whole.hexdigest() == parts.hexdigest()
    True
    >>> import hashlib
    >>> whole.hexdigest() == hashlib.sha256(b'[["a",null],["b","1"]]').hexdigest()
    True
    """

    def __init__(self) -> None:
        """The digest of no rows."""
        self._hash = hashlib.sha256(b"[")
        self._begun = False

    def update(self, rows: Sequence[Row]) -> None:
        """Take the next rows."""
        if not rows:
            return
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        # The brackets around the stretch fall away, so that stretches leave no trace.
        self._hash.update(("," if self._begun else "").encode() + text[1:-1].encode())
        self._begun = True

    def hexdigest(self) -> str:
        """Digest of the rows so far, as 64 hexadecimal digits."""
        end = self._hash.copy()
        end.update(b"]")
        return end.hexdigest()
