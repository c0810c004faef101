"""Commands on streams that take little or nothing, and on folders of odd names."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.command import factpack
from tests.tiers import one_of_each

from factpack import __version__
from factpack.cli.app import app

CODE = "from factpack.cli import main; main()"
CONFIG = """\
name: orrin-bay
title: Orrin Bay
description: News of an invented harbour.
license: CC0-1.0
rights: full
released: 2026-01-31
sources: [{path: "articles/*"}]
"""
TEXT = "“Orrin Corp. acquired Tessit Labs for $40 million,” said Mara Voß of Orrin Corp. 😀\n"


BUILD = ["build", "dataset.yaml", "--no-load-check"]
"""Loading takes seconds a build, and has tests of its own."""


def run(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CODE, *args],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", **env},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "articles").mkdir()
    (folder / "articles" / "one.txt").write_text(TEXT, "utf-8")
    (folder / "dataset.yaml").write_text(CONFIG, "utf-8")
    built = run(*BUILD, cwd=folder, PYTHONIOENCODING="ascii")
    assert built.returncode == 0, built.stderr
    assert "orrin-bay 1.0.0" in built.stdout
    return folder


RELEASE = "dist/orrin-bay/1.0.0"


def test_the_package_runs_as_the_command_does() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "factpack", "--version"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split()[-1] == __version__


def test_what_a_terminal_cannot_show_is_escaped(corpus: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", CODE, "why", RELEASE, "Orrin Corp.", "--json"],
        cwd=corpus,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        encoding="latin-1",
    )
    assert told.returncode == 0, told.stderr
    assert "\\u201c" in told.stdout and "ß" in told.stdout
    assert "“" in json.dumps(json.loads(told.stdout), ensure_ascii=False)
    for encoding in ("ascii", "latin-1"):
        shown = run("validate", RELEASE, cwd=corpus, PYTHONIOENCODING=encoding)
        assert shown.returncode == 0 and shown.stderr == ""


@pytest.mark.parametrize("command", [BUILD, ["validate", RELEASE, "--json"]])
def test_a_full_disk_below_stdout_is_one_message(corpus: Path, command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", CODE, *command],
            cwd=corpus,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    told = done.stderr.splitlines()[-1]
    if "--json" in command:
        told = f"error: {json.loads(told)['error']['message']}"
    assert told.startswith("error: what it says cannot be written")
    assert "Traceback" not in done.stderr


COMMANDS = [
    BUILD,
    ["validate", RELEASE],
    ["why", RELEASE, "Orrin Corp."],
    ["reproduce", RELEASE],
    ["evaluate", RELEASE, "--gold", "gold.jsonl"],
    ["review", RELEASE, "--json"],
    ["diff", RELEASE, RELEASE],
    ["apply", RELEASE, "deltas", "--out", "next"],
    ["hydrate", RELEASE, "--articles", "articles", "--out", "full"],
    ["export", RELEASE, "--to", "jsonl"],
    ["browse", RELEASE, "--no-open"],
    ["serve", RELEASE, "--mcp"],
    ["history", "dist/orrin-bay"],
    ["publish", RELEASE, "--to", "memory://bay", "--dry-run"],
    ["sign", RELEASE, "--key", "key"],
    ["withdraw", "dataset.yaml"],
    ["cache", "dataset.yaml"],
    ["schema"],
]


NOT_PIPED = (
    *("evaluate", "apply", "hydrate", "browse", "serve", "publish", "sign", "withdraw", "cache"),
)
"""Commands that need more than the corpus has, say what they found, or go on until stopped."""


def test_every_command_that_loads_libraries_is_tried() -> None:
    group: Any = typer.main.get_command(app)
    assert {command[0] for command in COMMANDS} == set(group.commands) - {"init"}


@pytest.mark.parametrize(
    "command",
    one_of_each(
        [c for c in COMMANDS if c[0] not in NOT_PIPED] + [["build", "-h"]],
        lambda command: "build" if command[0] == "build" else "of a release",
    ),
)
def test_a_reader_that_has_gone_changes_no_status(corpus: Path, command: list[str]) -> None:
    """As in `factpack build … | head -1`: what was published was published."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", CODE, *(word for word in command if word != "--no-load-check")],
        cwd=corpus,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_has_gone_keeps_the_findings(corpus: Path, tmp_path: Path) -> None:
    """The status of a release with errors is 1, whoever reads of them."""
    shutil.copytree(corpus / RELEASE, tmp_path / "bad")
    (tmp_path / "bad" / "README.md").write_text("Another card.\n", "utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    for program in (["-c", CODE, "validate"], ["-m", "factpack_validators"]):
        command = [sys.executable, *program, str(tmp_path / "bad")]
        done = subprocess.run(command, cwd=corpus, stdout=writer, stderr=subprocess.PIPE)
        assert (done.returncode, done.stderr) == (1, b"")
    os.close(writer)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit address space")
@pytest.mark.parametrize(
    ("command", "megabytes"),
    one_of_each(
        [(command, megabytes) for megabytes in (300, 1000) for command in COMMANDS],
        lambda case: (case[1], case[0][0] in ("build", "validate"), "--json" in case[0]),
    ),
)
def test_too_little_address_space_is_one_message(
    corpus: Path, command: list[str], megabytes: int
) -> None:
    """Libraries abort there in native code; with 1,100 MB, good files were called damaged."""
    programs = [["-c", CODE]]
    if "validate" in command:
        programs.append(["-m", "factpack_validators"])
    for program in programs:
        arguments = command if "-c" in program else [RELEASE]
        shell = f'ulimit -v {megabytes}000; exec "$0" "$@"'
        done = subprocess.run(
            ["sh", "-c", shell, sys.executable, *program, *arguments],
            cwd=corpus,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 2, (program, done)
        assert done.stdout == ""
        said = done.stderr
        if "--json" in command:
            told = json.loads(said)["error"]
            assert told["code"] == "memory-full"
            said = f"error: {told['message']}"
        assert said.startswith("error: this process may have ")
        assert len(done.stderr.splitlines()) == 1


def test_closed_streams_are_no_place_for_data(corpus: Path) -> None:
    shell = f'exec "$0" -c "$1" validate {RELEASE} >&- 2>&-'
    done = subprocess.run(["sh", "-c", shell, sys.executable, CODE], cwd=corpus)
    assert done.returncode == 0


@pytest.mark.referee
@pytest.mark.parametrize("name", one_of_each(["x[1]", "~", "a*b", "-dash"], lambda _: "odd"))
def test_a_release_in_a_folder_of_an_odd_name(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (corpus / "dist").rename(corpus / name)
    try:
        release = f"{name}/orrin-bay/1.0.0"
        for command in (["validate"], ["why", "--json"], ["reproduce"]):
            what = ["Orrin Corp."] if "why" in command else []
            done = factpack(*command, "--", release, *what, cwd=corpus)
            assert done.returncode == 0, (command, done.stdout, done.stderr)
    finally:
        (corpus / name).rename(corpus / "dist")


@pytest.mark.parametrize("name", ["loop", "in[1]/dist", "what?/dist"])
def test_a_place_that_cannot_be_worked_in_is_refused(
    corpus: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    done = factpack("build", "dataset.yaml", "--out", tmp_path / name, cwd=corpus)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and "--out" in done.stderr


def test_the_keyboard_stops_a_build_with_a_word(corpus: Path, tmp_path: Path) -> None:
    """Nothing is left but what was there, and no processes."""
    out = tmp_path / "dist"
    build = subprocess.Popen(
        [sys.executable, "-c", CODE, "build", "dataset.yaml", "--out", str(out), "--workers", "2"],
        cwd=corpus,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    while not list(tmp_path.iterdir()) and build.poll() is None:
        time.sleep(0.01)
    os.killpg(build.pid, signal.SIGINT)
    _, told = build.communicate()
    assert build.returncode == 130
    assert told.endswith("Stopped. What was not published yet is gone.\n"), told
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.killpg(build.pid, 0)
