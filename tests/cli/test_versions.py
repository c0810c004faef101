"""Commands that speak of the versions of a dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer
from tests.release.versions.folders import write_contract
from tests.release.versions.test_history import CHAIN, DAYS, VERSIONS
from typer.core import TyperGroup
from typer.testing import CliRunner

from factpack.cli import app as cli
from factpack.cli.app import app
from factpack.errors import FactpackError
from factpack.library import release_folder
from factpack.release.index import index_text


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chain") / "tides"
    for version, day, rows in zip(VERSIONS, DAYS, CHAIN, strict=True):
        place = write_contract(folder / version, {"facts": rows}, version)
        manifest = json.loads((place / "manifest.json").read_text("utf-8"))
        (place / "manifest.json").write_text(json.dumps(manifest | {"released": day}), "utf-8")
    (folder / "index.json").write_text(index_text(folder), "utf-8")
    return folder


def test_history_prints_what_was_said_on_a_day_about_a_day(releases: Path, tmp_path: Path) -> None:
    days = ["--as-of", "2024-02-15", "--held-on", "2015-06-01"]
    shown = CliRunner().invoke(app, ["history", str(releases), *days])
    assert (shown.exit_code, shown.stdout) == (0, "1.0.0–1.0.1\tf-1\n")
    rows = CliRunner().invoke(app, ["history", str(releases), "--json", *days]).stdout
    assert json.loads(rows)["known_to"] == "2024-03-01"
    file = tmp_path / "history.parquet"
    CliRunner().invoke(app, ["history", str(releases), "--out", str(file)])
    assert pq.read_table(file).num_rows == 6


def test_a_command_takes_the_version_of_a_day_or_the_latest(releases: Path) -> None:
    assert release_folder(releases).name == "2.10.0"
    assert release_folder(releases, "2024-03-15").name == "2.0.0"
    assert release_folder(releases / "1.0.0") == releases / "1.0.0"


OTHERWISE = {
    "publish": "a version goes out under its own number",
    "sign": "a signature is of one version",
    "apply": "the delta says which two versions are meant",
}
"""Commands that take a release and no day, and why."""
MORE = {
    "why": ["f-1"],
    "evaluate": ["--gold", "x"],
    "export": ["--to", "jsonl"],
    "hydrate": ["--articles", "x", "--out", "y"],
    "serve": ["--mcp"],
}
"""What commands need besides."""


def test_every_command_that_takes_a_release_takes_a_day(releases: Path) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    taking = {
        name
        for name, command in group.commands.items()
        if "release" in {parameter.name for parameter in command.params}
    }
    assert taking >= {"validate", "why", "browse", "reproduce", *MORE, *OTHERWISE}
    for command in sorted(taking - OTHERWISE.keys()):
        arguments = [command, str(releases), *MORE.get(command, ()), "--as-of", "2023-01-01"]
        failed = CliRunner().invoke(app, arguments)
        assert isinstance(failed.exception, FactpackError), (command, failed.output)
        assert "no version was released by 2023-01-01" in str(failed.exception)


def test_an_export_is_of_the_version_of_the_day_or_of_the_latest(
    releases: Path, tmp_path: Path
) -> None:
    for day, facts in ((["--as-of", "2024-02-15"], 3), ([], 3), (["--as-of", "2024-03-02"], 2)):
        out = tmp_path / f"out-{len(day)}-{facts}"
        done = CliRunner().invoke(
            app, ["export", str(releases), "--to", "jsonl", "--out", str(out), *day]
        )
        assert done.exit_code == 0
        assert len((out / "facts.jsonl").read_text("utf-8").splitlines()) == facts
    shown = CliRunner().invoke(app, ["diff", str(releases / "2.0.1"), str(releases)])
    assert "2.10.0" in shown.stdout


def test_withdraw_says_where_nothing_is_withdrawn(tmp_path: Path) -> None:
    config = tmp_path / "dataset.yaml"
    config.write_text(
        "name: tides\ntitle: Tides\ndescription: Made up.\nlicense: CC0-1.0\nrights: full\n"
        "sources:\n  - path: articles/*.txt\n",
        "utf-8",
    )
    failed = CliRunner().invoke(app, ["withdraw", str(config), "--out", str(tmp_path)])
    assert "nothing is withdrawn" in str(failed.exception)
    config.write_text(
        config.read_text("utf-8") + 'withdrawn:\n  - {article: one.txt, date: "2024-05-01"}\n',
        "utf-8",
    )
    failed = CliRunner().invoke(app, ["withdraw", str(config), "--out", str(tmp_path)])
    assert "there are no releases" in str(failed.exception)


@pytest.mark.parametrize(("epoch", "day"), [("1700000000", "2023-11-14"), ("0", "1970-01-01")])
def test_the_clock_of_a_build_is_source_date_epoch(
    epoch: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert str(cli._clock()) == day
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(FactpackError, match="number of seconds"):
        cli._clock()
