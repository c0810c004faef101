"""`factpack why` on a terminal, in a pipe and as JSON, with names that mean harm."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from rich.console import Console
from tests.command import factpack
from tests.release.sample_tables import ARTICLES, Tables, article_text
from tests.why.conftest import Make

from factpack.cli.why import print_story, story_json
from factpack.ids import make_id
from factpack.release.open import Release
from factpack.why.explain import explain

HOSTILE = "Al\x1b[2Jder\u202e [bold red]Labs[/] \u2028[link=x]y\nWhat contradicts\x9b1m"
_STYLES = re.compile(r"\x1b\[[0-9;]*m")


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return factpack("why", *args)


@pytest.fixture
def hostile(make: Make) -> Release:
    """A release in which an entity, an alias, a title and a publisher have a harmful name."""

    def rename(tables: Tables) -> None:
        for row in tables["entities"]:
            row["name"] = HOSTILE if row["name"] == "Alder Labs" else row["name"]
        for row in tables["aliases"]:
            row["alias"] = HOSTILE if row["alias"] == "Alder Labs" else row["alias"]
        for row in tables["facts"]:
            row["subject"] = HOSTILE if row["subject"] == "Alder Labs" else row["subject"]
        for row in tables["articles"]:
            row["publisher"] = row["title"] = HOSTILE

    return make(change=rename)


def test_a_story_in_a_pipe_is_plain_text(sample: Release) -> None:
    row, rival = sample.sql("from conflicts order by conflict_id, fact_id limit 2").to_pylist()
    done = run(sample.path, row["fact_id"])
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "\x1b" not in done.stdout and done.stderr == ""
    assert all(line == line.rstrip() for line in lines)
    for title in ("Who says so", "What agrees", "How the names were linked", "What contradicts"):
        assert title in lines
    assert ">>" in done.stdout and rival["fact_id"] in done.stdout


def test_json_is_the_story(sample: Release) -> None:
    claim = sample.table("claims")["claim_id"][0].as_py()
    done = run(sample.path, claim, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads(json.dumps(explain(sample, claim).to_dict()))


def test_misuse_is_a_message(sample: Release, tmp_path: Path) -> None:
    fact = sample.table("facts")["fact_id"][0].as_py()
    for args, message in [
        ((sample.path, "f-00000000000000000000"), "no row of facts has the id"),
        ((sample.path, "c-"), "several claims begin with c-"),
        ((tmp_path / "nowhere", fact), "nowhere"),
        ((sample.path, fact, "--previous", tmp_path), "not a release"),
        ((sample.path, fact, "--articles", tmp_path / "none"), "no such folder of articles"),
    ]:
        done = run(*args)
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr and "Traceback" not in done.stderr


def test_held_articles_show_the_words_and_absent_ones_are_told(make: Make, tmp_path: Path) -> None:
    release = make()
    closed = next(a for a in ARTICLES if a.rights == "facts")
    (claim, *_) = release.sql(
        f"select claim_id from claims where article_id = '{make_id('a', closed.source_id)}' "
        "and predicate = 'has_goal'"
    )["claim_id"].to_pylist()
    bare = run(release.path, claim)
    assert "words withheld: characters" in bare.stdout and "hash" in bare.stdout
    assert "mend themselves" not in bare.stdout
    absent = run(release.path, claim, "--articles", tmp_path)
    assert absent.returncode == 0 and "is not in the folder of articles" in absent.stderr
    (tmp_path / f"{closed.source_id}.txt").write_text(article_text(closed) + "\n", "utf-8")
    held = run(release.path, claim, "--articles", tmp_path)
    assert "mend themselves" in held.stdout and held.stderr == ""
    assert "from the articles you hold" in " ".join(held.stdout.split())


@pytest.mark.parametrize("terminal", [True, False])
def test_foreign_text_steers_nothing(
    hostile: Release, terminal: bool, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(Console, "is_terminal", property(lambda console: terminal))
    monkeypatch.setenv("NO_COLOR", "1")
    entity = hostile.sql("select entity_id from entities where n_mentions > 3").to_pylist()
    fact = hostile.sql("select fact_id from facts where status = 'contested'").to_pylist()[0]
    ids = [row["entity_id"] for row in entity] + [fact["fact_id"], ARTICLES[0].source_id]
    ids[-1] = make_id("a", ids[-1])
    for id_ in ids:
        story = explain(hostile, id_)
        print_story(story)
        shown = capsys.readouterr().out
        assert "\\x1b[2J" in shown and "\\u202e" in shown and "\\x9b1m" in shown
        assert "[bold" in shown and "[/]" in shown
        # What is left are line ends and, on a terminal, the styles that rich writes.
        plain = _STYLES.sub("", shown)
        assert all(c.isprintable() for c in plain.replace("\n", ""))
        assert plain.splitlines().count("What contradicts") <= 1
        as_json = story_json(story)
        assert all(c.isprintable() or c == "\n" for c in as_json)
        assert json.loads(as_json) == json.loads(json.dumps(story.to_dict()))
