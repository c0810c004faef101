"""The benchmark of builds tells which stages grow faster than the corpus."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.build import PEER, Measured, article, growth, least, table, too_fast

ROOT = Path(__file__).parents[2]


def measured(n: int, cpu: dict[str, float]) -> Measured:
    return Measured(n, {"start": 0.5, **cpu}, 9.0, 50 * n, n, 300)


def test_growth_is_one_where_cpu_grows_as_the_corpus_and_two_where_as_its_square() -> None:
    assert growth(1.0, 4.0, 4.0) == pytest.approx(1.0)
    assert growth(1.0, 16.0, 4.0) == pytest.approx(2.0)
    assert growth(0.0, 1.0, 4.0) is None


def test_what_grows_too_fast_is_named_and_what_takes_no_time_or_is_another_program_is_not() -> None:
    small = measured(200, {"read": 1.0, "write": 1.0, "link": 0.01, PEER: 1.0})
    large = measured(800, {"read": 4.2, "write": 7.0, "link": 0.2, PEER: 16.0})
    assert list(too_fast(small, large)) == ["write"]
    # A second measurement clears a stage that something else made slow.
    again = measured(800, {"read": 9.0, "write": 4.0, "link": 0.1, PEER: 16.0})
    assert not too_fast(small, least(large, again))


def test_the_table_has_a_line_for_each_stage_and_part() -> None:
    small = measured(200, {"read": 1.0, "read: cells": 0.5, "validate": 1.0})
    large = measured(800, {"read": 4.0, "read: cells": 8.0, "validate": 1.0})
    lines = list(table([small, large]))
    assert lines[2].split() == ["read", "1.00", "4.00", "1.00"]
    assert lines[3].split() == ["cells", "0.50", "8.00", "2.00"]


def test_the_script_to_compare_with_finds_names_relations_and_copies(tmp_path: Path) -> None:
    rows = [article(1), article(2), {**article(1), "id": "again"}]
    source = tmp_path / "articles.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.afternoon", source, tmp_path],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["copies"] == 1 and told["facts"] > 5 and told["names"] > 50
    assert (tmp_path / "copies.csv").read_text("utf-8") == "article,copy_of\nagain,article-1\n"
