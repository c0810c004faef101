"""Commands that speak of the versions of a dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.release.versions.folders import write_contract
from tests.release.versions.test_history import CHAIN, DAYS, VERSIONS
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
    for command in (["why", "f-1"], ["validate"], ["evaluate", "--gold", "x"], ["review"]):
        arguments = [command[0], str(releases), *command[1:], "--as-of", "2023-01-01"]
        failed = CliRunner().invoke(app, arguments)
        assert isinstance(failed.exception, FactpackError)
        assert "no version was released by 2023-01-01" in str(failed.exception)


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
    assert cli._today().isoformat() == day
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(FactpackError, match="number of seconds"):
        cli._today()
