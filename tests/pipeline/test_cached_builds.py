"""Builds with a cache give the bytes of builds without one, and it forgets what is withdrawn."""

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
from tests.command import factpack
from tests.pipeline.harbour import CONFIG, Corpus

from factpack.engine.cache import store
from factpack.engine.cache.packs import read_pack
from factpack.engine.cache.store import FOLDER
from factpack.pipeline import Progress, build
from factpack.release.open import open_release
from factpack.reproduce import reproduce_release

CODE = "from factpack.cli import main; main()"
GONE = "The chief executive of Borealis Xylophones is Ada Quillfeather."
WORDS = ("Quillfeather", "Xylophones", "zygomatic")
WITHDRAWN = 'withdrawn:\n  - {article: zygomatic, date: "2024-05-01"}\n'


class Notes(Progress):
    """Keeps what whoever waits is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, message: str) -> None:
        self.notes.append(message)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "corpus")


def tree(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def packs(corpus: Corpus) -> list[Path]:
    return sorted((corpus.folder / FOLDER).rglob("*.pack"))


def words_in(folder: Path) -> set[str]:
    """Words of the withdrawn article in any byte below a folder, or in a row of a pack."""
    found = set()
    for file in (file for file in folder.rglob("*") if file.is_file()):
        data = file.name.encode() + file.read_bytes()
        if file.suffix == ".pack":
            read_pack.cache_clear()
            data += repr(read_pack(file).to_pylist()).encode()
        found |= {word for word in WORDS if word.lower().encode() in data.lower()}
    return found


def run(corpus: Corpus, out: str, **options: Any) -> tuple[dict[str, bytes], list[str]]:
    told = Notes()
    place = corpus.folder / out
    result = build(corpus.folder / "dataset.yaml", out=place, progress=told, **options)
    assert result.published, [f.message for f in result.findings]
    return tree(place), told.notes


def test_a_second_build_reads_what_changed_and_gives_the_same_bytes(corpus: Corpus) -> None:
    cold, notes = run(corpus, "cold", cache=True)
    assert notes == ["0 of 4 articles as before."]
    warm, notes = run(corpus, "warm", cache=True)
    assert notes == ["4 of 4 articles as before."] and warm == cold
    corpus.add("five", "Tessit Labs was founded in 1987.")
    corpus.remove("four")
    some, notes = run(corpus, "some", cache=True)
    assert notes == ["3 of 4 articles as before."]
    alone, notes = run(corpus, "alone", cache=False)
    assert notes == [] and alone == some != cold
    # Names that a curator gives are found in texts, who owns a publisher is not.
    corpus.curate("Orbit Foods,Organization,Ofoods,,,")
    assert run(corpus, "curated", cache=True)[1] == ["0 of 4 articles as before."]
    (corpus.folder / "publishers.csv").write_text(
        "name,aliases,owner\nThe one post,,Bay\n", "utf-8"
    )
    _, notes = run(corpus, "owned", cache=True)
    assert notes == ["4 of 4 articles as before."]


def test_few_articles_are_not_kept_unless_asked(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(corpus, "few")[1] == [] and not (corpus.folder / FOLDER).exists()
    monkeypatch.setattr("factpack.pipeline.MIN_ARTICLES", 4)
    assert run(corpus, "enough")[1] == ["0 of 4 articles as before."]
    assert packs(corpus)


def test_a_place_that_cannot_be_written_is_told(corpus: Corpus) -> None:
    (corpus.folder / "file").write_text("", "utf-8")
    made, [note] = run(corpus, "made", cache=corpus.folder / "file" / "cache")
    assert "is not kept for the next one" in note
    assert made == run(corpus, "alone", cache=False)[0]


def test_what_is_withdrawn_leaves_the_cache_with_the_next_build(corpus: Corpus) -> None:
    corpus.add("zygomatic", GONE)
    run(corpus, "one", cache=True)
    corpus.curate("Orbit Foods,Organization,Ofoods,,,")
    run(corpus, "two", cache=True)
    assert words_in(corpus.folder / FOLDER) == set(WORDS)
    assert len(packs(corpus)) == 2
    (corpus.folder / "dataset.yaml").write_text(CONFIG + WITHDRAWN, "utf-8")
    told = run(corpus, "three", cache=True)[1]
    assert told == ["4 of 4 articles as before."]
    assert words_in(corpus.folder / FOLDER) == set() and packs(corpus)


@pytest.mark.parametrize("cached", [False, None])
def test_a_build_without_a_cache_forgets_it_too(corpus: Corpus, cached: bool | None) -> None:
    corpus.add("zygomatic", GONE)
    run(corpus, "one", cache=True)
    (corpus.folder / "dataset.yaml").write_text(CONFIG + WITHDRAWN, "utf-8")
    run(corpus, "two", cache=cached)
    assert words_in(corpus.folder / FOLDER) == set() and not packs(corpus)


def test_withdrawing_from_published_versions_empties_the_cache(corpus: Corpus) -> None:
    corpus.add("zygomatic", GONE)
    run(corpus, "dist", cache=True)
    (corpus.folder / "dataset.yaml").write_text(CONFIG + WITHDRAWN, "utf-8")
    assert factpack("withdraw", "dataset.yaml", cwd=corpus.folder).returncode == 1
    assert words_in(corpus.folder / FOLDER) == set(WORDS)
    assert factpack("withdraw", "dataset.yaml", "--rewrite", cwd=corpus.folder).returncode == 0
    assert words_in(corpus.folder / FOLDER) == set()


def test_to_reproduce_a_release_uses_no_cache(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(corpus, "dist", cache=True)
    monkeypatch.setattr(store, "read_pack", None)
    monkeypatch.setattr("factpack.pipeline.MIN_ARTICLES", 1)
    release = open_release(corpus.folder / "dist" / "harbour" / "1.0.0")
    assert reproduce_release(release.path, corpus.folder).equal


def test_the_command_shows_and_prunes(corpus: Corpus) -> None:
    def cache(*options: str) -> Any:
        return factpack("cache", "dataset.yaml", *options, cwd=corpus.folder)

    assert "nothing is kept there" in cache().stderr
    run(corpus, "one", cache=True)
    (corpus.folder / "entities.csv").write_text(
        "name,type,aliases,wikidata_id,same_as,not_same_as\nTessit Labs,Organization,,,,\n", "utf-8"
    )
    run(corpus, "two", cache=True)
    assert cache().stdout.count("4 articles") == 2
    pruned = cache("--prune")
    assert pruned.stdout.count("4 articles") == 1 and "Removed" in pruned.stderr
    [held] = json.loads(cache("--json").stdout)
    assert held["articles"] == 4 and held["bytes"] > 0
    assert json.loads(cache("--prune", "--all", "--json").stdout) == [] and not packs(corpus)
    for wrong in (("cache", "nowhere"), ("cache", ".", "--all")):
        assert factpack(*wrong, cwd=corpus.folder).returncode == 2
    both = factpack("build", "dataset.yaml", "--cache", "x", "--no-cache", cwd=corpus.folder)
    assert both.returncode == 2


def start(corpus: Corpus, out: str, *options: str) -> subprocess.Popen[bytes]:
    command = ["build", "dataset.yaml", "--out", out, "--no-load-check", *options]
    return subprocess.Popen(
        [sys.executable, "-c", CODE, *command],
        cwd=corpus.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_builds_that_run_at_once_and_one_that_is_killed_share_a_cache(corpus: Corpus) -> None:
    for number in range(24):
        corpus.add(f"more-{number}", f"Tessit Labs {number} was founded in {1900 + number}.")
    shared = ("--cache", "kept")
    killed = start(corpus, "killed", *shared)
    end = time.monotonic() + 120
    while not list((corpus.folder / "kept").glob("*/*")) and time.monotonic() < end:
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    both = [start(corpus, "one", *shared), start(corpus, "two", *shared)]
    assert [one.wait() for one in both] == [0, 0]
    alone, _ = run(corpus, "alone", cache=False)
    assert tree(corpus.folder / "one") == tree(corpus.folder / "two") == alone
    again, notes = run(corpus, "again", cache=corpus.folder / "kept")
    assert notes == ["28 of 28 articles as before."] and again == alone
    shutil.rmtree(corpus.folder / "kept")
