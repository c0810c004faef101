"""A small corpus of made-up articles that changes between releases, and its releases."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.once import once

from factpack.pipeline import BuildResult, build
from factpack.release.open import Release, open_release

CONFIG = """\
name: harbour
title: Harbour news
description: Made-up news about made-up companies.
license: CC0-1.0
rights: full
released: 2024-03-01
sources:
  - path: articles/*.txt
publish: {min_confidence: 0}
"""
HEADER = "name,type,aliases,wikidata_id,same_as,not_same_as\n"
ARTICLES = {
    "one": (
        "Velmar Corp. acquired Tessit Labs for $40 million in March 2019. "
        "Velmar Corp. is based in Lund. Velmar Corp. hopes to grow."
    ),
    "two": (
        "Orbit Foods was founded in 2004. Orbit Foods invested $5 million in Kestrel Motors "
        "in June 2020. Orbit Foods sells soup."
    ),
    "three": "Ofoods was founded in 2005. Analysts like the company and its soup.",
    "four": "Velmar Inc. was founded in 1999. Its staff sail on Fridays.",
}


class Corpus:
    """A dataset folder whose articles and curated names change between releases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if folder.exists():
            return
        (folder / "articles").mkdir(parents=True)
        (folder / "dataset.yaml").write_text(CONFIG, "utf-8")
        for name, text in ARTICLES.items():
            self.add(name, text)

    def add(self, name: str, text: str, day: str = "2020-07-01") -> None:
        head = f"---\nid: {name}\npublisher: The {name} post\npublished: {day}\n---\n"
        (self.folder / "articles" / f"{name}.txt").write_text(f"{head}{text}\n", "utf-8")

    def remove(self, name: str) -> None:
        (self.folder / "articles" / f"{name}.txt").unlink()

    def curate(self, *rows: str) -> None:
        (self.folder / "entities.csv").write_text(HEADER + "\n".join(rows) + "\n", "utf-8")

    def run(self, version: str, **options: Any) -> BuildResult:
        out = options.pop("out", self.folder / "dist")
        result = build(self.folder / "dataset.yaml", out=out, version=version, **options)
        assert result.published, [f.message for f in result.findings]
        return result

    def release(self, version: str, **options: Any) -> Release:
        return open_release(self.run(version, **options).path)

    def published(self, version: str) -> Release:
        return open_release(self.folder / "dist" / "harbour" / version)


def changed_harbour(factory: pytest.TempPathFactory) -> Path:
    """The same, and 2.0.0, with an article more and without one; to copy."""

    def make(folder: Path) -> None:
        corpus = Corpus(Path(shutil.copytree(harbour(factory), folder)))
        corpus.remove("two")
        corpus.add("five", "Brackla Ltd. was founded in 2001.")
        corpus.run("2.0.0")

    return once(factory, "harbour-changed", make)


MERGED = "Orbit Foods,Organization,Ofoods,,,"


def harbour(factory: pytest.TempPathFactory) -> Path:
    """The corpus, and its release 1.0.0; to copy."""
    return once(factory, "harbour", lambda folder: Corpus(folder).run("1.0.0"))


def merged_harbour(factory: pytest.TempPathFactory) -> Path:
    """The same, and 2.0.0, in which Ofoods is Orbit Foods; to copy."""

    def make(folder: Path) -> None:
        corpus = Corpus(Path(shutil.copytree(harbour(factory), folder)))
        corpus.curate(MERGED)
        corpus.run("2.0.0")

    return once(factory, "harbour-merged", make)
