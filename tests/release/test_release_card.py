"""The card says what to install and what opens, and names only commands that exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import datasets
import pyarrow.parquet as pq
import pytest
import typer.main
from tests.release.conftest import DAY, RUN, Write
from tests.release.sample_tables import (
    SampleArticle,
    said,
    sample_dataset,
    sample_rows,
    write_tables,
)

from factpack.cli.app import app
from factpack.confidence.measured import wilson
from factpack.confidence.unseen import unseen
from factpack.release.quality import bands, quality_table
from factpack.release.write import write_release
from factpack_validators import project
from factpack_validators.checks import CHECKS, FAMILIES
from factpack_validators.folder import parquet_file
from factpack_validators.release import validate_release

ROOT = Path(__file__).parents[2]
HANDWRITTEN = sorted(
    page.relative_to(ROOT).as_posix() for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
)
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^`?(?:\$ |\.venv/bin/)?factpack ([a-z][\w-]*)([^`\n]*)", re.MULTILINE)
OPTION = re.compile(r"`(--[a-z-]+)`")


def options() -> dict[str, set[str]]:
    """Options of each command, asked of the command line."""
    group: Any = typer.main.get_command(app)
    return {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in group.commands.items()
    }


def unknown(page: str) -> list[str]:
    """What a page names of the command line that is not there."""
    known = options()
    named = [found for code in CODE.findall(page) for found in COMMAND.findall(code)]
    wrong = [command for command, _ in named if command not in known]
    for command, rest in named:
        wrong += [o for o in re.findall(r"--[a-z-]+", rest) if o not in known.get(command, {o})]
    return wrong


def test_pages_of_a_release_name_commands_that_exist(release: Path) -> None:
    pages = {page.name: page.read_text("utf-8") for page in release.glob("*.md")}
    assert "`factpack validate`" in pages["README.md"]
    assert {name: unknown(page) for name, page in pages.items()} == {name: [] for name in pages}
    every_option = set().union(*options().values())
    assert set(OPTION.findall(pages["README.md"])) <= every_option


@pytest.mark.parametrize("page", HANDWRITTEN)
def test_pages_of_the_project_name_commands_that_exist(page: str) -> None:
    assert unknown((ROOT / page).read_text("utf-8")) == []


def test_a_command_that_is_gone_would_be_seen() -> None:
    assert unknown("`factpack moisten DIR`\n```sh\nfactpack build --fast\n```\n") == [
        "moisten",
        "--fast",
    ]


def test_the_card_tells_which_tables_are_empty_and_open_nowhere(write: Write) -> None:
    folder, info = write((SampleArticle("only", (said("Nothing happened", "Mara Quill"),)),))
    empty = sorted(table.name for table in info.tables if not table.rows)
    card = (folder / "README.md").read_text("utf-8")
    sentence = card.split("where none\nis named; but ")[1].split(" have no rows")[0]
    assert sorted(re.findall(r"`(\w+)`", sentence)) == empty
    assert not set(empty) & set(datasets.get_dataset_config_names(str(folder)))


def test_the_card_of_full_tables_speaks_of_no_empty_one(release: Path) -> None:
    assert "no rows" not in (release / "README.md").read_text("utf-8")


def test_the_card_says_how_to_install_what_its_commands_need(release: Path) -> None:
    card = (release / "README.md").read_text("utf-8")
    imported = set(re.findall(r"^(?:import|from) (\w+)", card, re.MULTILINE)) - {"json"}
    installed = re.findall(r"pip install ([\w .-]+)`", card)
    assert {name for names in installed for name in names.split()} >= imported - {"factpack"}
    assert "`python -m pip install .`" in card and "`factpack_validators`" in card


def test_the_card_links_the_project_once_it_has_an_address(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = "factpack.example"
    address = f"https://{host}/source"
    assert address not in (write(name="before")[0] / "README.md").read_text("utf-8")
    monkeypatch.setattr(project, "HOMEPAGE", address)
    folder, _ = write(name="after")
    assert f"<{address}>" in (folder / "README.md").read_text("utf-8")
    assert not any(host in message for message in unknown_hosts(folder))
    monkeypatch.setattr(project, "HOMEPAGE", None)
    assert any(host in message for message in unknown_hosts(folder))


def messages(folder: Path, code: str) -> list[str]:
    skip = [f for f in FAMILIES if f != CHECKS[code].family]
    return [f.message for f in validate_release(folder, skip=skip).findings if f.code == code]


def unknown_hosts(folder: Path) -> list[str]:
    return messages(folder, "link-unknown")


def card_problems(folder: Path) -> list[str]:
    return messages(folder, "card-mismatch")


def test_the_card_says_how_right_the_claims_are(tmp_path: Path) -> None:
    low, *_, high = sorted(bands(), key=lambda band: band.confidence)
    tables = sample_rows()
    for number, claim in enumerate(tables["claims"]):
        claim["confidence"] = (low if number % 2 else high).confidence
    folder = tmp_path / "alder-and-birch" / "1.0.0"
    folder.mkdir(parents=True)
    written = write_tables(tmp_path / "tables", tables)
    dataset = sample_dataset(tmp_path)
    write_release(written, dataset, folder, version="1.0.0", released=DAY, run=RUN)
    card = (folder / "README.md").read_text("utf-8")
    n = len(tables["claims"])
    mean = (high.confidence * ((n + 1) // 2) + low.confidence * (n // 2)) / n
    assert f"| all relations | {n} | {mean:.0%} |" in card
    of = unseen()
    assert f"{of.right} of the {of.right + of.wrong} claims" in card
    assert card_problems(folder) == []
    (folder / "README.md").write_text(
        card.replace(f"| {n} | {mean:.0%} |", f"| {n} | 99% |"), "utf-8", newline="\n"
    )
    assert [p for p in card_problems(folder) if "99%" in p]


def test_nothing_is_said_of_claims_that_nothing_is_known_of() -> None:
    known = bands()[0].confidence
    row = {"predicate": "acquired", "confidence": known, "n": 3}
    assert quality_table([]) is None
    assert quality_table([row, {**row, "confidence": 0.123456}]) is None
    assert f"| `acquired` | 3 | {known:.0%} |" in str(quality_table([row]))


def test_the_interval_is_that_of_the_judged_claims() -> None:
    band = bands()[0]
    low, high = wilson(band.tally)
    row = {"predicate": "acquired", "confidence": band.confidence, "n": 3}
    assert f"| {low:.0%} to {high:.0%} |" in str(quality_table([row]))


def test_the_card_says_where_to_ask_for_removal(write: Write) -> None:
    address = "https://press.example/removal"
    assert f"<{address}>" in (write(contact=address)[0] / "README.md").read_text("utf-8")
    plain, _ = write(name="plain", contact=None, homepage=None)
    assert "gives no address for corrections" in (plain / "README.md").read_text("utf-8")


def test_the_card_reads_out_statements_that_nobody_contests(release: Path) -> None:
    card = (release / "README.md").read_text("utf-8")
    told = re.findall(r"^- \*\*.*`(c-[0-9a-f]{20})`$", card, re.MULTILINE)
    rows = {
        row["claim_id"]: row
        for row in pq.read_table(release / parquet_file("statements")).to_pylist()
    }
    assert 1 <= len(told) <= 5
    assert {rows[claim]["status"] for claim in told} <= {"single", "corroborated"}
    assert all(f"**{rows[claim]['statement']}**" in card for claim in told)
    assert all(
        rows[claim]["sentence"].split(" of ")[0] in card
        for claim in told
        if rows[claim]["sentence"]
    )
