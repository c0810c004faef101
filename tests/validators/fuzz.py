"""Validate releases that were damaged in every way: `python -m tests.validators.fuzz --minutes 10`.

Each number is one damaged copy of a good release, the same on every machine. Whatever was done to
it, validating ends with findings or without, in ten seconds of the processor and a gigabyte.
Numbers for which that did not hold are kept in `test_fuzz.py` once they are mended.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

SECONDS = 10
MEMORY = 2**30
_FAILED = 70

Damage = Callable[[Path, Random], None]

ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1e308,
    1.5,
    "",
    "x",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "2026-02-31",
    "e-00000000000000000000",
    "é\u202e\u0000",
    "x" * 10_000,
    [],
    {},
    [[[[]]]],
    {"path": "https://forger.example/"},
    ["a", 1, None],
)
TOKENS = (
    "<img ",
    "<text ",
    "<",
    "![",
    "[",
    "](",
    "| ",
    "`",
    "```\n",
    "# ",
    "\n",
    " ",
    "- ",
    "&#x;",
    "\u202e",
    "\x00",
    "1,",
    "a: ",
    "https://a",
    "\\",
    '"',
    "{{",
    "curl a | ",
)


@dataclass(frozen=True)
class Outcome:
    """How validating one damaged release ended.

    Attributes:
        problem: what did not hold; None where all did.
        seconds: of the processor, those for damaging it included.
        memory: most bytes that were held.
    """

    number: int
    problem: str | None
    seconds: float
    memory: int


def damage(release: Path, number: int) -> list[str]:
    """Damage a release in one to four ways; gives their names."""
    chance = Random(f"factpack release {number}")
    names = [chance.choice(sorted(DAMAGES)) for _ in range(chance.choice((1, 1, 2, 4)))]
    # Whoever reads a pipe waits for ever: that is for the validators to know, so pipes come last.
    last = [name for name in names if name in ("link", "pipe")]
    done = [_do(name, release, chance) for name in names if name not in last]
    from tests.validators.editing import reseal, seal

    sealing = chance.choice((None, seal, reseal))
    if sealing is not None:
        try:
            sealing(release)
        except Exception as problem:
            done.append(f"not sealed ({type(problem).__name__})")
    return [*done, *(_do(name, release, chance) for name in last)]


def _do(name: str, release: Path, chance: Random) -> str:
    try:
        DAMAGES[name](release, chance)
    except Exception as problem:  # What is broken already cannot be broken so.
        return f"{name} ({type(problem).__name__})"
    return name


def _file(release: Path, chance: Random, *endings: str) -> Path:
    files = sorted(p for p in release.rglob("*") if p.is_file() and p.name.endswith(endings or ""))
    return chance.choice(files)


def flip(release: Path, chance: Random) -> None:
    file = _file(release, chance)
    content = bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 3, 20))):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    file.write_bytes(content)


def flip_footer(release: Path, chance: Random) -> None:
    """The end of a Parquet file says where everything is."""
    file = _file(release, chance, ".parquet")
    content = bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 3, 20))):
        content[-chance.randrange(1, min(len(content), 2_000))] ^= chance.randrange(1, 256)
    file.write_bytes(content)


def cut(release: Path, chance: Random) -> None:
    file = _file(release, chance)
    content = file.read_bytes()
    file.write_bytes(content[: chance.randrange(len(content) + 1)])


def grow(release: Path, chance: Random) -> None:
    file = _file(release, chance)
    more = chance.choice((b"\0" * 10_000, chance.randbytes(5_000), file.read_bytes(), b'"' * 9))
    with file.open("ab") as stream:
        stream.write(more)


def swap(release: Path, chance: Random) -> None:
    one, other = _file(release, chance), _file(release, chance)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def swap_tables(release: Path, chance: Random) -> None:
    one, other = (_file(release, chance, ".parquet") for _ in range(2))
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def remove(release: Path, chance: Random) -> None:
    _file(release, chance).unlink()


def folder_for_file(release: Path, chance: Random) -> None:
    file = _file(release, chance)
    file.unlink()
    file.mkdir()


def link(release: Path, chance: Random) -> None:
    file = _file(release, chance)
    target = chance.choice(("/dev/zero", "/etc/passwd", file.name, "..", "README.md"))
    file.unlink()
    file.symlink_to(target)


def pipe(release: Path, chance: Random) -> None:
    """A file that never ends, and from which nothing comes."""
    file = _file(release, chance)
    file.unlink()
    os.mkfifo(file)


def change_json(release: Path, chance: Random) -> None:
    file = _file(release, chance, ".json")
    data = json.loads(file.read_text("utf-8"))
    for _ in range(chance.choice((1, 2, 8))):
        node, key = _node(data, chance)
        if chance.random() < 0.2:
            del node[key]
        elif chance.random() < 0.2 and isinstance(node, list):
            node.append(chance.choice(node))
        else:
            node[key] = chance.choice(ODD)
    file.write_text(json.dumps(data), "utf-8")


def _node(data: Any, chance: Random) -> tuple[Any, Any]:
    """Some container in JSON data and a key of it; deep ones are as likely as shallow ones."""
    places: list[tuple[Any, Any]] = []
    waiting = [data]
    while waiting:
        node = waiting.pop()
        items = list(node.items() if isinstance(node, dict) else enumerate(node))
        places += [(node, key) for key, _ in items]
        waiting += [value for _, value in items if isinstance(value, dict | list) and value]
    return chance.choice(places)


def spoil_json(release: Path, chance: Random) -> None:
    file = _file(release, chance, ".json")
    text = file.read_text("utf-8")
    place = chance.randrange(len(text))
    bits = (
        "NaN",
        "{" * 2_000,
        "[" * 100_000,
        '"a":1,' * 5_000,
        "\\ud800",
        "1e999",
        "\ufeff",
        "9" * 9_000,
    )
    file.write_text(text[:place] + chance.choice(bits) + text[place:], "utf-8")


def spoil_page(release: Path, chance: Random) -> None:
    file = _file(release, chance, ".md", ".cff", ".svg", "LICENSE", "SHA256SUMS")
    text = file.read_text("utf-8")
    place = chance.randrange(len(text))
    more = chance.choice(TOKENS) * chance.choice((1, 50, 20_000))
    file.write_text(text[:place] + more + text[place:], "utf-8")


def spoil_lines(release: Path, chance: Random) -> None:
    """Lines of a page or of YAML twice, gone, indented or in another order."""
    file = _file(release, chance, ".md", ".cff", "SHA256SUMS", ".csv")
    lines = file.read_text("utf-8").split("\n")
    for _ in range(chance.choice((1, 5))):
        place = chance.randrange(len(lines))
        other = chance.randrange(len(lines))
        way = chance.randrange(5)
        if way == 0:
            lines.insert(place, lines[other])
        elif way == 1:
            lines[place] = ""
        elif way == 2:
            lines[place] = chance.choice(("  ", "\t", "- ", "&a ", "*a ", "!!set ")) + lines[place]
        elif way == 3:
            lines[place], lines[other] = lines[other], lines[place]
        else:
            lines[place] = lines[place] + chance.choice((" # x", ": x", " |", " >", '"', "{", "@"))
    file.write_text("\n".join(lines), "utf-8")


def change_csv(release: Path, chance: Random) -> None:
    file = _file(release, chance, ".csv")
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8"), newline="")))
    for _ in range(chance.choice((1, 5))):
        row = chance.choice(rows)
        if chance.random() < 0.2:
            row.pop()
        elif chance.random() < 0.2:
            row.append("more")
        else:
            row[chance.randrange(len(row))] = str(chance.choice(ODD))
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator=chance.choice(("\n", "\r\n", "\r"))).writerows(rows)


def change_rows(release: Path, chance: Random) -> None:
    """Cells of one or both formats, of the type of their column or null."""
    from tests.validators.editing import read_rows, write_rows

    from factpack_validators.schemas import table_names

    table = chance.choice(table_names())
    rows = read_rows(release, table)
    for _ in range(chance.choice((1, 3, 10))):
        row, other = chance.choice(rows), chance.choice(rows)
        column = chance.choice(sorted(row))
        row[column] = chance.choice((None, other[column], _other(row[column], chance)))
    if chance.random() < 0.3:
        chance.shuffle(rows)
    if chance.random() < 0.2:
        rows *= chance.choice((2, 50))
    write_rows(release, table, rows, text=chance.random() < 0.7)


def _other(value: Any, chance: Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return chance.choice((-1, 0, value + 1, 2**62))
    if isinstance(value, float):
        return chance.choice((float("nan"), float("inf"), -0.0, 1e308))
    if isinstance(value, str):
        return chance.choice((value[::-1], value + "\u202e", "", "=1+1", value * 50, "\x00"))
    return value


def change_types(release: Path, chance: Random) -> None:
    """Columns of other types, other names, twice, or nested."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = _file(release, chance, ".parquet")
    table = pq.read_table(file, use_threads=False)
    place = chance.randrange(table.num_columns)
    name = table.column_names[place]
    n = table.num_rows
    arrays: tuple[Callable[[], pa.Array], ...] = (
        lambda: pa.array([["a"]] * n),
        lambda: pa.array([{"a": 1}] * n),
        lambda: pa.array([b"\xff\xfe"] * n),
        lambda: pa.array([None] * n),
        lambda: pa.array([1] * n, pa.int8()),
        lambda: pa.array([1.5] * n, pa.float32()),
        lambda: pa.array(["x"] * n).dictionary_encode(),
        lambda: pa.array([10**30] * n, pa.decimal128(38)),
        lambda: pa.array([2**40] * n, pa.timestamp("us")),
        lambda: pa.array([{"a": [{"b": ["x" * 100]}]}] * n),
    )
    way = chance.randrange(5)
    if way == 0:
        table = table.drop_columns([name])
    elif way == 1:
        names = list(table.column_names)
        names[place] = chance.choice(("", "x\x00", "Fact_ID", "x" * 5_000, names[0]))
        table = table.rename_columns(names)
    elif way == 2:
        table = table.append_column(chance.choice(("more", name)), chance.choice(arrays)())
    elif way == 3:
        table = table.set_column(place, name, chance.choice(arrays)())
    else:
        table = table.replace_schema_metadata({b"x" * 1_000: b"\xff" * 1_000, b"pandas": b"{"})
    pq.write_table(
        table,
        file,
        compression=chance.choice(("none", "snappy", "zstd", "gzip", "brotli")),
        use_dictionary=chance.random() < 0.5,
        row_group_size=chance.choice((1, 7, 1_000_000)),
        data_page_version=chance.choice(("1.0", "2.0")),
        version=chance.choice(("1.0", "2.6")),
    )


DAMAGES: dict[str, Damage] = {
    f.__name__: f
    for f in (
        flip,
        flip_footer,
        cut,
        grow,
        swap,
        swap_tables,
        remove,
        folder_for_file,
        link,
        pipe,
        change_json,
        spoil_json,
        spoil_page,
        spoil_lines,
        change_csv,
        change_rows,
        change_types,
    )
}


def outcome(good: Path, number: int) -> Outcome:
    """Damage a copy of a release and validate it in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="factpack-fuzz-") as work:
        said = Path(work) / "said"
        child = os.fork()
        if child == 0:
            os._exit(_validate(good, Path(work), number, said))
        deadline = time.monotonic() + 30 * SECONDS
        ended, status, usage = os.wait4(child, os.WNOHANG)
        while not ended and time.monotonic() < deadline:
            time.sleep(0.02)
            ended, status, usage = os.wait4(child, os.WNOHANG)
        if not ended:
            os.kill(child, signal.SIGKILL)
            _, status, usage = os.wait4(child, 0)
        problem = _problem(status, said, waited=not ended)
    seconds = usage.ru_utime + usage.ru_stime
    memory = usage.ru_maxrss * 1024
    if problem is None and seconds > SECONDS:
        problem = f"{seconds:.1f} s of the processor"
    if problem is None and memory > MEMORY:
        problem = f"{memory / 2**20:,.0f} MB of memory"
    return Outcome(number, problem, seconds, memory)


def _validate(good: Path, work: Path, number: int, said: Path) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (3 * SECONDS, 3 * SECONDS))
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(null, stream)
    tempfile.tempdir = str(work)
    try:
        release = Path(shutil.copytree(good, work / good.parent.name / good.name))
        done = damage(release, number)
        said.write_text(", ".join(done), "utf-8")
        from factpack_validators.__main__ import main

        status = main([str(release)])
        left = [p.name for p in work.iterdir() if p.name.startswith("factpack-scratch")]
        if left or status not in (0, 1, 2):
            said.write_text(f"{said.read_text('utf-8')}: status {status}, left {left}", "utf-8")
            return _FAILED
        return 0
    except BaseException:
        with said.open("a", encoding="utf-8") as notes:
            notes.write(f"\n{traceback.format_exc()}")
        return _FAILED


def _problem(status: int, said: Path, *, waited: bool) -> str | None:
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        return None
    what = said.read_text("utf-8") if said.is_file() else "nothing was damaged"
    if waited:
        return f"does not end: {what}"
    if os.WIFSIGNALED(status):
        return f"ended by signal {os.WTERMSIG(status)}: {what}"
    return what


def main() -> int:
    """Run until the time is up; the exit status is 1 where anything did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.validators.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0, help="the first number")
    options = parser.parse_args()
    from tests.validators.good_release import write_good_release

    wrong, worst, most = 0, 0.0, 0
    with tempfile.TemporaryDirectory(prefix="factpack-good-") as folder:
        good = write_good_release(Path(folder))
        # What is loaded here is not loaded again in each process.
        import factpack_validators.__main__  # noqa: F401

        end = time.monotonic() + 60 * options.minutes
        number = options.seed
        while time.monotonic() < end:
            ended = outcome(good, number)
            worst, most = max(worst, ended.seconds), max(most, ended.memory)
            if ended.problem is not None:
                wrong += 1
                print(f"{number}: {ended.problem}", flush=True)
            number += 1
    print(
        f"{number - options.seed:,} releases: {wrong} failures; at most {worst:.1f} s of the "
        f"processor, {most / 2**20:,.0f} MB"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
