"""The command line in this process: what it prints and how it ends, without a start of Python."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

from factpack.cli import main
from factpack.release import loading
from factpack_validators import arrow_alone


def factpack(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command as `factpack` does, in a folder."""
    command = ["factpack", *map(str, args)]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with (
        contextlib.chdir(cwd or Path.cwd()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.object(sys, "argv", command),
        patch.dict(os.environ, {"NO_COLOR": "1"}),
        # It would keep data frames from the tests that follow.
        patch.object(arrow_alone, "use_arrow_alone", lambda: None),
        # It takes seconds a build, and has tests of its own.
        patch.object(loading, "check_loading", lambda release, rows: None),
    ):
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
    for stream in (out, err):
        stream.flush()
    said = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
    return subprocess.CompletedProcess(command, status, *said)
