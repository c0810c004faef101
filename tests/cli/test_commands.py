"""The real command line, as a publisher would use it on a corpus of their own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from tests.command import factpack
from tests.once import once
from tests.starter import fill_in
from tests.tiers import one_of_each

from factpack.cli.app import app

ROOT = Path(__file__).parents[2]
STORY = """Nordlicht buys Tern Robotics

Nordlicht GmbH has acquired Tern Robotics for $40 million, the company said on Monday.

Tern Robotics was founded in 2009 by Mara Voss and Ilmar Tamm. Voss is the chief executive of Tern
Robotics.
"""


def run(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return factpack(*args, cwd=cwd)


def started(*args: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from factpack.cli import main; main()", *map(str, args)],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", **env},
        capture_output=True,
        text=True,
    )


def write_corpus(folder: Path) -> None:
    done = run("init", "orchard", cwd=folder)
    assert done.returncode == 0, done.stderr
    fill_in(folder / "orchard" / "dataset.yaml")
    (folder / "orchard" / "articles" / "tern.txt").write_text(STORY, "utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A dataset folder as `init` makes it, with one more article."""
    write_corpus(tmp_path)
    return tmp_path


@pytest.fixture
def published(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """The same, and its first release in `dist`, built by one process."""

    def make(folder: Path) -> None:
        folder.mkdir()
        write_corpus(folder)
        built = run("build", "orchard/dataset.yaml", "--workers", "1", cwd=folder)
        assert built.returncode == 0, built.stderr

    shutil.copytree(once(tmp_path_factory, "orchard", make), tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_what_init_makes_publishes_nothing_until_it_is_filled_in(tmp_path: Path) -> None:
    assert run("init", "orchard", cwd=tmp_path).returncode == 0
    refused = run("build", "orchard/dataset.yaml", cwd=tmp_path)
    assert refused.returncode == 2
    assert "line 10: description still holds a placeholder" in refused.stderr
    assert "line 16: license still holds a placeholder" in refused.stderr
    assert not (tmp_path / "dist").exists()


def test_from_init_to_reproduce(corpus: Path) -> None:
    built = started("build", "orchard/dataset.yaml", cwd=corpus)
    assert built.returncode == 0, built.stderr
    assert "orchard 1.0.0" in built.stdout
    release = "dist/orchard/1.0.0"
    facts = (corpus / release / "csv" / "facts.csv").read_text("utf-8")
    assert "acquired" in facts and "40000000" in facts
    assert started("validate", release, cwd=corpus).returncode == 0
    again = started("reproduce", release, "--articles", "orchard", cwd=corpus)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "reproduced" in again.stdout


def test_building_twice_changes_nothing_and_other_bytes_are_refused(published: Path) -> None:
    corpus = published
    before = tree(corpus / "dist")
    again = run("build", "orchard/dataset.yaml", "--json", cwd=corpus)
    assert json.loads(again.stdout)["unchanged"] is True
    (corpus / "orchard" / "articles" / "tern.txt").write_text(STORY.replace("40", "41"), "utf-8")
    refused = run("build", "orchard/dataset.yaml", "--version", "1.0.0", cwd=corpus)
    assert refused.returncode == 2
    assert "1.0.0" in refused.stderr and "Traceback" not in refused.stderr
    assert tree(corpus / "dist") == before
    # Without a number, the next one follows from what differs: the amount makes another fact.
    later = run("build", "orchard/dataset.yaml", cwd=corpus)
    assert later.returncode == 0, later.stderr
    assert "orchard 2.0.0" in later.stdout and "major after 1.0.0" in later.stdout


@pytest.mark.parametrize(
    "env",
    one_of_each(
        [
            {"PYTHONHASHSEED": "77", "LC_ALL": "C", "TZ": "America/Los_Angeles"},
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        ],
        lambda _: "env",
    ),
)
def test_environment_and_workers_change_no_byte(published: Path, env: dict[str, str]) -> None:
    corpus = published
    # Another order in the folder: written anew, last name first.
    articles = corpus / "orchard" / "articles"
    contents = {path.name: path.read_bytes() for path in articles.iterdir()}
    shutil.rmtree(articles)
    articles.mkdir()
    for name in sorted(contents, reverse=True):
        (articles / name).write_bytes(contents[name])
    options = ("--out", "two", "--workers", "2", "--no-load-check")
    two = started("build", "orchard/dataset.yaml", *options, cwd=corpus, **env)
    assert two.returncode == 0, two.stderr
    assert tree(corpus / "dist") == tree(corpus / "two")


def test_a_failed_build_leaves_the_output_as_it_was(published: Path) -> None:
    corpus = published
    before = tree(corpus)
    config = corpus / "orchard" / "dataset.yaml"
    config.write_text(config.read_text("utf-8") + "\nlicence: CC0-1.0\n", "utf-8")
    failed = run("build", "orchard/dataset.yaml", "--version", "1.1.0", cwd=corpus)
    assert failed.returncode == 2
    assert "licence" in failed.stderr and "license" in failed.stderr and "line" in failed.stderr
    assert "Traceback" not in failed.stderr
    after = tree(corpus)
    assert {k: v for k, v in after.items() if "dataset.yaml" not in k} == {
        k: v for k, v in before.items() if "dataset.yaml" not in k
    }


def test_an_empty_folder_stops_the_build(corpus: Path) -> None:
    (corpus / "empty").mkdir()
    done = run("build", "orchard/dataset.yaml", "--articles", "empty", cwd=corpus)
    assert done.returncode == 2
    assert "no article" in done.stderr and "Traceback" not in done.stderr
    assert not (corpus / "dist").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_an_unwritable_output_is_named(corpus: Path) -> None:
    (corpus / "dist").mkdir(mode=0o500)
    done = run("build", "orchard/dataset.yaml", cwd=corpus)
    assert done.returncode == 2
    assert "dist" in done.stderr and "Traceback" not in done.stderr


def test_an_output_that_is_a_file_is_named(corpus: Path) -> None:
    (corpus / "dist").write_text("not a folder")
    done = run("build", "orchard/dataset.yaml", cwd=corpus)
    assert done.returncode == 2
    assert "dist" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["validate", "reproduce", "evaluate"])
def test_a_folder_that_is_no_release_is_misuse(tmp_path: Path, command: str) -> None:
    extra = ["--gold", "gold.jsonl"] if command == "evaluate" else []
    done = run(command, "nowhere", *extra, cwd=tmp_path)
    assert done.returncode == 2
    assert "nowhere" in done.stderr and "Traceback" not in done.stderr


def test_the_summary_tells_what_to_do_about_each_finding(corpus: Path) -> None:
    config = corpus / "orchard" / "dataset.yaml"
    misspelt = {
        "articles/tern.text": "articles/tern.txt",
        "articles/exampel.md": "articles/example.md",
    }
    overrides = "".join(f"  {name}:\n    language: en\n" for name in misspelt)
    config.write_text(f"{config.read_text('utf-8')}articles:\n{overrides}", "utf-8")
    done = run("build", "orchard", cwd=corpus)
    assert done.returncode == 0, done.stderr
    listed = done.stdout.split("\nFindings: ")[1].split("\n\n")[0].splitlines()[1:]
    assert all(line.startswith("  ") for line in listed), listed
    for near in misspelt.values():
        assert f"    → The nearest is {near}." in listed


def test_schema_prints_every_notation(tmp_path: Path) -> None:
    for form in ["tableschema", "jsonschema"]:
        done = run("schema", "facts", "--format", form, cwd=tmp_path)
        assert "fact_id" in json.dumps(json.loads(done.stdout))
    assert "fact_id: string" in run("schema", "facts", "--format", "arrow", cwd=tmp_path).stdout
    wrong = run("schema", "fact", cwd=tmp_path)
    assert wrong.returncode == 2 and "facts" in wrong.stderr


def test_every_command_has_help() -> None:
    group: Any = typer.main.get_command(app)
    assert set(group.commands) == {
        *(
            "init",
            "build",
            "validate",
            "why",
            "schema",
            "evaluate",
            "hydrate",
            "reproduce",
            "review",
        ),
        *("diff", "apply", "export", "browse", "serve"),
        *("history", "publish", "withdraw", "sign", "cache"),
    }
    for name, command in group.commands.items():
        assert command.help, name
        readme = (ROOT / "README.md").read_text("utf-8")
        assert f"`factpack {name}" in readme


def tree(folder: Path) -> dict[str, bytes]:
    def files() -> Iterator[Path]:
        yield from sorted(path for path in folder.rglob("*") if path.is_file())

    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files()}
