"""How loud the command line is, and how it tells programs of what stops it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.command import factpack as run
from tests.release.conftest import DAY, RUN
from tests.release.sample_tables import sample_dataset, write_sample_tables
from tests.starter import fill_in

from factpack.cli.loudness import tell_error
from factpack.errors import FactpackError
from factpack.release.write import write_release


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told")
    tables = write_sample_tables(folder / "tables")
    staging = folder / "alder-and-birch" / "1.0.0"
    staging.mkdir(parents=True)
    write_release(tables, sample_dataset(folder), staging, version="1.0.0", released=DAY, run=RUN)
    return staging


def told(*arguments: str | Path, cwd: Path | None = None) -> dict[str, Any]:
    """The error that a command tells of in JSON; nothing stands on stdout."""
    done = run(*arguments, "--json", cwd=cwd)
    assert (done.returncode, done.stdout) == (2, ""), done
    error: dict[str, Any] = json.loads(done.stderr)["error"]
    assert list(error) == ["code", "message", "file", "advice"]
    return error


def test_errors_have_one_shape_and_the_status_that_they_have_in_words(
    release: Path, tmp_path: Path
) -> None:
    broken = Path(shutil.copytree(release, tmp_path / "broken"))
    (broken / "manifest.json").write_text("{", "utf-8")
    cut = Path(shutil.copytree(release, tmp_path / "cut"))
    with next((cut / "data" / "facts").iterdir()).open("r+b") as file_of_rows:
        file_of_rows.truncate(100)
    config = tmp_path / "dataset.yaml"
    config.write_text("name: 3\n", "utf-8")
    for arguments, code, file in (
        (["why", tmp_path / "none", "f-1"], "release-missing", tmp_path / "none"),
        (["why", broken, "f-1"], "release-broken", broken),
        (["diff", broken, release], "release-missing", broken),
        (["diff", tmp_path / "none", release], "release-missing", tmp_path / "none"),
        (["diff", release, cut], "release-broken", cut),
        (["why", release, "nobody of that name"], "row-unknown", None),
        (["build", config], "config-invalid", config),
        (["build", tmp_path / "none.yaml"], "config-invalid", tmp_path / "none.yaml"),
        (["why", release], "usage", None),
        (["why", release, "f-1", "--nonsense"], "usage", None),
        (["validate", release, "--articles", tmp_path / "none"], "usage", None),
        (["nonsense"], "usage", None),
    ):
        error = told(*arguments)
        assert error["code"] == code, error
        if file is not None:
            assert error["file"] == str(file)
        words = run(*arguments)
        assert words.returncode == 2
        if code not in ("usage",):
            said = f"{error['message']} {error['advice']}" if error["advice"] else error["message"]
            assert words.stderr == f"error: {said}\n"
    assert told("why", broken, "f-1")["advice"].startswith("Fetch it again")


def test_a_hostile_name_in_an_error_steers_no_terminal(tmp_path: Path) -> None:
    error = run("why", tmp_path / "\x1b[2Jx", "f-1", "--json")
    assert "\x1b" not in error.stderr
    assert json.loads(error.stderr)["error"]["file"].endswith("\x1b[2Jx")


@pytest.mark.parametrize("place", ["x" * 300, "a\0b"])
def test_a_message_that_begins_as_no_name_of_a_file_can_is_told(
    place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_error(FactpackError(f"{place}: no column of that name"), ["--json"])
    assert json.loads(capsys.readouterr().err)["error"]["file"] is None


def test_json_behind_two_dashes_is_no_option(release: Path) -> None:
    said = run("why", release, "--", "--json")
    assert said.returncode == 2 and said.stderr.startswith("error: ")


def test_findings_keep_their_status(release: Path, tmp_path: Path) -> None:
    bad = Path(shutil.copytree(release, tmp_path / "bad"))
    (bad / "README.md").write_text("Another card.\n", "utf-8")
    done = run("validate", bad, "--json")
    assert done.returncode == 1 and json.loads(done.stdout)["findings"]
    done = run("diff", release, release, "--json")
    assert done.returncode == 0 and json.loads(done.stdout)


def test_the_validators_alone_tell_the_same_way(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "factpack_validators", "--articles", "none", str(tmp_path)]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == ""
    assert json.loads(done.stderr)["error"]["message"] == "none is no folder"


def test_quiet_says_nothing_and_verbose_each_step(tmp_path: Path) -> None:
    assert run("-q", "init", "orchard", cwd=tmp_path).stderr == ""
    fill_in(tmp_path / "orchard" / "dataset.yaml")
    build = ("build", "orchard/dataset.yaml", "--no-load-check")
    quiet = run("-q", *build, cwd=tmp_path)
    assert (quiet.returncode, quiet.stderr) == (0, "") and "orchard 1.0.0" in quiet.stdout
    loud = run("-v", *build, cwd=tmp_path)
    assert loud.returncode == 0
    assert loud.stderr.splitlines()[-1].endswith(" s") and "--no-load-check" in loud.stderr
    assert run("-q", "why", "none", "f-1", cwd=tmp_path).stderr.startswith("error: none: ")
    shown = run("-v", "why", "none", "f-1", cwd=tmp_path).stderr
    assert "Traceback" in shown and shown.splitlines()[-1].startswith("error: none: ")
    assert "Traceback" not in run("why", "none", "f-1", cwd=tmp_path).stderr
    both = run("-q", "-v", "schema")
    assert both.returncode == 2 and "one of -q and -v" in both.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_options(shell: str) -> None:
    """As the script that `--show-completion` prints asks, with the words typed so far."""
    code = [sys.executable, "-c", "from factpack.cli import main; main()"]
    if shell == "bash":
        typed = {"COMP_WORDS": "factpack hy", "COMP_CWORD": "1"}
    else:
        typed = {"_TYPER_COMPLETE_ARGS": "factpack hy", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = subprocess.run(
        code,
        env={**os.environ, "_FACTPACK_COMPLETE": f"complete_{shell}", **typed},
        capture_output=True,
        text=True,
    )
    assert "hydrate" in done.stdout and "export" not in done.stdout


def test_an_error_travels_between_processes() -> None:
    import pickle

    problem = FactpackError("x: gone.", code="release-missing", file="x", advice="Look again.")
    copy = pickle.loads(pickle.dumps(problem))
    assert str(copy) == "x: gone. Look again."
    assert (copy.code, copy.file) == ("release-missing", "x")
