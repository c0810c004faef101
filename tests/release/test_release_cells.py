"""What is written by column is what Python's own csv and json write by row."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random

import pyarrow as pa

from factpack.release.cells import RowDigest, csv_lines

LETTERS = 'ab,"\n\\\t\x01\x1f\x7f\u2028é𝄞\b\f '


def rows_of(chance: random.Random) -> list[list[str | None]]:
    """Rows of a few cells, some without text."""
    width = chance.randint(2, 5)
    return [
        [
            None
            if chance.random() < 0.2
            else "".join(chance.choices(LETTERS, k=chance.randint(1, 8)))
            for _ in range(width)
        ]
        for _ in range(chance.randint(1, 30))
    ]


def test_lines_and_digest_are_those_of_the_standard_library_however_rows_are_cut() -> None:
    chance = random.Random(17)
    for _ in range(200):
        rows = rows_of(chance)
        columns = [pa.array(cells, pa.string()) for cells in zip(*rows, strict=True)]
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows(rows)
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        cut = chance.randint(0, len(rows))
        parts = [[c.slice(0, cut) for c in columns], [c.slice(cut) for c in columns]]
        digest = RowDigest()
        for part in parts:
            digest.update(part)
        assert b"".join(map(csv_lines, parts)).decode() == lines.getvalue()
        assert digest.hexdigest() == hashlib.sha256(text.encode()).hexdigest()
