"""The page about facts from elsewhere is true: its example is proved, its codes are ours."""

from __future__ import annotations

import json
import re
from pathlib import Path

from factpack.extract.given.align import Facts, align_facts
from factpack.extract.given.align.checked import problem_of
from factpack.extract.given.align.refused import CODES
from factpack.model import Metadata, RawArticle
from factpack.normalise import normalise

PAGE = Path(__file__).parents[4] / "docs" / "how-to" / "facts-from-elsewhere.md"


def test_the_example_is_proved_whole() -> None:
    page = PAGE.read_text("utf-8")
    (text,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    line = json.loads(example)
    assert problem_of("line", line) is None
    raw = RawArticle("news/7.txt", "7", text, 0, "0" * 64, "utf-8", "valid", Metadata())
    facts = Facts("f", "line 1", line["entities"], line["claims"], line["quotes"])
    found = align_facts(normalise(raw), [facts], "jsonl/1")
    assert found.rejected == ()
    assert (len(found.entities), len(found.claims), len(found.quotes)) == (3, 1, 1)


def test_the_codes_are_those_of_the_code() -> None:
    table = PAGE.read_text("utf-8").partition("<!-- codes")[2]
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", table, re.MULTILINE)
    assert dict(rows) == CODES
