"""What a hostile release costs whoever validates it: ten seconds, a gigabyte, nothing left behind.

python -m tests.validators.hostile_costs [NAME ...]    all attacks, or some; a line each

The exit status is 1 where one costs more.

A measure, not a test: `make check` runs it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.validators.editing import (
    csv_path,
    edit_json,
    parquet_path,
    read_rows,
    seal,
    write_rows,
)
from tests.validators.hostile_shapes import SHAPES

from factpack_validators.schemas import arrow_schema

SECONDS = 10
MEMORY = 2**30
TRIES = 3
"""How often one that takes longer is measured: other work on the machine only ever adds time."""

Attack = Callable[[Path], object]


def append(file: str, text: str) -> Attack:
    def attack(release: Path) -> None:
        with (release / file).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return attack


def replace(file: str, text: str) -> Attack:
    return lambda release: (release / file).write_text(text, "utf-8")


def repeated_key(release: Path) -> None:
    keys = ",".join(f'"key-{n}":0' for n in range(400_000))
    (release / "manifest.json").write_text(f'{{{keys},"key-0":0}}', "utf-8")


def one_long_cell(release: Path) -> None:
    """One cell of 30 MB in a dictionary, and very many rows that refer to it."""
    cells = pa.DictionaryArray.from_arrays(
        pa.array([0] * 90_000, pa.int32()), pa.array(["x" * 30_000_000])
    )
    path = parquet_path(release, "rejected")
    pq.write_table(pa.table({"reason": cells}), path, compression="zstd")
    assert path.stat().st_size < 100_000


def one_page_of_zeros(release: Path) -> None:
    cells = pa.array(["\0" * 400_000_000], pa.string())
    pq.write_table(pa.table({"text": cells}), parquet_path(release, "articles"), compression="zstd")


def very_many_rows(release: Path) -> None:
    rows = pa.table({"claim_id": pa.array(["c-00000000000000000000"] * 5_000_000)})
    pq.write_table(rows, parquet_path(release, "claims"), compression="zstd")


def one_key(table: str, n: int = 40_000) -> Attack:
    """As many rows with one key: joined with each other they would be a billion."""

    def attack(release: Path) -> None:
        row = read_rows(release, table)[0]
        rows = pa.Table.from_pylist([row], schema=arrow_schema(table)).take([0] * n)
        noise = [os.urandom(8).hex() for _ in range(n)]
        rows = rows.append_column("noise", pa.array(noise))
        pq.write_table(rows, parquet_path(release, table))

    return attack


def long_line(size: int) -> Attack:
    def attack(release: Path) -> None:
        with csv_path(release, "rejected").open("ab") as stream:
            stream.write(b"r-0,")
            stream.truncate(size)

    return attack


def long_record(release: Path) -> None:
    with csv_path(release, "rejected").open("ab") as stream:
        stream.write(b'r-0,"')
        for _ in range(120):
            stream.write(b"x " * 2**19)


def many_findings(release: Path) -> None:
    finding = {"code": "time-travel", "severity": "info", "message": "x", "table": "claims"}
    edit_json(
        release,
        "validation.json",
        lambda d: d.update(findings=[{**finding, "key": f"c-{n}"} for n in range(100_000)]),
    )


def many_sums(release: Path) -> None:
    lines = "".join(f"{n:064x}  file-{n}\n" for n in range(200_000))
    (release / "SHA256SUMS").write_text(lines, "utf-8")


def many_files(release: Path) -> None:
    for n in range(10_500):
        (release / "plots" / f"{n}.svg").touch()


def many_resources(release: Path) -> None:
    def change(package: Any) -> None:
        package["resources"] = [{"name": f"r{n}", "path": f"r{n}.csv"} for n in range(60_000)]

    edit_json(release, "datapackage.json", change)


def many_spans(distinct: bool) -> Attack:
    """Twenty thousand mentions, each of nearly a whole article of a megabyte."""

    def attack(release: Path) -> None:
        text = ("word " * 200_000).strip()
        articles = read_rows(release, "articles")
        articles[0].update(text=text, n_chars=len(text))
        write_rows(release, "articles", articles)
        rows = read_rows(release, "mentions")
        rows += [
            {
                **rows[0],
                "mention_id": f"m-{n:020x}",
                "article_id": articles[0]["article_id"],
                "char_start": n if distinct else 0,
                "char_end": len(text),
                "exact": None,
                "exact_sha256": f"{n:064x}",
            }
            for n in range(20_000)
        ]
        write_rows(release, "mentions", sorted(rows, key=lambda row: row["mention_id"]))

    return attack


def many_quoted_claims(release: Path) -> None:
    """Twenty thousand claims, each in twenty thousand quotations."""
    for table, key in (("claims", "claim_id"), ("quotes", "quote_id")):
        row = read_rows(release, table)[0]
        rows = [
            {**row, key: f"{key[0]}-{n:020x}", "char_start": n % 7, "char_end": 10**6 - n % 7}
            for n in range(20_000)
        ]
        write_rows(release, table, rows)


ATTACKS: dict[str, tuple[Attack, bool]] = {
    "a key that stands twice at the end": (repeated_key, True),
    "a list too deep": (replace("manifest.json", "[" * 3_000_000), True),
    "very many lists": (replace("manifest.json", f"[{'[],' * 9_000_000}0]"), True),
    "a number too long": (replace("manifest.json", f'{{"version": {"9" * 3_000_000}}}'), True),
    "drawings that begin texts": (
        append("plots/claims-by-predicate.svg", "<text " * 900_000),
        True,
    ),
    "pictures that begin": (append("README.md", "<img " * 900_000), True),
    "pictures without an end": (append("README.md", "![" * 2_000_000), True),
    "links without an end": (append("README.md", "[x](" * 1_000_000), True),
    "tags without an end": (append("DATASHEET.md", "<" * 4_000_000), True),
    "metadata without an end": (replace("README.md", "x---\n" * 900_000), True),
    "handlers without an end": (append("DATASHEET.md", " on" * 1_500_000), True),
    "digits without an end": (
        replace("README.md", f"Version 1.0.0 of 1 May 2026: {'1' * 3_000_000}\n\n"),
        True,
    ),
    "very many headings": (append("README.md", "\n# x" * 500_000), True),
    "very many blocks": (append("README.md", "\n```\nx\n```" * 200_000), True),
    "very much metadata": (
        lambda release: (release / "README.md").write_text(
            "---\n" + "".join(f"k{n}: [1, 2]\n" for n in range(300_000)) + "---\n", "utf-8"
        ),
        True,
    ),
    "a cell that ninety thousand rows repeat": (one_long_cell, True),
    "a page of zeros": (one_page_of_zeros, True),
    "very many rows of one key": (very_many_rows, True),
    "claims with one key": (one_key("claims"), True),
    "mentions with one key": (one_key("mentions"), True),
    "facts with one key": (one_key("facts"), True),
    "articles with one key": (one_key("articles"), True),
    "entities with one key": (one_key("entities"), True),
    "one long span in very many rows": (many_spans(distinct=False), True),
    "very many long spans": (many_spans(distinct=True), True),
    "claims that stand in very many quotations": (many_quoted_claims, True),
    "a line of 600 MB": (long_line(600 * 10**6), True),
    "a record of 120 MB": (long_record, True),
    "very many findings that it admits": (many_findings, True),
    "very many sums": (many_sums, False),
    "very many files": (many_files, True),
    "very many resources": (many_resources, True),
    **{name: (attack, True) for name, attack in SHAPES.items()},
}


def problem_of(good: Path, folder: Path, name: str) -> tuple[str | None, float, int]:
    """What went wrong with an attack, if anything; seconds of processors and bytes of memory."""
    release = Path(shutil.copytree(good, folder / "release" / good.name))
    attack, sealed = ATTACKS[name]
    attack(release)
    if sealed:
        seal(release)
    spill = folder / "spill"
    spill.mkdir()
    done, seconds, memory = run(release, spill)
    for _ in range(TRIES - 1):
        if seconds < SECONDS:
            break
        done, again, more = run(release, spill)
        seconds, memory = min(seconds, again), max(memory, more)
    if done.stderr or done.returncode != 1:
        return f"status {done.returncode}: {done.stderr[-2_000:]}", seconds, memory
    report = json.loads(done.stdout)
    problems = {
        "no finding": not report["findings"],
        "too many findings": len(report["findings"]) >= 3_000 or len(done.stdout) >= 5_000_000,
        "something is left behind": any(spill.iterdir()),
        f"more than {SECONDS} s": seconds >= SECONDS,
        f"more than {MEMORY:,} bytes of memory": memory >= MEMORY,
    }
    wrong = [problem for problem, is_so in problems.items() if is_so]
    return f"{', '.join(wrong)}: {report['totals']}" if wrong else None, seconds, memory


_MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = used.ru_utime + used.ru_stime
print(json.dumps([done.returncode, done.stdout, done.stderr, seconds, used.ru_maxrss]))
"""


def run(release: Path, spill: Path) -> tuple[subprocess.CompletedProcess[str], float, int]:
    """Validate a release: what came out, seconds of processors, and bytes of memory at most."""
    command = [sys.executable, "-m", "factpack_validators", str(release), "--json"]
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command],
        env={**os.environ, "TMPDIR": str(spill)},
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
    )
    status, out, err, seconds, kilobytes = json.loads(measured.stdout)
    done = subprocess.CompletedProcess(command, status, out, err)
    return done, seconds, kilobytes * 1024


def main() -> int:
    """Try every attack; the exit status is 1 where one costs more or is not noticed."""
    from tests.validators.good_release import write_good_release

    names = sys.argv[1:] or list(ATTACKS)
    n_wrong, worst, most = 0, 0.0, 0
    with tempfile.TemporaryDirectory(prefix="factpack-costs-") as folder:
        good = write_good_release(Path(folder) / "good")
        for name in names:
            with tempfile.TemporaryDirectory(dir=folder) as place:
                problem, seconds, memory = problem_of(good, Path(place), name)
            worst, most = max(worst, seconds), max(most, memory)
            n_wrong += problem is not None
            print(f"{seconds:5.1f} s {memory / 2**20:5.0f} MB  {name}", flush=True)
            if problem is not None:
                print(f"  {problem}", flush=True)
    print(
        f"{len(names)} hostile releases: {n_wrong} failures; at most {worst:.1f} s of the "
        f"processor, {most / 2**20:,.0f} MB"
    )
    return 1 if n_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
