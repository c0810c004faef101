"""`select` of dataset.yaml: what it may say, and what is answered where it errs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from factpack.config import Sample, Selection, load_dataset_config
from factpack.errors import FactpackError

GOOD = """\
name: orrin-bay
title: Orrin Bay
description: News of an invented harbour.
license: CC0-1.0
rights: facts
sources:
  - path: "*.txt"
"""


def read(folder: Path, select: str) -> Selection | None:
    path = folder / "dataset.yaml"
    path.write_text(GOOD + select, "utf-8")
    return load_dataset_config(path).select


def test_all_of_it_is_read_and_told(tmp_path: Path) -> None:
    selection = read(
        tmp_path,
        """\
select:
  languages: [eng, de-AT, no]
  published: {from: 2019, until: 2020-02}
  domains: [orrin.example]
  publishers: ["The  Heron"]
  words: {min: 50, max: 9000}
  keywords: [wind farm]
  entities: [Orrin Corp.]
  duplicates: drop
  sample: {share: 0.125, seed: 7}
""",
    )
    assert selection == Selection(
        ("en", "de", "no"),
        date(2019, 1, 1),
        date(2020, 2, 29),
        ("orrin.example",),
        ("The Heron",),
        50,
        9000,
        ("wind farm",),
        ("Orrin Corp.",),
        True,
        Sample(share=0.125, seed=7),
    )
    assert selection.conditions() == {
        "excluded-published": "from 2019-01-01 until 2020-02-29",
        "excluded-domain": "orrin.example",
        "excluded-publisher": "The Heron",
        "excluded-language": "en, de, no",
        "excluded-words": "at least 50 at most 9,000",
        "excluded-keyword": "wind farm",
        "excluded-entity": "Orrin Corp.",
        "excluded-duplicate": "the first of those with one text",
        "excluded-sample": "12.5%, by a hash of the source id, seed 7",
    }


def test_without_it_nothing_is_asked(tmp_path: Path) -> None:
    assert read(tmp_path, "") is None
    kept = read(tmp_path, "select: {duplicates: keep}\n")
    assert kept == Selection()
    assert not kept.conditions()


def test_long_lists_are_told_in_part() -> None:
    words = tuple(f"w{n}" for n in range(12))
    said = Selection(keywords=words).conditions()["excluded-keyword"]
    assert said.endswith("w9, and 2 more")


@pytest.mark.parametrize(
    ("select", "said"),
    [
        ("select:\n  language: [en]\n", 'line 9: unknown key "language" in select'),
        ("select: {}\n", "select is empty"),
        ("select:\n  languages: en\n", "line 9: select.languages wants a list"),
        ("select:\n  languages:\n  - en\n  - xx\n", "line 11: select.languages.1. .xx. is not in"),
        ("select:\n  published: {after: 2019}\n", 'unknown key "after" in select.published'),
        ("select:\n  published:\n    from: 2019-02-30\n", "line 10: .* no calendar has that day"),
        ("select:\n  published: {from: 2020, until: 2019-12}\n", "no day is left"),
        ("select:\n  domains: [https://orrin.example/a]\n", "write a domain alone"),
        ("select:\n  words: {min: 9, max: 8}\n", "no length is left"),
        ("select:\n  words: {min: 0}\n", "write a number of at least 1"),
        ("select:\n  keywords: [--]\n", "write a word with letters or digits"),
        ("select:\n  keywords: [a, a]\n", "lists a value twice"),
        ("select:\n  duplicates: some\n", "it can be keep, drop"),
        ("select:\n  sample: {seed: 1}\n", "line 9: select.sample wants a share or a number"),
        ("select:\n  sample: {share: 0.1, articles: 5}\n", "one of both"),
        ("select:\n  sample: {share: 2}\n", "at most 1"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, select: str, said: str) -> None:
    with pytest.raises(FactpackError, match=said):
        read(tmp_path, select)
