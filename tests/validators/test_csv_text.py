"""Where records of a CSV end, read by the piece."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from factpack_validators import csv_text
from factpack_validators.csv_text import _record_ends, longest_record


def ends(piece: bytes, inside: bool) -> tuple[int, int, bool]:
    """The same, a byte at a time."""
    feeds = []
    for place, byte in enumerate(piece):
        if byte == ord('"'):
            inside = not inside
        elif byte == ord("\n") and not inside:
            feeds.append(place)
    return (feeds[0], feeds[-1], inside) if feeds else (-1, -1, inside)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from([b"a", b'"', b"\n"]), max_size=14).map(b"".join), st.booleans())
@example(b'"\n"', False)
@example(b"a\n", True)
def test_feeds_within_quotes_end_no_record(piece: bytes, inside: bool) -> None:
    assert _record_ends(piece, inside) == ends(piece, inside)


def test_a_record_may_be_longer_than_a_piece(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    long = b'x,"' + b"y\n" * csv_text.LINE + b'"\n'
    path.write_bytes(b"a,b\n" + long + b"1,2\n")
    assert longest_record(path) == len(long)
