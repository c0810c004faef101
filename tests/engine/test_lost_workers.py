"""A worker process that is killed costs at most the article that killed it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from factpack.engine import local
from factpack.engine.local import stage_articles
from factpack.errors import FactpackError
from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import Article, Extraction, Metadata, RawArticle


@dataclass(frozen=True)
class Deadly:
    """An extractor whose process is killed by some words; by others only the first time."""

    folder: Path
    label: str = "deadly/1"

    def extract(self, article: Article) -> Extraction:
        once = self.folder / "once"
        if "Dravik" in article.text or ("Velmora" in article.text and not once.exists()):
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return RulesExtractor().extract(article)


def raw(number: int, name: str) -> RawArticle:
    text = f"{name} Corp opened its hall number {number} in 2019."
    source = f"articles/{number}.txt"
    return RawArticle(source, source, text, 0, "0" * 64, "utf-8", "valid", Metadata(rights="full"))


def rows(stage: Path, table: str) -> list[dict[str, object]]:
    files = sorted((stage / table).glob("*.parquet"))
    return [row for file in files for row in pq.read_table(file).to_pylist()]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "BATCH_ARTICLES", 3)


def stage_them(tmp_path: Path, articles: Iterable[RawArticle]) -> tuple[Path, list[str]]:
    notes: list[str] = []
    stage = tmp_path / "stage"
    stage.mkdir()
    stage_articles(articles, Deadly(tmp_path), stage, 2, note=notes.append)
    return stage, notes


def test_articles_of_a_killed_worker_are_read_again(tmp_path: Path) -> None:
    names = ["Quillon", "Ostrin", "Velmora", "Brask", "Tandem", "Dravik", "Norvel", "Lakst"]
    stage, notes = stage_them(tmp_path, [raw(n, name) for n, name in enumerate(names)])
    found = sorted(str(row["source"]) for row in rows(stage, "articles"))
    assert found == [f"articles/{n}.txt" for n in range(8) if n != 5]
    (rejected,) = rows(stage, "rejected")
    assert (rejected["source"], rejected["check_code"]) == ("articles/5.txt", "article-failed")
    assert notes
    assert all("worker process was ended" in note for note in notes)


def test_processes_that_always_end_are_one_message(tmp_path: Path) -> None:
    with pytest.raises(FactpackError, match="is ended whatever it reads"):
        stage_them(tmp_path, [raw(number, "Dravik") for number in range(7)])
