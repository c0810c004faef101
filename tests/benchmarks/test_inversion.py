"""The attack on withheld words finds plain hashes of them, and none that is keyed."""

from __future__ import annotations

import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.validators.good_release import with_rights, write_good_release

from benchmarks.inversion import MOST, SPAN_TABLES, Attack


def attacked(release: Path) -> Attack:
    attack = Attack(release, time.monotonic() + 5)
    attack.run()
    assert len(attack.digests) > 30
    return attack


def test_plain_hashes_are_inverted(tmp_path: Path) -> None:
    release = write_good_release(tmp_path)
    for table in SPAN_TABLES:
        (file,) = (release / "data" / table).glob("*.parquet")
        rows = pq.ParquetFile(file).read()
        at = rows.schema.get_field_index("exact")
        words = pa.nulls(rows.num_rows, pa.string())
        pq.write_table(rows.set_column(at, "exact", words), file)
    attack = attacked(release)
    assert len(attack.inverted) > 10 * MOST * len(attack.digests)
    assert {"Alder Labs", "1 March 2021", "founded"} <= set(attack.inverted.values())


def test_keyed_hashes_are_not(tmp_path: Path) -> None:
    attack = attacked(write_good_release(tmp_path, with_rights("facts")))
    assert attack.n_tried > 10_000 and not attack.inverted
