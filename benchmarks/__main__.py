"""Run every benchmark at a size that takes minutes, or one: python -m benchmarks [NAME ARGUMENT …].

A name is that of a file or folder beside this one: build, extraction, hostile, corroborate …
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = [
    ("speed",),
    ("build", "100", "400", "1600"),
    ("extraction",),
    ("hostile",),
    ("corroborate",),
    ("validate",),
    ("diff",),
]


def main() -> int:
    """Run all, or the one that is named; the exit status is that of the first that failed."""
    for name, *arguments in [tuple(sys.argv[1:])] if sys.argv[1:] else RUNS:
        print(f"== {name} {' '.join(arguments)}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
        done = subprocess.run(command, cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
