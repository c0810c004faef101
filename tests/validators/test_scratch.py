"""Temporary folders go with their process, or when the next one comes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest

from factpack_validators.scratch import machine_faults, scratch_folder

HOLD = """
from factpack_validators.scratch import scratch_folder
with scratch_folder("held") as folder:
    (folder / "half").write_text("x")
    print(folder, flush=True)
    input()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_gone_whatever_happens(place: Path) -> None:
    with pytest.raises(ZeroDivisionError), scratch_folder("test") as folder:
        (folder / "half").write_text("x")
        assert folder.parent == place
        raise ZeroDivisionError
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_what_is_in_use_stays(place: Path) -> None:
    env = {**os.environ, "TMPDIR": str(place)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    folders = [Path(p.stdout.readline().strip()) for p in processes if p.stdout]
    processes[0].send_signal(signal.SIGKILL)
    processes[0].communicate()
    outside = place / "outside"
    outside.mkdir()
    (outside / "mine").write_text("x")
    (place / "factpack-scratch-link").symlink_to(outside)
    with scratch_folder("test"):
        assert not folders[0].exists() and folders[1].exists()
    assert (outside / "mine").exists()
    processes[1].communicate("\n")
    assert not folders[1].exists()


def test_faults_of_the_machine_are_those_of_python(tmp_path: Path) -> None:
    """Whatever library meets them."""
    full = os.strerror(errno.EFBIG)
    for problem, said in (
        (duckdb.OutOfMemoryException("Out of Memory Error: failed to pin"), MemoryError),
        (duckdb.IOException(f'IO Error: Could not write file "x": {full}'), OSError),
        (OSError(errno.ENOSPC, "Error writing bytes to file"), OSError),
        (duckdb.IOException("IO Error: no such thing"), duckdb.IOException),
        (OSError(errno.ENOENT, "nothing there"), FileNotFoundError),
    ):
        with pytest.raises(said) as told, machine_faults(tmp_path):
            raise problem
        if said is OSError:
            assert isinstance(told.value, OSError)
            assert told.value.filename == str(tmp_path)
            assert told.value.strerror in (full, os.strerror(errno.ENOSPC))
