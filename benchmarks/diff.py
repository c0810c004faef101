"""How long a diff of two releases takes, and what memory: python -m benchmarks diff [ROWS …].

Two releases of one table like `claims`, of which one row in a hundred differs: a third of those is
added, a third removed, a third changed in a cell. The diff runs in a process of its own, whose
peak resident memory is given.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from factpack.memory import peak_mb
from factpack.release.versions.diff import diff_releases
from factpack_validators.folder import parquet_file
from factpack_validators.sql import file_literal

ROWS = 1_000_000

_TABLE = """
    select 'c-' || substr(md5(i::varchar), 1, 20) as claim_id,
        'a-' || substr(md5((i // 7)::varchar), 1, 20) as article_id,
        'f-' || substr(md5((i // 3)::varchar), 1, 20) as fact_id,
        'acquired' as predicate,
        'e-' || substr(md5((i % 5003)::varchar), 1, 20) as subject_id,
        'e-' || substr(md5((i % 7001)::varchar), 1, 20) as object_id,
        (i % 900) * 3.5::double as amount, 'USD' as currency,
        date '2020-01-01' + (i % 900)::int as date_from,
        (i % 4000)::bigint as char_start, (i % 4000 + 80)::bigint as char_end,
        'words number ' || i || ' of a claim, some eighty characters in all, as in news' as exact,
        'rules 1' as extractor, 'rule.' || (i % 200) as rule,
        {confidence} as confidence
    from range({first}, {last}) r(i) order by claim_id"""


def main(arguments: list[str]) -> None:
    """Measure the sizes that are named, or run one diff and print what it took."""
    if arguments[:1] == ["--child"]:
        began = time.perf_counter()
        diff = diff_releases(Path(arguments[1]), Path(arguments[2]))
        seconds = time.perf_counter() - began
        (table,) = diff.tables
        print(json.dumps({"seconds": seconds, "mb": peak_mb(), "counts": dict(table.counts)}))
        return
    for n in map(int, arguments or [str(ROWS)]):
        with tempfile.TemporaryDirectory() as work:
            folders = [_write(Path(work) / side, side, n) for side in ("old", "new")]
            command = [sys.executable, "-m", "benchmarks.diff", "--child", *map(str, folders)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        took = json.loads(done.stdout)
        print(
            f"{n:,} rows against {n:,}: {took['seconds']:.1f} s, {took['mb']} MiB, {took['counts']}"
        )


def _write(folder: Path, side: str, n: int) -> Path:
    """A release folder with the one table."""
    share = n // 300
    file = folder / parquet_file("claims")
    file.parent.mkdir(parents=True)
    changed = "case when i % 300 = 7 then 0.9 else 0.5 end" if side == "new" else "0.5"
    query = _TABLE.format(
        confidence=f"({changed})::double",
        first=0 if side == "old" else share,
        last=n if side == "old" else n + share,
    )
    duckdb.sql(f"copy ({query}) to {file_literal(file)} (format parquet, compression zstd)")
    said = {"dataset": "bench", "version": "1.0.0" if side == "old" else "1.1.0"}
    (folder / "manifest.json").write_text(json.dumps(said), "utf-8")
    return folder


if __name__ == "__main__":
    main(sys.argv[1:])
