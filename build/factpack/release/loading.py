"""The last trial of a release: `datasets` loads it as a stranger's program would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from factpack.errors import FactpackError
from factpack_validators.scratch import scratch_folder
from factpack_validators.shown import printable

_SCRIPT = """
import json, os, sys, threading

def end_with_the_build():
    sys.stdin.read()
    os._exit(1)

threading.Thread(target=end_with_the_build, daemon=True).start()
import datasets
datasets.disable_progress_bars()
folder = sys.argv[1]
rows = {}
for name in datasets.get_dataset_config_names(folder):
    rows[name] = len(datasets.load_dataset(folder, name, split="train"))
print(json.dumps(rows))
"""

"""Its input is open as long as the build lives: one that is killed leaves no process behind."""

_LINES = 3


def check_loading(release: Path, rows: Mapping[str, int]) -> None:
    """Load every table in a process of its own, with a cache of its own and no network.

    Args:
        release: a release folder.
        rows: rows by table; those of empty tables, which have no configuration, are not asked for.

    Raises:
        FactpackError: a table does not load, or not with all its rows.
    """
    wanted = {table: n for table, n in rows.items() if n}
    with scratch_folder("loading") as cache:
        environment = {
            **os.environ,
            "HF_HOME": cache.as_posix(),
            "HF_DATASETS_CACHE": (cache / "datasets").as_posix(),
            "HF_HUB_OFFLINE": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
        }
        reader, writer = os.pipe()
        try:
            done = subprocess.run(
                [sys.executable, "-c", _SCRIPT, str(release.resolve())],
                env=environment,
                cwd=cache,
                stdin=reader,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        finally:
            os.close(reader)
            os.close(writer)
    if done.returncode:
        said = "\n  ".join(printable(line) for line in done.stderr.splitlines()[-_LINES:])
        raise FactpackError(
            f"{release.name}: datasets.load_dataset fails, so nothing was published:\n  {said}\n"
            "This is a fault of factpack or of the installed datasets: please report it, and give "
            "--no-load-check to publish all the same."
        )
    loaded = json.loads(done.stdout.splitlines()[-1])
    if loaded != wanted:
        wrong = sorted(t for t in {*loaded, *wanted} if loaded.get(t) != wanted.get(t))
        raise FactpackError(
            f"{release.name}: datasets.load_dataset gives other rows of {', '.join(wrong)}, so "
            "nothing was published. This is a fault of factpack: please report it."
        )
