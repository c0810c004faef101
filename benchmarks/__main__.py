"""Run every benchmark at a size that takes minutes: python -m benchmarks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
RUNS = [
    ("speed.py",),
    ("build.py", "100", "400", "1600"),
    ("extraction_literals.py",),
    ("extraction_mentions.py",),
    ("extraction_claims.py",),
    ("corroborate.py",),
    ("validate.py",),
]


def main() -> int:
    """Run all; the exit status is that of the first that failed."""
    for script, *arguments in RUNS:
        print(f"== {script} {' '.join(arguments)}", flush=True)
        done = subprocess.run([sys.executable, FOLDER / script, *arguments], check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
