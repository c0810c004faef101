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
that holds a JSON array of cell texts for every row, rows in their order, columns in that of the
schema, nothing but `"`, `\` and control characters escaped. It does not depend on who wrote the
file: reading the CSV with any reader that keeps text as it is, or the Parquet, gives the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_CSV_SPECIAL = '[,"\n]'
_JSON_ESCAPES = {
    "\\": r"\\",  # first: the others bring some in
    '"': r"\"",
    **{chr(code): f"\\u{code:04x}" for code in range(0x20)},
    **{"\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"},
}


def cells(column: pa.Array) -> pa.Array:
    """Texts of the cells of a column, null where null.

    >>> cells(pa.array([1.0e9, None, 0.1])).to_pylist()
    ['1000000000.0', None, '0.1']
    >>> cells(pa.array([True, None])).to_pylist()
    ['true', None]
    """
    if pa.types.is_string(column.type):
        return column
    if pa.types.is_floating(column.type):
        values = column.dictionary_encode()
        texts = pa.array([repr(value) for value in values.dictionary.to_pylist()], pa.string())
        return texts.take(values.indices)
    return column.cast(pa.string())


def csv_lines(columns: Sequence[pa.Array]) -> bytes:
    r"""Lines of CSV, as bytes: a cell stands in quotes where it holds a comma, quote or line end.

    Args:
        columns: texts of the cells, see `cells`.

    >>> csv_lines([pa.array(["a", None]), pa.array(['say "b", c', "d"])])
    b'a,"say ""b"", c"\n,d\n'
    """
    *others, last = map(_csv_cells, columns)
    return _joined([*others, pc.binary_join_element_wise(last, "\n", "")])


class RowDigest:
    """The row digest of rows that come in stretches.

    >>> whole, parts = RowDigest(), RowDigest()
    >>> whole.update([pa.array(["a", "b"]), pa.array([None, "1"])])
    >>> parts.update([pa.array(["a"]), pa.array([None], pa.string())])
    >>> parts.update([pa.array([], pa.string()), pa.array([], pa.string())])
    >>> parts.update([pa.array(["b"]), pa.array(["1"])])
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

    def update(self, columns: Sequence[pa.Array]) -> None:
        """Take the next rows, as texts of their cells by column."""
        if not len(columns[0]):
            return
        first, *others = map(_json_cells, columns)
        inner = [pc.binary_join_element_wise("[", first, ""), *others]
        inner[-1] = pc.binary_join_element_wise(inner[-1], "],", "")
        # The comma behind the last row falls away, so that stretches leave no trace.
        self._hash.update(b"," if self._begun else b"")
        self._hash.update(_joined(inner)[:-1])
        self._begun = True

    def hexdigest(self) -> str:
        """Digest of the rows so far, as 64 hexadecimal digits."""
        end = self._hash.copy()
        end.update(b"]")
        return end.hexdigest()


def _csv_cells(column: pa.Array) -> pa.Array:
    data = _data(column)
    if any(character in data for character in (b",", b'"', b"\n")):
        special = pc.match_substring_regex(column, _CSV_SPECIAL)
        inner = pc.replace_substring(column, '"', '""') if b'"' in data else column
        column = pc.if_else(special, pc.binary_join_element_wise('"', inner, '"', ""), column)
    return column.fill_null("")


def _json_cells(column: pa.Array) -> pa.Array:
    data = _data(column)
    if b"\\" in data or b'"' in data or np.frombuffer(data, np.uint8).min(initial=32) < 32:
        for character, escape in _JSON_ESCAPES.items():
            if character.encode() in data:
                column = pc.replace_substring(column, character, escape)
    return pc.binary_join_element_wise('"', column, '"', "").fill_null("null")


def _joined(columns: Sequence[pa.Array]) -> bytes:
    """Cells of each row with commas between them, one row behind the other."""
    return _data(pc.binary_join_element_wise(*columns, ","))


def _data(texts: pa.Array) -> bytes:
    """The bytes of all texts, one behind the other: to search them all at once costs little."""
    _, offsets, data = texts.buffers()
    if data is None or not len(texts):
        return b""
    ends = np.frombuffer(offsets, np.int32)[texts.offset :]
    found: bytes = data.slice(int(ends[0]), int(ends[len(texts)] - ends[0])).to_pybytes()
    return found
