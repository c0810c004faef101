"""CPU of reading a corpus again, by the share of its articles that changed.

    python -m benchmarks again [N] [--changed SHARE …]

N made-up articles are read without a cache, then with an empty one, then again after each share
(in per cent) was changed, every time in a process of its own. Only what a cache bears on is run:
a build ends where linking begins.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.build import article
from factpack.pipeline import Progress, build
from factpack.profile import Profile

READ = "read and extract"


class _Enough(Exception):
    """All that is measured was done."""


class _Until(Progress):
    """Ends a build where its articles are read, and keeps what it says of them."""

    def __init__(self) -> None:
        self.said = "none kept"

    def step(self, name: str, total: int | None = None) -> None:
        if name == "link and corroborate":
            raise _Enough

    def note(self, message: str) -> None:
        self.said = message


def write_corpus(folder: Path, n: int, changed: float = 0.0) -> None:
    """Articles of which that share, in per cent and evenly spread, has another last line."""
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(n):
            row = article(number)
            if int((number + 1) * changed / 100) != int(number * changed / 100):
                row["text"] += f"\n\nThe report came {changed:g} hours later."
            stream.write(json.dumps(row) + "\n")
    (folder / "dataset.yaml").write_text(
        "name: bench\ntitle: Benchmark\ndescription: Made-up articles.\nlicense: CC0-1.0\n"
        "rights: full\nsources:\n  - path: articles.jsonl\n",
        "utf-8",
    )


def read_once(folder: Path, kept: bool) -> None:
    """Read the articles, and print the CPU seconds that it took and what came from the cache."""
    until = _Until()
    profile = Profile(until)
    try:
        build(folder / "dataset.yaml", out=folder / "dist", progress=profile, cache=kept)
    except _Enough:
        pass
    cpu = sum(stage.cpu_seconds for stage in profile.stages() if stage.step == READ)
    print(json.dumps([cpu, until.said]))


def measure(folder: Path, kept: bool) -> tuple[float, str]:
    """CPU seconds of reading and extracting, and what the build said, in a process of its own."""
    child = [sys.executable, "-m", "benchmarks.again", "--child", str(folder)]
    done = subprocess.run(
        [*child, *(["--kept"] if kept else [])],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    cpu, said = json.loads(done.stdout.splitlines()[-1])
    return float(cpu), str(said)


def main() -> int:
    """Print a line for each state of the corpus and the cache."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks again", description=__doc__)
    parser.add_argument("n", type=int, nargs="?", default=900, metavar="N", help="articles")
    parser.add_argument("--changed", type=float, nargs="*", default=[0.0, 1.0, 100.0])
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--kept", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        read_once(options.child, options.kept)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder, options.n)
        print(f"{'reading and extracting':<28}{'CPU s':>8}  said")
        for label, kept in (("without a cache", False), ("with an empty cache", True)):
            cpu, said = measure(folder, kept)
            print(f"{label:<28}{cpu:>8.2f}  {said}", flush=True)
        for share in options.changed:
            write_corpus(folder, options.n, share)
            cpu, said = measure(folder, True)
            print(f"{f'{share:g}% changed':<28}{cpu:>8.2f}  {said}", flush=True)
        packs = sum(file.stat().st_size for file in folder.rglob("*.pack"))
        print(f"the cache holds {packs / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
