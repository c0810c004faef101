"""Judging claims: the sample, the terminal, the page, and the agreement of two people."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factpack.cli.app import app
from factpack.cli.review import judge_items
from factpack.confidence.reviews import read_reviews, write_reviews
from factpack.errors import FactpackError
from factpack.release.open import Release
from factpack.review.page import review_page
from factpack.review.sample import draw

RUNNER = CliRunner()


def test_a_sample_is_drawn_from_every_predicate_and_stays_the_same(sample: Release) -> None:
    first = draw(sample, 60, 1)
    assert [item.claim_id for item in first] == [item.claim_id for item in draw(sample, 60, 1)]
    assert {item.claim_id for item in first} != {item.claim_id for item in draw(sample, 60, 2)}
    claims = sample.table("claims").to_pylist()
    rare = Counter(row["predicate"] for row in claims)
    drawn = Counter(item.predicate for item in first)
    assert len(drawn) > len(rare) / 2 and max(drawn.values()) < max(rare.values())


def test_what_is_judged_is_not_drawn_again(sample: Release) -> None:
    first = {item.claim_id for item in draw(sample, 20, 1)}
    again = {item.claim_id for item in draw(sample, 20, 1, judged=first)}
    assert not first & again


def test_each_claim_stands_with_its_sentence_and_its_cells(sample: Release) -> None:
    for item in draw(sample, 30, 3):
        assert item.passage.exact and item.statement
        assert item.cells["subject"] and item.cells["modality"]


def test_verdicts_are_taken_in_the_terminal(sample: Release, tmp_path: Path) -> None:
    items = draw(sample, 4, 1)
    answers = iter(["x", "r", "c", "role=chair object", "u", "q"])
    reviews = list(judge_items(items, "ann", "2024-01-01", lambda _: next(answers)))
    assert [review.verdict for review in reviews] == ["right", "cell", "unsure"]
    assert reviews[1].cells == ("object", "role") and reviews[1].mended == {"role": "chair"}
    write_reviews(tmp_path / "r.csv", reviews)
    assert len(read_reviews(tmp_path / "r.csv")) == 3


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--reviews", "{}/none/r.csv"], "there is no folder"),
        (["--reviews", "{}"], "it is a folder"),
        (["--take", "{}/none.csv"], "there is no such file"),
    ],
)
def test_verdicts_that_could_not_be_kept_are_not_asked_for(
    sample: Release, tmp_path: Path, options: list[str], reason: str
) -> None:
    given = [option.format(tmp_path) for option in options]
    result = RUNNER.invoke(app, ["review", str(sample.path), *given], input="r\n")
    assert isinstance(result.exception, FactpackError)
    assert reason in str(result.exception)


@pytest.mark.parametrize("data", [None, b"\xff\xfe{}"])
def test_a_gold_file_that_cannot_be_read_is_said_plainly(
    sample: Release, tmp_path: Path, data: bytes | None
) -> None:
    gold = tmp_path / "gold.jsonl"
    if data is not None:
        gold.write_bytes(data)
    result = RUNNER.invoke(app, ["evaluate", str(sample.path), "--gold", str(gold)])
    assert isinstance(result.exception, FactpackError)
    assert "Errno" not in str(result.exception) and "codec" not in str(result.exception)


def test_the_page_asks_for_nothing_and_no_word_ends_its_data(sample: Release) -> None:
    page = review_page("a <b> title", draw(sample, 10, 1))
    assert "a &lt;b&gt; title" in page and "default-src 'none'" in page
    assert not re.search(r"""(src|href)=|url\(|@import|https?:""", page.split('id="data"')[0])
    data = page.split('id="data">')[1].split("</script>")[0]
    assert "<" not in data and len(json.loads(data)["items"]) == 10


def _answer(keys: list[str], prompt: str) -> str:
    return keys.pop(0)


def test_verdicts_of_a_page_are_taken_and_two_people_compared(
    sample: Release, tmp_path: Path
) -> None:
    items = draw(sample, 3, 1)
    file, other = tmp_path / "reviews.csv", tmp_path / "other.csv"
    for path, who, keys in ((file, "ann", "rrw"), (other, "bo", "rww")):
        ask = functools.partial(_answer, list(keys))
        write_reviews(path, judge_items(items, who, "2024-01-01", ask))
    arguments = ["review", str(sample.path), "--reviews", str(file), "--take", str(other)]
    result = RUNNER.invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "6 verdicts" in result.output
    assert "ann and bo: 3 claims in common, 67% with one verdict" in result.output


def test_json_gives_a_line_a_claim(sample: Release, tmp_path: Path) -> None:
    arguments = ["review", str(sample.path), "--reviews", str(tmp_path / "r.csv")]
    result = RUNNER.invoke(app, [*arguments, "--sample", "5", "--json"])
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(lines) == 5 and all(line["words"] for line in lines)


def test_a_page_that_cannot_be_written_is_one_message(sample: Release, tmp_path: Path) -> None:
    arguments = ["review", str(sample.path), "--reviews", str(tmp_path / "r.csv")]
    result = RUNNER.invoke(app, [*arguments, "--html", str(tmp_path)])
    assert isinstance(result.exception, FactpackError)
    assert "cannot be written" in str(result.exception)
